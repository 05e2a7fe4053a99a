"""Temporary files that saves left behind when they were killed: found, kept, deleted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from stat import S_ISREG
from typing import TYPE_CHECKING

from copydesk.core.storage.file_system import DISK, FileSystem
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.temporary import NAME_KEPT, post_name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

OLD_S = 3600.0
"""A temporary file is left alone until it is an hour old: a save takes seconds at most."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A temporary file that was seen.

    Attributes:
        path: Where it is.
        mark: By what it is told whether anything happened to it since.
    """

    path: Path
    mark: tuple[int, ...]


def find_strays(folders: Iterable[Path], now: float) -> list[Stray]:
    """The temporary files that nobody has touched for an hour.

    Clocks err: that of another machine may be an hour behind, and let a file look old that is
    being written now. Whoever deletes them therefore looks twice, some minutes apart by a clock
    that nobody can set: `clear_stray` leaves alone what was touched in between.

    Args:
        folders: Where to look; not below them.
        now: Seconds since 1970.
    """
    strays = []
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if post_name_of(entry.name)]
        except OSError:
            continue
        for name in names:
            path = folder / name
            status = _status(path)
            # A file of the future was written by a clock that is ahead, or before ours was set
            # back: how old it is nobody knows.
            if status and now - max(status.st_mtime, status.st_ctime) > OLD_S:
                strays.append(Stray(path, _mark(status)))
    return strays


def clear_stray(
    stray: Stray,
    keep: Callable[[Path, bytes], object],
    is_kept: Callable[[str], bool],
    *,
    disk: FileSystem = DISK,
) -> bool:
    """Deletes a temporary file once its content is safe elsewhere.

    Args:
        stray: As it was found a while ago.
        keep: Given the post it belongs to and the content, when that is neither what the post
            holds nor kept already; returns when it is safe, else raises.
        is_kept: Whether a content of that fingerprint is kept already.
        disk: What carries out each step.

    Returns:
        Whether it is gone. One that was touched, that somebody has open, or whose content belongs
        to no post that can be known and is kept nowhere stays.

    Raises:
        CopydeskError: What ``keep`` and ``is_kept`` raise; the file stays.
        OSError: It can't be read or deleted; it stays.
    """
    if not _is_still(stray):
        return False
    content = disk.read_displaced(stray.path, b"")
    if content:
        post = _post_of(stray.path)
        if not _holds(post, content, disk) and not is_kept(digest(content)):
            if post is None:
                return False
            keep(post, content)
    if not _is_still(stray):
        return False
    disk.remove(stray.path)
    return True


def _status(path: Path) -> os.stat_result | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status if S_ISREG(status.st_mode) else None


def _mark(status: os.stat_result) -> tuple[int, ...]:
    times = (status.st_mtime_ns, status.st_ctime_ns)
    return (status.st_dev, status.st_ino, status.st_size, *times)


def _is_still(stray: Stray) -> bool:
    status = _status(stray.path)
    return status is not None and _mark(status) == stray.mark


def _post_of(path: Path) -> Path | None:
    """The post that a temporary file was to become; None where its name tells too little."""
    beginning = post_name_of(path.name) or ""
    if len(beginning) < NAME_KEPT:
        return path.with_name(beginning)
    posts = [post for post in path.parent.iterdir() if post.name.startswith(beginning)]
    return posts[0] if len(posts) == 1 else None


def _holds(post: Path | None, content: bytes, disk: FileSystem) -> bool:
    if post is None:
        return False
    try:
        return disk.read(post) == content
    except OSError:
        return False
