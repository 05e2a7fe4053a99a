"""Folders that are made whole or not at all, in places that are the user's own."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from copydesk.core.errors import StorageError
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.temporary import NAME_KEPT, TEMPORARY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names tried beside one that is taken; more of one name are a mistake.
_MOST_NAMES = 1_000


def own_folder() -> Path:
    """Where new folders of posts go unless the editor says otherwise: Documents, else the home."""
    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()


def shown_place(path: Path) -> str:
    """A path as an editor reads it: below the home folder it begins with "~"."""
    home = Path.home()
    if path != home and path.is_relative_to(home):
        return str(Path("~") / path.relative_to(home))
    return str(path)


def typed_folder(typed: str) -> Path:
    """The folder that an editor typed; what is no whole path lies in the home folder."""
    return Path.home() / os.path.expanduser(typed.strip())  # noqa: PTH111 - Path raises for an unknown user


def numbered(wanted: Path) -> Iterator[Path]:
    """A path and those like it: "Posts", "Posts 2", "Posts 3" and so on."""
    yield wanted
    for number in range(2, _MOST_NAMES):
        yield wanted.with_name(f"{wanted.name} {number}")


def room_beside(target: Path) -> Path:
    """A new folder of another name, in which what is to be there can be made.

    Raises:
        OSError: It can't be made.
    """
    prefix = f"{TEMPORARY_PREFIX}{target.name[:NAME_KEPT]}."
    return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))


def copy_folder(source: Path, wanted: Path) -> Path:
    """Copies a folder with all in it to a free name; what is copied can be written.

    Args:
        source: The folder to copy; links in it are followed.
        wanted: Where to; its parent must be there. Where something is, `numbered` gives others.

    Returns:
        Where it is now.

    Raises:
        StorageError: It could not be copied; nothing was left behind.
    """
    try:
        room = room_beside(wanted)
        try:
            half = room / wanted.name
            _copy(source, half)
            return _place(half, wanted)
        finally:
            remove_folder(room)
    except OSError as error:
        raise storage_error(error, wanted, "copied") from error


def move_folder(source: Path, parent: Path) -> Path:
    """Moves a folder into another, to a free name, by way of a copy where it must be.

    Raises:
        StorageError: It could not be moved, and is where it was.
    """
    wanted = parent / source.name
    try:
        return _place(source, wanted)
    except OSError:  # on another disk, as a rule; the copy tells of all else
        moved = copy_folder(source, wanted)
    remove_folder(source)
    return moved


def remove_folder(folder: Path) -> None:
    """Removes a folder and all in it, as far as that is possible; links are not followed."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        return
    # Windows removes no file that is read-only, as those of git are.
    for place, _folders, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                Path(place, name).chmod(stat.S_IWRITE | stat.S_IREAD)
    shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """Copies contents alone: what is shipped may be read-only, and belong to another user."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir():
                _copy(Path(entry.path), target / entry.name)
            else:
                shutil.copyfile(entry.path, target / entry.name)


def _place(folder: Path, wanted: Path) -> Path:
    """Gives a finished folder the first free name; renaming replaces no folder that holds a file.

    Raises:
        OSError: It can't be renamed.
        StorageError: No name is free.
    """
    for target in numbered(wanted):
        if not os.path.lexists(target):
            folder.rename(target)
            return target
    raise StorageError(f"“{wanted.name}” was not copied.", "Choose another place for it.")
