"""What was read of the posts last time, kept in the user's cache folder.

One SQLite file a library. It holds nothing that can't be read again from the posts, so whatever is
wrong with it, it is thrown away and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from typing import TYPE_CHECKING

import platformdirs

from copydesk.core.library.entry import PostEntry, to_row
from copydesk.core.posts.metadata import PostStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Goes up with every change of what is kept or of how posts are read.
_VERSION = 1
_STATUSES = {status.value: status for status in PostStatus}
_TAG_BREAK = "\x1f"
_COLUMNS = (
    "path TEXT PRIMARY KEY, title TEXT, date TEXT, status TEXT, language TEXT, direction TEXT, "
    "mtime_ns INTEGER, size INTEGER, readable INTEGER, metadata_json TEXT, description TEXT, "
    "tags TEXT, search_key TEXT, title_key TEXT, date_key TEXT"
)
_STORE = "INSERT OR REPLACE INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# Another copy of the program may be writing.
_BUSY_TIMEOUT_S = 2.0


def cache_path(root: Path, folder: Path | None = None) -> Path:
    """Where the library at ``root`` is remembered; ``folder`` instead of the user's own."""
    if folder is None:
        folder = platformdirs.user_cache_path("copydesk", appauthor=False)
    name = hashlib.blake2b(os.fsencode(os.path.realpath(root)), digest_size=12).hexdigest()
    return folder / "library" / f"{name}.sqlite3"


class LibraryCache:
    """The remembered entries of one library; without a usable disk it remembers nothing."""

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it."""
        self._path = path
        self._database: sqlite3.Connection | None = None
        try:
            self._database = self._open()
        except (sqlite3.Error, OSError):
            self._start_anew()

    def load(self) -> dict[str, PostEntry]:
        """All that is remembered, by path."""
        if self._database is None:
            return {}
        try:
            rows = self._database.execute("SELECT * FROM posts")
            # Written out: this stands between opening a folder and seeing it.
            return {
                row[0]: PostEntry(
                    row[0], row[1], row[2], _STATUSES[row[3]], row[4], row[5], row[6], row[7],
                    row[8] == 1, row[9], row[10],
                    tuple(row[11].split(_TAG_BREAK)) if row[11] else (),
                    row[12], row[13], row[14],
                )
                for row in rows
            }  # fmt: skip
        except (sqlite3.Error, ValueError, TypeError, AttributeError, KeyError):
            self._start_anew()
            return {}

    def store(self, entries: Iterable[PostEntry]) -> None:
        """Remembers these, in the place of what was remembered of the same paths."""
        rows = [row for entry in entries if _storable(row := _to_columns(entry))]
        self._write(_STORE, rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Drops the entries of posts that are gone."""
        rows: list[tuple[object, ...]] = [(path,) for path in paths if _storable((path,))]
        self._write("DELETE FROM posts WHERE path = ?", rows)

    def close(self) -> None:
        """Closes the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _write(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        if self._database is None or not rows:
            return
        try:
            with self._database:
                self._database.executemany(statement, rows)
        except sqlite3.OperationalError:
            return  # locked by another copy of the program, or a full disk: read again next time
        except sqlite3.Error:
            self._start_anew()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(
            self._path, timeout=_BUSY_TIMEOUT_S, check_same_thread=False, cached_statements=8
        )
        try:
            # A power cut may cost the cache, never a post; that buys writing without waiting.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                with database:
                    database.execute("DROP TABLE IF EXISTS posts")
                    database.execute(f"CREATE TABLE posts ({_COLUMNS}) WITHOUT ROWID")
                    database.execute(f"PRAGMA user_version = {_VERSION}")
        except BaseException:
            database.close()
            raise
        return database

    def _start_anew(self) -> None:
        self.close()
        for end in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + end).unlink()
        with contextlib.suppress(sqlite3.Error, OSError):
            self._database = self._open()


def _to_columns(entry: PostEntry) -> tuple[object, ...]:
    row = to_row(entry)
    row[11] = _TAG_BREAK.join(entry.tags)
    return tuple(row)


def _storable(row: tuple[object, ...]) -> bool:
    """Names and texts with bytes that are not UTF-8 can't be put into a SQLite text."""
    try:
        for value in row:
            if isinstance(value, str):
                value.encode()
    except UnicodeEncodeError:
        return False
    return True
