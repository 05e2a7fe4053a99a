"""Files copied into a site, never over another one."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.file_system import DISK, FileSystem
from copydesk.core.storage.temporary import temporary_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIECE = 1024 * 1024
# Names tried beside one that is taken; more copies of one name are a mistake.
_MOST_NAMES = 1_000


class CopyCancelledError(StorageError):
    """The editor thought better of it; nothing was left behind."""


@dataclass(slots=True)
class Copying:
    """A copy under way, seen from other threads; plain attributes are enough for that.

    Attributes:
        cancelled: Set it to end the copy.
    """

    cancelled: bool = False


def copy_in(
    source: Path, wanted: Path, copying: Copying | None = None, *, disk: FileSystem = DISK
) -> Path:
    """Copies a file to a free name; one with the very same content there is used as it is.

    Args:
        source: The file to copy.
        wanted: Where to; its folder is made if need be. Where something else stands there,
            "name-2", "name-3"… are tried.
        copying: Tells the copy to end.
        disk: What carries out each step.

    Returns:
        Where the content is now.

    Raises:
        CopyCancelledError: See `Copying`.
        StorageError: It could not be read or written; nothing was left behind.
    """
    try:
        with source.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            _make(wanted.parent)
            for target in _names(wanted):
                if os.path.lexists(target):
                    if _same(source, target, size):
                        return target
                    continue
                stream.seek(0)
                pieces = iter(lambda: stream.read(_PIECE), b"")
                with contextlib.suppress(FileExistsError):  # taken the moment before
                    return _write(pieces, target, copying or Copying(), disk)
    except OSError as error:
        raise storage_error(error, source, "copied into the site") from error
    raise StorageError(f"“{source.name}” was not copied into the site.", "Give it another name.")


def write_in(data: bytes, wanted: Path, *, disk: FileSystem = DISK) -> Path:
    """Writes new content to a free name, as `copy_in` does.

    Raises:
        StorageError: It could not be written; nothing was left behind.
    """
    try:
        _make(wanted.parent)
        for target in _names(wanted):
            if os.path.lexists(target):
                if target.is_file() and target.read_bytes() == data:
                    return target
                continue
            with contextlib.suppress(FileExistsError):
                return _write(iter([data]), target, Copying(), disk)
    except OSError as error:
        raise storage_error(error, wanted, "copied into the site") from error
    raise StorageError(f"“{wanted.name}” was not copied into the site.", "Try again.")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StorageError(
            f"“{folder.name}” is a file, so nothing can be copied into a folder of that name.",
            "Give that file another name, then try again.",
        ) from error


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    for number in range(2, _MOST_NAMES):
        yield wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")


def _same(one: Path, other: Path, size: int) -> bool:
    if not other.is_file() or other.stat().st_size != size:
        return False
    with one.open("rb") as a, other.open("rb") as b:
        while piece := a.read(_PIECE):
            if piece != b.read(_PIECE):
                return False
    return True


def _write(pieces: Iterator[bytes], target: Path, copying: Copying, disk: FileSystem) -> Path:
    temporary = temporary_for(target)
    descriptor = disk.create(temporary, 0o666)
    try:
        try:
            for piece in pieces:
                if copying.cancelled:
                    raise CopyCancelledError(f"“{target.name}” was not copied.")
                disk.write(descriptor, piece)
            disk.sync(descriptor)
        finally:
            disk.close(descriptor)
        disk.place(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(temporary)
        raise
    disk.sync_folder(target.parent)
    return target
