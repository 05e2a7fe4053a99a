from __future__ import annotations

import datetime as dt

import pytest

from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import value_trouble
from copydesk.core.site.written_dates import WrittenDate
from tests.helpers.site_fields import field

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))
DAY = dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (WrittenDate("2026-11-22T10:00:00Z"), "2026-12-01T10:00:00Z"),
        (WrittenDate(""), "2026-12-01"),
        (WrittenDate("22.11.2026 10:05", "DD.MM.YYYY HH:mm"), "01.12.2026 10:05"),
        (WrittenDate("", "DD.MM.YYYY HH:mm"), "01.12.2026 00:00"),
        (WrittenDate("", "YYYY-MM-DD HH:mm:ss"), "2026-12-01 00:00:00"),
        (WrittenDate("2026-11-22", "DD.MM.YYYY"), "01.12.2026"),
    ],
)
def test_another_day(date: WrittenDate, text: str) -> None:
    assert date.with_day(DAY) == text


def test_another_time() -> None:
    clock = dt.time(18, 5)
    assert WrittenDate("2026-11-22").with_time(clock) == "2026-11-22T18:05:00"
    pattern = "D MMM YYYY, h:mm a Z"
    date = WrittenDate("22 Nov 2026, 9:30 am +05:30", pattern)
    assert date.with_time(clock) == "22 Nov 2026, 6:05 pm +05:30"


@pytest.mark.parametrize(
    ("date", "tidy"),
    [
        (WrittenDate("1 Dec 2026"), "2026-12-01"),
        (WrittenDate("tomorrow"), "2026-11-23"),
        (WrittenDate("2026-12-01 10:30"), "2026-12-01 10:30:00"),
        (WrittenDate("2026-12-01 10:30", bare=False), "2026-12-01 10:30"),
        (WrittenDate("soon"), "soon"),
        (WrittenDate("1 Dec 2026", "DD.MM.YYYY"), "01.12.2026"),
        (WrittenDate("2026-12-01", "DD.MM.YYYY"), "01.12.2026"),
        (WrittenDate("soon", "DD.MM.YYYY"), "soon"),
    ],
)
def test_what_was_typed_is_tidied(date: WrittenDate, tidy: str) -> None:
    assert date.tidied(NOW) == tidy


@pytest.mark.parametrize(
    ("date", "offers"),
    [
        (WrittenDate(""), {"Today": "2026-11-22"}),
        (WrittenDate("2026-12-01"), {"Today": "2026-11-22", "Add a time": "2026-12-01T09:30:00"}),
        (WrittenDate("2026-12-01 10:00:00"), {
            "Today": "2026-11-22 10:00:00", "Remove the time": "2026-12-01",
            "Add the time zone (+05:30)": "2026-12-01 10:00:00+05:30"}),
        (WrittenDate("2026-12-01T10:00:00Z"), {
            "Today": "2026-11-22T10:00:00Z", "Remove the time": "2026-12-01",
            "Remove the time zone": "2026-12-01T10:00:00"}),
        (WrittenDate("", "DD.MM.YYYY"), {"Today": "22.11.2026"}),
        (WrittenDate("", "DD.MM.YYYY HH:mm Z"), {"Now": "22.11.2026 09:30 +05:30"}),
    ],
)  # fmt: skip
def test_what_the_menu_offers(date: WrittenDate, offers: dict[str, str]) -> None:
    assert dict(date.offers(NOW)) == offers


def test_a_date_in_words_is_stepped_by_days() -> None:
    assert WrittenDate("31.12.2026", "DD.MM.YYYY").stepped(0, 1) == ("01.01.2027", 0, 10)
    assert WrittenDate("31.12.9999", "DD.MM.YYYY").stepped(0, 1) is None
    assert WrittenDate("soon", "DD.MM.YYYY").stepped(0, 1) is None


def test_dates_are_checked_by_the_sites_own_pattern() -> None:
    rules = field("day", FieldType.DATE, date_format="DD.MM.YYYY", earliest="2026-11-22")
    assert value_trouble(rules, "22.11.2026") == ""
    assert value_trouble(rules, "21.11.2026") == "This must be 2026-11-22 or later."
    assert value_trouble(rules, "soon") == "This is not a date yet: write it like 22.11.2026."
