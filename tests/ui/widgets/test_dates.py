from __future__ import annotations

from datetime import date

import pytest

from copydesk.ui.widgets.dates import relative_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-22T09:12:00", "today 09:12"),
        ("2026-11-22T09:12:00+05:00", "today 09:12"),
        ("2026-11-22T09:12:00Z", "today 09:12"),
        ("2026-11-22 09:12:00", "today 09:12"),
        ("2026-11-22", "today"),
        ("2026-11-21T23:59:00", "yesterday"),
        ("2026-11-23", "tomorrow"),
        ("2026-11-14", "14 Nov"),
        ("2026-02-01T10:00:00", "1 Feb"),
        ("2025-11-14", "14 Nov 2025"),
        ("2027-01-02", "2 Jan 2027"),
        ("", ""),
        (None, ""),
        ("soon", ""),
        ("2026-13-40", ""),
    ],
)
def test_a_date_reads_as_said(written: str | None, shown: str) -> None:
    assert relative_date(written, TODAY) == shown


def test_yesterday_reaches_over_the_new_year() -> None:
    assert relative_date("2025-12-31", date(2026, 1, 1)) == "yesterday"
