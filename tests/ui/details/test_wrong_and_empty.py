"""Values of the wrong kind are made right; emptied fields are taken out; half-typed words go."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.list_editor import ListEditor
from copydesk.ui.details.editors.number import NumberEditor
from copydesk.ui.details.editors.tags import TagsEditor
from copydesk.ui.details.editors.yes_no import YesNoEditor
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier


def link(desk: Desk, key: str) -> QPushButton | None:
    found = [
        button
        for button in desk.row(key).findChildren(QPushButton)
        if button.isVisible() and button.accessibleName().startswith(("Make it", "Take it"))
    ]
    return found[0] if found else None


# Values of the wrong kind -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "written", "words", "after", "editor"),
    [
        (FieldType.TAGS, "river, quay", "Make it a list", '["river", "quay"]', TagsEditor),
        (FieldType.BOOLEAN, '"yes"', "Make it yes or no", "true", YesNoEditor),
        (FieldType.NUMBER, '"12"', "Make it a number", "12", NumberEditor),
    ],
)
def test_a_value_is_made_one_of_its_fields_kind(
    desk: Desk, kind: FieldType, written: str, words: str, after: str, editor: type
) -> None:
    desk.fields.fields = (field("what", kind, in_schema=True),)
    document = desk.open(f"---\nwhat: {written}   # so far\nx: y\n---\n")
    offered = link(desk, "what")
    if kind is FieldType.NUMBER and offered is None:
        pytest.skip("a number in quotes has its own editor")
    assert offered is not None
    assert offered.text() == words
    assert offered.accessibleName() == f"{words}: What"
    assert offered in desk.row("what").inputs()
    offered.setFocus()
    QTest.keyClick(offered, Qt.Key.Key_Space)
    entry = document.frontmatter.entry("what")
    assert entry is not None
    assert document.frontmatter.problems == ()
    assert "# so far" in document.text
    assert isinstance(desk.row("what").editor, editor)
    assert desk.row("what").trouble == ""
    assert link(desk, "what") is None
    assert desk.focused is desk.input("what")
    document.undo()
    assert not document.modified
    assert link(desk, "what") is not None


def test_one_post_becomes_a_list_of_groups(desk: Desk) -> None:
    person = field("", FieldType.OBJECT, fields=(field("name", in_schema=True),), in_schema=True)
    desk.fields.fields = (field("authors", FieldType.LIST, item=person, in_schema=True),)
    document = desk.open("---\nauthors:\n  name: Mira\n---\n")
    offered = link(desk, "authors")
    assert offered is not None
    offered.click()
    assert document.frontmatter.data["authors"] == [{"name": "Mira"}]
    assert isinstance(desk.row("authors").editor, ListEditor)


@pytest.mark.parametrize("written", ["river", "[river, quay]", "{a: 1}", ""])
def test_nothing_is_offered_that_would_lose_words(desk: Desk, written: str) -> None:
    desk.fields.fields = (
        field("what", FieldType.BOOLEAN, in_schema=True),
        field("section", FieldType.CHOICE, choices=choices("a", "b"), in_schema=True),
    )
    desk.open(f"---\nwhat: {written}\nsection: {written}\n---\n")
    assert link(desk, "what") is None
    assert link(desk, "section") is None


# Emptied fields ---------------------------------------------------------------------------------


def empty(desk: Desk, key: str) -> None:
    line = desk.focus(key)
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClick(line, Qt.Key.Key_Delete)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (FieldType.DATE, "2026-11-20"),
        (FieldType.NUMBER, "4"),
        (FieldType.URL, "https://example.org/"),
        (FieldType.COLOR, '"#1f6feb"'),
        (FieldType.IMAGE, "/a.png"),
    ],
)
def test_an_emptied_field_is_taken_out_once_it_is_left(
    desk: Desk, kind: FieldType, written: str
) -> None:
    desk.fields.fields = (field("title", in_schema=True), field("what", kind, in_schema=True))
    before = f"---\ntitle: Ferry\nwhat: {written} # why\n---\n"
    document = desk.open(before)
    empty(desk, "what")
    assert "what:" in document.text  # the next key may begin a new value, beside the same comment
    QTest.keyClick(desk.input("what"), Qt.Key.Key_Tab)
    assert document.text == "---\ntitle: Ferry\n---\n"
    assert desk.row("what").trouble == ""
    while document.can_undo:
        document.undo()
    assert document.text == before


@pytest.mark.parametrize("how", [{"required": True}, {"nullable": True}, {"in_schema": False}])
def test_one_that_must_or_may_be_there_empty_stays(desk: Desk, how: dict[str, object]) -> None:
    desk.fields.fields = (field("what", FieldType.NUMBER, **{"in_schema": True, **how}),)
    document = desk.open("---\nwhat: 4\nx: y\n---\n")
    empty(desk, "what")
    QTest.keyClick(desk.input("what"), Qt.Key.Key_Tab)
    assert document.text == "---\nwhat:\nx: y\n---\n"


def test_an_empty_field_that_is_only_passed_through_stays(desk: Desk) -> None:
    desk.fields.fields = (field("what", FieldType.NUMBER, in_schema=True),)
    document = desk.open("---\nwhat:\nx: y\n---\n")
    QTest.keyClick(desk.focus("what"), Qt.Key.Key_Tab)
    assert not document.modified


def test_an_emptied_item_stays_one(desk: Desk) -> None:
    item = field("", FieldType.NUMBER, in_schema=True)
    desk.fields.fields = (field("what", FieldType.LIST, item=item, in_schema=True),)
    document = desk.open("---\nwhat: [1, 2, 3]\n---\n")
    line = desk.focus_part("what", 1)
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert len(cast("list[object]", document.frontmatter.data["what"])) == 3


# Undo of what is half typed ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "written", "typed", "shown"),
    [
        (FieldType.DATE, "2026-11-20", "next we", "2026-11-20"),
        (FieldType.NUMBER, "4", "x", "4"),
        (FieldType.TAGS, "[river]", "qua", ""),
    ],
)
def test_undo_first_takes_back_what_is_not_in_the_post_yet(
    desk: Desk, kind: FieldType, written: str, typed: str, shown: str
) -> None:
    desk.fields.fields = (field("title", in_schema=True), field("what", kind, in_schema=True))
    before = f"---\ntitle: Ferry\nwhat: {written}\n---\n"
    document = desk.open(before)
    desk.type_into("title", "!")
    desk.type_into("what", typed, replace=True)
    after = document.text
    assert desk.line("what").text() == typed
    QTest.keyClick(desk.input("what"), Qt.Key.Key_Z, CTRL)
    assert document.text == after
    assert desk.line("what").text() == shown
    assert desk.row("what").trouble == ""
    QTest.keyClick(desk.input("what"), Qt.Key.Key_Z, CTRL)
    assert document.text == before


@pytest.mark.parametrize("kind", [FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MARKDOWN])
def test_words_that_are_thought_better_of_leave_no_key(desk: Desk, kind: FieldType) -> None:
    desk.fields.fields = (field("title", in_schema=True), field("lead", kind, in_schema=True))
    before = "---\ntitle: Ferry\n---\n"
    document = desk.open(before)
    line = desk.focus("lead")
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert document.text == before
    QTest.keyClick(line, Qt.Key.Key_A)
    assert document.frontmatter.data["lead"] == " a"
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert document.text == before


def test_words_that_were_there_may_become_none(desk: Desk) -> None:
    desk.fields.fields = (field("lead", in_schema=True),)
    document = desk.open("---\nlead: Boats\n---\n")
    empty(desk, "lead")
    QTest.keyClick(desk.input("lead"), Qt.Key.Key_Tab)
    assert document.text == '---\nlead: ""\n---\n'
