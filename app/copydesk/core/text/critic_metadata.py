"""Who made a mark of CriticMarkup and when: the JSON at its beginning, read and written.

As Commentator for Obsidian has it (issue 50 of the CriticMarkup toolkit): an object of JSON, then
``@@``; ``author``, ``time`` in seconds since 1970, ``done`` for a comment that is resolved.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What separates metadata from the text of the mark.
SEPARATOR = "@@"
# One letter stands for a key too: Commentator reads both.
_SHORT_KEYS = {"a": "author", "t": "time", "d": "done", "s": "style", "c": "color"}
# Not strict: YAML may have broken a string of it at a space.
_READER = json.JSONDecoder(strict=False)
# A time past this is in milliseconds: in seconds it is the year 5138.
_MILLISECONDS = 100_000_000_000
# What could be taken for a part of a mark, or for the end of a quoted field around it.
_UNSAFE = re.compile(r"[-+~=<>{}@'`\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def seconds(value: object) -> int | None:
    """A time in metadata in seconds since 1970; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not -_MILLISECONDS * 1000 < value < _MILLISECONDS * 1000:
        return None
    return int(value / 1000 if abs(value) > _MILLISECONDS else value)


def read_metadata(written: str) -> dict[str, object] | None:
    """What ``{"author":"A"}@@`` says, by the long keys; None where it is no object of JSON."""
    written = written.removesuffix(SEPARATOR)
    if not written.endswith("}"):
        return None
    try:
        # In a quoted field every quotation mark has a backslash before it.
        plain = json.loads(f'"{written}"') if written.startswith('{\\"') else written
        data = _READER.decode(plain)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    return {_SHORT_KEYS.get(str(key), str(key)): value for key, value in data.items()}


def written_metadata(data: Mapping[str, str | int | bool]) -> str:
    """Metadata as they are written into a mark, ``@@`` included; "" for none.

    No character that could end the mark, the metadata or a quoted field around them is in the
    strings: each is written as JSON's own escape.
    """
    if not data:
        return ""
    pairs = ",".join(f"{_written(key)}:{_written(value)}" for key, value in data.items())
    return f"{{{pairs}}}{SEPARATOR}"


def _written(value: str | int | bool) -> str:
    written = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return written
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
