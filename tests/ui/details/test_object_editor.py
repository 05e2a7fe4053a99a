"""Groups of fields inside a field, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from copydesk.core.site.field import Condition, FieldType
from copydesk.ui.details.editors.object_editor import ObjectEditor
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCheckBox

    from copydesk.core.site.field import Field
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

POST = """\
---
title: Ferry timetable
seo:
  title: "Ferry"   # for search
  robots: index
  priority: 1.10
x: y
---
Body.
"""


def schema(*fields: Field, **more: object) -> Field:
    return field("seo", FieldType.OBJECT, fields=tuple(fields), in_schema=True, **more)


def test_typing_in_a_key_changes_that_key_alone(desk: Desk) -> None:
    document = desk.open(POST)
    line = desk.focus_part("seo", "title")
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "s: all")
    assert document.text == POST.replace('"Ferry"', '"Ferrys: all"')
    assert line.hasFocus()
    document.undo()
    assert document.text == POST, "one step of undo"
    assert desk.part("seo", "title").text() == "Ferry"


def test_numbers_are_shown_as_they_are_written(desk: Desk) -> None:
    desk.open(POST)
    assert desk.part("seo", "priority").text() == "1.10"


def test_keys_that_the_group_lacks_are_empty_and_added_by_writing(desk: Desk) -> None:
    desk.fields.fields = (
        schema(field("title"), field("image"), field("noindex", FieldType.BOOLEAN)),
    )
    document = desk.open("---\nseo:\n  title: A\nx: y\n---\nBody.\n")
    editor = desk.row("seo").editor
    assert isinstance(editor, ObjectEditor)
    assert [row.field.name for row in editor.rows()] == ["title", "image", "noindex"]
    assert not document.modified
    box = cast("QCheckBox", desk.focus_part("seo", "noindex"))
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert document.text == "---\nseo:\n  title: A\n  noindex: true\nx: y\n---\nBody.\n"
    assert desk.part("seo", "title").text() == "A"


def test_a_group_that_is_missing_is_folded_and_made_by_writing(desk: Desk) -> None:
    desk.fields.fields = (field("title", in_schema=True), schema(field("title")))
    document = desk.open("---\ntitle: A\n---\nBody.\n")
    fold = desk.row("seo").main_input
    desk.panel.activateWindow()
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Space)
    line = desk.focus_part("seo", "title")
    QTest.keyClicks(line, "Ferry")
    assert document.frontmatter.data == {"title": "A", "seo": {"title": "Ferry"}}
    assert line.hasFocus()
    document.undo()
    assert document.text == "---\ntitle: A\n---\nBody.\n"
    assert line.text() == ""


def test_unknown_keys_of_a_group_are_kept_and_shown_last(desk: Desk) -> None:
    desk.fields.fields = (schema(field("robots"), field("title")),)
    desk.open(POST)
    editor = desk.row("seo").editor
    assert isinstance(editor, ObjectEditor)
    assert [row.field.name for row in editor.rows()] == ["robots", "title", "priority"]


def test_what_is_wrong_in_a_group_is_said_under_its_field(desk: Desk) -> None:
    desk.fields.fields = (
        schema(
            field("title", maximum=10, in_schema=True),
            field("robots", required=True, in_schema=True),
        ),
    )
    desk.open("---\nseo: {title: A very long title}\n---\n")
    assert desk.part_row("seo", "title").trouble
    assert "requires a robots" in desk.part_row("seo", "robots").trouble
    assert desk.row("seo").trouble == ""


def test_a_refused_edit_is_said_under_the_key(desk: Desk) -> None:
    document = desk.open("---\nseo: {title: a, title: b}\n---\n")
    before = document.text
    line = desk.focus_part("seo", "title")
    QTest.keyClicks(line, "c")
    assert document.text == before
    assert desk.part_row("seo", "title").trouble


def test_hidden_and_conditional_keys(desk: Desk) -> None:
    card = field("card", when=Condition("kind", "eq", "card"))
    desk.fields.fields = (schema(field("kind"), card, field("id", hidden=True)),)
    document = desk.open("---\nseo:\n  kind: plain\n  id: 7\n---\n")
    editor = desk.row("seo").editor
    assert isinstance(editor, ObjectEditor)
    assert [row.field.name for row in editor.rows()] == ["kind"]
    line = desk.focus_part("seo", "kind")
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "card")
    assert [row.field.name for row in editor.rows()] == ["kind", "card"]
    assert line.hasFocus()
    assert document.frontmatter.data == {"seo": {"kind": "card", "id": 7}}


def test_a_key_is_removed_and_moved(desk: Desk) -> None:
    document = desk.open(POST)
    desk.part_row("seo", "robots")._request_removal()
    assert document.text == POST.replace("  robots: index\n", "")
    document.undo()
    line = desk.focus_part("seo", "robots")
    mods = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(line, Qt.Key.Key_Up, mods)
    assert list(cast("dict[str, object]", document.frontmatter.data["seo"])) == [
        "robots",
        "title",
        "priority",
    ]
    assert line.hasFocus()


def test_folding_keeps_the_values_and_says_what_is_in_it(desk: Desk) -> None:
    desk.open(POST)
    row = desk.row("seo")
    fold = row.inputs()[0]
    desk.panel.activateWindow()
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert not row.editor.isVisible()
    assert row.inputs() == [fold]
    assert fold.accessibleName() == "SEO, folded"
    assert fold.accessibleDescription() == "Ferry"
    desk.write('"Ferry"', '"Boats"')
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert desk.part("seo", "title").text() == "Boats"


def test_undo_keys_in_a_key_are_those_of_the_post(desk: Desk) -> None:
    document = desk.open(POST)
    line = desk.focus_part("seo", "robots")
    QTest.keyClicks(line, "x")
    assert document.modified
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.text == POST
    assert line.text() == "index"


def test_an_alias_is_edited_as_text(desk: Desk) -> None:
    desk.open("---\nbase: &b {a: 1}\nseo: *b\n---\n")
    assert desk.row("seo").field.type is FieldType.RAW
    assert desk.row("base").field.type is FieldType.OBJECT


def test_a_key_is_added_to_a_group_that_no_schema_knows(desk: Desk) -> None:
    document = desk.open("---\nseo:\n  title: Ferry\nx: y\n---\nBody.\n")
    add = cast("ObjectEditor", desk.row("seo").editor)._add
    desk.focus_part("seo", "title")
    menu = QMenu()
    desk.row("seo").fill_menu(menu)
    next(one for one in menu.actions() if one.text() == "Add a field to it…").trigger()
    assert add.entry.hasFocus()
    QTest.keyClicks(add.entry, "title")
    QTest.keyClick(add.entry, Qt.Key.Key_Return)
    assert not document.modified
    assert "already" in add._trouble.text()
    QTest.keyClick(add.entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(add.entry, "robots")
    QTest.keyClick(add.entry, Qt.Key.Key_Return)
    line = desk.part("seo", "robots")
    assert line.hasFocus()
    QTest.keyClicks(line, "no")
    assert document.text == '---\nseo:\n  title: Ferry\n  robots: "no"\nx: y\n---\nBody.\n'


def test_an_empty_group_is_filled(desk: Desk) -> None:
    document = desk.open("---\nseo: {}\nx: y\n---\nBody.\n")
    row = desk.row("seo")
    row.set_open(True)
    add = cast("ObjectEditor", row.editor)._add
    QTest.mouseClick(add.link, Qt.MouseButton.LeftButton)
    QTest.keyClicks(add.entry, "weight")
    QTest.keyClick(add.entry, Qt.Key.Key_Return)
    assert document.frontmatter.data == {"seo": {"weight": None}, "x": "y"}
    document.undo()
    assert document.text == "---\nseo: {}\nx: y\n---\nBody.\n"


def test_keys_of_a_schema_are_not_added_by_hand(desk: Desk) -> None:
    desk.fields.fields = (schema(field("title", in_schema=True)),)
    desk.open(POST)
    assert not cast("ObjectEditor", desk.row("seo").editor)._add.isVisible()
