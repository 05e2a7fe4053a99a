"""What a folder holds: its posts by name, and when each was last changed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

POST_SUFFIXES = (".md", ".markdown", ".mdx", ".mkd", ".mdown")
"""Files that end so are posts; any other opens as one when asked for by name."""

_IGNORED = {"node_modules", "bower_components", "__pycache__", "_site", "dist"}
# What building tools leave in the folder of a site itself; deeper down it may be a post's folder.
_IGNORED_AT_TOP = {"build", "out", "target", "vendor", "venv", "env"}
# A chain of folders deeper than this is a mistake, and longer than many systems take as a path.
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in a folder and below, left out what `is_ignored` says.

    Attributes:
        files: Relative path ("/" between folders) to (mtime in ns, size in bytes), of every file.
        folders: Relative paths of the folders, without the surveyed one itself.
        closed: Relative paths of the folders that could not be looked into.
    """

    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)

    @property
    def posts(self) -> list[str]:
        """The relative paths of the posts, in the order found."""
        return [path for path in self.files if is_post(path)]


def is_post(path: str) -> bool:
    """Whether a file of this name is a post."""
    return path.lower().endswith(POST_SUFFIXES)


def is_ignored(relative: str) -> bool:
    """Whether a file or folder, or a folder above it, is no part of the site's sources.

    Those are what begins with a dot, and what package managers and site generators leave.
    """
    parts = relative.split("/")
    if parts[0] in _IGNORED_AT_TOP and len(parts) > 1:
        return True
    return any(part.startswith(".") or part in _IGNORED for part in parts)


def survey(
    root: Path,
    below: str = "",
    on_post: Callable[[str, int, int], object] | None = None,
) -> Survey:
    """Looks through a folder; folders behind symbolic links are left out, linked files are not.

    Args:
        root: The library's folder.
        below: Look through this folder of it only; relative.
        on_post: Called with path, mtime and size of each post as it is found.

    Raises:
        OSError: The folder itself can't be read.
    """
    found = Survey()
    base = os.fspath(root / below)
    waiting = [(base, f"{below}/" if below else "", 0)]
    while waiting:
        folder, prefix, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                _look_through(entries, prefix, depth, found, waiting, on_post)
        except OSError:
            if folder == base:
                raise
            found.closed.add(prefix.rstrip("/"))
    return found


def _look_through(
    entries: os._ScandirIterator[str],
    prefix: str,
    depth: int,
    found: Survey,
    waiting: list[tuple[str, str, int]],
    on_post: Callable[[str, int, int], object] | None,
) -> None:
    ignored = _IGNORED if prefix else _IGNORED | _IGNORED_AT_TOP
    files = found.files
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        path = prefix + name
        try:
            if entry.is_dir(follow_symlinks=False):
                if name not in ignored and depth < _DEEPEST:
                    found.folders.add(path)
                    waiting.append((entry.path, path + "/", depth + 1))
                continue
            status = entry.stat()
        except OSError:
            continue  # gone between the two looks, or a link to nowhere
        if stat.S_ISREG(status.st_mode):
            files[path] = (status.st_mtime_ns, status.st_size)
            if on_post is not None and is_post(name):
                on_post(path, status.st_mtime_ns, status.st_size)
