"""Text by its rules; Markdown and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.ui.details.editors.inputs import GrowingText
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
UNLIKE = "This is not written as the site wants it."
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("kind", "rules", "typed", "trouble"),
    [
        (FieldType.TEXT, {"maximum": 5}, "harbour", "This is 2 characters too long."),
        (FieldType.TEXT, {"minimum": 9}, "harbour", "This needs at least 9 characters."),
        (FieldType.TEXT, {"pattern": "^[a-z]+$"}, "Harbour", UNLIKE),
        (FieldType.TEXT, {"pattern": "/^[A-Z]+$/i", "pattern_message": "Letters only."}, "a1",
         "Letters only."),
        (FieldType.TEXT, {"pattern": "(((("}, "harbour", ""),
        (FieldType.TEXT, {"pattern": "^(a+)+$"}, "a" * 40 + "!", UNLIKE),
        (FieldType.URL, {}, "harbour",
         "This is no web address: one looks like https://example.org/page."),
        (FieldType.URL, {}, "https://example.org", ""),
        (FieldType.EMAIL, {}, "desk@",
         "This is no e-mail address: one looks like desk@example.org."),
        (FieldType.EMAIL, {}, "desk@example.org", ""),
    ],
)  # fmt: skip
def test_rules_are_told_once_the_typing_is_over(
    desk: Desk, kind: FieldType, rules: dict[str, object], typed: str, trouble: str
) -> None:
    desk.fields.fields = (field("note", kind, in_schema=True, **rules),)
    document = desk.open("---\nnote: x\n---\n")
    desk.type_into("note", typed, replace=True)
    desk.line("note").clearFocus()
    assert desk.row("note").trouble == trouble
    assert document.frontmatter.data["note"] == typed


def test_a_number_where_the_schema_wants_text_is_said(desk: Desk) -> None:
    desk.fields.fields = (field("note", in_schema=True),)
    document = desk.open("---\nnote: 1.10\n---\n")
    assert "put it in quotes" in desk.row("note").trouble
    desk.type_into("note", "1.20", replace=True)
    assert document.frontmatter.data["note"] == "1.20"
    assert desk.row("note").trouble == ""


# Markdown --------------------------------------------------------------------------------------


def intro(desk: Desk) -> object:
    return desk.document.frontmatter.data["intro"]


def markdown(desk: Desk, text: str) -> GrowingText:
    desk.fields.fields = (field("intro", FieldType.MARKDOWN, in_schema=True),)
    desk.open(f"---\nintro: {text}\nx: y\n---\n")
    return cast("GrowingText", desk.focus("intro"))


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (Qt.Key.Key_B, "the **ferry** is late"),
        (Qt.Key.Key_I, "the *ferry* is late"),
        (Qt.Key.Key_K, "the [ferry]() is late"),
        (Qt.Key.Key_E, "the `ferry` is late"),
    ],
)
def test_the_desks_keys_format_the_word_at_the_cursor(
    desk: Desk, key: Qt.Key, written: str
) -> None:
    text = markdown(desk, "the ferry is late")
    desk.put_cursor("intro", 6)
    QTest.keyClick(text, key, CTRL)
    assert intro(desk) == written
    assert text.text() == written
    desk.document.undo()
    assert text.text() == "the ferry is late"


def test_bold_is_taken_back_and_typing_goes_on_inside(desk: Desk) -> None:
    text = markdown(desk, "😀 the ferry")
    desk.put_cursor("intro", 9)
    QTest.keyClick(text, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(text, "X")
    assert intro(desk) == "😀 the **feXrry**"
    QTest.keyClick(text, Qt.Key.Key_B, CTRL)
    assert intro(desk) == "😀 the feXrry"


def test_several_lines_of_markdown_are_kept(desk: Desk) -> None:
    text = markdown(desk, "one")
    QTest.keyClick(text, Qt.Key.Key_End)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "- two")
    assert intro(desk) == "one\n\n- two"
    assert text.font().family() == desk.theme.mono_font().family()


def test_markdown_that_is_read_only_is_not_formatted(desk: Desk) -> None:
    desk.fields.fields = (field("intro", FieldType.MARKDOWN, read_only=True),)
    desk.open("---\nintro: the ferry\n---\n")
    text = desk.input("intro")
    QTest.keyClick(text, Qt.Key.Key_B, CTRL)
    assert not desk.document.modified


def test_code_is_not_wrapped_and_says_its_language(desk: Desk) -> None:
    desk.fields.fields = (field("data", FieldType.CODE, language="json", in_schema=True),)
    document = desk.open('---\ndata: "{}"\n---\n')
    assert desk.row("data")._note.text() == "JSON"
    text = cast("GrowingText", desk.focus("data"))
    QTest.keyClick(text, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(text, '{"a": 1}')
    assert document.frontmatter.data["data"] == '{"a": 1}'
    assert text.lineWrapMode() == text.LineWrapMode.NoWrap
