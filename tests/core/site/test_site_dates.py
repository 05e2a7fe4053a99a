from __future__ import annotations

import datetime as dt

import pytest

from copydesk.core.site.dates import day_of, has_time, spoken_day, with_day

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "timed"),
    [
        ("2024-09-19", dt.date(2024, 9, 19), False),
        (" 2024-9-1 ", dt.date(2024, 9, 1), False),
        ("2024-09-19T10:00:00Z", dt.date(2024, 9, 19), True),
        ("2024-09-19 10:00:00.5 +05:30", dt.date(2024, 9, 19), True),
        ("2024-09-19T25:00", None, False),
        ("2024-13-01", None, False),
        ("2024-02-30", None, False),
        ("soon", None, False),
        ("2024-09-19 or so", None, False),
        ("", None, False),
    ],
)
def test_dates_are_read(text: str, day: dt.date | None, timed: bool) -> None:
    assert day_of(text) == day
    assert has_time(text) == timed


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("2024-09-19", "2026-11-22"),
        ("2024-09-19T10:00:00.000+05:30", "2026-11-22T10:00:00.000+05:30"),
        ("2024-09-19 10:00 Z", "2026-11-22 10:00 Z"),
        ("", "2026-11-22"),
        ("soon", "2026-11-22"),
    ],
)
def test_another_day_leaves_time_and_zone_alone(text: str, changed: str) -> None:
    assert with_day(text, TODAY) == changed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19 Sep 2024", dt.date(2024, 9, 19)),
        ("19th September 2024", dt.date(2024, 9, 19)),
        ("September 19, 2024", dt.date(2024, 9, 19)),
        ("Sept. 19", dt.date(2026, 9, 19)),
        ("2024/9/19", dt.date(2024, 9, 19)),
        ("2024-9-1", dt.date(2024, 9, 1)),
        ("today", TODAY),
        ("Tomorrow", dt.date(2026, 11, 23)),
        ("9/10/2024", None),
        ("Ma 3", None),
        ("31 February 2024", None),
        ("2024-09-19T10:00:00", None),
    ],
)
def test_spoken_dates(text: str, day: dt.date | None) -> None:
    assert spoken_day(text, TODAY) == day
