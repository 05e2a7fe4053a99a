"""Dates as posts write them, read as ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[Tt ]+(.*))?")
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]+,? +)?(\d\d?)(?:st|nd|rd|th)?[ .-]+([A-Za-z]{3,9})\.?,?[ -]+(\d{4})\b"
)
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]+,? +)?([A-Za-z]{3,9})\.? +(\d\d?)(?:st|nd|rd|th)?,? +(\d{4})\b"
)
_IN_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=\D|$)")


def iso_date(value: object) -> str | None:
    """``value`` as ISO 8601: "2024-09-19" or, with a time, "2024-09-19T10:00:00+00:00".

    Reads dates, and text with the year first or the month in English; "3/4/2024" means different
    days to different people and gives None.
    """
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    text = value.strip()
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        day = _date(found[1], found[2], found[3])
        return _with_time(day, found[4]) if day and found[4] else day
    found = _DAY_FIRST.match(text)
    if found and found[2][:3].lower() in _MONTHS:
        return _date(found[3], _MONTHS.index(found[2][:3].lower()) + 1, found[1])
    found = _MONTH_FIRST.match(text)
    if found and found[1][:3].lower() in _MONTHS:
        return _date(found[3], _MONTHS.index(found[1][:3].lower()) + 1, found[2])
    return None


def date_in_name(name: str) -> str | None:
    """The date that a Jekyll post's file name starts with."""
    found = _IN_NAME.match(name)
    return _date(*found.groups()) if found else None


def _date(year: str, month: str | int, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _with_time(day: str, time: str) -> str:
    # "10:00:00 +0000" of Jekyll, "10:00:00.000Z" of JavaScript.
    compact = re.sub(r"\s+(?=[-+Zz])", "", time.strip())
    try:
        return dt.datetime.fromisoformat(f"{day}T{compact}").isoformat()
    except ValueError:
        return day
