"""The form as a view of the document."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton

from copydesk.core.site.field import FieldType
from copydesk.core.text.edits import TextEdit
from copydesk.services.open_document import DiskVersion, TextChange
from copydesk.ui.details.editors.labelled_row import LabelledRow
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

POST = """\
---
title: "Ferry timetable"   # the desk's own words
description: Boats leave earlier.
pubDate: 2026-11-20
draft: true
tags: [ferry, river]
seo:
  title: Ferry
  robots: index
---
Body.
"""
SEED = """\
---
title: "A title"
description: "A description"
pubDate: "2024-09-19"
hero: "https://images.example.org/a.jpg?rect=0%2C0"
tags: ["politics"]
layout: "../../layouts/BlogPostLayout.astro"
---
Body.
---
"""


def test_opening_shows_each_field_and_changes_nothing(desk: Desk) -> None:
    document = desk.open(POST)
    assert desk.names() == ["title", "description", "pubDate", "draft", "tags", "seo"]
    assert desk.line("title").text() == "Ferry timetable"
    assert cast("QCheckBox", desk.input("draft")).isChecked()
    assert desk.part("seo", "title").text() == "Ferry"
    assert desk.part("seo", "robots").text() == "index"
    assert document.text == POST
    assert not document.modified
    assert not document.can_undo


def test_the_drafted_post_shows_its_six_fields(desk: Desk) -> None:
    desk.open(SEED)
    assert desk.names() == ["title", "description", "pubDate", "hero", "tags", "layout"]


def test_typing_changes_that_line_alone_in_one_step_of_undo(desk: Desk) -> None:
    document = desk.open(POST)
    desk.type_into("title", "!")
    desk.type_into("title", "?")
    expected = POST.replace('"Ferry timetable"', '"Ferry timetable!?"')
    before_cursor = POST.replace('"Ferry timetable"', '"!?Ferry timetable"')
    assert document.text in (expected, before_cursor)
    assert document.undo_label == "Change title"
    document.undo()
    assert document.text == POST
    assert desk.line("title").text() == "Ferry timetable"


def test_undo_keys_in_a_field_are_those_of_the_post(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(POST)
    desk.type_into("title", "abc", replace=True)
    QTest.keyClick(desk.line("title"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.text == POST
    assert desk.line("title").text() == "Ferry timetable"
    assert desk.line("title").hasFocus()
    QTest.keyClick(
        desk.line("title"),
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert desk.line("title").text() == "abc"


def test_the_cursor_stays_while_the_form_writes(desk: Desk, qtbot: QtBot) -> None:
    desk.open(POST)
    line = desk.focus("title")
    desk.put_cursor("title", 5)
    QTest.keyClicks(line, ": #x")
    assert desk.line("title").text() == "Ferry: #x timetable"
    assert desk.cursor("title") == 9
    assert desk.document.frontmatter.data["title"] == "Ferry: #x timetable"


def test_typing_in_the_editor_shows_at_once_and_takes_no_focus(desk: Desk) -> None:
    desk.open(POST)
    desk.focus("description")
    rows = [desk.row(key) for key in desk.names()]
    desk.write("Ferry timetable", "Ferry times")
    desk.write("ferry, river", "ferry, river, winter")
    assert desk.line("title").text() == "Ferry times"
    assert desk.row("tags").editor.words() == ["ferry", "river", "winter"]  # type: ignore[attr-defined]  # a tags editor
    assert desk.input("description").hasFocus()
    assert [desk.row(key) for key in desk.names()] == rows


def test_a_value_that_stays_keeps_the_cursor_of_its_input(desk: Desk) -> None:
    desk.open(POST)
    desk.focus("title")
    desk.put_cursor("title", 3)
    desk.write("Boats leave earlier.", "Boats leave.")
    assert desk.cursor("title") == 3


def test_half_a_value_is_not_lost_when_another_field_changes(desk: Desk) -> None:
    desk.open(POST)
    desk.type_into("pubDate", "2026-12-", replace=True)
    desk.write("Boats leave earlier.", "Boats leave.")
    assert desk.line("pubDate").text() == "2026-12-"
    assert desk.document.frontmatter.entry("pubDate").source == "2026-11-20"  # type: ignore[union-attr]  # it is there


def test_new_and_renamed_keys_appear_as_they_are_typed(desk: Desk) -> None:
    desk.open(POST)
    desk.write("draft: true\n", "draft: true\nweight: 3\n")
    assert desk.names() == ["title", "description", "pubDate", "draft", "weight", "tags", "seo"]
    desk.write("weight:", "wei:")
    assert "wei" in desk.names()
    assert "weight" not in desk.names()


def test_a_key_in_a_large_body_costs_the_form_next_to_nothing(desk: Desk) -> None:
    desk.open(POST + "A line of text.\n" * 60_000)
    document = desk.document
    times = []
    for _ in range(20):
        change = TextEdit(len(document.text), len(document.text), "x")
        document.changed.disconnect(desk.panel._note_change)
        document.apply([change], "Typing")
        document.changed.connect(desk.panel._note_change)
        begin = time.perf_counter()
        desk.panel._note_change(TextChange((change,), "", None))
        times.append(time.perf_counter() - begin)
    assert sorted(times)[10] < 0.002


def test_fields_of_siblings_are_offered_empty_and_added_by_writing(desk: Desk) -> None:
    desk.fields.fields = (
        field("title"),
        field("author", share=0.9),
        field("tags", FieldType.TAGS),
        field("rare", share=0.2),
    )
    document = desk.open("---\ntitle: A\nown: 1\n---\nBody.\n")
    assert desk.names() == ["title", "author", "tags", "own"]
    assert not desk.row("author").present
    assert not document.modified
    desk.type_into("author", "Ana")
    assert document.text == "---\ntitle: A\nown: 1\nauthor: Ana\n---\nBody.\n"
    assert desk.row("author").present
    assert desk.line("author").hasFocus()
    assert not desk.panel.form._own_heading.isHidden()


def test_an_emptied_text_keeps_its_key(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open("---\ntitle: A\nother: x\n---\n")
    desk.focus("title")
    QTest.keyClick(desk.line("title"), Qt.Key.Key_Backspace)
    QTest.keyClick(desk.line("title"), Qt.Key.Key_Delete)
    assert document.frontmatter.data == {"title": "", "other": "x"}


def test_what_is_wrong_is_said_under_the_field(desk: Desk) -> None:
    desk.fields.fields = (
        field("title", required=True),
        field("weight", FieldType.NUMBER),
        field("date", FieldType.DATE),
    )
    desk.open('---\ntitle: ""\nweight: many\ndate: soon\n---\n')
    assert desk.row("title").trouble == "Other posts have this."
    assert desk.row("weight").trouble == "Other posts have a number here."
    assert "2026-11-22" in desk.row("date").trouble
    assert desk.line("title").accessibleDescription() == "Other posts have this."
    assert desk.line("title").accessibleName() == "Title, required"


def test_a_post_just_made_is_given_time_to_be_filled_in(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.fields = (field("title", required=True), field("summary", required=True))
    desk.panel.note_created(Path("/site/new.md"))
    desk.open("---\ntitle: A\nsummary:\n---\n", "/site/new.md")
    assert desk.row("summary").trouble == ""
    desk.focus("summary")
    assert desk.row("summary").trouble == ""
    desk.focus("title")
    qtbot.waitUntil(lambda: desk.row("summary").trouble == "Other posts have this.")


def test_once_a_new_post_is_saved_what_is_missing_is_said(desk: Desk) -> None:
    desk.fields.fields = (field("title", required=True), field("summary", required=True))
    desk.panel.note_created(Path("/site/new.md"))
    document = desk.open("---\ntitle: A\nsummary:\n---\n", "/site/new.md")
    document.apply((TextEdit(11, 11, "B"),), "Typing")
    document.undo()
    assert desk.row("summary").trouble == "", "undone is not saved"
    document.redo()
    document.mark_saved(DiskVersion(document.text, document.text_format, "other"))
    assert desk.row("summary").trouble == "Other posts have this."


def test_a_refused_edit_is_said_and_the_text_stays(desk: Desk) -> None:
    document = desk.open("---\ntitle: a\ntitle: b\n---\n")
    before = document.text
    desk.type_into("title", "c")
    assert document.text == before
    assert "c" in desk.line("title").text()
    assert "there 2 times" in desk.row("title").trouble


def test_fields_learned_later_change_the_editors(desk: Desk) -> None:
    desk.open("---\nstatus: draft\n---\n")
    desk.fields.learn(field("status", FieldType.CHOICE, choices=choices("draft", "ready")))
    assert desk.row("status").field.type is FieldType.CHOICE
    assert desk.line("status").text() == "draft"


def test_a_text_that_begins_to_look_otherwise_keeps_its_editor(desk: Desk) -> None:
    desk.open("---\nnote: a\n---\n")
    row = desk.row("note")
    desk.type_into("note", "https://example.org/a.jpg", replace=True)
    assert desk.row("note") is row
    assert desk.document.frontmatter.data["note"] == "https://example.org/a.jpg"


def test_numbers_typed_over_text_stay_text(desk: Desk) -> None:
    desk.open("---\ntitle: a\n---\n")
    desk.type_into("title", "2024", replace=True)
    assert desk.document.frontmatter.data["title"] == "2024"
    assert desk.line("title").hasFocus()


# Removing, renaming, adding ---------------------------------------------------------------------


def test_remove_takes_the_lines_and_undo_brings_them_back(desk: Desk) -> None:
    document = desk.open(POST)
    desk.row("seo")._request_removal()
    assert document.text == POST.replace("seo:\n  title: Ferry\n  robots: index\n", "")
    assert "seo" not in desk.names()
    document.undo()
    assert document.text == POST
    assert "seo" in desk.names()


def test_rename_by_keyboard_keeps_place_and_value(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(POST)
    row = desk.row("description")
    row.start_rename()
    QTest.keyClick(row._rename, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)  # type: ignore[arg-type]  # it is open
    QTest.keyClicks(row._rename, "summary")  # type: ignore[arg-type]  # it is open
    QTest.keyClick(row._rename, Qt.Key.Key_Return)  # type: ignore[arg-type]  # it is open
    assert document.text == POST.replace("description:", "summary:")
    assert desk.input("summary").hasFocus()


def test_rename_to_a_name_that_is_taken_is_refused(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(POST)
    row = desk.row("description")
    row.start_rename()
    row._rename.setText("title")  # type: ignore[union-attr]  # it is open
    QTest.keyClick(row._rename, Qt.Key.Key_Return)  # type: ignore[arg-type]  # it is open
    assert document.text == POST
    assert "already" in row.trouble


def test_escape_ends_a_rename(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(POST)
    row = desk.row("title")
    row.start_rename()
    QTest.keyClicks(row._rename, "x")  # type: ignore[arg-type]  # it is open
    QTest.keyClick(row._rename, Qt.Key.Key_Escape)  # type: ignore[arg-type]  # it is open
    assert document.text == POST
    assert row._rename is None


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("tags2", 'tags2: ""'),
        ("featured", "featured: false"),
        ("topics", "topics: []"),
        ("weight", "weight:"),
        ("rating of it", 'rating of it: ""'),
    ],
)
def test_add_a_field_by_keyboard(desk: Desk, qtbot: QtBot, name: str, line: str) -> None:
    document = desk.open("---\ntitle: A\n---\nBody.\n")
    link = desk.panel.form.add_link
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    name_input = desk.panel.form.add_field._name
    assert name_input.hasFocus()
    QTest.keyClicks(name_input, name)
    QTest.keyClick(name_input, Qt.Key.Key_Return)
    assert document.text == f"---\ntitle: A\n{line}\n---\nBody.\n"
    assert desk.input(name).hasFocus()
    assert document.undo_label.startswith("Add ")


def test_a_known_field_brings_its_kind(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.fields = (field("title"), field("series", FieldType.TAGS, share=0.1))
    document = desk.open("---\ntitle: A\n---\n")
    desk.panel.open_add_field()
    add = desk.panel.form.add_field
    QTest.keyClicks(add._name, "series")
    assert add._kind.currentData() is FieldType.TAGS
    QTest.keyClick(add._name, Qt.Key.Key_Escape)  # closes the completions, if they are open
    QTest.keyClick(add._name, Qt.Key.Key_Return)
    assert document.text == "---\ntitle: A\nseries: []\n---\n"


def test_a_name_that_is_there_is_refused(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open("---\ntitle: A\n---\n")
    desk.panel.open_add_field()
    add = desk.panel.form.add_field
    QTest.keyClicks(add._name, "title")
    QTest.keyClick(add._name, Qt.Key.Key_Return)
    assert "already" in add._trouble.text()
    assert not document.modified


# Other pages ------------------------------------------------------------------------------------


def test_without_a_document_the_panel_is_calm(desk: Desk) -> None:
    desk.panel.set_document(None)
    assert desk.panel.empty_page.isVisible()


def test_a_post_without_fields_gets_a_title(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open("Just text.\n")
    assert desk.panel.no_fields_page.isVisible()
    QTest.mouseClick(desk.panel.no_fields_page.title_button, Qt.MouseButton.LeftButton)
    assert document.text == '---\ntitle: ""\n---\n\nJust text.\n'
    assert desk.line("title").hasFocus()
    QTest.keyClicks(desk.line("title"), "News")
    assert document.text == '---\ntitle: "News"\n---\n\nJust text.\n'
    while document.can_undo:
        document.undo()
    assert document.text == "Just text.\n"
    assert desk.panel.no_fields_page.isVisible()


def test_malformed_fields_are_explained_and_mended(desk: Desk, qtbot: QtBot) -> None:
    text = "title: A\ndate: 2024-01-01\n---\nBody.\n"
    document = desk.open(text)
    page = desk.panel.problem_page
    assert page.isVisible()
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    positions: list[int] = []
    desk.panel.show_in_editor_requested.connect(positions.append)
    line = next(name for name in buttons if name.startswith("Go to line"))
    QTest.mouseClick(buttons.pop(line), Qt.MouseButton.LeftButton)
    assert positions
    (mend,) = buttons.values()
    QTest.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert document.frontmatter.readable
    assert desk.names() == ["title", "date"]
    document.undo()
    assert document.text == text


def test_the_form_waits_for_the_typing_before_it_steps_aside(desk: Desk, qtbot: QtBot) -> None:
    desk.open("---\ntitle: A\n---\nBody.\n")
    row = desk.row("title")
    desk.write("title: A\n", "title: A\nta\n")
    assert row.isVisible()
    desk.write("ta\n", "tags: []\n")
    assert desk.names() == ["title", "tags"]
    desk.write("tags: []", 'tags: "')
    qtbot.waitUntil(desk.panel.problem_page.isVisible, timeout=3000)
    desk.write('tags: "', "tags: []")
    assert desk.row("title") is row
    assert row.isVisible()


def test_the_form_says_what_the_fields_are_written_in(desk: Desk) -> None:
    desk.open('+++\ntitle = "A"\ntags = ["a"]\ndraft = true\n+++\nBody.\n')
    assert desk.line("title").text() == "A"
    assert not desk.line("title").isReadOnly()
    assert "TOML" in desk.panel.form.heading.text()
    assert not desk.panel.form.add_link.isHidden()


def test_show_in_the_editor_gives_the_place(desk: Desk, qtbot: QtBot) -> None:
    desk.open(POST)
    positions: list[int] = []
    desk.panel.show_in_editor_requested.connect(positions.append)
    QTest.mouseClick(desk.panel.form.show_link, Qt.MouseButton.LeftButton)
    desk.row("draft")._request_show()
    assert positions == [4, POST.index("draft")]


def test_another_document_takes_over_the_whole_form(desk: Desk) -> None:
    first = desk.open("---\ntitle: One\ndate: 2024-01-01\n---\n")
    desk.type_into("date", "nonsense", replace=True)
    desk.open("---\ntitle: Two\ndate: 2024-01-01\n---\n")
    assert desk.line("title").text() == "Two"
    assert desk.line("date").text() == "2024-01-01"
    assert desk.row("date").trouble == ""
    first.apply([TextEdit(len(first.text), len(first.text), "x")], "Typing")
    assert desk.line("title").text() == "Two"


# Keyboard ---------------------------------------------------------------------------------------


def test_tab_goes_down_the_form_and_every_input_has_a_name(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.fields = (field("tags", FieldType.TAGS), field("title"), field("pubDate"))
    desk.open(POST)
    widget = desk.focus("tags")
    seen = []
    for _ in range(9):
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        widget = desk.panel.window().focusWidget()
    inputs = [widget for key in desk.names() for widget in desk.row(key).inputs()]
    assert seen[:8] == inputs
    assert seen[8] is desk.panel.form.add_link
    assert all(widget.accessibleName() for widget in inputs)
    assert inputs[-1].accessibleName() == "SEO, Robots"


def test_focus_given_to_the_panel_goes_where_one_can_type(desk: Desk) -> None:
    desk.open(POST)
    desk.panel.setFocus()
    assert desk.input("title").hasFocus()
    desk.open("Just text.\n")
    desk.panel.setFocus()
    assert desk.panel.no_fields_page.title_button.hasFocus()


@pytest.mark.parametrize("width", [260, 308, 420])
def test_nothing_is_wider_than_the_panel(desk: Desk, width: int) -> None:
    long = "averyveryverylongwordwithoutanyplacetobreakit" * 3
    desk.open(
        f"---\ntitle: {long}\n{long}: {long}\ntags: [{long}, b]\nhero: /{long}.jpg\n"
        f"draft: true\nseo:\n  x: {long}\ndate: 2024-01-01T00:00:00+05:30\n"
        f"authors:\n  - name: {long}\n    {long}: {long}\n    parts: [[{long}], {{a: {long}}}]\n"
        f"links:\n  - https://{long}\n---\n"
    )
    desk.panel.setFixedWidth(width)
    desk.qtbot.waitUntil(lambda: desk.panel.form.width() <= width)
    for row in desk.panel.form.findChildren(LabelledRow):
        assert row.mapTo(desk.panel, row.rect().topRight()).x() < width


def test_what_is_learned_while_one_types_does_not_move_the_cursor(desk: Desk) -> None:
    desk.fields.learn(field("description", in_schema=True))
    desk.open("---\ntitle: A\n---\n")
    desk.type_into("description", "Sh")
    desk.put_cursor("description", 1)
    desk.fields.learn(field("description", FieldType.LONG_TEXT, in_schema=True))
    desk.qtbot.waitUntil(desk.input("description").hasFocus)
    QTest.keyClicks(desk.input("description"), "x")
    assert "description: Sxh\n" in desk.document.text
