"""A system that doesn't let the preview be shut off: the editor decides, and is asked once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.application import preview_guard
from copydesk.core.web_sandbox import FLAGS, WEAKER, Obstacle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.journey import Journey

FOUND = Obstacle("Web pages can’t be shut off here.", "Allow it.")


@pytest.fixture(autouse=True)
def _refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_guard, "obstacle", lambda: FOUND)
    monkeypatch.setenv(FLAGS, os.environ.get(FLAGS, ""))  # to be put back


def test_the_preview_stays_closed_until_it_is_wanted(
    open_desk: Callable[..., Journey], ferry: Path
) -> None:
    journey = open_desk(ferry)
    pane = journey.desk.preview
    journey.until(lambda: FOUND.sentence in pane.message.text and pane.message.button.isVisible())
    assert FOUND.next_step in pane.message.text
    journey.until(lambda: journey.desk.editors.current_editor)
    assert WEAKER not in os.environ[FLAGS]
    assert pane._page is None

    journey.click(pane.message.button)
    journey.until(lambda: "The last ferry leaves" in str(journey.js("document.body.innerText")))
    assert WEAKER in os.environ[FLAGS].split()
    assert journey.desk.settings.values.weaker_preview


def test_the_answer_is_kept(open_desk: Callable[..., Journey], ferry: Path) -> None:
    first = open_desk(ferry)
    first.desk.settings.set("weaker_preview", True)
    first.desk.settings.save()
    first.stop()
    second = open_desk(ferry)
    second.until(lambda: "The last ferry leaves" in str(second.js("document.body.innerText")))
    assert WEAKER in os.environ[FLAGS].split()
