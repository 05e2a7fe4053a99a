"""File operations on a real folder, with the library beside them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.services.file_operations import FileOperations
from copydesk.services.library import Library
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy
    from tests.helpers.sites import SiteBuilder

# The library reads by child processes, which are not what is tried here.
pytestmark = pytest.mark.usefixtures("warm_workers")

LONG_MS = 15_000


class Bench:
    """File operations over an open library, and what they told."""

    def __init__(self, qtbot: QtBot, notifier: NotifierSpy, site: SiteBuilder) -> None:
        self.qtbot = qtbot
        self.notifier = notifier
        self.site = site
        self.tasks = TaskRunner(notifier)
        self.library = Library(notifier, self.tasks)
        self.files = FileOperations(notifier, self.tasks, self.library)
        self.created: list[Path] = []
        self.moved: list[tuple[Path, Path]] = []
        self.trashed: list[Path] = []
        self.restored: list[Path] = []
        self.files.created.connect(self.created.append)
        self.files.moved.connect(self._note_move)
        self.files.trashed.connect(self.trashed.append)
        self.files.restored.connect(self.restored.append)
        with qtbot.waitSignal(self.library.loaded, timeout=LONG_MS):
            self.library.open_folder(site.root)
        self.settle()

    def _note_move(self, old: Path, new: Path) -> None:
        self.moved.append((old, new))

    def settle(self) -> None:
        self.qtbot.wait(20)
        self.qtbot.waitUntil(
            lambda: not self.tasks.busy and not self.library._reader.busy, timeout=LONG_MS
        )

    def listed(self) -> set[str]:
        self.settle()
        return set(self.library.entries)


@pytest.fixture
def bench(
    qtbot: QtBot, notifier_spy: NotifierSpy, site_factory: Callable[..., SiteBuilder]
) -> Iterator[Bench]:
    site = site_factory()
    site.post("news/ferry.md", "Ferry", pubDate="2026-11-20", draft="false")
    site.post("news/bridge.md", "Bridge", pubDate="2026-11-21", draft="false")
    (site.root / "features").mkdir()
    bench = Bench(qtbot, notifier_spy, site)
    yield bench
    bench.library.close()
    bench.tasks.drain()


@pytest.fixture
def ferry(bench: Bench) -> Path:
    return bench.site.root / "news/ferry.md"


class TestCreating:
    def test_a_post(self, bench: Bench) -> None:
        given: list[Path] = []
        bench.files.create_post(bench.site.root / "news", "  Mill   Lane ", given.append)
        bench.settle()
        path = bench.site.root / "news/mill-lane.md"
        assert given == bench.created == [path]
        lines = path.read_text().splitlines()
        assert lines[1] == 'title: "Mill Lane"'
        assert lines[2].startswith("pubDate: 20")
        assert lines[3] == "draft: true"
        assert bench.library.entries["news/mill-lane.md"].title == "Mill Lane"

    def test_never_over_another(self, bench: Bench, ferry: Path) -> None:
        old = ferry.read_bytes()
        bench.files.create_post(ferry.parent, "Ferry")
        bench.files.create_post(ferry.parent, "Ferry!")
        bench.settle()
        assert {path.name for path in bench.created} == {"ferry-2.md", "ferry-3.md"}
        assert ferry.read_bytes() == old

    def test_in_the_root_and_in_a_folder_that_is_not_there(self, bench: Bench) -> None:
        bench.files.create_post(bench.site.root, "Top")
        bench.files.create_post(bench.site.root / "opinion/letters", "Sir")
        assert {"top.md", "opinion/letters/sir.md"} <= bench.listed()

    def test_a_title_is_needed(self, bench: Bench) -> None:
        bench.files.create_post(bench.site.root, "   ")
        bench.settle()
        assert bench.notifier.sentences == ["A post needs a title."]
        assert bench.created == []

    def test_a_folder_that_can_not_be_made(self, bench: Bench, ferry: Path) -> None:
        bench.files.create_post(ferry / "inside", "T")
        bench.settle()
        assert len(bench.notifier.errors) == 1
        assert bench.created == []

    def test_a_bundle(self, bench: Bench) -> None:
        for name in ("one", "two"):
            bench.site.post(f"blog/{name}/index.md", name, date="2026-01-02")
        bench.library.refresh_now()
        bench.settle()
        bench.files.create_post(bench.site.root / "blog", "Three")
        bench.files.create_post(bench.site.root / "blog", "Three")
        assert {"blog/three/index.md", "blog/three-2/index.md"} <= bench.listed()


class TestRenaming:
    def test_renames(self, bench: Bench, ferry: Path) -> None:
        new = ferry.with_name("boat.md")
        bench.files.rename(ferry, "boat.md")
        assert bench.listed() == {"news/boat.md", "news/bridge.md"}
        assert bench.moved == [(ferry, new)]
        assert bench.library.entries["news/boat.md"].title == "Ferry"

    @pytest.mark.parametrize("name", ["boat", "boat v1.2", "Ferry", "बंद नदी"])
    def test_keeps_the_suffix(self, bench: Bench, ferry: Path, name: str) -> None:
        bench.files.rename(ferry, name)
        assert f"news/{name}.md" in bench.listed()
        assert "news/ferry.md" not in bench.library.entries

    def test_a_clash_is_said(self, bench: Bench, ferry: Path) -> None:
        bench.files.rename(ferry, "bridge.md")
        bench.settle()
        assert bench.notifier.errors == [
            "“ferry.md” was not renamed: there is already a “bridge.md” in “news”."
        ]
        assert ferry.exists()
        assert bench.moved == []

    @pytest.mark.parametrize("name", ["a/b.md", "../x.md", ".md", "what?.md"])
    def test_bad_names_are_refused(self, bench: Bench, ferry: Path, name: str) -> None:
        bench.files.rename(ferry, name)
        bench.settle()
        assert len(bench.notifier.notices) == 1
        assert ferry.exists()

    def test_the_same_or_no_name_does_nothing(self, bench: Bench, ferry: Path) -> None:
        bench.files.rename(ferry, " ferry.md ")
        bench.settle()
        assert bench.notifier.notices == []


class TestMoving:
    def test_moves_and_moves_back(self, bench: Bench, ferry: Path) -> None:
        bridge, features = ferry.with_name("bridge.md"), bench.site.root / "features"
        bench.files.move([ferry, bridge], features)
        assert bench.listed() == {"features/ferry.md", "features/bridge.md"}
        assert bench.moved == [(ferry, features / "ferry.md"), (bridge, features / "bridge.md")]
        assert bench.notifier.sentences == ["2 posts were moved to “features”."]
        bench.notifier.press("Undo")
        assert bench.listed() == {"news/ferry.md", "news/bridge.md"}

    def test_one_that_clashes_stays(self, bench: Bench, ferry: Path) -> None:
        bench.site.post("features/ferry.md", "Other")
        bench.files.move([ferry, ferry.with_name("bridge.md")], bench.site.root / "features")
        bench.settle()
        assert ferry.exists()
        assert bench.notifier.sentences[0] == "“bridge.md” was moved to “features”."
        assert "already a “ferry.md” in “features”" in bench.notifier.errors[0]

    def test_to_where_it_is(self, bench: Bench, ferry: Path) -> None:
        bench.files.move([ferry], ferry.parent)
        bench.settle()
        assert bench.notifier.notices == []


class TestTrash:
    def test_and_back(self, bench: Bench, ferry: Path, own_home: Path) -> None:
        old = ferry.read_bytes()
        bench.files.trash(ferry)
        assert bench.listed() == {"news/bridge.md"}
        assert bench.trashed == [ferry]
        assert not ferry.exists()
        assert bench.notifier.sentences == ["“ferry.md” was moved to the trash."]
        bench.notifier.press("Undo")
        assert bench.listed() == {"news/ferry.md", "news/bridge.md"}
        assert bench.restored == [ferry]
        assert ferry.read_bytes() == old
        assert not list(own_home.rglob("ferry*"))

    def test_several_make_one_notice(self, bench: Bench, ferry: Path) -> None:
        bench.files.trash(ferry)
        bench.files.trash(ferry.with_name("bridge.md"))
        assert bench.listed() == set()
        assert bench.notifier.sentences == ["2 posts were moved to the trash."]
        bench.notifier.press("Undo")
        assert bench.listed() == {"news/ferry.md", "news/bridge.md"}

    def test_back_to_a_folder_that_is_gone(self, bench: Bench, ferry: Path) -> None:
        bench.files.trash(ferry)
        bench.settle()
        ferry.with_name("bridge.md").unlink()
        ferry.parent.rmdir()
        bench.qtbot.waitUntil(lambda: bench.listed() == set(), timeout=LONG_MS)
        bench.notifier.press("Undo")
        assert bench.listed() == {"news/ferry.md"}

    def test_back_beside_a_new_one(self, bench: Bench, ferry: Path) -> None:
        bench.files.trash(ferry)
        bench.settle()
        bench.site.post("news/ferry.md", "New")
        bench.notifier.press("Undo")
        assert "news/ferry-2.md" in bench.listed()
        assert bench.notifier.sentences[-1] == "“ferry.md” came back as “ferry-2.md”."
        assert b"New" in ferry.read_bytes()

    def test_the_trash_was_emptied(self, bench: Bench, ferry: Path, own_home: Path) -> None:
        bench.files.trash(ferry)
        bench.settle()
        for path in own_home.rglob("ferry.md"):
            path.unlink()
        bench.notifier.press("Undo")
        bench.settle()
        assert bench.notifier.errors == ["“ferry.md” was not restored: it is not there."]

    def test_what_is_not_there(self, bench: Bench, ferry: Path) -> None:
        ferry.unlink()
        bench.files.trash(ferry)
        bench.settle()
        assert bench.notifier.errors == ["“ferry.md” was not moved to the trash: it is not there."]


def test_duplicates(bench: Bench, ferry: Path) -> None:
    bench.files.duplicate(ferry)
    assert bench.listed() == {"news/ferry.md", "news/ferry-copy.md", "news/bridge.md"}
    assert bench.created == [ferry.with_name("ferry-copy.md")]
    assert bench.created[0].read_bytes() == ferry.read_bytes()


def test_asks_for_a_file_to_be_shown(bench: Bench, ferry: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.files.reveal_requested) as asked:
        bench.files.reveal(ferry)
    assert asked.args == [ferry]


def test_a_folder_without_rights(bench: Bench, ferry: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may do everything")
    ferry.parent.chmod(0o500)
    bench.files.rename(ferry, "boat.md")
    bench.settle()
    ferry.parent.chmod(0o700)
    assert "you may not change it" in bench.notifier.errors[0]
