"""Lists of anything, by their keys and the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.list_editor import ListEditor
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.core.site.field import Field
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LINKS = """\
---
links:
  - https://example.org/one
  - https://example.org/two   # the second
  - https://example.org/three
x: y
---
Body.
"""
AUTHORS = """\
---
authors:
  - name: Ana Petrov
    role: Reporter
  - name: Mira Okafor
    role: Editor
  - name: Ida Lund
x: y
---
Body.
"""


def links(**more: object) -> Field:
    return field("links", FieldType.LIST, item=field("", FieldType.URL), **more)


def editor(desk: Desk, key: str) -> ListEditor:
    found = desk.row(key).editor
    assert isinstance(found, ListEditor)
    return found


def test_each_item_has_its_row_and_opening_changes_nothing(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open(LINKS)
    assert [desk.part("links", n).text()[-3:] for n in range(3)] == ["one", "two", "ree"]
    assert desk.part("links", 1).accessibleName() == "Links 2"
    assert not document.modified


def test_typing_changes_that_item_alone(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open(LINKS)
    line = desk.focus_part("links", 1)
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "/a")
    assert document.text == LINKS.replace("/two", "/two/a")
    assert line.hasFocus()


def test_alt_and_arrows_move_an_item_and_the_keyboard_stays_in_it(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open(LINKS)
    line = desk.focus_part("links", 2)
    QTest.keyClick(line, Qt.Key.Key_Up, ALT)
    assert [str(v)[-3:] for v in cast("list[str]", document.frontmatter.data["links"])] == [
        "one",
        "ree",
        "two",
    ]
    assert desk.part("links", 1) is line
    assert line.hasFocus()
    QTest.keyClick(line, Qt.Key.Key_Up, ALT)
    QTest.keyClick(line, Qt.Key.Key_Up, ALT)
    assert desk.part("links", 0) is line
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)
    assert "# the second" in document.text
    assert [str(v)[-3:] for v in cast("list[str]", document.frontmatter.data["links"])] == [
        "one",
        "two",
        "ree",
    ]


def test_control_enter_adds_below_and_control_backspace_removes(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open(LINKS)
    line = desk.focus_part("links", 0)
    QTest.keyClick(line, Qt.Key.Key_Return, CTRL)
    fresh = desk.part("links", 1)
    assert fresh.hasFocus()
    QTest.keyClicks(fresh, "https://example.org/new")
    data = cast("list[str]", document.frontmatter.data["links"])
    assert [v[-3:] for v in data] == ["one", "new", "two", "ree"]
    QTest.keyClick(fresh, Qt.Key.Key_A, CTRL)
    QTest.keyClick(fresh, Qt.Key.Key_Delete)
    QTest.keyClick(fresh, Qt.Key.Key_Backspace, CTRL)
    assert document.frontmatter.data["links"] == [data[0], data[2], data[3]]
    assert desk.part("links", 1).hasFocus()
    assert "# the second" in document.text


def test_control_backspace_in_a_text_takes_a_word_not_the_item(desk: Desk) -> None:
    desk.fields.fields = (field("notes", FieldType.LIST, item=field("")),)
    document = desk.open("---\nnotes:\n  - two words\n  - b\n---\n")
    line = desk.focus_part("notes", 0)
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClick(line, Qt.Key.Key_Backspace, CTRL)
    assert document.frontmatter.data["notes"] == ["two", "b"]


def test_control_backspace_in_an_empty_key_of_a_group_leaves_the_group(desk: Desk) -> None:
    document = desk.open(AUTHORS)
    item = editor(desk, "authors").items()[2]
    item.set_open(True)
    line = desk.focus_part("authors", 2, "role")
    QTest.keyClick(line, Qt.Key.Key_Backspace, CTRL)
    assert not document.modified
    fold = item.inputs()[0]
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Backspace, CTRL)
    assert document.text == AUTHORS.replace("  - name: Ida Lund\n", "")
    assert editor(desk, "authors").items()[1].isAncestorOf(desk.focused)  # type: ignore[arg-type]  # it is there


def test_the_first_item_makes_the_list(desk: Desk) -> None:
    desk.fields.fields = (field("title", in_schema=True), links(in_schema=True))
    document = desk.open("---\ntitle: A\n---\nBody.\n")
    button = editor(desk, "links").main_input
    desk.panel.activateWindow()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    line = desk.part("links", 0)
    assert line.hasFocus()
    QTest.keyClicks(line, "/a")
    assert document.frontmatter.data == {"title": "A", "links": ["/a"]}


def test_an_item_is_dragged(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open(LINKS)
    items = editor(desk, "links").items()
    grip = items[0].grip
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    below = items[1].mapToGlobal(QPoint(0, items[1].height()))
    left = Qt.MouseButton.LeftButton
    drag = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(grip.mapFromGlobal(below)),
        QPointF(below),
        left,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(grip, drag)
    assert editor(desk, "links")._line.isVisible()
    QTest.mouseRelease(grip, left)
    data = cast("list[str]", document.frontmatter.data["links"])
    assert [link[-3:] for link in data] == ["two", "one", "ree"]
    assert "# the second" in document.text
    assert not editor(desk, "links")._line.isVisible()


def test_limits_are_told(desk: Desk) -> None:
    desk.fields.fields = (links(minimum=1, maximum=3, in_schema=True),)
    desk.open(LINKS)
    row = desk.row("links")
    assert row._note.text() == "3 / 3"
    assert not editor(desk, "links")._add.button.isEnabled()
    desk.write("  - https://example.org/three\n", "")
    assert row._note.text() == "2 / 3"
    assert editor(desk, "links")._add.button.isEnabled()


def test_too_many_are_said(desk: Desk) -> None:
    desk.fields.fields = (links(maximum=2, in_schema=True),)
    desk.open(LINKS)
    assert desk.row("links").trouble


def test_a_list_of_groups_folds_to_one_line_each(desk: Desk) -> None:
    document = desk.open(AUTHORS)
    items = editor(desk, "authors").items()
    folds = [item.inputs() for item in items]
    assert all(len(inputs) == 1 for inputs in folds)
    words = [inputs[0].words() for inputs in folds]  # type: ignore[attr-defined]  # a fold
    assert words == ["Ana Petrov", "Mira Okafor", "Ida Lund"]
    desk.panel.activateWindow()
    folds[1][0].setFocus()
    QTest.keyClick(folds[1][0], Qt.Key.Key_Return)
    line = desk.focus_part("authors", 1, "role")
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    assert document.text == AUTHORS.replace("role: Editor", "role: Editor!")
    assert line.accessibleName() == "Authors 2, Role"
    third = items[2].inputs()[0]
    third.setFocus()
    QTest.keyClick(third, Qt.Key.Key_Return)
    assert [r.field.name for r in items[2].editor.rows()] == ["name", "role"]  # type: ignore[attr-defined]  # a group
    QTest.keyClicks(desk.focus_part("authors", 2, "role"), "Cook")
    assert cast("list[dict[str, object]]", document.frontmatter.data["authors"])[2] == {
        "name": "Ida Lund",
        "role": "Cook",
    }


def test_undo_keys_work_in_a_group_opened_later(desk: Desk) -> None:
    document = desk.open(AUTHORS)
    editor(desk, "authors").items()[1].set_open(True)
    line = desk.focus_part("authors", 1, "role")
    QTest.keyClicks(line, "x")
    assert document.modified
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert document.text == AUTHORS
    assert line.text() == "Editor"


def test_moving_a_group_takes_its_open_rows_along(desk: Desk) -> None:
    document = desk.open(AUTHORS)
    items = editor(desk, "authors").items()
    items[1].set_open(True)
    line = desk.focus_part("authors", 1, "name")
    QTest.keyClick(line, Qt.Key.Key_Up, ALT)
    assert editor(desk, "authors").items()[0] is items[1]
    assert line.hasFocus()
    QTest.keyClicks(line, "")
    authors = cast("list[dict[str, object]]", document.frontmatter.data["authors"])
    assert [a["name"] for a in authors] == ["Mira Okafor", "Ana Petrov", "Ida Lund"]
    document.undo()
    assert document.text == AUTHORS


def test_a_new_group_is_open_and_has_the_others_keys(desk: Desk) -> None:
    document = desk.open(AUTHORS)
    button = editor(desk, "authors")._add.button
    assert button.text() == "+ Add author"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    line = desk.part("authors", 3, "name")
    assert line.hasFocus()
    QTest.keyClicks(line, "Noor")
    assert cast("list[dict[str, object]]", document.frontmatter.data["authors"])[3] == {
        "name": "Noor"
    }


def test_typing_in_the_editor_above_keeps_the_keyboard_where_it_is(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    desk.open(LINKS)
    line = desk.focus_part("links", 2)
    desk.write("links:\n", "links:\n  - /zero\n")
    assert line.hasFocus()
    assert desk.part("links", 3) is line
    desk.write("  - /zero\n", "")
    assert desk.part("links", 2) is line
    assert line.hasFocus()


def test_lists_in_lists(desk: Desk) -> None:
    document = desk.open("---\ngrid:\n  - [a, b]\n  - [c]\n---\n")
    inner = desk.part_row("grid", 1)
    assert inner.field.type is FieldType.TAGS
    line = desk.focus_part("grid", 1)
    QTest.keyClicks(line, "d,")
    assert document.frontmatter.data["grid"] == [["a", "b"], ["c", "d"]]


def test_a_long_list_is_shown_bit_by_bit(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open("---\nlinks:\n" + "".join(f"  - /{n}\n" for n in range(100)) + "---\n")
    assert len(editor(desk, "links").items()) == 30
    more = editor(desk, "links")._rest
    assert more.text() == "… and 70 more: show the next 30"
    desk.panel.activateWindow()
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert len(editor(desk, "links").items()) == 60
    assert desk.part("links", 30).hasFocus()
    QTest.keyClicks(desk.part("links", 59), "x")
    assert cast("list[str]", document.frontmatter.data["links"])[59] in ("/59x", "x/59")


def test_an_item_added_at_the_end_of_a_long_list_is_on_screen(desk: Desk) -> None:
    desk.fields.fields = (links(),)
    document = desk.open("---\nlinks:\n" + "".join(f"  - /{n}\n" for n in range(40)) + "---\n")
    QTest.mouseClick(editor(desk, "links")._add.button, Qt.MouseButton.LeftButton)
    fresh = desk.part("links", 40)
    assert fresh.hasFocus()
    QTest.keyClicks(fresh, "/new")
    assert cast("list[str]", document.frontmatter.data["links"])[40] == "/new"
    viewport = desk.panel._scroll.viewport()
    desk.qtbot.waitUntil(
        lambda: viewport.rect().contains(fresh.mapTo(viewport, fresh.rect().center()))
    )
    document.undo()
    document.undo()
    assert len(cast("list[str]", document.frontmatter.data["links"])) == 40


def test_read_only_lists_are_only_read(desk: Desk) -> None:
    desk.fields.fields = (links(read_only=True),)
    document = desk.open(LINKS)
    line = desk.focus_part("links", 0)
    assert line.isReadOnly()
    QTest.keyClick(line, Qt.Key.Key_Down, ALT)
    QTest.keyClick(line, Qt.Key.Key_Return, CTRL)
    assert not document.modified
    assert not editor(desk, "links")._add.isVisible()


def test_an_item_that_begins_to_look_otherwise_keeps_its_editor(desk: Desk) -> None:
    document = desk.open(LINKS)
    line = desk.focus_part("links", 1)
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(line, "2026-11-20")
    assert desk.part("links", 1) is line
    assert line.hasFocus()
    assert cast("list[str]", document.frontmatter.data["links"])[1] == "2026-11-20"
    QTest.keyClick(line, Qt.Key.Key_Return, CTRL)
    fresh = desk.part("links", 2)
    QTest.keyClicks(fresh, "/a b")
    assert fresh.hasFocus()
    assert cast("list[str]", document.frontmatter.data["links"])[2] == "/a b"


def test_the_line_of_a_drag_goes_with_the_item_that_was_dragged(desk: Desk) -> None:
    desk.fields.fields = (field("quays", FieldType.LIST, item=field(""), in_schema=True),)
    desk.open("---\nquays: [north, south, west]\n---\n")
    found = desk.row("quays").editor
    assert isinstance(found, ListEditor)
    last = found.items()[-1]
    last.grip.dragged.emit(found.mapToGlobal(found.rect().topLeft()).y())
    assert found._line.isVisible()
    desk.write("[north, south, west]", "[north]")
    assert not found._line.isVisible()
    assert found._add.button.text() == "+ Add quay"


def test_what_has_no_name_for_one_of_it_is_added_to(desk: Desk) -> None:
    desk.fields.fields = (field("gallery", FieldType.LIST, item=field(""), in_schema=True),)
    desk.open("---\ngallery: []\n---\n")
    found = desk.row("gallery").editor
    assert isinstance(found, ListEditor)
    assert found._add.button.text() == "+ Add to gallery"
