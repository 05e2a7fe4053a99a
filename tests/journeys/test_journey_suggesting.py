"""Somebody suggests, another answers: with keys, in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from copydesk.core.text.critic import accepted_reading, marks_in, rejected_reading
from copydesk.ui.details.suggestion_note import SuggestionNote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.journey import Journey

_FIRST = "The last ferry leaves at **21:00** from Monday.\n\nIt goes on until March.\n"


@pytest.fixture
def suggesting(journey: Journey) -> Journey:
    """A desk that suggests, with the post about the ferry in front and its name given."""
    journey.open("Ferry timetable")
    journey.until(lambda: journey.document.text.endswith(_FIRST))
    asked = journey.when_asked("Return", text="Ana")
    journey.press("Ctrl+Shift+E")
    journey.until(lambda: journey.desk.suggestions.suggesting.is_on)
    assert "Who suggests?" in asked[0]
    return journey


def test_typing_and_deleting_are_recorded_and_taken_back_as_single_steps(
    suggesting: Journey,
) -> None:
    before = suggesting.document.text
    body = before.index("The last ferry")
    suggesting.editor.place_cursor(body + len("The "))
    suggesting.type("very ")
    assert "The {++" in suggesting.document.text
    (mark,) = marks_in(suggesting.document.text)
    assert (mark.author, mark.text.of(suggesting.document.text)) == ("Ana", "very ")
    suggesting.press(*["Delete"] * 4)
    suggesting.type("first")
    document = suggesting.document
    assert accepted_reading(document.text).text == before.replace(
        "The last ferry", "The very first ferry"
    )
    assert rejected_reading(document.text).text == before
    assert len(marks_in(document.text)) == 1
    assert suggesting.editor.toPlainText() == document.text
    suggesting.press("Ctrl+Z", "Ctrl+Z")
    (mark,) = marks_in(document.text)
    assert mark.text.of(document.text) == "very "
    suggesting.press("Ctrl+Z")
    assert document.text == before
    assert suggesting.editor.toPlainText() == before


def test_backspacing_goes_on_to_the_left_and_typing_takes_its_place(suggesting: Journey) -> None:
    before = suggesting.document.text
    suggesting.editor.place_cursor(before.index(" leaves at **"))
    suggesting.press(*["Backspace"] * 5)
    suggesting.type("boat")
    text = suggesting.document.text
    (mark,) = marks_in(text)
    assert mark.old is not None
    assert mark.new is not None
    assert (mark.old.of(text), mark.new.of(text)) == ("ferry", "boat")
    suggesting.press("Ctrl+Alt+A")
    assert suggesting.document.text == before.replace("ferry leaves", "boat leaves")
    suggesting.press("Ctrl+Z", "Ctrl+Alt+R")
    assert suggesting.document.text == before


def test_lines_words_commands_and_letters_of_an_input_method_are_recorded(
    suggesting: Journey,
) -> None:
    before = suggesting.document.text
    suggesting.editor.place_cursor(len(before) - 1)
    suggesting.press("Return")
    suggesting.type("- शनिवार\nnext")
    suggesting.press("Ctrl+Backspace")
    suggesting.type("last")
    suggesting.press("Shift+Home", "Ctrl+B")
    text = suggesting.document.text
    assert rejected_reading(text).text == before
    assert accepted_reading(text).text == before[:-1] + "\n- शनिवार\n- **last**\n"
    assert suggesting.editor.toPlainText() == text


def test_what_cant_be_suggested_is_refused_in_words(suggesting: Journey) -> None:
    before = suggesting.document.text
    suggesting.editor.place_cursor(before.index("Ferry timetable"))
    suggesting.type("x")
    assert suggesting.document.text == before
    assert suggesting.editor.toPlainText() == before
    assert any("Fields can’t be suggested" in words for words in suggesting.notices)


def test_a_comment_is_made_found_and_saved(suggesting: Journey, ferry: Path) -> None:
    start = suggesting.document.text.index("until March")
    suggesting.editor.place_cursor(start)
    for _ in "until":
        suggesting.press("Shift+Right")
    asked = suggesting.when_asked("Return", text="Or April?")
    suggesting.press("Ctrl+Alt+M")
    suggesting.until(lambda: len(marks_in(suggesting.document.text)) == 2)
    assert "What do you want to say" in asked[0]
    suggesting.press("Ctrl+Home", "Alt+PgDown")
    selection = suggesting.editor.bridge.selection()
    assert suggesting.document.text[selection.start : selection.end] == "until"
    suggesting.press("Ctrl+S")
    suggesting.saved(ferry, suggesting.document.text.encode())
    suggesting.press("Ctrl+Shift+E")
    suggesting.type("till")
    assert "{==till==}{>>" in suggesting.document.text


def test_a_field_is_suggested_and_answered_in_the_form(suggesting: Journey) -> None:
    before = suggesting.document.text
    suggesting.press("Ctrl+Shift+4")
    suggesting.until(lambda: suggesting.in_panel(suggesting.desk.details))
    suggesting.desk.details.focus_field("title")
    suggesting.press("Ctrl+A")
    suggesting.type("Ferry “winter” times")
    text = suggesting.document.text
    assert suggesting.document.frontmatter.readable
    assert rejected_reading(text).text != text
    row = suggesting.desk.details.form.row("title")
    assert row is not None
    assert isinstance(row.editor.main_input, QPlainTextEdit)
    assert row.editor.main_input.toPlainText() == "Ferry “winter” times"
    note = suggesting.desk.details.findChild(SuggestionNote)
    assert note is not None
    suggesting.until(note.isVisible)
    suggesting.sees_text("Ferry “winter” times")
    suggesting.click(note.links[1])
    assert suggesting.document.text == before
    suggesting.until(note.isHidden)
    suggesting.press("Ctrl+Z")
    suggesting.until(note.isVisible)
    suggesting.click(note.links[0])
    assert suggesting.document.text == before.replace(
        "Ferry timetable returns", "Ferry “winter” times"
    )


def test_what_the_form_cant_suggest_is_refused_under_the_field(suggesting: Journey) -> None:
    before = suggesting.document.text
    suggesting.press("Ctrl+Shift+4")
    suggesting.until(lambda: suggesting.in_panel(suggesting.desk.details))
    suggesting.desk.details.focus_field("draft")
    suggesting.press("Space")
    assert suggesting.document.text == before
    row = suggesting.desk.details.form.row("draft")
    assert row is not None
    assert "Only a text" in row.trouble


def test_the_preview_shows_them_marked_accepted_or_not_at_all(suggesting: Journey) -> None:
    start = suggesting.document.text.index("until March")
    suggesting.editor.place_cursor(start)
    suggesting.type("not ")
    suggesting.sees("main.querySelector('ins.suggested')?.innerText.trim() === 'not'")
    suggesting.desk.actions.get("view.marks-accepted").trigger()
    suggesting.sees("!main.querySelector('ins') && main.innerText.includes('on not until')")
    suggesting.desk.actions.get("view.marks-original").trigger()
    suggesting.sees("main.innerText.includes('goes on until March')")
