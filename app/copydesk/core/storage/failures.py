"""What the operating system refuses, in an editor's words."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

_AWAY = (
    "the drive or the network folder has gone away",
    "Connect it again, or save a copy elsewhere.",
)
_SILENT = (
    "the network folder does not answer",
    "Connect to it again, or save a copy elsewhere.",
)
_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, then try again."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space, then try again."),
    errno.EFBIG: ("it is too large for this disk", "Choose another place for it."),
    errno.EROFS: ("the disk is read-only", "Choose another place for it."),
    errno.EACCES: (
        "you may not change it",
        "Ask whoever looks after the folder, or choose another place for it.",
    ),
    errno.EPERM: (
        "you may not change it",
        "Ask whoever looks after the folder, or choose another place for it.",
    ),
    errno.ENOENT: ("it is not there", "It may have been moved, renamed or deleted."),
    errno.ENOTDIR: ("its folder is not there", "It may have been moved, renamed or deleted."),
    errno.EISDIR: ("it is a folder", "Choose a file instead."),
    errno.EEXIST: ("there is already something of that name", "Choose another name."),
    errno.ENOTEMPTY: ("there is already something of that name", "Choose another name."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter name."),
    errno.ELOOP: ("it is a link that points back to itself", "Repair or delete the link."),
    errno.EIO: ("the disk reported an error", "Keep a copy elsewhere and check the disk."),
    errno.EBUSY: ("another program is using it", "Close the other program, then try again."),
    errno.ETXTBSY: ("another program is using it", "Close the other program, then try again."),
    errno.EMFILE: ("too many files are open", "Close some programs, then try again."),
    errno.ENFILE: ("too many files are open", "Close some programs, then try again."),
    errno.EXDEV: ("the two places are on different disks", "Copy it instead."),
    errno.EINVAL: ("this disk does not take a file of that name", "Choose another name."),
    errno.ESTALE: _AWAY,
    errno.ENOTCONN: _AWAY,
    errno.ENODEV: _AWAY,
    errno.ENXIO: _AWAY,
    getattr(errno, "EREMOTEIO", errno.ENOTCONN): _AWAY,
    errno.ETIMEDOUT: _SILENT,
    errno.EHOSTDOWN: _SILENT,
    errno.EHOSTUNREACH: _SILENT,
    errno.ENETDOWN: _SILENT,
    errno.ENETUNREACH: _SILENT,
    errno.ECONNABORTED: _SILENT,
    errno.ECONNREFUSED: _SILENT,
    errno.ECONNRESET: _SILENT,
}
# A text that could not be saved has a way out that a file to be moved has not.
_SAVING = {
    errno.ENOSPC: "Free some space and save again, or save a copy on another disk.",
    errno.EDQUOT: "Free some space and save again, or save a copy on another disk.",
    errno.EFBIG: "Save a copy on another disk.",
    errno.EROFS: "Save a copy on another disk.",
    errno.EACCES: "Ask whoever looks after the folder, or save a copy elsewhere.",
    errno.EPERM: "Ask whoever looks after the folder, or save a copy elsewhere.",
    errno.EIO: "Save a copy on another disk, and check this one.",
}
# Windows' own numbers for what it has no other name for (winerror.h).
_WINDOWS = {32: errno.EBUSY, 33: errno.EBUSY, 19: errno.EROFS, 53: errno.ESTALE, 64: errno.ESTALE}
_READING = {
    errno.EACCES: ("you may not read it", "Ask whoever looks after the folder."),
    errno.EPERM: ("you may not read it", "Ask whoever looks after the folder."),
}


def storage_error(error: OSError, path: Path, done: str, *, reading: bool = False) -> StorageError:
    """The typed error for what the system said.

    Args:
        error: As raised.
        path: The file or folder it is about; its name is shown.
        done: What was not done: "saved", "opened", "moved to the trash".
        reading: Whether it was to be read only.
    """
    number = _WINDOWS.get(getattr(error, "winerror", None) or 0) or error.errno or 0
    reason, next_step = (_READING.get(number) if reading else None) or _REASONS.get(
        number, (error.strerror or "the system gave no reason", "Try again.")
    )
    if done == "saved":
        next_step = _SAVING.get(number, next_step)
    return StorageError(f"“{path.name}” was not {done}: {reason}.", next_step)


def folder_gone(path: Path) -> StorageError:
    """The error for a file that can't be written where its folder was."""
    return StorageError(
        f"“{path.name}” was not saved: its folder, or the drive it is on, is no longer there.",
        "Bring it back and save again, or save a copy elsewhere.",
    )
