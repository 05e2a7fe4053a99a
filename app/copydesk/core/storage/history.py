"""Every version of every post, kept apart from the posts themselves.

Contents are found by their digest and kept once, however many versions hold them. A post is known
by its file's real path. Versions are ordered by the number under which they were kept, never by
the clock.

How long versions stay (`history_prune.prune`): those older than so many days go, the newest ten of
each post always stay; when all of it takes more than so many megabytes, the oldest of all posts go
first, and only the newest of each post is certain to stay.
"""

from __future__ import annotations

import os
import re
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.storage import history_rows as rows
from copydesk.core.storage.fingerprint import RECENT, digest
from copydesk.core.storage.history_database import HistoryDatabase
from copydesk.core.storage.history_rows import Newest, Origin, Version
from copydesk.core.storage.history_words import word_change

if TYPE_CHECKING:
    import sqlite3

__all__ = ["History", "Origin", "Version"]

# Unsaved posts without a file are kept below this folder of the history, which is never made.
_UNTITLED = "untitled"


class _Kept(NamedTuple):
    """What is to be kept."""

    data: bytes
    digest: str
    origin: Origin
    when: datetime | None = None
    encoding: str = ""


class History:
    """The versions in one folder; may be used from any thread, and by several programs at once."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read or made before the first use."""
        self.folder = Path(folder)
        self.database = HistoryDatabase(self.folder)
        self.database.opened = self._forget_what_is_known
        # One at a time, so that two threads don't keep the same thing twice.
        self._keeping = threading.Lock()
        # The newest version that stood in a file, by its key, as far as it is safely on disk.
        self._standing: dict[bytes, tuple[str, int]] = {}
        # Contents that were written or read back without a fault by this program.
        self._sound: set[bytes] = set()

    def keep(
        self,
        path: Path,
        data: bytes,
        origin: Origin,
        *,
        before: bytes | None = None,
        when: datetime | None = None,
        encoding: str = "",
    ) -> int:
        """Keeps a version, unless it is the one that stands there already.

        A content first met in a post that has versions came from another program: it is kept as
        OUTSIDE where FOUND is asked for.

        Args:
            path: The post's file, or an `untitled_path`.
            data: All its bytes.
            origin: How it came to be.
            before: What stood in the file before, kept first (as FOUND) where it is not known.
            when: With a time zone; now, if not given.
            encoding: How the bytes are read, as in `TextFormat`, where that is known.

        Returns:
            The version's number.

        Raises:
            StorageError: It can't be kept: a full disk, no permission.
        """
        key = rows.key_of(path)
        with self._keeping:
            if before is not None:
                found = _Kept(before, digest(before), Origin.FOUND, when, encoding)
                self._keep(key, found)
            return self._keep(key, _Kept(data, digest(data), origin, when, encoding))

    def keep_standing(self, path: Path, data: bytes) -> None:
        """Makes sure that what stands in a file is kept before it is replaced.

        Nearly free where it is known, which is nearly always.

        Raises:
            StorageError: It could not be kept.
        """
        key = rows.key_of(path)
        standing = self._standing.get(key)
        if standing is not None and self.database.is_same and RECENT.has(standing[0], data):
            return
        with self._keeping:
            self._keep(key, _Kept(data, digest(data), Origin.FOUND))

    def stands(self, path: Path, content_digest: str) -> bool:
        """Whether that content is known to be the newest kept that stood in the file.

        Asks no disk for what it knows: False may only mean that it must be looked up.
        """
        return self._stands(rows.key_of(path), content_digest)

    def has(self, content_digest: str) -> bool:
        """Whether a content is kept.

        Raises:
            StorageError: The history can't be read.
        """
        mark = bytes.fromhex(content_digest)
        return self.database.read(lambda db: rows.has_content(db, mark))

    def content(self, content_digest: str) -> bytes | None:
        """The bytes of a version; None when they are gone or damaged, never other ones.

        Raises:
            StorageError: The history can't be read.
        """
        mark = bytes.fromhex(content_digest)
        data = self.database.read(lambda db: rows.content(db, mark))
        if data is not None:
            self._sound.add(mark)
        return data

    def versions(self, path: Path, content_digest: str | None = None) -> list[Version]:
        """What is kept of a post, newest first.

        Args:
            path: The post's file.
            content_digest: What stands in it: a file that was moved outside the desk is known
                again by it.

        Raises:
            StorageError: The history can't be read.
        """
        key = rows.key_of(path)
        if content_digest is not None and not self._stands(key, content_digest):
            mark = bytes.fromhex(content_digest)
            if self.database.read(lambda db: _may_adopt(db, key, mark)):
                self.database.write(lambda db: rows.adopt(db, key, mark))

        def work(db: sqlite3.Connection) -> list[Version]:
            post = rows.find_post(db, key)
            found = db.execute(rows.SELECT_VERSIONS_OF, (post,))
            return [rows.version(row) for row in found]

        return self.database.read(work)

    def untitled_path(self, ident: str, name: str) -> Path:
        """Under what an unsaved post without a file is kept; no such file ever exists.

        Args:
            ident: Tells it from every other, see `OpenDocument.ident`.
            name: How it is called, "Untitled 2".
        """
        return self.folder / _UNTITLED / ident / (re.sub(r"[/\\\0]", "-", name) or "Untitled")

    def untitled(self) -> list[Version]:
        """The newest version of each post that never had a file, newest first.

        Raises:
            StorageError: The history can't be read.
        """
        low, high = rows.below(rows.key_of(self.folder / _UNTITLED))

        def work(db: sqlite3.Connection) -> list[Version]:
            found = db.execute(rows.SELECT_NEWEST_BELOW, (low, high))
            return [rows.version(row) for row in found]

        return self.database.read(work)

    def moved(self, old: Path, new: Path) -> None:
        """Lets the versions of a post, or of all posts of a folder, follow to another path.

        To be called after the move. Where posts were known under the new path, theirs stay too.

        Raises:
            StorageError: The history can't be written.
        """
        if new.is_symlink():
            return  # only the link has another name; versions belong to the file
        there = os.fsencode(Path(os.path.realpath(old.parent)) / old.name)
        here = rows.key_of(new)
        if there == here:
            return
        low, high = rows.below(there)

        def work(db: sqlite3.Connection) -> None:
            for post, path in db.execute(
                "SELECT ident, path FROM posts WHERE path = ? OR path >= ? AND path < ?",
                (there, low, high),
            ).fetchall():
                rows.move_post(db, post, here + path[len(there) :])

        with self._keeping:
            self.database.write(work)
            self._standing.clear()

    def open(self) -> None:
        """Opens the file now instead of at the first use.

        Raises:
            StorageError: It can't be opened.
        """
        self.database.read(_nothing)

    def close(self) -> None:
        """Closes the file; using it again opens it again."""
        self.database.close()

    def _forget_what_is_known(self) -> None:
        """Looks everything up again: the file is another one."""
        self._standing.clear()
        self._sound.clear()

    def _stands(self, key: bytes, mark: str) -> bool:
        standing = self._standing.get(key)
        return standing is not None and standing[0] == mark and self.database.is_same

    def _keep(self, key: bytes, kept: _Kept) -> int:
        on_disk = rows.stood(kept.origin)
        if on_disk and self._stands(key, kept.digest):
            return self._standing[key][1]
        mark = bytes.fromhex(kept.digest)
        newest, standing = self._before(key, mark, adopt=on_disk and bool(kept.data.strip()))
        same = standing if on_disk else newest
        known = same.ident if same is not None and same.mark == mark else None
        sound = self._is_sound(mark)
        ident = known if known is not None and sound else self._write(key, kept, newest, known)
        self._sound.add(mark)
        if on_disk:
            self._standing[key] = (kept.digest, ident)
        return ident

    def _write(self, key: bytes, kept: _Kept, newest: Newest | None, known: int | None) -> int:
        mark = bytes.fromhex(kept.digest)
        origin = kept.origin
        if origin is Origin.FOUND and newest is not None:
            origin = Origin.OUTSIDE
        row = rows.NewRow(
            mark,
            rows.microseconds(kept.when or datetime.now(UTC)),
            origin.value,
            rows.stood(origin),
            len(kept.data),
            *word_change(self._content_of(newest), kept.data),
            kept.encoding,
        )
        sound = mark in self._sound
        packed = None if sound else rows.packed(kept.data)

        def work(db: sqlite3.Connection) -> int:
            # What was sound a moment ago may have been pruned since, by another desk too.
            if packed is not None or not rows.has_content(db, mark):
                rows.write_content(db, mark, len(kept.data), packed or rows.packed(kept.data))
            return rows.write_version(db, key, row) if known is None else known

        return self.database.write(work)

    def _before(
        self, key: bytes, mark: bytes, *, adopt: bool
    ) -> tuple[Newest | None, Newest | None]:
        """The newest version of a post, and the newest that stood in its file."""

        def look(db: sqlite3.Connection) -> tuple[Newest | None, Newest | None] | None:
            post = rows.find_post(db, key)
            if post is None:
                return None if adopt and _may_adopt(db, key, mark) else (None, None)
            return rows.newest(db, post), rows.newest_on_disk(db, post)

        found = self.database.read(look)
        if found is None:
            self.database.write(lambda db: rows.adopt(db, key, mark))
            found = self.database.read(look)
        return found or (None, None)

    def _is_sound(self, mark: bytes) -> bool:
        """Whether a content is kept already, and can be read."""
        if mark not in self._sound:
            if self.database.read(lambda db: rows.content(db, mark)) is None:
                return False
            self._sound.add(mark)
        return True

    def _content_of(self, version: Newest | None) -> bytes | None:
        if version is None:
            return None
        return self.database.read(lambda db: rows.content(db, version.mark))


def _may_adopt(db: sqlite3.Connection, key: bytes, mark: bytes) -> bool:
    return rows.find_post(db, key) is None and rows.gone_with(db, mark) is not None


def _nothing(_db: sqlite3.Connection) -> None:
    pass
