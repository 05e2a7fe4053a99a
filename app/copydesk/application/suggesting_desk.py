"""Suggesting at the desk: its switch, and what answers suggestions and comments at the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QActionGroup

from copydesk.core.review.suggestions.resolving import next_mark, shown_span, suggestions_in
from copydesk.core.text.critic import marks_in
from copydesk.core.text.positions import Span
from copydesk.core.text.text_command import Selection
from copydesk.services.suggesting import Suggesting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copydesk.application.workspace import Workspace
    from copydesk.core.text.critic import Mark
    from copydesk.services.open_document import OpenDocument

_NONE_HERE = "There is no suggestion at the cursor."
_GO_THERE = "Press Alt+PgDown to go to the next one."


class SuggestingDesk(QObject):
    """Joins the service that records and answers suggestions to the window.

    Attributes:
        suggesting: The service.
    """

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self.suggesting = Suggesting(desk.documents, desk.settings, desk.notifier, self)
        self._modes = QActionGroup(self)
        for action_id in ("review.editing", "review.suggesting"):
            self._modes.addAction(desk.actions.get(action_id))
        self.suggesting.switched.connect(self._show)
        self._show(on=False)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action of the review does, by its id."""
        return {
            "review.switch": self._switch,
            "review.editing": partial(self.suggesting.switch, on=False),
            "review.suggesting": partial(self.suggesting.switch, on=True),
            "review.comment": self._comment,
            "review.next": partial(self._go, forward=True),
            "review.previous": partial(self._go, forward=False),
            "review.accept": partial(self._answer, self.suggesting.accept),
            "review.reject": partial(self._answer, self.suggesting.reject),
            "review.accept-all": partial(self._answer_all, self.suggesting.accept),
            "review.reject-all": partial(self._answer_all, self.suggesting.reject),
        }

    @Slot(bool)
    def _show(self, on: bool) -> None:
        name = "review.suggesting" if on else "review.editing"
        self._desk.actions.get(name).setChecked(True)

    def _switch(self) -> None:
        self.suggesting.switch(on=not self.suggesting.is_on)

    def _comment(self) -> None:
        editor = self._desk.editors.current_editor
        if editor is not None:
            selection = editor.bridge.selection()
            span = Span(selection.start, selection.end)
            self.suggesting.comment_on_selection(editor.text_document, span)

    def _go(self, *, forward: bool) -> None:
        editor = self._desk.editors.current_editor
        if editor is None:
            return
        selection = editor.bridge.selection()
        at = selection.start if not forward else max(selection.start, selection.end - 1)
        marks = marks_in(editor.text_document.text)
        inside = next((m for m in marks if m.span.start <= at < m.span.end), None)
        if inside is not None:
            at = inside.span.start
        mark = next_mark(marks, at, forward=forward)
        if mark is None:
            self._desk.notifier.info("There are no suggestions or comments in this post.")
            return
        span = shown_span(mark)
        editor.show_span(Selection(span.start, span.end))
        self._desk.middle.setFocus()

    def _answer(self, answer: Callable[[OpenDocument, Sequence[Mark]], None]) -> None:
        editor = self._desk.editors.current_editor
        if editor is None:
            return
        selection = editor.bridge.selection()
        span = Span(selection.start, selection.end)
        marks = suggestions_in(editor.text_document.text, span)
        if marks:
            answer(editor.text_document, marks)
        else:
            self._desk.notifier.info(f"{_NONE_HERE} {_GO_THERE}")

    def _answer_all(self, answer: Callable[[OpenDocument, Sequence[Mark]], None]) -> None:
        document = self._desk.editors.current_document
        if document is None:
            return
        marks = suggestions_in(document.text)
        if marks:
            answer(document, marks)
        else:
            self._desk.notifier.info("There are no suggestions in this post.")
