"""One look at the files of the open posts: plain functions, run on a thread."""

from __future__ import annotations

import itertools
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.posts.encoding import decode
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.fingerprint import read_file
from copydesk.core.storage.names import is_spelled_so, spelling_key
from copydesk.services.open_document import DiskVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.posts.encoding import TextFormat

# A move between two disks copies first; a file of a few megabytes is copied within this time.
_LATELY_S = 5.0
# More than this at a time is a checkout, of which the paths themselves are told together.
_MOST_ARRIVALS = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the disk found.

    Attributes:
        found: What each file holds; None where there is none any more.
        real: Each file's own place, past every symbolic link.
        failed: The files that are there and can't be read.
        arrivals: Digest to paths of the changed files that no document has open.
        renamed: The same files by device and number, as (path, text).
    """

    found: dict[Path, DiskVersion | None] = field(default_factory=dict)
    real: dict[Path, Path] = field(default_factory=dict)
    failed: dict[Path, StorageError] = field(default_factory=dict)
    arrivals: dict[str, list[Path]] = field(default_factory=dict)
    renamed: dict[tuple[int, int], tuple[Path, str]] = field(default_factory=dict)

    def take_arrival(
        self, gone: Path, version: DiskVersion, mark: tuple[int, int] | None = None
    ) -> Path | None:
        """Where a file that is gone from ``gone`` came up again; each place is given once.

        Among several of the same content the one of the same name is taken. An empty file is like
        any other empty one: that needs the same name. One that was changed since is known by its
        number, if it is like the old one: a new file may be given the number of a deleted one.

        Args:
            gone: Where it was.
            version: What it held when it was last seen.
            mark: The number that it had then.
        """
        places = self.arrivals.get(version.digest, [])
        named = [path for path in places if path.name == gone.name]
        chosen = next(iter(named or (places if version.text else [])), None)
        if chosen is not None:
            places.remove(chosen)
        elif mark is not None and mark in self.renamed:
            path, text = self.renamed[mark]
            if path.name == gone.name or _are_alike(text, version.text):
                del self.renamed[mark]
                return path
        return chosen


def _are_alike(one: str, other: str) -> bool:
    """Whether at least half of the lines of the longer text are in both."""
    lines, others = Counter(one.splitlines()), Counter(other.splitlines())
    most = max(lines.total(), others.total())
    return most > 0 and (lines & others).total() * 2 >= most


class Arrivals:
    """The files that changed of late, for a copy may be made before the original is deleted."""

    def __init__(self) -> None:
        self._seen: dict[Path, float] = {}

    def note(self, paths: set[Path]) -> None:
        """Takes files that changed now."""
        now_s = time.monotonic()
        self._seen = {path: at for path, at in self._seen.items() if now_s - at < _LATELY_S}
        for path in itertools.islice(paths, _MOST_ARRIVALS):
            self._seen[path] = now_s

    def recent(self) -> set[Path]:
        """Those of the last seconds."""
        now_s = time.monotonic()
        return {path for path, at in self._seen.items() if now_s - at < _LATELY_S}


def plain_path(path: Path) -> Path:
    """An absolute path without ".." that leads to the same file."""
    path = Path(path).absolute()
    if ".." not in path.parts:
        return path
    short = Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute leaves ".." in
    real = Path(os.path.realpath(path))
    # "link/.." is the folder above the link's target, not that of the link.
    return short if os.path.realpath(short) == str(real) else real


def read_version(path: Path, known: TextFormat | None = None) -> tuple[DiskVersion, Path]:
    """What a file holds, and its own place past every symbolic link.

    Args:
        path: The file.
        known: How it was read before, which counts more than what its bytes look like.

    Raises:
        StorageError: It can't be read.
    """
    content = read_file(path)
    decoded = decode(content.data, known)
    real = Path(os.path.realpath(path))
    return DiskVersion(decoded.text, decoded.text_format, content.digest, content.mark), real


def look_at(touched: Mapping[Path, TextFormat | None], strangers: set[Path]) -> Look:
    """Reads the files of open documents.

    Args:
        touched: The documents' paths, with how each was read before.
        strangers: Other paths that may have changed; one of them may be a touched one's new place.
    """
    look = Look()
    spellings = {(path.parent, spelling_key(path.name)) for path in strangers}
    for path, known in touched.items():
        try:
            # Where a folder stands now, there is no file any more.
            gone = not path.exists() or path.is_dir()
            if not gone and (path.parent, spelling_key(path.name)) in spellings:
                gone = not is_spelled_so(path)  # upper and lower case may be one to the disk
            look.found[path] = None
            if not gone:
                look.found[path], look.real[path] = read_version(path, known)
        except StorageError as error:
            look.failed[path] = error
        except OSError as error:
            look.failed[path] = storage_error(error, path, "opened", reading=True)
    if any(look.found[path] is None for path in touched.keys() - look.failed.keys()):
        for path in strangers:
            try:
                if path.is_file():
                    _note_arrival(path, look)
            except (StorageError, OSError):
                continue
    return look


def _note_arrival(path: Path, look: Look) -> None:
    content = read_file(path)
    look.arrivals.setdefault(content.digest, []).append(path)
    look.renamed[content.mark] = path, decode(content.data).text
