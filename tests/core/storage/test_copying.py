from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage.copying import CopyCancelledError, Copying, copy_in, write_in
from copydesk.core.storage.file_system import FileSystem

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "camera" / "weir.jpg"
    path.parent.mkdir()
    path.write_bytes(b"weir" * 700_000)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_copied_into_a_folder_made_for_it(tmp_path: Path, photo: Path) -> None:
    target = tmp_path / "site" / "images" / "weir.jpg"
    assert copy_in(photo, target) == target
    assert target.read_bytes() == photo.read_bytes()
    assert names(target.parent) == ["weir.jpg"]
    assert photo.exists()


def test_the_same_content_is_used_again(tmp_path: Path, photo: Path) -> None:
    target = tmp_path / "weir.jpg"
    target.write_bytes(b"another weir")
    second = copy_in(photo, target)
    assert second.name == "weir-2.jpg"
    assert copy_in(photo, target) == second
    assert target.read_bytes() == b"another weir"
    assert names(tmp_path) == ["camera", "weir-2.jpg", "weir.jpg"]


def test_a_folder_of_that_name_is_passed_by(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "weir.jpg").mkdir()
    assert copy_in(photo, tmp_path / "weir.jpg").name == "weir-2.jpg"


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "images").write_bytes(b"no folder")
    with pytest.raises(StorageError, match="“images” is a file"):
        copy_in(photo, tmp_path / "images" / "weir.jpg")
    with pytest.raises(StorageError, match="“images” is a file"):
        write_in(b"new", tmp_path / "images" / "weir.jpg")
    assert (tmp_path / "images").read_bytes() == b"no folder"


def test_a_cancelled_copy_leaves_nothing(tmp_path: Path, photo: Path) -> None:
    with pytest.raises(CopyCancelledError):
        copy_in(photo, tmp_path / "site" / "weir.jpg", Copying(cancelled=True))
    assert names(tmp_path / "site") == []


def test_what_can_not_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as raised:
        copy_in(tmp_path / "gone.jpg", tmp_path / "site" / "gone.jpg")
    assert raised.value.sentence == "“gone.jpg” was not copied into the site: it is not there."
    assert raised.value.next_step


def test_new_content_is_written_and_never_over_other(tmp_path: Path) -> None:
    assert write_in(b"one", tmp_path / "a.png").name == "a.png"
    assert write_in(b"two", tmp_path / "a.png").name == "a-2.png"
    assert write_in(b"one", tmp_path / "a.png").name == "a.png"
    assert names(tmp_path) == ["a-2.png", "a.png"]


class FullDisk(FileSystem):
    """Has room for a few bytes."""

    def write_some(self, descriptor: int, data: memoryview) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, photo: Path) -> None:
    target = tmp_path / "site" / "weir.jpg"
    with pytest.raises(StorageError) as raised:
        copy_in(photo, target, disk=FullDisk())
    assert raised.value.sentence.endswith("was not copied into the site: the disk is full.")
    with pytest.raises(StorageError, match="the disk is full"):
        write_in(b"png", target, disk=FullDisk())
    assert names(target.parent) == []


class TakenDisk(FileSystem):
    """Another program takes the name first, once."""

    taken = False

    def place(self, new: Path, name: Path) -> None:
        if not self.taken:
            self.taken = True
            name.write_bytes(b"theirs")
        super().place(new, name)


def test_a_name_taken_at_the_last_moment_stays_theirs(tmp_path: Path, photo: Path) -> None:
    target = tmp_path / "weir.jpg"
    assert copy_in(photo, target, disk=TakenDisk()).name == "weir-2.jpg"
    assert target.read_bytes() == b"theirs"
    assert (tmp_path / "weir-2.jpg").read_bytes() == photo.read_bytes()
    assert names(tmp_path) == ["camera", "weir-2.jpg", "weir.jpg"]
