"""Bugs put in by hand: the suite is worth something only if each makes it fail."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.core.storage import atomic
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.fingerprint import digest
from copydesk.services import save_work
from tests.faults import checks, saver
from tests.faults.faulty_disk import SteppedDisk
from tests.faults.killing import Lane
from tests.faults.racing import Race

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.killing import Server
    from tests.helpers.notifier_spy import NotifierSpy

# Far more rounds than it took to find each: what is found depends on moments.
MOST_ROUNDS = 20

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="see test_killed_at_work")


@only_linux
@pytest.mark.parametrize(
    ("bug", "lean", "found"),
    [
        ("the journal is never written", "rest", "lost from"),
        ("the journal is written too late", "rest", "lost from"),
        ("the history is not kept", "merge+rest", "not in History"),
        ("the entry goes before the save is done", "rest+save", "lost from"),
        ("a save truncates and writes", "save", "torn"),
        ("what was decided is offered for ever", "rest", "offered again"),
        ("what was found is dropped", "rest", "not offered"),
    ],
)
def test_a_bug_in_the_desk(
    tmp_path: Path,
    outcome: Callable[..., None],
    seed: int,
    typists: Server,
    bug: str,
    lean: str,
    found: str,
) -> None:
    lane = Lane(tmp_path / "lane", seed, typists)
    rounds = 0
    while rounds < MOST_ROUNDS and not lane.findings:
        rounds += 1
        lane.round(lean, plant=bug)
    outcome("bugs put in by hand", 1, "each is found")
    assert any(found in finding for finding in lane.findings), lane.findings


class Unsynced(SteppedDisk):
    """Does without the sync before the rename."""

    def sync(self, descriptor: int) -> None:
        """Does nothing."""


class Littering(SteppedDisk):
    """Can delete nothing, as a save that does not tidy up."""

    def remove(self, path: Path) -> None:
        """Fails."""
        raise OSError(errno.EIO, "bug")


def test_a_save_without_sync(tmp_path: Path, outcome: Callable[..., None]) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(saver.OLD)
    disk = Unsynced(None, print)
    save_atomic(path, saver.NEW, digest(saver.OLD), disk=disk)
    outcome("bugs put in by hand", 1, "each is found")
    assert checks.in_order(disk.steps)


def test_a_save_that_leaves_its_litter(tmp_path: Path, outcome: Callable[..., None]) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(saver.OLD)
    save_atomic(path, saver.NEW, digest(saver.OLD), disk=Littering(None, print))
    outcome("bugs put in by hand", 1, "each is found")
    assert checks.none_left_beside(tmp_path, ["post.md"])


def test_a_torn_file(outcome: Callable[..., None]) -> None:
    outcome("bugs put in by hand", 1, "each is found")
    allowed = {saver.OLD, saver.NEW}
    assert checks.one_of("post.md", saver.NEW[:-1], allowed)
    assert checks.one_of("post.md", b"", allowed)
    assert checks.one_of("post.md", None, allowed)
    assert not checks.one_of("post.md", saver.OLD, allowed)


@pytest.mark.parametrize("bug", ["no base check", "in place"])
def test_a_save_that_overwrites_what_it_has_not_seen(
    tmp_path: Path,
    notifier_spy: NotifierSpy,
    chance: random.Random,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Callable[..., None],
    bug: str,
) -> None:
    def unchecked(path: Path, data: bytes, _expected: object, **options: object) -> str:
        if bug == "in place":
            path.write_bytes(data)
            return digest(data)
        there = digest(path.read_bytes()) if path.exists() else None
        return atomic.save_atomic(path, data, there, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(save_work, "save_atomic", unchecked)
    post = tmp_path / "ferry.md"
    post.write_text("The ferry.\n")
    race = Race(post, notifier_spy, chance)
    turn = 0
    try:
        while turn < 300 and not any("unseen" in finding for finding in race.findings):
            race.turn(turn)
            turn += 1
    finally:
        race.stop()
    outcome("bugs put in by hand", 1, "each is found")
    assert any("theirs was overwritten unseen" in finding for finding in race.findings)


def test_the_steps_are_all_of_them() -> None:
    """A call of a save that goes past the file system could never be made to fail."""
    assert {"create", "write", "sync", "replace", "sync_folder"} <= set(vars(FileSystem))
