"""A file put in the place of a known one, so that what another program wrote is never lost."""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.storage.temporary import temporary_for

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.storage.file_system import FileSystem

# Against a program that writes again and again into every file that we put back.
_MOST_SWAPS = 20


# A link, a folder or a pipe came out.
_NO_FILE = {errno.ELOOP, errno.EISDIR, errno.ENXIO}


class ForeignTextError(Exception):
    """Another program wrote to the file in the moment of replacing it; its text is in place."""


def is_unchanged(known: os.stat_result, now: os.stat_result) -> bool:
    """Whether a file looks as it did: the same one, with the same size and time."""
    marks = ("st_ino", "st_dev", "st_mtime_ns", "st_size")
    return all(getattr(known, mark) == getattr(now, mark) for mark in marks)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new file about to take the place of an old one.

    Attributes:
        temporary: The new file, whole and synced.
        target: The old one.
        data: What the new one holds.
        old: What the old one held when it was read.
        known: The mark that it had then.
        disk: What carries out each step.
        keep: Told every text before it is deleted, but for ``old``.
    """

    temporary: Path
    target: Path
    data: bytes
    old: bytes
    known: os.stat_result
    disk: FileSystem
    keep: Callable[[bytes], None] | None

    def run(self) -> None:
        """Lets the two change places, looks at what came out, and deletes that.

        A check before the replacement leaves a moment for another program to write in. What comes
        out is therefore checked again, and put back when it is not the text that was read. That
        holds for programs that replace the file, and for those that write into it: nobody can
        open the old file by its name any more, and one who had it open is waited for.

        What remains: where the disk has no exchange of names, see `FileSystem.displace`; where
        the system can't tell who has a file open (`native.is_held_by_writer`), a program that
        opened it before and writes after the last look writes into a deleted file.

        Raises:
            ForeignTextError: Another program's text came out; it is under its name again.
            OSError: The system refuses. Before the exchange the temporary file is deleted; after
                it no file is deleted whose content could not be seen.
        """
        try:
            out = self._displace(self.temporary)
        except BaseException:
            self._delete(self.temporary)
            raise
        if out is not None:
            try:
                self._check(out)
            except ForeignTextError as foreign:
                self._put_back(out, foreign.args[0])
                raise
            except OSError:  # not seen, or not lasting: as it was
                self._put_back(out, None)
                raise
            self._delete(out)
        else:
            self.disk.sync_folder(self.target.parent)

    def _displace(self, new: Path) -> Path | None:
        return self.disk.displace(new, self.target, temporary_for(self.target))

    def _check(self, out: Path) -> None:
        """Looks at what came out at once, and as late as can be."""
        now = self.disk.look(out)
        if now is None or not is_unchanged(self.known, now):
            self._compare(out)
        self.disk.sync_folder(self.target.parent)
        self._compare(out)

    def _compare(self, out: Path) -> None:
        try:
            found = self.disk.read_displaced(out, self.old)
        except OSError as error:
            if error.errno in _NO_FILE:
                raise ForeignTextError(None) from error
            raise
        if found not in (self.old, self.data):
            raise ForeignTextError(found)

    def _put_back(self, out: Path, holding: bytes | None) -> None:
        """Puts what came out under its name again, and deletes only what we ourselves put there.

        Whatever comes out in its turn, and is not what we had just put there, is newer still: it
        takes the place, and so on.

        Args:
            out: The file to be put back.
            holding: Its content, None where that could not be seen.
        """
        put: bytes | None = self.data
        for _turn in range(_MOST_SWAPS):
            try:
                came = self._displace(out)
            except FileNotFoundError:  # deleted in the meantime: nothing to take the place of
                with contextlib.suppress(FileExistsError):
                    self.disk.place(out, self.target)
                    break
                continue
            if came is None:
                break
            found = self._seen(came, put or b"")
            if found is not None and found == put:
                self._delete_seen(came, found)
                break
            out, put, holding = came, holding, found
        with contextlib.suppress(OSError):
            self.disk.sync_folder(self.target.parent)

    def _delete(self, path: Path) -> None:
        """Twice, for a passing fault; what stays is left to the sweep: the save itself is done."""
        for _attempt in range(2):
            with contextlib.suppress(OSError):
                self.disk.remove(path)
                return

    def _seen(self, path: Path, guess: bytes) -> bytes | None:
        try:
            return self.disk.read_displaced(path, guess)
        except OSError:
            return None

    def _delete_seen(self, path: Path, content: bytes) -> None:
        """Deletes a file; one of another program only when its text is kept elsewhere."""
        if content != self.data:
            if self.keep is None:
                return
            try:
                self.keep(content)
            except Exception:  # noqa: BLE001 - then it is not kept elsewhere, whatever it is
                return
        self._delete(path)
