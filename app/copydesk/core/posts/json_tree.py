"""Where every part of a JSON block stands in its source.

Python's json says what a block means, but not where. This says where, by RFC 8259 and Python's
three words for numbers that are none, and leaves what it means to json.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from copydesk.core.posts.yaml_tree import MOST_DEPTH, MOST_NODES, TooMuchError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\r\n]*+")
_TEXT = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+"')
_BARE = re.compile(
    r"(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+"
    r"|true|false|null|NaN|-?Infinity)(?![\w.+-])"
)
_CLOSERS = {"map": "}", "list": "]"}
_Kind = Literal["text", "bare", "list", "map"]


class JsonShapeError(Exception):
    """No JSON, from position ``args[0]`` on."""


@dataclass(slots=True)
class JsonNode:
    """One value or key.

    Attributes:
        kind: What it is; "bare" is a number or a word.
        start: Where its source starts.
        end: Where its source ends.
        text: Of a text or key, what it says.
        keys: A map's keys.
        items: A list's items, a map's values.
        braced: Whether a list or map has its brackets; only a whole block can lack them.
    """

    kind: _Kind
    start: int
    end: int
    text: str = ""
    keys: list[JsonNode] = field(default_factory=list)
    items: list[JsonNode] = field(default_factory=list)
    braced: bool = True

    def pairs(self) -> list[tuple[JsonNode, JsonNode]]:
        """A map's keys with their values, in source order; none of a list."""
        return list(zip(self.keys, self.items, strict=False))

    def starts(self) -> list[int]:
        """Where each part starts: a list's items, a map's keys."""
        return [part.start for part in (self.keys if self.kind == "map" else self.items)]

    def index(self, part: str | int) -> int | None:
        """The number of the item or key; of a repeated key, the last, which is the one that counts.

        None where there is none.
        """
        if self.kind == "map" and isinstance(part, str):
            found = [number for number, key in enumerate(self.keys) if key.text == part]
            return found[-1] if found else None
        if self.kind == "list" and isinstance(part, int) and 0 <= part < len(self.items):
            return part
        return None

    def below(self) -> Iterator[JsonNode]:
        """This value and all below, keys left out."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.items))


@lru_cache(maxsize=4)
def read_json(source: str, *, braced: bool = True) -> JsonNode:
    """The tree of the one value in ``source``, shared between calls: never to be changed.

    Args:
        source: JSON, with white space around it.
        braced: Whether it has its brackets; without them it is what stands inside a map's.

    Raises:
        JsonShapeError: It is no JSON.
        TooMuchError: It has more parts, or stands deeper, than anything written by hand.
    """
    return JsonReader(source).read(braced=braced)


class JsonReader:
    """Reads one block. What is no JSON goes to a method of its own, for those who know better."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self._count = 0

    def read(self, *, braced: bool) -> JsonNode:
        """The tree of the whole source; see `read_json`."""
        stack: list[JsonNode] = []
        self.space()
        if braced:
            root = self._value(stack)
        else:
            root = JsonNode("map", 0, len(self.source), braced=False)
            stack.append(root)
        while stack:
            self._step(stack)
        self.space()
        if self.at < len(self.source):
            self.not_json()
        return root

    def _step(self, stack: list[JsonNode]) -> None:
        """Reads the next part of the innermost list or map, or its end."""
        node = stack[-1]
        self.space()
        if node.items and not self._closes(node):
            self.comma(node)
            self.space()
            if self._closes(node):
                self.spare_comma()
        if self._closes(node):
            if node.braced:
                self.at += 1
                node.end = self.at
            stack.pop()
            return
        if node.kind == "map":
            node.keys.append(self._key())
        node.items.append(self._value(stack))

    def _closes(self, node: JsonNode) -> bool:
        if not node.braced:
            return self.at >= len(self.source)
        return self.source.startswith(_CLOSERS[node.kind], self.at)

    def _key(self) -> JsonNode:
        key = self.key()
        self.space()
        self.colon()
        self.space()
        return key

    def _value(self, stack: list[JsonNode]) -> JsonNode:
        self._count += 1
        if self._count > MOST_NODES or len(stack) > MOST_DEPTH:
            raise TooMuchError
        start, sign = self.at, self.source[self.at : self.at + 1]
        if sign in ("{", "["):
            node = JsonNode("map" if sign == "{" else "list", start, start)
            self.at += 1
            stack.append(node)
            return node
        text = self.text_at(start)
        if text is not None:
            return text
        return self.bare()

    def text_at(self, start: int) -> JsonNode | None:
        """The text in quotes that stands here; None for none."""
        found = _TEXT.match(self.source, start)
        if found is None:
            return None
        self.at = found.end()
        source = found.group()
        says = json.loads(source) if "\\" in source else source[1:-1]
        return JsonNode("text", start, self.at, says)

    # What a reader that forgives does otherwise

    def space(self) -> None:
        """Goes past white space."""
        found = _SPACE.match(self.source, self.at)
        self.at = found.end() if found else self.at

    def key(self) -> JsonNode:
        """A map's key."""
        return self.text_at(self.at) or self.not_json()

    def bare(self) -> JsonNode:
        """A number or a word."""
        start = self.at
        found = _BARE.match(self.source, start)
        if found is None:
            return self.not_json()
        self.at = found.end()
        return JsonNode("bare", start, self.at)

    def colon(self) -> None:
        """Goes past the colon after a key."""
        if not self.source.startswith(":", self.at):
            self.not_json()
        self.at += 1

    def comma(self, node: JsonNode) -> None:  # noqa: ARG002 - for those who know better
        """Goes past the comma after a part of ``node``."""
        if not self.source.startswith(",", self.at):
            self.not_json()
        self.at += 1

    def spare_comma(self) -> None:
        """A comma was followed by nothing."""
        self.not_json()

    def not_json(self) -> JsonNode:
        """Gives up here.

        Raises:
            JsonShapeError: Always.
        """
        raise JsonShapeError(self.at)
