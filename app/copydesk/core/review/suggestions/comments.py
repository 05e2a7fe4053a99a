"""Comments in the text: on a selection, replies, resolved or taken out; each as edits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.text.critic import (
    MarkKind,
    accepted_reading,
    marks_and_code,
    marks_in,
    rejected_reading,
)
from copydesk.core.text.critic_metadata import SEPARATOR, written_metadata
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.suggestions.recording import Author
    from copydesk.core.text.critic import Mark


def written_comment(body: str, author: Author) -> str:
    """A comment as it stands in the text, on one line, so that it fits into a table or a list."""
    body = " ".join(body.split()).replace("<<}", "<< }")
    if body.endswith("<"):
        body += " "
    return f"{MarkKind.COMMENT.value}{author.metadata}{body}{MarkKind.COMMENT.closer}"


def comment_on(text: str, span: Span, body: str, author: Author) -> tuple[TextEdit, ...]:
    """What adds a comment on a selection, which is highlighted, or at a place.

    On a suggestion, or on what is highlighted already, it goes into its thread.

    Raises:
        EditRefusedError: There can be no comment there.
    """
    if span.start < read_frontmatter(text).body_start:
        raise EditRefusedError("A comment can’t stand among the fields.", "Select some text.")
    marks, code = marks_and_code(text)
    comment = written_comment(body, author)
    touched = next((m for m in marks if m.span.start < span.end and span.start < m.span.end), None)
    if touched is not None:
        place = thread_end(marks, touched)
        edits: tuple[TextEdit, ...] = (TextEdit(place, place, comment),)
    else:
        span = _around_code(span, code)
        chosen = span.of(text)
        if MarkKind.HIGHLIGHT.closer in chosen:
            raise EditRefusedError("This holds “==}”, which ends a highlight.", "Select less.")
        held = f"{MarkKind.HIGHLIGHT.value}{chosen}{MarkKind.HIGHLIGHT.closer}" if chosen else ""
        edits = (TextEdit(span.start, span.end, held + comment),)
    after = apply_edits(text, edits)
    same = accepted_reading(after).text == accepted_reading(text).text
    if not same or rejected_reading(after).text != rejected_reading(text).text:
        raise EditRefusedError("A comment can’t stand here: it would be read as text.")
    return edits


def _around_code(span: Span, code: Sequence[Span]) -> Span:
    """The span, around the code that it is in or touches: marks in code are text."""
    start, end = span.start, span.end
    for one in code:
        if one.start < end and start < one.end:
            start, end = min(start, one.start), max(end, one.end)
    return Span(end, end) if span.start == span.end else Span(start, end)


def thread_of(marks: Sequence[Mark], mark: Mark) -> tuple[Mark, ...]:
    """The comments on a mark, in order; of a comment, all of its own thread.

    None where the mark is none of these any more: the text has changed.
    """
    if mark not in marks:
        return ()
    head = marks.index(mark) if mark.head is None else mark.head
    thread = tuple(one for one in marks if one.head == head)
    return (marks[head], *thread) if marks[head].kind is MarkKind.COMMENT else thread


def thread_end(marks: Sequence[Mark], mark: Mark) -> int:
    """Where the next comment of a mark's thread goes."""
    return max((one.span.end for one in thread_of(marks, mark)), default=mark.span.end)


def reply(text: str, mark: Mark, body: str, author: Author) -> tuple[TextEdit, ...]:
    """What adds a comment at the end of the thread of a mark; nothing where that is gone."""
    marks = marks_in(text)
    if mark not in marks:
        return ()
    place = thread_end(marks, mark)
    return (TextEdit(place, place, written_comment(body, author)),)


def resolve(text: str, mark: Mark, *, done: bool = True) -> tuple[TextEdit, ...]:
    """What notes in a thread's first comment that it is dealt with, or that it is open again."""
    thread = thread_of(marks_in(text), mark)
    if not thread or thread[0].done == done:
        return ()
    first = thread[0]
    start = first.span.start + 3
    written = text[start : first.text.start].removesuffix(SEPARATOR)
    word = "true" if done else "false"
    if not written:
        return (TextEdit(start, start, written_metadata({"done": done})),)
    said = re.search(r'("(?:done|d)"\s*:\s*)(?:true|false)', written)
    if said:
        return (TextEdit(start + said.end(1), start + said.end(), word),)
    end = first.text.start - len(SEPARATOR) - 1
    comma = "," if first.metadata else ""
    return (TextEdit(end, end, f'{comma}"done":{word}'),)


def take_out(text: str, mark: Mark) -> tuple[TextEdit, ...]:
    """What takes a thread out, and the highlight that it is about."""
    marks = marks_in(text)
    if mark not in marks:
        return ()
    thread = thread_of(marks, mark)
    edits = [TextEdit(one.span.start, one.span.end, "") for one in thread]
    head = mark if mark.head is None else marks[mark.head]
    if head.kind is MarkKind.HIGHLIGHT:
        edits.insert(0, TextEdit(head.span.start, head.span.end, head.text.of(text)))
    return tuple(edits)
