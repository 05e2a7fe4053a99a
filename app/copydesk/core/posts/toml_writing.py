"""The manner a TOML block is written in, and new values in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.toml_brackets import Brackets
from copydesk.core.posts.toml_scalars import key_source, quote_of, scalar_source
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from copydesk.core.posts.toml_tree import TomlPair, TomlSection, TomlTree, TomlValue

_EQUALS = re.compile(r"([ \t]*)=([ \t]*)\Z")


@dataclass(frozen=True, slots=True)
class Gaps:
    """What stands on both sides of the ``=``; `column` is where all of several ones stand."""

    before: str = " "
    after: str = " "
    column: int = 0

    def behind(self, name: str) -> str:
        """The ``=`` with its blanks, behind a name."""
        pad = " " * (self.column - len(name)) if self.column > len(name) else self.before
        return f"{pad}={self.after}"


class Writer:
    """Writes values in the manner of a block.

    Attributes:
        quote: What text is mostly put in: ``"`` or ``'``.
        newline: The block's line end.
        inline_maps: Whether maps at the top stand in braces there.
        inline_items: Whether lists of maps do.
    """

    def __init__(self, tree: TomlTree, newline: str) -> None:
        self.newline = newline
        self._source = tree.source
        self._list: TomlValue | None = None
        self._map: TomlValue | None = None
        quotes: Counter[str] = Counter()
        item_quotes: Counter[str] = Counter()
        self.inline_maps = self.inline_items = False
        for pair in tree.pairs():
            self._note(pair.value, quotes, item_quotes)
        if any(section.keys for section in tree.sections):
            self.inline_maps = False
        self.quote = _most(quotes) or _most(item_quotes) or '"'
        self._item_quote = _most(item_quotes) or self.quote

    def _note(self, value: TomlValue, quotes: Counter[str], items: Counter[str]) -> None:
        source = self._source[value.span.start : value.span.end]
        if value.kind == "text":
            quotes[quote_of(source)[:1]] += 1
        elif value.kind == "list":
            if value.items:
                self._note_list(value)
            texts = [item for item in value.items if item.kind == "text"]
            items.update(self._source[item.span.start] for item in texts)
        elif value.kind == "map" and value.pairs:
            self._map = value
            self.inline_maps = self.inline_maps or len(value.path) == 1

    def _note_list(self, value: TomlValue) -> None:
        if value.items[0].kind == "map":
            self.inline_items = True
            self._map = self._map or next((item for item in value.items if item.pairs), None)
        elif self._list is None or len(value.path) <= len(self._list.path):
            self._list = value

    def source_of(self, value: TomlValue) -> str:
        """A value's own source."""
        return self._source[value.span.start : value.span.end]

    def brackets(self, value: TomlValue) -> Brackets:
        """A list or map cut at its commas."""
        parts = [item.span for item in value.items]
        parts += [Span(pair.start, pair.value.span.end) for pair in value.pairs]
        return Brackets(self._source, value.span, parts, self.newline)

    def gaps(self, pairs: list[TomlPair]) -> Gaps:
        """How the ``=`` of these pairs stand; the last one's way, where they differ."""
        if not pairs:
            return Gaps()
        rows = []
        for pair in pairs:
            between = self._source[pair.keys[-1].span.end : pair.value.span.start]
            found = _EQUALS.fullmatch(between)
            if found:
                rows.append((pair.keys[-1].span.end - pair.start, found[1], found[2]))
        if not rows:
            return Gaps()
        columns = {length + len(before) for length, before, _ in rows}
        aligned = len(columns) == 1 and len({length for length, _, _ in rows}) > 1
        befores = Counter(before for _, before, _ in rows)
        before = " " if aligned else befores.most_common(1)[0][0]
        if len(befores) > 2 and not aligned:
            before = " "
        return Gaps(before, rows[-1][2], columns.pop() if aligned else 0)

    def fresh(self, value: object, *, flat: bool = False, item: bool = False) -> str:
        """The source of a new value on the line of its name, or of a list's new item.

        Args:
            value: A `settled` one.
            flat: Keep text on one line.
            item: Whether it is to stand in a list.
        """
        if isinstance(value, Mapping):
            return self._fresh_map(value)
        if isinstance(value, list):
            parts = [self.fresh(one, flat=True, item=True) for one in value]
            if self._list is None or item:
                return "[" + ", ".join(parts) + "]"
            return self.brackets(self._list).like(parts)
        quote = self._item_quote if item else self.quote
        return scalar_source(value, "", quote, self.newline, flat=flat)

    def _fresh_map(self, value: Mapping[str, object]) -> str:
        gaps = self.gaps(self._map.pairs) if self._map else Gaps()
        gaps = Gaps(gaps.before, gaps.after)
        parts = [
            name + gaps.behind(name) + self.fresh(item, flat=True, item=isinstance(item, list))
            for name, item in ((key_source(str(key)), item) for key, item in value.items())
        ]
        if not parts:
            return "{}"
        if self._map is None:
            return "{ " + ", ".join(parts) + " }"
        return self.brackets(self._map).like(parts)


def line_start(source: str, position: int) -> int:
    """Where the line that holds a position starts."""
    return max(source.rfind("\n", 0, position), source.rfind("\r", 0, position)) + 1


def line_end(source: str, position: int) -> int:
    """Where the line that holds a position ends, its line end included."""
    found = re.compile(r"\r\n|\n|\r").search(source, position)
    return found.end() if found else len(source)


def section_end(section: TomlSection) -> int:
    """Where the last of a section's pairs ends, or its header."""
    return section.pairs[-1].value.span.end if section.pairs else section.header.end


def _most(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0] if counts else ""
