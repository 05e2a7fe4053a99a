"""Where words of a post stand that readers see: its passages, and its fields of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Words
    from copydesk.core.review.draft import Draft

# Fields that readers see, or that search engines show; others hold names of files and layouts.
_SHOWN = frozenset(
    [
        "title",
        "headline",
        "subtitle",
        "description",
        "summary",
        "excerpt",
        "standfirst",
        "deck",
        "caption",
        "alt",
    ]
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row.

    Attributes:
        text: The words.
        whole: Where they stand in the source.
        field: The field they are of; "" for the text.
        words: The way from their letters to the source; None for a field's.
    """

    text: str
    whole: Span
    field: str = ""
    words: Words | None = None

    def span(self, draft: Draft, start: int, end: int) -> Span:
        """Where some of the words stand in the source; of a field, at least all of it."""
        if self.words is not None:
            return self.words.span(start, end)
        at = draft.text.find(self.text[start:end], self.whole.start, self.whole.end)
        return Span(at, at + end - start) if at >= 0 else self.whole


def stretches(draft: Draft) -> Iterator[Stretch]:
    """All of them, those of fields first; code is in none."""
    for key, value in draft.frontmatter.data.items():
        if isinstance(value, str) and str(key).lower() in _SHOWN:
            yield Stretch(value, draft.field_span(key), key)
    for passage in draft.manuscript.passages:
        yield Stretch(passage.words.text, passage.span, words=passage.words)
