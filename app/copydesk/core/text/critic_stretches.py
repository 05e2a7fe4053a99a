"""Which stretches of a text are what of its marks: for colours, a line at a time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.core.text.critic import Mark, MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

StretchKind = Literal["added", "deleted", "commented", "sign", "metadata"]
_KINDS: dict[MarkKind, StretchKind] = {
    MarkKind.INSERTION: "added",
    MarkKind.DELETION: "deleted",
    MarkKind.HIGHLIGHT: "commented",
    MarkKind.COMMENT: "commented",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a mark, as positions of the text."""

    start: int
    end: int
    kind: StretchKind


def stretches(marks: Sequence[Mark], start: int, end: int) -> Iterator[Stretch]:
    """The parts of marks between two positions, cut to these, in order.

    Args:
        marks: In order and apart, as `marks_in` gives them.
        start: Of a line.
        end: Of the same.
    """
    index = max(0, bisect_right(marks, start, key=lambda mark: mark.span.start) - 1)
    while index < len(marks) and marks[index].span.start < end:
        for part in _parts(marks[index]):
            low, high = max(part.start, start), min(part.end, end)
            if low < high:
                yield Stretch(low, high, part.kind)
        index += 1


def _parts(mark: Mark) -> Iterator[Stretch]:
    span, text = mark.span, mark.text
    yield Stretch(span.start, span.start + 3, "sign")
    yield Stretch(span.start + 3, text.start, "metadata")
    if mark.old is not None and mark.new is not None and mark.kind is MarkKind.SUBSTITUTION:
        yield Stretch(text.start, mark.old.end, "deleted")
        yield Stretch(mark.old.end, mark.new.start, "sign")
        yield Stretch(mark.new.start, text.end, "added")
    else:
        yield Stretch(text.start, text.end, _KINDS[mark.kind])
    yield Stretch(text.end, span.end, "sign")


def past_metadata(marks: Sequence[Mark], position: int, *, forward: bool) -> int:
    """Where a cursor that came into what is not seen of a mark goes on to.

    In front of metadata and behind them is the same place to the eye: a step back ends before the
    last sign of the opening.
    """
    index = bisect_right(marks, position, key=lambda mark: mark.span.start) - 1
    if index < 0:
        return position
    mark = marks[index]
    opened = mark.span.start + 3
    if not opened <= position < mark.text.start:
        return position
    return mark.text.start if forward else opened - 1
