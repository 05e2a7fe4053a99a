"""What an edit of a field must pass before it is given out: nothing but the field has changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.values import same_value
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

# For `expected`: the field shall be gone.
ABSENT = object()
# The comments and blank lines that stand below a field.
COMMENTS = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r)|[ \t]*(?:\r\n|\n|\r))+")


def stays_inside(
    text: str, before: Frontmatter, edits: Sequence[TextEdit], key: str, expected: object
) -> bool:
    """Whether ``edits`` keep to the lines of a field, or only put in where it is missing.

    Below a field that goes, the comments and blank lines may move too.
    """
    entry = before.entry(key)
    if entry is None or before.content is None:
        return all(edit.start == edit.end for edit in edits)
    end = entry.span.end
    if expected is ABSENT:
        below = COMMENTS.match(text, end, before.content.end)
        end = below.end() if below else end
    return all(entry.span.start <= edit.start and edit.end <= end for edit in edits)


def is_sound(
    text: str, before: Frontmatter, edits: Sequence[TextEdit], key: str, expected: object
) -> bool:
    """Whether ``edits`` make the field say ``expected`` and no other say anything else."""
    new = apply_edits(text, edits)
    after = read_frontmatter(new)
    if not after.readable or after.format != "yaml":
        return False
    if new[after.body_start :] != text[before.body_start :]:
        return False
    if expected is ABSENT:
        if key in after.data:
            return False
    elif key not in after.data or not same_value(after.data[key], expected):
        return False
    rest_before = {name: value for name, value in before.data.items() if name != key}
    rest_after = {name: value for name, value in after.data.items() if name != key}
    return same_value(rest_before, rest_after) and others_same(before, after, key, key)


def others_same(before: Frontmatter, after: Frontmatter, old: str, new: str) -> bool:
    """Whether all fields but ``old``, now ``new``, have kept their source and their order."""
    kept_before = [(entry.key, entry.source) for entry in before.entries if entry.key != old]
    kept_after = [(entry.key, entry.source) for entry in after.entries if entry.key != new]
    return kept_before == kept_after


def trimmed(source: str, edit: TextEdit) -> TextEdit | None:
    """The edit cut to what it changes, so that cursors and marks beside it stay."""
    old, new = source[edit.start : edit.end], edit.new
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    most -= head
    tail = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    if head + tail == len(old) == len(new):
        return None
    # Never between CR and LF.
    if head and old[head - 1 : head] == "\r":
        head -= 1
    if tail and old[len(old) - tail :][:1] == "\n" and tail < len(old):
        tail -= 1
    return TextEdit(edit.start + head, edit.end - tail, new[head : len(new) - tail])
