"""Steps at a real desk, on a copy of the sample newsroom: what an editor does in a morning."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineWidgets import QWebEngineView

from copydesk.application.desk import Desk
from copydesk.application.pdf import print_pdf
from copydesk.application.self_test.sandbox import web_sandbox
from copydesk.application.self_test.trial import (
    REINSTALL,
    PaintWatch,
    Step,
    StepFailedError,
    Waiting,
    expect,
    given,
    go_to_end,
    type_keys,
    write_on_stderr,
)
from copydesk.core.markup.page import standalone_html
from copydesk.core.storage.history import Origin
from copydesk.core.web_sandbox import obstacle
from copydesk.services.child_process import ChildProcess
from copydesk.services.notifier import Level
from copydesk.ui.preview.locked_page import WORLD

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

    from copydesk.core.storage.history import Version
    from copydesk.services.notifier import Notice, Prompt, Question
    from copydesk.services.open_document import DiskVersion, OpenDocument
    from copydesk.services.rendering import RenderFailure
    from copydesk.ui.editor.markdown_editor import MarkdownEditor

POST = Path("src", "content", "news", "bridge-lights-switched-on.md")
_IN_POST = "counted down from ten"
_PAGE_TEXT = "document.querySelector('main')?.innerText ?? ''"
_MISSPELT = "lampz"
_TYPED = f" Nine {_MISSPELT} were lit"
_FIELD = "title"
_ADDED = " today"
_MOST_CHECKS = 3
_SMALLEST_PDF = 5_000
_SANDBOX = (
    "Pages of posts are drawn without protection. Allow Copydesk user namespaces; its packages "
    "for Debian and Ubuntu bring an AppArmor profile that does."
)


class DeskSteps(QObject):
    """A desk, and what is tried at it.

    Attributes:
        desk: The desk; its window is not shown yet.
    """

    def __init__(self, newsroom: Path, outcome: Path) -> None:
        """Makes the desk.

        Args:
            newsroom: A site that may be changed.
            outcome: A folder for what is exported.
        """
        super().__init__()
        self._newsroom, self._pdf = newsroom, outcome / "post.pdf"
        self._trouble: list[str] = []
        self.desk = desk = Desk("light")
        self._wait = Waiting(self._trouble).until
        self._before = self._saved = ""
        desk.notifier.install(self._note_question, self._note_prompt)
        desk.notifier.noticed.connect(self._note_notice)
        desk.rendering.failed.connect(self._note_failure)
        for child in desk.findChildren(ChildProcess):
            child.failed.connect(self._trouble.append)
            child.complained.connect(write_on_stderr)

    def steps(self) -> list[Step]:
        """The steps, in order."""
        return [
            Step("window", self._show, "Check the display, or set QT_QPA_PLATFORM=offscreen."),
            Step("listed", self._list, REINSTALL),
            Step("opened", self._open),
            Step("typed", self._type),
            Step("previewed", self._preview, REINSTALL),
            Step("sandbox", self._sandbox, _SANDBOX),
            Step("field", self._change_field),
            Step("checked", self._check, REINSTALL),
            Step("saved", self._save, "Check the disk’s space."),
            Step("history", self._look_back),
            Step("undone", self._undo),
            Step("reopened", self._reopen),
            Step("printed", self._print, REINSTALL),
        ]

    def leave(self) -> None:
        """Closes the window as an editor does; `desk.left` follows."""
        self.desk.leave()

    # What goes wrong meanwhile -----------------------------------------------------------------

    @Slot(object)
    def _note_notice(self, notice: Notice) -> None:
        if notice.level is not Level.INFO:
            self._trouble.append(f"it says: {notice.sentence}")

    @Slot(object)
    def _note_failure(self, failure: RenderFailure) -> None:
        self._trouble.append(f"it says: {failure.sentence}")

    def _note_question(self, question: Question) -> str:
        self._trouble.append(f"it asks: {question.sentence}")
        return question.choices[-1].key

    def _note_prompt(self, prompt: Prompt) -> None:
        self._trouble.append(f"it asks: {prompt.sentence}")

    # What there is -----------------------------------------------------------------------------

    @property
    def _path(self) -> Path:
        return self._newsroom / POST

    @property
    def _document(self) -> OpenDocument:
        return given(self.desk.editors.current_document, "no post is open.")

    @property
    def _editor(self) -> MarkdownEditor:
        return given(self.desk.editors.current_editor, "no post is open.")

    @property
    def _window(self) -> QWindow:
        return self.desk.window.windowHandle()

    # Steps -------------------------------------------------------------------------------------

    def _show(self) -> str:
        blocked = obstacle()
        if blocked is not None:
            raise StepFailedError(blocked.sentence, blocked.next_step)
        self.desk.start(self._newsroom)
        self._wait(self._window.isExposed, "The window")
        size = self.desk.window.size()
        name = QGuiApplication.platformName()
        return f"showed a window of {size.width()} × {size.height()} pixels ({name})"

    def _list(self) -> str:
        library = self.desk.library
        self._wait(lambda: library.root and not library.loading, "The list of posts")
        there = sum(1 for _path in (self._newsroom / "src" / "content").rglob("*.md"))
        listed = len(library.entries)
        expect(listed == there, f"{listed} posts are listed, and there are {there}.")
        self._wait(lambda: library.watch_state == "watching", "Watching the folder")
        return f"listed {listed} posts, and watches their folder"

    def _open(self) -> str:
        self._before = self._path.read_bytes().decode()
        self.desk.open_post(self._path, len(self._before))
        self._wait(lambda: self.desk.editors.current_document is not None, "The post")
        expect(self._document.text == self._before, "the text is not the file’s.")
        expect(not self._document.modified, "opening it changed it.")
        self._see(_IN_POST)
        return f"opened a post of {len(self._before)} characters, and saw it in the preview"

    def _type(self) -> str:
        self._give_keyboard(self._editor)
        watch = PaintWatch(self._editor.viewport())
        type_keys(self._window, _TYPED[:-1])
        started = time.perf_counter()
        type_keys(self._window, _TYPED[-1])
        expect(self._document.text == self._before + _TYPED, "the keys did not arrive.")
        self._wait(lambda: watch.painted_at > started, "The typed text on screen")
        shown_ms = (watch.painted_at - started) * 1000
        return f"typed {len(_TYPED)} characters; on screen after {shown_ms:.0f} ms"

    def _give_keyboard(self, widget: QWidget) -> None:
        """Has keys go to a widget, as soon as it can be seen."""
        self._wait(widget.isVisible, f"“{widget.accessibleName()}” on screen")
        widget.setFocus()
        expect(widget.hasFocus() or self.desk.window.focusWidget() is widget, "the keys go astray.")

    def _preview(self) -> str:
        self._see(_MISSPELT)
        return "saw the typed words in the preview"

    def _see(self, words: str) -> None:
        """Waits until words stand in the preview’s page."""
        self._wait(lambda: self.desk.preview.findChild(QWebEngineView), "The preview")
        page = self._view.page()
        seen: list[object] = []
        asked = 0

        def ask() -> bool:
            nonlocal asked
            if asked == len(seen):
                asked += 1
                page.runJavaScript(_PAGE_TEXT, WORLD, seen.append)
            return any(words in str(text) for text in seen)

        self._wait(ask, f"The post with “{words}” in the preview")

    @property
    def _view(self) -> QWebEngineView:
        return given(self.desk.preview.findChild(QWebEngineView), "there is no preview.")

    def _sandbox(self) -> str:
        return web_sandbox(self._view.page().renderProcessPid())

    def _change_field(self) -> str:
        form = self.desk.details.form
        self._wait(lambda: form.row(_FIELD), "The form")
        row = given(form.row(_FIELD), f"there is no field “{_FIELD}”.")
        self._give_keyboard(row.editor.main_input)
        go_to_end(self._window)
        type_keys(self._window, _ADDED)
        self._saved = self._expected()
        self._wait(lambda: self._document.text == self._saved, "The field’s change in the text")
        return f"changed the field “{_FIELD}”, and no other line"

    def _expected(self) -> str:
        """What the post must be by now: each change in its place, and all else as it was."""
        lines = (self._before + _TYPED).splitlines(keepends=True)
        row = next(n for n, line in enumerate(lines) if line.startswith(f"{_FIELD}:"))
        value = lines[row].rstrip("\r\n")
        lines[row] = lines[row].replace(value, value + _ADDED)
        return "".join(lines)

    def _check(self) -> str:
        review, document = self.desk.reviewing.review, self._document
        for _turn in range(_MOST_CHECKS):
            self._wait(lambda: review.is_fresh(document), "The check of the post")
            if not review.trouble(document):
                break
            review.check_again()  # the first loads everything, on a busy machine for too long
        expect(not review.trouble(document), review.trouble(document))
        found = [one for _number, one in review.findings(document)]
        spelt = review.beside(document).spelling
        words = [one.span.of(document.text) for one in found if one.rule in spelt]
        expect(_MISSPELT in words, f"the misspelt “{_MISSPELT}” was not found.")
        return f"checked the post, and found “{_MISSPELT}” misspelt"

    def _save(self) -> str:
        self.desk.actions.get("file.save").trigger()
        self._wait(lambda: not self._document.modified, "The save")
        data = self._path.read_bytes()
        expect(data == self._saved.encode(), "the file is not, byte for byte, what was saved.")
        return f"saved {len(data)} bytes, and found these on disk"

    def _look_back(self) -> str:
        versions: list[list[Version]] = []
        self.desk.history.versions(self._document, versions.append)
        self._wait(lambda: versions, "The list of versions")
        origins = [version.origin for version in versions[0]]
        expect(origins == [Origin.SAVED, Origin.FOUND], "the versions kept are not two.")
        texts: list[DiskVersion | None] = []
        self.desk.history.content(versions[0][-1], texts.append)
        self._wait(lambda: texts, "The version before the save")
        older = given(texts[0], "the older version can’t be read.")
        expect(older.text == self._before, "the older version is another.")
        return "found the version before the save in the history"

    def _undo(self) -> str:
        document, actions = self._document, self.desk.actions
        steps = 0
        while document.can_undo:
            actions.get("edit.undo").trigger()
            steps += 1
        expect(document.text == self._before, "undoing all did not give the first text.")
        for _step in range(steps):
            actions.get("edit.redo").trigger()
        expect(document.text == self._saved, "redoing all did not give the saved text.")
        self._wait(lambda: not document.modified, "The saved state")
        return f"took back {steps} steps and made them again"

    def _reopen(self) -> str:
        documents = self.desk.documents
        documents.close(self._document)
        self._wait(lambda: not documents.all_open, "The closed post")
        self.desk.open_post(self._path)
        self._wait(lambda: documents.at(self._path) is not None, "The post")
        expect(self._document.text == self._saved, "the post is another after opening it again.")
        return "closed the post and opened it again"

    def _print(self) -> str:
        html = standalone_html(self._document.text, self._path)
        print_pdf(html, self._pdf)
        data = self._pdf.read_bytes()
        expect(data.startswith(b"%PDF-"), "what was exported is no PDF.")
        expect(b"%%EOF" in data[-16:], "the PDF breaks off.")
        expect(len(data) > _SMALLEST_PDF, f"the PDF has {len(data)} bytes only.")
        return f"exported a PDF of {len(data) // 1000} kB"
