"""Calls of the operating systems that Python does not give, each with the errors of `os`."""

from __future__ import annotations

import errno
import functools
import os
import signal
import struct
import sys
from typing import TYPE_CHECKING, Any

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Callable
    from pathlib import Path

_AT_FDCWD = -100  # linux/fcntl.h
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h
# What `statfs` calls disks of other machines: NFS, SMB, CIFS, SMB2 (linux/magic.h).
_NETWORK_DISKS = {0x6969, 0x517B, 0xFF534D42, 0xFE534D42}
_UNABLE_TO_MOVE_REPLACEMENT_2 = 1177  # winerror.h


def swap(one: os.PathLike[str], other: os.PathLike[str]) -> None:
    """Lets two files change names in one step: at no moment is either name free.

    Raises:
        OSError: Neither has changed; ENOSYS, EINVAL or ENOTSUP where the system or the disk has no
            such call (Linux before 3.15, NFS, SMB; macOS without APFS).
    """
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        _call("renamex_np", first, second, _RENAME_SWAP)
    elif sys.platform.startswith("linux"):
        _call("renameat2", _AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


@functools.cache
def _library() -> ctypes.CDLL:
    import ctypes  # 4 ms that the start of the program can do without

    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    """Calls a C function that returns 0 or sets errno; numbers are passed as C ints."""
    import ctypes

    function: Callable[..., int] | None = getattr(_library(), name, None)
    if function is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def replace_with_backup(new: Path, old: Path, backup: Path) -> None:
    """Windows: puts ``new`` in the place of ``old``, which goes to the free name ``backup``.

    The new file takes the access rights, attributes and streams of the old one.

    Raises:
        OSError: Nothing has changed.
    """
    import ctypes

    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]  # Windows has it
    if kernel.ReplaceFileW(str(old), str(new), str(backup), 0, None, None):
        return
    number: int = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]  # Windows has it
    if number == _UNABLE_TO_MOVE_REPLACEMENT_2:
        # The old file went to its second name, the new one did not follow.
        backup.rename(old)
    raise ctypes.WinError(number)  # type: ignore[attr-defined,unused-ignore]  # Windows has it


def is_held_by_writer(descriptor: int) -> bool:
    """Whether any program has this file, open here for reading, open for writing.

    Linux tells by refusing a read lease (fcntl(2), F_SETLEASE). False where it can't be known: on
    other systems, on disks of other machines, and for files of other users.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        # A lease that is broken in the moment that we have it sends SIGIO, which would end us.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        # NFS and SMB say the same for want of a promise by their server.
        return error.errno == errno.EAGAIN and _disk_kind(descriptor) not in _NETWORK_DISKS
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _disk_kind(descriptor: int) -> int:
    import ctypes

    answer = ctypes.create_string_buffer(512)  # struct statfs, 120 bytes; the kind is a long
    _call("fstatfs", descriptor, answer)
    kind: int = struct.unpack_from("l", answer)[0]
    return kind & 0xFFFF_FFFF
