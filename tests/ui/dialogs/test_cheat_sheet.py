from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from copydesk.ui.actions import GROUPS, TABLE
from copydesk.ui.dialogs.cheat_sheet import CheatSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def sheet(qtbot: QtBot) -> CheatSheet:
    made = CheatSheet()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(sheet: CheatSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]


def find(sheet: CheatSheet, text: str) -> None:
    field = sheet.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.clear()
    QTest.keyClicks(field, text)


def test_every_action_with_a_key_is_there_under_its_heading(sheet: CheatSheet) -> None:
    words = shown(sheet)
    for spec in TABLE:
        if spec.keys:
            assert spec.text.rstrip("…") in words
            assert spec.group in words
    assert set(GROUPS.values()) >= {spec.group for spec in TABLE}


def test_words_and_keys_find_an_action(sheet: CheatSheet) -> None:
    find(sheet, "bold")
    assert [word for word in shown(sheet) if word in ("Bold", "Italic", "Formatting")] == [
        "Formatting", "Bold",
    ]  # fmt: skip
    find(sheet, "ctrl+shift+p")
    assert "Run a command" in shown(sheet)
    assert "Bold" not in shown(sheet)


def test_nothing_found_is_said(sheet: CheatSheet) -> None:
    find(sheet, "xqzkwj")
    assert shown(sheet) == ["No action or key is called that."]
