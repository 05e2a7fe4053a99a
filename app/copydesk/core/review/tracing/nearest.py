"""Of many places in the sources, those that speak of the same thing as one in the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from copydesk.core.review.tracing.likeness import (
    DraftWords,
    Surroundings,
    likeness,
    source_surroundings,
    weights_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.tracing.claim import Place
    from copydesk.core.review.tracing.context import IndexedSource, Run, TracingContext
    from copydesk.core.text.positions import Span

T = TypeVar("T")


@dataclass(frozen=True)
class Stated(Generic[T]):
    """Something that a source states.

    Attributes:
        value: What.
        source: Which source.
        span: Where in it.
        around: The words around it.
    """

    value: T
    source: IndexedSource
    span: Span
    around: Surroundings

    @property
    def place(self) -> Place:
        """Where it stands, for a claim."""
        return self.source.place(self.span.start, self.span.end)


class Statements(Generic[T]):
    """All that the sources state of one kind, found by the words around it."""

    def __init__(self, context: TracingContext) -> None:
        self._weights = weights_of(context)
        self._words = DraftWords(context)
        self.all: list[Stated[T]] = []
        self._by_word: dict[str, list[int]] = {}

    def add(self, value: T, source: IndexedSource, span: Span) -> None:
        """Takes one more."""
        stated = Stated(value, source, span, source_surroundings(source, span))
        for key in stated.around.near:
            self._by_word.setdefault(key, []).append(len(self.all))
        self.all.append(stated)

    def around(self, run: Run, span: Span) -> Around[T]:
        """What compares a place of the draft with what is stated."""
        return Around(self, self._words.around(run, span))

    def alike(self, ours: Surroundings) -> Iterator[Stated[T]]:
        """Those that have at least one telling word in common with a place, in order."""
        indices = {index for key in ours.near for index in self._by_word.get(key, ())}
        return (self.all[index] for index in sorted(indices))

    def likeness(self, ours: Surroundings, stated: Stated[T]) -> float:
        """See `likeness.likeness`."""
        return likeness(ours, stated.around, self._weights)


class Around(Generic[T]):
    """A place of the draft among what the sources state."""

    def __init__(self, statements: Statements[T], ours: Surroundings) -> None:
        self._statements = statements
        self.ours = ours

    def alike(self) -> Iterator[tuple[float, Stated[T]]]:
        """What is stated in a context at all alike, with how alike."""
        for stated in self._statements.alike(self.ours):
            yield self._statements.likeness(self.ours, stated), stated

    def of(self, stated: Stated[T]) -> float:
        """How alike the surroundings are."""
        return self._statements.likeness(self.ours, stated)
