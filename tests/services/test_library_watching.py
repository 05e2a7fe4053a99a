"""The library while what it watches is moved away, replaced, or lost sight of."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

import pytest
from watchdog.observers.inotify import InotifyWatchGroup

from copydesk.core.library.watch import MANY, FolderWatch
from tests.helpers.library_desk import LibraryDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.helpers.log_guard import LogGuard
    from tests.helpers.notifier_spy import NotifierSpy
    from tests.helpers.sites import SiteBuilder

# The library reads by child processes, which are not what is tried here.
pytestmark = pytest.mark.usefixtures("warm_workers")


@pytest.fixture
def desk(qtbot: QtBot, notifier_spy: NotifierSpy) -> Iterator[LibraryDesk]:
    desk = LibraryDesk(qtbot, notifier_spy)
    yield desk
    desk.close()


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory().astro("news")
    site.post("src/content/news/ferry.md", "Ferry")
    return site


class TestOutside:
    def test_a_folder_outside_that_was_made_again(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        path = other.post("wire.md", "Wire")
        desk.open(site.root)
        desk.library.watch_extra(path)
        desk.settle()
        desk.library._watching._root_check.setInterval(50)
        shutil.move(other.root, other.root.with_name("away"))
        desk.wait(lambda: other.root in desk.files)
        site_factory("other").post("wire.md", "Wire, corrected")
        desk.files.clear()
        desk.wait(lambda: other.root in desk.files)
        desk.settle()
        desk.files.clear()
        other.post("wire.md", "Wire, corrected twice")
        desk.wait(lambda: path in desk.files)

    def test_looked_at_while_the_library_is_away(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        path = other.post("wire.md", "Wire")
        desk.open(site.root)
        desk.library.watch_extra(path)
        desk.library._watching._root_check.setInterval(50)
        site.root.rename(site.root.with_name("away"))
        desk.wait(lambda: desk.library.watch_state == "away")
        desk.files.clear()
        desk.wait(lambda: other.root in desk.files)


class TestLostEvents:
    def test_a_folder_made_meanwhile_is_watched_afterwards(
        self,
        desk: LibraryDesk,
        site: SiteBuilder,
        monkeypatch: pytest.MonkeyPatch,
        log_guard: LogGuard,
    ) -> None:
        """The system's queue overflows; what watchdog had not seen by then it never will."""
        log_guard.expect("events were lost")
        desk.open(site.root)
        with monkeypatch.context() as patch:
            patch.setattr(InotifyWatchGroup, "on_event", lambda *_: None)
            site.post("src/content/late/new.md", "New")
            desk.settle()
        assert "src/content/late/new.md" not in desk.library.entries
        logging.getLogger("watchdog.observers.inotify_c").warning("events were lost")
        desk.wait_for_title("src/content/late/new.md", "New")
        desk.wait(lambda: desk.library.watch_state == "watching" and not desk.tasks.busy)
        site.post("src/content/late/new.md", "Newer")
        desk.wait_for_title("src/content/late/new.md", "Newer")

    def test_a_folder_replaced_amid_a_storm(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        desk.open(site.root)
        for number in range(2 * MANY):
            site.post(f"src/{number}.md", str(number))
        shutil.rmtree(site.root / "src")
        for number in range(2 * MANY):
            site.post(f"src/{number}.md", f"Again {number}")
        desk.wait_for_title("src/0.md", "Again 0")
        site.post("src/0.md", "Boat")
        desk.wait_for_title("src/0.md", "Boat")

    def test_content_is_compared_where_time_and_size_say_nothing(
        self, desk: LibraryDesk, site: SiteBuilder
    ) -> None:
        desk.open(site.root)
        desk.library.refresh_now()
        desk.wait(lambda: site.root in desk.files)


def test_no_room_for_a_folder_made_later(
    desk: LibraryDesk, site: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(site.root)
    monkeypatch.setattr(FolderWatch, "has_room", lambda _watch: False)
    site.post("src/content/late/new.md", "New")
    desk.wait(lambda: desk.library.watch_state == "polling")
    assert "can't watch all" in desk.notifier.sentences[-1]
    desk.library._watching._poll.setInterval(100)
    site.post("src/content/late/new.md", "Newer")
    desk.wait_for_title("src/content/late/new.md", "Newer")


def test_a_folder_that_goes_while_its_watch_is_started(
    desk: LibraryDesk, site: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = FolderWatch.start

    def gone(watch: FolderWatch) -> None:
        site.root.rename(site.root.with_name("away"))
        monkeypatch.setattr(FolderWatch, "start", start)
        start(watch)

    monkeypatch.setattr(FolderWatch, "start", gone)
    desk.open(site.root)
    assert desk.library.watch_state == "away"
    assert any("no longer there" in sentence for sentence in desk.notifier.sentences)
    site.root.with_name("away").rename(site.root)
    desk.wait(lambda: desk.library.watch_state == "watching")
