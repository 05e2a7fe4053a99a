"""A tag that is still being typed is part of the post when that is saved or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.services.open_document import OpenDocument
    from tests.journeys.journey import Journey

TAGGED = FERRY.replace("[ferry, river]", "[ferry, river, harbo]")


def type_half_a_tag(journey: Journey) -> OpenDocument:
    document = journey.open("Ferry")
    journey.until(lambda: journey.desk.details.form.row("tags"))
    journey.desk.details.focus_field("tags")
    journey.type("harbo")
    assert not document.modified
    return document


def test_saving_takes_it(journey: Journey, ferry: Path) -> None:
    type_half_a_tag(journey)
    journey.press("Ctrl+S")
    journey.saved(ferry, TAGGED.encode())


def test_closing_the_tab_asks_about_it(journey: Journey, ferry: Path) -> None:
    document = type_half_a_tag(journey)
    asked = journey.when_asked("Escape")
    journey.press("Ctrl+W")
    journey.until(lambda: asked)
    assert document.text == TAGGED
    assert document in journey.desk.documents.all_open
    assert ferry.read_bytes() == FERRY.encode()


def test_closing_the_window_asks_about_it(journey: Journey) -> None:
    document = type_half_a_tag(journey)
    asked = journey.when_asked("Escape")
    journey.window.close()
    journey.until(lambda: asked)
    assert document.text == TAGGED


def test_the_end_of_the_session_keeps_it(journey: Journey) -> None:
    type_half_a_tag(journey)
    kept: list[str] = []
    journey.desk.recovery.journalling.seen_to.connect(lambda _idents: kept.append("kept"))
    journey.desk.keep_for_logout()
    assert kept
    assert journey.document.text == TAGGED
