"""A Markdown text cut into what an editor would call its parts: paragraphs, items, rows, code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.text.fences import fenced_spans, has_fence
from copydesk.core.text.positions import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

# A list item, a table's row, a heading: each is a passage of its own, blank line or not.
_OWN = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?=[ \t])|\||\#{1,6}(?=[ \t\r\n]|\Z))")
_HEADING = re.compile(r"[ \t>]*\#{1,6}(?:[ \t\r\n]|\Z)")
_MARKS = re.compile(r"(?:[\s>#*+|_`~-]|\d{1,9}[.)](?=\s)|\[[ xX]\](?=\s))*")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)?")
_INLINE = re.compile(r"[*`]|\b_+|_+\b")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """One part.

    Attributes:
        span: From the start of its first line to the end of its last, line end left out.
        after: The line end and the blank lines that follow.
        key: What it says, line ends folded: equal for equal passages of any two texts.
    """

    span: Span
    after: Span
    key: str

    @property
    def name(self) -> str:
        """Its first words, without Markdown's marks."""
        return first_words(self.key)


@dataclass(frozen=True, slots=True)
class Passages:
    """A text from some position on.

    Attributes:
        text: The whole text.
        lead: The blank lines before the first passage.
        parts: The passages in order, without gaps.
    """

    text: str
    lead: Span
    parts: tuple[Passage, ...]


def passages_of(text: str, start: int = 0) -> Passages:
    """Cuts a text from ``start``, the start of a line, into passages.

    Fenced code is one passage, whatever is in it.
    """
    lines = [
        Span(a, b) for a, b in pairwise([*(s + start for s in _starts(text, start)), len(text)])
    ]
    parts: list[Passage] = []
    lead_end = first = -1
    last = 0
    after_code = False
    for line, is_code in _with_code_whole(text, start, lines):
        blank = not line.of(text).strip(" \t\r\n")
        if lead_end < 0 and not blank:
            lead_end = line.start
        if blank:
            continue
        begins = is_code or after_code or last < line.start or _begins(text, first, line)
        if first >= 0 and begins:
            parts.append(_passage(text, first, last, line.start))
            first = -1
        if first < 0:
            first = line.start
        last, after_code = line.end, is_code
    if first >= 0:
        parts.append(_passage(text, first, last, len(text)))
    return Passages(text, Span(start, len(text) if lead_end < 0 else lead_end), tuple(parts))


def lines_of(passage: Passage, text: str) -> Iterator[Passage]:
    """A passage's lines as passages, for what is no prose."""
    edges = [passage.span.start + start for start in _starts(passage.span.of(text), 0)]
    for a, b in pairwise([*edges, passage.after.end]):
        if b > a:
            last = b if b < passage.after.end else passage.span.end
            yield _passage(text, a, last, b)


def first_words(text: str) -> str:
    """How a passage is called: its first words in short, "" where it has none."""
    found = _MARKS.match(text)
    start = text[found.end() if found else 0 :][: 8 * _LONGEST_NAME]
    plain = " ".join(_INLINE.sub("", _LINK.sub(r"\1", start)).split())
    if len(plain) <= _LONGEST_NAME:
        return plain
    cut = plain[: _LONGEST_NAME + 1].rsplit(" ", 1)[0][:_LONGEST_NAME]
    return cut.rstrip(" ,.;:-–—") + "…"


def quoted(name: str) -> str:
    """A name in quotes, which the sentence around it runs past in its own direction (UAX 9)."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name):
        return f"“\u2068{name}\u2069”"
    return f"“{name}”"


def is_listed(text: str) -> bool:
    """Whether a passage is an item of a list or a row of a table: no blank line parts those."""
    return bool(_OWN.match(text)) and not _HEADING.match(text)


def _starts(text: str, start: int) -> list[int]:
    return line_starts(text[start:] if start else text)


def _begins(text: str, first: int, line: Span) -> bool:
    """Whether a line begins a passage right below another."""
    head = text[line.start : line.start + 40]
    return bool(_OWN.match(head) or _HEADING.match(text, first, first + 40))


def _with_code_whole(text: str, start: int, lines: list[Span]) -> Iterator[tuple[Span, bool]]:
    """The lines, and whether each is fenced code, which is given as one."""
    fenced = fenced_spans(text, start) if has_fence(text) else None
    opened = -1
    for line in lines:
        block = fenced.at(line.start) if fenced else None
        if block is None:
            yield line, False
        elif block.end <= line.end:
            yield Span(opened if opened >= 0 else line.start, line.end), True
            opened = -1
        elif opened < 0:
            opened = line.start


def _passage(text: str, start: int, last: int, end: int) -> Passage:
    content = last
    while content > start and text[content - 1] in "\r\n":
        content -= 1
    key = text[start:content]
    if "\r" in key:
        key = key.replace("\r\n", "\n").replace("\r", "\n")
    return Passage(Span(start, content), Span(content, end), key)
