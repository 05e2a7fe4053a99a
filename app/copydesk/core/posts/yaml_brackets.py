"""The parts of a list or map in brackets: taken apart, with what stands between, and joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.yaml_layout import CannotEditError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.posts.yaml_tree import YamlNode

_OPENING = re.compile(r"(?:[&!][^\s\[\]{},]*\s+)*[\[{]")
# What belongs to the part before: its comma, and a comment on the same line.
_TAIL = re.compile(r"(?P<comma>\s*(?:(?<=\s)#[^\r\n]*\s*)*,)?(?P<note>[ \t]+#[^\r\n]*)?")
_LINE_BREAK = re.compile(r"(?:\r\n|\n|\r)[ \t]*\Z")
_STARTS_LINE = re.compile(r"[ \t]*[\r\n]")
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands around one part: before it, behind its comma."""

    lead: str
    comma: str
    note: str


def joined(source: str, node: YamlNode, parts: Sequence[tuple[str, int | None]]) -> str:
    """The source of ``node`` with other ``parts``: each a text, and the number it had or None.

    A part keeps the comment on its line and those on the lines above it.

    Raises:
        CannotEditError: It has no brackets: a pair in a list without braces, ``[a: 1]``.
    """
    opening, around, closing = _apart(source, node)
    if not parts:
        return opening + (closing if "#" in closing else closing.lstrip())
    comma_last = bool(around) and bool(around[-1].comma)
    first, usual = _leads(around)
    result = [opening]
    note = ""
    for place, (text, number) in enumerate(parts):
        own = around[number] if number is not None else None
        lead = first if not place else usual
        if own is not None and ("#" in own.lead or (number == 0) is (place == 0)):
            lead = own.lead
        result.append(_below(note, lead, usual, source, node))
        last = place + 1 == len(parts)
        comma = own.comma if own else ""
        if last and not comma_last:
            comma = _without_comma(comma)
        elif not comma:
            comma = ","
        note = own.note if own else ""
        result += (text, comma, note)
    result.append(_below(note, closing, usual, source, node))
    return "".join(result)


def _apart(source: str, node: YamlNode) -> tuple[str, list[_Between], str]:
    found = _OPENING.match(source, node.start, node.end)
    if found is None or not node.flow:
        raise CannotEditError
    spans = part_spans(node)
    around: list[_Between] = []
    reached = found.end()
    for start, end in spans:
        tail = _TAIL.match(source, end, node.end - 1)
        comma, note = (tail["comma"] or "", tail["note"] or "") if tail else ("", "")
        around.append(_Between(source[reached:start], comma, note))
        reached = end + len(comma) + len(note)
    return source[node.start : found.end()], around, source[reached : node.end]


def part_spans(node: YamlNode) -> list[tuple[int, int]]:
    """Where the items, or the pairs, of ``node`` stand."""
    if node.kind == "list":
        return [(item.start, item.end) for item in node.children]
    return [(key.start, max(key.end, value.end)) for key, value in node.pairs()]


def _leads(around: list[_Between]) -> tuple[str, str]:
    """What stands before the first part, and what before a new one further on; no comments."""
    if not around:
        return "", " "
    first = _bare(around[0].lead)
    others = [between.lead for between in around[1:]]
    plain = next((lead for lead in others if "#" not in lead), None)
    if plain is None:
        plain = _bare(others[0]) if others else first if _LINE_BREAK.search(first) else " "
    return first, plain or " "


def _bare(lead: str) -> str:
    """``lead`` without its comments: the last line break and margin of it."""
    if "#" not in lead:
        return lead
    margin = _LINE_BREAK.search(lead)
    return margin.group() if margin else " "


def _below(note: str, lead: str, usual: str, source: str, node: YamlNode) -> str:
    """``lead``, on a line of its own where a comment stands before it."""
    if not note or _STARTS_LINE.match(lead):
        return lead
    margin = _LINE_BREAK.search(usual)
    if margin is None:
        newline = re.search(r"\r\n|\n|\r", source[node.start :])
        return (newline.group() if newline else "\n") + "  " + lead.lstrip(" \t")
    return margin.group() + lead.lstrip(" \t")


def _without_comma(comma: str) -> str:
    """A comma on a line of its own leaves the comment before it."""
    return comma.removesuffix(",").rstrip() if _COMMENT.search(comma) else ""
