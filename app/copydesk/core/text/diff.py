"""From one text to another by few and small edits."""

from __future__ import annotations

from itertools import pairwise

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.matching import matches_between
from copydesk.core.text.positions import line_starts


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
    edits: list[TextEdit] = []
    a = b = 0
    for match_a, match_b, size in [
        *matches_between(old_lines, new_lines),
        (len(old_lines), len(new_lines), 0),
    ]:
        before, after = "".join(old_lines[a:match_a]), "".join(new_lines[b:match_b])
        if before or after:
            edits.append(_trimmed(before, after, head))
        head += len(before) + sum(map(len, old_lines[match_a : match_a + size]))
        a, b = match_a + size, match_b + size
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
