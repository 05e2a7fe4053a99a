"""Keys of the window: Enter on buttons, and which keys belong to writing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from copydesk.ui.actions import TABLE, Actions
from copydesk.ui.frame.menus import Menus
from copydesk.ui.frame.top_bar import TopBar
from copydesk.ui.main_window import MainWindow
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    theme = Theme("light")
    actions = Actions(theme)
    posts, pressed = QWidget(), []
    button, line = QPushButton("Do it"), QLineEdit()
    button.clicked.connect(lambda: pressed.append(1))
    column = QVBoxLayout(posts)
    column.addWidget(button)
    column.addWidget(line)
    bar = TopBar(actions, Menus(actions, theme), theme)
    window = MainWindow(bar, posts, QWidget(), QWidget(), theme)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert pressed == [1]


def test_keys_of_writing_are_the_editors_alone() -> None:
    typing = {spec.id for spec in TABLE if spec.typing}
    assert {"format.bold", "line.down", "format.indent"} <= typing
    assert not typing & {"file.save", "edit.undo", "find.show", "line.goto", "view.zoom-in"}
    assert all(spec.editor for spec in TABLE if spec.typing)
