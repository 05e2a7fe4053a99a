"""The calls that writing a file makes, one method each, so that a test can fail any of them."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

# Disks that can't sync a folder say so in one of these ways; the rename is then as safe as they go.
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}
# Disks without hard links.
_CANNOT_LINK = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


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
        """Whether the file's own permissions allow changing it."""
        return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)

    def read(self, path: Path) -> bytes:
        """The whole content."""
        return path.read_bytes()

    def create(self, path: Path, mode: int) -> int:
        """Makes a new file and gives its descriptor; fails when it exists."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(path, flags, mode)

    def write(self, descriptor: int, data: bytes) -> None:
        """Writes all of it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def copy_properties(self, old: Path, known: os.stat_result, descriptor: int) -> None:
        """Gives the new file the old one's owner, extended attributes and mode.

        What the system does not let us hand on is left out: no text is lost by it. A group that
        can't be kept loses its extra rights, as in Vim.
        """
        if not hasattr(os, "fchown"):
            return
        mode = stat.S_IMODE(known.st_mode)
        mine = os.fstat(descriptor)
        if (mine.st_uid, mine.st_gid) != (known.st_uid, known.st_gid):
            try:
                os.fchown(descriptor, known.st_uid, known.st_gid)
            except OSError:
                try:
                    os.fchown(descriptor, -1, known.st_gid)
                except OSError:
                    mode = (mode & ~0o070) | ((mode & 0o007) << 3)
                mode &= ~(stat.S_ISUID | stat.S_ISGID)
        if hasattr(os, "listxattr"):
            with contextlib.suppress(OSError):
                for name in os.listxattr(old):
                    with contextlib.suppress(OSError):
                        os.setxattr(descriptor, name, os.getxattr(old, name))
        os.fchmod(descriptor, mode)

    def sync(self, descriptor: int) -> None:
        """Returns when the content is on the disk itself."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Closes it."""
        os.close(descriptor)

    def replace(self, new: Path, old: Path) -> None:
        """Puts ``new`` in the place of ``old``: whoever looks sees one or the other, whole."""
        new.replace(old)

    def place(self, new: Path, name: Path) -> None:
        """Gives a file another name, which must be free.

        Raises:
            FileExistsError: It is not.
        """
        try:
            os.link(new, name, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _CANNOT_LINK:
                raise
            if os.path.lexists(name):
                raise FileExistsError(errno.EEXIST, "exists", str(name)) from error
            new.rename(name)
        else:
            new.unlink()

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
        path.unlink()


DISK = FileSystem()
"""The real one."""
