"""`copydesk fields` on a site of 10,000 posts."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from copydesk.core.library.describe import describe_site
from copydesk.core.library.scan import survey
from tests.bench.fielded import decap_site
from tests.bench.figures import Figure
from tests.bench.posts import site

if TYPE_CHECKING:
    from pathlib import Path

_POSTS = 10_000
_FIELDS = 12
_TURNS = 9
_FIELDS_MS = 2_000.0
_COLLECTIONS = {"news": "src/content/news", "features": "src/content/features"}


def measure(folder: Path) -> list[Figure]:
    """The command as a process of its own, and its work alone."""
    root = site(folder / "described", _POSTS)
    decap_site(root, {name: (below, _FIELDS) for name, below in _COLLECTIONS.items()})
    names: list[float] = []
    alone: list[float] = []
    command: list[float] = []
    for _turn in range(_TURNS + 1):
        begun = time.perf_counter()
        found = len(survey(root).posts)
        names.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        described = describe_site(root)
        alone.append((time.perf_counter() - begun) * 1000)
        command.append(_command_ms(root))
        posts = sum(one.posts for one in described.collections)
        if found != _POSTS or posts != _POSTS or described.notices:
            raise RuntimeError((found, posts, described.notices))
    floor = ("the names alone", names[1:])
    return [
        Figure(
            f"fields of {_POSTS:,} posts",
            alone[1:],
            floor=floor,
            target=_FIELDS_MS,
            note="describe_site; a Decap configuration of two collections",
        ),
        Figure(
            f"fields of {_POSTS:,} posts, `copydesk fields`",
            command[1:],
            floor=floor,
            target=_FIELDS_MS,
            note="from spawning the process to its end; the disk's pages are in memory",
        ),
    ]


def _command_ms(root: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "copydesk", "fields", str(root)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return (time.perf_counter() - begun) * 1000
