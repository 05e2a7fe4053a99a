"""The "scan" role: reads posts in a process of its own, so that no key waits for the parsing.

It answers each request in turn, in frames (`core.frames`):

- ``{"kind": "open", "root": str, "cache": str}`` names the folder and where it is remembered; no
  answer.
- ``{"kind": "read", "id": int, "paths": [str]}``: ``{"kind": "entries", "id": int, "rows":
  [entry.to_row], "missing": [str]}``.
- ``{"kind": "forget", "paths": [str]}``: no answer.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.core.frames import serve
from copydesk.core.library.cache import LibraryCache
from copydesk.core.library.entry import to_row
from copydesk.core.library.reading import read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

# A file changed so shortly before it was read may change again without a new time: such an entry
# is shown but not remembered. ext4 and NTFS keep finer time than this, and FAT (2 s) is no home
# for a site.
_TOO_FRESH_NS = 100_000_000
# Reading a library comes after what the person does.
_NICENESS = 5


class ScanWorker:
    """Answers requests; one library at a time."""

    def __init__(self) -> None:
        self._root = Path()
        self._cache: LibraryCache | None = None

    def handle(self, message: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The answers to one request."""
        match message.get("kind"):
            case "open":
                self.close()
                self._root = Path(message["root"])
                self._cache = LibraryCache(Path(message["cache"]))
            case "read":
                yield self._read(message["id"], message["paths"])
            case "forget" if self._cache is not None:
                self._cache.forget(message["paths"])

    def close(self) -> None:
        """Lets go of the cache."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _read(self, request: int, paths: list[str]) -> dict[str, Any]:
        now_ns = time.time_ns()
        entries, missing = [], []
        for path in paths:
            entry = read_entry(self._root, path)
            if entry is None:
                missing.append(path)
            else:
                entries.append(entry)
        if self._cache is not None:
            self._cache.store(e for e in entries if e.mtime_ns < now_ns - _TOO_FRESH_NS)
        rows = [to_row(entry) for entry in entries]
        return {"kind": "entries", "id": request, "rows": rows, "missing": missing}


def main() -> int:
    """Serves standard input and output until they close."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICENESS)
    worker = ScanWorker()
    try:
        return serve(worker.handle)
    finally:
        worker.close()
