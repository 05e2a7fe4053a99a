"""Dates as the desk says them: "today 09:12", "yesterday", "14 Nov"."""

from __future__ import annotations

from datetime import date, datetime, time

# The desk speaks English, whatever the system's locale, so the names are not strftime's.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def relative_date(iso: str | None, today: date) -> str:
    """How a post's date reads beside its title.

    The date is taken as it is written: a time zone in it is not converted, because the post and
    its page say the written one.

    Args:
        iso: An ISO 8601 date or date and time, or None.
        today: The day it is.

    Returns:
        "today 09:12" (the time only where one is written, and only for today), "yesterday",
        "tomorrow", "14 Nov", "14 Nov 2025" for another year, or "" where there is no date.
    """
    moment = _parsed(iso)
    if moment is None:
        return ""
    day, clock = moment
    words = day_words(day, today)
    return f"{words} {clock:%H:%M}" if words == "today" and clock is not None else words


def day_words(day: date, today: date) -> str:
    """A day: "today", "yesterday", "tomorrow", "14 Nov", or "14 Nov 2025" for another year."""
    near = _NEAR.get((day - today).days)
    if near is not None:
        return near
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def _parsed(iso: str | None) -> tuple[date, time | None] | None:
    if not iso:
        return None
    text = iso.strip()
    try:
        if len(text) <= len("2026-11-22"):
            return date.fromisoformat(text), None
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date(), moment.time()
