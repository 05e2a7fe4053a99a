"""One look at the files of the open posts: plain functions, run on a thread."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from copydesk.core.errors import StorageError
from copydesk.core.posts.encoding import decode
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.fingerprint import read_file
from copydesk.services.open_document import DiskVersion


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the disk found.

    Attributes:
        found: What each file holds; None where there is none any more.
        real: Each file's own place, past every symbolic link.
        failed: The files that are there and can't be read.
        arrivals: Digest to paths of the changed files that no document has open.
    """

    found: dict[Path, DiskVersion | None] = field(default_factory=dict)
    real: dict[Path, Path] = field(default_factory=dict)
    failed: dict[Path, StorageError] = field(default_factory=dict)
    arrivals: dict[str, list[Path]] = field(default_factory=dict)

    def take_arrival(self, gone: Path, version: DiskVersion) -> Path | None:
        """Where a file that is gone from ``gone`` came up again; each place is given once.

        Among several of the same content the one of the same name is taken. An empty file is like
        any other empty one: that needs the same name.
        """
        places = self.arrivals.get(version.digest, [])
        named = [path for path in places if path.name == gone.name]
        chosen = next(iter(named or (places if version.text else [])), None)
        if chosen is not None:
            places.remove(chosen)
        return chosen


def plain_path(path: Path) -> Path:
    """An absolute path without ".." that leads to the same file."""
    path = Path(path).absolute()
    if ".." not in path.parts:
        return path
    short = Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute leaves ".." in
    real = Path(os.path.realpath(path))
    # "link/.." is the folder above the link's target, not that of the link.
    return short if os.path.realpath(short) == str(real) else real


def read_version(path: Path) -> tuple[DiskVersion, Path]:
    """What a file holds, and its own place past every symbolic link.

    Raises:
        StorageError: It can't be read.
    """
    content = read_file(path)
    decoded = decode(content.data)
    real = Path(os.path.realpath(path))
    return DiskVersion(decoded.text, decoded.text_format, content.digest), real


def look_at(touched: set[Path], strangers: set[Path]) -> Look:
    """Reads the files of open documents.

    Args:
        touched: The documents' paths.
        strangers: Other paths that may have changed; one of them may be a touched one's new place.
    """
    look = Look()
    for path in touched:
        try:
            # Where a folder stands now, there is no file any more.
            gone = not path.exists() or path.is_dir()
            look.found[path] = None
            if not gone:
                look.found[path], look.real[path] = read_version(path)
        except StorageError as error:
            look.failed[path] = error
        except OSError as error:
            look.failed[path] = storage_error(error, path, "opened", reading=True)
    if any(look.found[path] is None for path in touched - look.failed.keys()):
        for path in strangers:
            try:
                if path.is_file():
                    look.arrivals.setdefault(read_file(path).digest, []).append(path)
            except (StorageError, OSError):
                continue
    return look
