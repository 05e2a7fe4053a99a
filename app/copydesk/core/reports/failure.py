"""What may be told of an exception: its kind and where it came from, never what it said."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections import deque
from pathlib import PurePath
from typing import TYPE_CHECKING

import copydesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, TracebackType

ELSEWHERE = "(elsewhere)"
"""In the place of a file that is neither ours, nor Python's, nor an installed library's."""

_MOST_IN_CHAIN = 12
_MOST_FRAMES = 60
_LIBRARIES = ("site-packages", "dist-packages")
# As texts: compiling them would be most of what this module adds to a start.
_FROZEN = r"<frozen [\w.]+>"


def describe(error: BaseException) -> str:
    """The kinds and frames of an exception and of all it came from, a line each.

    No message, argument, note or local variable is looked at: any of them may hold a post's text.
    Of an `OSError` the number is told, and what the system calls it.
    """
    lines: list[str] = []
    for how, one in _chain(error):
        lines.append(f"{how}{kind_of(one)}")
        lines += [f"  {frame}" for frame in _frames(one.__traceback__)]
    return "\n".join(lines)


def kind_of(error: BaseException) -> str:
    """The exception's class by its full name, and an `OSError`'s number: nothing of its message."""
    name = _known_name(type(error))
    number = error.errno if isinstance(error, OSError) else None
    if number is not None and number in errno.errorcode:
        return f"{name} [Errno {number}] {os.strerror(number)}"
    return name


def _known_name(kind: type[BaseException]) -> str:
    """The name under which a module holds the class; the nearest base's for one made on the fly."""
    for known in kind.__mro__:
        found: object = sys.modules.get(known.__module__)
        for part in known.__qualname__.split("."):
            found = getattr(found, part, None)
        if found is known and known.__module__ != "__main__":
            prefix = "" if known.__module__ == "builtins" else f"{known.__module__}."
            return f"{prefix}{known.__qualname__}"
    return "object"


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The exception and what it came from, each once, with how they hang together."""
    waiting = deque([("", error)])
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_IN_CHAIN:
        how, one = waiting.popleft()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield how, one
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(("one of them: ", part) for part in one.exceptions)
        if one.__cause__ is not None:
            waiting.append(("caused by: ", one.__cause__))
        elif one.__context__ is not None and not one.__suppress_context__:
            waiting.append(("while handling: ", one.__context__))


def _frames(trace: TracebackType | None) -> list[str]:
    frames: list[str] = []
    while trace is not None:
        frames.append(_frame(trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    left_out = len(frames) - _MOST_FRAMES
    if left_out > 0:
        half = _MOST_FRAMES // 2
        frames[half:-half] = [f"… {left_out} more …"]
    return frames


def _frame(code: CodeType, line: int) -> str:
    return frame_line(code.co_filename, line, code.co_qualname)


def frame_line(file: str, line: int, function: str) -> str:
    """One frame: "copydesk/services/saves.py:83 in Saves._write"."""
    place = plain_path(file)
    # Code that was made from a text may have any name.
    return place if place == ELSEWHERE else f"{place}:{line} in {function}"


def plain_path(file: str) -> str:
    """A source file's path from its package on, with forward slashes; `ELSEWHERE` for others."""
    if re.fullmatch(_FROZEN, file):
        return file
    path = PurePath(file)
    if not path.is_absolute():  # as a frozen bundle has them
        return path.as_posix() if path.parts[:1] == (copydesk.__name__,) else ELSEWHERE
    for root in _roots():
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return ELSEWHERE


def _roots() -> Iterator[PurePath]:
    """The folders that hold code and nobody's posts, the innermost first."""
    package = PurePath(copydesk.__file__).parent
    for entry in sys.path:
        if PurePath(entry).name in _LIBRARIES:
            yield PurePath(entry)
    yield PurePath(os.__file__).parent
    yield package.parent
