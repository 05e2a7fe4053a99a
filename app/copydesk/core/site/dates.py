"""Dates as posts write them: read, and changed by the day alone."""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[Tt\s])")
_TIME = re.compile(
    r"(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([Zz]|[-+]\d{1,2}(?::?\d{2})?)?$"
)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?(?:\s+(\d{4}))?$")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SPOKEN = {"yesterday": -1, "today": 0, "tomorrow": 1}


def day_of(text: str) -> dt.date | None:
    """The day that a date, or a date and time, names; None where it is neither.

    Args:
        text: As it stands in a post: "2024-09-19", "2024-09-19T10:00:00+05:30".
    """
    text = text.strip()
    found = _ISO.match(text)
    if not found or (text[found.end() :].strip() and not _time_holds(text[found.end() :])):
        return None
    return _day(*found.groups())


def has_time(text: str) -> bool:
    """Whether a time of day follows the day."""
    found = _ISO.match(text.strip())
    return bool(found and _time_holds(text.strip()[found.end() :]))


def with_day(text: str, day: dt.date) -> str:
    """`text` with another day: time of day and zone stay as they are written."""
    start = len(text) - len(text.lstrip())
    found = _ISO.match(text, start)
    if not found or day_of(text) is None:
        return day.isoformat()
    return text[: found.start()] + day.isoformat() + text[found.end() :]


def spoken_day(text: str, today: dt.date) -> dt.date | None:
    """The day meant by "19 Sep 2024", "September 19, 2024", "2024/9/19" or "tomorrow".

    Day and month in figures alone ("9/10/2024") are read as no date: nobody can know which is
    which.

    Args:
        text: What was typed.
        today: Stands behind "today", and lends its year to a date without one.
    """
    text = text.strip()
    if text.lower() in _SPOKEN:
        return today + dt.timedelta(days=_SPOKEN[text.lower()])
    if found := _ISO.fullmatch(text) or _SLASHED.match(text):
        return _day(*found.groups())
    if found := _DAY_MONTH.match(text):
        day, month, year = found.groups()
    elif found := _MONTH_DAY.match(text):
        month, day, year = found.groups()
    else:
        return None
    number = _month(month)
    return _day(year or str(today.year), str(number), day) if number else None


def _month(word: str) -> int:
    matches = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())]
    return matches[0] if len(matches) == 1 else 9 if word.lower() == "sept" else 0


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _time_holds(rest: str) -> bool:
    found = _TIME.match(rest.rstrip())
    if not found:
        return False
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    return hour < 24 and minute < 60 and second <= 60
