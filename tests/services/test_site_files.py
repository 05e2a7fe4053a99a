from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.services import site_files
from copydesk.services.site_files import FileReply, SiteFiles

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n rest"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "posts").mkdir(parents=True)
    (site / "public" / "images").mkdir(parents=True)
    (site / "posts" / "map.png").write_bytes(PNG)
    (site / "public" / "images" / "hero.JPG").write_bytes(b"jpeg")
    (site / "posts" / "post.md").write_text("text", "utf-8")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return site


def test_an_image_of_the_site_is_read_with_its_own_kind(root: Path) -> None:
    assert SiteFiles(root).read("posts/map.png") == FileReply(PNG, "image/png")
    assert SiteFiles(root).read("/posts/map.png") == FileReply(PNG, "image/png")
    (root / "mark.svg").write_bytes(b"<svg/>")
    assert SiteFiles(root).read("mark.svg") == FileReply(b"<svg/>", "image/svg+xml")


def test_files_of_the_public_folder_are_found_at_the_root(root: Path) -> None:
    assert SiteFiles(root).read("images/hero.JPG") is None
    reply = SiteFiles(root, ("public",)).read("images/hero.JPG")
    assert reply == FileReply(b"jpeg", "image/jpeg")


@pytest.mark.parametrize(
    "path",
    [
        "../secret.png",
        "posts/../../secret.png",
        "posts/post.md",
        "posts",
        "",
        "posts/none.png",
        "posts/map.png\0.png",
        "x" * 5_000 + ".png",
        "posts\\..\\..\\secret.png",
    ],
)
def test_nothing_else_is_read(root: Path, path: str) -> None:
    assert SiteFiles(root, ("public",)).read(path) is None


def test_an_absolute_path_is_taken_as_one_below_the_root(root: Path, tmp_path: Path) -> None:
    assert SiteFiles(root).read(str(tmp_path / "secret.png")) is None
    assert SiteFiles(root).read("//" + str(tmp_path / "secret.png")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_count_for_where_they_lead(root: Path, tmp_path: Path) -> None:
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    (root / "outside").symlink_to(tmp_path)
    (root / "inside.png").symlink_to(root / "posts" / "map.png")
    (root / "post.png").symlink_to(root / "posts" / "post.md")
    (root / "circle.png").symlink_to(root / "circle.png")
    files = SiteFiles(root)
    assert files.read("out.png") is None
    assert files.read("outside/secret.png") is None
    assert files.read("post.png") is None
    assert files.read("circle.png") is None
    assert files.read("inside.png") == FileReply(PNG, "image/png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_named_pipe_does_not_block(root: Path) -> None:
    os.mkfifo(root / "pipe.png")
    assert SiteFiles(root).read("pipe.png") is None


def test_the_root_may_itself_be_a_link_or_be_gone(root: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(root)
    assert SiteFiles(link).read("posts/map.png") == FileReply(PNG, "image/png")
    assert SiteFiles(tmp_path / "gone").read("posts/map.png") is None


def test_a_file_past_the_limit_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_files, "MOST_BYTES", 4)
    assert SiteFiles(root).read("posts/map.png") is None
