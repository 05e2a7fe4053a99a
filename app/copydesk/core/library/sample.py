"""The sample newsroom, copied to where an editor can write in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.resources import resource_path
from copydesk.core.storage.folders import copy_folder, numbered, own_folder

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE_NAME = "Copydesk sample newsroom"


@dataclass(frozen=True, slots=True)
class Sample:
    """A copy of the sample newsroom.

    Attributes:
        folder: Where it is.
        is_new: Whether it was copied just now; else it may hold an editor's changes.
    """

    folder: Path
    is_new: bool


def sample_newsroom(parent: Path | None = None, *, afresh: bool = False) -> Sample:
    """The newest copy in a folder; one is made where there is none.

    Args:
        parent: The folder; None for the user's own one.
        afresh: Whether to make another one beside those that are there.

    Raises:
        StorageError: It could not be copied; nothing was left behind.
    """
    wanted = (parent or own_folder()) / SAMPLE_NAME
    if not afresh and (last := _newest(wanted)) is not None:
        return Sample(last, is_new=False)
    return Sample(copy_folder(resource_path("newsroom"), wanted), is_new=True)


def _newest(wanted: Path) -> Path | None:
    """The one of the highest number that holds anything."""
    found = None
    for folder in numbered(wanted):
        if not folder.is_dir():
            return found
        if any(folder.iterdir()):
            found = folder
    return found
