"""Where the items of a list stand in the source, and how deep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from copydesk.core.markup.manuscript import Manuscript

_INDENT = re.compile(r"[ \t]*")
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?P<gap>[ \t]*)")
TAB = 4
"""Columns of a tab, and of a level of a list in Python-Markdown (its `tab_length`)."""


@dataclass(slots=True)
class Item:
    """One item.

    Attributes:
        first: Its first line, 0-based from the body's.
        after: The line after its last.
        depth: 1 for an item of the outer list.
        indent: The column of its marker.
        content: The column of its words.
        parent: The item around it.
        blocks: The lines on which its blocks after the first begin, lists left out.
    """

    first: int
    after: int
    depth: int
    indent: int
    content: int
    parent: Item | None
    blocks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class OuterList:
    """A list that stands in the text itself: its items, outer before inner."""

    first: int
    after: int
    items: list[Item]


def outer_lists(manuscript: Manuscript) -> Iterator[OuterList]:
    """The lists that stand in no other and in no quote, in order."""
    tokens = manuscript.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.level or not token.map or token.type not in _LISTS:
            continue
        end = index
        while tokens[end].level or tokens[end].nesting >= 0:
            end += 1
        items = _items(manuscript, tokens[index:end])
        index = end
        if items:
            yield OuterList(token.map[0], token.map[1], items)


_LISTS = ("bullet_list_open", "ordered_list_open")


def _items(manuscript: Manuscript, tokens: Sequence[Token]) -> list[Item]:
    items: list[Item] = []
    around: list[Item] = []
    for token in tokens:
        if token.type == "list_item_close":
            around.pop()
        elif token.type == "list_item_open" and token.map:
            parent = around[-1] if around else None
            item = _item(manuscript, token.map, parent)
            items.append(item)
            around.append(item)
        elif around and token.map and token.level == 2 * len(around) and _is_block(token):
            around[-1].blocks.append(token.map[0])
    for item in items:
        item.blocks = [line for line in item.blocks if line != item.first]
    return items


def _is_block(token: Token) -> bool:
    return token.nesting >= 0 and token.type != "inline" and token.type not in _LISTS


def _item(manuscript: Manuscript, lines: Sequence[int], parent: Item | None) -> Item:
    line = line_of(manuscript, lines[0])
    indent = _INDENT.match(line)
    at = indent.end() if indent else 0
    columns = columns_of(line[:at])
    marker = _MARKER.match(line, at)
    width = columns_of(marker.group(), columns) if marker else 2
    depth = parent.depth + 1 if parent else 1
    return Item(lines[0], lines[1], depth, columns, columns + width, parent)


def line_of(manuscript: Manuscript, line: int) -> str:
    """A line of the body."""
    return manuscript.lines(line, line + 1).of(manuscript.text)


def columns_of(blank: str, start: int = 0) -> int:
    """How many columns signs take from a column on, tabs reaching to the next stop."""
    at = start
    for sign in blank:
        at += TAB - at % TAB if sign == "\t" else 1
    return at - start


def indent_of(line: str) -> int:
    """The columns before a line's first sign."""
    found = _INDENT.match(line)
    return columns_of(found.group()) if found else 0


def indented_by_four(manuscript: Manuscript, outer: OuterList) -> tuple[TextEdit, ...]:
    """The edits that put every level of a list four columns in, which all engines read alike."""
    base = outer.items[0].indent
    owner: dict[int, Item] = {}
    for item in outer.items:
        owner.update(dict.fromkeys(range(item.first, item.after), item))
    edits = []
    for number in range(outer.first, outer.after):
        line = line_of(manuscript, number)
        blank = _INDENT.match(line)
        item_here = owner.get(number)
        if item_here is None or blank is None or blank.end() == len(line):
            continue
        old = columns_of(blank.group())
        if number == item_here.first:
            new = base + TAB * (item_here.depth - 1)
        elif old < item_here.content:
            continue  # the parser takes it for the item's though it stands further out
        else:
            new = base + TAB * item_here.depth + old - item_here.content
        if new != old:
            start = manuscript.starts[number]
            edits.append(TextEdit(start, start + blank.end(), " " * new))
    return tuple(edits)
