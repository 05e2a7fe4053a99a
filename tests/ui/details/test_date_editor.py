"""Dates by keys, by the calendar and by the menu."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QTableView

from copydesk.core.site.field import FieldType
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from copydesk.ui.details.editors.date import DateEditor
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def editor(desk: Desk) -> DateEditor:
    return cast("DateEditor", desk.row("date").editor)


def offers(desk: Desk) -> dict[str, QAction]:
    """The menu's own actions by their first words."""
    menu = QMenu(desk.panel)
    editor(desk)._extend_menu(menu)
    return {action.text().partition(" (")[0]: action for action in menu.actions()}


@pytest.mark.parametrize(
    ("written", "cursor", "key", "after"),
    [
        ("2026-11-30", 9, Qt.Key.Key_Up, "2026-12-01"),
        ("2026-11-30T23:05:00+05:30", 12, Qt.Key.Key_Down, "2026-11-30T22:05:00+05:30"),
        ("2026-11-30 23:59:00 Z", 15, Qt.Key.Key_Up, "2026-12-01 00:00:00 Z"),
    ],
)
def test_arrows_move_the_part_at_the_cursor(
    desk: Desk, written: str, cursor: int, key: Qt.Key, after: str
) -> None:
    document = desk.open(f"---\ndate: {written} # day\n---\n")
    line = desk.focus("date")
    desk.put_cursor("date", cursor)
    QTest.keyClick(line, key)
    assert document.text == f"---\ndate: {after} # day\n---\n"
    assert desk.line("date").hasSelectedText()


def test_steps_on_end_are_one_step_of_undo(desk: Desk) -> None:
    document = desk.open("---\ndate: 2026-11-20\n---\n")
    line = desk.focus("date")
    desk.put_cursor("date", 9)
    for _ in range(3):
        QTest.keyClick(line, Qt.Key.Key_Up)
    assert "2026-11-23" in document.text
    document.undo()
    assert document.text == "---\ndate: 2026-11-20\n---\n"


def test_the_day_of_the_week_stands_at_the_label(desk: Desk) -> None:
    desk.open("---\ndate: 2026-11-22\n---\n")
    assert desk.row("date")._note.text() == "Sunday"
    desk.type_into("date", "2026-11-23", replace=True)
    assert desk.row("date")._note.text() == "Monday"


def test_the_menu_gives_and_takes_time_and_zone(desk: Desk) -> None:
    document = desk.open("---\ndate: 2026-11-22\n---\n")
    desk.focus("date")
    offers(desk)["Add a time"].trigger()
    assert document.text.startswith("---\ndate: 2026-11-22T")
    offers(desk)["Add the time zone"].trigger()
    assert editor(desk)._manner(desk.line("date").text()).moment.tzinfo  # type: ignore[union-attr]  # a moment
    offers(desk)["Remove the time zone"].trigger()
    offers(desk)["Remove the time"].trigger()
    assert document.text == "---\ndate: 2026-11-22\n---\n"


def test_the_time_below_the_calendar_keeps_the_rest(desk: Desk) -> None:
    document = desk.open("---\ndate: 2026-11-22T10:00:00.000+05:30\n---\n")
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_F4)
    popup = editor(desk)._calendar
    assert popup is not None
    assert popup._time.text() == "10:00"
    for _ in range(8):  # past the buttons for month and year
        if not popup._time.hasFocus():
            QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Tab)
    assert popup._time.hasFocus()
    popup._time.selectAll()
    QTest.keyClicks(popup._time, "18:35")
    assert document.text == "---\ndate: 2026-11-22T18:35:00.000+05:30\n---\n"
    QTest.keyClick(popup._time, Qt.Key.Key_Return)
    assert not popup.isVisible()


def test_a_day_has_no_time_below_its_calendar(desk: Desk) -> None:
    desk.open("---\ndate: 2026-11-22\n---\n")
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_F4)
    popup = editor(desk)._calendar
    assert popup is not None
    assert not popup._time.isVisible()
    popup.hide()


def test_the_sites_own_way_of_writing_dates(desk: Desk) -> None:
    desk.fields.fields = (
        field("date", FieldType.DATETIME, date_format="DD.MM.YYYY HH:mm", in_schema=True,
              earliest="2026-01-01"),
    )  # fmt: skip
    document = desk.open("---\ndate: 22.11.2026 09:30 # day\n---\n")
    assert desk.row("date").trouble == ""
    line = desk.focus("date")
    QTest.keyClick(line, Qt.Key.Key_F4)
    popup = editor(desk)._calendar
    assert popup is not None
    table = popup.findChild(QTableView)
    assert table is not None
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert document.text == "---\ndate: 23.11.2026 09:30 # day\n---\n"
    desk.type_into("date", "2026-12-01", replace=True)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert document.text == "---\ndate: 01.12.2026 00:00 # day\n---\n"
    desk.type_into("date", "1.1.25", replace=True)
    desk.line("date").clearFocus()
    assert desk.row("date").trouble == "This is not a date yet: write it like 22.11.2026 09:30."


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("2026-10-31", "This must be 2026-11-01 or later."),
        ("2026-12-01", "This must be 2026-11-30 or earlier."),
        ("2026-11-15", ""),
    ],
)
def test_bounds_are_told(desk: Desk, typed: str, trouble: str) -> None:
    desk.fields.fields = (
        field("date", FieldType.DATE, earliest="2026-11-01", latest="2026-11-30", in_schema=True),
    )
    desk.open("---\ndate: 2026-11-22\n---\n")
    desk.type_into("date", typed, replace=True)
    desk.line("date").clearFocus()
    assert desk.row("date").trouble == trouble


def test_a_date_that_is_text_gets_quotes(desk: Desk) -> None:
    desk.fields.fields = (field("date", FieldType.DATE, as_text=True, in_schema=True),)
    document = desk.open("---\ntitle: A\n---\n")
    desk.type_into("date", "2026-11-22")
    assert document.frontmatter.data["date"] == "2026-11-22"


def test_a_date_of_a_toml_post(desk: Desk) -> None:
    document = desk.open("+++\ndate = 2026-11-22T10:00:00+05:30\n+++\n")
    line = desk.focus("date")
    desk.put_cursor("date", 9)
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert document.text == "+++\ndate = 2026-11-23T10:00:00+05:30\n+++\n"


def test_read_only_is_only_read(desk: Desk) -> None:
    desk.fields.fields = (field("date", FieldType.DATE, read_only=True),)
    document = desk.open("---\ndate: 2026-11-22\n---\n")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_F4):
        QTest.keyClick(desk.line("date"), key)
    assert editor(desk)._calendar is None
    assert not document.modified


def test_text_without_quotes_goes_on_without_them(desk: Desk) -> None:
    document = desk.open("---\ndate: 2026-11-22 10:30\n---\n")
    line = desk.focus("date")
    desk.put_cursor("date", 9)
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert document.text == "---\ndate: 2026-11-23 10:30\n---\n"
    desk.type_into("date", "2026-11-24", replace=True)
    assert document.frontmatter.data["date"] == "2026-11-24"


def test_the_calendar_offers_only_days_that_the_site_takes(desk: Desk) -> None:
    desk.fields.fields = (
        field("date", FieldType.DATE, earliest="2026-11-21", latest="2026-11-23", in_schema=True),
    )
    document = desk.open("---\ndate: 2026-11-22\n---\n")
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_F4)
    popup = editor(desk)._calendar
    assert popup is not None
    table = popup.findChild(QTableView)
    assert table is not None
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert document.text == "---\ndate: 2026-11-23\n---\n"


def test_the_calendar_leads_to_today(desk: Desk) -> None:
    document = desk.open("---\ndate: 2020-01-01T10:00:00Z\n---\n")
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_F4)
    popup = editor(desk)._calendar
    assert popup is not None
    QTest.mouseClick(popup._today, Qt.MouseButton.LeftButton)
    today = dt.datetime.now().astimezone().date()
    assert document.text == f"---\ndate: {today.isoformat()}T10:00:00Z\n---\n"
    assert not popup.isVisible()
