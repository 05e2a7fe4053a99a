"""Each step of a save refused: the old text or the new one, whole, and a sentence."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage.atomic import Links, save_atomic
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.temporary import post_name_of
from tests.core.storage.recording import Bare, NoSwap, Recording, failing

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"old text\n" * 200, b"the new text\r\n" * 300
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.ESTALE]


def strays(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if post_name_of(path.name)]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize("number", ERRORS, ids=[errno.errorcode[e] for e in ERRORS])
@pytest.mark.parametrize("kind", [Recording, NoSwap, Bare])
def test_every_step_of_a_save_may_fail(post: Path, kind: type[Recording], number: int) -> None:
    steps = 0
    while True:
        steps += 1
        post.write_bytes(OLD)
        disk = kind(failing(steps, number))
        failed = None
        try:
            save_atomic(post, NEW, digest(OLD), disk=disk)
        except StorageError as error:
            failed = error
        if failed:
            assert failed.sentence.startswith("“post.md” was not saved")
            assert failed.next_step
        assert strays(post.parent) == [], disk.calls
        if kind is Bare and "sync_folder" in disk.calls:
            assert post.read_bytes() == NEW  # nothing is left to be put back
        else:
            assert post.read_bytes() == (OLD if failed else NEW), disk.calls
        if len(disk.calls) < steps:
            assert not failed
            break
    assert steps > 12


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_every_step_of_a_write_through_may_fail(post: Path, number: int) -> None:
    other = post.with_name("other.md")
    other.hardlink_to(post)
    steps = 0
    while True:
        steps += 1
        post.write_bytes(OLD)
        disk = Recording(failing(steps, number))
        failed = False
        try:
            save_atomic(post, NEW, digest(OLD), disk=disk, links="through")
        except StorageError:
            failed = True
        assert other.samefile(post)
        # A fault in closing comes after the last byte is safe.
        at_the_end = disk.calls[steps - 1 : steps] == ["close"]
        assert post.read_bytes() == (OLD if failed and not at_the_end else NEW), disk.calls
        if len(disk.calls) < steps:
            assert not failed
            break
    assert steps > 8


@pytest.mark.parametrize("kind", [Recording, NoSwap, Bare])
def test_the_new_text_is_on_the_disk_before_it_has_the_name(
    post: Path, kind: type[Recording]
) -> None:
    """Else a power failure leaves a file of the right length, full of zeros."""
    disk = kind()
    save_atomic(post, NEW, digest(OLD), disk=disk)
    order = [
        call
        for call in disk.calls
        if call in ("write", "sync", "close", "displace", "sync_folder", "remove")
    ]
    gone = [] if kind is Bare else ["remove"]
    assert order == ["write", "sync", "close", "displace", "sync_folder", *gone]


def test_a_new_file_is_on_the_disk_before_it_has_the_name(tmp_path: Path) -> None:
    disk = Recording()
    save_atomic(tmp_path / "new.md", NEW, None, disk=disk)
    order = [call for call in disk.calls if call in ("write", "sync", "place", "sync_folder")]
    assert order == ["write", "sync", "place", "sync_folder"]


@pytest.mark.parametrize("links", ["refuse", "through"])
def test_short_writes_are_gone_on_with(post: Path, links: Links) -> None:
    if links == "through":
        post.with_name("other.md").hardlink_to(post)

    class Sluggish(FileSystem):
        def write_some(self, descriptor: int, data: memoryview) -> int:
            return os.write(descriptor, data[:7])

    save_atomic(post, NEW, digest(OLD), disk=Sluggish(), links=links)
    assert post.read_bytes() == NEW


def test_a_write_of_nothing_is_a_failure(post: Path) -> None:
    class Stuck(FileSystem):
        def write_some(self, descriptor: int, data: memoryview) -> int:
            return 0

    with pytest.raises(StorageError, match="reported an error"):
        save_atomic(post, NEW, digest(OLD), disk=Stuck())
    assert post.read_bytes() == OLD
    assert strays(post.parent) == []


class BusyOnWindows(FileSystem):
    """Says what Windows says while a virus scanner has the file open."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.paused: list[float] = []

    def displace(self, new: Path, old: Path, aside: Path) -> Path | None:
        found: list[Path | None] = []

        def once() -> None:
            if self.left:
                self.left -= 1
                error = PermissionError(errno.EACCES, "in use")
                error.winerror = 32  # type: ignore[attr-defined,unused-ignore]  # Windows has it
                raise error
            found.append(super(BusyOnWindows, self).displace(new, old, aside))

        self.patiently(once)
        return found[0]

    def pause(self, seconds: float) -> None:
        self.paused.append(seconds)


def test_a_file_that_is_busy_for_a_moment_is_tried_again(post: Path) -> None:
    disk = BusyOnWindows(4)
    save_atomic(post, NEW, digest(OLD), disk=disk)
    assert post.read_bytes() == NEW
    assert len(disk.paused) == 4


def test_a_file_that_stays_busy_is_told(post: Path) -> None:
    disk = BusyOnWindows(100)
    with pytest.raises(StorageError, match="another program is using it"):
        save_atomic(post, NEW, digest(OLD), disk=disk)
    assert post.read_bytes() == OLD
    assert disk.left == 94
    assert 2 < sum(disk.paused) < 3
    assert strays(post.parent) == []


def test_what_keeps_the_old_text_may_fail(post: Path) -> None:
    def keep(_old: bytes) -> None:
        raise RuntimeError("no room for history")

    save_atomic(post, NEW, digest(OLD), keep=keep)
    assert post.read_bytes() == NEW


def test_the_old_text_is_kept_before_it_goes(post: Path) -> None:
    seen: list[tuple[bytes, bytes]] = []
    save_atomic(post, NEW, digest(OLD), keep=lambda old: seen.append((old, post.read_bytes())))
    assert seen == [(OLD, OLD)]


def test_a_new_file_replaces_nothing_to_be_kept(tmp_path: Path) -> None:
    seen: list[bytes] = []
    save_atomic(tmp_path / "new.md", NEW, None, keep=seen.append)
    save_atomic(tmp_path / "new.md", NEW, digest(NEW), keep=seen.append)
    assert seen == []


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "post.md"
    for expected in (None, digest(OLD)):
        with pytest.raises(StorageError, match="its folder, or the drive it is on") as caught:
            save_atomic(path, NEW, expected)
        assert "save a copy" in caught.value.next_step
