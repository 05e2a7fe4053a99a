from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMainWindow

from copydesk.ui.actions import Actions
from copydesk.ui.palette.palette import Palette
from copydesk.ui.theme.theme import Theme
from tests.helpers.fake_library import FakeLibrary, entry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
SITE = Path("/site")


class Desk:
    """A window with a line to write in, and a palette over it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.theme = Theme("light")
        self.theme.dress()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.writing = QLineEdit()
        self.window.setCentralWidget(self.writing)
        self.library = FakeLibrary()
        self.actions = Actions(self.window)
        self.palette = Palette(self.library, self.actions, self.theme, self.window)  # type: ignore[arg-type]  # a double
        self.window.resize(1024, 700)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.writing.setFocus()
        found = self.palette.findChild(QLineEdit, "palette-field")
        assert isinstance(found, QLineEdit)
        self.field = found
        rows = self.palette.findChild(QListView, "palette-list")
        assert isinstance(rows, QListView)
        self.rows = rows

    def texts(self) -> list[str]:
        model = self.rows.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def current(self) -> str:
        return str(self.rows.currentIndex().data())


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(qtbot)
    made.library.open(
        [
            entry("news/a.md", "Harbour wall")._replace(mtime_ns=30),
            entry("news/b.md", "Library reopens")._replace(mtime_ns=20),
            entry("news/c.md", "Ferry timetable")._replace(mtime_ns=10),
        ]
    )
    QAbstractItemModelTester(
        made.rows.model(), QAbstractItemModelTester.FailureReportingMode.Warning, made.window
    )
    return made


def test_a_title_and_enter_go_to_the_post(desk: Desk, qtbot: QtBot) -> None:
    desk.palette.show_posts()
    QTest.keyClicks(desk.field, "libr")
    assert desk.current() == "Library reopens"
    with qtbot.waitSignal(desk.palette.post_chosen) as chosen:
        QTest.keyClick(desk.field, KEY.Key_Return)
    assert chosen.args == [SITE / "news/b.md"]
    assert desk.palette.isHidden()


def test_posts_last_open_come_first_then_those_last_changed(desk: Desk) -> None:
    desk.palette.note_opened(SITE / "news/b.md")
    desk.palette.note_opened(SITE / "news/c.md")
    desk.palette.show_posts()
    assert desk.texts() == ["Ferry timetable", "Library reopens", "Harbour wall"]


def test_esc_gives_the_keyboard_back(desk: Desk) -> None:
    desk.palette.show_posts()
    assert desk.field.hasFocus()
    QTest.keyClick(desk.field, KEY.Key_Escape)
    assert desk.palette.isHidden()
    assert desk.writing.hasFocus()


def test_it_closes_when_the_keyboard_goes_elsewhere(desk: Desk) -> None:
    desk.palette.show_posts()
    desk.writing.setFocus()
    assert desk.palette.isHidden()


def test_arrows_go_round_and_pages_stop_at_the_ends(desk: Desk) -> None:
    desk.palette.show_posts()
    steps = []
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_PageUp):
        QTest.keyClick(desk.field, key)
        steps.append(desk.rows.currentIndex().row())
    assert steps == [1, 2, 0, 2, 0] or steps == [1, 2, 0, 2, 1]


def test_a_command_is_run_by_name(desk: Desk, qtbot: QtBot) -> None:
    desk.palette.show_commands()
    assert desk.field.text() == ">"
    QTest.keyClicks(desk.field, "keys at")
    assert desk.current() == "Keys at a glance"
    with qtbot.waitSignal(desk.actions.get("help.keys").triggered):
        QTest.keyClick(desk.field, KEY.Key_Return)


def test_typing_the_mark_goes_over_to_commands(desk: Desk) -> None:
    desk.palette.show_posts()
    QTest.keyClicks(desk.field, ">dark")
    assert desk.texts()[0] == "Dark theme"
    QTest.keyClick(desk.field, KEY.Key_Home)
    QTest.keyClick(desk.field, KEY.Key_Delete)
    assert "Dark theme" not in desk.texts()


def test_commands_that_are_off_are_left_out(desk: Desk) -> None:
    desk.actions.get("edit.undo").setEnabled(False)
    desk.palette.show_commands()
    assert "Undo" not in desk.texts()
    assert "Redo" in desk.texts()


def test_a_row_says_title_and_path_or_command_and_key(desk: Desk) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    desk.palette.show_posts()
    assert desk.rows.model().index(0, 0).data(role) == "Harbour wall, news/a.md"
    desk.palette.show_commands()
    QTest.keyClicks(desk.field, "bold")
    assert desk.rows.model().index(0, 0).data(role) == "Bold, Formatting, Ctrl+B"


def test_nothing_found_is_said(desk: Desk) -> None:
    desk.palette.show_posts()
    QTest.keyClicks(desk.field, "xqzkwj")
    assert desk.texts() == []
    QTest.keyClick(desk.field, KEY.Key_Return)
    assert desk.palette.isVisible()


def test_news_while_it_is_open_keeps_the_choice(desk: Desk, qtbot: QtBot) -> None:
    desk.palette.show_posts()
    QTest.keyClick(desk.field, KEY.Key_Down)
    desk.library.change(entry("news/d.md", "A new one")._replace(mtime_ns=99))
    qtbot.waitUntil(lambda: "A new one" in desk.texts())
    assert desk.current() == "Library reopens"


def test_it_stays_inside_of_a_small_window(desk: Desk) -> None:
    desk.window.resize(1024, 640)
    desk.palette.show_commands()
    assert desk.window.rect().contains(desk.palette.geometry())
