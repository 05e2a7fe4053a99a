"""Letting go of old versions.

The rule, as the settings ``history_days`` and ``history_megabytes`` state it: versions older than
so many days go; the newest ten of each post stay all the same. When what is kept takes more than
so many megabytes, the oldest of all posts go first, until it fits. What is never let go of: the
newest version of a post, and the newest that stood in its file.

How old a version is goes by the clock, and a clock may be wrong: a version counts as no older than
any that was kept before it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from copydesk.core.storage.history_rows import microseconds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from copydesk.core.storage.history_database import HistoryDatabase

NEWEST_KEPT = 10
"""So many versions of each post stay, however old they are."""
# In one transaction, so that a save that must keep something waits for a few milliseconds.
_BATCH = 20
_PAUSE_S = 0.005
_PAGES_FREED = 500
_AGED = """
SELECT ident FROM (
    SELECT ident,
        row_number() OVER (PARTITION BY post ORDER BY ident DESC) AS place,
        max(taken_us) OVER (ORDER BY ident) AS at
    FROM versions)
WHERE place > ? AND at < ? AND ident NOT IN
    (SELECT max(ident) FROM versions WHERE stood GROUP BY post)
ORDER BY ident
"""
_OLDEST_FIRST = """
SELECT ident FROM versions WHERE ident NOT IN
    (SELECT max(ident) FROM versions GROUP BY post
     UNION SELECT max(ident) FROM versions WHERE stood GROUP BY post)
ORDER BY ident
"""


def prune(
    database: HistoryDatabase,
    days: int,
    megabytes: int,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    now: datetime | None = None,
) -> int:
    """Lets go of what the rule lets go of, a little at a time.

    Args:
        database: Best one of its own, so that nobody else waits for its reading.
        days: 0 keeps for ever.
        megabytes: Of 1,000,000 bytes.
        cancelled: Asked between the steps.
        now: Instead of the present time.

    Returns:
        How many versions went.

    Raises:
        StorageError: The history can't be written; what went till then is gone.
    """
    gone = 0
    if days:
        before = microseconds((now or datetime.now(UTC)) - timedelta(days=days))
        aged = database.read(lambda db: _idents(db, _AGED, (NEWEST_KEPT, before)))
        gone += _let_go(database, aged, cancelled)
    limit = megabytes * 1_000_000

    if database.read(_bytes_used) > limit:
        oldest = database.read(lambda db: _idents(db, _OLDEST_FIRST, ()))
        gone += _let_go(database, oldest, cancelled, limit)
    while gone and not cancelled() and database.read(_free_pages):
        database.read(_give_back)
        time.sleep(_PAUSE_S)
    return gone


def _let_go(
    database: HistoryDatabase,
    idents: Sequence[int],
    cancelled: Callable[[], bool],
    limit: int = -1,
) -> int:
    gone = 0
    for start in range(0, len(idents), _BATCH):
        if cancelled():
            break
        some = idents[start : start + _BATCH]
        went = database.write(partial(_delete, idents=some, limit=limit))
        gone += went
        if went < len(some):
            break
        time.sleep(_PAUSE_S)  # lets a waiting save through
    return gone


def _delete(db: sqlite3.Connection, idents: Sequence[int], limit: int) -> int:
    """Deletes until what is left takes no more bytes than the limit; how many were looked at."""
    for place, ident in enumerate(idents):
        if _bytes_used(db) <= limit:
            return place
        row = db.execute("SELECT digest FROM versions WHERE ident = ?", (ident,)).fetchone()
        if row is not None:  # else another desk let go of it
            db.execute("DELETE FROM versions WHERE ident = ?", (ident,))
            db.execute(
                "DELETE FROM blobs WHERE digest = ?1 "
                "AND NOT EXISTS (SELECT 1 FROM versions WHERE digest = ?1)",
                row,
            )
    return len(idents)


def _idents(db: sqlite3.Connection, statement: str, values: tuple[int, ...]) -> list[int]:
    return [ident for (ident,) in db.execute(statement, values)]


def _free_pages(db: sqlite3.Connection) -> int:
    (pages,) = db.execute("PRAGMA freelist_count").fetchone()
    return int(pages)


def _bytes_used(db: sqlite3.Connection) -> int:
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    return (int(pages) - _free_pages(db)) * int(size)


def _give_back(db: sqlite3.Connection) -> None:
    """Hands free pages back to the disk."""
    # It frees a page a step, and only a script is stepped through to its end.
    db.executescript(f"PRAGMA incremental_vacuum({_PAGES_FREED})")
