"""What the last run left unsaved, beside what stands on disk now: plain functions for a thread."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.posts.compare import compare_posts
from copydesk.core.posts.encoding import decode
from copydesk.core.posts.metadata import metadata_of
from copydesk.core.storage.fingerprint import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from copydesk.core.storage.journal_entry import JournalEntry


class Stand(enum.Enum):
    """How the file stands to the unsaved text."""

    DIFFERS = "differs"
    GONE = "gone"
    NEVER_SAVED = "never saved"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class UnsavedPost:
    """One post to be decided on.

    Attributes:
        entry: Its text and where it belongs.
        title: As the site would show it, else its file's name.
        place: The folder it is in, from the folder that was open on; its name where it has no file.
        stand: How its file stands to it.
        on_disk: The file's text, "" where there is none.
        words_added, words_removed: Against the file.
    """

    entry: JournalEntry
    title: str
    place: str
    stand: Stand
    on_disk: str = ""
    words_added: int = 0
    words_removed: int = 0


def look_at_unsaved(entries: Iterable[JournalEntry]) -> list[UnsavedPost]:
    """Compares each text with its file as it is now; never raises, whatever is there."""
    return [_look_at(entry) for entry in entries]


def _look_at(entry: JournalEntry) -> UnsavedPost:
    name = entry.name if entry.path is None else entry.path.name
    title = metadata_of(entry.text, name).title or name
    stand, on_disk = _on_disk(entry)
    if stand is not Stand.DIFFERS:
        return UnsavedPost(entry, title, _place(entry), stand, on_disk)
    found = compare_posts(on_disk, entry.text)
    return UnsavedPost(
        entry, title, _place(entry), stand, on_disk, found.words_added, found.words_removed
    )


def _on_disk(entry: JournalEntry) -> tuple[Stand, str]:
    if entry.path is None:
        return Stand.NEVER_SAVED, ""
    try:
        data = read_file(entry.path).data
    except StorageError:
        return (Stand.UNREADABLE if _is_there(entry.path) else Stand.GONE), ""
    return Stand.DIFFERS, decode(data, entry.base_format or entry.text_format).text


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # nobody may look into its folder
        return True


def _place(entry: JournalEntry) -> str:
    if entry.path is None:
        return entry.name
    folder, root = entry.path.parent, entry.root
    if root is None or not folder.is_relative_to(root):
        return str(folder)
    return folder.relative_to(root.parent).as_posix()
