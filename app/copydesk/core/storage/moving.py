"""Files renamed, moved, copied and put back, never over another one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import TYPE_CHECKING

from copydesk.core.errors import ConflictError, StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.file_system import DISK
from copydesk.core.storage.names import free_path

if TYPE_CHECKING:
    from pathlib import Path


def move_file(old: Path, new: Path, done: str = "moved") -> Path:
    """Gives a file another name or folder; only upper and lower case may differ too.

    Args:
        old: A file or a link, which is moved itself.
        new: Where to; its folder is there.
        done: For the sentence when it fails: "moved", "renamed", "restored".

    Returns:
        ``new``.

    Raises:
        StorageError: Something of that name is there, or the system refuses; nothing was moved.
    """
    try:
        _move(old, new)
    except FileExistsError as error:
        raise StorageError(
            f"“{old.name}” was not {done}: there is already a “{new.name}” in “{new.parent.name}”.",
            "Choose another name.",
        ) from error
    except OSError as error:
        raise storage_error(error, old, done) from error
    return new


def _move(old: Path, new: Path) -> None:
    if not os.path.lexists(old):
        raise FileNotFoundError(errno.ENOENT, "not there", os.fspath(old))
    if old.is_dir() and not old.is_symlink():
        raise IsADirectoryError(errno.EISDIR, "is a folder", os.fspath(old))
    if _is_other_spelling(old, new):
        old.rename(new)
    elif os.path.lexists(new):
        raise FileExistsError(errno.EEXIST, "exists", os.fspath(new))
    elif old.is_symlink():
        _move_link(old, new)
    else:
        _move_regular(old, new)


def _is_other_spelling(old: Path, new: Path) -> bool:
    """Whether both are one file on a disk that does not tell upper from lower case."""
    if old.parent != new.parent or old.name.casefold() != new.name.casefold():
        return False
    names = {path.name for path in old.parent.iterdir()}
    # A disk that does tell them apart may have both, even as two names of one file.
    return os.path.lexists(new) and not {old.name, new.name} <= names


def _move_regular(old: Path, new: Path) -> None:
    try:
        # Unlike a rename, a link never replaces what came in between.
        DISK.place(old, new)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        save_atomic(new, old.read_bytes(), None)
        shutil.copystat(old, new)
        old.unlink()


def _move_link(old: Path, new: Path) -> None:
    """Moves a symbolic link so that it still points to the same file."""
    target = old.readlink()
    if not target.is_absolute() and old.parent != new.parent:
        there = os.path.realpath(old.parent) / target
        new.symlink_to(os.path.relpath(there, os.path.realpath(new.parent)))
    else:
        new.symlink_to(target)
    old.unlink()


def copy_beside(path: Path) -> Path:
    """Copies a file to a free name beside it: "name-copy.md".

    Raises:
        StorageError: It can't be read, or the copy not be written.
    """
    try:
        data = path.read_bytes()
        copy = free_path(path, "copy")
        save_atomic(copy, data, None)
        with contextlib.suppress(OSError):
            shutil.copymode(path, copy)
    except OSError as error:
        raise storage_error(error, path, "duplicated", reading=True) from error
    return copy


def copy_new(source: Path, target: Path) -> bool:
    """Copies a file to a place where nothing is yet, its folder made if need be.

    Returns:
        Whether it was copied; False where something stands there, which is left alone.

    Raises:
        StorageError: It can't be read, or the copy not be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        save_atomic(target, source.read_bytes(), None)
    except ConflictError:
        return False
    except OSError as error:
        raise storage_error(error, source, "copied", reading=True) from error
    return True


def put_back(from_trash: Path, place: Path) -> Path:
    """Moves a file out of the trash to where it was, its folder made again if need be.

    Returns:
        Where it is now: another name when something stands at the old one.

    Raises:
        StorageError: The trash was emptied, or the system refuses.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, place, "restored") from error
    new = move_file(from_trash, free_path(place), "restored")
    # The note that the trash keeps of where a file came from (freedesktop.org Trash 1.0).
    note = from_trash.parent.parent / "info" / f"{from_trash.name}.trashinfo"
    with contextlib.suppress(OSError):
        note.unlink()
    return new
