"""Posts that another program renamed: told by what was known of them before and is known now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.library.renamed import renamed_posts

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry
    from copydesk.services.file_operations import FileOperations
    from copydesk.services.library import Library

# A file manager that moves to another disk copies first and deletes then.
_TOGETHER_S = 5.0


class Renames(QObject):
    """Finds out which new post is one that is gone.

    A post that was there beside the other is never taken for it, nor is one made at the desk.

    Signals:
        found (Path, Path): A post has another name or folder: old, new.
    """

    found = Signal(object, object)

    def __init__(
        self, library: Library, files: FileOperations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._missing: dict[str, PostEntry] = {}
        # What the desk itself took away, of which the library is still to tell.
        self._taken: set[str] = set()
        self._seen_s: dict[str, float] = {}
        """When a post was first listed, by `time.monotonic`; long ago for what was remembered."""
        library.names_listed.connect(self._start_over)
        library.posts_gone.connect(self._note_gone)
        library.entries_changed.connect(self._note_entries)
        library.loaded.connect(self._finish_loading)
        files.created.connect(self._note_own)
        files.moved.connect(self._note_moved)
        files.trashed.connect(self._note_taken)

    @Slot()
    def _start_over(self) -> None:
        self._missing.clear()
        self._taken.clear()
        entries = self._library.entries
        self._seen_s = {path: 0.0 for path, entry in entries.items() if entry.known}

    @Slot(object)
    def _note_gone(self, gone: dict[str, PostEntry]) -> None:
        for path, entry in gone.items():
            if entry.known and path not in self._library.entries and path not in self._taken:
                self._missing[path] = entry
            self._taken.discard(path)
            self._seen_s.pop(path, None)
        if not self._library.loading:
            # What was there well before one left is none that it became.
            before_s = time.monotonic() - _TOGETHER_S
            for path, seen_s in self._seen_s.items():
                self._seen_s[path] = seen_s if seen_s > before_s else 0.0

    @Slot(object)
    def _note_entries(self, paths: set[str]) -> None:
        now_s = time.monotonic()
        for path in paths:
            if path in self._library.entries:
                self._seen_s.setdefault(path, now_s)
                self._missing.pop(path, None)  # it came back
                self._taken.discard(path)
        if self._missing and not self._library.loading:
            self._match()

    @Slot()
    def _finish_loading(self) -> None:
        self._match()
        self._seen_s = dict.fromkeys(self._library.entries, 0.0)

    def _match(self) -> None:
        if not self._missing:
            return
        entries = self._library.entries
        new = [
            entry
            for path, seen_s in self._seen_s.items()
            if seen_s and (entry := entries.get(path)) is not None and entry.known
        ]
        for old, path in renamed_posts(self._missing.values(), new):
            del self._missing[old]
            self._seen_s[path] = 0.0
            self.found.emit(self._library.absolute(old), self._library.absolute(path))

    @Slot(object)
    def _note_own(self, path: Path) -> None:
        relative = self._library.relative(path)
        if relative is not None:
            self._seen_s[relative] = 0.0

    @Slot(object, object)
    def _note_moved(self, old: Path, new: Path) -> None:
        self._note_taken(old)
        self._note_own(new)

    @Slot(object)
    def _note_taken(self, path: Path) -> None:
        relative = self._library.relative(path)
        if relative is not None:
            self._missing.pop(relative, None)
            if relative in self._library.entries:
                self._taken.add(relative)
