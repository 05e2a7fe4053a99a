"""The recovery journal: whole entries or none, each offered to one desk only."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.journal import Journal
from copydesk.core.storage.journal_entry import (
    JournalEntry,
    UnreadableEntryError,
    from_bytes,
    to_bytes,
)
from tests.core.storage.test_atomic import FailingFileSystem

APP = Path(__file__).parents[3] / "app"
# Writes one entry, says so, and lives until it is killed.
_DESK = """
import sys, time
from pathlib import Path
from copydesk.core.posts.encoding import TextFormat
from copydesk.core.storage.journal import Journal
from copydesk.core.storage.journal_entry import JournalEntry
journal = Journal(Path(sys.argv[1]))
for ident in sys.argv[2:]:
    journal.write(JournalEntry(ident, 1, None, "Untitled", f"text of {ident}", TextFormat()))
print("written", flush=True)
time.sleep(600)
"""
# Waits for the word, then says what it was given.
_CLAIMANT = """
import sys
from pathlib import Path
from copydesk.core.storage.journal import Journal
journal = Journal(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(" ".join(entry.ident for entry in journal.orphans()), flush=True)
sys.stdin.readline()
"""


def entry(ident: str = "a", number: int = 1, text: str = "Typed.\n") -> JournalEntry:
    return JournalEntry(
        ident,
        number,
        Path("/site/posts/weir.md"),
        "weir.md",
        text,
        TextFormat("utf-8", bom=True),
        "0123",
        7,
        Path("/site"),
        datetime.now(UTC),
        "b",
    )


def process(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(APP)},
    )


def left_by_killed_desk(folder: Path, *idents: str) -> None:
    desk = process(_DESK, folder, *idents)
    assert desk.stdout
    assert desk.stdin
    assert desk.stdout.readline() == "written\n"
    desk.kill()
    desk.wait()
    desk.stdout.close()
    desk.stdin.close()


def texts(journal: Journal) -> list[str]:
    return [one.text for one in journal.orphans()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain.\n",
        "NUL \0 and \u2028, \xa0\r\n\r",
        "half \ud83d, \udce9 and \ude00\ud83d",
        "😀" * 9,
    ],
)
def test_any_text_comes_back(text: str) -> None:
    before = entry(text=text)
    assert from_bytes(to_bytes(before)) == before


def test_a_path_that_is_no_text_comes_back() -> None:
    before = replace(entry(), path=Path(os.fsdecode(b"/posts/caf\xe9.md")), root=None, when=None)
    assert from_bytes(to_bytes(before)) == before


def test_an_entry_cut_at_any_byte_is_never_taken_for_whole() -> None:
    data = to_bytes(entry())
    for length in range(len(data)):
        with pytest.raises(UnreadableEntryError):
            from_bytes(data[:length])


def test_an_entry_with_any_byte_changed_is_never_taken_for_whole() -> None:
    data = to_bytes(entry())
    for place in range(len(data)):
        with pytest.raises(UnreadableEntryError):
            from_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


def test_only_the_newest_of_a_document_is_kept(tmp_path: Path) -> None:
    desk = Journal(tmp_path)
    desk.write(entry(number=2, text="newer"))
    desk.write(entry(number=1, text="came late"))
    desk.close()
    assert texts(Journal(tmp_path)) == ["newer"]


def test_what_is_removed_is_gone_and_a_late_writer_does_not_bring_it_back(tmp_path: Path) -> None:
    desk = Journal(tmp_path)
    desk.write(entry(number=1))
    desk.remove("a", 2)
    desk.write(entry(number=2))
    desk.close()
    assert list(tmp_path.iterdir()) == []


def test_a_late_removal_leaves_a_newer_entry(tmp_path: Path) -> None:
    """Saved, typed on, and ended: the removal still waits when all is written for the end."""
    journal = Journal(tmp_path)
    journal.write(entry(text="saved", number=1))
    journal.write(entry(text="typed since", number=3))
    journal.remove(entry().ident, 2)
    journal.close()
    assert [one.text for one in Journal(tmp_path).orphans()] == ["typed since"]


def test_a_living_desk_keeps_its_own(tmp_path: Path) -> None:
    desk = Journal(tmp_path)
    desk.write(entry())
    other = Journal(tmp_path)
    assert other.orphans() == []
    assert desk.orphans() == []
    desk.close()
    assert texts(other) == ["Typed.\n"]


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "recovery"
    old = os.umask(0)
    try:
        Journal(folder).write(entry())
    finally:
        os.umask(old)
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes == {True: 0o700, False: 0o600}


def test_entries_of_several_desks_come_oldest_first_and_once(tmp_path: Path) -> None:
    for turn in range(3):
        left_by_killed_desk(tmp_path, f"{9 - turn}")
    journal = Journal(tmp_path)
    expected = ["text of 9", "text of 8", "text of 7"]
    assert texts(journal) == expected
    assert texts(journal) == expected  # still to be decided
    assert texts(Journal(tmp_path)) == []
    for one in journal.orphans():
        journal.settle(one)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_settled_is_left_for_the_next(tmp_path: Path) -> None:
    left_by_killed_desk(tmp_path, "1", "2")
    journal = Journal(tmp_path)
    first, _second = journal.orphans()
    journal.settle(first)
    journal.close()
    assert texts(Journal(tmp_path)) == ["text of 2"]


def test_desks_that_start_at_the_same_moment_share_the_entries(tmp_path: Path) -> None:
    for turn in range(6):
        left_by_killed_desk(tmp_path, f"{turn}a", f"{turn}b")
    desks = [process(_CLAIMANT, tmp_path) for _desk in range(4)]
    for desk in desks:
        assert desk.stdout
        assert desk.stdout.readline() == "ready\n"
    for desk in desks:
        assert desk.stdin
        desk.stdin.write("go\n")
        desk.stdin.flush()
    given = [desk.stdout.readline().split() for desk in desks if desk.stdout]
    for desk in desks:
        desk.communicate("end\n")
    everything = sorted(ident for some in given for ident in some)
    assert everything == sorted(f"{turn}{half}" for turn in range(6) for half in "ab")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_desk_that_only_hangs_keeps_its_own(tmp_path: Path) -> None:
    desk = process(_DESK, tmp_path, "1")
    assert desk.stdout
    assert desk.stdout.readline() == "written\n"
    desk.send_signal(signal.SIGSTOP)
    assert Journal(tmp_path).orphans() == []
    desk.kill()
    desk.communicate()
    assert texts(Journal(tmp_path)) == ["text of 1"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 500, b"copydesk-journal 2 00 5\nlater", to_bytes(entry())[:-1], b"\n\n", b"x"],
)
def test_what_cant_be_read_is_kept_aside_and_told_once(tmp_path: Path, data: bytes) -> None:
    left_by_killed_desk(tmp_path, "1", "2")
    (broken,) = tmp_path.glob("*/1.post")
    broken.write_bytes(data)
    journal = Journal(tmp_path)
    assert texts(journal) == ["text of 2"]
    (kept,) = journal.take_unreadable()
    assert kept.read_bytes() == data
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert journal.take_unreadable() == []
    journal.close()
    after = Journal(tmp_path)
    assert texts(after) == ["text of 2"]
    assert after.take_unreadable() == []


def test_an_entry_being_replaced_in_the_crash_gives_the_one_before_or_itself(
    tmp_path: Path,
) -> None:
    left_by_killed_desk(tmp_path, "1")
    (old,) = tmp_path.glob("*/1.post")
    newer = to_bytes(entry("1", 2, "newer"))
    for length in (0, 10, len(newer) - 1):
        old.with_suffix(".new").write_bytes(newer[:length])
        journal = Journal(tmp_path)
        assert texts(journal) == ["text of 1"]
        assert journal.take_unreadable() == []
        journal.close()
    old.with_suffix(".new").write_bytes(newer)
    journal = Journal(tmp_path)
    assert texts(journal) == ["newer"]
    journal.settle(journal.orphans()[0])
    assert list(tmp_path.iterdir()) == []


def test_a_crash_amid_restoring_offers_the_text_once(tmp_path: Path) -> None:
    left_by_killed_desk(tmp_path, "1", "2")
    restoring = Journal(tmp_path)
    first = restoring.orphans()[0]
    restoring.write(replace(first, ident="new", number=1, text="edited since", follows="1"))
    restoring.close()  # as the system does for a desk that is killed
    assert sorted(texts(Journal(tmp_path))) == ["edited since", "text of 2"]


def test_the_same_text_of_the_same_post_is_offered_once(tmp_path: Path) -> None:
    for ident in "ab":
        desk = Journal(tmp_path)
        desk.write(replace(entry(ident), follows=""))
        desk.close()
    assert [one.ident for one in Journal(tmp_path).orphans()] == ["b"]


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_every_step_of_writing_may_fail(tmp_path: Path, number: int) -> None:
    """Old or new, never a mix; an error unless it is all new; and it works the next time."""
    for step in range(1, 100):
        folder = tmp_path / str(step)
        failing = FailingFileSystem(0, number)
        desk = Journal(folder, disk=failing)
        desk.write(entry(number=1, text="old"))
        failing._fails_at = len(failing.calls) + step
        said = ""
        try:
            desk.write(entry(number=2, text="new"))
        except StorageError as error:
            said = error.sentence
        ran_through = len(failing.calls) < failing._fails_at
        after = Journal(folder)
        desk.close()
        found = texts(after)
        assert found in ([["old"], ["new"]] if said else [["new"]])
        assert not said or said.startswith("“weir.md” was not kept")
        after.close()
        if ran_through:
            assert not said
            return
    raise AssertionError("it never ran through")


def test_the_first_entry_may_fail_at_every_step(tmp_path: Path) -> None:
    for step in range(1, 100):
        folder = tmp_path / str(step)
        failing = FailingFileSystem(step, errno.ENOSPC)
        desk = Journal(folder, disk=failing)
        try:
            desk.write(entry())
        except StorageError:
            desk.write(entry())  # it is tried again
        ran_through = len(failing.calls) < step
        desk.close()
        assert texts(Journal(folder)) == ["Typed.\n"]
        if ran_through:
            return
    raise AssertionError("it never ran through")


def test_reading_may_fail_and_nothing_is_deleted(tmp_path: Path) -> None:
    left_by_killed_desk(tmp_path, "1")
    journal = Journal(tmp_path, disk=FailingFileSystem(1))
    assert journal.orphans() == []
    (unread,) = journal.take_unreadable()
    assert unread.exists()
    assert texts(Journal(tmp_path)) == ["text of 1"]


def test_a_folder_tidied_away_while_the_desk_runs_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    desk = Journal(folder)
    desk.write(entry())
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    desk.write(entry(number=2, text="still here"))
    desk.close()
    assert texts(Journal(folder)) == ["still here"]


class _InOrder(FileSystem):
    def __init__(self) -> None:
        self.steps: list[str] = []

    def sync(self, descriptor: int) -> None:
        self.steps.append("sync")
        super().sync(descriptor)

    def replace(self, new: Path, old: Path) -> None:
        self.steps.append("replace")
        super().replace(new, old)

    def sync_folder(self, folder: Path) -> None:
        self.steps.append("sync_folder")
        super().sync_folder(folder)


def test_an_entry_is_on_the_disk_before_it_counts(tmp_path: Path) -> None:
    disk = _InOrder()
    Journal(tmp_path, disk=disk).write(entry())
    assert disk.steps[-3:] == ["sync", "replace", "sync_folder"]
