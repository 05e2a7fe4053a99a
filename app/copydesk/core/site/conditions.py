"""Fields that are shown only while another field says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.site.field import Condition, Field


def is_shown(field: Field, siblings: Mapping[str, object], data: Mapping[str, object]) -> bool:
    """Whether a field has a place in the form, as things stand.

    Args:
        field: The field.
        siblings: The values beside it.
        data: All values of the post.
    """
    condition = field.when
    if condition is None:
        return True
    value = siblings.get(condition.field, data.get(condition.field))
    return holds(condition, value)


def holds(condition: Condition, value: object) -> bool:
    """Whether a value is as a condition wants it."""
    wanted = condition.value
    if not condition.case_sensitive:
        value, wanted = _folded(value), _folded(wanted)
    match condition.operator:
        case "eq":
            return _same(value, wanted)
        case "neq":
            return not _same(value, wanted)
        case "contains":
            return _contains(value, wanted)
        case "notContains":
            return not _contains(value, wanted)
        case "startsWith":
            return str(value or "").startswith(str(wanted))
        case "endsWith":
            return str(value or "").endswith(str(wanted))
        case "gt" | "gte" | "lt" | "lte" as operator:
            a, b = _number(value), _number(wanted)
            return a is not None and b is not None and _COMPARE[operator](a, b)


_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
}


def _folded(value: object) -> object:
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, (list, tuple)):
        return [_folded(item) for item in value]
    return value


def _same(a: object, b: object) -> bool:
    """As a form's user means it: "3" and 3 are the same, an absent box is an unticked one."""
    if isinstance(b, bool):
        return (a is True or a == "true") is b
    if isinstance(a, dt.date):
        a = a.isoformat()
    return a == b or (a is not None and b is not None and str(a) == str(b))


def _contains(value: object, wanted: object) -> bool:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(_same(item, wanted) for item in value)
    return str(wanted) in str(value) if value is not None else False


def _number(value: object) -> float | None:
    if isinstance(value, dt.date):
        return float(value.toordinal())
    try:
        return float(value) if isinstance(value, (int, float, str)) else None
    except ValueError:
        return None
