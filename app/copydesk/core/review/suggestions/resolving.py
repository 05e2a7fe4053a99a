"""Accepting and rejecting suggestions, as edits of the text that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.review.suggestions.fields import marked_paths, resolve_field
from copydesk.core.text.critic import Mark, MarkKind, marks_in
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.posts.entries import FieldEntry
    from copydesk.core.text.positions import Span


def accept(text: str, marks: Iterable[Mark]) -> tuple[TextEdit, ...]:
    """What makes suggestions part of the text, and takes out what was said about them.

    Args:
        text: The text.
        marks: Of `marks_in(text)`; comments and highlights among them are left as they are.

    Raises:
        EditRefusedError: One in a field can't be answered without changing others.
    """
    return _resolved(text, marks, accepts=True)


def reject(text: str, marks: Iterable[Mark]) -> tuple[TextEdit, ...]:
    """What puts the text back to before the suggestions, and takes out what was said about them.

    Raises:
        EditRefusedError: As `accept`.
    """
    return _resolved(text, marks, accepts=False)


def _resolved(text: str, marks: Iterable[Mark], *, accepts: bool) -> tuple[TextEdit, ...]:
    present = marks_in(text)
    # What was read from another text is answered nowhere.
    here = {mark.span: mark for mark in present}
    chosen = {m.span for m in marks if m.kind.suggests and here.get(m.span) == m}
    if not chosen:
        return ()
    frontmatter = read_frontmatter(text)
    held = _fields_with(frontmatter, chosen)
    edits = list(_in_fields(text, held, accepts=accepts))
    for mark in present:
        if any(entry.span.start <= mark.span.start < entry.span.end for entry in held):
            continue
        head = mark.head is not None and present[mark.head]
        if mark.span in chosen:
            side = mark.new if accepts else mark.old
            edits.append(TextEdit(mark.span.start, mark.span.end, side.of(text) if side else ""))
        elif head and head.span in chosen:
            edits.append(TextEdit(mark.span.start, mark.span.end, ""))
    return tuple(edits)


def _fields_with(frontmatter: Frontmatter, chosen: set[Span]) -> list[FieldEntry]:
    """The fields whose value holds chosen marks.

    A mark that another program wrote into the source around a value, or that breaks the fields, is
    none of these: it is answered like one in the text.
    """
    return [
        entry
        for entry in frontmatter.entries
        if any(entry.span.start <= one.start < entry.span.end for one in chosen)
        and any(True for _ in marked_paths(entry.value))
    ]


def _in_fields(text: str, entries: Iterable[FieldEntry], *, accepts: bool) -> tuple[TextEdit, ...]:
    """The edits for fields: each field's suggestions are answered together."""
    after = text
    for entry in entries:
        for path in marked_paths(entry.value, (entry.key,)):
            after = apply_edits(after, resolve_field(after, path, accepts=accepts))
    return edits_between(text, after)


def suggestions_in(text: str, span: Span | None = None) -> tuple[Mark, ...]:
    """The suggestions of a text, or those that a span of it touches."""
    return tuple(
        mark
        for mark in marks_in(text)
        if mark.kind.suggests
        and (span is None or (mark.span.start <= span.end and span.start <= mark.span.end))
    )


def next_mark(marks: Sequence[Mark], position: int, *, forward: bool = True) -> Mark | None:
    """The next mark behind a position, or before it, that is no part of another's thread.

    It goes on from the other end of the text; None where there is no mark.
    """
    heads = [m for m in marks if m.head is None and not (m.kind is MarkKind.COMMENT and m.done)]
    if not heads:
        return None
    if forward:
        return next((mark for mark in heads if mark.span.start > position), heads[0])
    return next((mark for mark in reversed(heads) if mark.span.end < position), heads[-1])


def shown_span(mark: Mark) -> Span:
    """What of a mark an editor is shown: its text without signs and metadata."""
    return mark.new or mark.old or mark.text
