"""Five hundred changes a second by another program, with posts open and somebody typing."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest
from PySide6.QtCore import QTimer

from copydesk.core.library.scan import survey
from tests.faults import storm
from tests.journeys.journey import Journey

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.services.open_document import OpenDocument
    from tests.helpers.log_guard import LogGuard
    from tests.helpers.sites import SiteBuilder

RATE, LENGTH_S = 500, 10


@pytest.fixture
def posts(site_factory: Callable[..., SiteBuilder]) -> Path:
    site = site_factory()
    for number in range(40):
        site.post(f"posts/post-{number:02}.md", f"Post {number}", "Text.\n" * 20)
    return site.root / "posts"


@pytest.fixture
def journey(qtbot: QtBot, posts: Path) -> Iterator[Journey]:
    journey = Journey(qtbot, None)
    journey.desk.middle.show_view("editor")
    journey.desk.open_path(posts.parent)
    journey.loaded()
    yield journey
    journey.stop()


class Pulse:
    """The longest time in which the window's thread did nothing else."""

    def __init__(self, journey: Journey) -> None:
        self.longest_s = 0.0
        self._last_s = time.monotonic()
        self._timer = QTimer(journey)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now_s = time.monotonic()
        self.longest_s = max(self.longest_s, now_s - self._last_s)
        self._last_s = now_s


def open_post(journey: Journey, path: Path) -> OpenDocument:
    journey.desk.open_post(path)
    journey.until(lambda: journey.desk.documents.at(path) is not None)
    document = journey.desk.documents.at(path)
    assert document is not None
    journey.until(lambda: journey.desk.editors.current_document is document)
    return document


def wrong_with(journey: Journey, posts: Path, clean: list[OpenDocument]) -> list[str]:
    """What is not as it is on disk."""
    library = journey.desk.library
    found = survey(posts.parent)
    wrong = [f"listed and not there, or not listed: {set(library.entries) ^ set(found.posts)}"]
    wrong = wrong if set(library.entries) != set(found.posts) else []
    for name in found.posts:
        title = (posts.parent / name).read_text().splitlines()[1].partition(": ")[2].strip('"')
        if name in library.entries and library.entries[name].title != title:
            wrong.append(f"{name} is listed as {library.entries[name].title}")
    for document in clean:
        assert document.path is not None
        if document.text != document.path.read_text() or document.modified:
            wrong.append(f"{document.path.name} shows {document.text[-30:]!r}")
    return wrong


def test_five_hundred_changes_a_second(
    journey: Journey,
    posts: Path,
    outcome: Callable[..., None],
    seed: int,
    chance: random.Random,
    log_guard: LogGuard,
) -> None:
    log_guard.expect("[Qq]ueue overflowed")
    clean = [open_post(journey, posts / f"post-{number:02}.md") for number in range(5)]
    dirty = open_post(journey, posts / "post-05.md")
    begun = dirty.text
    journey.desk.editors.current_editor.setFocus()  # type: ignore[union-attr]  # it is open
    journey.press("Ctrl+End")
    memory = psutil.Process().memory_info().rss
    pulse = Pulse(journey)
    program = subprocess.Popen(
        [sys.executable, storm.__file__, str(posts), str(RATE), str(LENGTH_S), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    typed = ""
    while program.poll() is None:
        letter = chance.choice("abcdefgh ")
        journey.type(letter)
        typed += letter
        journey.qtbot.wait(chance.randint(5, 60))
    changes = int(program.communicate()[0])
    ended = time.monotonic()
    journey.until(lambda: not wrong_with(journey, posts, clean), 60_000)
    settled_s = time.monotonic() - ended
    grown = (psutil.Process().memory_info().rss - memory) / 1e6
    outcome(
        f"{RATE} external changes a second for {LENGTH_S} s",
        changes,
        "clean posts follow, the dirty one keeps its text, the tree is true",
        settled=f"{settled_s:.2f} s",
        longest_block=f"{pulse.longest_s * 1000:.0f} ms",
        memory=f"+{grown:.0f} MB",
        letters_typed=len(typed),
    )
    assert changes > RATE * LENGTH_S / 2
    assert dirty.text == begun + typed
    assert dirty.modified
    assert wrong_with(journey, posts, clean) == []
