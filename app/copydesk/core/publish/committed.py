"""A post as it was in the last commit, or as it is on the branch that is published."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.publish.git import GitError, work_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.publish.git import WorkTree

# Two files with this share of their lines in common are one that was renamed (git's own measure,
# git-diff(1), --find-renames), and so many files that are gone are looked into.
_ALIKE, _MOST_GONE = 0.5, 400
_REGULAR = ("100644", "100755")
_DEFAULT_NAMES = ("main", "master")


@dataclass(frozen=True, slots=True)
class Committed:
    """A file of a commit.

    Attributes:
        data: Its bytes as a checkout would write them here, with this site's line ends.
        path: Where it is in the repository, with "/" between folders.
        renamed: Whether that is another path than the post has now.
        branch: "origin/main"; "" for the last commit.
        commit: The commit's short name.
        when: When it was committed, ISO 8601 with a time zone.
    """

    data: bytes
    path: str
    renamed: bool
    branch: str
    commit: str
    when: str


class NotCommittedError(GitError):
    """The commit does not have this post."""


def last_commit(path: Path, text: bytes = b"") -> Committed:
    """A post as it was in the last commit; waits for git, so not on the window's thread.

    Args:
        path: Its file, which need not exist.
        text: What it holds now, to find it where it was renamed since.

    Raises:
        GitError: With what is to be done about it.
    """
    path = Path(os.path.realpath(path))
    tree = work_tree(path.parent)
    if not tree.says("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise NotCommittedError(
            "Nothing is committed in this repository yet.", "Compare with the file on disk."
        )
    found = _file_of(tree, "HEAD", path, text)
    if found is None:
        raise NotCommittedError(
            "This post is not in the last commit: it is new since.",
            "Compare it with the file on disk.",
        )
    return _committed(tree, "HEAD", "", found, path)


def published(path: Path, text: bytes = b"") -> Committed:
    """A post as it is on the published branch, as far as was fetched; nothing is fetched here.

    Args:
        path: Its file, which need not exist.
        text: What it holds now, to find it where it was renamed since.

    Raises:
        GitError: With what is to be done about it.
    """
    path = Path(os.path.realpath(path))
    tree = work_tree(path.parent)
    branch = published_branch(tree)
    if not branch:
        raise GitError(
            "This repository has no published branch: it was neither cloned nor pushed.",
            "Compare with the last commit.",
        )
    found = _file_of(tree, branch, path, text)
    if found is None:
        raise NotCommittedError(
            f"This post is not published yet: “{branch}” does not have it.",
            "Compare it with the last commit.",
        )
    return _committed(tree, branch, branch, found, path)


def published_branch(tree: WorkTree) -> str:
    """The remote's branch that the current one follows, else the remote's main one; "" for none."""
    if name := tree.says("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"):
        return name
    remotes = tree.says("remote").split("\n")
    remote = "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""
    if not remote:
        return ""
    head = tree.says("symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
    names = [head, *(f"{remote}/{name}" for name in _DEFAULT_NAMES)]
    return next((name for name in names if name and _is_there(tree, name)), "")


def _is_there(tree: WorkTree, branch: str) -> bool:
    return bool(tree.says("rev-parse", "--verify", "--quiet", f"refs/remotes/{branch}^{{commit}}"))


def _file_of(tree: WorkTree, revision: str, path: Path, text: bytes) -> tuple[str, str] | None:
    """The path and the object of a post in a revision; its own path first."""
    try:
        wanted = path.relative_to(tree.root).as_posix()
    except ValueError:
        return None
    files = _files(tree, revision)
    if wanted in files:
        return wanted, files[wanted]
    for name, blob in files.items():
        if _composed(name) == _composed(wanted):
            return name, blob
    return _renamed(tree, files, path, text)


def _composed(name: str) -> str:
    """A name to compare: macOS may write it decomposed, git keeps it composed."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _files(tree: WorkTree, revision: str) -> dict[str, str]:
    """The files of a revision: path to object."""
    files = {}
    for row in tree.git("ls-tree", "-r", "-z", "--full-tree", revision).split(b"\0"):
        about, tab, name = row.partition(b"\t")
        mode, _, rest = about.decode("ascii", "replace").partition(" ")
        if tab and mode in _REGULAR:
            files[os.fsdecode(name)] = rest.split(" ")[-1]
    return files


def _renamed(
    tree: WorkTree, files: dict[str, str], path: Path, text: bytes
) -> tuple[str, str] | None:
    """The file most like the post, of those that are gone from the disk."""
    gone = [
        name
        for name in files
        if Path(name).suffix == path.suffix and not (tree.root / name).exists()
    ]
    gone.sort(key=partial(_is_far, path, tree.root))
    gone = gone[:_MOST_GONE]
    if not gone or not text.strip():
        return None
    lines = _lines(text)
    contents = _contents(tree, [files[name] for name in gone])
    alike = [_share(lines, _lines(content)) for content in contents]
    best = max(range(len(gone)), key=alike.__getitem__)
    return (gone[best], files[gone[best]]) if alike[best] >= _ALIKE else None


def _is_far(path: Path, root: Path, name: str) -> tuple[bool, bool]:
    """Sorts what has the same name first, then what is in the same folder."""
    other = root / name
    return other.name != path.name, other.parent != path.parent


def _contents(tree: WorkTree, blobs: list[str]) -> list[bytes]:
    """The bytes of objects, as git keeps them (git-cat-file(1), --batch)."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    said = tree.git("cat-file", "--batch", stdin=asked)
    result = []
    at = 0
    for _ in blobs:
        end = said.index(b"\n", at)
        size = int(said[at:end].rsplit(b" ", 1)[-1])
        result.append(said[end + 1 : end + 1 + size])
        at = end + size + 2
    return result


def _lines(text: bytes) -> Counter[bytes]:
    return Counter(line.rstrip(b"\r") for line in text.split(b"\n") if line.strip())


def _share(one: Counter[bytes], other: Counter[bytes]) -> float:
    longer = max(_size(one.items()), _size(other.items()))
    return _size((one & other).items()) / longer if longer else 0.0


def _size(lines: Iterable[tuple[bytes, int]]) -> int:
    return sum(len(line) * count for line, count in lines)


def _committed(
    tree: WorkTree, revision: str, branch: str, found: tuple[str, str], path: Path
) -> Committed:
    name, blob = found
    commit, _, when = tree.says("log", "-1", "--format=%h %cI", revision, "--").partition(" ")
    renamed = _composed((tree.root / name).as_posix()) != _composed(path.as_posix())
    return Committed(_as_checked_out(tree, name, blob), name, renamed, branch, commit, when)


def _as_checked_out(tree: WorkTree, name: str, blob: str) -> bytes:
    """The bytes with the line ends and the encoding that a checkout would give them.

    No filter of the repository's is run: that would be a program, and Git LFS's uses the network.
    """
    said = tree.git("check-attr", "-z", "filter", "--", name).split(b"\0")
    used = os.fsdecode(said[2]) if len(said) > 2 else "unspecified"
    if used not in ("unspecified", "unset", ""):
        kind = "Git LFS" if used == "lfs" else f"the filter “{used}”"
        raise GitError(
            f"This post is kept in git by {kind}, which would have to run to read it.",
            "Compare with the file on disk, or with a version in History.",
        )
    return tree.git("cat-file", "--filters", f"--path={name}", blob)
