"""From the blocks that a page shows to those it shall show, by few operations."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# ["keep", 3], ["remove", 1] or ["insert", ["<p>…</p>"]]; together they speak of all blocks.
Operation = list[object]

# Past this many changed blocks all of them are replaced; 10,000 take up to 30 ms to compare.
_MOST_BLOCKS = 10_000


def patch_operations(old: Sequence[str], new: Sequence[str]) -> list[Operation]:
    """What turns the blocks ``old`` into ``new``, both given as HTML."""
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    operations: list[Operation] = []
    _add(operations, "keep", head)
    _middle(operations, old[head : len(old) - tail], new[head : len(new) - tail])
    _add(operations, "keep", tail)
    return operations


def _middle(operations: list[Operation], old: Sequence[str], new: Sequence[str]) -> None:
    if not old or not new or len(old) + len(new) > _MOST_BLOCKS:
        _replace(operations, len(old), new)
        return
    # Blocks that stand in a text very often are left out of the search, which would else take the
    # square of their number.
    matcher = SequenceMatcher(None, old, new, autojunk=True)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            _add(operations, "keep", old_end - old_start)
        else:
            _replace(operations, old_end - old_start, new[new_start:new_end])


def _replace(operations: list[Operation], count: int, blocks: Sequence[str]) -> None:
    _add(operations, "remove", count)
    if blocks:
        operations.append(["insert", list(blocks)])


def _add(operations: list[Operation], kind: str, count: int) -> None:
    if count:
        operations.append([kind, count])
