"""Groups and lists of a post, worked on at the desk by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.ui.details.editors.list_editor import ListEditor
    from copydesk.ui.details.editors.object_editor import ObjectEditor
    from tests.journeys.journey import Journey

TEXT = """\
---
title: Ferry timetable returns
seo:
  title: Winter ferries   # for search
  robots: index
links:
  - https://example.org/timetable   # the operator's
  - https://example.org/prices
  - https://example.org/map
---
The boats leave earlier.
"""


def _tab_to(journey: Journey, widget: QWidget) -> None:
    journey.press("Ctrl+Shift+4")
    for _stop in range(60):
        if journey.focus is widget:
            return
        journey.press("Tab")
    raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")


def test_parts_of_fields_by_keyboard_alone(journey: Journey, ferry: Path) -> None:
    ferry.write_text(TEXT, encoding="utf-8")
    document = journey.open("Ferry")
    journey.until(lambda: document.text == TEXT)
    form = journey.desk.details.form
    journey.until(lambda: form.row("links") and form.complete)
    seo = cast("ObjectEditor", form.row("seo").editor)  # type: ignore[union-attr]  # it is there
    title = seo.part_row("title")
    assert title is not None
    _tab_to(journey, title.main_input)
    journey.press("End")
    journey.type("!")
    text = TEXT.replace("Winter ferries", "Winter ferries!")
    assert document.text == text

    links = cast("ListEditor", form.row("links").editor)  # type: ignore[union-attr]  # it is there
    first = links.items()[0].main_input
    _tab_to(journey, first)
    # The editor has keys of the same name for its lines; here they are the list's.
    journey.press("Alt+Down")
    assert document.frontmatter.data["links"] == [
        "https://example.org/prices",
        "https://example.org/timetable",
        "https://example.org/map",
    ]
    assert journey.focus is first
    assert "timetable   # the operator's\n" in document.text
    journey.press("Ctrl+Return")
    journey.type("/new")
    assert cast("list[str]", document.frontmatter.data["links"])[2] == "/new"
    journey.press("Ctrl+A", "Delete", "Ctrl+Backspace")
    journey.press("Alt+Up")
    while document.can_undo:
        journey.press("Ctrl+Z")
    assert document.text == TEXT
    assert not document.modified


def test_a_field_is_moved_in_the_file_by_keyboard(journey: Journey, ferry: Path) -> None:
    ferry.write_text(TEXT, encoding="utf-8")
    document = journey.open("Ferry")
    journey.until(lambda: document.text == TEXT)
    form = journey.desk.details.form
    journey.until(lambda: form.row("title") and form.complete)
    _tab_to(journey, form.row("title").main_input)  # type: ignore[union-attr]  # it is there
    journey.press("Alt+Shift+Down")
    assert list(document.frontmatter.data) == ["seo", "title", "links"]
    journey.press("Ctrl+S")
    journey.saved(ferry, document.text.encode())
