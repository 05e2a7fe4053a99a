"""What a command does to a text: edits, and what is selected afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.text.edits import TextEdit, ordered
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: from ``anchor``, where it began, to ``head``, where the cursor is."""

    anchor: int
    head: int

    @property
    def start(self) -> int:
        """The lesser end."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """The greater end."""
        return max(self.anchor, self.head)

    @property
    def empty(self) -> bool:
        """Whether it is a mere cursor."""
        return self.anchor == self.head

    def with_ends(self, start: int, end: int) -> Selection:
        """The same direction over another span."""
        return Selection(end, start) if self.head < self.anchor else Selection(start, end)


@dataclass(frozen=True, slots=True)
class Change:
    """Edits with positions of the text before, the selection with those of the text after."""

    edits: tuple[TextEdit, ...]
    selection: Selection
    label: str


def change(edits: Iterable[TextEdit], selection: Selection, label: str) -> Change:
    """A change with its edits in order and without those that do nothing by their form."""
    return Change(
        ordered(edit for edit in edits if edit.new or edit.end > edit.start), selection, label
    )


def line_start(text: str, position: int) -> int:
    """Where the line that holds ``position`` starts; inside CR LF that is the line before."""
    if 0 < position < len(text) and text[position - 1] == "\r" and text[position] == "\n":
        position -= 1
    start = text.rfind("\n", 0, position) + 1
    return max(start, text.rfind("\r", start, position) + 1)


def line_end(text: str, position: int) -> int:
    """Where the line that holds ``position`` ends, before its line end."""
    if 0 < position < len(text) and text[position - 1] == "\r" and text[position] == "\n":
        return position - 1
    newline = text.find("\n", position)
    newline = len(text) if newline < 0 else newline
    carriage = text.find("\r", position, newline)
    return newline if carriage < 0 else carriage


def after_line_end(text: str, end: int) -> int:
    """Where the next line starts, by the end of this one; the text's length for the last line."""
    return min(end + (2 if text.startswith("\r\n", end) else 1), len(text))


def selected_lines(text: str, selection: Selection) -> Iterator[Span]:
    """The lines that a selection touches, without line ends.

    A line at whose very start a selection ends counts only when it is the only one.
    """
    start = line_start(text, selection.start)
    while True:
        end = line_end(text, start)
        yield Span(start, end)
        following = after_line_end(text, end)
        if following == end or following >= selection.end:
            return
        start = following


def newline_for(text: str, start: int, end: int) -> str:
    """The line end to put for ``start <= position < end``: the neighbours', if it stays one.

    A CR put before an LF, or an LF after a CR, would make one line end of two.
    """
    newline = newline_near(text, start)
    if newline[-1] == "\r" and text[end : end + 1] == "\n":
        return "\n"
    if newline[0] == "\n" and text[start - 1 : start] == "\r":
        return "\r"
    return newline
