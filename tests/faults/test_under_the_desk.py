"""What other programs do to the folder while posts are open: branches, moves, the watcher held."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from copydesk.services.open_document import DiskState
from tests.helpers.sites import SiteBuilder
from tests.journeys.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.services.open_document import OpenDocument
    from tests.helpers.git_repository import GitRepository
    from tests.helpers.log_guard import LogGuard

POSTS = 10_000
# Generous: the machine may be busy. How long it took is in the table.
LONG_MS = 100_000


class At:
    """A desk on a folder, without a preview, and one clean and one dirty post open."""

    def __init__(self, qtbot: QtBot, root: Path, clean: Path, dirty: Path) -> None:
        self.journey = Journey(qtbot, None)
        self.journey.desk.middle.show_view("editor")
        self.journey.desk.open_path(root)
        library = self.journey.desk.library
        self.journey.until(
            lambda: library.root and not library.loading and library.watch_state == "watching",
            LONG_MS,
        )
        self.clean, self.dirty = self.open(clean), self.open(dirty)
        self.begun = self.dirty.text
        assert self.journey.desk.editors.current_editor is not None
        self.journey.desk.editors.current_editor.setFocus()
        self.journey.press("Ctrl+End")
        self.journey.type("Mine.")

    def open(self, path: Path) -> OpenDocument:
        desk = self.journey.desk
        desk.open_post(path)
        self.journey.until(lambda: desk.documents.at(path) is not None)
        document = desk.documents.at(path)
        assert document is not None
        desk.show_document(document)
        return document

    def until(self, condition: Callable[[], object]) -> None:
        self.journey.until(condition, LONG_MS)

    def keeps_mine(self) -> bool:
        return self.dirty.text == self.begun + "Mine." and self.dirty.modified


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[[Path, Path, Path], At]]:
    desks: list[At] = []

    def begin(root: Path, clean: Path, dirty: Path) -> At:
        desks.append(At(qtbot, root, clean, dirty))
        return desks[-1]

    yield begin
    for desk in desks:
        desk.journey.stop()


def shows(document: OpenDocument, path: Path) -> bool:
    return (
        document.path == path
        and path.is_file()
        and document.text == path.read_text()
        and document.disk_state is DiskState.SAME
        and not document.modified
    )


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_the_watcher_held_still_during_a_checkout(
    git_repository: GitRepository,
    start: Callable[[Path, Path, Path], At],
    monkeypatch: pytest.MonkeyPatch,
    log_guard: LogGuard,
    outcome: Callable[..., None],
) -> None:
    """So many changes that the system's queue overflows, and folders that are new since."""
    from watchdog.observers.inotify_c import InotifyFD

    log_guard.expect("[Qq]ueue overflowed")
    root = git_repository.root
    names = [f"posts/{number % 50}/post-{number}.md" for number in range(POSTS)]
    write_all(root, names, "Main")
    git_repository.commit_all()
    git_repository.branch("rewrite")
    write_all(root, names, "Rewritten")
    (root / "late/deep").mkdir(parents=True)
    (root / "late/deep/new.md").write_text("---\ntitle: New\n---\n")
    git_repository.commit_all()
    git_repository.checkout("main")
    at = start(root, root / names[0], root / names[1])
    library = at.journey.desk.library

    gate = threading.Event()
    handle = InotifyFD.handle_event

    def held(self: InotifyFD, event: object) -> None:
        gate.wait()
        handle(self, event)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(InotifyFD, "handle_event", held)
    (root / "posts/0/held.md").write_text("---\ntitle: Held\n---\n")  # the first to be held at
    git_repository.checkout("rewrite")
    gate.set()
    begun = time.monotonic()
    at.until(lambda: shows(at.clean, root / names[0]))
    open_s = time.monotonic() - begun
    at.until(lambda: library.entries.keys() >= {"late/deep/new.md"})
    at.until(lambda: all(library.entries[name].title == f"Rewritten {name}" for name in names))
    all_s = time.monotonic() - begun
    # What was made meanwhile is watched from then on.
    at.until(lambda: library.watch_state == "watching" and not at.journey.desk.tasks.busy)
    (root / "late/deep/new.md").write_text("---\ntitle: Newer\n---\n")
    at.until(lambda: library.entries["late/deep/new.md"].title == "Newer")
    outcome(
        f"the watcher held still during a checkout of {POSTS} posts",
        1,
        "open posts, tree and new folders are true",
        open_posts=f"{open_s:.2f} s",
        all_of_them=f"{all_s:.2f} s",
        queue="overflowed" if log_guard._records else "held all",
    )
    assert at.keeps_mine()
    assert at.dirty.disk_state is DiskState.CHANGED


def write_all(root: Path, names: list[str], title: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title} {name}\n---\n\n{title}.\n")


def test_a_branch_without_the_open_posts_and_back(
    git_repository: GitRepository,
    start: Callable[[Path, Path, Path], At],
    outcome: Callable[..., None],
) -> None:
    root = git_repository.root
    write_all(root, ["news/clean.md", "news/dirty.md", "other.md"], "Main")
    git_repository.commit_all()
    git_repository.branch("empty")
    shutil.rmtree(root / "news")
    git_repository.commit_all()
    git_repository.checkout("main")
    at = start(root, root / "news/clean.md", root / "news/dirty.md")
    switches = 4
    for _switch in range(switches):
        git_repository.checkout("empty")
        at.until(lambda: at.clean.disk_state is DiskState.DELETED)
        at.until(lambda: at.dirty.disk_state is DiskState.DELETED)
        assert at.keeps_mine()
        git_repository.checkout("main")
        at.until(lambda: shows(at.clean, root / "news/clean.md"))
        at.until(lambda: at.dirty.disk_state is DiskState.SAME)
        assert at.keeps_mine()
    outcome("a branch without the open posts, and back", switches, "both find their files again")


def test_the_folder_goes_and_returns(
    tmp_path: Path, start: Callable[[Path, Path, Path], At], outcome: Callable[..., None]
) -> None:
    """The very same one, a copy of it, and one restored from elsewhere with another text."""
    root = tmp_path / "site"
    write_all(root, ["clean.md", "dirty.md"], "Main")
    at = start(root, root / "clean.md", root / "dirty.md")
    library = at.journey.desk.library
    for turn in ("same", "copy", "changed"):
        root.rename(tmp_path / "away")
        at.until(lambda: library.watch_state == "away")
        assert any("no longer there" in sentence for sentence in at.journey.notices)
        assert at.keeps_mine()
        if turn == "same":
            (tmp_path / "away").rename(root)
        else:
            shutil.copytree(tmp_path / "away", root)
            shutil.rmtree(tmp_path / "away")
        if turn == "changed":
            (root / "clean.md").write_text("---\ntitle: Changed\n---\n")
        at.until(lambda: library.watch_state == "watching")
        at.until(lambda: shows(at.clean, root / "clean.md"))
        at.until(lambda: at.dirty.disk_state is DiskState.SAME)
        assert at.keeps_mine()
    (root / "clean.md").write_text("---\ntitle: Watched\n---\n")
    at.until(lambda: shows(at.clean, root / "clean.md"))
    outcome("the folder goes and returns", 3, "open posts keep their text and find their files")


def test_moves_under_open_posts(
    tmp_path: Path, start: Callable[[Path, Path, Path], At], outcome: Callable[..., None]
) -> None:
    site = SiteBuilder(tmp_path / "site")
    root = site.root
    write_all(root, ["news/clean.md", "news/dirty.md"], "Main")
    at = start(root, root / "news/clean.md", root / "news/dirty.md")

    def moved(clean: Path, dirty: Path) -> None:
        at.until(lambda: shows(at.clean, clean))
        at.until(lambda: at.dirty.path == dirty and at.dirty.disk_state is DiskState.SAME)
        assert at.keeps_mine()

    (root / "news").rename(root / "reports")
    moved(root / "reports/clean.md", root / "reports/dirty.md")
    for name in ("clean", "dirty"):  # upper case only
        (root / f"reports/{name}.md").rename(root / f"reports/{name.title()}.md")
    moved(root / "reports/Clean.md", root / "reports/Dirty.md")
    (root / "deep/er").mkdir(parents=True)
    for name in ("Clean", "Dirty"):  # to a folder made a moment ago
        (root / f"reports/{name}.md").rename(root / f"deep/er/{name}.md")
    moved(root / "deep/er/Clean.md", root / "deep/er/Dirty.md")
    for name in ("Clean", "Dirty"):  # deleted and made again, as some tools save
        path = root / f"deep/er/{name}.md"
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    moved(root / "deep/er/Clean.md", root / "deep/er/Dirty.md")
    for name in ("Clean", "Dirty"):  # as between two disks: copied, then deleted
        shutil.copy2(root / f"deep/er/{name}.md", root / f"{name}.md")
        at.journey.qtbot.wait(300)
        (root / f"deep/er/{name}.md").unlink()
    moved(root / "Clean.md", root / "Dirty.md")
    outcome("moved, renamed, made again by others", 5, "open posts go along, clean and dirty")
