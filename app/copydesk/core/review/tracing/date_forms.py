"""Dates in English prose, in the forms that newsrooms write: which parts each one names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?:1[0-9]|20)\d\d(?![\d%]|[.,]\d)"
_GAP = r"[ \t\u00a0\u202f]*\n?[ \t\u00a0]*"
_DASH = rf"{_GAP}(?:[-–—]|to|and|till|until){_GAP}"
_WEEKDAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?"
)
_BEFORE = rf"(?:(?P<w>{_WEEKDAY}),?{_GAP}(?:the{_GAP})?\(?)?"
_AND_YEAR = rf"(?:,?{_GAP}(?:of{_GAP})?(?P<y>{_YEAR}))?"

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<![\d/.-])(?P<y>\d{4})-(?P<m>0\d|1[0-2])-(?P<d>[0-2]\d|3[01])(?![\d-])",
        r"(?<![\d/.-])(?P<d>\d\d?)(?P<sign>[/.-])(?P<m>\d\d?)(?P=sign)(?P<y>\d{4}|\d\d)(?![\d/]|[.-]\d)",
        (
            rf"\b{_BEFORE}(?<![\d.,/£$€₹])(?P<d>{_DAY})(?:(?:{_DASH}|,{_GAP})(?P<d2>{_DAY}))?"
            rf"{_GAP}(?:of{_GAP}|-)?(?P<mon>{_MONTH})(?:-(?=\d{{4}}))?{_AND_YEAR}"
        ),
        (
            rf"\b{_BEFORE}(?P<mon>{_MONTH}){_GAP}(?P<d>{_DAY})(?:{_DASH}(?P<d2>{_DAY})(?!{_GAP}{_MONTH}))?"
            rf"{_AND_YEAR}"
        ),
        rf"\b(?P<mon>{_MONTH}),?{_GAP}(?:of{_GAP})?(?P<y>{_YEAR})",
        r"(?:\b(?P<y>1[0-9]\d0|20\d0)|(?<!\w)[’'](?P<yy>\d0))[’']?s\b",
        r"(?<![\d.,/£$€₹-])\b(?P<y>(?:19|20)\d\d)(?P<sign>[-–/])(?P<y2>\d\d)(?![\d/%]|[-–.,]\d)",
        r"(?<![\d.,/£$€₹#:@-])(?<![\d]\s[x×]\s)\b(?P<y>(?:1[0-9]|20)\d\d)(?![\d%/:°]|[.,]\d|-[a-z]+-old|-\d)",
        rf"\b(?P<mon>{_MONTH})",
        rf"\b(?P<w>{_WEEKDAY})",
    )
)
(
    _ISO,
    _FIGURES,
    _DAY_FIRST,
    _MONTH_FIRST,
    _MONTH_YEAR,
    _DECADE,
    _FISCAL,
    _ALONE,
    _MONTH_ALONE,
    _W,
) = _FORMS
_ANY = re.compile(rf"\d|[’']\d0s|{_MONTH}|\b(?:{_WEEKDAY})")

# What a year follows where it dates something.
_DATING = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|to|before|after|during|between|through|around|circa"
    r"|c\.|early|late|mid|for|year|years|spring|summer|autumn|fall|winter|January|est\.|born|b\."
    r"|d\.|died|©|and|or|the|its|his|her|their|our|a|an|this|last|next)|[(,;–—-]|’s|'s|s’|s')\s*$",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(r"(?:\b(?:the|its|his|her|their|our|a|an)|’s|'s|s’|s')\s*$", re.IGNORECASE)
_SURELY = re.compile(r"\b(?:since|until|till|during|circa|year)\s*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"[ \u00a0]+(?:(?:more|other|new|extra)[ ]+)?(?:people|men|women|children|police|"
    r"km\b|miles|metres|tonnes|(?:million|thousand|lakh|crore|billion|per\b|percent|rupees|dollars|pounds|euros)"
    r"|(?!was\b|is\b|as\b|has\b|does\b|this\b|its\b|his\b|across\b|plus\b|versus\b|thus\b|perhaps\b"
    r"|always\b|towards\b|elections\b|besides\b|amidst\b)[a-z]{3,}s\b(?![’']))"
)
_MONEY_BEFORE = re.compile(
    r"(?:\b[Rr]oom|\b[Hh]ouse|\b[Ss]ection|\b[Aa]rticle|\b[Ff]light|[£$€₹¥]|\bRs\.?|\bINR|\bNo\.?|\bUSD|\bGBP|\bEUR|#)\s*$"
)
_MONTH_DATING = re.compile(
    r"\b(?:in|since|by|from|until|till|before|after|during|through|between|early|late|mid|this|last"
    r"|next|every|of|to|and)[ -]+$",
    re.IGNORECASE,
)
_SAT = re.compile(
    r"\b(?:on|last|next|this|until|by|from|since|till|every)\s+$|[(,]\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """One date; what it doesn't name is None.

    Attributes:
        span: Where, in the text that was searched.
        year: Four figures.
        month: 1 to 12.
        day: 1 to 31.
        weekday: 0 for Monday.
        decade: Whether it is the ten years from `year` on.
        until: The last year of a span of years: 2025 for "2024-25".
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    decade: bool = False
    until: int | None = None

    @property
    def calendar_day(self) -> dt.date | None:
        """The day itself, where all of it is named."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def falls_on(self) -> int | None:
        """The weekday that it names or falls on."""
        if self.weekday is not None:
            return self.weekday
        day = self.calendar_day
        return day.weekday() if day else None


def dates_in(text: str, *, month_first: bool = False) -> tuple[DateFound, ...]:
    """The dates of a text, in order.

    "12/03/2026" is read with its day first, as most of the world writes it, unless it can't be.

    Args:
        text: Plain prose.
        month_first: Whether such a date is American.
    """
    found: list[DateFound] = []
    at = 0
    while start := _ANY.search(text, at):
        at = start.start()
        dates = _dates_at(text, at, month_first=month_first)
        if dates:
            found.extend(dates)
            at = max(date.span.end for date in dates)
        elif text[at].isdigit():
            at = _past_figure(text, at)
        else:
            at = start.end()
    return tuple(found)


def _past_figure(text: str, at: int) -> int:
    while at < len(text) and text[at].isdigit():
        at += 1
    return at


def _dates_at(text: str, at: int, *, month_first: bool) -> list[DateFound]:
    for form in _FORMS:
        match = form.match(text, at)
        if match:
            dates = list(_read(form, match, month_first=month_first))
            if dates:
                return dates
    return []


def _read(form: re.Pattern[str], match: re.Match[str], *, month_first: bool) -> Iterator[DateFound]:
    if form is _ISO:
        yield from _checked(match, int(match["y"]), int(match["m"]), int(match["d"]))
    elif form is _FIGURES:
        yield from _figures(match, month_first=month_first)
    elif form in (_DAY_FIRST, _MONTH_FIRST):
        yield from _named(match, of_day_first=form is _DAY_FIRST)
    elif form is _MONTH_YEAR:
        yield DateFound(_span(match), int(match["y"]), _month(match["mon"]))
    elif form is _DECADE:
        year = int(match["y"]) if match["y"] else 1900 + int(match["yy"])
        yield DateFound(_span(match), year, decade=True)
    elif form is _FISCAL:
        year, until = int(match["y"]), int(match["y2"])
        if until == (year + 1) % 100 or (match["sign"] == "–" and until > year % 100):
            yield DateFound(_span(match), year, until=year - year % 100 + until)
    elif form is _ALONE:
        if _is_year(match):
            yield DateFound(_span(match), int(match["y"]))
    elif form is _MONTH_ALONE:
        yield from _month_alone(match)
    else:
        yield from _weekday_alone(match)


def _span(match: re.Match[str]) -> Span:
    end = match.end()
    if match.string[end - 1] == "." and not match.string[end - 2].isdigit():
        # The full stop of "Sept." at the end of a sentence is the sentence's.
        end -= 1
    return Span(match.start(), end)


def _month(name: str) -> int:
    return next(n for n, full in enumerate(MONTHS, 1) if full[:3].lower() == name[:3].lower())


def _weekday(name: str | None) -> int | None:
    if not name:
        return None
    return next(n for n, full in enumerate(WEEKDAYS) if full[:3] == name[:3])


def _checked(match: re.Match[str], year: int, month: int, day: int) -> Iterator[DateFound]:
    found = DateFound(_span(match), year, month, day)
    if found.calendar_day is not None:
        yield found


def _figures(match: re.Match[str], *, month_first: bool) -> Iterator[DateFound]:
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if len(match["y"]) == 2:
        if match["sign"] != "/":
            return  # a version, a score
        year += 2000 if year < 70 else 1900
    if month > 12 or (month_first and day <= 12):
        day, month = month, day
    yield from _checked(match, year, month, day)


def _named(match: re.Match[str], *, of_day_first: bool) -> Iterator[DateFound]:
    year = int(match["y"]) if match["y"] else None
    month, weekday = _month(match["mon"]), _weekday(match["w"])
    first = int(re.sub(r"\D", "", match["d"]))
    if match["d2"] is None:
        yield DateFound(_span(match), year, month, first, weekday)
        return
    last = int(re.sub(r"\D", "", match["d2"]))
    if last <= first and of_day_first:
        # "between 40 and 12 March": only the second one is a day.
        yield DateFound(Span(match.start("d2"), _span(match).end), year, month, last)
        return
    yield DateFound(Span(match.start(), match.end("d")), year, month, first, weekday)
    yield DateFound(Span(match.start("d2"), _span(match).end), year, month, last)


def _is_year(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - 24) : start]
    if _MONEY_BEFORE.search(before) or (start and (text[start - 1].isalpha())):
        return False
    year = int(match["y"])
    counted = _COUNTED.match(text, end)
    if counted and not _OF_ITS_OWN.search(before) and not _SURELY.search(before):
        return False
    if end < len(text) and text[end].isalpha():
        return False
    if 1800 <= year <= 2100:
        return True
    return bool(re.search(r"\b(?:in|since|year|circa|c\.|of|from|until|before|after)\s*$", before))


def _month_alone(match: re.Match[str]) -> Iterator[DateFound]:
    name = match["mon"].rstrip(".")
    if name not in MONTHS:
        return
    before = match.string[max(0, match.start() - 12) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    if name in ("May", "March", "August", "April", "June") and (
        not _MONTH_DATING.search(before) or re.match(r" [A-Z]", after)
    ):
        return
    yield DateFound(_span(match), month=_month(name))


def _weekday_alone(match: re.Match[str]) -> Iterator[DateFound]:
    name = match["w"].rstrip(".")
    if name not in WEEKDAYS:
        before = match.string[max(0, match.start() - 8) : match.start()]
        if name in ("Sun", "Sat", "Mon", "Wed") or not _SAT.search(before):
            return
    yield DateFound(_span(match), weekday=_weekday(name))
