"""Where the lines of a text start, kept up to date while the text changes."""

from __future__ import annotations

import operator
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence


# Qt shapes a whole paragraph for every key in it: 0.2 s for one of a million characters. A line
# longer than `MOST` is dealt with in pieces of `PIECE`, which takes it 3 ms.
MOST, PIECE = 20_000, 12_000
# A piece ends after a space where there is one in its last part, of this length.
_LOOKED_BACK = 400


class LineIndex:
    """The start of every line of one text, which follows edits without reading it anew.

    A key in a text of 1 MB must not cost a walk over its 20,000 lines: starts behind the last edit
    wait with a common shift, and only what lies between two edits is moved.

    A very long line counts as several, its pieces, of which all but the last have no line end.
    """

    def __init__(self, text: str, most: int = 0, piece: int = 0) -> None:
        """Reads ``text``; a line longer than ``most`` is cut into pieces of up to ``piece``."""
        self._most, self._piece = most or MOST, piece or PIECE
        self._starts = [0]
        self.read(text)

    def read(self, text: str) -> None:
        """Takes in a whole other text."""
        self._starts = self._starts_in(text)
        self._length = len(text)
        self._shift_from = len(self._starts)
        self._shift = 0

    def _starts_in(self, text: str) -> list[int]:
        starts = line_starts(text)
        ends = [*starts[1:], len(text)]
        if len(text) <= self._most or max(map(operator.sub, ends, starts)) <= self._most:
            return starts
        result: list[int] = []
        looked_back = min(_LOOKED_BACK, self._piece // 2)
        for start, end in pairwise([*starts, len(text)]):
            result.append(start)
            if end - start > self._most:
                content_end = start + len(text[start:end].rstrip("\r\n"))
                while content_end - result[-1] > self._piece:
                    cut = result[-1] + self._piece
                    space = text.rfind(" ", cut - looked_back, cut)
                    result.append(space + 1 if space >= 0 else cut)
        return result

    def cuts(self, text: str, until: int | None = None) -> list[int]:
        """Where the pieces of long lines start but for each line's first; up to a line's number."""
        return [
            start
            for line in range(1, len(self) if until is None else until + 1)
            if text[(start := self.start(line)) - 1] not in "\r\n"
        ]

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def length(self) -> int:
        """The length of the text, in code points."""
        return self._length

    def start(self, line: int) -> int:
        """The position at which a 0-based line starts."""
        return self._starts[line] + (self._shift if line >= self._shift_from else 0)

    def end(self, line: int) -> int:
        """The position at which the next line starts; the text's length for the last line."""
        return self.start(line + 1) if line + 1 < len(self._starts) else self._length

    def line_at(self, position: int) -> int:
        """The 0-based line that holds ``position``."""
        border = self._shift_from
        if border < len(self._starts) and position >= self._starts[border] + self._shift:
            return bisect_right(self._starts, position - self._shift, lo=border) - 1
        return bisect_right(self._starts, position, hi=border) - 1

    def follow(
        self, edits: Sequence[TextEdit], after: str, within: tuple[int, int] | None = None
    ) -> tuple[int, int, int]:
        """Takes in edits that made the text into ``after``.

        Args:
            edits: Ordered, not empty, with positions of the text before.
            after: The text they led to.
            within: The first and last line that took the edits in, where that is known: what is
                typed at the border of two pieces may belong to either.

        Returns:
            The first line touched, how many lines from there on it was, and how many it is now.
        """
        edit = covering(edits, after)
        first, last = within or (self.line_at(edit.start), self.line_at(edit.end))
        if first and edit.start == self.start(first) and after[edit.start - 1] == "\r":
            first -= 1  # a CR before the edit may now be half of a CR LF, or no more
        begin, old_end = self.start(first), self.end(last)
        is_end = last + 1 == len(self._starts)
        region = after[begin : old_end + edit.growth]
        fresh = [begin + start for start in self._starts_in(region)]
        if not is_end and region.endswith(("\n", "\r")):
            fresh.pop()  # the start of the line after the region, which is known
        self._move_border(last + 1)
        self._starts[first : last + 1] = fresh
        self._shift_from = first + len(fresh)
        self._shift += edit.growth
        self._length += edit.growth
        return first, last + 1 - first, len(fresh)

    def _move_border(self, line: int) -> None:
        starts, border, shift = self._starts, self._shift_from, self._shift
        if shift and border < line:
            starts[border:line] = [start + shift for start in starts[border:line]]
        elif shift and line < border:
            starts[line:border] = [start - shift for start in starts[line:border]]
        self._shift_from = line


def covering(edits: Sequence[TextEdit], after: str) -> TextEdit:
    """One edit that does what ordered ``edits``, which led to ``after``, do together."""
    if len(edits) == 1:
        return edits[0]
    start, end = edits[0].start, edits[-1].end
    grown = sum(edit.growth for edit in edits)
    return TextEdit(start, end, after[start : end + grown])


def whole_line_ends(edit: TextEdit, before: str) -> TextEdit:
    """The same change, widened so that neither side of it starts or ends inside a CR LF."""
    start, end, new = edit.start, edit.end, edit.new
    if start and before[start - 1] == "\r":
        start, new = start - 1, "\r" + new
    if before[end : end + 1] == "\n" and (before[end - 1 : end] == "\r" or new[-1:] == "\r"):
        end, new = end + 1, new + "\n"
    return TextEdit(start, end, new)
