"""What an edit of a post did, judged without the product's own reader.

PyYAML, tomllib and json alone say what the fields are, and the file's lines what changed.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_TABLE = re.compile(r"\s*\[\[?")


class NotTextError(ValueError):
    """A block that the field's own library reads as something else than names and values."""


@dataclass(frozen=True, slots=True)
class Field:
    """A top-level field: its value, and its lines in the file, 0-based, the end not included."""

    value: Any
    first: int
    end: int


def lines_of(text: str) -> list[str]:
    """A text cut after each line end."""
    return _LINES.findall(text)


def fields_of(text: str, start: int, content: str, kind: str) -> dict[str, Field]:
    """The fields of a block by their names, each reaching to the line before the next.

    Args:
        text: The whole post.
        start: Where the block's content starts in it.
        content: The block's content.
        kind: "yaml", "toml" or "json".
    """
    before = len(lines_of(text[:start])) if text[:start].endswith(("\n", "\r")) else 0
    data = values_of(content, kind)
    places = _places(content, kind, list(data))
    ends = [*(place for _name, place in places[1:]), len(lines_of(content))]
    found: dict[str, Field] = {}
    for (name, first), end in zip(places, ends, strict=True):
        last = before + max(end, first + 1)
        if name in found:  # TOML may name a field's parts in several places
            found[name] = Field(data[name], found[name].first, last)
        elif name in data:
            found[name] = Field(data[name], before + first, last)
    return found


def values_of(content: str, kind: str) -> dict[str, Any]:
    """What the field's own libraries read of a block; empty for a block without fields."""
    if kind == "toml":
        return tomllib.loads(content.replace("\r\n", "\n").replace("\r", "\n"))
    if kind == "json":
        whole = (
            content if content.lstrip().startswith("{") else "{" + content.rstrip(" \t\r\n,") + "}"
        )
        data = json.loads(whole)
    else:
        data = yaml.load(content, Loader=yaml.CSafeLoader)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise NotTextError("no fields")
    # "on:" and "2024:" are read as yes and a number, and what was written is lost.
    if not all(isinstance(key, str) for key in data):
        raise NotTextError("a name that is read as no text")
    return data


def _places(content: str, kind: str, names: Sequence[str]) -> list[tuple[str, int]]:
    if kind == "yaml":
        root = yaml.compose(content, Loader=yaml.CSafeLoader)
        if root is None:
            return []
        return [(str(key.value), key.start_mark.line) for key, _value in root.value]
    if kind == "toml":
        return _toml_places(content, names)
    found = []
    for number, line in enumerate(lines_of(content)):
        name = _name_on(line, names)
        if name is not None:
            found.append((name, number))
    return found


def _name_on(line: str, names: Sequence[str]) -> str | None:
    word = _TABLE.sub("", line).strip(" \t{").strip("\"'")
    return next((n for n in names if re.match(rf"{re.escape(n)}[\"']?\s*[=:.\]]", word)), None)


def _toml_places(content: str, names: Sequence[str]) -> list[tuple[str, int]]:
    """Where TOML's statements start: at a line above which all can be read."""
    found = []
    in_table = False
    lines = lines_of(content.replace("\r\n", "\n").replace("\r", "\n"))
    for number, line in enumerate(lines):
        header = _TABLE.match(line) is not None
        name = _name_on(line, names) if header or not in_table else None
        if name is not None and _can_be_read("".join(lines[:number])):
            in_table |= header
            found.append((name, number))
    return found


def _can_be_read(toml: str) -> bool:
    try:
        tomllib.loads(toml)
    except tomllib.TOMLDecodeError:
        return False
    return True


def changed_lines(before: str, after: str) -> tuple[int, int, int]:
    """Where two texts differ: the first line, and past the last in each, 0-based."""
    old, new = lines_of(before), lines_of(after)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    back = 0
    while back < min(len(old), len(new)) - first and old[-1 - back] == new[-1 - back]:
        back += 1
    return first, len(old) - back, len(new) - back


def only_within(before: str, after: str, first: int, end: int) -> bool:
    """Whether all lines outside ``first`` to ``end`` are as they were."""
    old, new = lines_of(before), lines_of(after)
    rest = len(old) - end
    return (
        len(new) >= first + rest
        and old[:first] == new[:first]
        and (not rest or old[-rest:] == new[-rest:])
    )
