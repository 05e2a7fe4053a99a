"""What is kept of posts shows in the library, whoever writes it, and follows posts everywhere."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from copydesk.core.posts.metadata import PostStatus
from copydesk.core.review.kept import load_records, records_path, update_records
from copydesk.core.review.kept_statuses import survey_statuses
from copydesk.services.file_operations import FileOperations
from copydesk.services.kept_records import KeptRecords
from copydesk.services.renames import Renames
from copydesk.services.settings import Settings
from copydesk.services.statuses import Statuses
from tests.helpers.git_repository import GitRepository
from tests.helpers.library_desk import LibraryDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.core.review.records import Records
    from tests.helpers.notifier_spy import NotifierSpy
    from tests.helpers.sites import SiteBuilder

# The library reads by child processes, which are not what is tried here.
pytestmark = pytest.mark.usefixtures("warm_workers")

FERRY = "news/ferry.md"
BRIDGE = "news/bridge.md"


def give(root: Path, post: str, status: str = "review") -> None:
    """Keeps a status as another desk does."""

    def given(records: Records) -> Records:
        return replace(records, status=status, status_when="2026-11-20T09:12:00+00:00")

    update_records(root, post, given)


def kept(root: Path, post: str) -> str:
    return load_records(root, post).status


class StatusLibrary(LibraryDesk):
    """A library whose posts have statuses beside them."""

    def __init__(self, qtbot: QtBot, notifier: NotifierSpy) -> None:
        super().__init__(qtbot, notifier)
        self.files_of = FileOperations(notifier, self.tasks, self.library)
        self.kept = KeptRecords(self.tasks, notifier, self.files_of, Settings(notifier))
        self.statuses = Statuses(self.tasks, self.library, self.kept)
        self.renames = Renames(self.library, self.files_of)
        self.renames.found.connect(self.kept.follow_move)

    def open_site(self, root: Path, folder: Path | None = None) -> None:
        self.kept.set_root(root)
        self.statuses.set_root(root)
        self.open(folder or root)

    def status(self, post: str) -> str:
        entry = self.library.entries.get(post)
        return entry.status.value if entry else ""

    def wait_for(self, **statuses: str) -> None:
        wanted = {f"news/{name}.md": status for name, status in statuses.items()}
        self.wait(lambda: {post: self.status(post) for post in wanted} == wanted)


@pytest.fixture
def start(qtbot: QtBot, notifier_spy: NotifierSpy) -> Iterator[Callable[[], StatusLibrary]]:
    desks: list[StatusLibrary] = []

    def make() -> StatusLibrary:
        desks.append(StatusLibrary(qtbot, notifier_spy))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(start: Callable[[], StatusLibrary]) -> StatusLibrary:
    return start()


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory()
    site.post(FERRY, "Ferry", "The ferry is late.\n", draft="true", date="2026-11-01")
    site.post(BRIDGE, "Bridge", "The bridge is closed.\n", draft="false", date="2026-11-02")
    return site


def test_what_was_kept_before_is_listed(desk: StatusLibrary, site: SiteBuilder) -> None:
    give(site.root, FERRY)
    give(site.root, BRIDGE)  # which says itself that it is published
    give(site.root, "news/not-there.md")
    desk.open_site(site.root)
    desk.wait_for(ferry="review", bridge="published")
    word, when = desk.statuses.since()[FERRY]
    assert (word, when[:8]) == ("review", "2026-11-")


def test_a_folder_within_the_site_lists_by_its_own_paths(
    desk: StatusLibrary, site: SiteBuilder
) -> None:
    give(site.root, FERRY)
    desk.open_site(site.root, site.root / "news")
    desk.wait(lambda: desk.status("ferry.md") == "review")
    assert "ferry.md" in desk.statuses.since()


def test_two_desks_see_each_other(start: Callable[[], StatusLibrary], site: SiteBuilder) -> None:
    one, other = start(), start()
    one.open_site(site.root)
    other.open_site(site.root)
    one.statuses.keep(FERRY, "review")
    other.library._watching._root_check.setInterval(50)
    for desk in (one, other):
        desk.wait_for(ferry="review")
    other.statuses.keep(FERRY, "ready")
    for desk in (one, other):
        desk.wait_for(ferry="ready")
    one.statuses.keep(FERRY, "")
    for desk in (one, other):
        desk.wait_for(ferry="draft")
    assert not records_path(site.root, FERRY).exists()


def test_the_status_stays_when_the_post_is_written(desk: StatusLibrary, site: SiteBuilder) -> None:
    give(site.root, FERRY)
    desk.open_site(site.root)
    desk.wait_for(ferry="review")
    site.post(FERRY, "Ferry late", draft="true")
    desk.wait_for_title(FERRY, "Ferry late")
    assert desk.status(FERRY) == "review"
    site.post(FERRY, "Ferry out", draft="false")
    desk.wait_for_title(FERRY, "Ferry out")
    assert desk.status(FERRY) == "published"


def test_a_renamed_folder_takes_its_records_along(desk: StatusLibrary, site: SiteBuilder) -> None:
    give(site.root, FERRY)
    give(site.root, BRIDGE, "ready")
    desk.open_site(site.root)
    (site.root / "news").rename(site.root / "stories")
    desk.wait(lambda: kept(site.root, "stories/ferry.md") == "review")
    desk.wait(lambda: kept(site.root, "stories/bridge.md") == "ready")
    desk.wait(lambda: desk.status("stories/ferry.md") == "review")


@pytest.mark.parametrize("name", ["Ferry.md", "late.md", "ferry.markdown"])
def test_a_rename_by_another_program_is_followed(
    desk: StatusLibrary, site: SiteBuilder, name: str
) -> None:
    give(site.root, FERRY)
    desk.open_site(site.root)
    (site.root / FERRY).rename(site.root / "news" / name)
    desk.wait(lambda: kept(site.root, f"news/{name}") == "review")
    assert kept(site.root, FERRY) == ""


def test_a_rename_while_no_desk_was_open_is_followed(
    start: Callable[[], StatusLibrary], site: SiteBuilder
) -> None:
    give(site.root, FERRY)
    os.utime(site.root / FERRY, (1_700_000_000, 1_700_000_000))  # long enough to be remembered
    first = start()
    first.open_site(site.root)
    first.close()
    (site.root / FERRY).rename(site.root / "news/late.md")
    start().open_site(site.root)
    first.wait(lambda: kept(site.root, "news/late.md") == "review")


def test_two_desks_follow_the_same_rename(
    start: Callable[[], StatusLibrary], site: SiteBuilder, notifier_spy: NotifierSpy
) -> None:
    give(site.root, FERRY)
    desks = [start(), start()]
    for desk in desks:
        desk.open_site(site.root)
    for old, new in (("ferry", "late"), ("late", "later"), ("later", "ferry")):
        (site.root / f"news/{old}.md").rename(site.root / f"news/{new}.md")
        for desk in desks:
            desk.wait_for(**{old: "", new: "review"})
            desk.settle()
    assert notifier_spy.errors == []


def test_records_that_are_there_already_stay(desk: StatusLibrary, site: SiteBuilder) -> None:
    give(site.root, FERRY)
    give(site.root, "news/late.md", "ready")
    desk.open_site(site.root)
    (site.root / FERRY).rename(site.root / "news/late.md")
    desk.wait_for(late="ready")
    desk.settle()
    assert (kept(site.root, FERRY), kept(site.root, "news/late.md")) == ("review", "ready")


def test_a_copy_takes_nothing_and_a_deleted_post_leaves_its_records(
    desk: StatusLibrary, site: SiteBuilder
) -> None:
    give(site.root, FERRY)
    desk.open_site(site.root)
    shutil.copy2(site.root / FERRY, site.root / "news/copy.md")
    desk.wait_for(copy="draft", ferry="review")
    assert kept(site.root, "news/copy.md") == ""
    # A copy of long ago is no rename.
    desk.renames._seen_s["news/copy.md"] = 1e-9
    (site.root / FERRY).unlink()
    desk.wait(lambda: FERRY not in desk.library.entries)
    desk.settle()
    assert (kept(site.root, FERRY), kept(site.root, "news/copy.md")) == ("review", "")


def test_copies_made_at_the_desk_are_no_renames(desk: StatusLibrary, site: SiteBuilder) -> None:
    give(site.root, FERRY)
    desk.open_site(site.root)
    made: list[Path] = []
    desk.files_of.duplicate(site.root / FERRY, made.append)
    desk.wait(lambda: bool(made) and made[0].relative_to(site.root).as_posix() in desk.titles())
    (site.root / FERRY).unlink()
    desk.wait(lambda: FERRY not in desk.library.entries)
    desk.settle()
    assert kept(site.root, FERRY) == "review"


def test_moved_at_the_desk_and_back(desk: StatusLibrary, site: SiteBuilder) -> None:
    give(site.root, FERRY)
    desk.open_site(site.root)
    desk.files_of.move([site.root / FERRY], site.root / "features")
    desk.wait(lambda: desk.status("features/ferry.md") == "review")
    desk.files_of.move([site.root / "features/ferry.md"], site.root / "news")
    desk.wait_for(ferry="review")


@pytest.mark.parametrize("tracked", [True, False])
def test_branches_come_and_go_without_loss(
    desk: StatusLibrary, site: SiteBuilder, tracked: bool
) -> None:
    repository = GitRepository(site.root)
    if not tracked:
        site.write(".gitignore", ".copydesk/\n")
    repository.commit_all()
    give(site.root, FERRY)
    repository.commit_all()
    repository.branch("renamed")
    repository.git("mv", FERRY, "news/late.md")
    if tracked:
        records = ".copydesk/posts/news"
        repository.git("mv", f"{records}/ferry.md.jsonl", f"{records}/late.md.jsonl")
    repository.commit_all()
    repository.checkout("main")
    desk.open_site(site.root)
    for _time in range(2):
        repository.checkout("renamed")
        desk.wait_for(late="review", ferry="")
        repository.checkout("main")
        desk.wait_for(ferry="review", late="")
    desk.settle()
    assert repository.git("status", "--porcelain") == ""
    assert kept(site.root, FERRY) == "review"


def test_a_branch_without_the_post_keeps_its_untracked_records(
    desk: StatusLibrary, site: SiteBuilder
) -> None:
    site.write(".gitignore", ".copydesk/\n")
    repository = GitRepository(site.root)
    repository.git("add", BRIDGE, ".gitignore")
    repository.git("commit", "--quiet", "--message", "One")
    repository.branch("more")
    repository.commit_all()
    give(site.root, FERRY)
    desk.open_site(site.root)
    repository.checkout("main")
    desk.wait_for(ferry="")
    repository.checkout("more")
    desk.wait_for(ferry="review")


def test_a_folder_that_cannot_be_written_is_told_of(
    desk: StatusLibrary, site: SiteBuilder, notifier_spy: NotifierSpy
) -> None:
    site.write(".copydesk", "not a folder")
    desk.open_site(site.root)
    desk.statuses.keep(FERRY, "review")
    desk.wait(lambda: bool(notifier_spy.errors))
    assert notifier_spy.errors[-1].endswith(".")
    assert desk.status(FERRY) == "draft"


def test_only_changed_files_are_read_again(
    site: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(site.root, FERRY)
    give(site.root, BRIDGE)
    first = survey_statuses(site.root, {})
    read: list[str] = []

    def note(real: Callable[[Path, str], Records], root: Path, post: str) -> Records:
        read.append(post)
        return real(root, post)

    monkeypatch.setattr(
        "copydesk.core.review.kept_statuses.load_records", partial(note, load_records)
    )
    assert survey_statuses(site.root, first) == first
    assert read == []
    give(site.root, FERRY, "ready!")  # as long as the word before
    again = survey_statuses(site.root, first)
    assert read == [FERRY]
    assert (again[FERRY].status, again[BRIDGE].status) == ("ready!", "review")


def test_ten_thousand_posts_are_listed_by_their_statuses_in_a_moment(
    desk: StatusLibrary, site: SiteBuilder
) -> None:
    """Only those that have one kept cost anything."""
    desk.open_site(site.root)
    entry = desk.library.entries[FERRY]
    paths = [f"news/{number}.md" for number in range(10_000)]
    desk.library.entries.update((path, entry._replace(path=path)) for path in paths)
    desk.changed.clear()
    desk.library.set_statuses(dict.fromkeys(paths, "review"))
    assert desk.changed == [set(paths)]
    desk.library.set_statuses(dict.fromkeys(paths, "review"))
    assert len(desk.changed) == 1
    assert desk.library.entries[paths[5]].status is PostStatus.REVIEW
    desk.library.set_statuses({})
    assert desk.library.entries[paths[5]] == entry._replace(path=paths[5])
