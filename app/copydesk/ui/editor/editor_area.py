"""The open posts: a tab for each, the text of the one in front, the bar that finds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from copydesk.core.text.critic import accepted_reading
from copydesk.services.notifier import Prompt
from copydesk.ui.editor.editor_page import EditorPage
from copydesk.ui.editor.markdown_editor import MarkdownEditor
from copydesk.ui.editor.nothing_open import NothingOpen
from copydesk.ui.editor.tab_bar import TabBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.statistics import Statistics
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.settings import Settings
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.editor.find_bar import FindBar
    from copydesk.ui.theme.theme import Theme

# What follows the text but need not follow every key: the title of the tab, the count of words.
_SETTLE_MS = 300


class EditorArea(QWidget):
    """Shows open documents. It opens and closes none by itself: it is told, and it asks.

    An editor is made when its tab is first in front, so that a session of many tabs starts fast.

    Attributes:
        tab_bar: The tabs, to be put wherever they belong.

    Signals:
        close_requested (OpenDocument): The editor wants a tab closed.
        current_changed (OpenDocument | None): Another document is in front.
        position_changed (int, int): The cursor's line and column, both 0-based.
        statistics_changed (int, int): Words, and minutes of reading, of the post in front.
        scrolled_to_line (float): The editor scrolled; the 0-based line at the top.
        link_activated (str): Ctrl+click on a link; its target as it is written.
        menu_opening (QMenu, int): The menu of the text opens at this position.
    """

    close_requested = Signal(object)
    current_changed = Signal(object)
    position_changed = Signal(int, int)
    statistics_changed = Signal(int, int)
    scrolled_to_line = Signal(float)
    link_activated = Signal(str)
    menu_opening = Signal(object, int)

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        tasks: TaskRunner,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._settings = theme, settings
        self._tasks, self._notifier = tasks, notifier
        self._pages: dict[OpenDocument, EditorPage] = {}
        self._waiting: dict[OpenDocument, dict[str, Any]] = {}
        self._bars: dict[OpenDocument, dict[str, QWidget]] = {}
        self._current: OpenDocument | None = None
        self.setObjectName("editorArea")
        self.tab_bar = TabBar(theme)
        self.tab_bar.chosen.connect(self._on_chosen)
        self.tab_bar.close_requested.connect(self.close_requested)
        self._empty = NothingOpen()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._find: FindBar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._catch_up)
        self.tab_bar.setVisible(False)

    def say_when_empty(self, sentence: str, name: str = "", about: str = "") -> None:
        """What stands there while no post is open: the site's name, what it is, what to do."""
        self._empty.say(sentence, name, about)

    # Documents ---------------------------------------------------------------------------------

    def documents(self) -> list[OpenDocument]:
        """The open documents in the order of their tabs."""
        return self.tab_bar.documents()

    @property
    def current_document(self) -> OpenDocument | None:
        """The document in front."""
        return self._current

    @property
    def current_editor(self) -> MarkdownEditor | None:
        """The editor in front."""
        page = self._pages.get(self._current) if self._current is not None else None
        return page.editor if page is not None else None

    @Slot(object)
    def add(self, document: OpenDocument) -> None:
        """Adds a tab for a document; it comes to the front only where nothing else is."""
        self.tab_bar.add(document)
        self.tab_bar.setVisible(True)
        document.modified_changed.connect(partial(self.tab_bar.refresh, document))
        document.path_changed.connect(partial(self.tab_bar.refresh, document))
        if self._current is None:
            self._on_chosen(document)

    @Slot(object)
    def remove(self, document: OpenDocument) -> None:
        """Takes away the tab and the editor of a document that was closed."""
        page = self._pages.pop(document, None)
        had_keyboard = page is not None and self._has_keyboard(page)
        self._waiting.pop(document, None)
        self._bars.pop(document, None)
        if page is not None and self._current is document and self._find is not None:
            self._find.set_editor(None)
        self.tab_bar.remove(document)
        if self._current is document:
            self._on_chosen(self.tab_bar.current)
        if page is not None:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.tab_bar.setVisible(bool(self.documents()))
        if had_keyboard:
            self._focus_text()

    def _has_keyboard(self, page: QWidget) -> bool:
        """Whether the keyboard is in a page, or will be when a dialog has closed."""
        return self.window().focusWidget() in (page, *page.findChildren(QWidget))

    def show_document(self, document: OpenDocument) -> None:
        """Brings a document to the front, ready for typing."""
        if document not in self.documents():
            self.add(document)
        self.tab_bar.show_document(document)
        self._on_chosen(document)
        self._focus_text()

    def sort_tabs(self, key: Callable[[OpenDocument], int]) -> None:
        """Puts the tabs in order."""
        self.tab_bar.sort(key)

    def set_bar(self, document: OpenDocument, bar: QWidget | None, kind: str = "disk") -> None:
        """Puts a bar above the text of a document; None takes it away. One of each kind."""
        page = self._pages.get(document)
        if page is not None:
            page.set_bar(bar, kind)
        elif bar is not None:
            self._bars.setdefault(document, {})[kind] = bar
        else:
            self._bars.get(document, {}).pop(kind, None)

    def cursor_of(self, document: OpenDocument) -> int | None:
        """Where a post's cursor is, in code points; None where it was not looked at yet."""
        page = self._pages.get(document)
        return page.editor.cursor_position() if page else None

    def view_state(self, document: OpenDocument) -> dict[str, Any]:
        """Cursor, scroll and folding of a document's editor, for another session."""
        page = self._pages.get(document)
        return page.editor.state() if page is not None else self._waiting.get(document, {})

    def restore_view(self, document: OpenDocument, state: dict[str, Any]) -> None:
        """Puts back what `view_state` gave."""
        page = self._pages.get(document)
        if page is not None:
            page.editor.restore_state(state)
        else:
            self._waiting[document] = state

    # Commands ----------------------------------------------------------------------------------

    def run(self, command_id: str) -> bool:
        """Runs a command of the table of actions; False when it isn't one of this area's."""
        editor = self.current_editor
        if command_id in ("go.next-tab", "go.previous-tab"):
            self.tab_bar.step(1 if command_id == "go.next-tab" else -1)
            self._focus_text()
        elif command_id == "view.zoom-in" and editor:
            editor.zoom(1)
        elif command_id == "view.zoom-out" and editor:
            editor.zoom(-1)
        elif command_id == "view.zoom-reset" and editor:
            editor.zoom(0)
        elif editor is None:
            return False
        elif command_id in ("find.show", "find.replace"):
            selection = editor.bridge.selection()
            chosen = editor.text_document.text[selection.start : selection.end]
            self.find_bar.open(chosen, replace=command_id == "find.replace")
        elif command_id in ("find.next", "find.previous"):
            self._find_again(forward=command_id == "find.next")
        elif command_id == "line.goto":
            self._go_to_line(editor)
        else:
            return editor.run(command_id)
        return True

    def _find_again(self, *, forward: bool) -> None:
        if self.find_bar.isHidden():
            self.run("find.show")
        elif forward:
            self.find_bar.finder.next()
        else:
            self.find_bar.finder.previous()

    @property
    def find_bar(self) -> FindBar:
        """The bar that finds; made when it is first wanted."""
        if self._find is None:
            from copydesk.ui.editor.find_bar import FindBar  # with regex, 15 ms of the start

            self._find = FindBar(self._theme, self._tasks)
            self._find.closed.connect(self._focus_text)
            self._find.set_editor(self.current_editor)
            self._column.addWidget(self._find)
        return self._find

    def _go_to_line(self, editor: MarkdownEditor) -> None:
        lines = editor.bridge.line_count

        def check(answer: str) -> str:
            inside = answer.strip().isascii() and answer.strip().isdigit()
            if inside and 1 <= int(answer) <= lines:
                return ""
            return f"Type a number from 1 to {lines:,}."

        answer = self._notifier.prompt(
            Prompt("Go to which line?", f"Line, 1 to {lines:,}", accept="Go", check=check)
        )
        if answer and not check(answer):
            editor.go_to_line(int(answer) - 1)

    # What is in front --------------------------------------------------------------------------

    @Slot(object)
    def _on_chosen(self, document: OpenDocument | None) -> None:
        if document is self._current and (document is None or document in self._pages):
            return
        old = self.current_editor
        if old is not None:
            old.text_document.changed.disconnect(self._on_text_changed)
        self._current = document
        if document is None:
            self._stack.setCurrentWidget(self._empty)
            self.setFocusProxy(self._stack)
            if self._find is not None:
                self._find.set_editor(None)
                self._find.close_bar()
        else:
            page = self._pages.get(document) or self._make_page(document)
            self._stack.setCurrentWidget(page)
            self.setFocusProxy(page.editor)
            if self._find is not None:
                self._find.set_editor(page.editor)
            document.changed.connect(self._on_text_changed)
        self.current_changed.emit(document)
        if document is not None and self.current_editor is not None:
            self.position_changed.emit(*self.current_editor.position())
            self._catch_up()

    def _make_page(self, document: OpenDocument) -> EditorPage:
        editor = MarkdownEditor(document, self._theme, self._settings)
        editor.position_changed.connect(self.position_changed)
        editor.scrolled_to_line.connect(self.scrolled_to_line)
        editor.link_activated.connect(self.link_activated)
        editor.menu_opening.connect(self.menu_opening)
        page = EditorPage(editor)
        self._pages[document] = page
        self._stack.addWidget(page)
        for kind, bar in self._bars.pop(document, {}).items():
            page.set_bar(bar, kind)
        if document in self._waiting:
            # Scroll positions need the widget at its final size.
            state = self._waiting.pop(document)
            editor.restore_state(state)
            QTimer.singleShot(0, editor, partial(editor.restore_state, state))
        return page

    @Slot()
    def _focus_text(self) -> None:
        if self.current_editor is not None:
            self.current_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_text_changed(self) -> None:
        self._timer.start()

    @Slot()
    def _catch_up(self) -> None:
        self._timer.stop()
        document = self._current
        if document is None:
            return
        self.tab_bar.refresh(document)
        body = document.text[document.frontmatter.body_start :]
        self._tasks.run(partial(_count, body), self._on_counted, key="statistics")

    def _on_counted(self, statistics: Statistics) -> None:
        self.statistics_changed.emit(statistics.words, statistics.minutes)


def _count(body: str) -> Statistics:
    from copydesk.core.posts.statistics import count  # loaded on the thread that counts

    return count(accepted_reading(body).text)
