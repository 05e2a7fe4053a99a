"""Small changes of a text: the only way anything in Copydesk changes a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace the code points ``start <= position < end`` of a text by ``new``."""

    start: int
    end: int
    new: str

    @property
    def growth(self) -> int:
        """By how many code points the text gets longer."""
        return len(self.new) - (self.end - self.start)


def ordered(edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits by position.

    Raises:
        ValueError: Two of them overlap, or one ends before it starts.
    """
    result = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    reached = 0
    for edit in result:
        if edit.start < reached or edit.end < edit.start:
            raise ValueError(f"edits overlap or run backwards: {result}")
        reached = edit.end
    return result


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """``text`` with all ``edits`` made; every edit's positions are those of ``text`` itself."""
    pieces: list[str] = []
    reached = 0
    edits = ordered(edits)
    if edits and edits[-1].end > len(text):
        raise ValueError(f"edit past the end of the text: {edits[-1]}")
    if len(edits) == 1:
        # Grown in place by CPython: one copy of a long text instead of two, at every key.
        result = text[: edits[0].start]
        result += edits[0].new
        result += text[edits[0].end :]
        return result
    for edit in edits:
        pieces += (text[reached : edit.start], edit.new)
        reached = edit.end
    pieces.append(text[reached:])
    return "".join(pieces)


def inverse(text: str, edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits that turn ``apply_edits(text, edits)`` back into ``text``."""
    result: list[TextEdit] = []
    grown = 0
    for edit in ordered(edits):
        start = edit.start + grown
        result.append(TextEdit(start, start + len(edit.new), text[edit.start : edit.end]))
        grown += edit.growth
    return tuple(result)


def moved(position: int, edits: Sequence[TextEdit], *, after_insert: bool = True) -> int:
    """Where a position of the old text is after ``edits``.

    A position inside replaced text goes to the end of what replaced it, as far as it reaches.

    Args:
        position: In the text before the edits.
        edits: Ordered and apart from each other.
        after_insert: Whether text inserted exactly at the position pushes it on.
    """
    grown = 0
    for edit in edits:
        if edit.start > position or (edit.start == position == edit.end and not after_insert):
            break
        if edit.end > position:
            return edit.start + grown + min(position - edit.start, len(edit.new))
        grown += edit.growth
    return position + grown
