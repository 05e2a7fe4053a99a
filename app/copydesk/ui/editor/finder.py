"""Searching the text of one editor, off the window's thread."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.text.positions import Span
from copydesk.core.text.search import (
    MOST_MATCHES,
    Matches,
    Query,
    SearchError,
    find_all,
    replacement_at,
    replacements,
)
from copydesk.core.text.text_command import Selection

if TYPE_CHECKING:
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.editor.markdown_editor import MarkdownEditor

# Typing goes on for this long before the text is searched again.
_SETTLE_MS = 80


class Finder(QObject):
    """Finds, counts, marks and replaces in whichever editor is in front.

    Signals:
        told (str, bool): What to say beside the search field, and whether it is a complaint.
    """

    told = Signal(str, bool)

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._editor: MarkdownEditor | None = None
        self._query = Query("")
        self._matches = Matches(())
        self._active = False
        self._wanted = 0
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._search)

    def set_editor(self, editor: MarkdownEditor | None) -> None:
        """Searches in another editor from now on."""
        if self._editor is not None:
            self._editor.set_found(())
            self._editor.text_document.changed.disconnect(self._on_text_changed)
            self._editor.selectionChanged.disconnect(self._tell)
        self._editor = editor
        self._matches = Matches(())
        if editor is not None:
            editor.text_document.changed.connect(self._on_text_changed)
            editor.selectionChanged.connect(self._tell)
        self._search()

    def set_active(self, *, active: bool) -> None:
        """Searches and marks only while active."""
        self._active = active
        if active:
            self._search()
        else:
            self._show(Matches(()))

    def set_query(self, query: Query) -> None:
        """Looks for something else, and goes to the first one from the cursor on."""
        if query != self._query:
            self._query = query
            self._wanted = 2
            self._search()

    def next(self) -> None:
        """Goes to the next match after the cursor, around the end."""
        self._go(forward=True)

    def previous(self) -> None:
        """Goes to the match before the cursor, around the start."""
        self._go(forward=False)

    def replace(self, replacement: str) -> None:
        """Replaces the match that is selected and goes to the next; else goes to one first."""
        editor, span = self._editor, self._current()
        if editor is None or span is None:
            self.next()
            return
        text = editor.text_document.text
        self._tasks.run(
            partial(replacement_at, self._query, replacement, text, span),
            partial(self._replace_one, editor, editor.text_document.revision),
            self._failed,
            key="replace",
        )

    def replace_all(self, replacement: str) -> None:
        """Replaces every match, as one step of undo."""
        editor = self._editor
        if editor is None or not self._query.pattern:
            return
        self._tasks.run(
            partial(replacements, self._query, replacement, editor.text_document.text),
            partial(self._replace_every, editor, editor.text_document.revision),
            self._failed,
            key="replace",
        )

    # The search --------------------------------------------------------------------------------

    @Slot()
    def _on_text_changed(self) -> None:
        if self._active and self._query.pattern:
            self._timer.start()

    @Slot()
    def _search(self) -> None:
        self._timer.stop()
        editor = self._editor
        if not self._active or editor is None or not self._query.pattern:
            self._show(Matches(()))
            return
        document = editor.text_document
        self._tasks.run(
            partial(find_all, self._query, document.text),
            partial(self._found, editor, document.revision),
            self._failed,
            key="find",
        )

    def _found(self, editor: MarkdownEditor, revision: int, matches: Matches) -> None:
        if editor is not self._editor or not self._active:
            return
        if editor.text_document.revision != revision:
            self._timer.start()
            return
        self._show(matches)
        if self._wanted:
            self._wanted = 0
            self._go(forward=True, stay=True)

    def _failed(self, error: Exception) -> None:
        self._show(Matches(()))
        sentence = error.sentence if isinstance(error, SearchError) else str(error)
        self.told.emit(sentence, True)

    def _show(self, matches: Matches) -> None:
        self._matches = matches
        self._tell()

    def _current(self) -> Span | None:
        """The match that is selected."""
        if self._editor is None or not self._matches.spans:
            return None
        selection = self._editor.bridge.selection()
        span = Span(selection.start, selection.end)
        index = bisect_left(self._matches.spans, span)
        return span if self._matches.spans[index : index + 1] == (span,) else None

    @Slot()
    def _tell(self) -> None:
        if self._editor is None:
            return
        spans = self._matches.spans
        current = self._current()
        self._editor.set_found(spans, current)
        if not self._query.pattern or not self._active:
            self.told.emit("", False)
            return
        total = f"more than {MOST_MATCHES:,}" if self._matches.more else f"{len(spans):,}"
        if current is not None:
            self.told.emit(f"{bisect_left(spans, current) + 1:,} of {total}", False)
        else:
            self.told.emit(f"{total} found" if spans else "None found", False)

    def _go(self, *, forward: bool, stay: bool = False) -> None:
        editor, spans = self._editor, self._matches.spans
        if editor is None or not spans:
            return
        selection = editor.bridge.selection()
        if forward:
            from_here = selection.start if stay else max(selection.end, selection.start)
            index = bisect_left(spans, Span(from_here, from_here))
        else:
            index = bisect_left(spans, Span(selection.start, selection.start)) - 1
        span = spans[index % len(spans)]
        editor.show_span(Selection(span.start, span.end))

    # Replacing ---------------------------------------------------------------------------------

    def _replace_one(self, editor: MarkdownEditor, revision: int, edit: TextEdit | None) -> None:
        document = editor.text_document
        if document.revision != revision or edit is None:
            return
        at = edit.start + len(edit.new)
        placed = document.apply((edit,), "Replace", cursor=at)
        at = at if placed is None else placed
        editor.bridge.select(Selection(at, at))
        self._wanted = 1
        self._search()

    def _replace_every(
        self, editor: MarkdownEditor, revision: int, edits: tuple[TextEdit, ...]
    ) -> None:
        document = editor.text_document
        if document.revision != revision:
            self.told.emit("The text changed meanwhile; try again.", True)
            return
        if edits and edits[0].start < editor.fold.body_position:
            editor.fold.set_folded(folded=False)
        document.apply(edits, "Replace all")
        self._show(Matches(()))
        if edits and document.revision == revision:  # they can't be suggested, and it was said why
            self.told.emit("Nothing was replaced", True)
        else:
            self.told.emit(f"{len(edits):,} replaced", False)
