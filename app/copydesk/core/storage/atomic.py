"""Saving so that the file holds the old text or the new one, whole, whatever happens."""

from __future__ import annotations

import contextlib
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from copydesk.core.errors import ConflictError, SharedFileError, StorageError
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.file_system import DISK, FileSystem
from copydesk.core.storage.fingerprint import digest

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

Links = Literal["refuse", "through", "part"]
"""What becomes of a file that others share: see `save_atomic`."""

TEMPORARY_PREFIX = ".~"
"""How the names of our temporary files begin; Dropbox leaves such files alone."""

# Linux allows 255 bytes a name; this much of the post's own is kept to recognise it by.
_NAME_KEPT = 40


def save_atomic(
    path: Path,
    data: bytes,
    expected_digest: str | None,
    *,
    disk: FileSystem = DISK,
    keep: Callable[[bytes], None] | None = None,
    links: Links = "refuse",
) -> str:
    """Writes a file by way of a temporary one beside it.

    Mode, owner, group and extended attributes are kept as far as the system lets us; a symbolic
    link stays one and its target is written.

    Args:
        path: Where to write.
        data: All of the new content.
        expected_digest: The fingerprint that the file on disk must have (`fingerprint.digest`);
            None for a file that must not be there yet. A file that holds ``data`` already is
            always taken for expected.
        disk: What carries out each step.
        keep: Called on this thread with what stands there, just before it is replaced; not for a
            new file. What it raises is its own affair and does not stop the save: whoever gives
            it must see to its errors.
        links: For a file with further hard links: "refuse" writes nothing; "through" writes into
            the file itself, so that all its names show the new text, but a failure half way can
            leave it torn; "part" gives this name a file of its own.

    Returns:
        The fingerprint of ``data``.

    Raises:
        ConflictError: The file is another one than expected; nothing was written.
        SharedFileError: The file is shared, and ``links`` is "refuse"; nothing was written.
        StorageError: It could not be written. The old file is whole; only when the very last
            step failed, making the new name lasting, does it hold the new text.
    """
    path = Path(path)
    new_digest = digest(data)
    try:
        target = disk.resolve(path)
        known = disk.look(target)
        _check_kind(path, known, disk, target)
        _check_links(path, known, links)
        old = None if known is None else disk.read(target)
        found = None if old is None else digest(old)
        _check_expected(path, found, expected_digest, new_digest)
        temporary = _write_beside(target, data, known, disk)
        try:
            _check_still(path, target, known, expected_digest, new_digest, disk)
            if keep is not None and old is not None:
                with contextlib.suppress(Exception):
                    keep(old)
            if known is None:
                disk.place(temporary, target)
            else:
                disk.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                disk.remove(temporary)
            raise
        disk.sync_folder(target.parent)
    except FileExistsError as error:
        raise _appeared(path) from error
    except OSError as error:
        raise storage_error(error, path, "saved") from error
    return new_digest


def _check_kind(path: Path, known: os.stat_result | None, disk: FileSystem, target: Path) -> None:
    if known is None:
        return
    if not stat.S_ISREG(known.st_mode):
        raise StorageError(
            f"“{path.name}” was not saved: it is not a file.", "Choose another name."
        )
    # Replacing needs the folder's permission only; a file marked read-only was marked on purpose.
    if not disk.may_write(target):
        raise StorageError(
            f"“{path.name}” was not saved: it is read-only.",
            "Save a copy, or make the file writable, then save again.",
        )


def _check_links(path: Path, known: os.stat_result | None, links: Links) -> None:
    if known is not None and known.st_nlink > 1 and links == "refuse":
        raise SharedFileError(
            f"“{path.name}” was not saved: the same file has another name too.",
            "Save a copy, or choose what becomes of the other name.",
        )


def _digest_at(target: Path, known: os.stat_result | None, disk: FileSystem) -> str | None:
    return None if known is None else digest(disk.read(target))


def _check_expected(path: Path, found: str | None, expected: str | None, new: str) -> None:
    if found in (expected, new):
        return
    if found is None:
        raise ConflictError(
            f"“{path.name}” was not saved: another program deleted or moved it.",
            "Save it again to put it back.",
        )
    if expected is None:
        raise _appeared(path)
    raise ConflictError(
        f"“{path.name}” was not saved: another program changed it.",
        "Compare the two versions, then choose which one to keep.",
    )


def _appeared(path: Path) -> ConflictError:
    return ConflictError(
        f"“{path.name}” was not saved: there is already something of that name.",
        "Choose another name.",
    )


def _check_still(
    path: Path,
    target: Path,
    known: os.stat_result | None,
    expected: str | None,
    new: str,
    disk: FileSystem,
) -> None:
    """Looks a second time, just before the replacement, in case something came in between."""
    now = disk.look(target)
    if known is None or now is None:
        if known is not now:
            _check_expected(path, _digest_at(target, now, disk), expected, new)
        return
    marks = ("st_ino", "st_dev", "st_mtime_ns", "st_size")
    if any(getattr(known, mark) != getattr(now, mark) for mark in marks):
        _check_expected(path, _digest_at(target, now, disk), expected, new)


def _write_beside(
    target: Path, data: bytes, known: os.stat_result | None, disk: FileSystem
) -> Path:
    """A synced temporary file with the new content; none is left when a step fails."""
    name = f"{TEMPORARY_PREFIX}{target.name[:_NAME_KEPT]}.{secrets.token_hex(4)}"
    temporary = target.with_name(name)
    # A text that only its owner may read must not be readable by others even for a moment.
    descriptor = disk.create(temporary, 0o666 if known is None else 0o600)
    try:
        try:
            disk.write(descriptor, data)
            if known is not None:
                disk.copy_properties(target, known, descriptor)
            disk.sync(descriptor)
        finally:
            disk.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(temporary)
        raise
    return temporary
