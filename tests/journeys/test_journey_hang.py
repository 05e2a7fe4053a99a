"""A post that the renderer can't cope with, and a renderer that dies."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from tests.helpers.sites import SiteBuilder
from tests.journeys.conftest import FERRY
from tests.journeys.journey import Signals

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.journey import Journey

HOSTILE = "[a" * 25_000
# The time limit for so short a text is 2 s; the rest is for a busy machine.
_LIMIT_MS = 25_000
_LONGEST_PAUSE_S = 3.0


@pytest.fixture(autouse=True)
def workers() -> None:
    """The program's own child processes, started as an editor's are."""


class Pulse:
    """Measures the longest time for which the window's thread did not come round."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """A site that is rendered by Python-Markdown."""
    site = SiteBuilder(tmp_path / "manual")
    site.write("mkdocs.yml", "site_name: Manual\n")
    site.write("docs/ferry.md", FERRY)
    return site


@pytest.fixture
def ferry(site: SiteBuilder) -> Path:
    return site.root / "docs/ferry.md"


def test_a_post_that_hangs_the_renderer_costs_a_sentence(journey: Journey, ferry: Path) -> None:
    document = journey.open("Ferry")
    assert journey.desk.engine == "python-markdown"
    journey.sees_text("It goes on until March.")
    first = journey.desk.rendering.process_id
    pulse = Pulse()
    ferry.write_bytes((FERRY + HOSTILE + "\n").encode())
    banner = journey.desk.preview.banner
    journey.until(banner.isVisible, _LIMIT_MS)
    assert document.text == FERRY + HOSTILE + "\n"
    journey.sees_text("It goes on until March.")  # the last good picture stays
    assert journey.desk.rendering.process_id != first

    journey.editor.place_cursor(FERRY.index("The last ferry"))
    journey.type("Typed meanwhile. ")
    assert "Typed meanwhile." in document.text
    assert pulse.longest_s < _LONGEST_PAUSE_S

    position = document.text.index(HOSTILE)
    journey.editor.place_cursor(position)
    journey.press("Ctrl+Shift+End", "Delete")
    journey.until(lambda: not banner.isVisible(), _LIMIT_MS)
    journey.sees_text("Typed meanwhile.")
    assert pulse.longest_s < _LONGEST_PAUSE_S


def wait_for_another(journey: Journey, killed: int) -> None:
    journey.until(lambda: journey.desk.rendering.process_id not in (None, killed))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_renderer_comes_back(journey: Journey) -> None:
    journey.open("Ferry")
    journey.sees_text("It goes on until March.")
    shown = Signals()
    journey.desk.rendering.rendered.connect(shown.note)
    for word in ("One", "Two"):
        killed = journey.desk.rendering.process_id
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        journey.press("Ctrl+End")
        journey.type(f"{word}.")
        journey.sees_text(f"{word}.")
        wait_for_another(journey, killed)
    assert not journey.desk.preview.banner.isVisible()
    assert len(shown.calls) >= 2
