"""How Decap and Sveltia write dates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.date_formats import format_has_time
from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.common import text
from copydesk.core.site.schema.schema_dates import reads_as_text

if TYPE_CHECKING:
    from copydesk.core.site.schema.common import Values
    from copydesk.core.site.schema.facts import FieldFacts


def date_facts(facts: FieldFacts, data: Values) -> FieldFacts:
    """A field of dates; of times of day alone, one of text.

    Args:
        facts: What is known of it already.
        data: Its options.
    """
    day, time = data.get("date_format"), data.get("time_format")
    kind = text(data, "type")
    day, time = ("YYYY-MM-DD" if day is True else day), ("HH:mm" if time is True else time)
    form = text(data, "format")
    if form is None and isinstance(day, str) and day:
        form = f"{day}T{time}" if isinstance(time, str) and time else day
    if day is False or kind == "time":
        # A time of day alone is no date.
        return replace(facts, type=FieldType.TEXT)
    if form and data.get("picker_utc") is True:
        form = re.sub(r"Z(?!\])", "[Z]", form)
    has_time = form is None or format_has_time(form)
    only_day = time is False or kind == "date" or not has_time
    plain = form is None or (form == "YYYY-MM-DD" and only_day)
    return replace(
        facts,
        type=FieldType.DATE if only_day else FieldType.DATETIME,
        date_format=None if plain else form,
        as_text=True if form and reads_as_text(form) else None,
        earliest=_moment(data.get("min")),
        latest=_moment(data.get("max")),
        default=_moment(facts.default) or None,
    )


def _moment(value: object) -> str | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) and value else None
