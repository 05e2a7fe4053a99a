from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.library.changes import Changes, look_at, look_at_everything
from copydesk.core.library.git_lock import find_git_folder, lock_mark
from copydesk.core.library.scan import survey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.git_repository import GitRepository
    from tests.helpers.sites import SiteBuilder


class Known:
    """A site, and what was known of it at first."""

    def __init__(self, site: SiteBuilder) -> None:
        self.site = site
        site.files({"news/a.md": "A", "news/deep/b.md": "B", "top.md": "T"})
        found = survey(site.root)
        self.files, self.folders = found.files, found.folders

    def everything(self) -> Changes:
        return look_at_everything(self.site.root, self.files, self.folders)

    def at(self, *paths: str) -> Changes:
        absolute = [self.site.root / path for path in paths]
        return look_at(self.site.root, absolute, self.files, self.folders)


@pytest.fixture
def known(site_factory: Callable[..., SiteBuilder]) -> Known:
    return Known(site_factory())


def test_nothing_changed(known: Known) -> None:
    assert not known.everything()
    assert not known.at("news/a.md", "news", "never.md")


def test_a_file_changed_or_new(known: Known) -> None:
    known.site.write("news/a.md", "Longer")
    known.site.write("new/c.md", "C")
    whole = known.everything()
    assert set(whole.updated) == {"news/a.md", "new/c.md"}
    assert whole.folders_added == {"new"}
    assert set(known.at("news/a.md").updated) == {"news/a.md"}
    assert known.at("new") == known.at("new", "new/c.md")
    assert known.at("new").folders_added == {"new"}


def test_a_file_gone(known: Known) -> None:
    (known.site.root / "news/a.md").unlink()
    assert known.everything().gone == known.at("news/a.md").gone == {"news/a.md"}


def test_a_folder_gone(known: Known) -> None:
    (known.site.root / "news").rename(known.site.root.parent / "away")
    expected = Changes({}, {"news/a.md", "news/deep/b.md"}, set(), {"news", "news/deep"})
    assert known.everything() == known.at("news") == expected


def test_a_folder_in_the_place_of_a_file_and_the_other_way(known: Known) -> None:
    root = known.site.root
    (root / "top.md").unlink()
    known.site.write("top.md/inner.md", "I")
    (root / "news/deep").rename(root.parent / "away")
    known.site.write("news/deep", "a file")
    for found in (known.everything(), known.at("top.md", "news/deep")):
        assert set(found.updated) == {"top.md/inner.md", "news/deep"}
        assert found.gone == {"top.md", "news/deep/b.md"}
        assert found.folders_added == {"top.md"}
        assert found.folders_gone == {"news/deep"}


def test_paths_that_do_not_count(known: Known, tmp_path: Path) -> None:
    known.site.files({".git/x.md": "", "node_modules/a.md": ""})
    (tmp_path / "outside.md").touch()
    assert not known.at(".git/x.md", "node_modules", "node_modules/a.md", "../outside.md")


def test_the_folder_itself(known: Known) -> None:
    known.site.write("news/a.md", "Longer")
    assert known.at("") == known.everything()


def test_what_can_not_be_looked_into_is_not_gone(known: Known) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    (known.site.root / "news/deep").chmod(0o700)
    for folder in (known.site.root, *known.site.root.parents):
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(0o755)
    os.seteuid(65534)
    try:
        assert not known.everything()
    finally:
        os.seteuid(0)


class TestGitLock:
    def test_found_from_below(self, git_repository: GitRepository) -> None:
        deep = git_repository.root / "site" / "posts"
        deep.mkdir(parents=True)
        git = find_git_folder(deep)
        assert git == git_repository.root / ".git"
        assert lock_mark(git) is None
        (git / "index.lock").touch()
        assert lock_mark(git) is not None

    def test_in_a_further_work_tree(self, git_repository: GitRepository, tmp_path: Path) -> None:
        git_repository.commit_all()
        git_repository.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "side")
        git = find_git_folder(tmp_path / "tree")
        assert git is not None
        assert (git / "index").is_file()

    def test_no_repository(self, tmp_path: Path) -> None:
        assert lock_mark(None) is None
        (tmp_path / ".git").write_text("rubbish")
        assert find_git_folder(tmp_path) is None
