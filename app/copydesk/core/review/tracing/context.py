"""What all tracers read: the draft's prose and the sources, each taken apart once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from copydesk.core.markup.manuscript import Passage, read_manuscript
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.review.tracing.claim import Place
from copydesk.core.review.tracing.sentences import sentences_of
from copydesk.core.review.tracing.tokens import Token, tokens_of
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from copydesk.core.posts.frontmatter import FieldEntry
    from copydesk.core.review.source import Source

RunKind = Literal["title", "description", "paragraph", "heading", "cell"]

# Fields that hold prose for readers, by their names without case, "-" and "_".
_PROSE_FIELDS: dict[str, RunKind] = {
    "title": "title",
    "headline": "title",
    "subtitle": "title",
    "kicker": "title",
    "description": "description",
    "summary": "description",
    "excerpt": "description",
    "abstract": "description",
    "standfirst": "description",
    "deck": "description",
    "dek": "description",
    "lead": "description",
    "lede": "description",
    "intro": "description",
}


@dataclass(frozen=True, eq=False)
class Run:
    """One run of the draft's prose: a paragraph, a heading, a cell, a field's text.

    Attributes:
        kind: What it is.
        text: The words as a reader reads them, marks taken out.
        within: What it stands in, as `Passage.within`; () for a field.
    """

    kind: RunKind
    text: str
    within: tuple[str, ...] = ()
    _passage: Passage | None = None
    _places: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Where ``start <= position < end`` of `text` stands in the draft."""
        if self._passage is not None:
            return self._passage.words.span(start, end)
        if end <= start:
            return Span(self._places[start], self._places[start])
        return Span(self._places[start], self._places[end - 1] + 1)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of `text`."""
        return tokens_of(self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of `text`."""
        return sentences_of(self.text)


@dataclass(frozen=True, eq=False)
class IndexedSource:
    """A source, taken apart when it is first asked for.

    Attributes:
        name: What the editor calls it.
        text: Its words.
    """

    name: str
    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words in order."""
        return tokens_of(self.text)

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """What each of `tokens` is compared by."""
        return tuple(token.norm for token in self.tokens)

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where each word stands, as indices into `tokens`."""
        found: dict[str, list[int]] = {}
        for index, norm in enumerate(self.norms):
            found.setdefault(norm, []).append(index)
        return found

    @cached_property
    def token_starts(self) -> tuple[int, ...]:
        """Where each of `tokens` starts in `text`."""
        return tuple(token.start for token in self.tokens)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Its sentences."""
        return sentences_of(self.text)

    def place(self, start: int, end: int) -> Place:
        """The place ``start <= position < end`` of `text`."""
        return Place(self.name, Span(start, end), self.text[start:end])


@dataclass(frozen=True, eq=False)
class TracingContext:
    """A draft and its sources.

    Attributes:
        draft: The whole text, suggestions taken as accepted.
        runs: Its prose in order: title and description fields, then the body.
        sources: In the order they were attached.
        today: The day of the tracing; None where it does not matter.
    """

    draft: str
    runs: tuple[Run, ...]
    sources: tuple[IndexedSource, ...]
    today: dt.date | None = None


def read_context(
    draft: str, sources: Sequence[Source], *, today: dt.date | None = None
) -> TracingContext:
    """Takes a draft, CriticMarkup resolved, and its sources apart; never raises."""
    frontmatter = read_frontmatter(draft)
    runs: list[Run] = []
    for entry in frontmatter.entries:
        kind = _PROSE_FIELDS.get(entry.key.casefold().replace("-", "").replace("_", ""))
        if kind and isinstance(entry.value, str) and entry.value.strip():
            runs.append(_field_run(draft, kind, entry.value, entry))
    runs.extend(
        Run(passage.kind, passage.words.text, passage.within, passage)
        for passage in read_manuscript(draft, frontmatter.body_start).passages
    )
    return TracingContext(draft, tuple(runs), tuple(map(_indexed, sources)), today)


@lru_cache(maxsize=8)
def _indexed(source: Source) -> IndexedSource:
    """The same for the same source: a draft is traced again at every pause of typing."""
    return IndexedSource(source.name, source.text)


def _field_run(draft: str, kind: RunKind, value: str, entry: FieldEntry) -> Run:
    """A field's text with the place of each letter; an escaped one has its escape's."""
    span = entry.value_span
    at = draft.find(value, span.start, span.end)
    if at >= 0:
        return Run(kind, value, _places=tuple(range(at, at + len(value) + 1)))
    places: list[int] = []
    at = span.start
    for letter in value:
        # The letter further on in what is written; a line end is a space of the value.
        last = min(span.end, at + 40)
        if letter in " \n":
            found = next((n for n in range(at, last) if draft[n].isspace()), -1)
        else:
            found = draft.find(letter, at, last)
        at = found if found >= 0 else at
        places.append(min(at, span.end))
        at = min(at + 1, span.end)
    return Run(kind, value, _places=(*places, at))
