"""Three-way merge of sequences: what each side did to a common base, and where both did.

Unlike GNU diff3, changes that merely touch do not collide: the units are whole paragraphs or
fields, and an editor who changed one has said nothing about its neighbour.
"""

from __future__ import annotations

import enum
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.text.matching import matches_between
from copydesk.core.text.positions import Span
from copydesk.core.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Alike = Callable[[str, str], bool]

# How far on a paragraph is looked for that was rewritten, and how often in all: some 10 µs each.
_LOOK_AHEAD = 8
_MOST_COMPARED = 40_000


class Kind(enum.Enum):
    """Who changed a region."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Both, to the same."""
    COLLISION = "collision"
    """Both, and not to the same."""


@dataclass(frozen=True, slots=True)
class Region:
    """A run of units; the spans count units of each sequence."""

    kind: Kind
    base: Span
    mine: Span
    theirs: Span


@dataclass(frozen=True, slots=True)
class _Hunk:
    """One side has ``new_start <= unit < new_end`` for ``start <= unit < end`` of the base."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def growth(self) -> int:
        return self.new_end - self.new_start - (self.end - self.start)


@dataclass(slots=True)
class _Group:
    """Changes that can't be told apart any more: a range of the base, and both sides' hunks."""

    start: int
    end: int
    mine: list[_Hunk]
    theirs: list[_Hunk]

    def side(self, number: int) -> list[_Hunk]:
        return self.theirs if number else self.mine


def merge3(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    alike: Alike | None = None,
) -> tuple[Region, ...]:
    """The regions of all three sequences in order, without gaps.

    Args:
        base: What both sides began with.
        mine: One side.
        theirs: The other.
        alike: Whether a unit of the base may have become another: then a run of changed units is
            told apart into single ones.
    """
    by_mine = _hunks(base, mine, alike)
    by_theirs = _hunks(base, theirs, alike)
    regions: list[Region] = []
    base_at = mine_at = theirs_at = 0

    def emit(kind: Kind, in_base: int, in_mine: int, in_theirs: int) -> None:
        nonlocal base_at, mine_at, theirs_at
        if in_base or in_mine or in_theirs:
            regions.append(
                Region(
                    kind,
                    Span(base_at, base_at + in_base),
                    Span(mine_at, mine_at + in_mine),
                    Span(theirs_at, theirs_at + in_theirs),
                )
            )
        base_at, mine_at = base_at + in_base, mine_at + in_mine
        theirs_at += in_theirs

    for group in _grouped(by_mine, by_theirs, mine, theirs):
        same = group.start - base_at
        emit(Kind.SAME, same, same, same)
        width = group.end - group.start
        in_mine = width + sum(hunk.growth for hunk in group.mine)
        in_theirs = width + sum(hunk.growth for hunk in group.theirs)
        ours = mine[mine_at : mine_at + in_mine]
        others = theirs[theirs_at : theirs_at + in_theirs]
        if not group.theirs:
            emit(Kind.MINE, width, in_mine, in_theirs)
        elif not group.mine:
            emit(Kind.THEIRS, width, in_mine, in_theirs)
        elif width:
            same_change = list(ours) == list(others)
            emit(Kind.BOTH if same_change else Kind.COLLISION, width, in_mine, in_theirs)
        else:
            for kind, m, t in _both_added(ours, others):
                emit(kind, 0, m, t)
    rest = len(base) - base_at
    emit(Kind.SAME, rest, rest, rest)
    return tuple(regions)


def _grouped(
    by_mine: list[_Hunk], by_theirs: list[_Hunk], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[_Group]:
    new = (mine, theirs)
    both = sorted(
        [(hunk.start, hunk.end, 0, hunk) for hunk in by_mine]
        + [(hunk.start, hunk.end, 1, hunk) for hunk in by_theirs],
        key=lambda item: item[:3],
    )
    group: _Group | None = None
    for start, end, side, hunk in both:
        if group is not None and (
            start < group.end
            or (start == end == group.start == group.end)
            or (start == group.end and _would_repeat(group, side, hunk, new))
        ):
            group.end = max(group.end, end)
        else:
            if group is not None:
                yield group
            group = _Group(start, end, [], [])
        group.side(side).append(hunk)
    if group is not None:
        yield group


def _would_repeat(
    group: _Group, side: int, hunk: _Hunk, new: tuple[Sequence[str], Sequence[str]]
) -> bool:
    """Whether a change beside another's brings in what the other brings in as well.

    An insertion beside a rewritten run can't be told from a part of that run.
    """
    added = new[side][hunk.new_start : hunk.new_end]
    if not added:
        return False
    for other in group.side(1 - side):
        if not ((hunk.start == hunk.end) or (other.start == other.end)):
            continue
        if set(added) & set(new[1 - side][other.new_start : other.new_end]):
            return True
    return False


def _both_added(ours: Sequence[str], others: Sequence[str]) -> Iterator[tuple[Kind, int, int]]:
    """What both put in at one place: what begins and ends alike is no collision."""
    most = min(len(ours), len(others))
    head = next((i for i in range(most) if ours[i] != others[i]), most)
    most -= head
    tail = next((i for i in range(most) if ours[-1 - i] != others[-1 - i]), most)
    m, t = len(ours) - head - tail, len(others) - head - tail
    yield Kind.BOTH, head, head
    if m and t:
        yield Kind.COLLISION, m, t
    else:
        yield (Kind.MINE if m else Kind.THEIRS), m, t
    yield Kind.BOTH, tail, tail


class WordsAlike:
    """Whether two texts share half of their words or more; each text is read once."""

    def __init__(self) -> None:
        self._words: dict[str, Counter[str]] = {}

    def __call__(self, a: str, b: str) -> bool:
        """Whether ``b`` may be ``a`` rewritten."""
        ours, others = self._counted(a), self._counted(b)
        common = (ours & others).total()
        return common > 0 and 4 * common >= ours.total() + others.total()

    def _counted(self, text: str) -> Counter[str]:
        found = self._words.get(text)
        if found is None:
            found = Counter(word for word in tokens(text) if word[0].isalnum())
            self._words[text] = found
        return found


def _hunks(base: Sequence[str], new: Sequence[str], alike: Alike | None) -> list[_Hunk]:
    """What ``new`` has in the place of which part of ``base``, in order."""
    hunks: list[_Hunk] = []
    a = b = 0
    tries = [_MOST_COMPARED]
    for match_a, match_b, size in [*matches_between(base, new), (len(base), len(new), 0)]:
        if match_a > a or match_b > b:
            hunk = _Hunk(a, match_a, b, match_b)
            hunks += _told_apart(hunk, base, new, alike, tries) if alike else [hunk]
        a, b = match_a + size, match_b + size
    return hunks


def _told_apart(
    hunk: _Hunk, base: Sequence[str], new: Sequence[str], alike: Alike, tries: list[int]
) -> list[_Hunk]:
    """A run of changed units as single ones, as far as each is seen to come from another."""
    result: list[_Hunk] = []
    a, b = hunk.start, hunk.new_start
    from_a, from_b = a, b

    def flush(to_a: int, to_b: int) -> None:
        count = to_a - from_a
        if count == to_b - from_b:  # as many as before: each in the place of one
            pairs = zip(range(from_a, to_a), range(from_b, to_b), strict=True)
            result.extend(_Hunk(x, x + 1, y, y + 1) for x, y in pairs)
        elif count or to_b > from_b:
            result.append(_Hunk(from_a, to_a, from_b, to_b))

    while a < hunk.end and b < hunk.new_end:
        step = _next_alike(hunk, (a, b), lambda x, y: alike(base[x], new[y]), tries)
        if step is None:
            a, b = a + 1, b + 1
            continue
        a, b = step
        flush(a, b)
        result.append(_Hunk(a, a + 1, b, b + 1))
        a, b = a + 1, b + 1
        from_a, from_b = a, b
    flush(hunk.end, hunk.new_end)
    return result


def _next_alike(
    hunk: _Hunk, at: tuple[int, int], alike: Callable[[int, int], bool], tries: list[int]
) -> tuple[int, int] | None:
    """The nearest pair of like units, one of which is the one ``at`` hand."""
    a, b = at
    for ahead in range(_LOOK_AHEAD):
        for x, y in {(a, b + ahead): 0, (a + ahead, b): 0}:
            if x < hunk.end and y < hunk.new_end and tries[0] > 0:
                tries[0] -= 1
                if alike(x, y):
                    return x, y
    return None
