"""Changes of a JSON block, each as the new source of the smallest list, map or value around it.

Nothing here is trusted: ``fields_json`` reads the result again and refuses an edit that did more or
less than was asked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.posts.json_layout import (
    Habits,
    Rows,
    Writer,
    colons_of,
    indent_at,
    is_spread,
)
from copydesk.core.posts.json_text import Letters, holds_source, loaded, said, scalar_source
from copydesk.core.posts.values import Bare, same_value
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.matching import matches_between

if TYPE_CHECKING:
    from copydesk.core.posts.json_tree import JsonNode
    from copydesk.core.posts.paths import FieldPath


class CannotEditError(Exception):
    """There is no such place in the block."""


class JsonEditor:
    """A block's source with its tree; every edit is of positions in the source."""

    def __init__(self, source: str, root: JsonNode, habits: Habits) -> None:
        self.source = source
        self.root = root
        self._habits = habits
        self._letters = Letters.of(source)
        self._writer = Writer(habits, self._scalar)

    def node(self, path: FieldPath) -> JsonNode | None:
        """What stands at a path."""
        node = self.root
        for part in path:
            number = node.index(part)
            if number is None:
                return None
            node = node.items[number]
        return node

    # Edits

    def put(self, path: FieldPath, value: object) -> TextEdit:
        """Gives a place a settled value, and makes the place where it is missing."""
        node, flat = self.root, False
        for depth, part in enumerate(path):
            number = node.index(part)
            if number is None:
                return self._made(node, path[depth:], value, flat=flat)
            flat = flat or not is_spread(self.source, node)
            node = node.items[number]
        return _replaced(node, self._changed(node, value, flat=flat))

    def remove(self, path: FieldPath) -> TextEdit:
        """Takes out what stands at a path."""
        above, number = self._place(path)
        rows = self._rows(above, flat=True)
        rows.remove(number, whole=above is self.root)
        return _replaced(above, rows.text())

    def rename(self, path: FieldPath, name: str) -> TextEdit:
        """Gives a key another name."""
        above, number = self._place(path)
        key = above.keys[number]
        letters = Letters.of(self.source, self.source[key.start : key.end])
        return TextEdit(key.start, key.end, letters.text_source(name))

    def insert(self, path: FieldPath, value: object) -> TextEdit:
        """Puts an item into a list, before the one that the path names or behind all."""
        above, number = self.node(path[:-1]), path[-1]
        if not isinstance(number, int):
            raise CannotEditError
        if above is None or above.kind == "bare":
            if number:
                raise CannotEditError
            return self.put(path[:-1], [value])
        if above.kind != "list" or not 0 <= number <= len(above.items):
            raise CannotEditError
        rows = self._rows(above, flat=self._is_flat(path[:-1]))
        self._insert(rows, above, number, "", value)
        return _replaced(above, rows.text())

    def move(self, path: FieldPath, to: int) -> TextEdit:
        """Lets an item or a key stand as number ``to``."""
        above, number = self._place(path)
        rows = self._rows(above, flat=True)
        rows.move(number, to)
        return _replaced(above, rows.text())

    # Parts

    def _made(self, above: JsonNode, path: FieldPath, value: object, *, flat: bool) -> TextEdit:
        """The first part of ``path`` is missing in ``above``."""
        for part in reversed(path[1:]):
            if isinstance(part, int) and part:
                raise CannotEditError
            value = [value] if isinstance(part, int) else {part: value}
        if above.kind == "bare" and self.source[above.start : above.end] == "null":
            whole = [value] if isinstance(path[0], int) else {path[0]: value}
            return _replaced(above, self._changed(above, whole, flat=flat))
        wanted = "list" if isinstance(path[0], int) else "map"
        if above.kind != wanted or (wanted == "list" and path[0] != len(above.items)):
            raise CannotEditError
        rows = self._rows(above, flat=flat)
        self._insert(rows, above, len(rows.parts), self._head(above, path[0]), value)
        return _replaced(above, rows.text())

    def _insert(self, rows: Rows, above: JsonNode, number: int, head: str, value: object) -> None:
        margin = rows.room_for(value)
        flat = margin is None
        if margin is None:
            margin = indent_at(self.source, above.start)
        written = self._writer.value(value, margin, flat=flat, colon=self._colon(above))
        if isinstance(value, str) and above.kind == "list" and above.items:
            neighbour = above.items[min(number, len(above.items) - 1)]
            old = self.source[neighbour.start : neighbour.end]
            written = Letters.of(self.source, old).text_source(value)
        rows.insert(number, head + written)

    def _head(self, above: JsonNode, part: str | int) -> str:
        """What stands before a new value: in a map its name and the colon."""
        if isinstance(part, int):
            return ""
        colon = self._colon(above)
        return self._scalar(part) + (self._habits.colon if colon is None else colon)

    def _colon(self, above: JsonNode) -> str | None:
        """What stands between name and value in a map; None where it does not show."""
        gaps = Counter(colons_of(self.source, above))
        return gaps.most_common(1)[0][0] if gaps else None

    def _rows(self, node: JsonNode, *, flat: bool) -> Rows:
        return Rows(self.source, node, self._habits, flat=flat)

    def _place(self, path: FieldPath) -> tuple[JsonNode, int]:
        above = self.node(path[:-1]) if path else None
        number = above.index(path[-1]) if above is not None else None
        if above is None or number is None:
            raise CannotEditError
        return above, number

    def _is_flat(self, path: FieldPath) -> bool:
        """Whether what stands at a path is on one line with what is around it."""
        node = self.root
        for part in path:
            if not is_spread(self.source, node):
                return True
            number = node.index(part)
            if number is None:
                raise CannotEditError
            node = node.items[number]
        return False

    # Values

    def _scalar(self, value: object) -> str:
        return scalar_source(value, self._letters)

    def _says(self, node: JsonNode) -> object:
        return loaded(self.source[node.start : node.end])

    def _changed(self, node: JsonNode, new: object, *, flat: bool) -> str:
        """The source of a value that is there, changed to say something else."""
        source = self.source[node.start : node.end]
        old = self._says(node)
        if same_value(old, said(new)) and not holds_source(new):
            return source
        inside = flat or not is_spread(self.source, node)
        if node.kind == "list" and isinstance(new, list) and node.items and new:
            return self._changed_list(node, new, flat=flat, inside=inside)
        if node.kind == "map" and isinstance(new, Mapping) and node.items and new:
            names = [key.text for key in node.keys]
            if len(set(names)) == len(names):
                return self._changed_map(node, new, flat=flat, inside=inside)
        if isinstance(new, str):
            return Letters.of(self.source, source).text_source(new)
        return self._writer.value(new, indent_at(self.source, node.start), flat=flat)

    def _changed_list(self, node: JsonNode, new: list[object], *, flat: bool, inside: bool) -> str:
        rows = self._rows(node, flat=flat)
        parts, held = self._matched(node, new)
        gone = [number for number in range(len(node.items)) if number not in held]
        for number, item in enumerate(new):
            # What goes and what comes are one item changed.
            if parts[number] is None and gone:
                parts[number] = gone.pop(0)
                child = node.items[parts[number] or 0]
                rows.parts[parts[number] or 0] = self._changed(child, item, flat=inside)
        for number in reversed(gone):
            rows.remove(number)
        left = sorted(part for part in parts if part is not None)
        order = [left.index(part) for part in parts if part is not None]
        if order != sorted(order):
            rows.parts = [rows.parts[number] for number in order]
        for number, item in enumerate(new):
            if parts[number] is None:
                self._insert(rows, node, number, "", item)
        return rows.text()

    def _matched(self, node: JsonNode, new: list[object]) -> tuple[list[int | None], set[int]]:
        """Which old item each new one is, by what they say; and all that are still there."""
        bare = {item.source for item in new if isinstance(item, Bare)}
        old_keys = []
        for child in node.items:
            source = self.source[child.start : child.end]
            old_keys.append(("bare", source) if source in bare else ("", _key(loaded(source))))
        new_keys = [
            ("bare", item.source) if isinstance(item, Bare) else ("", _key(said(item)))
            for item in new
        ]
        parts: list[int | None] = [None] * len(new)
        for old_start, new_start, length in matches_between(old_keys, new_keys):
            for step in range(length):
                parts[new_start + step] = old_start + step
        held = {part for part in parts if part is not None}
        spare: dict[tuple[str, str], list[int]] = {}
        for number, key in enumerate(old_keys):
            if number not in held:
                spare.setdefault(key, []).append(number)
        for number, key in enumerate(new_keys):
            if parts[number] is None and spare.get(key):
                parts[number] = spare[key].pop(0)
        return parts, {part for part in parts if part is not None}

    def _changed_map(
        self, node: JsonNode, new: Mapping[str, object], *, flat: bool, inside: bool
    ) -> str:
        rows = self._rows(node, flat=flat)
        there = set()
        for number, (key, item) in enumerate(node.pairs()):
            there.add(key.text)
            if key.text in new:
                head = self.source[key.start : item.start]
                rows.parts[number] = head + self._changed(item, new[key.text], flat=inside)
        for name, value in new.items():
            if name not in there:
                self._insert(rows, node, len(rows.parts), self._head(node, name), value)
        for number in range(len(node.keys) - 1, -1, -1):
            if node.keys[number].text not in new:
                rows.remove(number)
        return rows.text()


def _replaced(node: JsonNode, source: str) -> TextEdit:
    return TextEdit(node.start, node.end, source)


def _key(value: object) -> str:
    return json.dumps(value, sort_keys=True)
