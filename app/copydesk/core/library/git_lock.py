"""Whether git is at work in a folder, by the lock that it holds on its index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_POINTER = "gitdir:"
# A pointer file is one line.
_MOST_POINTER = 4096


def find_git_folder(folder: Path) -> Path | None:
    """Where git keeps its index for the work tree that holds ``folder``; None outside of one."""
    for place in (folder, *folder.parents):
        git = place / ".git"
        try:
            if git.is_dir():
                return git
            if git.is_file():  # a further work tree, or a submodule
                with git.open(encoding="utf-8", errors="surrogateescape") as file:
                    line = file.read(_MOST_POINTER).strip()
                return place / line[len(_POINTER) :].strip() if line.startswith(_POINTER) else None
        except OSError:
            return None
    return None


def lock_mark(git_folder: Path | None) -> tuple[int, int] | None:
    """What tells one lock from the next, None when there is none: git is at rest."""
    if git_folder is None:
        return None
    try:
        status = (git_folder / "index.lock").stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
