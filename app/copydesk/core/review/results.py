"""What was found in each post of a site, remembered: a post that did not change is not checked."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING

import platformdirs

from copydesk.core.library.cache import cache_path
from copydesk.core.review.finding_data import from_data, to_data

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.finding import Finding

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS found (
    path TEXT PRIMARY KEY, own_key TEXT, own TEXT, beyond_key TEXT, beyond TEXT
) WITHOUT ROWID
"""


class Results:
    """The findings of a site's posts, in two parts that change for different reasons.

    What goes wrong with the file costs only time: everything is found again.
    """

    def __init__(self, path: Path | None) -> None:
        """Opens the file, or None for nothing remembered."""
        self._connection: sqlite3.Connection | None = None
        if path is not None:
            with contextlib.suppress(sqlite3.Error, OSError):
                self._connection = _open(path)

    def own(self, path: str, key: str) -> tuple[Finding, ...] | None:
        """What the rules found that look at the post alone; None when it is not known for a key."""
        return self._found("own", path, key)

    def beyond(self, path: str, key: str) -> tuple[Finding, ...] | None:
        """What the other rules found; None when it is not known for a key."""
        return self._found("beyond", path, key)

    def store(
        self,
        path: str,
        own: tuple[str, tuple[Finding, ...]],
        beyond: tuple[str, tuple[Finding, ...]],
    ) -> None:
        """Remembers what was found: each part with its key."""
        if self._connection is None:
            return
        row = (path, own[0], _to_text(own[1]), beyond[0], _to_text(beyond[1]))
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?, ?)", row)

    def keep(self) -> None:
        """Writes what is not written yet."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.commit()

    def close(self) -> None:
        """Writes what is not written yet, and lets the file go."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()
            self._connection = None

    def _found(self, part: str, path: str, key: str) -> tuple[Finding, ...] | None:
        if self._connection is None:
            return None
        query = _QUERIES[part]
        try:
            row = self._connection.execute(query, (path, key)).fetchone()
            return None if row is None else tuple(map(from_data, json.loads(row[0])))
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None


_QUERIES = {
    "own": "SELECT own FROM found WHERE path = ? AND own_key = ?",
    "beyond": "SELECT beyond FROM found WHERE path = ? AND beyond_key = ?",
}


def results_path(root: Path) -> Path:
    """Where the findings of a site are remembered, in the user's cache folder."""
    name = cache_path(root).stem
    return platformdirs.user_cache_path("copydesk", appauthor=False) / "review" / f"{name}.sqlite"


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=1.0)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # it can all be found again
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            connection.execute("DROP TABLE IF EXISTS found")
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _to_text(findings: tuple[Finding, ...]) -> str:
    return json.dumps([to_data(finding) for finding in findings], ensure_ascii=False)
