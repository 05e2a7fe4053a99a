"""Three-way merge of a list of values: tags, authors, categories."""

from __future__ import annotations

import datetime as dt
from typing import TypeGuard

_SINGLE = (str, int, float, bool, dt.date)


def merged_list(base: object, mine: object, theirs: object) -> list[object] | None:
    """Mine, with what they added and without what they removed; None where that is no answer.

    That is so for what is no plain list, or holds something twice, and where both put something
    different in the place of the same item.
    """
    base = [] if base is None else base
    if not (_plain(base) and _plain(mine) and _plain(theirs)):
        return None
    added_by_mine = [item for item in mine if item not in base]
    added_by_theirs = [item for item in theirs if item not in base]
    both_removed = any(item not in mine and item not in theirs for item in base)
    if both_removed and added_by_mine and added_by_theirs and added_by_mine != added_by_theirs:
        return None
    result = [item for item in mine if item in theirs or item not in base]
    for item in added_by_theirs:
        if item not in result:
            number = theirs.index(item)
            above = next((one for one in reversed(theirs[:number]) if one in result), None)
            result.insert(len(result) if above is None else _past(result, above, mine, base), item)
    return result


def _past(result: list[object], above: object, mine: list[object], base: list[object]) -> int:
    """Behind the item above, and behind what mine put in there."""
    at = result.index(above) + 1
    while at < len(result) and result[at] in mine and result[at] not in base:
        at += 1
    return at


def _plain(value: object) -> TypeGuard[list[object]]:
    """Whether it is a list of single values, none of them twice."""
    if not isinstance(value, list) or not all(isinstance(item, _SINGLE) for item in value):
        return False
    kinds = [(type(item), item) for item in value]
    return len(set(kinds)) == len(kinds) and len({type(item) for item in value}) <= 1
