"""Changes of a TOML block, each made on its source and read again before the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.posts.paths import FieldPath, NoSuchPlaceError, value_at
from copydesk.core.posts.toml_add import Adder
from copydesk.core.posts.toml_scalars import (
    holds_typed,
    key_source,
    quote_of,
    said,
    scalar_source,
)
from copydesk.core.posts.toml_tree import TomlTree, TomlValue, read_toml
from copydesk.core.posts.toml_units import (
    Piece,
    Run,
    cut,
    pieces_of,
    runs_under,
    with_comments,
)
from copydesk.core.posts.toml_values import toml_data
from copydesk.core.posts.toml_writing import Writer
from copydesk.core.posts.values import same_value
from copydesk.core.text.matching import matches_between

if TYPE_CHECKING:
    from collections.abc import Sequence


class CannotEditError(Exception):
    """No way to make this change; ``args`` may hold a sentence for the editor."""


class TomlEditor:
    """A block while it is changed.

    Attributes:
        source: As it now is.
        flat: Whether text that would go over several lines is kept on one.
        tree: Its parts.
        data: What it says.
        writer: Writes in its manner.
    """

    def __init__(self, source: str, newline: str, *, flat: bool = False) -> None:
        self.newline = newline
        self.flat = flat
        self.source = source
        self.tree: TomlTree
        self.data: dict[str, object]
        self.writer: Writer
        self.write(source)

    def write(self, source: str) -> None:
        """Takes another source for the block's, and reads it."""
        try:
            self.tree, self.data = read_toml(source), toml_data(source)
        except ValueError as error:
            raise CannotEditError from error
        self.source = source
        self.writer = Writer(self.tree, self.newline)

    # Values

    def put(self, path: FieldPath, new: object) -> None:
        """Gives a place a `settled` value, and makes the place where it is missing."""
        try:
            old = value_at(self.data, path)
        except NoSuchPlaceError:
            self._add(path, new)
            return
        if same_value(old, said(new)) and not holds_typed(new):
            return
        value = self.tree.value_at(path)
        if value is not None:
            self._replace(value, self._changed(value, old, new))
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            for key, item in new.items():
                self.put((*path, key), item)
            for key in [key for key in old if key not in new]:
                self.remove((*path, key))
        elif isinstance(old, list) and isinstance(new, list) and _are_maps(new) and new:
            self._put_tables(path, old, new)
        else:
            self._replace_tables(path, new)

    def _replace_tables(self, path: FieldPath, new: object) -> None:
        if any(isinstance(part, int) for part in path[-1:]):
            raise CannotEditError
        self.write(cut(self.tree, path))
        self._add(path, new)

    def _replace(self, value: TomlValue, source: str) -> None:
        self.write(self.source[: value.span.start] + source + self.source[value.span.end :])

    def _changed(self, value: TomlValue, old: object, new: object) -> str:
        """The source of a value that is there, changed to say something else."""
        source = self.writer.source_of(value)
        if same_value(old, said(new)) and not holds_typed(new):
            return source
        if value.kind == "list" and isinstance(old, list) and isinstance(new, list):
            return self._changed_list(value, old, new)
        if value.kind == "map" and isinstance(old, Mapping) and isinstance(new, Mapping):
            return self._changed_map(value, old, new)
        in_list = bool(value.path) and isinstance(value.path[-1], int)
        if isinstance(new, (list, Mapping)):
            return self.writer.fresh(new, flat=self.flat or in_list, item=in_list)
        flat = self.flat or self._is_inside(value)
        long = len(quote_of(source)) == 3 and self.flat
        before = source[0] * 2 if long else source
        return scalar_source(new, before, self.writer.quote, self.newline, flat=flat)

    def _is_inside(self, value: TomlValue) -> bool:
        """Whether a value stands in brackets or braces, where text is best kept on a line."""
        return not any(
            pair.value is value for section in self.tree.sections for pair in section.pairs
        )

    def _changed_list(self, value: TomlValue, old: list[object], new: list[object]) -> str:
        brackets = self.writer.brackets(value)
        parts, held = _matched(old, new)
        gone = [number for number in range(len(old)) if number not in held]
        # What goes and what comes at the same place is one item changed.
        sources = brackets.parts
        for number, item in enumerate(new):
            if parts[number] is None and number in gone:
                parts[number] = number
                gone.remove(number)
            part = parts[number]
            if part is not None:
                brackets.put(part, self._changed(value.items[part], old[part], item))
        for number in reversed(gone):
            brackets.remove(number)
        rank = {n: k for k, n in enumerate(sorted(p for p in parts if p is not None))}
        order = [rank[part] for part in parts if part is not None]
        if order != sorted(order):
            brackets.reorder(order)
        for number, item in enumerate(new):
            if parts[number] is None:
                quote = quote_of(sources[0])[:1] if sources and isinstance(item, str) else ""
                source = self.writer.fresh(item, flat=True, item=True)
                if quote:
                    source = scalar_source(item, quote * 2, quote, self.newline, flat=True)
                brackets.insert(number, source)
        return brackets.text()

    def _changed_map(
        self, value: TomlValue, old: Mapping[str, object], new: Mapping[str, object]
    ) -> str:
        if any(len(pair.keys) > 1 for pair in value.pairs):
            raise CannotEditError
        brackets = self.writer.brackets(value)
        for number in range(len(value.pairs) - 1, -1, -1):
            pair = value.pairs[number]
            key = pair.keys[0].name
            if key not in new:
                brackets.remove(number)
                continue
            head = self.source[pair.start : pair.value.span.start]
            brackets.put(number, head + self._changed(pair.value, old[key], new[key]))
        gaps = self.writer.gaps(value.pairs)
        for key, item in new.items():
            if key not in old:
                name = key_source(key)
                part = name + gaps.behind(name) + self.writer.fresh(item, flat=True, item=True)
                brackets.insert(len(brackets.parts), part, " ")
        return brackets.text()

    def _put_tables(self, path: FieldPath, old: list[object], new: list[object]) -> None:
        parts, held = _matched(old, new)
        gone = [number for number in range(len(old)) if number not in held]
        for number, item in enumerate(new):
            if parts[number] is None and number in gone:
                parts[number] = number
                gone.remove(number)
                self.put((*path, number), item)
        for number in reversed(gone):
            self.remove((*path, number))
        rank = {n: k for k, n in enumerate(sorted(p for p in parts if p is not None))}
        order = [rank[part] for part in parts if part is not None]
        present = list(range(len(order)))
        for place, number in enumerate(order):
            now = present.index(number)
            if now != place:
                self.move((*path, now), place)
                present.insert(place, present.pop(now))
        for number, item in enumerate(new):
            if parts[number] is None:
                self.insert((*path, number), item)

    # Places

    def _add(self, path: FieldPath, new: object) -> None:
        if not path or isinstance(path[-1], int):
            if not path:
                raise CannotEditError
            self.insert(path, new)
            return
        above = path[:-1]
        try:
            held = value_at(self.data, above)
        except NoSuchPlaceError:
            self._add(above, {str(path[-1]): new})
            return
        if not isinstance(held, Mapping):
            raise CannotEditError
        value = self.tree.value_at(above)
        if value is not None:
            self._replace(value, self._changed_map(value, held, {**held, str(path[-1]): new}))
            return
        self.write(Adder(self.tree, self.newline, flat=self.flat).added(path, new))

    def remove(self, path: FieldPath) -> None:
        """Takes out what stands at a path, with its lines."""
        value = self.tree.value_at(path)
        above = self.tree.value_at(path[:-1]) if path else None
        if value is not None and above is not None:
            brackets = self.writer.brackets(above)
            if isinstance(path[-1], int):
                brackets.remove(path[-1])
            else:
                pairs = [pair.path for pair in above.pairs]
                brackets.remove(pairs.index(path))
            self._replace(above, brackets.text())
            return
        pieces = pieces_of(self.tree, path)
        if not pieces:
            raise CannotEditError
        before = self.source
        self.write(cut(self.tree, path))
        try:
            value_at(self.data, path[:-1])
        except NoSuchPlaceError:
            self._left_empty(path, before, pieces[0])

    def _left_empty(self, path: FieldPath, before: str, first: Piece) -> None:
        """Says in words that a table or list is there, which only its last part said."""
        if isinstance(path[-1], int):
            self._add(path[:-1], [])
            return
        end = next(key.span.end for key in first.keys if key.path == path[:-1])
        name = before[first.keys[0].span.start : end]
        row = f"[{name}]" if first.header else f"{name} = {{}}"
        row = before[first.lines.start : first.start] + row
        at = first.lines.start
        self.write(self.source[:at] + row + self.newline + self.source[at:])

    def rename(self, path: FieldPath, name: str) -> None:
        """Gives a key another name, wherever it is written."""
        spans = [key.span for key in self.tree.names() if key.path == path]
        if not spans:
            raise CannotEditError
        source = self.source
        for span in sorted(spans, reverse=True):
            quote = quote_of(span.of(source))
            source = source[: span.start] + key_source(name, quote) + source[span.end :]
        self.write(source)

    def insert(self, path: FieldPath, new: object) -> None:
        """Puts an item into a list, before the one that the path names or behind all."""
        above, number = path[:-1], path[-1]
        if not isinstance(number, int):
            raise CannotEditError
        try:
            held = value_at(self.data, above)
        except NoSuchPlaceError:
            held = None
        if held is None and number == 0:
            self._add(above, [new])
            return
        if not isinstance(held, list) or not 0 <= number <= len(held):
            raise CannotEditError
        value = self.tree.value_at(above)
        if value is not None:
            items = [*held[:number], new, *held[number:]]
            self._replace(value, self._inserted(value, items, number))
            return
        if not isinstance(new, Mapping):
            raise CannotEditError("This list holds tables only.")
        self.write(Adder(self.tree, self.newline, flat=self.flat).inserted(above, number, new))

    def _inserted(self, value: TomlValue, items: list[object], number: int) -> str:
        brackets = self.writer.brackets(value)
        near = brackets.parts[min(number, len(value.items) - 1)] if value.items else ""
        new = items[number]
        source = self.writer.fresh(new, flat=True, item=True)
        if isinstance(new, str) and quote_of(near):
            source = scalar_source(new, quote_of(near)[0] * 2, '"', self.newline, flat=True)
        brackets.insert(number, source)
        return brackets.text()

    def move(self, path: FieldPath, to: int) -> None:
        """Moves a list's item, or a key, so that it stands as number ``to``."""
        above = path[:-1]
        value = self.tree.value_at(above) if above else None
        if value is not None:
            names = [pair.keys[0].name for pair in value.pairs]
            if len(set(names)) < len(names):
                raise CannotEditError
            number = path[-1] if isinstance(path[-1], int) else names.index(path[-1])
            brackets = self.writer.brackets(value)
            brackets.reorder(_order(len(brackets.parts), number, to))
            self._replace(value, brackets.text())
            return
        runs = runs_under(self.tree, above)
        parts = [run.part for run in runs]
        if len(set(parts)) < len(parts):
            raise CannotEditError
        self._moved(runs, parts.index(path[-1]), to)

    def _moved(self, runs: Sequence[Run], number: int, to: int) -> None:
        first, last = min(number, to), max(number, to)
        passed = runs[first : last + 1]
        kinds = {
            piece.section if not piece.header else -1 for run in passed for piece in run.pieces
        }
        if len(kinds) > 1 and -1 in kinds:
            raise CannotEditError(
                "A field can’t change places with a table: in TOML all fields stand above the"
                " first table."
            )
        if len(kinds) > 1:
            raise CannotEditError
        # A comment above the first of several tables is the list's.
        spans = [
            run.lines
            if run is runs[0] and isinstance(run.part, int)
            else with_comments(self.tree, run)
            for run in passed
        ]
        order = _order(len(passed), number - first, to - first)
        result = self.source[: spans[0].start]
        for place, chosen in enumerate(order):
            below = spans[place + 1].start if place + 1 < len(spans) else len(self.source)
            result += spans[chosen].of(self.source) + self.source[spans[place].end : below]
        self.write(result)


def _order(count: int, number: int, to: int) -> list[int]:
    if not (0 <= number < count and 0 <= to < count):
        raise CannotEditError
    order = [n for n in range(count) if n != number]
    order.insert(to, number)
    return order


def _are_maps(items: Sequence[object]) -> bool:
    return all(isinstance(item, Mapping) for item in items)


def _matched(old: list[object], new: list[object]) -> tuple[list[int | None], set[int]]:
    """For each new item the number of the old one that says the same, and all such numbers."""
    olds, news = [repr(said(item)) for item in old], [repr(said(item)) for item in new]
    parts: list[int | None] = [None] * len(new)
    used: set[int] = set()
    for a, b, size in matches_between(olds, news):
        for step in range(size):
            parts[b + step] = a + step
            used.add(a + step)
    spare: dict[str, list[int]] = {}
    for number, key in enumerate(olds):
        if number not in used:
            spare.setdefault(key, []).append(number)
    for number, key in enumerate(news):
        if parts[number] is None and spare.get(key):
            parts[number] = spare[key].pop(0)
            used.add(parts[number] or 0)
    return parts, used
