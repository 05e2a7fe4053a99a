"""The trace that a hard crash leaves: written by the interpreter, read at the next start."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import sys
import time
from typing import TYPE_CHECKING

from copydesk.core.reports.failure import frame_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIX = ".trace"
_CLAIMED = ".claimed"
# faulthandler writes the frames of 100 threads, 100 each: some 1 MB at the very most.
_MOST_BYTES = 2 * 1024 * 1024
# These are texts: compiling them would be most of what this module adds to a start.
_FRAME = r'  File "(?P<file>.*)", line (?P<line>\d+) in (?P<function>.+)'
# What faulthandler itself writes, and no more: the rest could be anything.
_KNOWN = (
    r"Fatal Python error: (Aborted|Bus error|Floating.point exception|Illegal instruction"
    r"|Segmentation fault)"
    r"|Windows fatal exception: [\w -]+"
    r"|(Current thread|Thread) 0x[0-9a-f]+ .*\(most recent call first\):"
    r"|  <no Python frame>|  Garbage-collecting|  \.\.\."
)
_THREAD = r"(Current thread|Thread) 0x[0-9a-f]+"


class TraceFile:
    """Where this process leaves its trace if it dies of a signal; gone when it ends well."""

    def __init__(self, folder: Path) -> None:
        """Begins.

        Raises:
            OSError: The file can't be made.
        """
        folder.mkdir(parents=True, exist_ok=True)
        # The time too: the process before with this number may have left one.
        self._path = folder / f"{os.getpid()}-{time.time_ns():x}{_SUFFIX}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self._file = os.fdopen(os.open(self._path, flags, 0o600), "wb", buffering=0)
        faulthandler.enable(self._file)

    def close(self) -> None:
        """Ends: what goes wrong from here on leaves nothing."""
        faulthandler.disable()
        self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()


def claim_traces(folder: Path) -> Iterator[str]:
    """The traces that processes left which are gone now; each is given once, to one desk."""
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        # One that can't be taken is another desk's by now, or still being written.
        with contextlib.suppress(OSError):
            if _is_running(path):
                continue
            claimed = path.with_suffix(f"{_CLAIMED}-{os.getpid()}")
            path.rename(claimed)
            with claimed.open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8", "replace")
            claimed.unlink()
            if text.strip():
                yield plain_trace(text)


def _is_running(path: Path) -> bool:
    if sys.platform == "win32":
        return False  # there an open file can't be renamed, which tells the same
    try:
        os.kill(int(path.name.partition("-")[0]), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError, OverflowError):
        return True
    return True


def plain_trace(text: str) -> str:
    """What faulthandler wrote, with the paths shortened and all else left out."""
    lines: list[str] = []
    for line in text.splitlines():
        if frame := re.fullmatch(_FRAME, line):
            lines.append("  " + frame_line(frame["file"], int(frame["line"]), frame["function"]))
        elif thread := re.match(_THREAD, line):
            lines.append(f"{thread[0]}:")
        elif re.fullmatch(_KNOWN, line):
            lines.append(line)
    return "\n".join(lines)
