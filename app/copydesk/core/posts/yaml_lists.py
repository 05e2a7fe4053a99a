"""How one list becomes another with little changed: which items stay, which serve again."""

from __future__ import annotations

from collections import defaultdict, deque
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from copydesk.core.posts.values import same_value

if TYPE_CHECKING:
    from collections.abc import Sequence

# Comparing is quadratic; of longer stretches the items are compared one by one.
_MOST_ITEMS = 500
Change = tuple[str, int, int, int, int]


def list_changes(old: Sequence[object], new: Sequence[object]) -> list[Change]:
    """The stretches of ``old`` and ``new`` that are equal or not, as difflib's opcodes."""
    head, most = 0, min(len(old), len(new))
    while head < most and same_value(old[head], new[head]):
        head += 1
    tail = 0
    while tail < most - head and same_value(old[-1 - tail], new[-1 - tail]):
        tail += 1
    a, b = len(old) - tail, len(new) - tail
    changes = [("equal", 0, head, 0, head)] if head else []
    if max(a, b) - head > _MOST_ITEMS:
        changes.append(("replace", head, a, head, b))
    else:
        before, after = list(map(_key, old[head:a])), list(map(_key, new[head:b]))
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, a1, a2, b1, b2 in matcher.get_opcodes():
            changes.append((tag, a1 + head, a2 + head, b1 + head, b2 + head))
    return [*changes, ("equal", a, len(old), b, len(new))] if tail else changes


class Spare:
    """The numbers of a list's items that may serve again where an item of the same value goes."""

    def __init__(self, items: Sequence[object]) -> None:
        self._numbers: defaultdict[str, deque[int]] = defaultdict(deque)
        self._taken: set[int] = set()
        for number, item in enumerate(items):
            self._numbers[_key(item)].append(number)

    def keep(self, start: int, end: int) -> None:
        """Notes items that stay where they are."""
        self._taken.update(range(start, end))

    def has(self, value: object) -> bool:
        """Whether there is such an item, given out or not."""
        return _key(value) in self._numbers

    def take(self, value: object) -> int | None:
        """The number of an item that says ``value``, given out once; None for none."""
        numbers = self._numbers.get(_key(value))
        while numbers:
            number = numbers.popleft()
            if number not in self._taken:
                self._taken.add(number)
                return number
        return None


def _key(value: object) -> str:
    return f"{type(value).__name__}:{value!r}"
