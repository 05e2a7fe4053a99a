"""Saving so that the file holds the old text or the new one, whole, whatever happens."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Literal

from copydesk.core.errors import ConflictError, SharedFileError, StorageError
from copydesk.core.storage.failures import folder_gone, storage_error
from copydesk.core.storage.file_system import DISK, FileSystem
from copydesk.core.storage.fingerprint import RECENT, digest
from copydesk.core.storage.replacing import ForeignTextError, Replacement, is_unchanged
from copydesk.core.storage.temporary import temporary_for

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

Links = Literal["refuse", "through", "part"]
"""What becomes of a file that others share: see `save_atomic`."""


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

    Mode, owner, group, access lists and extended attributes are kept as far as the system lets us;
    a symbolic link stays one and its target is written. What another program writes at any moment
    of the save is not lost: `Replacement.run` tells how, and what remains.

    Args:
        path: Where to write.
        data: All of the new content.
        expected_digest: The fingerprint that the file on disk must have (`fingerprint.digest`);
            None for a file that must not be there yet. A file that holds ``data`` already is
            always taken for expected.
        disk: What carries out each step.
        keep: Called on this thread with what stands there, just before it is replaced; not for a
            new file. What it raises is its own affair and does not stop the save, for the new
            text matters more than its history: whoever gives it must see to its errors.
        links: For a shared file, one with further hard links or with an owner or group that a new
            file can't be given: "refuse" writes nothing; "through" writes into the file itself, so
            that it stays shared, but a power failure half way can leave it torn; "part" puts a
            file of its own under this name.

    Returns:
        The fingerprint of ``data``.

    Raises:
        ConflictError: The file is another one than expected; it stays as it is.
        SharedFileError: The file is shared, and ``links`` is "refuse"; nothing was written.
        StorageError: It could not be written. The old file is whole.
    """
    path = Path(path)
    try:
        target = disk.resolve(path)
        known = disk.look(target)
        _check_kind(path, known, disk, target)
        old = None if known is None else disk.read(target)
        save = _Save(path, target, data, expected_digest, known, old, disk, keep)
        save.run(links)
    except FileExistsError as error:
        raise _appeared(path) from error
    except ForeignTextError as error:
        raise _changed(path) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _gone(path, disk) from error
    except OSError as error:
        raise storage_error(error, path, "saved") from error
    new_digest = digest(data)
    RECENT.note(new_digest, data)
    return new_digest


def _check_kind(path: Path, known: os.stat_result | None, disk: FileSystem, target: Path) -> None:
    if known is None:
        return
    if not S_ISREG(known.st_mode):
        raise StorageError(
            f"“{path.name}” was not saved: it is not a file.", "Choose another name."
        )
    # Replacing needs the folder's permission only; a file marked read-only was marked on purpose.
    if not disk.may_write(target):
        raise StorageError(
            f"“{path.name}” was not saved: it is read-only.",
            "Save a copy, or make the file writable, then save again.",
        )


def _appeared(path: Path) -> ConflictError:
    return ConflictError(
        f"“{path.name}” was not saved: there is already something of that name.",
        "Choose another name.",
    )


def _changed(path: Path) -> ConflictError:
    return ConflictError(
        f"“{path.name}” was not saved: another program changed it.",
        "Compare the two versions, then choose which one to keep.",
    )


def _gone(path: Path, disk: FileSystem) -> StorageError:
    """The file is not where it was; a deleted one can be put back, a folder is another matter."""
    try:
        folder = disk.look(disk.resolve(path).parent)
    except OSError:
        folder = None
    if folder is None:
        return folder_gone(path)
    return ConflictError(
        f"“{path.name}” was not saved: another program deleted or moved it.",
        "Save it again to put it back.",
    )


class _SharedError(Exception):
    """The owner or group can't be kept."""


@dataclass(frozen=True, slots=True)
class _Save:
    """One save: what was asked for, and what was found."""

    path: Path
    target: Path
    data: bytes
    expected: str | None
    known: os.stat_result | None
    old: bytes | None
    disk: FileSystem
    keep: Callable[[bytes], None] | None

    def run(self, links: Links) -> None:
        """Carries it out."""
        self._check_expected()
        if self.known is not None and self.known.st_nlink > 1 and links != "part":
            self._write_shared(links, "it has another name elsewhere (a hard link)")
            return
        try:
            temporary = self._write_beside(apart=links == "part")
        except _SharedError:
            self._write_shared(links, "it is somebody else's, and saving would make it yours")
            return
        try:
            self._check_still()
            self._keep_old()
        except BaseException:
            self._remove(temporary)
            raise
        if self.known is None or self.old is None:
            self._place(temporary)
        else:
            Replacement(
                temporary, self.target, self.data, self.old, self.known, self.disk, self.keep
            ).run()

    def _check_expected(self) -> None:
        """Raises unless what stands there may be replaced."""
        if self.old is None:
            if self.expected is not None:
                raise _gone(self.path, self.disk)
        elif self.old == self.data:
            return
        elif self.expected is None:
            raise _appeared(self.path)
        elif not RECENT.has(self.expected, self.old):
            raise _changed(self.path)

    def _place(self, temporary: Path) -> None:
        try:
            self.disk.place(temporary, self.target)
        except BaseException:
            self._remove(temporary)
            raise
        self.disk.sync_folder(self.target.parent)

    def _remove(self, temporary: Path) -> None:
        with contextlib.suppress(OSError):
            self.disk.remove(temporary)

    def _keep_old(self) -> None:
        if self.keep is not None and self.old is not None and self.old != self.data:
            with contextlib.suppress(Exception):
                self.keep(self.old)

    def _check_still(self) -> None:
        """Looks a second time, just before the replacement, in case something came in between."""
        now = self.disk.look(self.target)
        if now is None:
            if self.known is not None:
                raise _gone(self.path, self.disk)
        elif self.known is None:
            raise _appeared(self.path)
        elif not is_unchanged(self.known, now) and self.disk.read(self.target) != self.old:
            raise ForeignTextError

    def _write_beside(self, *, apart: bool) -> Path:
        """A synced temporary file with the new content; none is left when a step fails."""
        disk, known = self.disk, self.known
        temporary = temporary_for(self.target)
        # A text that only its owner may read must not be readable by others even for a moment.
        descriptor = disk.create(temporary, 0o666 if known is None else 0o600)
        try:
            try:
                kept = known is None or disk.copy_properties(self.target, known, descriptor)
                if not kept and not apart:
                    raise _SharedError
                disk.write(descriptor, self.data)
                disk.sync(descriptor)
            finally:
                disk.close(descriptor)
        except BaseException:
            self._remove(temporary)
            raise
        return temporary

    def _write_shared(self, links: Links, reason: str) -> None:
        if links != "through" or self.old is None:
            raise SharedFileError(
                f"“{self.path.name}” was not saved: {reason}.",
                "Save a copy, or choose whether the file itself is to be written.",
            )
        descriptor = self.disk.open_through(self.target)
        try:
            # No lock keeps others out between this look and the write; it is as late as can be.
            if self.disk.read_through(descriptor) not in (self.old, self.data):
                raise ForeignTextError
            self._keep_old()
            try:
                self._fill(descriptor, self.data)
            except BaseException:
                # The disk was full, as a rule: the old text had room.
                with contextlib.suppress(OSError):
                    self.disk.truncate(descriptor, len(self.old))
                    self._fill(descriptor, self.old)
                raise
        finally:
            self.disk.close(descriptor)

    def _fill(self, descriptor: int, data: bytes) -> None:
        self.disk.write(descriptor, data)
        self.disk.truncate(descriptor, len(data))
        self.disk.sync(descriptor)
