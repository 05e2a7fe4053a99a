"""Where every part of a YAML block stands in its source.

Built from libyaml's events, whose marks are exact code point positions (trailing comments left
out, aliases at their own place), not from composed nodes, whose aliases carry the marks of what
they point to and whose recursion is unbounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

# Far beyond any real post (10,000 fields are 20,001 nodes), and far below what takes a second.
MOST_NODES = 50_000
# PyYAML's composer and constructor recurse in C and in Python.
MOST_DEPTH = 60
# What a consumer would meet if it wrote out every alias in full.
MOST_EXPANDED = 100_000
_Kind = Literal["scalar", "list", "map", "alias"]
_KINDS: dict[type, _Kind] = {
    yaml.ScalarEvent: "scalar",
    yaml.SequenceStartEvent: "list",
    yaml.MappingStartEvent: "map",
    yaml.AliasEvent: "alias",
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_COLON = re.compile(r"\s*(?:#[^\r\n]*\s*)*:")
_BLANK_LINE = re.compile(r"([ \t]*)(?:\r\n|\n|\r|\Z)")
# What may stand before a block text's own mark: an anchor and a tag.
_BLOCK_MARKS = re.compile(r"(?:[&!]\S*\s+)*[|>](?P<marks>[-+0-9]*)")


class TooMuchError(Exception):
    """The block is deeper or longer than anything written by hand."""


class TwoDocumentsError(Exception):
    """The block holds a second document, starting at ``args[0]``."""


@dataclass(slots=True)
class YamlNode:
    """One value or key.

    Attributes:
        kind: What it is.
        start: Where its source starts, its anchor and tag included.
        end: Where its source ends; of a block list or map, the end of its last part.
        flow: Whether a list or map is written in brackets.
        style: Of a scalar: "" plain, "'", '"', "|" or ">".
        text: Of a scalar, what it says; of an alias, the anchor's name.
        anchor: Its own anchor's name, or "".
        tag: Its explicit tag, or "".
        children: A list's items; a map's keys and values by turns.
    """

    kind: _Kind
    start: int
    end: int
    flow: bool = False
    style: str = ""
    text: str = ""
    anchor: str = ""
    tag: str = ""
    children: list[YamlNode] = field(default_factory=list)

    def pairs(self) -> list[tuple[YamlNode, YamlNode]]:
        """A map's keys with their values, in source order."""
        return list(zip(self.children[::2], self.children[1::2], strict=True))

    def leaves(self) -> Iterator[YamlNode]:
        """Every scalar and alias below, and this one if it is one."""
        if self.kind in ("scalar", "alias"):
            yield self
        for child in self.children:
            yield from child.leaves()


def last_part(node: YamlNode) -> YamlNode:
    """The scalar, alias or empty collection that ends last in a value; itself, if it is one."""
    while node.children:
        node = max(node.children, key=lambda child: child.end)
    return node


def keeps_blank_lines(source: str, node: YamlNode) -> bool:
    """Whether ``node`` is a block text that counts the blank lines after it ("|+")."""
    if node.style not in ("|", ">"):
        return False
    found = _BLOCK_MARKS.match(source, node.start, node.end)
    return found is not None and "+" in found["marks"]


def source_end(source: str, node: YamlNode) -> int:
    """Where a value's source ends.

    With a block text at its end, that is past the line end of the text's last line that counts:
    libyaml's own mark is past the blank lines after it too.
    """
    last = last_part(node)
    if last.style not in ("|", ">"):
        return max(node.end, last.end)
    if keeps_blank_lines(source, last):
        return last.end
    body = source[last.start : last.end]
    words = body.rstrip(" \t\r\n")
    found = _LINE_END.search(body, len(words))
    end = found.end() if found else len(body)
    # A line of spaces that reaches further in than the text stands counts as well.
    rows = [row for row in _LINE_END.split(words)[1:] if row.strip()]
    said = next((row for row in last.text.split("\n") if row.strip()), "")
    if rows:
        margin = _lead(rows[0]) - _lead(said)
        for blank in _BLANK_LINE.finditer(body, end):
            if len(blank[1]) > margin:
                end = blank.end()
    return last.start + end


def _lead(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def readable_by_libyaml(source: str) -> str:
    """``source`` with each lone surrogate as U+FFFD: libyaml takes UTF-8; positions stay."""
    return source if source.isascii() else _SURROGATE.sub("\ufffd", source)


def _events(source: str) -> Iterator[yaml.Event]:
    """The events of a source; since PyYAML 6.0.4 libyaml itself gives up on deep nesting."""
    try:
        yield from yaml.parse(source, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):
            raise TooMuchError from error
        raise


def read_tree(source: str) -> YamlNode | None:
    """The tree of the one document in ``source``; None when it holds nothing but comments.

    Raises:
        yaml.YAMLError: It is not YAML.
        TwoDocumentsError: A second document follows.
        TooMuchError: It is nested too deep, too long, or refers to itself too often.
    """
    # libyaml drops a leading byte order mark without counting it.
    skipped = 1 if source.startswith("\ufeff") else 0
    root: YamlNode | None = None
    stack: list[YamlNode] = []
    count = 0
    for event in _events(source):
        node = _node(event, skipped)
        if node is None:
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                _close(stack.pop(), event.end_mark.index + skipped, source)  # type: ignore[union-attr]  # libyaml gives it
            continue
        count += 1
        if count > MOST_NODES or len(stack) > MOST_DEPTH:
            raise TooMuchError
        if stack:
            _place_nothing(node, stack[-1], source)
            stack[-1].children.append(node)
        elif root is None:
            root = node
        else:
            raise TwoDocumentsError(node.start)
        if node.kind in ("list", "map"):
            stack.append(node)
    if root is not None:
        _check_aliases(root)
    return root


def _node(event: Any, skipped: int) -> YamlNode | None:
    # Any: the stubs leave out most attributes of libyaml's events.
    kind = _KINDS.get(type(event))
    if kind is None:
        return None
    start, end = event.start_mark.index + skipped, event.end_mark.index + skipped
    anchor = event.anchor or ""
    if kind == "alias":
        return YamlNode(kind, start, end, text=anchor)
    tag = event.tag or ""
    if kind == "scalar":
        style = event.style or ""
        return YamlNode(kind, start, end, style=style, text=event.value, anchor=anchor, tag=tag)
    return YamlNode(kind, start, end, flow=bool(event.flow_style), anchor=anchor, tag=tag)


def _place_nothing(node: YamlNode, parent: YamlNode, source: str) -> None:
    """Puts the empty value of a key without a colon behind the key: libyaml has it further on."""
    if node.start != node.end or parent.kind != "map" or not len(parent.children) % 2:
        return
    key = parent.children[-1]
    if _COLON.match(source, key.end) is None:
        node.start = node.end = key.end


def _close(node: YamlNode, end: int, source: str) -> None:
    if node.flow or not node.children:
        node.end = end
        return
    # libyaml ends a block collection at the next token, past comments and blank lines.
    node.end = max(node.end, node.children[-1].end)
    last = node.children[-1]
    if last.kind == "scalar" and last.start == last.end:
        # An empty last value stands right after its ":" or "-"; what went before may end later.
        node.end = max(child.end for child in node.children)
    node.end = min(node.end, len(source))


def _check_aliases(root: YamlNode) -> None:
    """Raises TooMuchError where written-out aliases would be endless or very many."""
    sizes: dict[str, int] = {}
    open_anchors: set[str] = set()

    def size(node: YamlNode) -> int:
        if node.kind == "alias":
            if node.text in open_anchors:
                raise TooMuchError
            return sizes.get(node.text, 1)
        if node.anchor:
            open_anchors.add(node.anchor)
        total = 1
        for child in node.children:
            total += size(child)
        if node.anchor:
            open_anchors.discard(node.anchor)
            sizes[node.anchor] = total
        if total > MOST_EXPANDED:
            raise TooMuchError
        return total

    size(root)


def dedented(source: str, column: int) -> str:
    """``source``, whose first line stands at ``column``, with its other lines moved left by it."""
    if not column:
        return source
    return re.sub(rf"(?<=[\r\n]) {{1,{column}}}", "", source)
