"""Fields: the form, the editor and the file are one text with one history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.ui.details.editors.inputs import GrowingText, LineInput
from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from copydesk.ui.details.field_row import FieldRow
    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey


def row(journey: Journey, key: str) -> FieldRow:
    row = journey.desk.details.form.row(key)
    assert row is not None, f"no field {key}"
    return row


def field(journey: Journey, key: str) -> QWidget:
    return row(journey, key).editor.main_input


def shown(journey: Journey, key: str) -> str:
    widget = field(journey, key)
    assert isinstance(widget, LineInput | GrowingText)
    return widget.text()


def go_to(journey: Journey, key: str) -> None:
    """Goes to a field as the keyboard does: to the form, then on by Tab."""
    journey.until(lambda: journey.desk.details.form.row(key))
    journey.press("Ctrl+Shift+4")
    for _stop in range(40):
        if journey.focus is field(journey, key):
            return
        journey.press("Tab")
    raise AssertionError(f"Tab does not lead to the field {key}")


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines at which two texts of as many lines differ."""
    pairs = list(zip(before.splitlines(), after.splitlines(), strict=True))
    return [b for b, a in pairs if b != a], [a for b, a in pairs if b != a]


def test_each_field_changes_its_own_line(journey: Journey, ferry: Path) -> None:
    journey.open("Ferry")
    text = FERRY

    def expect(old: str, new: str) -> None:
        nonlocal text
        assert text.count(old) == 1
        text = text.replace(old, new)
        assert journey.document.text == text

    go_to(journey, "title")
    journey.press("Ctrl+A")
    journey.type("Boats: a plan")
    expect("title: Ferry timetable returns\n", 'title: "Boats: a plan"\n')
    go_to(journey, "description")
    journey.press("Ctrl+End")
    journey.type(" “Sharp”.")
    expect('at nine."   # for search', 'at nine. “Sharp”."   # for search')
    go_to(journey, "pubDate")
    journey.press("Ctrl+A")
    journey.type("2026-12-01")
    expect("2026-11-20", "2026-12-01")
    go_to(journey, "draft")
    journey.press("Space")
    expect("draft: true", "draft: false")
    go_to(journey, "tags")
    journey.type("winter\n")
    expect("[ferry, river]", "[ferry, river, winter]")
    journey.press("Backspace")
    expect("[ferry, river, winter]", "[ferry, river]")

    journey.press("Ctrl+S")
    journey.saved(ferry, text.encode())


def test_form_and_editor_walk_one_history(journey: Journey) -> None:
    document = journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("Body.")
    go_to(journey, "title")
    journey.press("End")
    journey.type("!")
    go_to(journey, "draft")
    journey.press("Space")
    after = document.text
    assert "returns!\n" in after
    journey.press("Ctrl+Z")  # in the form
    assert "draft: true" in document.text
    journey.press("Ctrl+Shift+2")
    journey.until(lambda: journey.in_editor)
    journey.press("Ctrl+Z")
    assert "returns\n" in document.text
    go_to(journey, "title")
    assert shown(journey, "title") == "Ferry timetable returns"
    journey.press("Ctrl+Z")
    assert document.text == FERRY
    assert not document.modified
    journey.press("Ctrl+Shift+Z", "Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert document.text == after


def test_typing_in_the_fields_text_updates_the_form_and_keeps_the_keyboard(
    journey: Journey,
) -> None:
    journey.open("Ferry")
    go_to(journey, "title")
    journey.press("Ctrl+Shift+2", "Ctrl+Home", "Up")
    journey.press("Ctrl+.")  # unfolds the fields
    assert not journey.editor.fold.folded
    position = journey.document.text.index("returns\n") + len("returns")
    journey.editor.place_cursor(position)
    journey.type(" soon")
    assert journey.in_editor
    assert shown(journey, "title") == "Ferry timetable returns soon"
    assert "returns soon" in journey.document.text


def test_fields_that_cannot_be_read_step_aside_and_can_be_mended(
    open_desk: Callable[..., Journey], site: SiteBuilder
) -> None:
    broken = site.write(
        "src/content/news/broken.md", "title: No fence above\ndraft: true\n---\n\nText.\n"
    )
    journey = open_desk(broken)
    journey.until(lambda: journey.desk.editors.current_document)
    page = journey.desk.details.problem_page
    journey.until(page.isVisible)
    journey.press("Ctrl+Shift+4")
    journey.until(lambda: journey.in_panel(page))
    journey.press("Space")  # the first button mends
    journey.until(lambda: journey.desk.details.form.row("title"))
    journey.until(lambda: not page.isVisible())
    assert journey.document.text == "---\n" + broken.read_text("utf-8")
    journey.press("Ctrl+Z")
    assert journey.document.text.encode() == broken.read_bytes()
    journey.until(page.isVisible)


def test_broken_while_typing_the_form_comes_back(journey: Journey) -> None:
    journey.open("Ferry")
    journey.until(lambda: journey.desk.details.form.row("title"))
    journey.press("Ctrl+.")
    journey.editor.place_cursor(FERRY.index("Ferry"))
    journey.type('"')
    page = journey.desk.details.problem_page
    journey.until(page.isVisible)
    assert journey.in_editor
    journey.press("Ctrl+Z")
    journey.until(lambda: not page.isVisible())
    assert journey.document.text == FERRY
    assert journey.in_editor


def seeds() -> Path | None:
    folder = Path(__file__).parents[3] / "shared" / "seeds"
    drafted = [f for f in sorted(folder.glob("*.txt")) if f.read_bytes().startswith(b"---")]
    return drafted[0] if drafted else None


@pytest.mark.skipif(seeds() is None, reason="the pair of real documents is not there")
def test_a_real_draft_shows_its_fields_and_its_last_lines_as_commonmark_has_them(
    open_desk: Callable[..., Journey], tmp_path: Path
) -> None:
    source = seeds()
    assert source is not None
    draft = tmp_path / "real" / "draft.txt"
    draft.parent.mkdir()
    draft.write_bytes(source.read_bytes())
    journey = open_desk(draft)
    journey.until(lambda: journey.desk.editors.current_document)
    before = journey.document.text
    form = journey.desk.details.form
    keys = ["title", "description", "pubDate", "hero", "tags", "layout"]
    journey.until(lambda: all(form.row(key) for key in keys))
    assert list(form.plans()) == keys
    assert not journey.document.modified

    for key in keys:
        go_to(journey, key)
        text = journey.document.text
        if key == "pubDate":
            journey.press("Ctrl+A")
            journey.type("2024-09-20")
        elif key == "tags":
            journey.type("diplomacy\n")
        else:
            journey.press("Ctrl+End" if key == "description" else "End")
            journey.type("x")
        old, new = changed_lines(text, journey.document.text)
        assert len(old) == len(new) == 1, key
        assert old[0].startswith(f"{key}:")
        assert new[0].startswith(f"{key}:")
        journey.press("Ctrl+Z")
        assert journey.document.text == text, key
    assert journey.document.text == before

    journey.press("Ctrl+Shift+P")
    journey.type("Render with CommonMark\n")
    last = before.rstrip().removesuffix("---").rstrip().splitlines()[-1]
    journey.sees("main.lastElementChild.firstElementChild.tagName === 'H2'")
    heading = str(journey.js("main.lastElementChild.innerText"))
    assert heading.split()[:4] == last.split()[:4]
    assert "CommonMark" in journey.desk.status.text("engine")
    assert draft.read_bytes() == source.read_bytes()
