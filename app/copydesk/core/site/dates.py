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


# Time of day and zone ---------------------------------------------------------------------------

_PARTS = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?P<gap>[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?P<seconds>:(?P<second>\d{2})(?P<fraction>[.,]\d+)?)?(?P<zone>\s*(?:[Zz]|[-+]\d{1,2}(?::?\d{2})?))?)?"
)
_STEPPED = ("year", "month", "day", "hour", "minute", "second")


def time_of(text: str) -> dt.time | None:
    """The time of day in a date and time, without its zone; None where there is none."""
    found = _PARTS.fullmatch(text.strip())
    if not found or found["hour"] is None or not has_time(text):
        return None
    return dt.time(int(found["hour"]), int(found["minute"]), min(int(found["second"] or 0), 59))


def zone_of(text: str) -> str:
    """The zone as it is written: "Z", "+05:30"; "" for none."""
    found = _PARTS.fullmatch(text.strip())
    return (found["zone"] or "").strip() if found and has_time(text) else ""


def with_time(text: str, time: dt.time) -> str:
    """`text` with another hour and minute; separator, seconds and zone stay as they are written.

    A date without a time gets one in the manner of ISO 8601, seconds included: without them YAML
    reads text.

    Args:
        text: A date, or a date and time.
        time: Its hour and minute are taken, its seconds only where there was no time.
    """
    found = _PARTS.fullmatch(text.strip())
    if not found or day_of(text) is None:
        return text
    if found["hour"] is None:
        return f"{text.strip()}T{time:%H:%M:%S}"
    start = len(text) - len(text.lstrip())
    return f"{text[: start + found.start('hour')]}{time:%H:%M}{text[start + found.end('minute') :]}"


def without_time(text: str) -> str:
    """The day alone, as it is written."""
    found = _PARTS.fullmatch(text.strip())
    return text.strip()[: found.end("day")] if found else text


def with_zone(text: str, zone: str) -> str:
    """A date and time with another zone, "" for none; one without a time stays as it is.

    What stands between the time and the zone stays, too: "10:00:00 +0100" keeps its space.
    """
    plain = text.strip()
    found = _PARTS.fullmatch(plain)
    if not found or found["hour"] is None:
        return text
    old = found["zone"] or ""
    gap = old[: len(old) - len(old.lstrip())] if zone else ""
    return plain[: len(plain) - len(old)] + gap + zone


def moment_of(text: str) -> dt.date | dt.datetime | None:
    """The day or the moment that a text names; a moment has a zone where one is written."""
    day, time = day_of(text), time_of(text)
    if day is None or time is None:
        return day
    return dt.datetime.combine(day, time, _zone(zone_of(text)))


def _zone(written: str) -> dt.tzinfo | None:
    if not written:
        return None
    if written in "Zz":
        return dt.UTC
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    away = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if away >= dt.timedelta(hours=24):
        return None
    return dt.timezone(-away if written[0] == "-" else away)


def stepped(text: str, at: int, by: int) -> tuple[str, int, int] | None:
    """A date with the part at the cursor moved on: the day by a day, the hour by an hour.

    Args:
        text: A date, or a date and time, in ISO 8601.
        at: Where the cursor is.
        by: How far, negative for back.

    Returns:
        The new text, and where the part that changed begins and ends in it; None where there is
        nothing to move.
    """
    found, moment = _PARTS.fullmatch(text), moment_of(text)
    if not found or moment is None:
        return None
    part = next(
        (name for name in reversed(_STEPPED) if found[name] and at >= found.start(name)), "year"
    )
    whole = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    try:
        whole = _moved(whole.replace(tzinfo=None), part, by)
    except (ValueError, OverflowError):
        return None
    new = with_day(text, whole.date())
    if found["hour"] is not None:
        new = with_time(new, whole.time())
        if part == "second":
            at_second = _PARTS.fullmatch(new)
            if at_second:
                new = (
                    f"{new[: at_second.start('second')]}{whole:%S}{new[at_second.end('second') :]}"
                )
    after = _PARTS.fullmatch(new)
    return (new, after.start(part), after.end(part)) if after else None


def _moved(moment: dt.datetime, part: str, by: int) -> dt.datetime:
    match part:
        case "year" | "month":
            months = moment.year * 12 + moment.month - 1 + by * (12 if part == "year" else 1)
            first = moment.replace(year=months // 12, month=months % 12 + 1, day=1)
            following = (first + dt.timedelta(days=31)).replace(day=1)
            return first.replace(day=min(moment.day, (following - dt.timedelta(days=1)).day))
        case _:
            return moment + dt.timedelta(**{f"{part}s": by})


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def spoken_note(moment: dt.date | None, local: dt.tzinfo | None = None) -> str:
    """What a form says beside a date: "Sunday", or "Sunday · 05:30 here" for another zone.

    Args:
        moment: The date, or the date and time, as it is written; None for none.
        local: The editor's own zone; None for the system's.
    """
    if moment is None:
        return ""
    day = _WEEKDAYS[moment.weekday()]
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        return day
    try:
        here = moment.astimezone(local)
    except (OverflowError, ValueError, OSError):  # the year 1 or 9999
        return day
    if here.utcoffset() == moment.utcoffset():
        return day
    other = "" if here.date() == moment.date() else f"{_WEEKDAYS[here.weekday()][:3]} "
    return f"{day} · {other}{here:%H:%M} here"
