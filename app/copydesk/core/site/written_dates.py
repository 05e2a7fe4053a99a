"""One date as it stands in a field, and what it becomes when a part of it is changed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.date_formats import format_date, format_has_time, parse_date, writes_iso
from copydesk.core.site.dates import (
    day_of,
    has_time,
    moment_of,
    spoken_day,
    stepped,
    with_day,
    with_time,
    with_zone,
    without_time,
    zone_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[Tt\s]+\d{1,2}:\d{2}.*)", re.ASCII)
_EXAMPLE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
_WITHOUT_SECONDS = re.compile(r"^(.*[Tt\s]\d{1,2}:\d{2})(?=$|\s*[Zz+-])", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A text that is to be a date.

    Attributes:
        text: As it stands.
        pattern: The site's own way of writing dates in Day.js's tokens; "" for ISO 8601.
        timed: Whether the field is for a time of day, too.
        bare: Whether it is written without quotes, so that YAML must read a date in it.
    """

    text: str
    pattern: str = ""
    timed: bool = False
    bare: bool = True

    @property
    def is_words(self) -> bool:
        """Whether what the pattern writes is text to YAML."""
        return bool(self.pattern) and not writes_iso(self.pattern)

    @property
    def example(self) -> str:
        """What to write, for an empty field."""
        if self.is_words:
            return f"like {format_date(_EXAMPLE, self.pattern)}"
        return "YYYY-MM-DD HH:MM:SS" if self.timed else "YYYY-MM-DD"

    @property
    def moment(self) -> dt.date | None:
        """The day, or day and time, that it names; None where it is no date yet."""
        if self.pattern:
            read = parse_date(self.text, self.pattern)
            if read is not None:
                return read
        return moment_of(self.text)

    @property
    def day(self) -> dt.date | None:
        """The day alone."""
        moment = self.moment
        return moment.date() if isinstance(moment, dt.datetime) else moment

    @property
    def time(self) -> dt.time | None:
        """The time of day alone."""
        moment = self.moment
        return moment.time() if isinstance(moment, dt.datetime) else None

    @property
    def has_time(self) -> bool:
        """Whether it has a time of day."""
        return isinstance(self.moment, dt.datetime)

    @property
    def is_whole(self) -> bool:
        """Whether nothing more need be typed."""
        if self.is_words:
            return parse_date(self.text, self.pattern) is not None
        return bool(_WHOLE.match(self.text.strip())) and day_of(self.text) is not None

    @property
    def reads_as_text(self) -> bool:
        """Whether YAML takes it for text, though it stands without quotes."""
        if self.is_words:
            return parse_date(self.text, self.pattern) is not None
        return self.has_time and bool(_WITHOUT_SECONDS.match(self.text.strip()))

    def with_day(self, day: dt.date) -> str:
        """The text for another day: the time of day and the zone stay."""
        if not self.is_words:
            if self.day is None and self.pattern and format_has_time(self.pattern):
                return format_date(_at_midnight(day), self.pattern)
            return with_day(self.text, day)
        return format_date(self._joined(day, self.time), self.pattern)

    def with_time(self, time: dt.time) -> str:
        """The text for another time of its day: separator, seconds and zone stay."""
        if not self.is_words:
            return with_time(self.text, time)
        day = self.day
        return format_date(self._joined(day, time), self.pattern) if day else self.text

    def _joined(self, day: dt.date, time: dt.time | None) -> dt.datetime:
        before = self.moment
        zone = before.tzinfo if isinstance(before, dt.datetime) else None
        return dt.datetime.combine(day, time or dt.time(), zone)

    def stepped(self, at: int, by: int) -> tuple[str, int, int] | None:
        """The part at the cursor moved on; see `dates.stepped`. In words, the day is moved."""
        if not self.is_words:
            return stepped(self.text, at, by)
        day = self.day
        if day is None:
            return None
        try:
            text = self.with_day(day + dt.timedelta(days=by))
        except OverflowError:
            return None
        return text, 0, len(text)

    def tidied(self, now: dt.datetime) -> str:
        """What was typed, in the way that the field writes dates.

        Args:
            now: Stands behind "today", and lends its year to a date without one.
        """
        day = spoken_day(self.text, now.date())
        if self.is_words:
            moment = self.moment or day
            return self.text if moment is None else format_date(moment, self.pattern)
        written = day.isoformat() if day else self.text
        if has_time(written) and self.bare:
            # Without seconds YAML reads no time but text.
            written = _WITHOUT_SECONDS.sub(r"\1:00", written.strip())
        return written

    def offers(self, now: dt.datetime) -> Iterator[tuple[str, str]]:
        """What a menu offers: in words, and the text that it makes.

        Args:
            now: The moment, with the editor's own zone.
        """
        if self.is_words:
            words = "Now" if format_has_time(self.pattern) else "Today"
            yield words, format_date(now, self.pattern)
            return
        yield "Today", self.with_day(now.date())
        if self.day is None:
            return
        zone = f"{now:%z}"
        local = f"{zone[:3]}:{zone[3:5]}"
        if not self.has_time:
            yield "Add a time", with_time(self.text, now.time().replace(second=0))
        else:
            yield "Remove the time", without_time(self.text)
            if not zone_of(self.text):
                yield f"Add the time zone ({local})", with_zone(self.text, local)
            else:
                yield "Remove the time zone", with_zone(self.text, "")


def _at_midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())
