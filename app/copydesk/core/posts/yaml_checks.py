"""What an edit of a field must pass before it is given out: nothing but the field has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.values import same_value
from copydesk.core.text.diff import common_head, common_tail
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.text.positions import Span

# The comments and blank lines that stand below a field.
COMMENTS = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r)|[ \t]*(?:\r\n|\n|\r))+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an edit shall come to.

    Attributes:
        data: All fields' values afterwards.
        field: The top-level field that is changed.
        renamed: Its name afterwards.
        region: Where the text may change.
        only_added: Whether nothing may go.
    """

    data: object
    field: str
    renamed: str
    region: Span
    only_added: bool = False


def stays_inside(edits: Sequence[TextEdit], wanted: Wanted) -> bool:
    """Whether ``edits`` keep to where they may change something."""
    region = wanted.region
    if wanted.only_added and any(edit.start != edit.end for edit in edits):
        return False
    return all(region.start <= edit.start and edit.end <= region.end for edit in edits)


def is_sound(text: str, before: Frontmatter, edits: Sequence[TextEdit], wanted: Wanted) -> bool:
    """Whether ``edits`` make the fields say what is wanted, and leave all other source."""
    new = apply_edits(text, edits)
    after = read_frontmatter(new)
    return (
        after.readable
        and after.format == "yaml"
        and new[after.body_start :] == text[before.body_start :]
        and same_value(after.data, wanted.data)
        and others_same(before, after, wanted.field, wanted.renamed)
    )


def others_same(before: Frontmatter, after: Frontmatter, old: str, new: str) -> bool:
    """Whether all fields but ``old``, now ``new``, have kept their source and their order."""
    kept_before = [(entry.key, entry.source) for entry in before.entries if entry.key != old]
    kept_after = [(entry.key, entry.source) for entry in after.entries if entry.key != new]
    return kept_before == kept_after


def trimmed(source: str, edit: TextEdit) -> TextEdit | None:
    """The edit cut to what it changes, so that cursors and marks beside it stay."""
    old, new = source[edit.start : edit.end], edit.new
    head = common_head(old, new)
    tail = common_tail(old, new, head)
    if head + tail == len(old) == len(new):
        return None
    # Never between CR and LF.
    if head and old[head - 1 : head] == "\r":
        head -= 1
    if tail and old[len(old) - tail :][:1] == "\n" and tail < len(old):
        tail -= 1
    return TextEdit(edit.start + head, edit.end - tail, new[head : len(new) - tail])
