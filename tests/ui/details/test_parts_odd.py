"""Lists and groups that are written in odd ways, and posts that follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.list_editor import ListEditor
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.core.site.field import Field
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ALIASED = """\
---
base: &b {name: Ana}
authors:
  - *b
  - {name: Ida}
---
Body.
"""
MERGED = """\
---
base: &b {role: Reporter, desk: News}
author:
  <<: *b
  name: Ana
x: y
---
Body.
"""


def people() -> Field:
    person = field("", FieldType.OBJECT, fields=(field("name"), field("role")))
    return field("authors", FieldType.LIST, item=person, in_schema=True)


def test_an_item_that_is_an_alias_is_text_and_its_neighbours_are_not(desk: Desk) -> None:
    document = desk.open(ALIASED)
    assert desk.part_row("authors", 0).field.type is FieldType.RAW
    desk.part_row("authors", 1).set_open(True)
    line = desk.focus_part("authors", 1, "name")
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    assert document.text == ALIASED.replace("{name: Ida}", "{name: Ida!}")


def test_what_others_take_their_value_from_is_not_changed_behind_their_back(desk: Desk) -> None:
    document = desk.open(ALIASED)
    line = desk.focus_part("base", "name")
    QTest.keyClicks(line, "x")
    assert document.text == ALIASED
    assert desk.part_row("base", "name").trouble


def test_keys_that_come_from_elsewhere_are_shown_and_written_over(desk: Desk) -> None:
    document = desk.open(MERGED)
    assert desk.part("author", "role").text() == "Reporter"
    line = desk.focus_part("author", "role")
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "Editor")
    assert document.frontmatter.data["base"] == {"role": "Reporter", "desk": "News"}
    assert document.frontmatter.data["author"] == {"role": "Editor", "desk": "News", "name": "Ana"}
    assert "  <<: *b\n" in document.text
    assert line.hasFocus()


def test_another_post_takes_over_every_part(desk: Desk) -> None:
    desk.fields.fields = (people(),)
    first = desk.open("---\nauthors:\n  - {name: Ana, role: x}\n  - {name: Ida}\n---\n")
    desk.part_row("authors", 1).set_open(True)
    desk.focus_part("authors", 1, "name")
    desk.open("---\nauthors:\n  - {name: Mira}\n---\n")
    editor = desk.row("authors").editor
    assert isinstance(editor, ListEditor)
    assert len(editor.items()) == 1
    desk.part_row("authors", 0).set_open(True)
    assert desk.part("authors", 0, "name").text() == "Mira"
    assert desk.part("authors", 0, "role").text() == ""
    assert not first.modified
    assert not desk.document.modified


def test_a_schema_learned_later_shapes_what_is_open(desk: Desk) -> None:
    desk.open("---\nauthors:\n  - {name: Ana}\n---\n")
    desk.fields.learn(people())
    editor = desk.part_row("authors", 0).editor
    desk.part_row("authors", 0).set_open(True)
    assert [row.field.name for row in editor.rows()] == ["name", "role"]  # type: ignore[attr-defined]  # a group


def test_a_schema_that_says_less_keeps_the_keyboard_where_it_is(desk: Desk) -> None:
    desk.fields.fields = (people(),)
    desk.open("---\nauthors:\n  - {name: Ana}\n---\n")
    line = desk.focus_part("authors", 0, "name")
    person = field("", FieldType.OBJECT, fields=(field("name"),))
    desk.fields.learn(field("authors", FieldType.LIST, item=person, in_schema=True))
    assert line.hasFocus()
    assert desk.part("authors", 0, "name") is line


def test_a_value_of_another_kind_than_the_schema_wants_is_shown_and_told(desk: Desk) -> None:
    desk.fields.fields = (people(), field("place", FieldType.OBJECT, in_schema=True))
    document = desk.open("---\nauthors: Ana\nplace: Riverside\n---\n")
    assert desk.line("authors").text() == "Ana"
    assert "list" in desk.row("authors").trouble
    assert "group" in desk.row("place").trouble
    desk.type_into("place", "x")
    assert document.modified


def test_years_as_keys_are_shown_by_their_names(desk: Desk) -> None:
    document = desk.open("---\ntitle: A\nyears: {2024: flood, 2025: repairs}\n---\n")
    assert desk.part("years", "2024").text() == "flood"
    assert not document.modified
