from __future__ import annotations

import datetime as dt

import pytest

from copydesk.core.site.date_formats import format_date, format_has_time, parse_date, writes_iso

IST = dt.timezone(dt.timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("pattern", "text", "moment"),
    [
        ("YYYY-MM-DD", "2026-11-22", dt.date(2026, 11, 22)),
        ("DD.MM.YYYY", "02.01.2026", dt.date(2026, 1, 2)),
        ("D/M/YY", "2/1/26", dt.date(2026, 1, 2)),
        ("D/M/YY", "2/1/99", dt.date(1999, 1, 2)),
        ("MMMM Do, YYYY", "November 22nd, 2026", dt.date(2026, 11, 22)),
        ("MMMM Do, YYYY", "May 11th, 2026", dt.date(2026, 5, 11)),
        ("ddd D MMM YYYY", "Sun 22 Nov 2026", dt.date(2026, 11, 22)),
        ("YYYY-MM-DD HH:mm", "2026-11-22 21:05", dt.datetime(2026, 11, 22, 21, 5)),
        ("D MMM YYYY h:mm A", "22 Nov 2026 9:05 PM", dt.datetime(2026, 11, 22, 21, 5)),
        ("D MMM YYYY hh:mm a", "22 Nov 2026 12:05 am", dt.datetime(2026, 11, 22, 0, 5)),
        ("YYYY-MM-DD[T]HH:mm:ss.SSS", "2026-11-22T21:05:06.070",
         dt.datetime(2026, 11, 22, 21, 5, 6, 70_000)),
        ("YYYY-MM-DDTHH:mm:ssZ", "2026-11-22T21:05:06+05:30",
         dt.datetime(2026, 11, 22, 21, 5, 6, tzinfo=IST)),
        ("YYYY-MM-DD HH:mm ZZ", "2026-11-22 21:05 +0530",
         dt.datetime(2026, 11, 22, 21, 5, tzinfo=IST)),
    ],
)  # fmt: skip
def test_what_is_read_is_written_the_same(pattern: str, text: str, moment: dt.date) -> None:
    assert parse_date(text, pattern) == moment
    assert format_date(moment, pattern) == text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("DD.MM.YYYY", "2026-11-22"),
        ("DD.MM.YYYY", "31.02.2026"),
        ("DD.MM.YYYY", "1.2.2026"),
        ("YYYY-MM-DD", ""),
        ("HH:mm", "10:00"),
        ("YYYY-MM-DD HH:mm", "2026-11-22 25:00"),
        ("(YYYY) MM.DD", "(2026) 11x22"),
    ],
)
def test_what_is_not_written_so_is_no_date(pattern: str, text: str) -> None:
    assert parse_date(text, pattern) is None


def test_literals_and_names_in_any_case() -> None:
    assert parse_date("on 22 NOV 2026", "[on] D MMM YYYY") == dt.date(2026, 11, 22)
    assert format_date(dt.date(2026, 11, 22), "[Day] D [of] MMMM") == "Day 22 of November"


def test_a_moment_without_a_zone_is_written_with_the_systems() -> None:
    written = format_date(dt.datetime(2026, 11, 22, 9), "YYYY-MM-DDTHH:mmZ")
    assert written.startswith("2026-11-22T09:00")
    assert written[-6] in "+-"


def test_what_a_pattern_has() -> None:
    assert format_has_time("DD.MM.YYYY HH:mm")
    assert not format_has_time("DD.MM.YYYY [at noon]")
    assert writes_iso("YYYY-MM-DD")
    assert writes_iso("YYYY-MM-DDTHH:mm:ssZ")
    assert not writes_iso("DD.MM.YYYY")
    assert not writes_iso("YYYY-MM-DD HH:mm")
