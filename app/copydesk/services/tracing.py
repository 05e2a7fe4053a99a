"""Traces the post in front to its sources, in the review process."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.review.claim_data import claim_from_data
from copydesk.core.review.following import FollowedSpans

if TYPE_CHECKING:
    from copydesk.core.frames import Message
    from copydesk.core.review.tracing.claim import Claim
    from copydesk.core.text.positions import Span
    from copydesk.services.open_document import OpenDocument, TextChange
    from copydesk.services.review_process import ReviewProcess

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Traced:
    """The claims of a draft.

    Attributes:
        text: The draft that was traced.
        claims: By place, in positions of that text.
    """

    text: str
    claims: tuple[Claim, ...]


class Tracing(QObject):
    """Keeps the claims of one post, and where they are while it is written.

    Signals:
        traced: Its claims are known anew.
        failed (str): They can't be told; a sentence.
    """

    traced = Signal()
    failed = Signal(str)

    def __init__(self, process: ReviewProcess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = process
        self._document: OpenDocument | None = None
        self._found: Traced | None = None
        self._spans = FollowedSpans()
        process.answered.connect(self._receive)
        process.lost.connect(self._note_lost)

    @property
    def found(self) -> Traced | None:
        """What was traced last; None while nothing is known of this post."""
        return self._found

    def span_of(self, number: int) -> Span | None:
        """Where a claim is by now; None where its words have changed."""
        return self._spans[number] if number < len(self._spans) else None

    def set_document(self, document: OpenDocument | None) -> None:
        """Traces this post from now on, when asked to."""
        if document is self._document:
            return
        if self._document is not None:
            self._document.changed.disconnect(self._follow)
        self._document = document
        self.forget()
        if document is not None:
            document.changed.connect(self._follow)

    def forget(self) -> None:
        """Lets go of what is known: other sources are attached."""
        self._found = None
        self._spans = FollowedSpans()

    def trace(self) -> None:
        """Has the present text traced, if it is not the one that was traced last."""
        document = self._document
        if document is None or document.path is None:
            return
        if self._found is None or self._found.text != document.text:
            self._process.ask(
                {
                    "kind": "trace",
                    "path": str(document.path),
                    "text": document.text,
                    "ident": document.ident,
                }
            )

    @Slot(object)
    def _follow(self, change: TextChange) -> None:
        self._spans.follow(change.edits)

    @Slot(object, object)
    def _receive(self, request: Message, answer: Message) -> None:
        document = self._document
        if request["kind"] != "trace" or document is None or request["ident"] != document.ident:
            return
        if answer["kind"] == "failed":
            self.failed.emit(answer["sentence"])
        elif answer["kind"] == "traced" and request["text"] == document.text:
            try:
                claims = tuple(map(claim_from_data, answer["claims"]))
            except (KeyError, TypeError, ValueError):
                _log.info("an answer of the tracing could not be read", exc_info=True)
                self.failed.emit("This post could not be traced.")
                return
            self._found = Traced(request["text"], claims)
            self._spans = FollowedSpans([claim.span for claim in claims])
            self.traced.emit()

    @Slot(object, str)
    def _note_lost(self, request: Message, sentence: str) -> None:
        if request["kind"] == "trace":
            self.failed.emit(sentence)
