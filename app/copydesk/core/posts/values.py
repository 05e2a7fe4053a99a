"""Values of fields: as plain data, compared, and given as bare source."""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.core.errors import EditRefusedError


@dataclass(frozen=True, slots=True)
class Bare:
    """A scalar's own source, written into the file as it is: ``Bare("1.10")``."""

    source: str


def same_value(a: object, b: object) -> bool:
    """Whether two values say the same: kinds count (1 is not true, nor 1.0), not-a-number too."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(same_value(value, b[key]) for key, value in a.items())
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_value, a, b))
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    if isinstance(a, dt.datetime) and isinstance(b, dt.datetime):
        return a == b and a.utcoffset() == b.utcoffset()
    return type(a) is type(b) and a == b


def plain(value: object) -> object:
    """``value`` as JSON can hold it: dates as ISO 8601 text, keys as text, sets as sorted lists.

    Numbers that JSON has no word for become text ("nan", "inf").
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def normalised(value: object) -> object:
    """``value`` as YAML gives it back: tuples as lists, keys and times as text; `Bare` stays.

    Raises:
        EditRefusedError: It is of a kind that can't be written.
    """
    if isinstance(value, Mapping):
        return {str(key): normalised(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [normalised(item) for item in value]
    if isinstance(value, dt.time):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int, float, dt.date, Bare)):
        return value
    raise unwritable()


def unwritable() -> EditRefusedError:
    """The refusal of a value of a kind that fields don't have."""
    return EditRefusedError("There is no way to write that value in a field.", "Give it as text.")
