"""A value of a YAML block put in the place of another: how it is written, and where it goes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_layout import CannotEditError, Layout
from copydesk.core.posts.yaml_scalars import Manner, scalar_source
from copydesk.core.posts.yaml_writing import (
    Habits,
    Written,
    block_value,
    long_text,
    wrapped,
)
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_layout import Unit
    from copydesk.core.posts.yaml_tree import YamlNode

_LINE_END = re.compile(r"\r\n|\n|\r")
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    Attributes:
        node: The value.
        column: Of the key or dash it belongs to.
        after: Where its source may start: past the colon or the dash.
        item: Whether it stands behind a dash.
        name: Of its key.
    """

    node: YamlNode
    column: int
    after: int
    item: bool = False
    name: str = ""


class ValueWriter:
    """Puts values into ``source``; the edits' positions are those of ``source``."""

    def __init__(self, source: str, habits: Habits, newline: str) -> None:
        self.layout = Layout(source)
        self._source = source
        self._habits = habits
        self._newline = newline

    def pair_place(self, key: YamlNode, value: YamlNode) -> Place:
        """Where a map's value stands."""
        column, after = self.layout.column(key.start), self.layout.after_colon(key)
        return Place(value, column, after, name=key.text)

    def unit_place(self, unit: Unit) -> Place:
        """Where the value of an item or a pair stands."""
        if unit.key is not None:
            return self.pair_place(unit.key, unit.value)
        return Place(unit.value, self.layout.column(unit.mark), unit.after, item=True)

    # How a new value is written ---------------------------------------------------------------

    def written(self, place: Place, new: object) -> Written:
        """How a new value is written in the manner of the old one at ``place``."""
        node, habits = place.node, self._habits.under(place.name)
        if isinstance(new, (list, Mapping)):
            if node.kind == "list":
                habits = replace(habits, flow_lists=node.flow or not new)
            if place.item and node.start < node.end:
                gap = self._source[place.after : node.start]
                habits = replace(habits, gap=len(gap) if gap and not gap.strip(" ") else 1)
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
        habits = self._habits.under(place.name)
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
        if self.layout.line_start(node.start) != self.layout.line_start(place.after):
            return self._put_for_lines_below(place, written, keep_comments=keep_comments)
        end = (
            node.end
            if node.kind not in ("list", "map") or node.flow
            else self.layout.lines_end(node)
        )
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
        start = end = self.layout.next_line(position)
        if _counts_blank_lines(written):
            blank = _BLANK_LINES.match(self._source, start)
            end = blank.end() if blank else start
        return TextEdit(start, end, self._joined(written.lines))

    def _block_end(self, node: YamlNode, written: Written) -> int:
        """Where an old block ends; where the new one counts its blank lines, after all of them."""
        return node.end if _counts_blank_lines(written) else self.layout.lines_end(node)

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
        start, end = self.layout.line_start(node.start), self.layout.lines_end(node)
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
        starts = [leaf.start for leaf in leaves]
        result = []
        position = start
        while position < end:
            below = self.layout.next_line(position)
            line = self._source[position:below]
            if line.lstrip(" \t").startswith("#"):
                before = bisect_left(starts, position) - 1
                if before < 0 or leaves[before].end <= position:
                    result.append(line)
            position = below
        return result

    def _joined(self, lines: tuple[str, ...]) -> str:
        return "".join(line + self._newline for line in lines)


def _counts_blank_lines(written: Written) -> bool:
    header = _BLOCK_HEADER.search(written.inline)
    return header is not None and "+" in header.group().partition("#")[0]
