"""Tab goes region by region, whatever order the parts were made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from copydesk.ui.actions import Actions
from copydesk.ui.frame.menus import Menus
from copydesk.ui.frame.top_bar import TopBar
from copydesk.ui.main_window import MainWindow
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def panel(*names: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for name in names:
        line = QLineEdit()
        line.setObjectName(name)
        column.addWidget(line)
    return made


def line(window: MainWindow, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    theme = Theme("light")
    actions = Actions(theme)
    details, middle, posts = panel("title", "date"), panel("text"), panel("filter", "list", "off")
    bar = TopBar(actions, Menus(actions, theme), theme)
    window = MainWindow(bar, posts, middle, details, theme)
    posts.setFocusProxy(line(window, "list"))
    line(window, "off").setEnabled(False)
    window.set_tab_regions((posts, middle, details))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def test_tab_goes_through_the_regions_and_around(window: MainWindow, qtbot: QtBot) -> None:
    line(window, "filter").setFocus()
    qtbot.waitUntil(line(window, "filter").hasFocus)
    seen = []
    for _ in range(5):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        seen.append(focus().objectName())
    assert seen == ["list", "text", "title", "date", "filter"]


def test_shift_tab_goes_the_other_way(window: MainWindow, qtbot: QtBot) -> None:
    line(window, "text").setFocus()
    qtbot.waitUntil(line(window, "text").hasFocus)
    seen = []
    for _ in range(3):
        QTest.keyClick(focus(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        seen.append(focus().objectName())
    assert seen == ["list", "filter", "date"]


def test_outside_the_regions_qt_decides(window: MainWindow, qtbot: QtBot) -> None:
    window.set_tab_regions(())
    line(window, "title").setFocus()
    qtbot.waitUntil(line(window, "title").hasFocus)
    QTest.keyClick(line(window, "title"), Qt.Key.Key_Tab)
    assert line(window, "date").hasFocus()
