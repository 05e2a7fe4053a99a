"""The file in which versions are kept: opened, guarded, and set aside when it is damaged.

SQLite with a write-ahead log and ``synchronous = FULL``: what was kept is there after a power cut,
and whatever is cut short is as if it had never begun. Two desks may use it at once. Contents are
kept in it, zlib-compressed, not in files beside: a 5 KB version takes 0.3 ms against 0.5 ms, a
1 MB one 6 ms either way, and nothing can come apart. There are no deltas: a thousand versions of a
1 MB post take 240 MB, of a 5 KB post 2 MB, and each can be read without any other.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import threading
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock, Timeout

from copydesk.core.errors import StorageError
from copydesk.core.storage.failures import storage_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

SCHEMA_VERSION = 1
FILE_NAME = "history.sqlite3"
PAGE_BYTES = 8192
# A newer program's file is left as it is; an older one keeps its versions in this one meanwhile.
_NAME_BESIDE_NEWER = f"history-schema-{SCHEMA_VERSION}.sqlite3"
_DAMAGED = re.compile(r"history-(?:damaged|salvaged)-(\d+)\.sqlite3")
_SCHEMA = f"""
CREATE TABLE posts (ident INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, folded BLOB NOT NULL);
CREATE INDEX posts_folded ON posts (folded);
CREATE TABLE blobs (ident INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
    packed BLOB NOT NULL);
CREATE TABLE versions (ident INTEGER PRIMARY KEY AUTOINCREMENT, post INTEGER NOT NULL,
    digest BLOB NOT NULL, taken_us INTEGER NOT NULL, origin TEXT NOT NULL, stood INTEGER NOT NULL,
    size INTEGER NOT NULL, added INTEGER NOT NULL, removed INTEGER NOT NULL,
    encoding TEXT NOT NULL);
CREATE INDEX versions_post ON versions (post, ident);
CREATE INDEX versions_digest ON versions (digest);
PRAGMA user_version = {SCHEMA_VERSION};
"""
# Versions kept after the n-th damage are numbered from n times this, so that those salvaged from
# before keep their numbers and stay in order.
NUMBERS_AN_ERA = 10**12
_BUSY_TIMEOUT_S = 3.0
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CLOSED_TO_US = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_REASONS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space."),
    sqlite3.SQLITE_READONLY: ("its folder is read-only", "Make “{folder}” writable."),
    sqlite3.SQLITE_CANTOPEN: ("its file can’t be opened", "Make “{folder}” writable."),
    sqlite3.SQLITE_PERM: ("its file can’t be opened", "Make “{folder}” writable."),
    sqlite3.SQLITE_BUSY: ("another program is using it", "Close other programs that use it."),
    sqlite3.SQLITE_LOCKED: ("another program is using it", "Close other programs that use it."),
    sqlite3.SQLITE_IOERR: ("the disk reported an error", "Check the disk."),
}


class HistoryDatabase:
    """One connection, safe to use from any thread.

    Attributes:
        damaged: Called with the place of a file that was damaged and is set aside now, on the
            thread that met it.
        opened: Called when the file was opened, which may be another one than before.
        newer: Called once when the file was written by a newer program.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is touched before the first use."""
        self._folder = folder
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._path = folder / FILE_NAME
        self._read_only = False
        self.opened: Callable[[], object] = _nobody
        self.damaged: Callable[[Path], object] = _nobody
        self.newer: Callable[[], object] = _nobody

    @property
    def is_same(self) -> bool:
        """Whether the file is open, and still the one that was opened."""
        return self._connection is not None and self._opened == _identity(self._path)

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Gives what ``work`` reads.

        Raises:
            StorageError: The history can't be read.
        """
        return self._run(work, "read")

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Gives what ``work`` returns once its changes are on the disk; all of them or none.

        Raises:
            StorageError: Nothing was changed.
        """
        return self._run(lambda connection: _in_transaction(connection, work), "written")

    def close(self) -> None:
        """Closes the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None

    def set_aside(self) -> list[Path]:
        """The damaged files from which nothing was salvaged yet, oldest first."""
        with contextlib.suppress(OSError):
            return sorted(self._folder.glob("history-damaged-*.sqlite3"))
        return []

    def note_salvaged(self, damaged: Path) -> None:
        """Keeps a damaged file, under a name that says that it was looked through."""
        done = damaged.with_name(damaged.name.replace("damaged", "salvaged"))
        with contextlib.suppress(OSError):
            _rename_database(damaged, done)

    def _run(self, work: Callable[[sqlite3.Connection], T], done: str) -> T:
        with self._lock:
            try:
                try:
                    return work(self._ready(for_writing=done == "written"))
                except sqlite3.DatabaseError as error:
                    if _code(error) not in _CORRUPT:
                        raise
                    self._put_aside()
                    return work(self._ready(for_writing=done == "written"))
            except sqlite3.Error as error:
                if _code(error) in _CLOSED_TO_US:
                    self.close()  # it may be open to us the next time
                raise self._sentence(error, done) from error
            except OSError as error:
                raise storage_error(error, self._path, done) from error
            except Timeout as error:
                raise StorageError(
                    f"The history of your posts can’t be {done}: another program is using it.",
                    "Close other programs that use it.",
                ) from error

    def _sentence(self, error: sqlite3.Error, done: str) -> StorageError:
        reason, step = _REASONS.get(_code(error), (str(error), "Check the disk."))
        return StorageError(
            f"The history of your posts can’t be {done}: {reason}.",
            step.format(folder=self._folder),
        )

    def _ready(self, *, for_writing: bool) -> sqlite3.Connection:
        if not self.is_same or (self._read_only and for_writing):
            self.close()
        elif self._connection is not None and _schema_version(self._connection) != SCHEMA_VERSION:
            self.close()  # a newer desk took it over while this one was running
        if self._connection is None:
            self._connection = self._open()
            self._opened = _identity(self._path)
            self.opened()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        self._read_only = False
        try:
            self._make_place()
            connection = _connect(self._path.as_uri())
            version = _schema_version(connection)
        except (OSError, sqlite3.OperationalError):
            if not self._path.exists():
                raise
            connection = self._connect_read_only()
            version = _schema_version(connection)
        try:
            if version > SCHEMA_VERSION and self._path.name == FILE_NAME:
                connection.close()
                self._path = self._folder / _NAME_BESIDE_NEWER
                self.newer()
                return self._open()
            if not self._read_only:
                self._prepare(connection, version)
            _check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_place(self) -> None:
        """The folder and an empty file, for nobody else to read."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._path.exists():
            return
        self._folder.chmod(0o700)
        with self._guard():
            if not self._path.exists():
                # A log that outlived its file would be played into the new one.
                for end in ("-wal", "-shm"):
                    with contextlib.suppress(FileNotFoundError):
                        self._path.with_name(self._path.name + end).unlink()
                os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))

    def _guard(self) -> FileLock:
        """Held while a file takes or leaves its place; another desk may be doing the same."""
        return FileLock(self._folder / "history.lock", timeout=_BUSY_TIMEOUT_S, mode=0o600)

    def _connect_read_only(self) -> sqlite3.Connection:
        self._read_only = True
        connection = _connect(self._path.as_uri() + "?mode=ro")
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # The log's index can't be made in a read-only folder; the file alone can be read.
            connection.close()
            connection = _connect(self._path.as_uri() + "?mode=ro&immutable=1")
        return connection

    def _prepare(self, connection: sqlite3.Connection, version: int) -> None:
        if not version:
            # Space that pruning frees is given back; both must be set while the file is empty.
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 4000000")
        if not version:
            _in_transaction(connection, self._make_tables)

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None:
            return  # another desk came first
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO sqlite_sequence VALUES ('versions', ?)", (self._eras() * NUMBERS_AN_ERA,)
        )

    def _eras(self) -> int:
        found = (_DAMAGED.fullmatch(path.name) for path in self._folder.iterdir())
        return max((int(match[1]) for match in found if match), default=0)

    def _put_aside(self) -> None:
        """Gives a damaged file another name, unless another desk did so already."""
        met = self._opened if self._connection else _identity(self._path)
        self.close()
        with self._guard():
            if _identity(self._path) != met:
                return
            aside = self._folder / f"history-damaged-{self._eras() + 1}.sqlite3"
            _rename_database(self._path, aside)
        self.damaged(aside)


def _in_transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return result


def _nobody(*_about: object) -> None:
    pass


def _connect(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address,
        uri=True,
        timeout=_BUSY_TIMEOUT_S,
        check_same_thread=False,
        isolation_level=None,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _code(error: sqlite3.Error) -> int:
    """The primary result code; the extended ones carry more in the higher bits."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _schema_version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _check(connection: sqlite3.Connection) -> None:
    """Raises what a damaged file raises, before anything is read wrong from it."""
    if _schema_version(connection) == 0:
        raise _damage("its tables are missing")
    for table in ("posts", "versions"):
        (verdict,) = connection.execute(f"PRAGMA integrity_check({table})").fetchone()
        if verdict != "ok":
            raise _damage(verdict)


def _damage(words: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _rename_database(old: Path, new: Path) -> None:
    # The log first: left behind it would be played into the next file of that name.
    for end in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            old.with_name(old.name + end).replace(new.with_name(new.name + end))
