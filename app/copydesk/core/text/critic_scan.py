"""Where the marks of CriticMarkup stand in a text, and its code, as bare positions.

The first opening of a mark wins, up to the nearest end of its kind, as in the patterns of the
CriticMarkup toolkit. What stands in code is the code's own text: posts explain CriticMarkup with
it, ``{{-- --}}`` is a comment in Blade, and ``{++i; j++}`` is plain C. A mark around code is one.

It is linear in the length of the text, whatever stands there: each search for an end is remembered,
and what is found is never looked at again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.text.critic_metadata import SEPARATOR, read_metadata
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CLOSERS = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{>>": "<<}"}
ARROW = "~>"
# Metadata longer than this are none.
_MOST_METADATA = 2_000

_OPENER = re.compile(r"\{(?:\+\+|--|~~|==|>>)")
_TOKEN = re.compile(r"(?P<mark>\{(?:\+\+|--|~~|==|>>))|(?P<ticks>`+)|(?P<tildes>~{3,})|\\[\\`]")
# Block quotes and list markers may stand before a fence; CommonMark 0.31.2, section 4.5.
_BEFORE_FENCE = re.compile(r"[ \t>]{0,60}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,9})?")
_MOST_BEFORE_FENCE = 80
_FENCE_LINE = re.compile(r"(?:`{3,}[^`\r\n]*|~{3,}[^\r\n]*)(?=[\r\n]|\Z)")
# Code in a line ends with its paragraph; the frontmatter's last fence is such an end too. Headings,
# list items and fences begin another block without a blank line.
_PARAGRAPH_END = re.compile(
    r"(?:\r\n|\n|\r(?!\n))(?:[ \t]*(?:[\r\n]|\Z)|---|\+\+\+"
    r"|[ \t>]{0,60}(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|`{3}|~{3}))"
)
# A heading is its line, and so is the row of a table.
_ONE_LINE = re.compile(r"[ \t>]{0,60}(?:#{1,6}[ \t]|\|)")
_LINE_END = re.compile(r"[\r\n]")
# Fenced code in a block quote or a list item ends with it at the latest, closed or not.
_NO_QUOTE = r"(?<=[\r\n])(?!\n|[ \t]*>)"
_NO_INDENT = r"(?<=[\r\n])(?=\S)"
_INDENTED = 4


@dataclass(frozen=True, slots=True)
class RawMark:
    """One mark: where it opens, where its text starts and ends, where it closes.

    ``arrow`` is where the arrow of a substitution stands, -1 for the other kinds; ``metadata`` is
    what its JSON says, None where there is none.
    """

    start: int
    text_start: int
    arrow: int
    text_end: int
    end: int
    metadata: Mapping[str, object] | None = field(default=None, hash=False)


def has_openings(text: str) -> bool:
    """Whether the text holds what could open a mark; a fast no for nearly all posts."""
    return "{" in text and _OPENER.search(text) is not None


def parts(text: str) -> Iterator[RawMark | Span]:
    """The marks of a text, and as spans its code, in order; they don't overlap."""
    finder = _Finder(text)
    position = 0
    line = 0  # where a line starts for a fence: behind a mark at its start too
    while token := _TOKEN.search(text, position):
        start, position = token.span()
        if token.lastgroup == "mark":
            mark = finder.mark(start)
            if mark:
                yield mark
                position = mark.end
                line = _line_behind(text, mark, line)
        elif token.lastgroup:
            before = _before_fence(text, token, line)
            end = finder.code_end(token) if before is None else _fence_end(text, token, before)
            if end > position:
                yield Span(start, end)
                position = end


def _line_behind(text: str, mark: RawMark, line: int) -> int:
    """Where a line starts: behind the mark if without it, or by its text, one starts there."""
    starts = mark.start == line or text[mark.start - 1] in "\r\n"
    return mark.end if starts or text[mark.text_end - 1] in "\r\n" else line


def _before_fence(text: str, token: re.Match[str], line: int) -> str | None:
    """What stands before a run of backticks or tildes that begins fenced code; None for no such."""
    start, end = token.span()
    if end - start < 3:
        return None
    low = max(line, start - _MOST_BEFORE_FENCE)
    first = max(low, text.rfind("\n", low, start) + 1, text.rfind("\r", low, start) + 1)
    if first > line and text[first - 1] not in "\r\n":
        return None
    begins = _BEFORE_FENCE.fullmatch(text, first, start) and _FENCE_LINE.match(text, start)
    return text[first:start] if begins else None


class _Finder:
    """Searches that are remembered, so that no stretch is searched twice for one thing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}
        self._ticks: dict[int, list[int]] | None = None
        self._paragraph_end = -1
        self._line = (0, 0)

    def _find(self, what: str, start: int) -> int:
        """Where ``what`` is next; the length of the text where it is not any more."""
        found = self._next.get(what, -1)
        if found < start:
            found = self._text.find(what, start)
            found = len(self._text) if found < 0 else found
            self._next[what] = found
        return found

    def mark(self, start: int) -> RawMark | None:
        opener = self._text[start : start + 3]
        closer = CLOSERS[opener]
        text_start, metadata = self._after_metadata(start + 3)
        end = self._find(closer, text_start)
        if end == len(self._text):
            return None
        arrow = -1
        if opener == "{~~":
            arrow = self._find(ARROW, text_start)
            # "~~>": the arrow is its last two, as the nearest end of a mark is its last three.
            if arrow + len(ARROW) > end:
                return None
        return RawMark(start, text_start, arrow, end, end + 3, metadata)

    def _after_metadata(self, start: int) -> tuple[int, Mapping[str, object] | None]:
        """Where the text of a mark starts, behind metadata if there are any, and what they say."""
        if self._text[start : start + 1] != "{":
            return start, None
        separator = self._find(SEPARATOR, start)
        if separator == len(self._text) or separator - start > _MOST_METADATA:
            return start, None
        end = separator + len(SEPARATOR)
        metadata = read_metadata(self._text[start:end])
        return (start if metadata is None else end), metadata

    def code_end(self, token: re.Match[str]) -> int:
        """Where code that opens with a run of backticks ends; -1 where they are only backticks."""
        start, end = token.span()
        if token.lastgroup != "ticks":
            return -1
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self._text[start:]):
                length = run.end() - run.start()
                self._ticks.setdefault(length, []).append(run.start() + start)
        starts = self._ticks.get(end - start, [])
        index = bisect_right(starts, start)
        if index == len(starts):
            return -1
        if self._paragraph_end < end:
            found = _PARAGRAPH_END.search(self._text, end)
            self._paragraph_end = found.start() if found else len(self._text)
        close = starts[index]
        last = self._paragraph_end
        if close < last and _ONE_LINE.match(self._text, self._line_start(start)):
            found = _LINE_END.search(self._text, end, close)
            last = found.start() if found else last
        return -1 if close > last else close + end - start

    def _line_start(self, position: int) -> int:
        """Where the line of a position starts; positions are asked for in order."""
        low = self._line[1]
        start = max(self._text.rfind(sign, low, position) for sign in "\r\n") + 1
        self._line = (start or self._line[0], position)
        return self._line[0]


def _fence_end(text: str, token: re.Match[str], before: str) -> int:
    """Where fenced code ends; an unclosed fence reaches to the end of the text, quote or list."""
    fence = token.group()
    ends = [rf"(?<=[\r\n])[ \t>]{{0,60}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*(?=[\r\n]|\Z)"]
    if ">" in before:
        ends.insert(0, _NO_QUOTE)
    elif before.strip() or len(before.expandtabs(_INDENTED)) >= _INDENTED:
        ends.insert(0, _NO_INDENT)
    found = re.compile("|".join(ends)).search(text, token.end())
    return found.end() if found else len(text)
