"""The pages of the right column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTabBar

from copydesk.ui.frame.counted_tabs import CountedTabs
from copydesk.ui.frame.side_column import SideColumn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def column(qtbot: QtBot) -> SideColumn:
    column = SideColumn({"details": "Details", "history": "History"})
    qtbot.addWidget(column)
    for name in ("details", "history"):
        column.place(name).take(QLineEdit())
    column.show()
    column.activateWindow()
    qtbot.waitUntil(column.isActiveWindow)
    return column


def field(column: SideColumn, name: str) -> QLineEdit:
    found = column.place(name).findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_a_click_on_a_tab_turns_the_page(column: SideColumn) -> None:
    tabs = column.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    turned: list[str] = []
    column.page_changed.connect(turned.append)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert turned == ["history"]
    assert field(column, "history").isVisible()
    assert not field(column, "details").isVisible()


def test_the_keyboard_goes_along_with_the_page(column: SideColumn) -> None:
    column.setFocus()
    assert field(column, "details").hasFocus()
    column.show_page("history")
    assert field(column, "history").hasFocus()
    assert column.current == "history"


def test_turning_the_page_takes_the_keyboard_from_nobody(column: SideColumn, qtbot: QtBot) -> None:
    tabs = column.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert column.current == "history"
    assert tabs.hasFocus()


def test_a_number_is_never_cut_off(qtbot: QtBot) -> None:
    pages = {"details": "Details", "review": "Review", "sources": "Sources", "history": "History"}
    column = SideColumn(pages)
    qtbot.addWidget(column)
    column.resize(260, 300)
    column.show()
    tabs = column.findChild(CountedTabs)
    assert tabs is not None
    for count in (7, 43, 1200):
        tabs.show_count(1, count, bad=True)
        tab, number = tabs.tabRect(1), tabs.number_rect(1)
        assert tab.left() < number.left()
        assert number.right() <= tab.right()
