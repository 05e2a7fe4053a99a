from __future__ import annotations

import datetime as dt

import pytest

from copydesk.core.site.dates import (
    day_of,
    has_time,
    moment_of,
    spoken_day,
    spoken_note,
    stepped,
    with_day,
    with_time,
    with_zone,
    without_time,
    zone_of,
)

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


@pytest.mark.parametrize(
    ("text", "time", "changed"),
    [
        ("2026-11-22T10:00:00.000+05:30", dt.time(9, 5), "2026-11-22T09:05:00.000+05:30"),
        ("2026-11-22 10:00 Z", dt.time(9, 5), "2026-11-22 09:05 Z"),
        ("2026-11-22", dt.time(9, 5, 7), "2026-11-22T09:05:07"),
        ("soon", dt.time(9, 5), "soon"),
    ],
)
def test_another_time_leaves_the_rest_alone(text: str, time: dt.time, changed: str) -> None:
    assert with_time(text, time) == changed


@pytest.mark.parametrize(
    ("text", "zone", "changed"),
    [
        ("2026-11-22T10:00:00+05:30", "Z", "2026-11-22T10:00:00Z"),
        ("2026-11-22 10:00:00 +0530", "+0100", "2026-11-22 10:00:00 +0100"),
        ("2026-11-22 10:00:00 +0530", "", "2026-11-22 10:00:00"),
        ("2026-11-22T10:00:00", "-03:00", "2026-11-22T10:00:00-03:00"),
        ("2026-11-22", "Z", "2026-11-22"),
    ],
)
def test_another_zone_leaves_the_rest_alone(text: str, zone: str, changed: str) -> None:
    assert with_zone(text, zone) == changed


def test_a_time_is_taken_away() -> None:
    assert without_time("2026-11-22T10:00:00+05:30") == "2026-11-22"
    assert zone_of("2026-11-22T10:00:00+05:30") == "+05:30"
    assert zone_of("2026-11-22") == ""


@pytest.mark.parametrize(
    ("text", "at", "by", "new", "part"),
    [
        ("2026-11-30", 9, 1, "2026-12-01", "01"),
        ("2026-01-31", 6, 1, "2026-02-28", "02"),
        ("2026-11-22", 0, -1, "2025-11-22", "2025"),
        ("2026-11-22T23:30:00Z", 12, 1, "2026-11-23T00:30:00Z", "00"),
        ("2026-11-22 10:59:59+05:30", 15, 1, "2026-11-22 11:00:59+05:30", "00"),
        ("2026-9-2 10:59:59", 16, 1, "2026-09-02 11:00:00", "00"),
        ("2026-11-22T10:00:00Z", 20, 1, "2026-11-22T10:00:01Z", "01"),
    ],
)
def test_steps_of_the_part_at_the_cursor(text: str, at: int, by: int, new: str, part: str) -> None:
    found = stepped(text, at, by)
    assert found is not None
    assert found[0] == new
    assert found[0][found[1] : found[2]] == part


def test_nothing_to_step() -> None:
    assert stepped("soon", 0, 1) is None
    assert stepped("9999-12-31", 9, 1) is None


def test_a_date_is_said_in_words() -> None:
    kolkata = dt.timezone(dt.timedelta(hours=5, minutes=30))
    said = spoken_note(moment_of("2026-11-22T23:00:00Z"), kolkata)
    assert said == "Sunday · Mon 04:30 here"
    assert spoken_note(moment_of("2026-11-22T10:00:00+05:30"), kolkata) == "Sunday"
    assert spoken_note(moment_of("2026-11-22T10:00:00"), kolkata) == "Sunday"
    assert spoken_note(moment_of("2026-11-22")) == "Sunday"
    assert spoken_note(None) == ""
    assert spoken_note(moment_of("0001-01-01T00:00:00+05:30"), dt.UTC) == "Monday"
