"""Dates written in a site's own way, by Day.js's tokens ("DD.MM.YYYY HH:mm").

The tokens are those of https://day.js.org/docs/en/display/format, with English names, and "Do".
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"\[(?P<literal>[^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|Do|DD|D|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|SSS"
    r"|A|a|ZZ|Z"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER = {
    "YYYY": (r"\d{4}", "year"),
    "YY": (r"\d{2}", "short_year"),
    "MM": (r"\d{2}", "month"),
    "M": (r"\d{1,2}", "month"),
    "DD": (r"\d{2}", "day"),
    "D": (r"\d{1,2}", "day"),
    "Do": (r"\d{1,2}(?:st|nd|rd|th)", "day"),
    "HH": (r"\d{2}", "hour"),
    "H": (r"\d{1,2}", "hour"),
    "hh": (r"\d{2}", "short_hour"),
    "h": (r"\d{1,2}", "short_hour"),
    "mm": (r"\d{2}", "minute"),
    "m": (r"\d{1,2}", "minute"),
    "ss": (r"\d{2}", "second"),
    "s": (r"\d{1,2}", "second"),
    "SSS": (r"\d{3}", "millisecond"),
}
_WORD = {
    "MMMM": ("|".join(_MONTHS), "month_name"),
    "MMM": ("|".join(name[:3] for name in _MONTHS), "month_name"),
    "dddd": ("|".join(_DAYS), ""),
    "ddd": ("|".join(name[:3] for name in _DAYS), ""),
    "dd": ("|".join(name[:2] for name in _DAYS), ""),
    "d": ("[0-6]", ""),
    "A": ("AM|PM", "half"),
    "a": ("am|pm", "half"),
    "Z": (r"[-+]\d{2}:\d{2}|Z", "zone"),
    "ZZ": (r"[-+]\d{4}|Z", "zone"),
}
_TIMES = ("hour", "short_hour", "minute", "second", "millisecond")
# Two figures of a year: as Day.js and POSIX have it, 69 to 99 are of the last century.
_TURN = 68


def parse_date(text: str, pattern: str) -> dt.date | dt.datetime | None:
    """The date that a text written by a pattern names; None where it is not written so.

    Args:
        text: As it stands in a post.
        pattern: Day.js's tokens.

    Returns:
        A date and time where the pattern has a time of day, with a zone where it has one.
    """
    reader, _names = _reader(pattern)
    found = reader.fullmatch(text.strip())
    if not found:
        return None
    said = {name: value for name, value in found.groupdict().items() if value is not None}
    try:
        return _built(said)
    except ValueError:
        return None


def format_date(moment: dt.date, pattern: str) -> str:
    """A date, or a date and time, written by a pattern.

    A moment without a zone is taken for one of the system's own where the zone is to be written.
    """
    whole = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())

    def written(found: re.Match[str]) -> str:
        if found["literal"] is not None:
            return found["literal"]
        return _WRITERS[found.group()](whole)

    return _TOKEN.sub(written, pattern)


def format_has_time(pattern: str) -> bool:
    """Whether a pattern has a time of day."""
    return any(name in _TIMES for name in _reader(pattern)[1])


def writes_iso(pattern: str) -> bool:
    """Whether what a pattern writes is an ISO 8601 date, or date and time, to YAML too."""
    return bool(
        re.fullmatch(
            r"YYYY-MM-DD(?:(?:\[T\]|T| )HH:mm:ss(?:\.SSS)?(?:Z|\[Z\])?)?", pattern.strip(), re.ASCII
        )
    )


@lru_cache(maxsize=64)
def _reader(pattern: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    parts, names, end = [], [], 0
    for found in _TOKEN.finditer(pattern):
        parts.append(re.escape(pattern[end : found.start()]))
        end = found.end()
        if found["literal"] is not None:
            parts.append(re.escape(found["literal"]))
            continue
        source, name = (_NUMBER | _WORD)[found.group()]
        if name and name not in names:
            names.append(name)
            parts.append(f"(?P<{name}>{source})")
        else:
            parts.append(f"(?:{source})")
    parts.append(re.escape(pattern[end:]))
    return re.compile("".join(parts), re.IGNORECASE | re.ASCII), tuple(names)


def _built(said: dict[str, str]) -> dt.date | dt.datetime | None:
    if not {"year", "short_year"} & said.keys() or not {"month", "month_name"} & said.keys():
        return None
    day = dt.date(_year(said), _month(said), int(said.get("day", "1").rstrip("stndrhSTNDRH")))
    if not set(_TIMES) & said.keys():
        return day
    hour = int(said.get("hour", said.get("short_hour", "0")))
    if "half" in said and "hour" not in said:
        hour = hour % 12 + (12 if said["half"].lower() == "pm" else 0)
    micro = int(said.get("millisecond", "0")) * 1000
    time = dt.time(hour, int(said.get("minute", "0")), int(said.get("second", "0")), micro)
    return dt.datetime.combine(day, time, _zone(said.get("zone", "")))


def _year(said: dict[str, str]) -> int:
    if "year" in said:
        return int(said["year"])
    short = int(said["short_year"])
    return short + (1900 if short > _TURN else 2000)


def _month(said: dict[str, str]) -> int:
    if "month" in said:
        return int(said["month"])
    name = said["month_name"].lower()
    return next(n for n, month in enumerate(_MONTHS, 1) if month.lower().startswith(name))


def _zone(written: str) -> dt.tzinfo | None:
    if not written:
        return None
    if written in "Zz":
        return dt.UTC
    away = dt.timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return dt.timezone(-away if written[0] == "-" else away)


def _offset(moment: dt.datetime, colon: str) -> str:
    try:
        away = (moment if moment.tzinfo else moment.astimezone()).utcoffset() or dt.timedelta()
    except (OverflowError, ValueError, OSError):  # the year 1 or 9999
        away = dt.timedelta()
    minutes = round(away.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_WRITERS: dict[str, Callable[[dt.datetime], str]] = {
    "YYYY": lambda m: f"{m.year:04}",
    "YY": lambda m: f"{m.year % 100:02}",
    "MMMM": lambda m: _MONTHS[m.month - 1],
    "MMM": lambda m: _MONTHS[m.month - 1][:3],
    "MM": lambda m: f"{m.month:02}",
    "M": lambda m: str(m.month),
    "DD": lambda m: f"{m.day:02}",
    "D": lambda m: str(m.day),
    "Do": lambda m: _ordinal(m.day),
    "dddd": lambda m: _DAYS[m.weekday()],
    "ddd": lambda m: _DAYS[m.weekday()][:3],
    "dd": lambda m: _DAYS[m.weekday()][:2],
    "d": lambda m: str(m.isoweekday() % 7),
    "HH": lambda m: f"{m.hour:02}",
    "H": lambda m: str(m.hour),
    "hh": lambda m: f"{m.hour % 12 or 12:02}",
    "h": lambda m: str(m.hour % 12 or 12),
    "mm": lambda m: f"{m.minute:02}",
    "m": lambda m: str(m.minute),
    "ss": lambda m: f"{m.second:02}",
    "s": lambda m: str(m.second),
    "SSS": lambda m: f"{m.microsecond // 1000:03}",
    "A": lambda m: "AM" if m.hour < 12 else "PM",
    "a": lambda m: "am" if m.hour < 12 else "pm",
    "Z": lambda m: _offset(m, ":"),
    "ZZ": lambda m: _offset(m, ""),
}
