"""Where every part of a TOML block stands in its source.

tomllib says what a block means, but not where. This says where, of TOML 1.0, and leaves what it
means to tomllib: names defined twice, or numbers that are none, are its business.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from copydesk.core.posts.yaml_tree import MOST_DEPTH, MOST_NODES, TooMuchError
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.paths import FieldPath

# tomllib takes time by the square of the parts of a dotted name.
_MOST_PARTS = 40
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED_KEY = re.compile(r"\"[^\"\\\r\n]*+(?:\\.[^\"\\\r\n]*+)*+\"|'[^'\r\n]*+'")
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r"|\"(?!\"\")[^\"\\\r\n]*+(?:\\.[^\"\\\r\n]*+)*+\"|'(?!'')[^'\r\n]*+'"
)
# A date and its time may stand apart by a space.
_BARE = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*+|[^\s,\]}#\[{\"'=]++")
_SPACE = re.compile(r"[ \t]*+")
_REST = re.compile(r"[ \t]*+(?P<comment>#[^\r\n]*+)?(?:\r\n|\n|\r|\Z)")
_BETWEEN = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+")
_COMMENT = re.compile(r"#[^\r\n]*+")
_HEADER = re.compile(r"\[\[?")


class TomlShapeError(Exception):
    """No TOML from position ``args[0]`` on, in the statement that starts at ``args[1]``."""


@dataclass(frozen=True, slots=True)
class TomlKey:
    """One part of a name, with where it leads: of ``b`` in ``a.b`` it is ("a", "b")."""

    name: str
    path: FieldPath
    span: Span


@dataclass(slots=True)
class TomlValue:
    """One value. "bare" is a number, a date or a word; `pairs` are a map's, `items` a list's."""

    path: FieldPath
    kind: Literal["text", "bare", "list", "map"]
    span: Span
    items: list[TomlValue] = field(default_factory=list)
    pairs: list[TomlPair] = field(default_factory=list)


@dataclass(slots=True)
class TomlPair:
    """A name and its value, on a line or in braces."""

    keys: tuple[TomlKey, ...]
    value: TomlValue

    @property
    def path(self) -> FieldPath:
        """Where the value stands."""
        return self.keys[-1].path

    @property
    def start(self) -> int:
        """Where the name starts."""
        return self.keys[0].span.start


@dataclass(slots=True)
class TomlSection:
    """What stands under one header. The first of a block has none: its keys are the block's own.

    Attributes:
        keys: The header's name.
        path: Whose keys these are; of ``[[name]]`` with the item's number.
        array: Whether the header is one of ``[[name]]``.
        header: The header with its brackets.
        pairs: What stands below.
    """

    keys: tuple[TomlKey, ...]
    path: FieldPath
    array: bool
    header: Span
    pairs: list[TomlPair] = field(default_factory=list)


@dataclass(slots=True)
class TomlTree:
    """A block. `comments` are all of its comments, in order, without their lines' ends."""

    source: str
    sections: list[TomlSection]
    comments: list[str]

    @property
    def root(self) -> TomlSection:
        """The fields above the first header."""
        return self.sections[0]

    def pairs(self) -> Iterator[TomlPair]:
        """All pairs, those in braces too, as they follow one another."""
        for section in self.sections:
            for pair in section.pairs:
                yield from _pairs_of(pair)

    def names(self) -> Iterator[TomlKey]:
        """All parts of all names."""
        for section in self.sections:
            yield from section.keys
            for pair in section.pairs:
                for inner in _pairs_of(pair):
                    yield from inner.keys

    def value_at(self, path: FieldPath) -> TomlValue | None:
        """What stands as one value at a path; None for what headers or dotted names make up."""
        for section in self.sections:
            if section.path != path[: len(section.path)]:
                continue
            for pair in section.pairs:
                if pair.path == path[: len(pair.path)]:
                    return _inside(pair.value, path)
        return None


@lru_cache(maxsize=4)
def read_toml(source: str) -> TomlTree:
    """The parts of a block. Shared between calls: read them, never change them.

    Raises:
        TomlShapeError: It is no TOML.
        TooMuchError: It has more parts, or stands deeper, than anything written by hand.
    """
    reader = _Reader(source)
    try:
        sections = reader.sections()
    except TomlShapeError as error:
        raise TomlShapeError(error.args[0], reader.statement) from None
    return TomlTree(source, sections, reader.comments)


def _pairs_of(pair: TomlPair) -> Iterator[TomlPair]:
    yield pair
    yield from _pairs_in(pair.value)


def _pairs_in(value: TomlValue) -> Iterator[TomlPair]:
    for pair in value.pairs:
        yield from _pairs_of(pair)
    for item in value.items:
        if item.kind in ("list", "map"):
            yield from _pairs_in(item)


def _inside(value: TomlValue, path: FieldPath) -> TomlValue | None:
    if value.path == path:
        return value
    if value.kind == "list":
        number = path[len(value.path)]
        if isinstance(number, int) and 0 <= number < len(value.items):
            return _inside(value.items[number], path)
        return None
    for pair in value.pairs:
        if pair.path == path[: len(pair.path)]:
            return _inside(pair.value, path)
    return None


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.comments: list[str] = []
        self.statement = 0
        self._at = 0
        self._count = 0
        self._items: dict[FieldPath, int] = {}

    def sections(self) -> list[TomlSection]:
        result = [TomlSection((), (), array=False, header=Span(0, 0))]
        while True:
            self._between()
            self.statement = self._at
            if self._at >= len(self.source):
                return result
            if self.source[self._at] == "[":
                result.append(self._section())
            else:
                result[-1].pairs.append(self._pair(result[-1].path, 0))
            self._line_end()

    def _section(self) -> TomlSection:
        start = self._at
        opening = self._take(_HEADER)
        self._take(_SPACE)
        parts = self._key_parts()
        closing = "]" * len(opening)
        if not self.source.startswith(closing, self._at):
            raise TomlShapeError(self._at)
        self._at += len(closing)
        array = len(opening) == 2
        path: FieldPath = ()
        keys = []
        for number, (name, span) in enumerate(parts):
            path = (*path, name)
            keys.append(TomlKey(name, path, span))
            last = number == len(parts) - 1
            if last and array:
                self._items[path] = self._items.get(path, 0) + 1
            if path in self._items:
                path = (*path, self._items[path] - 1)
        return TomlSection(tuple(keys), path, array, Span(start, self._at))

    def _pair(self, above: FieldPath, depth: int) -> TomlPair:
        path = above
        keys = []
        for name, span in self._key_parts():
            path = (*path, name)
            keys.append(TomlKey(name, path, span))
        if not self.source.startswith("=", self._at):
            raise TomlShapeError(self._at)
        self._at += 1
        self._take(_SPACE)
        return TomlPair(tuple(keys), self._value(path, depth))

    def _key_parts(self) -> list[tuple[str, Span]]:
        result = []
        while True:
            start = self._at
            found = _BARE_KEY.match(self.source, start) or _QUOTED_KEY.match(self.source, start)
            if found is None:
                raise TomlShapeError(start)
            self._at = found.end()
            self._counted()
            result.append((_name(found.group(), start), Span(start, self._at)))
            self._take(_SPACE)
            if len(result) > _MOST_PARTS:
                raise TooMuchError
            if not self.source.startswith(".", self._at):
                return result
            self._at += 1
            self._take(_SPACE)

    def _value(self, path: FieldPath, depth: int) -> TomlValue:
        self._counted()
        if depth > MOST_DEPTH:
            raise TooMuchError
        start = self._at
        first = self.source[start : start + 1]
        if first == "[":
            items = self._list(path, depth)
            return TomlValue(path, "list", Span(start, self._at), items=items)
        if first == "{":
            pairs = self._map(path, depth)
            return TomlValue(path, "map", Span(start, self._at), pairs=pairs)
        self._take(_TEXT if first in "\"'" and first else _BARE)
        return TomlValue(path, "text" if first in "\"'" else "bare", Span(start, self._at))

    def _list(self, path: FieldPath, depth: int) -> list[TomlValue]:
        items: list[TomlValue] = []
        self._at += 1
        while not self._closed("]"):
            if items and not self._comma():
                raise TomlShapeError(self._at)
            if self._closed("]"):
                break
            items.append(self._value((*path, len(items)), depth + 1))
        return items

    def _map(self, path: FieldPath, depth: int) -> list[TomlPair]:
        pairs: list[TomlPair] = []
        self._at += 1
        while not self._closed("}"):
            if pairs and not self._comma():
                raise TomlShapeError(self._at)
            if self._closed("}"):
                break
            pairs.append(self._pair(path, depth + 1))
        return pairs

    def _comma(self) -> bool:
        found = self.source.startswith(",", self._at)
        self._at += found
        return found

    def _closed(self, mark: str) -> bool:
        self._between()
        if self._at >= len(self.source):
            raise TomlShapeError(self._at)
        found = self.source.startswith(mark, self._at)
        self._at += found
        return found

    def _between(self) -> None:
        """Past blanks, line ends and comments."""
        passed = self._take(_BETWEEN)
        if "#" in passed:
            self.comments += _COMMENT.findall(passed)

    def _line_end(self) -> None:
        found = _REST.match(self.source, self._at)
        if found is None:
            raise TomlShapeError(self._at)
        if found["comment"]:
            self.comments.append(found["comment"])
        self._at = found.end()

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self._at)
        if found is None:
            raise TomlShapeError(self._at)
        self._at = found.end()
        return found.group()

    def _counted(self) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise TooMuchError


def _name(source: str, start: int) -> str:
    if source[0] == '"' and "\\" in source:
        try:
            return next(iter(tomllib.loads(source + " = 0")))
        except tomllib.TOMLDecodeError as error:
            raise TomlShapeError(start) from error
    return source[1:-1] if source[0] in "\"'" else source
