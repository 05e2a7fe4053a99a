"""The statuses kept in a site's `.copydesk` folder, of all its posts at once."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.review.kept import load_records
from copydesk.core.review.records import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class KeptStatus:
    """What is kept of one post, as far as its status goes.

    Attributes:
        mark: When the file was last changed (ns), its size in bytes, and its number on the disk.
        status: The word of a `PostStatus`; "" for none.
        when: Since when, ISO 8601, UTC.
    """

    mark: tuple[int, int, int]
    status: str
    when: str


def records_folder(root: Path) -> Path:
    """Where the files are; there may be no such folder."""
    return root / FOLDER / "posts"


def survey_statuses(root: Path, known: Mapping[str, KeptStatus]) -> dict[str, KeptStatus]:
    """Every post with records, by its path in the site; files that can't be read have no status.

    Args:
        root: The site's.
        known: What was found before: files that are unchanged are not read again.
    """
    base = os.fspath(records_folder(root))
    found = {}
    for path, mark in _files(base):
        post = path[len(base) + 1 : -len(_SUFFIX)].replace(os.sep, "/")
        before = known.get(post)
        if before is None or before.mark != mark:
            records = load_records(root, post)
            before = KeptStatus(mark, records.status, records.status_when)
        found[post] = before
    return found


def _files(base: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    waiting = [base]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.name.endswith(_SUFFIX):
                    with contextlib.suppress(OSError):  # gone between the two looks
                        status = entry.stat()
                        yield entry.path, (status.st_mtime_ns, status.st_size, status.st_ino)
