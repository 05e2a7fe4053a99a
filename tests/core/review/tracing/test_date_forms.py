"""Dates are read in the forms that newsrooms write, with the parts that each one names."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.tracing.date_forms import MONTHS, WEEKDAYS, dates_in

Parts = tuple[int | None, int | None, int | None, int | None]


def _parts(text: str) -> list[Parts]:
    return [(d.year, d.month, d.day, d.weekday) for d in dates_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "12 March 2026",
        "12th March, 2026",
        "12 of March 2026",
        "March 12, 2026",
        "March 12th 2026",
        "Mar. 12, 2026",
        "12 MARCH 2026",
        "12-Mar-2026",
        "2026-03-12",
        "12/03/2026",
        "12.03.2026",
        "12/3/26",
        "12\nMarch 2026",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert _parts(f"It opened on {text}.") == [(2026, 3, 12, None)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3/14/2026", [(2026, 3, 14, None)]),
        ("Tuesday, 12 March", [(None, 3, 12, 1)]),
        ("Thursday 18 September 2025", [(2025, 9, 18, 3)]),
        ("Sunday (March 8)", [(None, 3, 8, 6)]),
        ("on Tuesday evening", [(None, None, None, 1)]),
        ("Friday’s game", [(None, None, None, 4)]),
        ("March 2026", [(2026, 3, None, None)]),
        ("in March", [(None, 3, None, None)]),
        ("in 2019", [(2019, None, None, None)]),
        ("the 2019 decision", [(2019, None, None, None)]),
        ("(1907–1984)", [(1907, None, None, None), (1984, None, None, None)]),
        ("from 1914 to 1918", [(1914, None, None, None), (1918, None, None, None)]),
        ("warming since 1975 explains it", [(1975, None, None, None)]),
        ("in 1666", [(1666, None, None, None)]),
        ("12–14 March 2026", [(2026, 3, 12, None), (2026, 3, 14, None)]),
        ("March 12–14, 2026", [(2026, 3, 12, None), (2026, 3, 14, None)]),
        ("28 February to 3 March", [(None, 2, 28, None), (None, 3, 3, None)]),
        ("4 May. In 2020", [(None, 5, 4, None), (2020, None, None, None)]),
    ],
)
def test_parts_and_ranges(text: str, parts: list[Parts]) -> None:
    assert _parts(text) == parts


def test_decades_and_years_of_account() -> None:
    decade, other, account = dates_in("the 1990s, the ’80s, the budget of 2024-25")
    assert (decade.year, decade.decade, other.year) == (1990, True, 1980)
    assert (account.year, account.until) == (2024, 2025)


def test_american_sites_put_the_month_first() -> None:
    assert _parts("3/12/2026") == [(2026, 12, 3, None)]
    assert [date.month for date in dates_in("3/12/2026", month_first=True)] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "2000 people",
        "1950 houses stood",
        "£2019",
        "Rs 2019",
        "room 2014",
        "1,900 men",
        "we may go and they march on",
        "May we?",
        "31/02/2026",
        "version 1.2.3",
        "a score of 3-1",
        "19991",
        "on sundays",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert _parts(text) == []


@settings(max_examples=100)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_what_is_written_is_read_again(day: dt.date) -> None:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    for written in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
    ):
        text = f"It was agreed on {written}, they say."
        assert [(d.calendar_day, d.span.of(text)) for d in dates_in(text)] == [(day, written)]


@settings(max_examples=100)
@given(st.text(alphabet="0123456789-/., MarchyTuesd\n’s", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    spans = [date.span for date in dates_in(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize("text", ["1/" * 25_000, "12 March " * 6_000, "Mon " * 12_000])
def test_long_runs_take_no_long_time(text: str) -> None:
    start = time.process_time()
    dates_in(text)
    assert time.process_time() - start < 3
