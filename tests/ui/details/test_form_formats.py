"""The form on posts whose fields are TOML or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.inputs import GrowingText
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCheckBox

    from copydesk.ui.details.editors.list_editor import ListEditor
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TOML = """\
+++
title = "Library reopens"   # the desk's own words
date = 2026-11-22
weight = 1.10
draft = true
tags = ["library", 'flood']

[seo]
robots = "index"

[[authors]]
name = "Ana Petrov"

[[authors]]
name = "Mira Okafor"   # since May
+++
Doors open.
"""
JSON = """\
{
  "title": "Library reopens",
  "date": "2026-11-22",
  "weight": 1.10,
  "draft": true,
  "tags": ["library", "flood"],
  "seo": { "robots": "index" },
  "authors": [
    { "name": "Ana Petrov" },
    { "name": "Mira Okafor" }
  ]
}
Doors open.
"""
BOTH = pytest.mark.parametrize("text", [TOML, JSON], ids=["toml", "json"])


@BOTH
def test_opening_shows_the_values_and_changes_nothing(desk: Desk, text: str) -> None:
    document = desk.open(text)
    assert desk.line("title").text() == "Library reopens"
    assert desk.line("date").text() == "2026-11-22"
    assert desk.line("weight").text() == "1.10"
    assert cast("QCheckBox", desk.input("draft")).isChecked()
    assert desk.part("seo", "robots").text() == "index"
    assert not document.modified


@BOTH
def test_single_values_change_alone(desk: Desk, text: str) -> None:
    document = desk.open(text)
    desk.type_into("title", "Late", replace=True)
    text = text.replace("Library reopens", "Late")
    assert document.text == text
    desk.type_into("weight", "2.50", replace=True)
    text = text.replace("1.10", "2.50")
    assert document.text == text
    desk.type_into("date", "2026-12-01", replace=True)
    text = text.replace("2026-11-22", "2026-12-01")
    assert document.text == text
    QTest.keyClick(desk.focus("draft"), Qt.Key.Key_Space)
    text = text.replace("true", "false")
    assert document.text == text


@BOTH
def test_parts_change_alone(desk: Desk, text: str) -> None:
    document = desk.open(text)
    line = desk.focus_part("seo", "robots")
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, ", follow")
    text = text.replace('"index"', '"index, follow"')
    assert document.text == text
    cast("ListEditor", desk.row("authors").editor).items()[1].set_open(True)
    line = desk.focus_part("authors", 1, "name")
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(line, "Ida")
    assert document.text == text.replace("Mira Okafor", "Ida")
    assert line.hasFocus()


@BOTH
def test_lists_are_added_to_reordered_and_taken_from(desk: Desk, text: str) -> None:
    document = desk.open(text)
    desk.type_into("tags", "winter,")
    assert document.frontmatter.data["tags"] == ["library", "flood", "winter"]
    items = cast("ListEditor", desk.row("authors").editor).items()
    items[1].set_open(True)
    line = desk.focus_part("authors", 1, "name")
    QTest.keyClick(line, Qt.Key.Key_Up, ALT)
    authors = document.frontmatter.data["authors"]
    assert authors == [{"name": "Mira Okafor"}, {"name": "Ana Petrov"}]
    QTest.keyClick(line, Qt.Key.Key_Return, CTRL)
    fresh = desk.part("authors", 1, "name")
    assert fresh.hasFocus()
    QTest.keyClicks(fresh, "Ida")
    assert cast("list[object]", document.frontmatter.data["authors"])[1] == {"name": "Ida"}
    while document.can_undo:
        document.undo()
    assert document.text == text


@BOTH
def test_fields_are_added_removed_renamed_and_moved(desk: Desk, text: str) -> None:
    document = desk.open(text)
    desk.panel.open_add_field()
    add = desk.panel.form.add_field
    QTest.keyClicks(add._name, "summary")
    QTest.keyClick(add._name, Qt.Key.Key_Return)
    QTest.keyClicks(desk.input("summary"), "no")
    assert document.frontmatter.data["summary"] == "no"
    desk.row("weight")._request_removal()
    assert "weight" not in document.frontmatter.data
    desk.row("draft")._finish_rename("held")
    assert document.frontmatter.data["held"] is True
    mods = ALT | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_Up, mods)
    assert list(document.frontmatter.data)[:2] == ["date", "title"]


@pytest.mark.parametrize(
    ("text", "language"), [(TOML, "TOML"), (JSON, "JSON"), ("---\nseo: {a: 1}\n---\n", "YAML")]
)
def test_the_raw_editor_says_which_language_it_is_in(desk: Desk, text: str, language: str) -> None:
    desk.fields.fields = (field("seo", FieldType.RAW, in_schema=True),)
    desk.open(text)
    assert desk.row("seo")._note.text() == language


def test_raw_json_is_written_only_when_it_can_be_read(desk: Desk) -> None:
    desk.fields.fields = (field("seo", FieldType.RAW, in_schema=True),)
    document = desk.open(JSON)
    text = desk.focus("seo")
    assert isinstance(text, GrowingText)
    QTest.keyClick(text, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(text, '{"robots": ["a"')
    assert desk.row("seo").trouble
    QTest.keyClicks(text, "]}")
    assert desk.row("seo").trouble == ""
    assert document.text == JSON.replace('{ "robots": "index" }', '{"robots": ["a"]}')
