"""What became of a library's files, found by looking again."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.library.scan import Survey, is_ignored, survey
from copydesk.core.storage.names import is_spelled_so, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    Known = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between what was known and what is there.

    Attributes:
        updated: Relative path to (mtime in ns, size in bytes) of files that are new or changed.
        gone: Relative paths of files that are no longer there.
        folders_added: Relative paths.
        folders_gone: Relative paths.
    """

    updated: dict[str, tuple[int, int]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    folders_added: set[str] = field(default_factory=set)
    folders_gone: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.updated or self.gone or self.folders_added or self.folders_gone)


def look_at_everything(root: Path, known: Known, folders: set[str]) -> Changes:
    """Looks through the whole folder.

    Raises:
        OSError: The folder itself can't be read.
    """
    changes = Changes()
    _compare(survey(root), "", known, folders, changes)
    return changes


def look_at(root: Path, paths: Iterable[Path], known: Known, folders: set[str]) -> Changes:
    """Looks at single files and folders; those outside ``root`` are left out.

    Args:
        root: The library's folder.
        paths: Absolute, there or gone.
        known: The files known so far, relative path to (mtime in ns, size in bytes).
        folders: The folders known so far, relative paths.

    Raises:
        OSError: ``root`` itself is among the paths and can't be read.
    """
    changes = Changes()
    paths = set(paths)
    respelled = _respelled(paths)
    for path in paths:
        if path == root:
            return look_at_everything(root, known, folders)
        if not path.is_relative_to(root):
            continue
        relative = path.relative_to(root).as_posix()
        if not is_ignored(relative):
            _look_at_one(root, relative, known, folders, changes, there=path not in respelled)
    return changes


def _respelled(paths: set[Path]) -> set[Path]:
    """Of names that differ in case only, those that are no more: the system finds them all."""
    spellings: dict[tuple[Path, str], list[Path]] = {}
    for path in paths:
        spellings.setdefault((path.parent, spelling_key(path.name)), []).append(path)
    gone = set()
    for path in (path for twins in spellings.values() if len(twins) > 1 for path in twins):
        try:
            if not is_spelled_so(path):
                gone.add(path)
        except OSError:
            continue
    return gone


def _look_at_one(
    root: Path, relative: str, known: Known, folders: set[str], changes: Changes, *, there: bool
) -> None:
    path = os.path.join(root, relative)  # noqa: PTH118 - a str is what os.stat takes fastest
    try:
        status = os.stat(path) if there else None  # noqa: PTH116 - as above
    except (OSError, ValueError):
        status = None
    if status is not None and stat.S_ISDIR(status.st_mode):
        if not os.path.islink(path):  # noqa: PTH114 - as above
            _look_through(root, relative, known, folders, changes)
        return
    if relative in folders:  # it was a folder
        _compare(Survey(), relative, known, folders, changes)
        changes.folders_gone.add(relative)
    if status is not None and stat.S_ISREG(status.st_mode):
        found = (status.st_mtime_ns, status.st_size)
        if known.get(relative) != found:
            changes.updated[relative] = found
    elif relative in known:
        changes.gone.add(relative)


def _look_through(
    root: Path, relative: str, known: Known, folders: set[str], changes: Changes
) -> None:
    try:
        found = survey(root, relative)
    except OSError:
        return  # gone since, of which another hint tells, or not ours to look into
    if relative not in folders:
        changes.folders_added.add(relative)
    if relative in known:  # it was a file
        changes.gone.add(relative)
    _compare(found, relative, known, folders, changes)


def _compare(found: Survey, below: str, known: Known, folders: set[str], changes: Changes) -> None:
    """Adds how ``found`` differs from what is known below a folder."""
    files, get = found.files, known.get
    for path, mark in files.items():
        if get(path) != mark:
            changes.updated[path] = mark
    prefix = f"{below}/" if below else ""
    closed = tuple(f"{folder}/" for folder in found.closed)
    changes.gone.update(
        path
        for path in known
        if path not in files and path.startswith(prefix) and not path.startswith(closed)
    )
    changes.folders_added.update(found.folders - folders)
    changes.folders_gone.update(
        folder
        for folder in folders - found.folders
        if folder.startswith(prefix) and not f"{folder}/".startswith(closed)
    )
