"""Suggesting in place of editing, and what answers suggestions and comments."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.errors import EditRefusedError
from copydesk.core.review.suggestions import comments
from copydesk.core.review.suggestions.author import clean_name, likely_author
from copydesk.core.review.suggestions.fields import suggest_field
from copydesk.core.review.suggestions.recording import Author, suggest
from copydesk.core.review.suggestions.resolving import accept, reject
from copydesk.services.notifier import Prompt
from copydesk.services.recorder import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.text.critic import Mark
    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.positions import Span
    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.recorder import Suggestible
    from copydesk.services.settings import Settings


@dataclass(frozen=True, slots=True)
class _Typed:
    """Where the last key led to, so that the next can be part of the same step of undo."""

    document: Suggestible
    revision: int
    cursor: int
    deletes: bool
    ends_word: bool


class Suggesting(QObject):
    """Records what is typed as suggestions while it is switched on; all posts of the desk share it.

    Signals:
        switched (bool): It is on, or off, now.
    """

    switched = Signal(bool)

    def __init__(
        self,
        documents: Documents,
        settings: Settings,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._documents, self._settings, self._notifier = documents, settings, notifier
        self._is_on = False
        self._typed: _Typed | None = None
        self._steps = 0
        documents.opened.connect(self._follow)

    @property
    def is_on(self) -> bool:
        """Whether edits are suggested."""
        return self._is_on

    def switch(self, *, on: bool) -> None:
        """Switches it on or off; who suggests is asked the first time, and may think better."""
        on = on and bool(self.author())
        if on != self._is_on:
            self._is_on = on
            for document in self._documents:
                self._follow(document)
        self.switched.emit(on)

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        document.break_undo()
        document.recorder = self if self._is_on else None

    def author(self) -> str:
        """Who suggests; asked once. "" when the question was not answered."""
        name = self._settings.values.author
        if name:
            return name
        answer = self._notifier.prompt(
            Prompt(
                "Who suggests? The name stands with every suggestion and comment, in the file.",
                "Your name",
                likely_author(),
                accept="Use this name",
            )
        )
        name = clean_name(answer or "")
        if name:
            self._settings.set("author", name)
        return name

    def _signed(self) -> Author:
        return Author(self._settings.values.author, int(time.time()))

    # Recording ---------------------------------------------------------------------------------

    def record(
        self, document: Suggestible, edits: tuple[TextEdit, ...], merge: str, /
    ) -> Recording:
        """What suggests edits of a document; the editor is told where that can't be."""
        body_start = document.frontmatter.body_start
        try:
            recorded = suggest(document.text, edits, self._signed(), body_start=body_start)
        except EditRefusedError as error:
            self._notifier.warn(error.sentence, error.next_step)
            return Recording((), edits[-1].end, "")
        if not recorded.edits:
            return Recording((), recorded.cursor, "")
        return Recording(
            recorded.edits, recorded.cursor, self._step(document, edits, merge, recorded.cursor)
        )

    def record_field(
        self, document: Suggestible, path: FieldPath, value: str, /
    ) -> tuple[TextEdit, ...]:
        """What suggests another text for a field, or for a part of one.

        Raises:
            EditRefusedError: It can't be suggested.
        """
        return suggest_field(document.text, path, value, self._signed())

    def _step(
        self, document: Suggestible, edits: tuple[TextEdit, ...], merge: str, cursor: int
    ) -> str:
        """The name of the step of undo that an edit belongs to: keys in a row share one."""
        if merge != "typing" or len(edits) != 1:
            self._typed = None
            return ""
        edit, last = edits[0], self._typed
        deletes = not edit.new
        goes_on = (
            last is not None
            and last.document is document
            and last.revision == document.revision
            and last.deletes == deletes
            and last.cursor in (edit.start, edit.end)
            and not (last.ends_word and not edit.new.isspace())
            and "\n" not in edit.new
        )
        self._steps += not goes_on
        ends_word = edit.new[-1:].isspace()
        self._typed = _Typed(document, document.revision + 1, cursor, deletes, ends_word)
        return f"suggesting:{self._steps}"

    # Answering ---------------------------------------------------------------------------------

    def accept(self, document: OpenDocument, marks: Iterable[Mark]) -> None:
        """Accepts suggestions, as one step of undo."""
        marks = tuple(marks)
        label = "Accept the suggestion" if len(marks) == 1 else "Accept suggestions"
        self._try(document, partial(accept, marks=marks), label)

    def reject(self, document: OpenDocument, marks: Iterable[Mark]) -> None:
        """Rejects suggestions, as one step of undo."""
        marks = tuple(marks)
        label = "Reject the suggestion" if len(marks) == 1 else "Reject suggestions"
        self._try(document, partial(reject, marks=marks), label)

    def resolve(self, document: OpenDocument, mark: Mark, *, done: bool = True) -> None:
        """Notes that a thread of comments is dealt with, or that it is open again."""
        label = "Resolve the comment" if done else "Open the comment again"
        self._make(document, comments.resolve(document.text, mark, done=done), label)

    def take_out(self, document: OpenDocument, mark: Mark) -> None:
        """Takes a thread of comments out, and its highlight."""
        self._make(document, comments.take_out(document.text, mark), "Delete the comment")

    def reply(self, document: OpenDocument, mark: Mark, body: str = "") -> None:
        """Answers in a thread; asks for the words where none are given."""
        body = self._words("What do you answer?", "Answer", "Reply", body)
        if body:
            make = partial(comments.reply, mark=mark, body=body, author=self._signed())
            self._try(document, make, "Reply")

    def comment_on_selection(self, document: OpenDocument, span: Span, body: str = "") -> None:
        """Comments on a selection; asks for the words where none are given."""
        body = self._words("What do you want to say about this?", "Comment", "Add", body)
        if body:
            make = partial(comments.comment_on, span=span, body=body, author=self._signed())
            self._try(document, make, "Add a comment")

    def _words(self, sentence: str, label: str, accept: str, body: str) -> str:
        if not self.author():
            return ""
        if not body:
            body = self._notifier.prompt(Prompt(sentence, label, accept=accept)) or ""
        return body.strip()

    def _try(
        self,
        document: OpenDocument,
        make: Callable[[str], tuple[TextEdit, ...]],
        label: str,
    ) -> None:
        try:
            self._make(document, make(document.text), label)
        except EditRefusedError as error:
            self._notifier.warn(error.sentence, error.next_step)

    def _make(self, document: OpenDocument, edits: tuple[TextEdit, ...], label: str) -> None:
        document.break_undo()
        document.apply(edits, label, as_is=True)
