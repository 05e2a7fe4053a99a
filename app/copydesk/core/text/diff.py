"""From one text to another by few and small edits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, zip_longest

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span, line_starts

# SequenceMatcher is quadratic on long unlike lists (20,000 tokens took 19 s); past this many
# changed lines one edit for the whole middle is clear enough.
_MOST_LINES = 3_000
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Below this share of common words two lines are shown as different altogether.
_ALIKE = 0.3


def edits_between(old: str, new: str) -> tuple[TextEdit, ...]:
    """Ordered edits that turn ``old`` into ``new``: by line, each cut to what differs in it."""
    if old == new:
        return ()
    head = common_head(old, new)
    tail = common_tail(old, new, head)
    # Whole lines, so that equal lines between two changes are found.
    head = max(old.rfind("\n", 0, head), old.rfind("\r", 0, head)) + 1
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    old_lines, new_lines = _lines(old_middle), _lines(new_middle)
    if len(old_lines) + len(new_lines) > _MOST_LINES:
        return (_trimmed(old_middle, new_middle, head),)
    edits: list[TextEdit] = []
    position = head
    for tag, a1, a2, b1, b2 in SequenceMatcher(
        None, old_lines, new_lines, autojunk=False
    ).get_opcodes():
        before, after = "".join(old_lines[a1:a2]), "".join(new_lines[b1:b2])
        if tag != "equal":
            edits.append(_trimmed(before, after, position))
        position += len(before)
    return tuple(edits)


def _lines(text: str) -> list[str]:
    starts = [*line_starts(text), len(text)]
    return [text[a:b] for a, b in pairwise(starts) if b > a]


def _trimmed(before: str, after: str, position: int) -> TextEdit:
    head = common_head(before, after)
    tail = common_tail(before, after, head)
    return TextEdit(position + head, position + len(before) - tail, after[head : len(after) - tail])


def common_head(a: str, b: str) -> int:
    """How many characters both texts begin with alike."""
    low, high = 0, min(len(a), len(b))
    while low < high:  # slices compare in C, a loop over characters does not
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_tail(a: str, b: str, head: int) -> int:
    """How many characters both texts end with alike, not counting their first ``head``."""
    low, high = 0, min(len(a), len(b)) - head
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a side-by-side comparison.

    Attributes:
        left, right: The line on each side without its line end; None where it has none.
        same: Whether both are equal, line ends included.
        left_changes, right_changes: What differs within each, in positions of that line.
    """

    left: str | None
    right: str | None
    same: bool
    left_changes: tuple[Span, ...] = ()
    right_changes: tuple[Span, ...] = ()


def rows_between(left: str, right: str) -> list[Row]:
    """Both texts line by line, equal lines facing each other."""
    left_lines, right_lines = _lines(left), _lines(right)
    if len(left_lines) + len(right_lines) > _MOST_LINES:
        matcher = SequenceMatcher(None, left_lines, right_lines, autojunk=True)
    else:
        matcher = SequenceMatcher(None, left_lines, right_lines, autojunk=False)
    rows: list[Row] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        for a, b in zip_longest(left_lines[a1:a2], right_lines[b1:b2]):
            rows.append(Row(_bare(a), _bare(b), same=True) if tag == "equal" else _differing(a, b))
    return rows


def _differing(a: str | None, b: str | None) -> Row:
    left, right = _bare(a), _bare(b)
    if left is None or right is None:
        return Row(left, right, same=False)
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    ours_at, theirs_at = _starts(ours), _starts(theirs)
    left_changes: list[Span] = []
    right_changes: list[Span] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() > _ALIKE:
        for tag, a1, a2, b1, b2 in matcher.get_opcodes():
            if tag != "equal" and a2 > a1:
                left_changes.append(Span(ours_at[a1], ours_at[a2]))
            if tag != "equal" and b2 > b1:
                right_changes.append(Span(theirs_at[b1], theirs_at[b2]))
    return Row(
        left,
        right,
        same=False,
        left_changes=tuple(left_changes),
        right_changes=tuple(right_changes),
    )


def _bare(line: str | None) -> str | None:
    return None if line is None else line.rstrip("\r\n")


def _starts(words: list[str]) -> list[int]:
    return [0, *accumulate(map(len, words))]
