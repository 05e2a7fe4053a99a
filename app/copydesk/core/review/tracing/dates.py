"""Traces the dates of a draft to its sources: by the parts that both name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Verdict
from copydesk.core.review.tracing.date_forms import DateFound, dates_in
from copydesk.core.review.tracing.nearest import Around, Stated, Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.tracing.context import Run, TracingContext

# Found on the labelled set (tests/tracing): how alike the words around two unequal dates must be,
# for dates that share a part and for any.
_ALIKE_NEAR = 0.28
_ALIKE_ANY = 0.5
_NEAR_YEARS = 12
# Dates that differ by a slip (a day beside, another year) need little around them to be alike.
_SURE = 0.4
_ALIKE_SURE = 0.12


@dataclass(frozen=True)
class _Found:
    run: Run
    date: DateFound


def trace_dates(context: TracingContext) -> Iterator[Claim]:
    """A claim for every date of the draft."""
    found = [_Found(run, date) for run in context.runs for date in dates_in(run.text)]
    if not found:
        return
    statements: Statements[DateFound] = Statements(context)
    years: dict[int, set[int]] = {}
    for source in context.sources:
        for date in dates_in(source.text):
            statements.add(date, source, date.span)
            if date.year is not None:
                years.setdefault(id(source), set()).add(date.year)
    for one in found:
        around = statements.around(one.run, one.date.span)
        same = [
            stated
            for stated in statements.all
            if _has(one.date, stated.value, years.get(id(stated.source), set()))
        ]
        best = max(same, key=around.of, default=None)
        yield _claim(context, one, best, around, statements)


def _has(ours: DateFound, theirs: DateFound, years: set[int]) -> bool:
    """Whether a source's date says at least what the draft's does.

    A year left out by the source is taken from its other dates: within a year of any of them.
    """
    if ours.decade or theirs.decade:
        return ours.decade and theirs.decade and ours.year == theirs.year
    if ours.until is not None and ours.until != theirs.until:
        return False
    if ours.month is None and ours.day is None and ours.year is None:
        return ours.weekday == theirs.falls_on
    if ours.month is not None and ours.month != theirs.month:
        return False
    if ours.day is not None and ours.day != theirs.day:
        return False
    if None not in (ours.weekday, theirs.falls_on) and ours.weekday != theirs.falls_on:
        return False
    if ours.year is None:
        return True
    if theirs.year is None:
        bound = ours.month is not None and bool(years)
        return bound and any(abs(ours.year - year) <= 1 for year in years)
    return ours.year in (theirs.year, theirs.until)


def _claim(
    context: TracingContext,
    one: _Found,
    same: Stated[DateFound] | None,
    around: Around[DateFound],
    statements: Statements[DateFound],
) -> Claim:
    span = one.run.span(one.date.span.start, one.date.span.end)
    text = span.of(context.draft)
    if same and not (one.date.weekday is not None and _contradicted(one, same, around)):
        return Claim(ClaimKind.DATE, text, span, Verdict.VERBATIM, same.place)
    best = _altered(one.date, around, statements)
    if best:
        sentence = f"The source says {' '.join(best.place.text.split())}."
        return Claim(ClaimKind.DATE, text, span, Verdict.ALTERED, best.place, sentence=sentence)
    year = one.date.year if one.date.month is not None else None
    only_year = year is not None and any(
        stated.value.year == year and stated.value.month is None for stated in statements.all
    )
    sentence = (
        f"The source gives only the year {year}." if only_year else "No source has this date."
    )
    return Claim(ClaimKind.DATE, text, span, Verdict.NOT_FOUND, sentence=sentence)


def _contradicted(one: _Found, same: Stated[DateFound], around: Around[DateFound]) -> bool:
    """Whether a weekday fits only by the calendar, where the source names another for it."""
    if one.date.month is not None or same.value.weekday is not None:
        return False
    likest = max(
        ((alike, stated) for alike, stated in around.alike() if stated.value.weekday is not None),
        key=lambda pair: pair[0],
        default=None,
    )
    return likest is not None and likest[0] >= _ALIKE_ANY and likest[0] > around.of(same)


def _altered(
    ours: DateFound, around: Around[DateFound], statements: Statements[DateFound]
) -> Stated[DateFound] | None:
    """The date that a source gives for the same thing."""
    best: tuple[float, Stated[DateFound]] | None = None
    for stated in statements.all:
        nearness = _nearness(ours, stated.value)
        if nearness is None:
            continue
        alike = around.of(stated)
        need = _ALIKE_NEAR if nearness > 0 else _ALIKE_ANY
        if nearness >= _SURE:
            need = _ALIKE_SURE
        if alike < need:
            continue
        rank = alike + nearness
        if best is None or rank > best[0]:
            best = rank, stated
    return best[1] if best else None


def _nearness(ours: DateFound, theirs: DateFound) -> float | None:
    """0 to 1 by the parts that both name; None where they can't be compared."""
    if ours.decade != theirs.decade:
        return None
    if ours.month is None and ours.year is None:
        return 0.2 if theirs.weekday is not None else None
    if ours.month is None:
        if theirs.year is None or ours.year is None:
            return None
        apart = abs(ours.year - theirs.year)
        near = _NEAR_YEARS - apart if theirs.month is None else 3 - apart
        if sorted(str(ours.year)) == sorted(str(theirs.year)):
            near = max(near, _NEAR_YEARS - 1)
        return 0.3 * near / _NEAR_YEARS if near > 0 else 0.0
    if theirs.month is None:
        return None if ours.day is not None or ours.year is None else 0.0
    if ours.day is not None and theirs.day is None:
        return 0.0 if ours.month == theirs.month else None
    return _parts_alike(ours, theirs)


def _parts_alike(ours: DateFound, theirs: DateFound) -> float:
    same_month = ours.month == theirs.month
    same_day = ours.day is not None and ours.day == theirs.day
    same_year = ours.year is not None and ours.year == theirs.year
    other_year = None not in (ours.year, theirs.year) and not same_year
    if same_month and same_day:
        return 0.5  # another year, or another weekday
    if same_day and not other_year:
        return 0.3
    if same_month and ours.day is not None and theirs.day is not None:
        slip = abs(ours.day - theirs.day) in (1, 10)
        return (0.4 if slip else 0.25) - (0.2 if other_year else 0)
    if same_month and ours.day is None:
        return 0.4
    return 0.15 if same_year else 0.0
