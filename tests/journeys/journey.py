"""An editor at the desk: keys, mouse, eyes, and patience."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTabBar, QWidget
from shiboken6 import delete, isValid

from copydesk.application.desk import Desk
from copydesk.ui.preview.locked_page import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QWindow
    from pytestqt.qtbot import QtBot

    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.editor.markdown_editor import MarkdownEditor
    from copydesk.ui.frame.notices import NoticeBar

# Long, because the machine may be busy; a wait that succeeds is over at once.
PATIENCE_MS = 20_000
_LOOK_EVERY_MS = 20


class Journey(QObject):
    """One desk with somebody in front of it.

    Attributes:
        desk: The desk.
    """

    def __init__(self, qtbot: QtBot, path: Path | None, *, theme: str | None = "light") -> None:
        """Starts a desk as the program does, on a folder, a post or the last session."""
        super().__init__()
        self.qtbot = qtbot
        self.desk = Desk(theme)
        self._answerers: list[QTimer] = []
        self.window = self.desk.window
        self._window_manager = QTimer(self)
        self._window_manager.setInterval(_LOOK_EVERY_MS)
        self._window_manager.timeout.connect(self._manage_windows)
        self._window_manager.start()
        self.desk.start(path)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE_MS)

    @Slot()
    def _manage_windows(self) -> None:
        # The offscreen platform has no window manager to go back to the window when a dialog goes.
        front = QApplication.activeModalWidget() or self.window
        if QApplication.activeWindow() is None and isValid(front) and front.isVisible():
            front.activateWindow()

    def stop(self) -> None:
        """Ends the desk, if it is still there, and takes its window away."""
        self._window_manager.stop()
        for timer in self._answerers:
            timer.stop()
        self._answerers.clear()  # they go with the desk
        if isValid(self.desk):
            self.desk.stop()
            delete(self.desk.window)
            delete(self.desk)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # Waiting -----------------------------------------------------------------------------------

    def until(self, condition: Callable[[], object], timeout_ms: int = PATIENCE_MS) -> None:
        """Waits until something is so; a failing assertion counts as not yet."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout_ms)

    def loaded(self) -> None:
        """Waits until every post of the folder is listed and read, and the folder is watched."""
        library = self.desk.library
        self.until(
            lambda: library.root and not library.loading and library.watch_state == "watching"
        )

    # Keys --------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Presses keys as the window system would report them: "Ctrl+S", "Return", "a"."""
        for key in keys:
            window = self._focus_window()
            combination = QKeySequence(key)[0]  # type: ignore[index]  # it is a list of keys
            QTest.keyClick(window, combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Types text; what no key of a plain keyboard gives comes from an input method."""
        for character in text:
            window = self._focus_window()
            if character == "\n":
                QTest.keyClick(window, Qt.Key.Key_Return)
            elif character.isascii():
                QTest.keyClick(window, character)  # type: ignore[call-overload]  # it takes a letter
            else:
                self.compose(character)

    def _focus_window(self) -> QWindow:
        """The window with the keyboard, which it may get back a moment after a dialog is gone."""
        self.until(QGuiApplication.focusWindow)
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    def compose(self, text: str) -> None:
        """Gives text to whatever has the keyboard, as an input method does."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the keyboard"
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def click(self, widget: QWidget) -> None:
        """Clicks in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    @property
    def focus(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()

    def in_panel(self, panel: QWidget) -> bool:
        """Whether the keyboard is in a panel."""
        focus = self.focus
        return focus is not None and (focus is panel or panel.isAncestorOf(focus))

    # Dialogs -----------------------------------------------------------------------------------

    def when_asked(self, *keys: str, text: str = "") -> list[str]:
        """Sees to it that the next dialog is read, typed into and answered by keys.

        Args:
            keys: Pressed after the text.
            text: Typed first, in the place of what is selected.

        Returns:
            The words of each dialog answered so far: it fills when the dialog comes.
        """
        seen: list[str] = []
        timer = QTimer(self.desk)
        timer.setInterval(_LOOK_EVERY_MS)
        timer.timeout.connect(partial(self._answer, timer, keys, text, seen))
        self._answerers.append(timer)
        timer.start()
        return seen

    def _answer(self, timer: QTimer, keys: tuple[str, ...], text: str, seen: list[str]) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or QGuiApplication.focusWindow() is not dialog.windowHandle():
            return
        timer.stop()
        seen.append(" ".join(label.text() for label in dialog.findChildren(QLabel)))
        self.type(text)
        self.press(*keys)

    @property
    def dialog(self) -> QDialog | None:
        """The dialog in front."""
        dialog = QApplication.activeModalWidget()
        return dialog if isinstance(dialog, QDialog) else None

    # Posts -------------------------------------------------------------------------------------

    def open(self, title: str) -> OpenDocument:
        """Goes to a post by the palette, and waits until its text has the keyboard."""
        self.press("Ctrl+P")
        self.type(title)
        self.press("Return")
        self.until(lambda: self.tab_title.startswith(title) and self.in_editor)
        return self.document

    @property
    def document(self) -> OpenDocument:
        """The post in front."""
        document = self.desk.editors.current_document
        assert document is not None, "no post is open"
        return document

    @property
    def editor(self) -> MarkdownEditor:
        """Its editor."""
        editor = self.desk.editors.current_editor
        assert editor is not None, "no post is open"
        return editor

    @property
    def in_editor(self) -> bool:
        """Whether the keyboard is in the text of the post in front."""
        editor = self.desk.editors.current_editor
        return editor is not None and editor.hasFocus()

    @property
    def tabs(self) -> QTabBar:
        """The tabs."""
        tabs = self.desk.editors.tab_bar.findChild(QTabBar)
        assert isinstance(tabs, QTabBar)
        return tabs

    @property
    def tab_title(self) -> str:
        """What the tab in front says, with its dot; "" for none."""
        tabs = self.tabs
        return tabs.tabText(tabs.currentIndex()) if tabs.count() else ""

    @property
    def notices(self) -> list[str]:
        """What the notices on screen say."""
        return [bar.notice.sentence for bar in self.notice_bars]

    @property
    def notice_bars(self) -> list[NoticeBar]:
        """The notices on screen."""
        return self.window.notices.bars()

    def saved(self, path: Path, expected: bytes, timeout_ms: int = PATIENCE_MS) -> None:
        """Waits until a file holds these bytes and the desk knows that they are saved."""
        # First, as reading a large file again and again would keep the save waiting.
        self.until(lambda: not self.document.modified, timeout_ms)
        self.until(lambda: path.is_file() and path.read_bytes() == expected, timeout_ms)
        self.until(lambda: not self.document.modified, timeout_ms)

    # The preview -------------------------------------------------------------------------------

    def js(self, expression: str) -> object:
        """The value of an expression in the preview's page, where `main` is the post."""
        page = self.desk.preview._page
        assert page is not None, "the preview has no page yet"
        answers: list[object] = []
        script = (
            "(() => { const main = document.querySelector('main');"
            f"return JSON.stringify(({expression}) ?? null); }})()"
        )
        page.page.runJavaScript(script, WORLD, answers.append)
        self.until(lambda: answers)
        return json.loads(str(answers[0])) if answers[0] else None

    def number(self, expression: str) -> float:
        """The same of a number."""
        return float(cast("float", self.js(expression)))

    def sees(self, expression: str, timeout_ms: int = PATIENCE_MS) -> None:
        """Waits until an expression is true in the preview's page."""
        self.until(self._page_is_there)
        self.until(lambda: self.js(expression) is True, timeout_ms)

    def sees_text(self, text: str) -> None:
        """Waits until the preview shows a text."""
        self.sees(f"main.innerText.includes({json.dumps(text)})")

    def _page_is_there(self) -> bool:
        page = self.desk.preview._page
        return page is not None and page.ready

    @property
    def surface(self) -> QWidget:
        """The widget of the preview that takes the mouse."""
        view = self.desk.preview._view
        surface = view.focusProxy() if view is not None else None
        assert surface is not None, "the preview has no view yet"
        return surface

    def frames(self, count: int = 3) -> None:
        """Waits until the page was drawn so often: before, Chromium drops clicks and wheel."""
        self.js("(window.framesDrawn = 0)")
        step = "(requestAnimationFrame(() => { window.framesDrawn += 1; }), 0)"
        for drawn in range(1, count + 1):
            self.js(step)
            self.sees(f"window.framesDrawn >= {drawn}")


class Signals(QObject):
    """Counts a signal."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[object, ...]] = []

    def note(self, *arguments: object) -> None:
        """Takes one."""
        self.calls.append(arguments)
