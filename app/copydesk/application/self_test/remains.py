"""Processes that outlive the program that started them."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

_ENDED = frozenset("ZX")
"""States of a process that is over and only waits to be noted (proc(5))."""


def still_running(session: int) -> list[str]:
    """The processes of a session that still run, as “number name”; none where it can't be told.

    Args:
        session: The number of the process that began the session.
    """
    if not sys.platform.startswith("linux"):
        return []
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            # The name stands in brackets and may hold anything; after it: state, parent, group,
            # session.
            number, _bracket, rest = status.read_text("utf-8", "replace").partition(" (")
            name, _bracket, fields = rest.rpartition(") ")
            state, _parent, _group, own_session = fields.split()[:4]
            if int(own_session) == session and state not in _ENDED:
                found.append(f"{number} {name}")
    return sorted(found)
