"""The reader with a child that misbehaves: a real process of the scan role, made to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import copydesk
from copydesk.core.library.cache import cache_path
from copydesk.core.posts.metadata import PostStatus
from copydesk.services import library_reader, reader_lane
from copydesk.services.child_process import ChildProcess
from copydesk.services.library_reader import LibraryReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from copydesk.core.library.entry import PostEntry
    from tests.helpers.sites import SiteBuilder

# A worker that dies at a post named "killer.md" and hangs at one named "sleeper.md".
_BAD_WORKER = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(copydesk.__file__).parents[1])!r})
from copydesk.core.library import worker
read = worker.read_entry
def bad(root, path):
    if path.endswith("killer.md"):
        os._exit(3)
    if path.endswith("sleeper.md"):
        signal.pause()
    return read(root, path)
worker.read_entry = bad
sys.exit(worker.main())
"""


class Readings:
    """What a reader said."""

    def __init__(self, reader: LibraryReader) -> None:
        self.entries: dict[str, PostEntry] = {}
        self.missing: list[str] = []
        self.sentences: list[str] = []
        reader.batch_read.connect(self._take)
        reader.gave_up.connect(self.sentences.append)

    def _take(self, entries: list[PostEntry], missing: list[str]) -> None:
        self.entries.update((entry.path, entry) for entry in entries)
        self.missing += missing


@pytest.fixture
def make(qapp: object) -> Iterator[Callable[[list[str]], LibraryReader]]:
    made: list[LibraryReader] = []

    def make_reader(command: list[str]) -> LibraryReader:
        reader = LibraryReader(children=[ChildProcess("scan", command=command) for _ in range(2)])
        made.append(reader)
        return reader

    yield make_reader
    for reader in made:
        reader.stop()


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory()
    for number in range(150):
        site.post(f"{number:03}.md", f"Post {number}")
    return site


def read_all(reader: LibraryReader, site: SiteBuilder, qtbot: QtBot) -> Readings:
    readings = Readings(reader)
    reader.open(site.root, cache_path(site.root))
    with qtbot.waitSignal(reader.idle, timeout=20_000):
        reader.read(sorted(path.name for path in site.root.glob("*.md")))
    return readings


@pytest.fixture(params=[1, 2])
def _children(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has both children at work, or one."""
    if request.param == 2:
        monkeypatch.setattr(library_reader, "_WORTH_TWO", 1)


@pytest.mark.usefixtures("_children")
def test_a_post_that_kills_the_child_is_found(
    make: Callable[[list[str]], LibraryReader], site: SiteBuilder, qtbot: QtBot
) -> None:
    site.post("100-killer.md", "Killer")
    reader = make([sys.executable, "-c", _BAD_WORKER])
    readings = read_all(reader, site, qtbot)
    assert len(readings.entries) == 151
    killer = readings.entries.pop("100-killer.md")
    assert (killer.readable, killer.status) == (False, PostStatus.UNREADABLE)
    assert killer.title == "100 killer"
    assert all(entry.title.startswith("Post") for entry in readings.entries.values())
    assert readings.sentences == []


@pytest.mark.usefixtures("_children")
def test_a_post_that_holds_the_child_up_is_found(
    make: Callable[[list[str]], LibraryReader],
    site: SiteBuilder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader_lane, "_TIME_LIMIT_MS", 1_500)
    site.post("010-sleeper.md", "Sleeper")
    reader = make([sys.executable, "-c", _BAD_WORKER])
    readings = read_all(reader, site, qtbot)
    assert len(readings.entries) == 151
    assert not readings.entries["010-sleeper.md"].readable
    assert readings.entries["149.md"].title == "Post 149"


@pytest.mark.usefixtures("_children")
def test_no_child_at_all(
    make: Callable[[list[str]], LibraryReader], site: SiteBuilder, qtbot: QtBot
) -> None:
    reader = make(["/nowhere/copydesk"])
    readings = read_all(reader, site, qtbot)
    assert len(readings.entries) == 150
    assert not any(entry.known for entry in readings.entries.values())
    assert len(readings.sentences) == 1


@pytest.mark.usefixtures("_children")
def test_a_child_that_always_dies(
    make: Callable[[list[str]], LibraryReader], site: SiteBuilder, qtbot: QtBot
) -> None:
    reader = make([sys.executable, "-c", "import sys; sys.exit(1)"])
    readings = read_all(reader, site, qtbot)
    assert len(readings.entries) == 150
    assert len(readings.sentences) == 1


def test_missing_posts_are_told(
    make: Callable[[list[str]], LibraryReader], site: SiteBuilder, qtbot: QtBot
) -> None:
    reader = make([sys.executable, "-c", _BAD_WORKER])
    readings = Readings(reader)
    reader.open(site.root, cache_path(site.root))
    with qtbot.waitSignal(reader.idle, timeout=20_000):
        reader.read(["000.md", "gone.md"])
    assert (list(readings.entries), readings.missing) == (["000.md"], ["gone.md"])


@pytest.mark.usefixtures("_children")
def test_another_folder_drops_what_was_asked(
    make: Callable[[list[str]], LibraryReader],
    site: SiteBuilder,
    site_factory: Callable[..., SiteBuilder],
    qtbot: QtBot,
) -> None:
    other = site_factory("other")
    other.post("000.md", "Other")
    reader = make([sys.executable, "-c", _BAD_WORKER])
    readings = Readings(reader)
    reader.open(site.root, cache_path(site.root))
    reader.read([f"{number:03}.md" for number in range(150)])
    reader.open(other.root, cache_path(other.root))
    with qtbot.waitSignal(reader.idle, timeout=20_000):
        reader.read(["000.md"])
    assert {path: e.title for path, e in readings.entries.items()} == {"000.md": "Other"}
