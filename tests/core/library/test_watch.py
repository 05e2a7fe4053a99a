"""The watcher itself, on real folders."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import copydesk
from copydesk.core.library.watch import MANY, FolderWatch, Hints
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.helpers.log_guard import LogGuard
    from tests.helpers.sites import SiteBuilder

WAIT_S = 5.0


class Watched:
    """A watch on a site, and a way to wait for what it hints at."""

    def __init__(self, root: Path) -> None:
        self.told = threading.Event()
        self.watch = FolderWatch(root, self.told.set)
        self.watch.start()

    def wait(self, done: Callable[[Hints], bool]) -> Hints:
        """All hints until ``done`` is content with them."""
        together = Hints()
        end = time.monotonic() + WAIT_S
        while not done(together):
            assert self.told.wait(end - time.monotonic()), together
            self.told.clear()
            hints = self.watch.take()
            together.paths |= hints.paths
            together.everything |= hints.everything
            together.root_touched |= hints.root_touched
            self.watch.follow(hints)
        return together

    def wait_for(self, *paths: Path) -> Hints:
        return self.wait(lambda hints: set(paths) <= hints.paths)

    def stop(self) -> None:
        self.watch.stop()
        assert self.watch.join(WAIT_S)


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    site = site_factory()
    site.files({"news/a.md": "A", "features/b.md": "B", "top.md": "T", ".git/HEAD": "x"})
    return site


@pytest.fixture
def watched(site: SiteBuilder) -> Iterator[Watched]:
    watched = Watched(site.root)
    yield watched
    watched.stop()


def test_written_files(watched: Watched, site: SiteBuilder) -> None:
    watched.wait_for(site.write("news/a.md", "A2"))
    watched.wait_for(site.write("top.md", "T2"))
    # Of a new folder at the top itself, which is to be looked through; afterwards of what is in it.
    site.write("deep/er/new.md", "N")
    watched.wait_for(site.root / "deep")
    watched.wait_for(site.write("deep/er/new.md", "N2"))


def test_both_ends_of_a_rename(watched: Watched, site: SiteBuilder) -> None:
    old, new = site.root / "news/a.md", site.root / "features/a.md"
    old.rename(new)
    watched.wait_for(old, new)


def test_reading_is_no_news(watched: Watched, site: SiteBuilder) -> None:
    for path in site.root.rglob("*.md"):
        path.read_bytes()
    watched.wait_for(site.write("top.md", "T2"))
    assert watched.watch.take().paths <= {site.root / "top.md"}


def test_what_is_ignored_gives_no_hint(watched: Watched, site: SiteBuilder) -> None:
    site.write(".git/index", "x")
    site.write("node_modules/x/a.md", "x")
    save_atomic(site.root / "news/a.md", b"A2", digest(b"A"))
    watched.wait_for(site.root / "news/a.md")
    hints = watched.wait_for(site.write("top.md", "T2"))
    names = {path.name for path in hints.paths}
    assert not any(name.startswith(".~") for name in names)
    assert "index" not in names


def test_top_folders_that_come_and_go(watched: Watched, site: SiteBuilder) -> None:
    for round_ in range(3):
        site.write("blog/a.md", f"{round_}")
        watched.wait_for(site.root / "blog")
        watched.wait_for(site.write("blog/b.md", "later"))
        shutil.rmtree(site.root / "blog")
        watched.wait_for(site.root / "blog")


def test_a_storm_is_one_hint(watched: Watched, site: SiteBuilder) -> None:
    for number in range(MANY * 2):
        site.write(f"news/{number}.md", "x")
    hints = watched.wait(lambda hints: hints.everything)
    assert len(hints.paths) <= MANY + 2


def test_a_lost_event_means_everything(watched: Watched, log_guard: LogGuard) -> None:
    """Watchdog says so in its log alone."""
    log_guard.expect("events were lost")
    logging.getLogger("watchdog.observers.inotify_c").warning(
        "Inotify queue overflowed; filesystem events were lost"
    )
    watched.wait(lambda hints: hints.everything)


def test_an_event_that_meets_the_end_is_no_error(watched: Watched, log_guard: LogGuard) -> None:
    """Watchdog logs one for an event it had in hand while its watch was let go of."""
    for name in ("watchdog.observers.inotify_c", "watchdog.observers.inotify"):
        logging.getLogger(name).error(
            "InotifyEmitter.queue_events() called when the thread is inactive"
        )
    assert watched.watch.take() == Hints()
    assert not log_guard.unexpected


def test_the_folder_itself(watched: Watched, site: SiteBuilder) -> None:
    site.root.rename(site.root.with_name("away"))
    watched.wait(lambda hints: hints.root_touched)


def test_further_folders(
    watched: Watched, site_factory: Callable[..., SiteBuilder], tmp_path: Path
) -> None:
    other = site_factory("other")
    other.write("deep/x.md", "x")
    watched.watch.watch_extra(other.root)
    watched.watch.watch_extra(other.root)
    watched.watch.watch_extra(tmp_path / "gone")
    watched.wait_for(other.write("a.md", "A"))


def test_nothing_comes_after_the_end(site: SiteBuilder) -> None:
    watched = Watched(site.root)
    watched.stop()
    watched.watch.watch_extra(site.root)
    site.write("news/a.md", "A2")
    assert not watched.told.is_set()
    assert watched.watch.take() == Hints()


def test_no_folder(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path / "gone", lambda: None)
    with pytest.raises(FileNotFoundError):
        watch.start()
    assert watch.join(WAIT_S)


def test_very_many_top_folders(site_factory: Callable[..., SiteBuilder]) -> None:
    site = site_factory()
    for number in range(60):
        site.write(f"{number}/a.md", "A")
    watched = Watched(site.root)
    watched.wait_for(site.write("59/a.md", "B"), site.write("new/a.md", "N"))
    watched.stop()


_LIMITED = """
import os, sys
from pathlib import Path
from copydesk.core.library.watch import FolderWatch, WatchLimitError
watch = FolderWatch(Path(sys.argv[1]), lambda: None)
try:
    watch.start()
except WatchLimitError:
    print("limit")
else:
    print("started")
os._exit(0)
"""


@pytest.mark.parametrize(
    ("name", "limit", "said"),
    [("watches", 10, "limit"), ("watches", 200, "started"), ("instances", 0, "limit")],
)
def test_the_limit_of_the_system(
    site_factory: Callable[..., SiteBuilder], name: str, limit: int, said: str
) -> None:
    """In a user namespace of its own, which has a limit of its own."""
    site = site_factory()
    for number in range(50):
        site.write(f"posts/{number}/a.md", "A")
    script = f'echo {limit} > /proc/sys/user/max_inotify_{name} && exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        ["unshare", "-Ur", "sh", "-c", script, sys.executable, _LIMITED, str(site.root)],
        env=os.environ | {"PYTHONPATH": str(Path(copydesk.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no user namespace here: {done.stderr.strip()}")
    assert done.stdout.strip() == said


@pytest.mark.parametrize("wait_ms", [0, 1, 2, 3, 5, 8, 12, 20])
def test_a_watch_that_is_stopped_while_it_begins_ends(site: SiteBuilder, wait_ms: int) -> None:
    for folder in range(12):
        site.write(f"part-{folder}/a.md", "x")
    pause = threading.Event()
    for _round in range(6):
        watch = FolderWatch(site.root, pause.set)
        begin = threading.Thread(target=watch.start)
        begin.start()
        pause.wait(wait_ms / 1000)
        pause.clear()
        watch.stop()
        begin.join(WAIT_S)
        assert not begin.is_alive()
        assert watch.join(WAIT_S)
