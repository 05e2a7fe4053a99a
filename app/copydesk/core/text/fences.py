"""Where a Markdown text is fenced code, found without reading it line by line."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from copydesk.core.text.positions import Span

# Block quotes and list markers may stand before a fence; CommonMark 0.31.2, section 4.5.
_BEFORE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?[ \t]*")
# A text with more fence-like runs than this is not a post; the rest of it is taken for prose.
_MOST_RUNS = 20_000


@dataclass(frozen=True, slots=True)
class FencedLines:
    """Fenced code blocks in order: where each starts, and where the last line of each ends.

    Two lists of numbers, because thousands of spans are moved on at every key.
    """

    starts: list[int]
    ends: list[int]

    def at(self, position: int) -> Span | None:
        """The block that holds ``position``, its end included, or None."""
        index = bisect_right(self.starts, position) - 1
        if index < 0 or position > self.ends[index]:
            return None
        return Span(self.starts[index], self.ends[index])


def has_fence(text: str) -> bool:
    """Whether the text holds what could be a fence."""
    return "```" in text or "~~~" in text


def fenced_spans(text: str, start: int = 0) -> FencedLines:
    """The fenced code blocks from ``start`` on, fence lines included, in order.

    An unclosed fence reaches to the end of the text. A line that only ends at CR or CR LF is a
    line like any other.
    """
    spans = FencedLines([], [])
    opened, character, length = -1, "", 0
    for position in _runs(text, start):
        line_start = _line_start(text, position)
        run = text[position]
        end = position
        while end < len(text) and text[end] == run:
            end += 1
        if not _BEFORE.fullmatch(text, line_start, position):
            continue
        line_end = _line_end(text, end)
        rest = text[end:line_end]
        if opened < 0:
            if run == "`" and "`" in rest:
                continue
            opened, character, length = line_start, run, end - position
        elif run == character and end - position >= length and not rest.strip():
            spans.starts.append(opened)
            spans.ends.append(line_end)
            opened = -1
    if opened >= 0:
        spans.starts.append(opened)
        spans.ends.append(len(text))
    return spans


def _runs(text: str, start: int) -> list[int]:
    found: list[int] = []
    for marker in ("```", "~~~"):
        position = text.find(marker, start)
        while position >= 0 and len(found) < _MOST_RUNS:
            found.append(position)
            end = position + 3
            while end < len(text) and text[end] == marker[0]:
                end += 1
            position = text.find(marker, end)
    return sorted(found)


def _line_start(text: str, position: int) -> int:
    newline = text.rfind("\n", 0, position) + 1
    return max(newline, text.rfind("\r", newline, position) + 1)


def _line_end(text: str, position: int) -> int:
    newline = text.find("\n", position)
    newline = len(text) if newline < 0 else newline
    carriage = text.find("\r", position, newline)
    return newline if carriage < 0 else carriage
