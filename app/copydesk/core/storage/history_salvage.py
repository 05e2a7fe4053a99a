"""Bringing over what can still be read of a damaged history.

The damaged file is read row by row, past what can't be read. A content is taken only when its
digest proves it whole.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.core.storage import history_rows as rows
from copydesk.core.storage.fingerprint import digest
from copydesk.core.storage.history_database import (
    FILE_NAME,
    PAGE_BYTES,
    SCHEMA_VERSION,
    HistoryDatabase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from copydesk.core.storage.history import History

_POSTS = "SELECT ident, path FROM posts NOT INDEXED WHERE ident > ? ORDER BY ident"
_VERSIONS = """
SELECT ident, post, digest, taken_us, origin, stood, size, added, removed, encoding
FROM versions NOT INDEXED WHERE ident > ? ORDER BY ident
"""
_BLOBS = "SELECT ident, packed FROM blobs NOT INDEXED WHERE ident > ? ORDER BY ident"
# What stood in a file when the new history was begun, and proves to have been known before.
_FOUND_AGAIN = """
DELETE FROM versions AS again WHERE origin = 'found' AND digest = (
    SELECT digest FROM versions WHERE post = again.post AND ident < again.ident AND stood
    ORDER BY ident DESC LIMIT 1)
"""
# Written in one transaction.
_BATCH_BYTES = 2_000_000
_BATCH_ROWS = 100
# Past a gap in the numbers longer than this nothing is looked for.
_WIDEST_GAP = 1 << 50


class _Blob(NamedTuple):
    mark: bytes
    size: int
    packed: bytes


def salvage(
    history: History, damaged: Path, *, cancelled: Callable[[], bool] = lambda: False
) -> int:
    """Adds what can be read of ``damaged`` to the history; may be begun again.

    Contents of which nobody can tell any more whose they were are kept with the posts that never
    had a file, see `History.untitled`.

    Returns:
        How many contents were brought over.

    Raises:
        StorageError: The history can't be written.
    """
    brought = 0
    if not _opens(damaged):
        _mend_head(damaged)
    with closing(_open(damaged)) as source:
        paths = {row[0]: row[1] for row in _readable(source, _POSTS)}
        versions: dict[bytes, list[Any]] = defaultdict(list)
        for row in _readable(source, _VERSIONS):
            versions[row[2]].append(row)
        batch: list[_Blob] = []
        for blob in _sound_blobs(source):
            if cancelled():
                return brought
            batch.append(blob)
            if len(batch) >= _BATCH_ROWS or sum(len(b.packed) for b in batch) >= _BATCH_BYTES:
                brought += _write(history, damaged, batch, versions, paths)
                batch = []
        brought += _write(history, damaged, batch, versions, paths)
    history.database.write(lambda db: db.execute(_FOUND_AGAIN))
    history.database.note_salvaged(damaged)
    return brought


def _open(damaged: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{damaged.as_uri()}?mode=rw", uri=True, isolation_level=None)


def _opens(damaged: Path) -> bool:
    with closing(_open(damaged)) as source:
        try:
            return source.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,) and all(
                source.execute(statement, (-1,)).description
                for statement in (_POSTS, _VERSIONS, _BLOBS)
            )
        except sqlite3.Error:
            return False


def _mend_head(damaged: Path) -> None:
    """Puts the first page of an empty history in the place of one that can't be read.

    It says where each table begins, which is the same in every history of one schema.
    """
    pages = damaged.stat().st_size // PAGE_BYTES
    if not pages:
        return  # too short to ever have been one
    with tempfile.TemporaryDirectory() as folder:
        empty = HistoryDatabase(Path(folder))
        empty.write(lambda _db: None)
        empty.close()
        with (Path(folder) / FILE_NAME).open("rb") as file:
            head = bytearray(file.read(PAGE_BYTES))
    # The file's length in pages (SQLite's file format, 1.3.7), not that of the empty one.
    head[28:32] = pages.to_bytes(4, "big")
    with damaged.open("r+b") as file:
        file.write(head)


def _readable(source: sqlite3.Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows that can be read, by number; a damaged page is stepped over."""
    last, step = -1, 0
    while step <= _WIDEST_GAP:
        try:
            for row in source.execute(statement, (last,)):
                if not isinstance(row[0], int) or row[0] <= last:
                    break  # damaged pages can lead in circles
                last, step = row[0], 0
                yield row
            else:
                return
        except (sqlite3.Error, OverflowError):
            pass
        step = max(1, step * 2)
        last += step


def _sound_blobs(source: sqlite3.Connection) -> Iterator[_Blob]:
    for _ident, packed in _readable(source, _BLOBS):
        data = rows.unpacked(packed)
        if data is not None:
            yield _Blob(bytes.fromhex(digest(data)), len(data), packed)


def _write(
    history: History,
    damaged: Path,
    batch: list[_Blob],
    versions: dict[bytes, list[Any]],
    paths: dict[int, Any],
) -> int:
    def work(db: sqlite3.Connection) -> int:
        for blob in batch:
            if not rows.has_content(db, blob.mark):
                rows.write_content(db, *blob)
            known = versions.get(blob.mark) or [_lost(blob)]
            for ident, post, *columns in known:
                key = paths.get(post)
                if not isinstance(key, bytes):
                    lost = history.untitled_path(f"{damaged.stem}-{post}", "Found again")
                    key = rows.key_of(lost)
                _add(db, ident, rows.post_for(db, key), columns)
        return len(batch)

    return history.database.write(work)


def _lost(blob: _Blob) -> list[Any]:
    """A row for a content that no version names."""
    origin = rows.Origin.SET_ASIDE
    name = blob.mark.hex()
    return [None, name, blob.mark, 0, origin.value, rows.stood(origin), blob.size, 0, 0, ""]


def _add(db: sqlite3.Connection, ident: int | None, post: int, columns: list[Any]) -> None:
    # Constraints of a damaged row's values are not worth failing for.
    db.execute(
        "INSERT OR IGNORE INTO versions "
        "(ident, post, digest, taken_us, origin, stood, size, added, removed, encoding) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ident, post, *columns),
    )
