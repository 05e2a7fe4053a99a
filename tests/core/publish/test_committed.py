"""A post as git has it, from real repositories, and a sentence for all that is in the way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from copydesk.core.publish.committed import NotCommittedError, last_commit, published
from copydesk.core.publish.git import GitError, NoRepositoryError
from tests.helpers.git_repository import GitRepository

if TYPE_CHECKING:
    from pathlib import Path

FIRST = b"---\ntitle: Mill\n---\n\nThe mill opens.\n\nIt was shut for a year.\n"
SECOND = FIRST.replace(b"opens", b"closes")


@pytest.fixture
def repository(tmp_path: Path) -> GitRepository:
    repository = GitRepository(tmp_path / "site é")
    (repository.root / "posts").mkdir()
    (repository.root / "posts/mill.md").write_bytes(FIRST)
    repository.commit_all()
    return repository


def post(repository: GitRepository) -> Path:
    return repository.root / "posts/mill.md"


def published_at(repository: GitRepository, tmp_path: Path) -> GitRepository:
    """A clone, whose `origin` is the repository."""
    repository.git("clone", "--quiet", str(repository.root), str(tmp_path / "clone"))
    clone = GitRepository.__new__(GitRepository)
    clone.root = tmp_path / "clone"
    return clone


def test_the_last_commit_is_read_whatever_is_on_disk(repository: GitRepository) -> None:
    post(repository).write_bytes(SECOND)
    found = last_commit(post(repository))
    assert (found.data, found.path, found.renamed) == (FIRST, "posts/mill.md", False)
    assert found.branch == ""
    assert found.commit == repository.git("rev-parse", "--short", "HEAD").strip()
    assert found.when[:10] == repository.git("log", "-1", "--format=%cI")[:10]
    repository.git("checkout", "--quiet", "--detach")
    assert last_commit(post(repository)).data == FIRST
    post(repository).unlink()
    assert last_commit(post(repository)).data == FIRST


def test_nothing_in_the_repository_is_touched(repository: GitRepository) -> None:
    post(repository).write_bytes(SECOND)
    before = {
        path: path.stat().st_mtime_ns
        for path in sorted((repository.root / ".git").rglob("*"))
        if path.is_file()
    }
    last_commit(post(repository))
    with pytest.raises(GitError):
        published(post(repository))
    after = {path: path.stat().st_mtime_ns for path in before}
    assert before == after


@pytest.mark.parametrize("staged", [False, True])
def test_a_renamed_post_is_found_by_what_it_says(repository: GitRepository, staged: bool) -> None:
    (repository.root / "posts/other.md").write_text("Quite another post about ferries.\n")
    repository.commit_all()
    (repository.root / "posts/other.md").unlink()
    (repository.root / "news").mkdir()
    new = repository.root / "news/old-mill.md"
    if staged:
        repository.git("mv", "posts/mill.md", "news/old-mill.md")
    else:
        post(repository).rename(new)
    new.write_bytes(SECOND)
    found = last_commit(new, SECOND)
    assert (found.data, found.path, found.renamed) == (FIRST, "posts/mill.md", True)


def test_the_followed_branch_is_the_published_one(
    repository: GitRepository, tmp_path: Path
) -> None:
    clone = published_at(repository, tmp_path)
    post(clone).write_bytes(SECOND)
    clone.commit_all()
    found = published(post(clone))
    assert (found.data, found.branch) == (FIRST, "origin/main")
    assert last_commit(post(clone)).data == SECOND
    clone.branch("draft")  # follows nothing: what is main at the remote
    assert published(post(clone)).branch == "origin/main"
    clone.git("remote", "set-head", "origin", "--delete")
    assert published(post(clone)).branch == "origin/main"
    new = clone.root / "posts/new.md"
    new.write_text("All new.\n")
    with pytest.raises(NotCommittedError, match="not published yet: “origin/main”"):
        published(new, b"All new.\n")


def test_what_is_not_there_is_told(repository: GitRepository, tmp_path: Path) -> None:
    new = repository.root / "posts/new.md"
    with pytest.raises(NotCommittedError, match="not in the last commit"):
        last_commit(new, b"Text of its own.\n")
    with pytest.raises(GitError, match="no published branch"):
        published(post(repository))
    (tmp_path / "plain").mkdir()
    with pytest.raises(NoRepositoryError, match="not in a git repository"):
        last_commit(tmp_path / "plain/post.md")
    with pytest.raises(NoRepositoryError, match="not in a git repository"):
        last_commit(tmp_path / "gone/too/post.md")
    empty = GitRepository(tmp_path / "empty")
    with pytest.raises(NotCommittedError, match="Nothing is committed"):
        last_commit(empty.root / "post.md")
    with pytest.raises(NoRepositoryError, match="inside git’s own folder"):
        last_commit(repository.root / ".git/post.md")
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(tmp_path / "bare"))
    with pytest.raises(NoRepositoryError, match="inside git’s own folder"):
        last_commit(tmp_path / "bare/post.md")


def test_a_post_in_a_submodule_is_compared_with_its_own_commit(
    repository: GitRepository, tmp_path: Path
) -> None:
    above = GitRepository(tmp_path / "above")
    allow = ("-c", "protocol.file.allow=always")
    above.git(*allow, "submodule", "--quiet", "add", str(repository.root), "content")
    above.commit_all()
    assert last_commit(above.root / "content/posts/mill.md").path == "posts/mill.md"


def test_line_ends_are_those_of_a_checkout(repository: GitRepository) -> None:
    (repository.root / ".gitattributes").write_text("*.md text eol=crlf\n")
    assert last_commit(post(repository)).data == FIRST.replace(b"\n", b"\r\n")


def test_no_program_of_the_repository_is_run(repository: GitRepository, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    program = f"touch '{trace}'; cat"
    repository.git("config", "filter.trap.smudge", program)
    repository.git("config", "filter.trap.clean", program)
    repository.git("config", "core.fsmonitor", program)
    repository.git("config", "diff.trap.textconv", program)
    hook = repository.root / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    hook.chmod(0o755)
    (repository.root / ".gitattributes").write_text("*.md diff=trap\n")
    assert last_commit(post(repository)).data == FIRST
    (repository.root / ".gitattributes").write_text("*.md filter=trap\n")
    with pytest.raises(GitError, match="the filter “trap”"):
        last_commit(post(repository))
    (repository.root / ".gitattributes").write_text("*.md filter=lfs\n")
    with pytest.raises(GitError, match="Git LFS"):
        last_commit(post(repository))
    assert not trace.exists()


def test_without_git_a_sentence_says_so(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="Git was not found"):
        last_commit(post(repository))


def test_a_shell_in_another_repository_does_not_lead_astray(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere/.git"))
    assert last_commit(post(repository)).data == FIRST


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a folder of another user"
)
def test_a_folder_of_another_user_is_told(repository: GitRepository) -> None:
    for path in (repository.root, repository.root / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(GitError, match=r"does not trust this folder.*safe\.directory"):
        last_commit(post(repository))
