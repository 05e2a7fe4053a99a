"""What a save does on its thread: plain functions."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.errors import ConflictError, SharedFileError, StorageError
from copydesk.core.storage.atomic import Links, save_atomic
from copydesk.core.storage.failures import folder_gone, storage_error
from copydesk.core.storage.fingerprint import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

    Keep = Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class Ground:
    """What stood when the folder of a post was last seen.

    Attributes:
        root: The open folder, None for none.
        device: The number of the disk that the post was on, None where that is not known.
    """

    root: Path | None = None
    device: int | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """One text to be written.

    Attributes:
        path: Where to.
        data: All of it.
        expected: The fingerprint of what stands there; None where nothing does.
        keep: Given the path and what stands there, before it is replaced; never raises.
        links: What becomes of a shared file, see `save_atomic`.
        ground: What must still stand for a folder to be made again.
    """

    path: Path
    data: bytes
    expected: str | None
    keep: Keep | None
    links: Links = "refuse"
    ground: Ground = Ground()


def write(work: Write) -> str:
    """Saves a post to its own file.

    Returns:
        The fingerprint of what was written.

    Raises:
        ConflictError, SharedFileError, StorageError: As `save_atomic`; also where its folder is
            gone and may not be made again.
    """
    if work.expected is None:  # it was deleted, perhaps with its folder
        _stand_again(work.path, work.ground)
    keep = partial(work.keep, work.path) if work.keep else None
    return save_atomic(work.path, work.data, work.expected, keep=keep, links=work.links)


def _stand_again(path: Path, ground: Ground) -> None:
    """Makes the folder of a deleted post again, unless a whole drive seems to be gone.

    Where a drive was is an empty folder of the disk below, or none. A text put there would be
    hidden once the drive is back.
    """
    folder = path.parent
    try:
        above = next(one for one in (folder, *folder.parents) if one.exists())
        lost = ground.device is not None and above.stat().st_dev != ground.device
        if above != folder and (ground.root is None or not above.is_relative_to(ground.root)):
            lost = True
        if lost:
            raise folder_gone(path)
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # a link to a folder that is gone
        raise folder_gone(path) from error
    except OSError as error:
        raise storage_error(error, path, "saved") from error


def overwrite(work: Write, taken: frozenset[Path] = frozenset()) -> str:
    """Writes to a file that the editor named just now, and agreed to replace if it is there.

    Args:
        work: What to write; what is expected is looked up.
        taken: The files themselves, past every link, that are not to be replaced.

    Returns:
        The fingerprint of what was written.

    Raises:
        StorageError: It can't be written, or is one of ``taken``.
    """
    path = work.path
    if Path(os.path.realpath(path)) in taken:
        raise StorageError(
            f"“{path.name}” was not saved: a post of that name is open.",
            "Choose another name, or close that post first.",
        )
    try:
        expected = read_file(path).digest if path.exists() else None
        return write(replace(work, expected=expected))
    except ConflictError as error:
        raise StorageError(
            f"“{path.name}” was not saved: another program is writing a file of that name.",
            "Save it again in a moment, or choose another name.",
        ) from error
    except SharedFileError as error:
        raise StorageError(error.sentence, "Choose another name.") from error
    except OSError as error:
        raise storage_error(error, path, "saved") from error
