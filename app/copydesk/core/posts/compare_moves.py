"""The passages of two texts that moved, and what is left to compare where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from copydesk.core.text.moves import equal_pairs, moved_pairs
from copydesk.core.text.pairing import paired
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from copydesk.core.text.matching import Budget

_Spans = tuple[Span, Span]


@dataclass(slots=True)
class Stretch:
    """Lines of both texts between lines that both have.

    Attributes:
        old_span, new_span: All of it; either may be empty.
        ours, theirs: Its paragraphs, without gaps.
        cut: Whether it is looked into.
        pairs: Which of `ours` became which of `theirs`, in the order of both.
        gone, come: The moved ones among them, with the moves.
    """

    old_span: Span
    new_span: Span
    ours: list[Span]
    theirs: list[Span]
    cut: bool
    pairs: list[tuple[int, int]] = field(default_factory=list)
    gone: dict[int, Move] = field(default_factory=dict)
    come: dict[int, Move] = field(default_factory=dict)

    def parts(self) -> Iterator[_Spans]:
        """What is to be compared; on the way each move learns where it left and came."""
        if not self.cut:
            yield self.old_span, self.new_span
            return
        i = j = 0
        a, b = self.old_span.start, self.new_span.start
        for mine, theirs in [*self.pairs, (len(self.ours), len(self.theirs))]:
            yield from self._between(range(i, mine), range(j, theirs), a, b)
            if mine < len(self.ours) and theirs < len(self.theirs):
                yield self.ours[mine], self.theirs[theirs]
                a, b = self.ours[mine].end, self.theirs[theirs].end
            i, j = mine + 1, theirs + 1

    def _between(self, ours: range, theirs: range, a: int, b: int) -> Iterator[_Spans]:
        """Runs of what stayed: the first of both are compared, others stand alone."""
        left = _runs(ours, self.ours, self.gone)
        come = _runs(theirs, self.theirs, self.come)
        first = next((run for run, move in left if move is None), None)
        other = next((run for run, move in come if move is None), None)
        if first or other:
            yield first or Span(a, a), other or Span(b, b)
        for run, move in left:
            at = other.end if first and other and run.start >= first.end else b
            if move is not None:
                move.left_at = at
            elif run is not first:
                yield run, Span(at, at)
        for run, move in come:
            at = first.end if first and other and run.start >= other.end else a
            if move is not None:
                move.came_at = at
            elif run is not other:
                yield Span(at, at), run


@dataclass(slots=True)
class Move:
    """A passage that stands elsewhere now.

    Attributes:
        old_span, new_span: With the blank lines that went along.
        words: The paragraphs of it in each text, without their blank lines and line ends.
        left_at: Where it would stand in the new text.
        came_at: Where the new one would stand in the old text.
    """

    old_span: Span
    new_span: Span
    words: list[_Spans]
    left_at: int = 0
    came_at: int = 0


def joined(moves: list[Move]) -> list[Move]:
    """The moves, those of neighbours that stayed neighbours as one: a section, a list.

    To be called once every `Stretch.parts` was gone through.
    """
    result: list[Move] = []
    for move in sorted(moves, key=_old_place):
        last = result[-1] if result else None
        if (
            last is not None
            and last.old_span.end == move.old_span.start
            and last.new_span.end == move.new_span.start
            and (last.left_at, last.came_at) == (move.left_at, move.came_at)
        ):
            last.old_span = Span(last.old_span.start, move.old_span.end)
            last.new_span = Span(last.new_span.start, move.new_span.end)
            last.words += move.words
        else:
            result.append(move)
    return result


def find_moves(old: str, new: str, stretches: list[Stretch], budget: Budget) -> list[Move]:
    """Pairs the paragraphs of each stretch, and finds those that are in another place now."""
    far = _found(old, new, stretches, equal_pairs)
    pairs = [pair for pair in far if pair[0][0] != pair[1][0]]
    gone, come = {one for one, _ in pairs}, {other for _, other in pairs}
    for number, stretch in enumerate(stretches):
        stretch.pairs = _paired(old, new, stretch, number, (gone, come), budget)
    gone |= {(n, mine) for n, stretch in enumerate(stretches) for mine, _ in stretch.pairs}
    come |= {(n, theirs) for n, stretch in enumerate(stretches) for _, theirs in stretch.pairs}
    if budget.steps > 0:
        pairs += _found(old, new, stretches, moved_pairs, gone, come)
    moves = [_move(old, new, stretches, *pair) for pair in pairs]
    _take_blank_lines(old, new, stretches)
    return moves


_Key = tuple[int, int]


def _found(
    old: str,
    new: str,
    stretches: list[Stretch],
    find: Callable[[list[str], list[str]], list[tuple[int, int]]],
    gone: Container[_Key] = (),
    come: Container[_Key] = (),
) -> list[tuple[_Key, _Key]]:
    """Moved ones among all paragraphs of whole lines that are left."""
    mine = [
        ((n, i), text)
        for n, stretch in enumerate(stretches)
        for i, span in enumerate(stretch.ours)
        if (n, i) not in gone and _is_whole(text := span.of(old))
    ]
    theirs = [
        ((n, i), text)
        for n, stretch in enumerate(stretches)
        for i, span in enumerate(stretch.theirs)
        if (n, i) not in come and _is_whole(text := span.of(new))
    ]
    found = find([_plain(text) for _, text in mine], [_plain(text) for _, text in theirs])
    return [(mine[one][0], theirs[other][0]) for one, other in found]


def _is_whole(text: str) -> bool:
    return text[-1] in "\r\n" and not text.isspace()


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _paired(
    old: str,
    new: str,
    stretch: Stretch,
    number: int,
    taken: tuple[set[_Key], set[_Key]],
    budget: Budget,
) -> list[tuple[int, int]]:
    mine = [i for i in range(len(stretch.ours)) if (number, i) not in taken[0]]
    theirs = [i for i in range(len(stretch.theirs)) if (number, i) not in taken[1]]
    if not mine or not theirs:
        return []
    found = paired(
        [stretch.ours[i].of(old) for i in mine], [stretch.theirs[i].of(new) for i in theirs], budget
    )
    return [(mine[a], theirs[b]) for a, b in found if a is not None and b is not None]


def _move(old: str, new: str, stretches: list[Stretch], one: _Key, other: _Key) -> Move:
    mine, theirs = stretches[one[0]].ours[one[1]], stretches[other[0]].theirs[other[1]]
    move = Move(mine, theirs, [(_words(old, mine), _words(new, theirs))])
    stretches[one[0]].gone[one[1]] = move
    stretches[other[0]].come[other[1]] = move
    return move


def _words(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip("\r\n")))


def _take_blank_lines(old: str, new: str, stretches: list[Stretch]) -> None:
    """Gives moved paragraphs the blank lines after them, or else the one before them all."""
    for stretch in stretches:
        kept = {mine for mine, _ in stretch.pairs}
        for move, whole in _with_blank_lines(old, stretch.ours, stretch.gone, kept):
            move.old_span = whole
        kept = {theirs for _, theirs in stretch.pairs}
        for move, whole in _with_blank_lines(new, stretch.theirs, stretch.come, kept):
            move.new_span = whole


def _with_blank_lines(
    text: str, spans: list[Span], taken: dict[int, Move], kept: set[int]
) -> Iterator[tuple[Move, Span]]:
    blank = {number for number, span in enumerate(spans) if span.of(text).isspace()}
    free = blank - kept
    for number, move in sorted(taken.items()):
        after = number + 1
        while after in free:
            free.discard(after)
            taken[after] = move
            after += 1
    for number, move in sorted(taken.items()):
        last = number
        while last + 1 in taken:
            last += 1
        if number - 1 in free and last not in blank:
            free.discard(number - 1)
            taken[number - 1] = move
    for move, numbers in groupby(sorted(taken), key=taken.__getitem__):
        mine = list(numbers)
        yield move, Span(spans[mine[0]].start, spans[mine[-1]].end)


def _runs(numbers: range, spans: list[Span], taken: dict[int, Move]) -> list[_Run]:
    """Neighbours that stayed, or belong to one move, as one."""
    runs: list[_Run] = []
    for _ident, group in groupby(numbers, key=lambda number: id(taken.get(number))):
        found = list(group)
        runs.append((Span(spans[found[0]].start, spans[found[-1]].end), taken.get(found[0])))
    return runs


def _old_place(move: Move) -> Span:
    return move.old_span


_Run = tuple[Span, Move | None]
