"""Another program that writes while a save is under way: neither's text is lost."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import ConflictError, StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.temporary import post_name_of
from tests.core.storage.recording import NoSwap, Recording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD, NEW, THEIRS = b"old text\n" * 20, b"the new text\n" * 30, b"another program's text\n" * 10

in_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells who has a file open"
)


def in_place(path: Path) -> None:
    path.write_bytes(THEIRS)


def same_length_in_place(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"THEIR")


def by_replacing(path: Path) -> None:
    theirs = path.with_name("theirs.tmp")
    theirs.write_bytes(THEIRS)
    theirs.replace(path)


def by_deleting(path: Path) -> None:
    path.unlink(missing_ok=True)


def by_link(path: Path) -> None:
    target = path.with_name("elsewhere.md")
    target.write_bytes(THEIRS)
    path.unlink(missing_ok=True)
    path.symlink_to(target)


WAYS = [in_place, same_length_in_place, by_replacing, by_link]


def strays(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if post_name_of(path.name)]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_bytes(OLD)
    return path


def steps_of_a_save(post: Path, kind: type[Recording]) -> list[str]:
    disk = kind()
    save_atomic(post, NEW, digest(OLD), disk=disk)
    post.write_bytes(OLD)
    return disk.calls


@pytest.mark.parametrize("kind", [Recording, NoSwap])
@pytest.mark.parametrize("write", WAYS)
def test_a_text_written_at_any_step_stands(
    post: Path, write: Callable[[Path], None], kind: type[Recording]
) -> None:
    calls = steps_of_a_save(post, kind)
    for step, name in enumerate(calls, 1):
        post.unlink()
        post.write_bytes(OLD)
        if kind is NoSwap and write in (by_replacing, by_link) and name == "replace":
            continue  # the one moment that such a disk leaves, see `FileSystem.displace`
        written: list[bytes] = []

        def foreign(call: int, _name: str, at: int = step, seen: list[bytes] = written) -> None:
            if call == at:
                write(post)
                seen.append(post.read_bytes())

        saved = True
        try:
            save_atomic(post, NEW, digest(OLD), disk=kind(foreign))
        except ConflictError:
            saved = False
        assert written[0] != OLD
        assert post.read_bytes() == written[0], (step, name, saved)
        assert strays(post.parent) == [], (step, name)
        if "displace" not in calls[: step - 1]:
            assert not saved


@pytest.mark.parametrize("kind", [Recording, NoSwap])
def test_a_file_deleted_at_any_step_is_not_a_mix(post: Path, kind: type[Recording]) -> None:
    for step in range(1, len(steps_of_a_save(post, kind)) + 1):
        post.write_bytes(OLD)

        def foreign(call: int, _name: str, at: int = step) -> None:
            if call == at:
                by_deleting(post)

        try:
            save_atomic(post, NEW, digest(OLD), disk=kind(foreign))
            sentence = ""
        except ConflictError as error:
            sentence = error.sentence
        if sentence:
            assert "deleted or moved" in sentence
            assert not post.exists()
        else:
            assert not post.exists() or post.read_bytes() == NEW
        assert strays(post.parent) == []


def test_a_program_that_writes_again_into_what_is_put_back(post: Path) -> None:
    """The newest text stands, and the one before it is kept."""
    kept: list[bytes] = []
    turn = 0

    class Raced(FileSystem):
        def swap(self, one: Path, other: Path) -> None:
            nonlocal turn
            turn += 1
            if turn <= 3:
                theirs = post.with_name("theirs.tmp")
                theirs.write_bytes(b"theirs %d" % turn)
                theirs.replace(post)
            super().swap(one, other)

    with pytest.raises(ConflictError):
        save_atomic(post, NEW, digest(OLD), disk=Raced(), keep=kept.append)
    assert post.read_bytes() == b"theirs 3"
    assert kept[0] == OLD
    assert b"theirs 2" in kept
    assert strays(post.parent) == []


def test_a_program_that_never_stops_loses_nothing(post: Path) -> None:
    turn = 0

    class Raced(FileSystem):
        def swap(self, one: Path, other: Path) -> None:
            nonlocal turn
            turn += 1
            theirs = post.with_name("theirs.tmp")
            theirs.write_bytes(b"theirs %d" % turn)
            theirs.replace(post)
            super().swap(one, other)

    with pytest.raises(ConflictError):
        save_atomic(post, NEW, digest(OLD), disk=Raced())
    texts = {post.read_bytes(), *(post.with_name(n).read_bytes() for n in strays(post.parent))}
    assert b"theirs %d" % turn in texts
    assert b"theirs %d" % (turn - 1) in texts


@in_linux
def test_a_program_that_has_the_file_open_is_waited_for(post: Path) -> None:
    """It opened the old file before the exchange and writes after it."""
    theirs = post.open("r+b")

    class Waited(FileSystem):
        def pause(self, seconds: float) -> None:
            if not theirs.closed:
                theirs.write(b"THEIR")
                theirs.close()

    with pytest.raises(ConflictError):
        save_atomic(post, NEW, digest(OLD), disk=Waited())
    assert post.read_bytes() == b"THEIR" + OLD[5:]
    assert strays(post.parent) == []


@in_linux
def test_a_program_that_keeps_the_file_open_stops_the_save(post: Path) -> None:
    class Impatient(FileSystem):
        def pause(self, seconds: float) -> None:
            pass

    with post.open("r+b") as theirs:
        with pytest.raises(StorageError, match="another program is using it"):
            save_atomic(post, NEW, digest(OLD), disk=Impatient())
        theirs.write(b"THEIR")
    assert post.read_bytes() == b"THEIR" + OLD[5:]
    assert strays(post.parent) == []
    save_atomic(post, NEW, digest(post.read_bytes()))
    assert post.read_bytes() == NEW


def test_reading_programs_stop_nothing(post: Path) -> None:
    with post.open("rb"):
        save_atomic(post, NEW, digest(OLD))
    assert post.read_bytes() == NEW


ROUNDS = 150


@pytest.mark.parametrize("how", ["in place", "by replacing"])
def test_a_racing_writer_loses_no_text(post: Path, how: str) -> None:
    """A real second writer, at a random moment of each of many saves.

    It writes without looking, as many programs do, so that it may overwrite ours; we may never
    overwrite its.
    """
    dice = random.Random(5)
    for number in range(ROUNDS):
        post.write_bytes(OLD)
        theirs = b"theirs %d\n" % number
        wait = dice.random() * 0.0015
        aside = post.with_name("theirs.tmp")

        def write(wait: float = wait, theirs: bytes = theirs, aside: Path = aside) -> None:
            end = time.perf_counter() + wait
            while time.perf_counter() < end:
                pass
            if how == "in place":
                descriptor = os.open(post, os.O_WRONLY | os.O_TRUNC)
                os.write(descriptor, theirs)
                os.close(descriptor)
            else:
                aside.write_bytes(theirs)
                aside.replace(post)

        kept: list[bytes] = []
        writer = threading.Thread(target=write)
        writer.start()
        with contextlib.suppress(ConflictError):
            save_atomic(post, NEW, digest(OLD), keep=kept.append)
        writer.join()
        # Written before ours was there, it was put back; written after, it stands over ours.
        assert post.read_bytes() == theirs or theirs in kept, number
        assert strays(post.parent) == [], number
