"""Numbers, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.ui.details.editors.number import NumberEditor
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def schema(desk: Desk, **rules: object) -> None:
    desk.fields.fields = (field("weight", FieldType.NUMBER, in_schema=True, **rules),)


def test_up_and_down_step_and_keep_the_decimals(desk: Desk) -> None:
    schema(desk, step=0.05, maximum=1.2)
    document = desk.open("---\nweight: 1.10 # tonnes\n---\n")
    line = desk.focus("weight")
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert document.text == "---\nweight: 1.20 # tonnes\n---\n"
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert document.text == "---\nweight: 1.20 # tonnes\n---\n"
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert desk.line("weight").text() == "1.15"
    document.undo()
    assert document.text == "---\nweight: 1.10 # tonnes\n---\n"


def test_the_buttons_step_too(desk: Desk) -> None:
    document = desk.open("---\nweight: 7\n---\n")
    editor = cast("NumberEditor", desk.row("weight").editor)
    QTest.mouseClick(editor._more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(editor._more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(editor._less, Qt.MouseButton.LeftButton)
    assert document.text == "---\nweight: 8\n---\n"
    assert desk.line("weight").hasFocus()


@pytest.mark.parametrize(
    ("rules", "typed", "trouble"),
    [
        ({"minimum": 5}, "4", "This must be 5 or more."),
        ({"minimum": 5, "exclusive_minimum": True}, "5", "This must be more than 5."),
        ({"maximum": 5}, "6", "This must be 5 or less."),
        ({"whole": True}, "1.5", "This must be a whole number."),
        ({"step": 5}, "7", "This goes in steps of 5."),
        ({}, "0755", "This is not a number: write figures only, like 12 or 3.5."),
        ({}, "3.5", ""),
    ],
)
def test_rules_are_told_under_the_field(
    desk: Desk, rules: dict[str, object], typed: str, trouble: str
) -> None:
    schema(desk, **rules)
    desk.open("---\nweight: 5\n---\n")
    desk.type_into("weight", typed, replace=True)
    desk.line("weight").clearFocus()
    assert desk.row("weight").trouble == trouble


def test_a_number_in_quotes_stays_in_quotes(desk: Desk) -> None:
    schema(desk, as_text=True)
    document = desk.open('---\nweight: "12"\n---\n')
    desk.type_into("weight", "13", replace=True)
    assert document.text == '---\nweight: "13"\n---\n'
    assert desk.row("weight").trouble == ""


def test_a_new_number_that_is_text_is_quoted(desk: Desk) -> None:
    schema(desk, as_text=True)
    document = desk.open("---\ntitle: A\n---\n")
    desk.type_into("weight", "13")
    assert document.frontmatter.data == {"title": "A", "weight": "13"}


def test_read_only_is_only_read(desk: Desk) -> None:
    schema(desk, read_only=True)
    document = desk.open("---\nweight: 5\n---\n")
    line = desk.line("weight")
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClicks(line, "7")
    assert line.isReadOnly()
    assert not document.modified


def test_a_number_of_a_toml_post(desk: Desk) -> None:
    document = desk.open("+++\nweight = 1.10\n+++\n")
    QTest.keyClick(desk.focus("weight"), Qt.Key.Key_Up)
    assert document.text == "+++\nweight = 2.10\n+++\n"
