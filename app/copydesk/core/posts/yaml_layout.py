"""Where the lines of a YAML block's parts start and end: keys, dashes, the comments above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.yaml_tree import dedented, last_part, source_end

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode

_LINE_END = re.compile(r"\r\n|\n|\r")
_COLON = re.compile(r"[ \t]*:|\s*(?:#[^\r\n]*\s*)*:")
# From a list's start, or the end of the item before, to the next dash.
_TO_FIRST_DASH = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\r\n]*\s+)*))*-")
_TO_DASH = re.compile(r"\s*(?:#[^\r\n]*\s+)*-")
_COMMENT_LINE = re.compile(r"(?P<margin> *)#[^\r\n]*(?:\r\n|\n|\r)")


class CannotEditError(Exception):
    """The place is written in a way that has no small edit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One item of a list with dashes, or one pair of a map with lines of its own.

    Attributes:
        key: A map's key; None for an item.
        value: The value.
        mark: Where its dash, its "?" or its key stands.
        after: Where the value's source may start: past the dash or the colon.
        lead: Where the comments start that stand directly above it, as far in as itself, without
            a blank line between: they belong to it. `start` where there are none.
        start: Where its first line starts; `mark` where that line holds something before it.
        end: Where the line after its last starts.
    """

    key: YamlNode | None
    value: YamlNode
    mark: int
    after: int
    lead: int
    start: int
    end: int
    behind: bool


class Layout:
    """Answers for one ``source``; all positions are its own."""

    def __init__(self, source: str) -> None:
        self.source = source

    def column(self, position: int) -> int:
        """How many code points stand before ``position`` on its line."""
        return position - self.line_start(position)

    def line_start(self, position: int) -> int:
        """Where the line of ``position`` starts."""
        # The second search is kept short: most texts have no "\r" at all.
        before = self.source.rfind("\n", 0, position) + 1
        return max(before, self.source.rfind("\r", before, position) + 1)

    def next_line(self, position: int) -> int:
        """Where the line after that of ``position`` starts."""
        end = _LINE_END.search(self.source, position)
        return end.end() if end else len(self.source)

    def lines_end(self, node: YamlNode) -> int:
        """Where the line after a value's last one starts; blank lines that say nothing left out."""
        end = source_end(self.source, node)
        if last_part(node).style in ("|", ">") and self.source[end - 1] in "\r\n":
            return end
        return self.next_line(end)

    def after_colon(self, key: YamlNode) -> int:
        """Past a key's colon.

        Raises:
            CannotEditError: It has none.
        """
        colon = _COLON.match(self.source, key.end)
        if colon is None:
            raise CannotEditError
        return colon.end()

    def units(self, node: YamlNode) -> list[Unit]:
        """The parts of a list or map that is not in brackets.

        Raises:
            CannotEditError: They can't be told apart, or have no lines of their own.
        """
        if not node.children:
            raise CannotEditError
        return [self.unit(node, number) for number in range(part_count(node))]

    def unit(self, node: YamlNode, number: int) -> Unit:
        """One part of a list or map that is not in brackets.

        Raises:
            CannotEditError: It can't be told apart, or has no lines of its own.
        """
        if node.flow:
            raise CannotEditError
        return self._item(node, number) if node.kind == "list" else self._pair(node, number)

    def _item(self, node: YamlNode, number: int) -> Unit:
        item = node.children[number]
        floor = 0
        if number:
            # An item without a word stands right behind its dash.
            before = node.children[number - 1]
            floor = self.lines_end(before)
            dash = _TO_DASH.match(self.source, source_end(self.source, before))
        else:
            dash = _TO_FIRST_DASH.match(self.source, node.start)
        if dash is None or dash.end() > max(item.start, item.end):
            raise CannotEditError
        end = max(self.lines_end(item), self.next_line(dash.end()))
        lead, start, behind = self._start(dash.end() - 1, floor)
        return Unit(None, item, dash.end() - 1, dash.end(), lead, start, end, behind)

    def _pair(self, node: YamlNode, number: int) -> Unit:
        key, value = node.children[2 * number : 2 * number + 2]
        reached, floor = node.start, 0
        if number:
            reached, floor, _after = self._pair_ends(*node.children[2 * number - 2 : 2 * number])
        mark = self._mark(key, reached)
        _reached, end, after = self._pair_ends(key, value)
        lead, start, behind = self._start(mark, floor)
        return Unit(key, value, mark, after, lead, start, end, behind)

    def _pair_ends(self, key: YamlNode, value: YamlNode) -> tuple[int, int, int]:
        """Where a pair's source ends, where the line after it starts, and where its colon ends."""
        if value.start == value.end and _COLON.match(self.source, key.end) is None:
            # A key without a colon: libyaml has its value where the next thing starts.
            return key.end, self.next_line(key.end), key.end
        after = self.after_colon(key)
        reached = max(after, source_end(self.source, value))
        return reached, max(self.lines_end(value), self.next_line(after)), after

    def _mark(self, key: YamlNode, reached: int) -> int:
        """Where a pair starts: at its key, or the "?" before it."""
        at = key.start - 1
        while at >= reached and self.source[at] in " \t\r\n":
            at -= 1
        if at < reached or self.source[at] != "?" or at == key.start - 1:
            return key.start
        # One at the end of a comment is none of these.
        before = self.source[max(reached, self.line_start(at)) : at]
        return key.start if "#" in before else at

    def _start(self, mark: int, floor: int) -> tuple[int, int, bool]:
        """A unit's `lead`, `start` and `behind`."""
        start = self.line_start(mark)
        if self.source[start:mark].strip(" \ufeff"):
            return mark, mark, True
        lead = start
        while lead > floor:
            above = self.line_start(lead - (2 if self.source[lead - 2 : lead] == "\r\n" else 1))
            comment = _COMMENT_LINE.fullmatch(self.source, above, lead)
            if above < floor or comment is None or len(comment["margin"]) != mark - start:
                break
            lead = above
        return lead, start, False


def part_count(node: YamlNode) -> int:
    """How many items or pairs a list or map has."""
    return len(node.children) if node.kind == "list" else len(node.children) // 2


def value_source(source: str, node: YamlNode, column: int) -> str:
    """A value's source, so that it can be read and edited on its own.

    Args:
        source: The block.
        node: The value.
        column: How far in its key or dash stands: a text's own lines are moved left by that. A
            list or map on lines of its own is moved left as far as it stands.
    """
    text = source[node.start : source_end(source, node)]
    if node.kind in ("list", "map") and not node.flow and node.children:
        column = _own_column(source, node)
    return dedented(text, column)


def _own_column(source: str, node: YamlNode) -> int:
    """How far in a list's dashes or a map's keys stand; an anchor may stand before them."""
    layout = Layout(source)
    if node.kind == "map":
        return layout.column(node.children[0].start)
    dash = _TO_FIRST_DASH.match(source, node.start)
    return layout.column(dash.end() - 1) if dash else layout.column(node.start)
