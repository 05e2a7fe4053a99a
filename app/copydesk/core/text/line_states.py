"""What each line of a post is part of, kept up to date while the text changes."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from copydesk.core.text.fences import FencedLines, fenced_spans, has_fence
from copydesk.core.text.line_marks import LineState
from copydesk.core.text.lines import covering
from copydesk.core.text.text_command import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.text.edits import TextEdit
    from copydesk.core.text.lines import LineIndex

# A fence stands at the start of its line, and takes this much of it at the most.
_LONG = 20_000
_MARKS = 3


class LineStates:
    """Fenced code and the lines of fields, without a walk through the text at every key.

    Attributes:
        fields_lines: How many lines at the top are the post's fields, their fences included.
    """

    def __init__(self, text: str, lines: LineIndex, fields_end: int) -> None:
        self._lines = lines
        self._spans = FencedLines([], [])
        self.fields_lines = 0
        self.read(text, fields_end)

    def read(self, text: str, fields_end: int) -> None:
        """Reads a whole text.

        Args:
            text: The text, of which the line index is.
            fields_end: Where the body starts; 0 where there are no fields.
        """
        self._spans = fenced_spans(text, fields_end)
        self.fields_lines = self._fields_lines(text, fields_end)

    def follow(self, edits: Sequence[TextEdit], before: str, after: str, fields_end: int) -> bool:
        """Takes in edits; says whether lines that were not touched are now part of other things.

        Args:
            edits: Ordered, not empty, with positions of the text before.
            before: The text before.
            after: The text after, which the line index follows already.
            fields_end: Where the body starts in the text after.
        """
        edit = covering(edits, after)
        fields_lines = self._fields_lines(after, fields_end)
        fields_changed = fields_lines != self.fields_lines
        self.fields_lines = fields_lines
        shifted = _shifted(self._spans, edit)
        fence = _may_fence(before, edit.start, edit.end) or _may_fence(
            after, edit.start, edit.end + edit.growth
        )
        if fields_changed or fence:
            self._spans = fenced_spans(after, fields_end)
            return fields_changed or self._spans != shifted
        self._spans = shifted
        return False

    def state_of(self, line: int) -> LineState:
        """What the 0-based line is part of."""
        if line < self.fields_lines:
            fence = line in (0, self.fields_lines - 1)
            return LineState.FIELDS_FENCE if fence else LineState.FIELDS
        if line >= len(self._lines):
            return LineState.PROSE  # asked while the text is changing
        start = self._lines.start(line)
        span = self._spans.at(start)
        if span is None:
            return LineState.PROSE
        closed = span.end < self._lines.length or line + 1 < len(self._lines)
        is_last = line == self._lines.line_at(span.end) and closed
        return LineState.FENCE if start == span.start or is_last else LineState.CODE

    def in_code(self, position: int) -> bool:
        """Whether a position is in fenced code, or on the line that opens it."""
        span = self._spans.at(position)
        return span is not None and self._lines.line_at(position) != self._lines.line_at(span.end)

    def _fields_lines(self, text: str, fields_end: int) -> int:
        if not fields_end:
            return 0
        line = self._lines.line_at(fields_end)
        ended = fields_end <= len(text) and text[fields_end - 1] in "\r\n"
        return line if ended else line + 1


def _may_fence(text: str, start: int, end: int) -> bool:
    """Whether the lines of a stretch hold what could be a fence; of long lines what counts."""
    first, last = line_start(text, start), line_end(text, end)
    if last - first <= _LONG:
        return has_fence(text[first:last])
    return has_fence(text[first : first + _LONG]) or has_fence(
        text[max(first, start - _MARKS) : min(last, end + _MARKS)]
    )


def _shifted(spans: FencedLines, edit: TextEdit) -> FencedLines:
    """The spans after an edit that touched no fence."""
    by = edit.growth
    if not by:
        return spans
    first_start = bisect_left(spans.starts, edit.end)
    first_end = bisect_left(spans.ends, edit.end)
    return FencedLines(
        spans.starts[:first_start] + [start + by for start in spans.starts[first_start:]],
        spans.ends[:first_end] + [end + by for end in spans.ends[first_end:]],
    )
