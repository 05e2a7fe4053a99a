"""Which parts of two sequences are the same: anchors first, the shortest way between them.

An item that stands once in both is an anchor (as in Bram Cohen's patience diff); between anchors
runs E. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986). The work
is bounded: where it runs out, what is left counts as unlike, which is coarser and never wrong.
difflib is quadratic, 19 s for 20,000 words; this takes 50 ms for them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

Match = tuple[int, int, int]
"""Where it starts in the old sequence, where in the new one, and how many items it has."""

# A shortest way of more changes than this between two anchors says nothing to a reader.
_MOST_CHANGES = 250


@dataclass(slots=True)
class Budget:
    """What a comparison may cost, in steps of about 0.3 µs; shared by all parts of it."""

    steps: int = 500_000


def matches_between(
    old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget | None = None
) -> list[Match]:
    """The longest runs that both have, in order, neither overlapping nor touching in both.

    Args:
        old: Lines, words, keys, ...
        new: The same.
        budget: What is left of a larger comparison; less of it afterwards.
    """
    known: dict[Hashable, int] = {}
    search = _Search(
        [known.setdefault(item, len(known)) for item in old],
        [known.setdefault(item, len(known)) for item in new],
        budget or Budget(),
    )
    return search.run()


class _Search:
    def __init__(self, old: list[int], new: list[int], budget: Budget) -> None:
        self._old, self._new = old, new
        self._budget = budget
        self._found: list[Match] = []

    def run(self) -> list[Match]:
        waiting = [(0, len(self._old), 0, len(self._new))]
        while waiting:
            waiting += self._split(*waiting.pop())
        joined: list[Match] = []
        for a, b, size in sorted(self._found):
            if joined:
                last_a, last_b, last_size = joined[-1]
                if last_a + last_size == a and last_b + last_size == b:
                    joined[-1] = (last_a, last_b, last_size + size)
                    continue
            joined.append((a, b, size))
        return joined

    def _split(self, a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int, int, int]]:
        """Notes what surely matches in a range; the ranges that are left to look at."""
        old, new = self._old, self._new
        start = a
        while a < a_end and b < b_end and old[a] == new[b]:
            a, b = a + 1, b + 1
        if a > start:
            self._found.append((start, b - (a - start), a - start))
        end = a_end
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
        if end > a_end:
            self._found.append((a_end, b_end, end - a_end))
        self._budget.steps -= end - start - (a_end - a)
        if a == a_end or b == b_end or self._budget.steps < 0:
            return []
        anchors = self._anchors(a, a_end, b, b_end)
        if not anchors:
            self._shortest_way(a, a_end, b, b_end)
            return []
        ranges = []
        for at_a, at_b in anchors:
            self._found.append((at_a, at_b, 1))
            if at_a > a and at_b > b:
                ranges.append((a, at_a, b, at_b))
            a, b = at_a + 1, at_b + 1
        if a < a_end and b < b_end:
            ranges.append((a, a_end, b, b_end))
        return ranges

    def _anchors(self, a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
        """What stands once on each side, as far as it stands in the same order."""
        old, new = self._old[a:a_end], self._new[b:b_end]
        self._budget.steps -= len(old) + len(new)
        counts, other = Counter(old), Counter(new)
        places = {item: at for at, item in enumerate(new, b) if other[item] == 1}
        pairs = [
            (at, places[item])
            for at, item in enumerate(old, a)
            if item in places and counts[item] == 1
        ]
        return _longest_rising(pairs)

    def _shortest_way(self, a: int, a_end: int, b: int, b_end: int) -> None:
        old, new = self._old[a:a_end], self._new[b:b_end]
        if not set(old) & set(new):
            return
        size, other = len(old), len(new)
        reach = {1: 0}
        trace: list[dict[int, int]] = []
        for changes in range(min(size + other, _MOST_CHANGES) + 1):
            self._budget.steps -= changes + 1
            if self._budget.steps < 0:
                return
            trace.append(reach.copy())
            for k in range(-changes, changes + 1, 2):
                down = k == -changes or (k != changes and reach[k - 1] < reach[k + 1])
                x = reach[k + 1] if down else reach[k - 1] + 1
                start, y = x, x - k
                while x < size and y < other and old[x] == new[y]:
                    x, y = x + 1, y + 1
                reach[k] = x
                self._budget.steps -= x - start
                if x >= size and y >= other:
                    self._trace_back(trace, (x, y), (a, b))
                    return

    def _trace_back(
        self, trace: list[dict[int, int]], end: tuple[int, int], offset: tuple[int, int]
    ) -> None:
        x, y = end
        for changes in range(len(trace) - 1, -1, -1):
            reach, k = trace[changes], x - y
            down = k == -changes or (k != changes and reach[k - 1] < reach[k + 1])
            before = k + 1 if down else k - 1
            start_x = reach[before] if changes else 0
            start_y = start_x - before if changes else 0
            # The one change, then a run of equals that ends at x, y.
            run_x = start_x + (0 if down or not changes else 1)
            if x > run_x:
                self._found.append((run_x + offset[0], y - (x - run_x) + offset[1], x - run_x))
            x, y = start_x, start_y


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in the order of their first number, the most whose second numbers rise, too."""
    ends: list[int] = []
    at_ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at_ends[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at_ends.append(number)
        else:
            ends[length] = place
            at_ends[length] = number
    result = []
    number = at_ends[-1] if at_ends else -1
    while number >= 0:
        result.append(pairs[number])
        number = before[number]
    return result[::-1]
