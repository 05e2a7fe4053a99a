"""What killed saves left behind: nothing of it is lost, nothing fresh is touched."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.sweep import OLD_S, clear_stray, find_strays
from copydesk.core.storage.temporary import NAME_KEPT, post_name_of, temporary_for

if TYPE_CHECKING:
    from pathlib import Path

LATER_S = OLD_S + 60


class Shelf:
    """Stands in for the history."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []
        self.known: set[str] = set()

    def keep(self, post: Path, content: bytes) -> None:
        self.kept.append((post.name, content))

    def is_kept(self, mark: str) -> bool:
        return mark in self.known


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def left_behind(post: Path, content: bytes) -> Path:
    path = temporary_for(post)
    path.write_bytes(content)
    return path


def sweep(folder: Path, shelf: Shelf, now: float | None = None) -> list[bool]:
    now = time.time() + LATER_S if now is None else now
    return [clear_stray(s, shelf.keep, shelf.is_kept) for s in find_strays([folder], now)]


def test_its_text_goes_to_the_post_it_was_to_become(tmp_path: Path, shelf: Shelf) -> None:
    post = tmp_path / "weir.md"
    post.write_bytes(b"old")
    stray = left_behind(post, b"half of the ne")
    assert sweep(tmp_path, shelf) == [True]
    assert shelf.kept == [("weir.md", b"half of the ne")]
    assert not stray.exists()
    assert post.read_bytes() == b"old"


def test_what_is_safe_already_is_not_kept_twice(tmp_path: Path, shelf: Shelf) -> None:
    post = tmp_path / "weir.md"
    post.write_bytes(b"present")
    shelf.known.add(digest(b"known"))
    for content in (b"present", b"known", b""):
        left_behind(post, content)
    assert sweep(tmp_path, shelf) == [True, True, True]
    assert shelf.kept == []
    assert [path.name for path in tmp_path.iterdir()] == ["weir.md"]


def test_a_fresh_one_is_left_alone(tmp_path: Path, shelf: Shelf) -> None:
    stray = left_behind(tmp_path / "weir.md", b"x")
    assert sweep(tmp_path, shelf, time.time() + OLD_S - 60) == []
    assert stray.exists()


@pytest.mark.parametrize("years", [-10, 10])
def test_clocks_that_are_wrong(tmp_path: Path, shelf: Shelf, years: int) -> None:
    """Set back since, or the writer's own: a file of the future, a file of long ago."""
    stray = left_behind(tmp_path / "weir.md", b"x")
    moment = time.time() + years * 365 * 86_400
    os.utime(stray, (moment, moment))
    assert sweep(tmp_path, shelf, time.time()) == []
    assert sweep(tmp_path, shelf, time.time() - 5 * 365 * 86_400) == []
    assert stray.exists()


def test_one_that_is_touched_between_two_looks_stays(tmp_path: Path, shelf: Shelf) -> None:
    """However old the clocks make it look."""
    stray = left_behind(tmp_path / "weir.md", b"x")
    [seen] = find_strays([tmp_path], time.time() + LATER_S)
    stray.write_bytes(b"xy")
    assert not clear_stray(seen, shelf.keep, shelf.is_kept)
    assert stray.exists()
    assert shelf.kept == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_one_that_is_being_written_stays(tmp_path: Path, shelf: Shelf) -> None:
    stray = left_behind(tmp_path / "weir.md", b"x")
    with stray.open("ab"), pytest.raises(OSError, match="busy"):
        sweep(tmp_path, shelf)
    assert stray.exists()


def test_one_whose_text_can_not_be_kept_stays(tmp_path: Path, shelf: Shelf) -> None:
    stray = left_behind(tmp_path / "weir.md", b"x")

    def keep(post: Path, content: bytes) -> None:
        raise StorageError("The history is full.")

    [seen] = find_strays([tmp_path], time.time() + LATER_S)
    with pytest.raises(StorageError):
        clear_stray(seen, keep, shelf.is_kept)
    assert stray.exists()


def test_a_long_name_is_known_by_its_beginning(tmp_path: Path, shelf: Shelf) -> None:
    post = tmp_path / ("a-long-name-" * 5 + ".md")
    stray = left_behind(post, b"text")
    assert sweep(tmp_path, shelf) == [False]  # no such post: whose it is can't be known
    post.write_bytes(b"old")
    assert sweep(tmp_path, shelf) == [True]
    assert shelf.kept == [(post.name, b"text")]
    other = tmp_path / (post.name[:NAME_KEPT] + "-another.md")
    other.write_bytes(b"old")
    stray = left_behind(post, b"text two")
    assert sweep(tmp_path, shelf) == [False]  # two of them begin so
    assert stray.exists()


@pytest.mark.parametrize(
    "name",
    [
        ".~weir.md",
        ".~weir.md.1234567",
        ".~weir.md.123456789",
        ".~weir.md.1234567G",
        "~weir.md.12345678",
        ".~.12345678",
        ".~lock.weir.odt#",
        "weir.md.12345678",
        ".~" + "x" * (NAME_KEPT + 1) + ".12345678",
    ],
)
def test_files_of_other_programs_are_none_of_ours(tmp_path: Path, shelf: Shelf, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert post_name_of(name) is None
    assert sweep(tmp_path, shelf) == []


def test_links_and_folders_are_left_alone(tmp_path: Path, shelf: Shelf) -> None:
    target = tmp_path / "target.md"
    target.write_bytes(b"x")
    (tmp_path / ".~weir.md.12345678").symlink_to(target)
    (tmp_path / ".~weir.md.12345679").mkdir()
    assert sweep(tmp_path, shelf) == []
    assert sweep(tmp_path / "gone", shelf) == []
