from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage.copying import CopyCancelledError, Copying, copy_in, write_in

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
