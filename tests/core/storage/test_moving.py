from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.errors import StorageError
from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.moving import copy_beside, move_file, put_back
from copydesk.core.storage.names import complaint_about, free_path

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "ferry.md"
    path.parent.mkdir()
    path.write_text("Ferry")
    return path


def test_renames(post: Path) -> None:
    new = move_file(post, post.with_name("boat.md"))
    assert new.read_text() == "Ferry"
    assert not post.exists()


def test_never_overwrites(post: Path) -> None:
    other = post.with_name("boat.md")
    other.write_text("Boat")
    with pytest.raises(StorageError, match=r"already a “boat\.md” in “news”"):
        move_file(post, other)
    assert (post.read_text(), other.read_text()) == ("Ferry", "Boat")


def test_never_overwrites_what_comes_in_between(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = post.with_name("boat.md")
    place = FileSystem.place

    def raced(self: FileSystem, new: Path, name: Path) -> None:
        other.write_text("Boat")
        place(self, new, name)

    monkeypatch.setattr(FileSystem, "place", raced)
    with pytest.raises(StorageError, match="already"):
        move_file(post, other)
    assert (post.read_text(), other.read_text()) == ("Ferry", "Boat")


def test_a_disk_without_hard_links(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert move_file(post, post.with_name("boat.md")).read_text() == "Ferry"
    post.write_text("Another")
    with pytest.raises(StorageError, match="already"):
        move_file(post, post.with_name("boat.md"))


def test_another_disk(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post.chmod(0o640)
    link = os.link

    def refuse(old: Path, new: Path, *, follow_symlinks: bool = True) -> None:
        if old == post:
            raise OSError(errno.EXDEV, "another disk")
        link(old, new, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "link", refuse)
    new = move_file(post, post.with_name("boat.md"))
    assert new.read_text() == "Ferry"
    assert new.stat().st_mode & 0o777 == 0o640
    assert not post.exists()


def test_case_alone(post: Path) -> None:
    assert move_file(post, post.with_name("Ferry.md")).name == "Ferry.md"
    assert [path.name for path in post.parent.iterdir()] == ["Ferry.md"]


def test_case_alone_on_a_disk_that_ignores_it(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = post.with_name("Ferry.md")
    lexists = os.path.lexists
    monkeypatch.setattr(os.path, "lexists", lambda path: path == new or lexists(path))
    assert move_file(post, new).name == "Ferry.md"
    assert [path.name for path in post.parent.iterdir()] == ["Ferry.md"]


def test_two_files_that_differ_in_case_stay_two(post: Path) -> None:
    other = post.with_name("FERRY.md")
    other.write_text("Other")
    with pytest.raises(StorageError, match="already"):
        move_file(post, other)
    assert (post.read_text(), other.read_text()) == ("Ferry", "Other")


def test_a_link_moves_itself_and_still_points_there(post: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to("news/ferry.md")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    new = move_file(link, tmp_path / "deep" / "er" / "link.md")
    assert new.is_symlink()
    assert new.read_text() == "Ferry"
    assert not link.is_symlink()
    assert post.exists()


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="it is not there"):
        move_file(tmp_path / "gone.md", tmp_path / "new.md")


def test_a_folder_is_refused(post: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="it is a folder"):
        move_file(post.parent, tmp_path / "elsewhere")


def test_copies_to_free_names(post: Path) -> None:
    post.write_bytes(b"\xff\r\n")
    names = [copy_beside(post).name for _ in range(3)]
    assert names == ["ferry-copy.md", "ferry-copy-2.md", "ferry-copy-3.md"]
    assert post.with_name(names[2]).read_bytes() == b"\xff\r\n"


class TestPutBack:
    @pytest.fixture
    def trashed(self, post: Path, tmp_path: Path) -> Path:
        trash = tmp_path / "Trash"
        (trash / "files").mkdir(parents=True)
        (trash / "info").mkdir()
        (trash / "info" / "ferry.md.trashinfo").write_text("[Trash Info]\n")
        return post.rename(trash / "files" / "ferry.md")

    def test_where_it_was(self, trashed: Path, post: Path, tmp_path: Path) -> None:
        assert put_back(trashed, post) == post
        assert post.read_text() == "Ferry"
        assert not list((tmp_path / "Trash").rglob("ferry*"))

    def test_its_folder_is_gone(self, trashed: Path, post: Path) -> None:
        post.parent.rmdir()
        assert put_back(trashed, post).read_text() == "Ferry"

    def test_its_name_is_taken(self, trashed: Path, post: Path) -> None:
        post.write_text("Another")
        back = put_back(trashed, post)
        assert back.name == "ferry-2.md"
        assert (back.read_text(), post.read_text()) == ("Ferry", "Another")

    def test_the_trash_was_emptied(self, trashed: Path, post: Path) -> None:
        trashed.unlink()
        with pytest.raises(StorageError, match="not restored: it is not there"):
            put_back(trashed, post)


@pytest.mark.parametrize(
    "name",
    [
        "", "  ", "a/b.md", "a\\b.md", "what?.md", "a:b.md", "a\nb.md", "\u2028.md", ".hidden.md",
        "post ", " post", "post.", "con.md", "LPT1.md", "नदी" * 40 + ".md", "x" * 256,
    ],
)  # fmt: skip
def test_bad_names(name: str) -> None:
    complaint = complaint_about(name)
    assert complaint.endswith(".")
    assert complaint[0].isupper()


@pytest.mark.parametrize("name", ["post.md", "दरवाज़े.md", "बंद नदी.mdx", "a b's (c).md", "v1.2.md"])
def test_good_names(name: str) -> None:
    assert complaint_about(name) == ""


def test_free_path(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert free_path(path) == path
    path.touch()
    (tmp_path / "a-2.md").symlink_to("nowhere")  # a link to nowhere is in the way too
    assert free_path(path).name == "a-3.md"
