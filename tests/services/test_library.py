"""The library on real folders, with its real child process, watcher and cache."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.cache import LibraryCache, cache_path
from copydesk.core.library.watch import FolderWatch, WatchLimitError
from copydesk.core.posts.metadata import PostStatus
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest
from tests.helpers.library_desk import LibraryDesk
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.helpers.git_repository import GitRepository
    from tests.helpers.notifier_spy import NotifierSpy

# The library reads by child processes, which are not what is tried here.
pytestmark = pytest.mark.usefixtures("warm_workers")


@pytest.fixture
def desk(qtbot: QtBot, notifier_spy: NotifierSpy) -> Iterator[LibraryDesk]:
    desk = LibraryDesk(qtbot, notifier_spy)
    yield desk
    desk.close()


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory().astro("news", "features")
    site.post("src/content/news/ferry.md", "Ferry", pubDate="2026-11-20", draft="true")
    site.post("src/content/features/reeds.md", "Reed cutters", pubDate="2026-11-11")
    return site


class TestOpening:
    def test_lists_and_reads(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        names: list[int] = []
        order: list[Path] = []
        desk.library.folder_opened.connect(order.append)
        desk.library.names_listed.connect(lambda: names.append(len(desk.library.entries)))
        desk.open(site.root)
        assert order == [site.root]
        assert names == [2]
        assert desk.library.root == site.root
        ferry = desk.library.entries["src/content/news/ferry.md"]
        assert (ferry.title, ferry.date, ferry.status) == ("Ferry", "2026-11-20", PostStatus.DRAFT)
        assert ferry.known
        assert desk.library.entry_at(site.root / "src/content/news/ferry.md") == ferry
        assert desk.library.entry_at(site.root.parent / "x.md") is None
        assert desk.progress[0] == (0, 0)
        assert desk.progress[-1] == (2, 2)
        assert desk.library.watch_state == "watching"
        assert "src/content/news" in desk.library.folders

    def test_the_second_time_nothing_is_read(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        old = site.root / "src/content/news/ferry.md"
        for path in site.root.rglob("*.md"):
            os.utime(path, (1_700_000_000, 1_700_000_000))
        desk.open(site.root)
        first = dict(desk.library.entries)
        desk.library.close()
        site.post("src/content/news/new.md", "New")
        old.unlink()
        asked: list[str] = []
        read = desk.library._reader.read

        def spy(paths: Iterable[str]) -> None:
            asked.extend(paths)
            read(asked)

        desk.library._reader.read = spy  # type: ignore[method-assign]  # for this test
        desk.open(site.root)
        assert asked == ["src/content/news/new.md"]
        kept = "src/content/features/reeds.md"
        assert desk.library.entries[kept] == first[kept]
        assert "src/content/news/ferry.md" not in desk.library.entries

    def test_a_broken_cache_is_made_anew(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        cache = cache_path(site.root)
        cache.parent.mkdir(parents=True)
        cache.write_bytes(b"SQLite format 3\0 and then rubbish" * 100)
        desk.open(site.root)
        assert desk.titles()["src/content/news/ferry.md"] == "Ferry"
        assert desk.notifier.notices == []
        for path in site.root.rglob("*.md"):
            os.utime(path, (1_700_000_000, 1_700_000_000))
        desk.library.refresh_now()
        desk.settle()
        remembered = LibraryCache(cache)
        assert set(remembered.load()) == set(desk.library.entries)
        remembered.close()

    def test_unreadable_posts_are_listed_and_marked(
        self, desk: LibraryDesk, site: SiteBuilder
    ) -> None:
        site.write("src/content/news/broken.md", '---\ntitle: "no end\n---\nText\n')
        site.write("src/content/news/latin.md", b"---\ntitle: Caf\xe9\n---\n")
        desk.open(site.root)
        broken = desk.library.entries["src/content/news/broken.md"]
        assert (broken.readable, broken.status) == (False, PostStatus.UNREADABLE)
        assert "src/content/news/latin.md" in desk.library.entries

    def test_no_posts(self, desk: LibraryDesk, tmp_path: Path) -> None:
        desk.open(tmp_path)
        assert desk.library.entries == {}
        assert not desk.notifier.notices

    def test_no_such_folder_keeps_the_open_one(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        desk.open(site.root)
        desk.library.open_folder(site.root / "gone")
        desk.wait(lambda: bool(desk.notifier.notices))
        assert desk.notifier.notices[-1].sentence == "“gone” was not opened: it is not there."
        assert desk.library.root == site.root
        assert not desk.library.loading

    def test_opening_another_before_the_first_is_done(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        other.post("a.md", "A")
        desk.library.open_folder(other.root)
        desk.open(site.root)
        assert desk.library.root == site.root
        assert desk.titles()["src/content/news/ferry.md"] == "Ferry"
        desk.open(other.root)
        assert desk.titles() == {"a.md": "A"}

    def test_posts_with_names_that_are_not_text(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        name = os.fsdecode(b"src/content/news/caf\xe9.md")
        site.post(name, "Odd name")
        desk.open(site.root)
        assert desk.titles()[name] == "Odd name"


class TestFollowing:
    """Each way in which another program may change a post."""

    @pytest.fixture(autouse=True)
    def _opened(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        desk.open(site.root)

    POST = "src/content/news/ferry.md"

    def test_truncate_and_write(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        site.post(self.POST, "Boat")
        desk.wait_for_title(self.POST, "Boat")
        assert desk.changed == [{self.POST}]
        assert desk.files == {site.root / self.POST}

    def test_write_and_rename(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        site.post("src/content/news/temp", "Boat").replace(site.root / self.POST)
        desk.wait_for_title(self.POST, "Boat")
        assert desk.changed == [{self.POST}]
        assert site.root / self.POST in desk.files

    def test_rename_from_another_folder(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        site_factory("other").post("temp", "Boat").replace(site.root / self.POST)
        desk.wait_for_title(self.POST, "Boat")

    def test_the_dance_of_vim(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        path = site.root / self.POST
        backup = path.with_name("ferry.md~")
        path.rename(backup)
        site.post(self.POST, "Boat")
        backup.unlink()
        desk.wait_for_title(self.POST, "Boat")
        assert desk.changed == [{self.POST}]
        assert set(desk.titles()) == {self.POST, "src/content/features/reeds.md"}

    def test_delete_and_recreate(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        (site.root / self.POST).unlink()
        site.post(self.POST, "Boat")
        desk.wait_for_title(self.POST, "Boat")

    def test_delete(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        (site.root / self.POST).unlink()
        desk.wait(lambda: self.POST not in desk.library.entries)
        desk.settle()
        assert desk.changed == [{self.POST}]
        assert site.root / self.POST in desk.files

    def test_many_small_writes_are_few_refreshes(
        self, desk: LibraryDesk, site: SiteBuilder
    ) -> None:
        for number in range(40):
            site.post(self.POST, f"Boat {number}")
        desk.wait_for_title(self.POST, "Boat 39")
        assert len(desk.changed) <= 2

    def test_new_post_in_a_new_folder(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        site.post("blog/2026/11/new.md", "New")
        desk.wait_for_title("blog/2026/11/new.md", "New")
        site.post("blog/2026/11/new.md", "Newer")
        desk.wait_for_title("blog/2026/11/new.md", "Newer")
        assert {"blog", "blog/2026", "blog/2026/11"} <= desk.library.folders

    def test_a_folder_renamed(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        (site.root / "src/content/news").rename(site.root / "src/content/reports")
        desk.wait_for_title("src/content/reports/ferry.md", "Ferry")
        assert desk.changed == [{self.POST, "src/content/reports/ferry.md"}]
        assert self.POST not in desk.library.entries
        assert {site.root / self.POST, site.root / "src/content/reports/ferry.md"} <= desk.files
        site.post("src/content/reports/ferry.md", "Boat")
        desk.wait_for_title("src/content/reports/ferry.md", "Boat")

    def test_a_top_folder_renamed_and_made_again(
        self, desk: LibraryDesk, site: SiteBuilder
    ) -> None:
        (site.root / "src").rename(site.root / "source")
        desk.wait_for_title("source/content/news/ferry.md", "Ferry")
        site.post("source/content/news/ferry.md", "Boat")
        desk.wait_for_title("source/content/news/ferry.md", "Boat")
        site.post(self.POST, "Another ferry")
        desk.wait_for_title(self.POST, "Another ferry")
        site.post(self.POST, "Yet another")
        desk.wait_for_title(self.POST, "Yet another")

    def test_a_folder_moved_out(self, desk: LibraryDesk, site: SiteBuilder, tmp_path: Path) -> None:
        (site.root / "src/content/news").rename(tmp_path / "away")
        desk.wait(lambda: self.POST not in desk.library.entries)
        desk.settle()
        assert desk.changed == [{self.POST}]
        assert any(path in desk.files for path in (site.root / self.POST).parents)

    def test_a_folder_deleted(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        shutil.rmtree(site.root / "src/content/news")
        desk.wait(lambda: self.POST not in desk.library.entries)

    def test_written_alike_is_not_changed(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        site.write(self.POST, site.read(self.POST))
        desk.wait(lambda: bool(desk.files))
        desk.settle()
        assert desk.changed == []

    def test_own_save_of_the_body_shows_nothing(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        path = site.root / self.POST
        old = path.read_bytes()
        save_atomic(path, old + b"One more line.\n", digest(old))
        desk.wait(lambda: path in desk.files)
        desk.settle()
        assert desk.changed == []
        assert desk.files == {path}  # and not the temporary file
        assert desk.library.entries[self.POST].size == path.stat().st_size

    def test_what_is_no_part_of_the_site_is_not_told(
        self, desk: LibraryDesk, site: SiteBuilder
    ) -> None:
        site.write("node_modules/x/readme.md", "# X\n")
        site.write(".git/index", "x")
        site.post("src/content/news/last.md", "Last")
        desk.wait_for_title("src/content/news/last.md", "Last")
        assert not any("readme.md" in path.name for path in desk.files)
        assert "node_modules/x/readme.md" not in desk.library.entries

    def test_other_files_are_told(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        site.write("public/hero.png", b"\x89PNG")
        desk.wait(lambda: site.root / "public/hero.png" in desk.files)
        desk.settle()
        assert desk.changed == []

    def test_a_look_on_request_needs_no_watcher(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        desk.library._watching.stop()
        site.post(self.POST, "Boat")
        site.post("src/content/news/new.md", "New")
        desk.library.refresh_now({site.root / self.POST})
        desk.wait_for_title(self.POST, "Boat")
        assert "src/content/news/new.md" not in desk.library.entries
        desk.library.refresh_now()
        desk.wait_for_title("src/content/news/new.md", "New")


class TestBranches:
    @pytest.fixture
    def repository(self, git_repository: GitRepository) -> GitRepository:
        site = SiteBuilder(git_repository.root)
        for number in range(2_000):
            site.post(f"posts/{number % 20}/post-{number}.md", f"Main {number}")
        git_repository.commit_all()
        git_repository.branch("rewrite")
        for number in range(2_000):
            site.post(f"posts/{number % 20}/post-{number}.md", f"Rewritten {number}")
        site.post("posts/only-here.md", "Only here")
        git_repository.commit_all()
        git_repository.checkout("main")
        return git_repository

    def test_a_checkout_is_one_refresh(self, desk: LibraryDesk, repository: GitRepository) -> None:
        desk.open(repository.root)
        repository.checkout("rewrite")
        desk.wait(lambda: bool(desk.changed))
        desk.settle()
        assert [len(paths) for paths in desk.changed] == [2_001]
        titles = desk.titles()
        assert all(title.startswith(("Rewritten", "Only")) for title in titles.values())
        assert repository.root / "posts/only-here.md" in desk.files
        desk.changed.clear()
        repository.checkout("main")
        desk.wait(lambda: bool(desk.changed))
        desk.settle()
        assert [len(paths) for paths in desk.changed] == [2_001]
        assert "posts/only-here.md" not in desk.library.entries

    def test_waits_while_git_is_at_work(
        self, desk: LibraryDesk, git_repository: GitRepository, qtbot: QtBot
    ) -> None:
        site = SiteBuilder(git_repository.root)
        site.post("a.md", "A")
        desk.open(site.root)
        lock = site.write(".git/index.lock", "")
        site.post("a.md", "B")
        qtbot.wait(400)
        assert desk.changed == []
        lock.unlink()
        desk.wait_for_title("a.md", "B")


class TestTheFolderItself:
    def test_goes_and_comes_back(
        self, desk: LibraryDesk, site: SiteBuilder, tmp_path: Path
    ) -> None:
        desk.open(site.root)
        site.root.rename(tmp_path / "elsewhere")
        desk.wait(lambda: desk.library.watch_state == "away")
        assert site.root in desk.files
        assert len(desk.notifier.notices) == 1
        assert len(desk.library.entries) == 2
        desk.files.clear()
        (tmp_path / "elsewhere").rename(site.root)
        desk.wait(lambda: desk.library.watch_state == "watching")
        desk.settle()
        assert site.root in desk.files
        site.post("src/content/news/ferry.md", "Boat")
        desk.wait_for_title("src/content/news/ferry.md", "Boat")
        assert [notice.sentence for notice in desk.notifier.notices] == [
            "The folder “site” is no longer there.",
            "The folder “site” is back.",
        ]

    def test_deleted_and_made_again_at_once(self, desk: LibraryDesk, site: SiteBuilder) -> None:
        desk.open(site.root)
        shutil.rmtree(site.root)
        site.post("other.md", "Other")
        desk.wait_for_title("other.md", "Other")
        assert set(desk.library.entries) == {"other.md"}
        site.post("other.md", "Changed")
        desk.wait_for_title("other.md", "Changed")

    def test_behind_a_link(self, desk: LibraryDesk, site: SiteBuilder, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(site.root)
        desk.open(link)
        site.post("src/content/news/ferry.md", "Boat")
        desk.wait_for_title("src/content/news/ferry.md", "Boat")
        assert link / "src/content/news/ferry.md" in desk.files


class TestPolling:
    """Where the system lets us watch no more folders."""

    @pytest.fixture(autouse=True)
    def _no_watch(self, monkeypatch: pytest.MonkeyPatch, desk: LibraryDesk) -> None:
        def refuse(_self: FolderWatch) -> None:
            raise WatchLimitError

        monkeypatch.setattr(FolderWatch, "start", refuse)
        desk.library._watching._poll.setInterval(100)

    def test_looks_from_time_to_time_and_says_so_once(
        self, desk: LibraryDesk, site: SiteBuilder
    ) -> None:
        desk.open(site.root)
        assert desk.library.watch_state == "polling"
        assert len(desk.notifier.notices) == 1
        assert "up to 3 seconds late" in desk.notifier.sentences[0]
        site.post("src/content/news/ferry.md", "Boat")
        desk.wait_for_title("src/content/news/ferry.md", "Boat")
        assert desk.changed == [{"src/content/news/ferry.md"}]
        # With the folder itself: open posts are compared whatever their time and size say.
        assert desk.files == {site.root, site.root / "src/content/news/ferry.md"}
        shutil.rmtree(site.root / "src/content/news")
        desk.wait(lambda: set(desk.library.entries) == {"src/content/features/reeds.md"})
        assert len(desk.notifier.notices) == 1

    def test_posts_outside(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        path = other.post("wire.md", "Wire")
        desk.library.watch_extra(path)
        desk.open(site.root)
        desk.settle()
        desk.files.clear()
        other.post("wire.md", "Wire, corrected")
        desk.wait(lambda: path.parent in desk.files)


class TestOutside:
    def test_a_post_outside_is_watched(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        path = other.post("wire.md", "Wire")
        desk.open(site.root)
        desk.library.watch_extra(path)
        desk.wait(lambda: not desk.tasks.busy)
        other.post("wire.md", "Wire, corrected")
        desk.wait(lambda: path in desk.files)
        desk.files.clear()
        path.unlink()
        desk.wait(lambda: path in desk.files)
        assert not any(path.name == "wire.md" for path in map(Path, desk.library.entries))

    def test_without_a_folder(
        self, desk: LibraryDesk, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        path = other.post("wire.md", "Wire")
        desk.library.watch_extra(path)
        desk.wait(lambda: desk.library.watch_state == "watching")
        other.post("wire.md", "Wire, corrected")
        desk.wait(lambda: path in desk.files)

    def test_still_watched_after_another_folder_is_opened(
        self, desk: LibraryDesk, site: SiteBuilder, site_factory: Callable[..., SiteBuilder]
    ) -> None:
        other = site_factory("other")
        path = other.post("wire.md", "Wire")
        desk.library.watch_extra(path)
        desk.open(site.root)
        desk.wait(lambda: not desk.tasks.busy)
        other.post("wire.md", "Wire, corrected")
        desk.wait(lambda: path in desk.files)


def test_closing_ends_everything(desk: LibraryDesk, site: SiteBuilder) -> None:
    desk.open(site.root)
    desk.library.close()
    assert desk.library.root is None
    assert desk.library.entries == {}
    assert desk.library.watch_state == "off"
    site.post("src/content/news/ferry.md", "Boat")
    desk.settle()
    assert desk.files == set()
