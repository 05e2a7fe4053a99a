"""The smallest edits that make a value of a YAML block say something else.

Works on the tree of the block's source. Nothing here is trusted: ``fields_yaml`` reads the result
again and refuses an edit that did more or less than was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from copydesk.core.posts.values import Bare, same_value
from copydesk.core.posts.yaml_flow import flow_text
from copydesk.core.posts.yaml_scalars import Manner, scalar_source
from copydesk.core.posts.yaml_tree import last_part, source_end
from copydesk.core.posts.yaml_writing import (
    Habits,
    Written,
    block_value,
    long_text,
    wrapped,
)
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode

_LINE_END = re.compile(r"\r\n|\n|\r")
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")
_COLON = re.compile(r"[ \t]*:|\s*(?:#[^\r\n]*\s*)*:")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")
# Comparing lists is quadratic; longer ones are compared item by item.
_MOST_ITEMS = 500


class CannotEditError(Exception):
    """The place is written in a way that has no small edit."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    Attributes:
        node: The value.
        column: Of the key or dash it belongs to.
        after: Where its source may start: past the colon or the dash.
        item: Whether it stands behind a dash.
    """

    node: YamlNode
    column: int
    after: int
    item: bool = False


class ValueEditor:
    """Makes edits on ``source``; their positions are those of ``source``."""

    def __init__(self, source: str, habits: Habits, newline: str) -> None:
        self._source = source
        self._habits = habits
        self._newline = newline

    def change(self, place: Place, old: object, new: object) -> list[TextEdit]:
        """Edits that turn the value at ``place``, which says ``old``, into ``new``."""
        node = place.node
        if not isinstance(new, Bare) and same_value(old, new):
            return []
        if node.flow and isinstance(new, (list, Mapping)):
            inline = flow_text(self._source, node, old, new, self._habits)
            return [TextEdit(node.start, node.end, inline)]
        if node.kind == "list" and isinstance(old, list) and isinstance(new, list) and new:
            return self._change_list(node, old, new)
        if node.kind == "map" and isinstance(old, Mapping) and isinstance(new, Mapping) and new:
            return self._change_map(node, old, new)
        return self.put(place, self._written(place, new))

    def pair_place(self, key: YamlNode, value: YamlNode) -> Place:
        """Where a map's value stands."""
        colon = _COLON.match(self._source, key.end)
        if colon is None:
            raise CannotEditError
        return Place(value, self.column(key.start), colon.end())

    def column(self, position: int) -> int:
        """How many code points stand before ``position`` on its line."""
        return position - self.line_start(position)

    def line_start(self, position: int) -> int:
        """Where the line of ``position`` starts."""
        source = self._source
        return max(source.rfind("\n", 0, position), source.rfind("\r", 0, position)) + 1

    def next_line(self, position: int) -> int:
        """Where the line after that of ``position`` starts."""
        end = _LINE_END.search(self._source, position)
        return end.end() if end else len(self._source)

    def lines_end(self, node: YamlNode) -> int:
        """Where the line after a value's last one starts; blank lines that say nothing left out."""
        end = source_end(self._source, node)
        if last_part(node).style in ("|", ">") and self._source[end - 1] in "\r\n":
            return end
        return self.next_line(end)

    # How a new value is written ---------------------------------------------------------------

    def _written(self, place: Place, new: object) -> Written:
        node, habits = place.node, self._habits
        if isinstance(new, (list, Mapping)):
            if node.kind == "list":
                habits = replace(habits, flow_lists=node.flow or not new)
            return block_value(new, habits, place.column, item=place.item)
        if isinstance(new, Bare):
            return Written(new.source)
        if isinstance(new, str):
            return self._written_text(place, new)
        if new is None and not place.item and node.kind != "alias":
            return Written(node.text if node.text in ("~", "null") and not node.style else "")
        return Written(self._kept(node, new) + scalar_source(new, self._manner(place)))

    def _written_text(self, place: Place, new: str) -> Written:
        node = place.node
        properties = self._kept(node, new)
        if node.style in ("|", ">"):
            long = self._long_text(place, new)
            if long:
                return Written(properties + long.inline, long.lines)
        if "\n" in new and node.style != '"':
            long = long_text(new, "|", place.column, self._habits.step)
            if long:
                return Written(properties + long.inline, long.lines)
        inline = scalar_source(new, self._manner(place))
        rows = _LINE_END.split(self._source[node.start : node.end])
        if node.kind == "scalar" and node.style not in ("|", ">") and len(rows) > 1:
            return self._wrapped(properties + inline, rows, place.column)
        return Written(properties + inline)

    def _wrapped(self, inline: str, rows: list[str], column: int) -> Written:
        """A text that stood on several lines, on several again."""
        margin = re.match(r"[ \t]*", next((row for row in rows[1:] if row.strip()), ""))
        indent = margin.group() if margin and margin.group() else " " * (column + self._habits.step)
        first, *others = wrapped(inline, max(map(len, rows)) - len(indent))
        return Written(first, tuple(indent + row for row in others))

    def _long_text(self, place: Place, new: str) -> Written | None:
        source = self._source[place.node.start : place.node.end]
        header, *rows = _LINE_END.split(source)
        note = _BLOCK_HEADER.search(header)
        lengths = [len(row) for row in rows if row.strip()]
        margins = [len(row) - len(row.lstrip(" ")) for row in rows if row.strip()]
        step = max(1, min(margins) - place.column) if margins else self._habits.step
        width = max(lengths) - place.column - step if len(lengths) > 1 else 0
        comment = note[1] or "" if note else ""
        return long_text(new, place.node.style, place.column, step, width, comment)

    def _manner(self, place: Place) -> Manner:
        node = place.node
        source = self._source[node.start : node.end]
        habits = self._habits
        if node.kind != "scalar" or node.start == node.end:
            return habits.manner(item=place.item)
        style = node.style if node.style in ("'", '"') else ""
        return Manner(style, style or habits.quote, _PROPERTIES.sub("", source, count=1))

    def _kept(self, node: YamlNode, new: object) -> str:
        """The anchor and tag that a new scalar keeps from the old one."""
        found = _PROPERTIES.match(self._source, node.start, node.end)
        if found is None or node.kind != "scalar":
            return ""
        own_tag = node.tag and not node.tag.startswith("tag:yaml.org,2002:")
        text = node.tag in ("", "tag:yaml.org,2002:str") and isinstance(new, str)
        return found.group() if own_tag or text or not node.tag else ""

    # Where it is put --------------------------------------------------------------------------

    def put(self, place: Place, written: Written, *, keep_comments: bool = True) -> list[TextEdit]:
        """Edits that put ``written`` in the place of the old value, whatever both look like."""
        node, source = place.node, self._source
        if node.start == node.end:
            return self._put_in_empty(place, written)
        if self.line_start(node.start) != self.line_start(place.after):
            return self._put_for_lines_below(place, written, keep_comments=keep_comments)
        end = node.end if node.kind not in ("list", "map") or node.flow else self.lines_end(node)
        if source[end - 1] in "\r\n":  # a block: it ends with its last line
            end = self._block_end(node, written)
            lines = self._newline.join((written.inline, *written.lines)) + self._newline
            start = node.start if written.inline else place.after
            return [TextEdit(start, end, lines)]
        start = node.start if written.inline else place.after
        if not written.lines:
            return [TextEdit(start, end, written.inline)]
        return [TextEdit(start, end, written.inline), self._lines_after(end, written)]

    def _lines_after(self, position: int, written: Written) -> TextEdit:
        """The lines of ``written`` below that of ``position``."""
        start = end = self.next_line(position)
        if _counts_blank_lines(written):
            blank = _BLANK_LINES.match(self._source, start)
            end = blank.end() if blank else start
        return TextEdit(start, end, self._joined(written.lines))

    def _block_end(self, node: YamlNode, written: Written) -> int:
        """Where an old block ends; where the new one counts its blank lines, after all of them."""
        return node.end if _counts_blank_lines(written) else self.lines_end(node)

    def _put_in_empty(self, place: Place, written: Written) -> list[TextEdit]:
        start = place.node.start
        end = start
        while self._source[end : end + 1] in (" ", "\t"):
            end += 1
        if self._source[end : end + 1] not in ("", "\r", "\n"):
            end = start  # a comment follows, at its distance
        edits = [TextEdit(start, end, " " + written.inline)] if written.inline else []
        if written.lines:
            edits.append(self._lines_after(start, written))
        return edits

    def _put_for_lines_below(
        self, place: Place, written: Written, *, keep_comments: bool
    ) -> list[TextEdit]:
        node = place.node
        start, end = self.line_start(node.start), self.lines_end(node)
        if self._source[start : node.start].strip():
            raise CannotEditError
        kept = self._comment_lines(node, start, end) if keep_comments else []
        inline = (
            [TextEdit(place.after, place.after, " " + written.inline)] if written.inline else []
        )
        return [*inline, TextEdit(start, end, self._joined(written.lines) + "".join(kept))]

    def _comment_lines(self, node: YamlNode, start: int, end: int) -> list[str]:
        """The comments that stand on lines of their own between the parts of a value."""
        leaves = list(node.leaves())
        result = []
        position = start
        while position < end:
            below = self.next_line(position)
            line = self._source[position:below]
            inside = any(leaf.start < position < leaf.end for leaf in leaves)
            if line.lstrip(" \t").startswith("#") and not inside:
                result.append(line)
            position = below
        return result

    def _joined(self, lines: tuple[str, ...]) -> str:
        return "".join(line + self._newline for line in lines)

    # Lists and maps, part by part -------------------------------------------------------------

    def _change_map(
        self, node: YamlNode, old: Mapping[str, object], new: Mapping[str, object]
    ) -> list[TextEdit]:
        edits: list[TextEdit] = []
        pairs = node.pairs()
        own = {key.text: (key, value) for key, value in pairs}
        for number, (key, value) in enumerate(pairs):
            if key.text not in new:
                edits.append(self.without_pair(pairs, number))
            elif own[key.text][1] is value:
                place = self.pair_place(key, value)
                edits += self.change(place, old.get(key.text), new[key.text])
        added = [name for name in new if name not in own]
        if added:
            edits.append(self.with_pairs(node, {name: new[name] for name in added}))
        return edits

    def without_pair(self, pairs: list[tuple[YamlNode, YamlNode]], number: int) -> TextEdit:
        """The edit that removes a map's pair."""
        key, value = pairs[number]
        start = self.line_start(key.start)
        before = self._source[start : key.start].strip(" \t\ufeff")
        if not before or before == "?":
            return TextEdit(start, self.lines_end(value), "")
        if number + 1 < len(pairs):  # the first key of a map behind a dash
            return TextEdit(key.start, pairs[number + 1][0].start, "")
        raise CannotEditError

    def with_pairs(self, node: YamlNode, added: Mapping[str, object]) -> TextEdit:
        """The edit that adds pairs at a map's end."""
        first, (_key, last) = node.pairs()[0], node.pairs()[-1]
        column = self.column(first[0].start)
        lines: list[str] = []
        for name, value in added.items():
            lines += self.pair_lines(name, value, column)
        below = self.lines_end(last)
        return TextEdit(below, below, self._joined(tuple(lines)))

    def pair_lines(self, name: str, value: object, column: int) -> tuple[str, ...]:
        """The lines of a new pair whose key stands at ``column``."""
        written = block_value(value, self._habits, column)
        key = scalar_source(name, Manner("", self._habits.quote))
        return (f"{' ' * column}{key}: {written.inline}".rstrip(" "), *written.lines)

    def _change_list(self, node: YamlNode, old: list[object], new: list[object]) -> list[TextEdit]:
        items = node.children
        dashes = [self._dash(item) for item in items]
        ends = [self.lines_end(item) for item in items]
        starts = [self.line_start(dash) for dash in dashes]
        column = dashes[0] - starts[0]
        gap = self._gap(items[0], dashes[0])
        habits = self._item_habits(items)
        spare = [
            (value, self._source[start:end])
            for value, start, end in zip(old, starts, ends, strict=True)
        ]

        def lines_of(value: object) -> str:
            for number, (other, source) in enumerate(spare):
                if same_value(other, value):
                    del spare[number]
                    return source
            written = block_value(value, habits, column, item=True)
            first = f"{' ' * column}-{gap}{written.inline}".rstrip(" ")
            return self._joined((first, *written.lines))

        edits: list[TextEdit] = []
        codes = _list_changes(old, new)
        kept = [n for tag, a1, a2, _b1, _b2 in codes if tag == "equal" for n in range(a1, a2)]
        spare = [pair for number, pair in enumerate(spare) if number not in set(kept)]
        for tag, a1, a2, b1, b2 in codes:
            if tag == "equal":
                continue
            at = ends[a1 - 1] if a1 else starts[0]
            for a, b in zip_longest(range(a1, a2), range(b1, b2)):
                if a is None:
                    edits.append(TextEdit(at, at, lines_of(new[b])))
                elif b is None:
                    edits.append(TextEdit(starts[a], ends[a], ""))
                else:
                    at = ends[a]
                    if any(same_value(other, new[b]) for other, _source in spare):
                        edits.append(TextEdit(starts[a], ends[a], lines_of(new[b])))
                    else:
                        place = Place(items[a], column, dashes[a] + 1, item=True)
                        edits += self.change(place, old[a], new[b])
        return _merged(edits)

    def _dash(self, item: YamlNode) -> int:
        before = self._source[: item.start].rstrip(" \t\r\n")
        dash = len(before) - 1
        if not before.endswith("-") or before[self.line_start(dash) : dash].strip(" "):
            raise CannotEditError
        return dash

    def _gap(self, item: YamlNode, dash: int) -> str:
        gap = self._source[dash + 1 : item.start]
        return gap if gap and not gap.strip(" ") else " "

    def _item_habits(self, items: list[YamlNode]) -> Habits:
        styles = [item.style for item in items if item.style in ("'", '"')]
        plain = [item for item in items if item.kind == "scalar" and not item.style]
        style = max(set(styles), key=styles.count) if len(styles) > len(plain) else ""
        return replace(self._habits, item_style=style)


def _counts_blank_lines(written: Written) -> bool:
    header = _BLOCK_HEADER.search(written.inline)
    return header is not None and "+" in header.group().partition("#")[0]


def _list_changes(old: list[object], new: list[object]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > _MOST_ITEMS:
        head = 0
        while head < min(len(old), len(new)) and same_value(old[head], new[head]):
            head += 1
        return [
            ("equal", 0, head, 0, head),
            ("replace", head, len(old), head, len(new)),
        ]
    matcher = SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    return list(matcher.get_opcodes())


def _key(value: object) -> str:
    return f"{type(value).__name__}:{value!r}"


def _merged(edits: list[TextEdit]) -> list[TextEdit]:
    """The edits with insertions at one place joined in their order."""
    result: list[TextEdit] = []
    for edit in edits:
        last = result[-1] if result else None
        if last and last.end == edit.start == edit.end and last.start == last.end:
            result[-1] = TextEdit(last.start, last.end, last.new + edit.new)
        else:
            result.append(edit)
    return result
