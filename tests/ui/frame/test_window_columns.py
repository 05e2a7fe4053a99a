"""The widths of the columns: fitting at first, the editor's own after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSplitter, QWidget

from copydesk.ui.actions import Actions
from copydesk.ui.frame.menus import Menus
from copydesk.ui.frame.top_bar import TopBar
from copydesk.ui.main_window import MainWindow
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    theme = Theme("light")
    actions = Actions(theme)
    bar = TopBar(actions, Menus(actions, theme), theme)
    window = MainWindow(bar, QWidget(), QWidget(), QWidget(), theme)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize(("width", "posts", "details"), [(1024, 210, 260), (1440, 264, 308)])
def test_side_panels_leave_the_text_room(
    window: MainWindow, width: int, posts: int, details: int
) -> None:
    window.resize(width, 700)
    assert window.sizes()[0] == posts
    assert window.sizes()[2] == details


def test_widths_the_editor_chose_are_kept(window: MainWindow) -> None:
    window.resize(1440, 900)
    columns = window.findChild(QSplitter, "columns")
    assert columns is not None
    columns.moveSplitter(330, 1)
    window.resize(1024, 700)
    window.resize(1440, 900)
    assert window.sizes()[0] > 300


def test_widths_of_the_last_session_are_kept(window: MainWindow) -> None:
    window.resize(1440, 900)
    window.restore(b"", [300, 780, 360])
    restored = window.sizes()
    window.resize(1500, 900)
    assert restored[0] == 300
    assert window.sizes()[0] == 300
