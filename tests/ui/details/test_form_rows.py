"""Which rows the form has: the schema's order, hidden and conditional fields, moves in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from copydesk.core.site.field import Condition, FieldType
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

MOVE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def test_fields_of_the_schema_are_there_in_its_order(desk: Desk) -> None:
    desk.fields.fields = (
        field("title", in_schema=True),
        field("summary", in_schema=True, share=0.0),
        field("date", FieldType.DATE, in_schema=True),
        field("mood", share=0.9),
    )
    document = desk.open("---\ndate: 2026-11-20\nlayout: post\ntitle: A\n---\n")
    assert desk.names() == ["title", "summary", "date", "layout"]
    assert not desk.row("summary").present
    assert desk.panel.form._own_heading.text() == "Not in the schema"
    assert not desk.row("layout").plan.known
    assert not document.modified


def test_what_other_posts_have_but_no_schema_is_apart(desk: Desk) -> None:
    desk.fields.fields = (field("title", in_schema=True), field("mood", share=0.9))
    desk.open("---\nmood: calm\ntitle: A\n---\n")
    assert desk.names() == ["title", "mood"]
    assert not desk.row("mood").plan.known


def test_hidden_fields_are_not_shown_and_not_unknown(desk: Desk) -> None:
    desk.fields.fields = (
        field("title", in_schema=True),
        field("id", in_schema=True, hidden=True),
    )
    document = desk.open("---\nid: 7\ntitle: A\n---\n")
    assert desk.names() == ["title"]
    desk.type_into("title", "B", replace=True)
    assert document.text == "---\nid: 7\ntitle: B\n---\n"


def test_a_field_comes_and_goes_by_what_another_says(desk: Desk) -> None:
    desk.fields.fields = (
        field("kind", in_schema=True),
        field("venue", in_schema=True, when=Condition("kind", "eq", "event")),
    )
    document = desk.open("---\nkind: news\nvenue: Mill Lane\n---\n")
    assert desk.names() == ["kind"]
    desk.type_into("kind", "event", replace=True)
    assert desk.names() == ["kind", "venue"]
    assert desk.line("venue").text() == "Mill Lane"
    assert desk.input("kind").hasFocus()
    desk.type_into("kind", "s")
    assert desk.names() == ["kind"]
    assert document.text == "---\nkind: events\nvenue: Mill Lane\n---\n"


def test_a_part_comes_and_goes_by_a_field_at_the_top(desk: Desk) -> None:
    venue = field("venue", when=Condition("kind", "eq", "event"), in_schema=True)
    desk.fields.fields = (
        field("kind", in_schema=True),
        field("place", FieldType.OBJECT, fields=(field("town"), venue), in_schema=True),
    )
    desk.open("---\nkind: news\nplace: {town: Riverside}\n---\n")
    editor = desk.row("place").editor
    assert [row.field.name for row in editor.rows()] == ["town"]  # type: ignore[attr-defined]  # a group
    desk.type_into("kind", "event", replace=True)
    assert [row.field.name for row in editor.rows()] == ["town", "venue"]  # type: ignore[attr-defined]  # a group


def test_read_only_fields_are_only_shown(desk: Desk) -> None:
    desk.fields.fields = (field("id", read_only=True, in_schema=True),)
    document = desk.open("---\nid: abc\n---\n")
    assert desk.line("id").isReadOnly()
    desk.type_into("id", "x")
    assert not document.modified
    menu = QMenu()
    desk.row("id").fill_menu(menu)
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert enabled["Show in the editor"]
    assert not enabled["Remove field"]
    assert not enabled["Rename field…"]


def test_a_hint_stands_under_its_field(desk: Desk) -> None:
    desk.fields.fields = (field("title", hint="Seen in search results.", in_schema=True),)
    desk.open("---\ntitle: A\n---\n")
    hint = desk.row("title")._hint
    assert hint.isVisible()
    assert hint.text() == "Seen in search results."


def test_what_the_schema_requires_is_said(desk: Desk) -> None:
    desk.fields.fields = (field("description", FieldType.LONG_TEXT, required=True, in_schema=True),)
    desk.open("---\ntitle: A\n---\n")
    assert desk.row("description").trouble == "The site’s schema requires a description."


def test_a_field_is_moved_in_the_file_by_keyboard_with_its_comment(desk: Desk) -> None:
    text = "---\n# the desk's own words\ntitle: A\nnote: b\ntags: [x]\n---\nBody.\n"
    document = desk.open(text)
    line = desk.focus("note")
    QTest.keyClick(line, Qt.Key.Key_Up, MOVE)
    assert list(document.frontmatter.data) == ["note", "title", "tags"]
    assert desk.names() == ["note", "title", "tags"]
    assert line.hasFocus()
    assert document.undo_label == "Move note"
    QTest.keyClick(line, Qt.Key.Key_Up, MOVE)
    assert list(document.frontmatter.data) == ["note", "title", "tags"], "there is no further up"
    QTest.keyClick(line, Qt.Key.Key_Down, MOVE)
    QTest.keyClick(line, Qt.Key.Key_Down, MOVE)
    assert list(document.frontmatter.data) == ["title", "tags", "note"]
    assert "# the desk's own words\ntitle: A\n" in document.text
    for _ in range(3):
        document.undo()
    assert document.text == text


def test_the_menu_moves_a_field_too(desk: Desk) -> None:
    document = desk.open("---\ntitle: A\nnote: b\n---\n")
    menu = QMenu()
    desk.row("title").fill_menu(menu)
    action = next(one for one in menu.actions() if one.text() == "Move down in the file")
    action.trigger()
    assert document.text == "---\nnote: b\ntitle: A\n---\n"


def test_a_part_is_gone_to_wherever_it_is_folded_away(desk: Desk) -> None:
    person = field("", FieldType.OBJECT, fields=(field("name", required=True, in_schema=True),))
    people = field("authors", FieldType.LIST, item=person, in_schema=True)
    desk.fields.fields = (field("desk", FieldType.OBJECT, fields=(people,), in_schema=True),)
    names = "".join(f"    - {{name: {name}}}\n" for name in ("Ana", "Ida", '""', "Mira"))
    desk.open(f"---\ndesk:\n  authors:\n{names}---\n")
    desk.row("desk").set_open(False)
    link = next(
        one for one in desk.panel.form.troubles.findChildren(QPushButton) if one.isVisible()
    )
    desk.panel.activateWindow()
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    line = desk.part("desk", "authors", 2, "name")
    desk.qtbot.waitUntil(line.hasFocus)
    assert line.isVisible()


def test_a_known_choice_is_added_as_one_and_hidden_fields_are_not_offered(desk: Desk) -> None:
    status = field("status", FieldType.CHOICE, choices=choices("draft", "ready"), share=0.1)
    desk.fields.fields = (field("title"), status, field("id", hidden=True, share=0.1))
    document = desk.open("---\ntitle: A\n---\n")
    desk.panel.open_add_field()
    add = desk.panel.form.add_field
    assert set(add._known) == {"status"}
    QTest.keyClicks(add._name, "status")
    assert add._kind.isHidden()
    QTest.keyClick(add._name, Qt.Key.Key_Escape)  # closes the completions, if they are open
    QTest.keyClick(add._name, Qt.Key.Key_Return)
    assert document.frontmatter.data == {"title": "A", "status": ""}
    assert desk.row("status").field.type is FieldType.CHOICE
