"""The day a post says it is: in its dateline, or where it speaks of today."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.date_forms import WEEKDAYS, DateFound, dates_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.text.positions import Span

# Among the first paragraphs: before a dateline stand a by-line and a summary at most.
_FIRST_PARAGRAPHS = 3
_HEAD = 160
_NAME = r"[^\W\d_][\w.’'-]*"
_PLACE = rf"{_NAME}(?:[ /]{_NAME}){{0,3}}(?:, {_NAME}(?: {_NAME}){{0,2}}){{0,2}}"
_AGENCY = r"(?:\([^()]{2,40}\)|/[^/\n]{2,40}/)"
# "LONDON, 3 March (Reuters) —", "Islamabad, September 19, 2024 –", "NEW DELHI: Nov. 5:".
_BEFORE = re.compile(
    r"\s*(?:\(?(?:Published|Posted)(?: on)?:?\s*"
    rf"|(?P<place>{_PLACE})(?:\s*{_AGENCY})?\s*[,:–—-]?\s*\(?)?"
)
_AFTER = re.compile(rf"\)?,?\s*{_AGENCY}?\s*(?:[–—|]|:\s|\s-{{1,2}}\s|\.?$)")
_SIGN = re.compile(r"[,:(–—)/-]\s*\(?$")
_THEN_PLACE = re.compile(rf",\s*(?P<place>{_PLACE})\s*(?:[–—|]|\s-{{1,2}}\s)")
_TODAY = re.compile(
    r"\b(?P<when>today|tonight|this (?:morning|afternoon|evening)|yesterday|tomorrow)"
    r"(?:[,:]| is| was)?\s*[(–—-]?\s*$",
    re.IGNORECASE,
)
_SHIFTS = {"yesterday": 1, "tomorrow": -1}
_MAY_NAME_A_DAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_YEAR = re.compile(r"\d{4}")
_SPOKEN_OF = re.compile(r"today|tonight|this |yesterday|tomorrow", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that the text says it is written on.

    Attributes:
        span: Of the date, in the source.
        month: 1 to 12.
        day: 1 to 31.
        year: None where it is not said.
        shift: Days to add: 1 where it is called yesterday.
    """

    span: Span
    month: int
    day: int
    year: int | None
    shift: int = 0

    def near(self, other: dt.date) -> dt.date:
        """The day itself; without a year, the one nearest to another day."""
        years = [self.year] if self.year else [other.year, other.year - 1, other.year + 1]
        days = []
        for year in years:
            with suppress(ValueError, OverflowError):  # 29 February; the last day there is
                days.append(dt.date(year, self.month, self.day) + dt.timedelta(self.shift))
        return min(days, key=lambda day: abs((day - other).days), default=other)


@dataclass(frozen=True, slots=True)
class WrongWeekday:
    """A date with another day's name.

    Attributes:
        span: Of both, in the source.
        day: The date.
        said: The name that stands there, as written: "Mon.".
        right: The name that belongs there, written in the same way.
    """

    span: Span
    day: dt.date
    said: str
    right: str

    @property
    def right_in_full(self) -> str:
        """Without being cut short: "Friday"."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def said_in_full(self) -> str:
        """The same of what stands there: "Monday"."""
        return next(name for name in WEEKDAYS if name[:3] == self.said[:3])


def stated_days(passages: Iterable[Passage]) -> Iterator[StatedDay]:
    """The day of the dateline, then days that the text calls today, yesterday or tomorrow."""
    prose = [one for one in passages if one.kind == "paragraph" and "blockquote" not in one.within]
    for passage in islice(prose, _FIRST_PARAGRAPHS):
        found = _dateline(passage.words.text[:_HEAD])
        if found is not None and found.month and found.day:
            span = passage.words.span(found.span.start, found.span.end)
            yield StatedDay(span, found.month, found.day, found.year)
            break
    for passage in prose:
        text = passage.words.text
        if not _SPOKEN_OF.search(text):
            continue
        for date in dates_in(text):
            before = _TODAY.search(text, max(0, date.span.start - 30), date.span.start)
            if before and date.month and date.day:
                span = passage.words.span(date.span.start, date.span.end)
                shift = _SHIFTS.get(before["when"].lower(), 0)
                yield StatedDay(span, date.month, date.day, date.year, shift)


def _dateline(head: str) -> DateFound | None:
    """The date of a paragraph's dateline."""
    if not any(map(str.isdigit, head)):
        return None
    first = next((one for one in dates_in(head) if one.month and one.day), None)
    if first is None:
        return None
    before = _BEFORE.fullmatch(head[: first.span.start])
    after = head[first.span.end :]
    if before is None:
        return None
    place = before["place"] or ""
    if place and not place.isupper() and not _SIGN.search(before.group()):
        return None  # "Born 18 September 1950 – died 2020"
    if _AFTER.match(after):
        return first if _is_place(place) else None
    then = _THEN_PLACE.match(after) if not place else None
    return first if then and _is_place(then["place"]) else None


def _is_place(words: str) -> bool:
    """Whether words may name a place: each begins with a capital, or has none in its script."""
    parts = [part for part in re.split(r"[\s,/]+", words) if part]
    return all(not part[0].islower() or part in ("de", "la", "del", "upon", "am") for part in parts)


def wrong_weekdays(passages: Iterable[Passage]) -> Iterator[WrongWeekday]:
    """Dates in full whose day of the week is another one."""
    for passage in passages:
        text = passage.words.text
        if not _MAY_NAME_A_DAY.search(text) or not _YEAR.search(text):
            continue
        for date in dates_in(text):
            wrong = _wrong(date, date.span.of(text))
            if wrong is not None:
                said, right, day = wrong
                span = passage.words.span(date.span.start, date.span.end)
                yield WrongWeekday(span, day, said, right)


def _wrong(date: DateFound, written: str) -> tuple[str, str, dt.date] | None:
    if date.weekday is None or not (date.year and date.month and date.day):
        return None
    try:
        day = dt.date(date.year, date.month, date.day)
    except ValueError:
        return None
    said = re.match(r"[A-Za-z]+", written)
    if day.weekday() == date.weekday or said is None:
        return None
    right = WEEKDAYS[day.weekday()]
    return said[0], right if said[0].endswith("day") else right[:3], day
