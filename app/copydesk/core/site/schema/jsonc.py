"""JSON as settings files have it: with comments and commas after the last item."""

from __future__ import annotations

import json
import re

from copydesk.core.site.schema.common import BrokenSourceError, within_depth

_PART = re.compile(
    r'(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<line>//[^\n]*)|(?P<comment>/\*)|(?P<comma>,)'
    r"|(?P<close>[\]}])|(?P<space>\s+)|(?P<other>[^\s\"/,\]}]+|[/\"])"
)
_NOT_A_BREAK = re.compile(r"[^\n]")


def parse_jsonc(source: str) -> object:
    """What a JSON text says; comments and trailing commas are passed over.

    Raises:
        BrokenSourceError: It is not JSON, or nested too deep.
    """
    try:
        return within_depth(json.loads(_plain(source), parse_constant=_refused))
    except json.JSONDecodeError as error:
        raise BrokenSourceError(error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise BrokenSourceError from error


def _plain(source: str) -> str:
    """The text with spaces for what JSON has no place for, so that lines stay where they were.

    One pass, whatever stands in it.
    """
    pieces: list[str] = []
    comma = -1
    place = 0
    while found := _PART.match(source, place):
        kind, piece = found.lastgroup, found.group()
        place = found.end()
        if kind == "comment":
            end = source.find("*/", place)
            place = len(source) if end < 0 else end + 2
            piece = source[found.start() : place]
        if piece == '"':  # a text that its line ends without closing
            raise BrokenSourceError(source.count("\n", 0, found.start()) + 1)
        if kind in ("line", "comment"):
            pieces.append(_NOT_A_BREAK.sub(" ", piece))
            continue
        if kind == "close" and comma >= 0:
            pieces[comma] = " "
        if kind != "space":
            comma = len(pieces) if kind == "comma" else -1
        pieces.append(piece)
    return "".join(pieces)


def _refused(name: str) -> object:
    raise ValueError(name)
