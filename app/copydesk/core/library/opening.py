"""The first look at a library: every post by name, and what is remembered of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.library.cache import LibraryCache
from copydesk.core.library.entry import PostEntry, unread_entry
from copydesk.core.library.scan import Survey, survey
from copydesk.core.storage.failures import storage_error

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first look found.

    Attributes:
        survey: All that is in the folder.
        entries: One for every post, by relative path; by name only for those in `unread`.
        unread: The posts that are new or changed since they were remembered.
        gone: The posts that are remembered and no longer there, with what was known of them.
    """

    survey: Survey
    entries: dict[str, PostEntry]
    unread: list[str]
    gone: dict[str, PostEntry]


def open_library(root: Path, cache: Path) -> Opening:
    """Looks through a folder and recalls what was read of its posts.

    Raises:
        StorageError: It is no folder, or can't be read.
    """
    remembered = _recall(cache)
    entries: dict[str, PostEntry] = {}
    unread: list[str] = []
    recall = remembered.get

    def add(path: str, mtime_ns: int, size: int) -> None:
        entry = recall(path)
        if entry is None or entry.mtime_ns != mtime_ns or entry.size != size:
            entry = unread_entry(path, mtime_ns, size)
            unread.append(path)
        entries[path] = entry

    try:
        found = survey(root, on_post=add)
    except OSError as error:
        raise storage_error(error, root, "opened", reading=True) from error
    gone = {path: entry for path, entry in remembered.items() if path not in entries}
    return Opening(found, entries, unread, gone)


def _recall(path: Path) -> dict[str, PostEntry]:
    cache = LibraryCache(path)
    try:
        return cache.load()
    finally:
        cache.close()
