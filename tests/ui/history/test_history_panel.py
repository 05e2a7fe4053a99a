"""The list of versions: what it says, and how one is chosen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from copydesk.core.storage.history import Origin, Version
from copydesk.ui.history.history_panel import NEVER_SAVED, NO_POST, NOTHING_YET, HistoryPanel
from copydesk.ui.history.version_rows import (
    DAY_ROLE,
    ORIGIN_ROLE,
    ORIGIN_WORDS,
    TIME_ROLE,
    change_words,
)
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOON = datetime.now(UTC).astimezone().replace(hour=12, minute=0, second=5)


def version(
    ident: int,
    *,
    days_ago: int = 0,
    minutes_ago: int = 0,
    added: int = 3,
    removed: int = 0,
    origin: Origin = Origin.SAVED,
) -> Version:
    when = NOON - timedelta(days=days_ago, minutes=minutes_ago)
    return Version(ident, Path("/site/a.md"), when, f"{ident:032x}", 1200, added, removed, origin)


@pytest.fixture
def panel(qtbot: QtBot) -> HistoryPanel:
    theme = Theme("light")
    theme.dress()
    panel = HistoryPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def words(panel: HistoryPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("added", "removed", "origin", "expected"),
    [
        (12, 3, Origin.SAVED, "+12 −3 words"),
        (1, 0, Origin.SAVED, "+1 word"),
        (0, 1200, Origin.OUTSIDE, "−1,200 words"),
        (0, 0, Origin.SAVED, "same words"),
        (412, 0, Origin.FOUND, "412 words"),
    ],
)
def test_the_size_of_a_change(added: int, removed: int, origin: Origin, expected: str) -> None:
    assert change_words(version(1, added=added, removed=removed, origin=origin)) == expected


def test_every_origin_has_words() -> None:
    assert set(ORIGIN_WORDS) == set(Origin)


def test_it_says_why_there_is_nothing(panel: HistoryPanel) -> None:
    assert NO_POST in words(panel)
    panel.show_versions([])
    assert NOTHING_YET in words(panel)


def test_a_day_stands_over_its_first_version(panel: HistoryPanel) -> None:
    first = version(1, days_ago=1, minutes_ago=9)
    panel.show_versions([version(4), version(3), version(2, days_ago=1), first])
    model = panel.list.model()
    days = [model.index(row, 0).data(DAY_ROLE) for row in range(model.rowCount())]
    assert days == ["Today", "", "Yesterday", ""]
    spoken = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "yesterday 12:00, Saved here, +3 words"


def test_enter_and_a_click_choose_a_version(panel: HistoryPanel) -> None:
    panel.show_versions([version(3), version(2), version(1)])
    chosen: list[Version] = []
    panel.version_chosen.connect(chosen.append)
    panel.setFocus()
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    index = panel.list.model().index(2, 0)
    place = panel.list.visualRect(index).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [one.ident for one in chosen] == [2, 1]


def test_the_chosen_version_stays_chosen_when_a_newer_comes(panel: HistoryPanel) -> None:
    panel.show_versions([version(2), version(1)])
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    panel.show_versions([version(3), version(2), version(1)])
    assert panel.list.currentIndex().row() == 2
    assert panel.versions_shown == 3


def test_the_rule_is_said_below_the_list_only(panel: HistoryPanel) -> None:
    panel.say_rule("Kept for 180 days.")
    assert "180" not in words(panel)
    panel.show_versions([version(1)])
    assert "180" in words(panel)


def test_seconds_are_said_of_versions_of_one_minute(panel: HistoryPanel) -> None:
    panel.show_versions([version(3), version(2), version(1, minutes_ago=1)])
    model = panel.list.model()
    times = [model.index(row, 0).data(TIME_ROLE) for row in range(model.rowCount())]
    assert times == ["12:00:05", "12:00:05", "11:59"]


def test_shift_tab_leads_out_of_the_list(qtbot: QtBot) -> None:
    panel, window = HistoryPanel(Theme("light")), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before = QLineEdit()
    column.addWidget(before)
    column.addWidget(panel)
    window.show()
    window.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.hasFocus)
    panel.show_versions([version(1)])
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert before.hasFocus()


def test_versions_of_several_posts_are_named(panel: HistoryPanel) -> None:
    panel.show_versions([version(1, origin=Origin.SET_ASIDE)], NEVER_SAVED)
    assert NEVER_SAVED in words(panel)
    row = panel.list.model().index(0, 0)
    assert row.data(ORIGIN_ROLE) == "a.md · Set aside, not saved"
    panel.show_versions([version(1)])
    assert NEVER_SAVED not in words(panel)
    assert panel.list.model().index(0, 0).data(ORIGIN_ROLE) == "Saved here"
