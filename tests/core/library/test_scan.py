from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.scan import is_ignored, is_post, survey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder


@pytest.fixture
def site(site_factory: Callable[..., SiteBuilder]) -> SiteBuilder:
    return site_factory().files(
        {
            "README.md": "",
            "src/content/news/a.md": "",
            "src/content/news/b.MDX": "",
            "src/content/news/wire.txt": "",
            "src/build/post.md": "",
            "public/hero.png": "",
            ".git/x.md": "",
            ".hidden.md": "",
            "node_modules/x/readme.md": "",
            "packages/a/node_modules/x/readme.md": "",
            "dist/a.md": "",
            "build/a.md": "",
        }
    )


def test_posts_and_files(site: SiteBuilder) -> None:
    found = survey(site.root)
    assert sorted(found.posts) == [
        "README.md", "src/build/post.md", "src/content/news/a.md", "src/content/news/b.MDX",
    ]  # fmt: skip
    assert "public/hero.png" in found.files
    assert "src/content/news/wire.txt" in found.files
    assert {"src", "src/content", "src/content/news", "src/build", "public"} <= found.folders
    assert not any("node_modules" in path for path in [*found.files, *found.folders])


def test_marks_are_those_of_the_files(site: SiteBuilder) -> None:
    path = site.write("a.md", "12345")
    assert survey(site.root).files["a.md"] == (path.stat().st_mtime_ns, 5)


def test_one_folder_only(site: SiteBuilder) -> None:
    assert set(survey(site.root, "src/content").files) == {
        "src/content/news/a.md", "src/content/news/b.MDX", "src/content/news/wire.txt",
    }  # fmt: skip


def test_links(site: SiteBuilder, tmp_path: Path) -> None:
    (site.root / "loop").symlink_to(site.root)
    (site.root / "dangling.md").symlink_to("nowhere")
    outside = tmp_path / "outside.md"
    outside.write_text("x")
    (site.root / "linked.md").symlink_to(outside)
    found = survey(site.root)
    assert "linked.md" in found.files
    assert "dangling.md" not in found.files
    assert not any(path.startswith("loop") for path in found.files)


def test_what_is_no_file_is_left_out(site: SiteBuilder) -> None:
    os.mkfifo(site.root / "pipe.md")
    assert "pipe.md" not in survey(site.root).files


def test_very_deep(site: SiteBuilder) -> None:
    folder = site.root
    for _ in range(200):
        folder /= "d"
        folder.mkdir()
    assert survey(site.root).posts


def test_a_folder_that_may_not_be_read(site: SiteBuilder) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    closed = site.root / "src/content/news"
    closed.chmod(0o700)
    for folder in (site.root, *site.root.parents):
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(0o755)
    os.seteuid(65534)
    try:
        found = survey(site.root)
    finally:
        os.seteuid(0)
    assert found.closed == {"src/content/news"}


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        survey(tmp_path / "gone")


@pytest.mark.parametrize("name", ["a.md", "A.MD", "b.markdown", "c.mdx"])
def test_is_post(name: str) -> None:
    assert is_post(name)
    assert not is_post(name + ".bak")


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("src/a.md", False),
        (".git/index", True),
        ("src/.x.md", True),
        ("a/node_modules/b.md", True),
        ("build/a.md", True),
        ("src/build/a.md", False),
        ("build", False),
    ],
)
def test_is_ignored(path: str, ignored: bool) -> None:
    assert is_ignored(path) is ignored
