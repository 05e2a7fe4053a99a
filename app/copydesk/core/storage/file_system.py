"""The calls that writing a file makes, one method each, so that a test can fail any of them."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.storage import native

if TYPE_CHECKING:
    from collections.abc import Callable

# Disks that can't sync a folder say so in one of these ways; the rename is then as safe as they go.
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}
# Disks without hard links.
_CANNOT_LINK = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
# Disks and systems on which two files can't change names in one step.
_CANNOT_SWAP = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}

_BUSY = {5, 32}
"""Windows' errors for a file that a virus scanner, an indexer or a sync client has open."""
_BUSY_PAUSES_S = (0.2, 0.3, 0.4, 0.6, 1.0)
"""The pauses before each further try: 2.5 s in all; as a rule such programs are done by then."""
_WRITER_PAUSES_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
"""How long a program that has a file open for writing is waited for: 0.4 s in all."""

_PIECE = 64 * 1024  # larger ones come fresh from the system, and cost twice the time


class FileSystem:
    """The real disk."""

    def resolve(self, path: Path) -> Path:
        """The file itself, past every symbolic link."""
        return Path(os.path.realpath(path))

    def look(self, path: Path) -> os.stat_result | None:
        """What stands there, None for nothing."""
        try:
            return path.stat()
        except FileNotFoundError:
            return None

    def may_write(self, path: Path) -> bool:
        """Whether the file's own permissions allow changing it.

        Raises:
            OSError: EROFS, its whole disk is read-only.
        """
        if os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            return True
        if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return False

    def read(self, path: Path) -> bytes:
        """The whole content."""
        return path.read_bytes()

    def read_displaced(self, path: Path, guess: bytes) -> bytes:
        """The last content of a file that lost its name, once nobody writes to it any more.

        Args:
            path: Where it is now.
            guess: What it probably holds; this very object is given back when it does.

        Raises:
            OSError: ETXTBSY, a program keeps it open for writing; ELOOP or ENXIO, it is no file.
        """
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.ENXIO, "not a file")
            self._wait_for_writers(descriptor)
            if status.st_size == len(guess) and _holds(descriptor, guess):
                return guess
            os.lseek(descriptor, 0, os.SEEK_SET)
            return self.read_through(descriptor)
        finally:
            os.close(descriptor)

    def _wait_for_writers(self, descriptor: int) -> None:
        for pause in _WRITER_PAUSES_S:
            if not native.is_held_by_writer(descriptor):
                return
            self.pause(pause)
        raise OSError(errno.ETXTBSY, os.strerror(errno.ETXTBSY))

    def create(self, path: Path, mode: int) -> int:
        """Makes a new file and gives its descriptor; fails when it exists."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(path, flags, mode)

    def open_through(self, path: Path) -> int:
        """The descriptor of a file that is there, to be written into; its content stays."""
        return os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))

    def write(self, descriptor: int, data: bytes) -> None:
        """Writes all of it from the beginning of the file."""
        rest = memoryview(data)
        while rest:
            written = self.write_some(descriptor, rest)
            if written <= 0:
                raise OSError(errno.EIO, "nothing was written")
            rest = rest[written:]

    def write_some(self, descriptor: int, data: memoryview) -> int:
        """Writes a beginning of it; gives how many bytes."""
        return os.write(descriptor, data)

    def read_through(self, descriptor: int) -> bytes:
        """The whole content of an open file; leaves it ready to be written from the beginning."""
        parts = []
        while part := os.read(descriptor, 1 << 20):
            parts.append(part)
        os.lseek(descriptor, 0, os.SEEK_SET)
        return b"".join(parts)

    def truncate(self, descriptor: int, size: int) -> None:
        """Ends an open file after that many bytes, and goes back to its beginning."""
        os.ftruncate(descriptor, size)
        os.lseek(descriptor, 0, os.SEEK_SET)

    def copy_properties(self, old: Path, known: os.stat_result, descriptor: int) -> bool:
        """Gives the new file the old one's owner, group, extended attributes and mode.

        Extended attributes that the system does not let us hand on are left out: no text is lost
        by it. A group that can't be kept loses its extra rights, as in Vim.

        Returns:
            Whether owner and group are kept, the group as far as its rights are others than
            everybody's.
        """
        if not hasattr(os, "fchown"):
            return True
        mode = stat.S_IMODE(known.st_mode)
        kept = True
        mine = os.fstat(descriptor)
        if (mine.st_uid, mine.st_gid) != (known.st_uid, known.st_gid):
            try:
                os.fchown(descriptor, known.st_uid, known.st_gid)
            except OSError:
                kept = mine.st_uid == known.st_uid
                try:
                    os.fchown(descriptor, -1, known.st_gid)
                except OSError:
                    kept = kept and (mode >> 3) & 7 == mode & 7
                    mode = (mode & ~0o070) | ((mode & 0o007) << 3)
                mode &= ~(stat.S_ISUID | stat.S_ISGID)
        if hasattr(os, "listxattr"):
            with contextlib.suppress(OSError):
                for name in os.listxattr(old):
                    with contextlib.suppress(OSError):
                        os.setxattr(descriptor, name, os.getxattr(old, name))
        os.fchmod(descriptor, mode)
        return kept

    def sync(self, descriptor: int) -> None:
        """Returns when the content is on the disk itself."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Closes it."""
        os.close(descriptor)

    def displace(self, new: Path, old: Path, aside: Path) -> Path | None:
        """Puts ``new`` in the place of ``old``: whoever looks sees one or the other, whole.

        Args:
            new: The file to be put there.
            old: Its name-to-be; something stands there.
            aside: A free name in the same folder.

        Returns:
            Where the file that stood there is now, ``new`` or ``aside``; None where the disk can
            keep none: it is gone.

        Raises:
            OSError: Nothing has changed.
        """
        if os.name == "nt":
            self.patiently(lambda: native.replace_with_backup(new, old, aside))
            return aside
        try:
            self.swap(new, old)
        except OSError as error:
            if error.errno not in _CANNOT_SWAP:
                raise
        else:
            return new
        kept: Path | None = aside
        try:
            self.link(old, aside)
        except OSError as error:
            if error.errno not in _CANNOT_LINK:
                raise
            kept = None
        try:
            # Another program that puts a file there in the moment since the link loses it unseen:
            # without a swap no call tells what it replaces.
            self.replace(new, old)
        except OSError:
            if kept is not None:
                self.remove(kept)
            raise
        return kept

    def swap(self, one: Path, other: Path) -> None:
        """Lets two files change names in one step; see `native.swap`."""
        native.swap(one, other)

    def link(self, old: Path, new: Path) -> None:
        """Gives a file a further name, which must be free."""
        os.link(old, new, follow_symlinks=False)

    def replace(self, new: Path, old: Path) -> None:
        """Puts ``new`` in the place of ``old``, which is gone."""
        new.replace(old)

    def place(self, new: Path, name: Path) -> None:
        """Gives a file another name, which must be free.

        Raises:
            FileExistsError: It is not.
        """
        if os.name == "nt":
            self.patiently(lambda: new.rename(name))  # which never replaces there
            return
        try:
            self.link(new, name)
        except OSError as error:
            if error.errno not in _CANNOT_LINK:
                raise
            if os.path.lexists(name):
                raise FileExistsError(errno.EEXIST, "exists", str(name)) from error
            new.rename(name)
        else:
            self.remove(new)

    def sync_folder(self, folder: Path) -> None:
        """Returns when the folder's list of names is on the disk itself."""
        if os.name == "nt":
            return  # Windows has no such call; its file systems journal the rename
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:
                raise
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Deletes a file."""
        self.patiently(path.unlink)

    def patiently(self, call: Callable[[], object]) -> None:
        """Calls again for a while when Windows says that another program has the file open."""
        for pause in _BUSY_PAUSES_S:
            try:
                call()
            except OSError as error:
                if getattr(error, "winerror", None) not in _BUSY:
                    raise
                self.pause(pause)
            else:
                return
        call()

    def pause(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)


def _holds(descriptor: int, content: bytes) -> bool:
    """Whether an open file holds exactly this; in small pieces, which cost no new memory."""
    place = 0
    while part := os.read(descriptor, _PIECE):
        if part != content[place : place + len(part)]:
            return False
        place += len(part)
    return place == len(content)


DISK = FileSystem()
"""The real one."""
