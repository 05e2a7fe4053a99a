"""What is to be seen in one line of a post: marks, headings, emphasis, links, fields."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Literal

from copydesk.core.text.inlines import Inline, InlineKind, inlines
from copydesk.core.text.markdown_prefix import is_rule, prefix_of

MarkKind = InlineKind | Literal["mark", "heading", "quote", "comment", "key"]


class LineState(enum.Enum):
    """What a line is part of."""

    PROSE = "prose"
    CODE = "code"
    FENCE = "fence"
    """The first or last line of fenced code."""
    FIELDS = "fields"
    FIELDS_FENCE = "fields fence"


@dataclass(frozen=True, slots=True)
class LineMark:
    """A stretch of the line that looks unlike plain text."""

    start: int
    end: int
    kind: MarkKind


_KEY = re.compile(r"""\s*(?:-\s+)?([\w.'" -]{1,80}?)\s*[:=](?=\s|$)""")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_REFERENCE = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s+\S+.*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def line_marks(line: str, state: LineState) -> list[LineMark]:
    """The marks of a line, outer ones first; they may lie inside each other."""
    if state is LineState.PROSE:
        return _prose(line)
    if state is LineState.CODE:
        return [LineMark(0, len(line), "code")]
    if state is LineState.FIELDS:
        return _field(line)
    return [LineMark(0, len(line), "mark")]


def _prose(line: str) -> list[LineMark]:
    if is_rule(line) or _UNDERLINE.fullmatch(line):
        return [LineMark(0, len(line), "mark")]
    if _REFERENCE.fullmatch(line):
        return [LineMark(0, len(line), "url")]
    prefix = prefix_of(line)
    start = prefix.length
    found: list[LineMark] = []
    if prefix.heading:
        found.append(LineMark(start, len(line), "heading"))
    elif prefix.quoted:
        found.append(LineMark(start, len(line), "quote"))
    if start > len(prefix.indent):
        found.append(LineMark(0, start, "mark"))
    for inline in inlines(line, start):
        found += _inline(inline)
    return found


def _inline(inline: Inline) -> list[LineMark]:
    if inline.kind == "image":
        return [
            LineMark(inline.start, inline.end, "mark"),
            LineMark(inline.inner_start, inline.inner_end, "link"),
        ]
    kind: MarkKind = "link" if inline.kind == "url" else inline.kind
    found = [LineMark(inline.inner_start, inline.inner_end, kind)]
    if inline.start < inline.inner_start:
        found.append(LineMark(inline.start, inline.inner_start, "mark"))
    if inline.inner_end < inline.end:
        found.append(LineMark(inline.inner_end, inline.end, "mark"))
    return found


def _field(line: str) -> list[LineMark]:
    found = []
    key = _KEY.match(line)
    if key:
        found.append(LineMark(0, key.end(), "key"))
    comment = _COMMENT.search(line)
    if comment and line.count('"', 0, comment.start()) % 2 == 0:
        found.append(LineMark(comment.start(), comment.end(), "comment"))
    return found
