"""Folders that are made whole, in places that are the user's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage.folders import (
    copy_folder,
    move_folder,
    own_folder,
    remove_folder,
    shown_place,
    typed_folder,
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder that nobody may write in, as where programs are installed."""
    source = tmp_path / "source"
    (source / "posts").mkdir(parents=True)
    (source / "posts" / "mill.md").write_text("The mill.", "utf-8")
    (source / "posts" / "mill.md").chmod(0o444)
    (source / "posts").chmod(0o555)
    return source


def test_a_copy_can_be_written(source: Path, tmp_path: Path) -> None:
    copied = copy_folder(source, tmp_path / "mine")
    assert copied == tmp_path / "mine"
    post = copied / "posts/mill.md"
    assert post.read_text("utf-8") == "The mill."
    assert post.stat().st_mode & 0o200
    assert post.parent.stat().st_mode & 0o200
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["mine", "source"]


def test_nothing_is_overwritten(source: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "mine"
    wanted.write_text("A file of mine.", "utf-8")
    assert copy_folder(source, wanted) == tmp_path / "mine 2"
    assert copy_folder(source, wanted) == tmp_path / "mine 3"
    assert wanted.read_text("utf-8") == "A file of mine."


def test_a_copy_that_fails_half_way_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: str, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StorageError, match="“mine” was not copied: the disk is full"):
        copy_folder(source, tmp_path / "mine")
    assert [entry.name for entry in tmp_path.iterdir()] == ["source"]


def test_a_place_that_is_not_there(source: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="was not copied"):
        copy_folder(source, tmp_path / "away" / "mine")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="was not copied"):
        copy_folder(source, tmp_path / "file" / "mine")


def test_a_folder_is_moved_to_a_free_name(source: Path, tmp_path: Path) -> None:
    mine, other = copy_folder(source, tmp_path / "mine"), tmp_path / "other"
    (other / "mine").mkdir(parents=True)
    assert move_folder(mine, other) == other / "mine 2"
    assert not mine.exists()
    assert (other / "mine 2/posts/mill.md").is_file()


def test_a_folder_is_moved_to_another_disk(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = copy_folder(source, tmp_path / "mine"), tmp_path / "other"
    other.mkdir()
    rename = Path.rename

    def across(self: Path, target: Path) -> Path:
        if self == mine:
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", across)
    assert move_folder(mine, other) == other / "mine"
    assert not mine.exists()
    assert [entry.name for entry in other.iterdir()] == ["mine"]


def test_removing_follows_no_link(source: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "link").symlink_to(source, target_is_directory=True)
    remove_folder(mine)
    assert not mine.exists()
    assert (source / "posts/mill.md").is_file()


def test_places_of_the_user(own_home: Path) -> None:
    assert own_folder() == own_home
    (own_home / "Documents").mkdir()
    assert own_folder() == own_home / "Documents"
    assert shown_place(own_home / "sites" / "ledger") == str(Path("~/sites/ledger"))
    assert shown_place(own_home) == str(own_home)
    assert typed_folder(" ~/sites ") == own_home / "sites"
    assert typed_folder("sites") == own_home / "sites"
    assert typed_folder(os.sep + "srv") == Path(os.sep + "srv")
    assert typed_folder("~nobody-at-all/x") == own_home / "~nobody-at-all/x"
