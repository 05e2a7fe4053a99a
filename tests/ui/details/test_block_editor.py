"""Typed blocks, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton

from copydesk.core.site.field import Block, FieldType
from copydesk.ui.details.editors.list_editor import ListEditor
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.core.site.field import Field
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

POST = """\
---
title: Ferry
body:
  - type: quote
    text: The water came up to the third step.
    by: Mira Okafor
  - type: picture
    src: /ferry.jpg
  - type: map
    lat: 1
---
Body.
"""


def block_field(name: str = "") -> Field:
    quote = Block("quote", "Quotation", (field("text", required=True), field("by")))
    picture = Block("picture", "Picture", (field("src", FieldType.IMAGE, required=True),))
    return field(name, FieldType.BLOCK, blocks=(quote, picture), in_schema=True)


def body() -> Field:
    return field("body", FieldType.LIST, item=block_field(), in_schema=True)


def editor(desk: Desk) -> ListEditor:
    found = desk.row("body").editor
    assert isinstance(found, ListEditor)
    return found


def titles(desk: Desk) -> list[str]:
    return [item.inputs()[0].words() for item in editor(desk).items()]  # type: ignore[attr-defined]  # a fold


def test_each_block_is_titled_by_its_kind(desk: Desk) -> None:
    desk.fields.fields = (field("title", in_schema=True), body())
    document = desk.open(POST)
    assert titles(desk)[:2] == [
        "Quotation · The water came up to the third step.",
        "Picture · /ferry.jpg",
    ]
    assert "put right" in titles(desk)[2]
    assert not document.modified


def test_a_block_shows_the_fields_of_its_kind(desk: Desk) -> None:
    desk.fields.fields = (body(),)
    document = desk.open(POST)
    editor(desk).items()[0].set_open(True)
    line = desk.focus_part("body", 0, "by")
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    assert document.text == POST.replace("by: Mira Okafor", "by: Mira Okafor!")
    rows = editor(desk).items()[0].editor.rows()  # type: ignore[attr-defined]  # a group
    assert [row.field.name for row in rows] == ["text", "by"]


def test_a_kind_that_the_site_does_not_know_can_be_seen(desk: Desk) -> None:
    desk.fields.fields = (body(),)
    desk.open(POST)
    editor(desk).items()[2].set_open(True)
    assert cast("QComboBox", desk.part("body", 2, "type")).currentText() == "map"
    assert desk.part("body", 2, "lat").text() == "1"


def test_the_add_menu_has_the_kinds(desk: Desk) -> None:
    desk.fields.fields = (body(),)
    document = desk.open(POST)
    button = editor(desk)._add.button
    assert button.text() == "+ Add a block"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = next(m for m in editor(desk).findChildren(QMenu))
    assert [action.text() for action in menu.actions()] == ["Quotation", "Picture"]
    menu.actions()[0].trigger()
    menu.close()
    blocks = cast("list[dict[str, object]]", document.frontmatter.data["body"])
    assert blocks[3] == {"type": "quote", "text": ""}
    fresh = desk.part("body", 3, "text")
    assert fresh.hasFocus()
    QTest.keyClicks(fresh, "Hello")
    assert cast("list[dict[str, object]]", document.frontmatter.data["body"])[3]["text"] == "Hello"


def test_a_single_block_is_chosen(desk: Desk) -> None:
    desk.fields.fields = (field("title", in_schema=True), block_field("lead"))
    document = desk.open("---\ntitle: A\n---\n")
    row = desk.row("lead")
    row.set_open(True)
    buttons = {b.text(): b for b in row.editor.findChildren(QPushButton) if b.isVisible()}
    desk.panel.activateWindow()
    QTest.mouseClick(buttons["Quotation"], Qt.MouseButton.LeftButton)
    assert document.frontmatter.data["lead"] == {"type": "quote", "text": ""}
    assert QApplication.focusWidget() is desk.part("lead", "text")
    assert not buttons["Quotation"].isVisible()


def test_a_kind_that_the_site_does_not_know_is_changed_to_one_it_knows(desk: Desk) -> None:
    desk.fields.fields = (body(),)
    document = desk.open(POST)
    editor(desk).items()[2].set_open(True)
    kind = desk.part_row("body", 2, "type")
    assert kind.field.label == "Kind"
    assert kind.trouble == "“map” is not one of the values that the site knows."
    QTest.keyClick(desk.focus_part("body", 2, "type"), Qt.Key.Key_P)
    assert document.text == POST.replace("type: map", "type: picture")
    assert desk.part("body", 2, "src").isVisible()
    assert desk.part("body", 2, "lat").text() == "1"
