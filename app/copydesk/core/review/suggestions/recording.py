"""Suggesting: an edit that is meant becomes a mark that says so.

Once it is accepted the text is as if the edit had been made; once it is rejected it is as before,
byte for byte. Each edit is verified by reading the result both ways, and one for which that can't
be had is refused with a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.review.suggestions.runs import Fate, Run, runs_of, write_runs
from copydesk.core.text.critic import (
    MarkKind,
    accepted_reading,
    marks_and_code,
    marks_in,
    rejected_reading,
)
from copydesk.core.text.critic_metadata import written_metadata
from copydesk.core.text.diff import common_head, common_tail, edits_between
from copydesk.core.text.edits import TextEdit, apply_edits, moved, ordered
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from copydesk.core.text.critic import Mark

# What a key that deletes a word takes, as Qt does: the spaces behind go with it, no line end does.
# Letters are told from ASCII's punctuation, as Devanagari's vowel signs are not of `\w`.
_LETTERS, _SIGNS, _SPACES = r"[^\s!-/:-@\[-^`{-~]+", r"[!-/:-@\[-^`{-~]+", r"[^\S\r\n]"
_WORD_AHEAD = re.compile(f"(?:{_LETTERS}|{_SIGNS}){_SPACES}*|{_SPACES}+")
_WORD_BEFORE = re.compile(f"(?:(?:{_LETTERS}|{_SIGNS}){_SPACES}*|{_SPACES}+)\\Z")
_LONGEST_WORD = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """What records an edit.

    Attributes:
        edits: In positions of the text before; none where there is nothing to record.
        cursor: Where the cursor belongs in the text after.
    """

    edits: tuple[TextEdit, ...]
    cursor: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who suggests, and when, in seconds since 1970."""

    name: str
    time: int

    @property
    def data(self) -> dict[str, str | int | bool]:
        """What each new mark says of itself."""
        name: dict[str, str | int | bool] = {"author": self.name} if self.name else {}
        return {**name, "time": self.time}

    @property
    def metadata(self) -> str:
        """The same as it stands at the beginning of a mark."""
        return written_metadata(self.data)


def suggest(
    text: str, edits: Iterable[TextEdit], author: Author, *, body_start: int | None = None
) -> Recorded:
    """What to do in place of ``edits``, so that they are suggested and not made.

    Args:
        text: The text, which may hold marks.
        edits: What is meant, as if there were no suggesting; ordered and apart.
        author: Who suggests. Suggestions of the same author grow together, those of others stay.
        body_start: Where the frontmatter ends, where that is known.

    Raises:
        EditRefusedError: It can't be written as a suggestion.
    """
    edits = ordered(edits)
    start = read_frontmatter(text).body_start if body_start is None else body_start
    if edits and edits[0].start < start:
        raise EditRefusedError(
            "Fields can’t be suggested in the text.", "Suggest in the form, or switch to Editing."
        )
    if len(edits) == 1:
        return _recorded(text, edits[0], author)
    return _all_recorded(text, edits, author)


def _all_recorded(text: str, edits: Sequence[TextEdit], author: Author) -> Recorded:
    """Several edits, from the last to the first, as one."""
    after, cursor = text, -1
    for edit in reversed(edits):
        recorded = _recorded(after, edit, author)
        after = apply_edits(after, recorded.edits)
        cursor = recorded.cursor if cursor < 0 else moved(cursor, recorded.edits)
    reading = accepted_reading(text)
    spans = [reading.span_in_reading(Span(edit.start, edit.end)) for edit in edits]
    meant = [TextEdit(s.start, s.end, e.new) for s, e in zip(spans, edits, strict=True)]
    if not _says(after, apply_edits(reading.text, meant), rejected_reading(text).text):
        raise _torn()
    return Recorded(edits_between(text, after), max(0, cursor))


def _torn() -> EditRefusedError:
    return EditRefusedError(
        "This can’t be written as a suggestion here: it would tear a mark or code apart.",
        "Switch to Editing for it.",
    )


def _recorded(text: str, edit: TextEdit, author: Author) -> Recorded:
    marks, code = marks_and_code(text)
    plain = _in_comments(text, marks, edit)
    if plain:
        return plain
    aimed = _aimed(text, marks, edit)
    if aimed is None:
        return Recorded((), edit.start)
    rejected, accepted = rejected_reading(text, marks).text, accepted_reading(text, marks)
    span = accepted.span_in_reading(Span(aimed.start, aimed.end))
    wanted = accepted.text[: span.start] + aimed.new + accepted.text[span.end :]
    for candidate in _candidates(text, marks, code, aimed):
        recorded = _as_marks(text, marks, candidate, author)
        if _says(apply_edits(text, recorded.edits), wanted, rejected):
            return recorded
    raise _torn()


def _says(text: str, accepted: str, rejected: str) -> bool:
    """Whether a text is the one once all is accepted, and the other once all is rejected."""
    marks = marks_in(text)
    return (
        rejected_reading(text, marks).text == rejected
        and accepted_reading(text, marks).text == accepted
    )


def _candidates(
    text: str, marks: Sequence[Mark], code: Sequence[Span], edit: TextEdit
) -> Iterator[TextEdit]:
    """The edit, and then wider ones that do the same: over whole code, over whole lines.

    Marks within code are the code's own text, so a change in code is one of all of it.
    """
    touched = [span for span in code if span.start <= edit.end and edit.start <= span.end]
    cut = [
        span
        for span in touched
        if span.start < edit.start < span.end or span.start < edit.end < span.end
    ]
    if not cut:
        yield edit
    for spans in (cut, touched):
        if spans:
            start = min(edit.start, *(span.start for span in spans))
            end = max(edit.end, *(span.end for span in spans))
            yield _widened(text, edit, start, end)
    start = max(text.rfind("\n", 0, edit.start), text.rfind("\r", 0, edit.start)) + 1
    ends = [place for place in (text.find(end, edit.end) for end in "\r\n") if place >= 0]
    end = min(ends, default=len(text))
    if not any(mark.span.start < end and start < mark.span.end for mark in marks):
        yield _widened(text, edit, start, end)


def _widened(text: str, edit: TextEdit, start: int, end: int) -> TextEdit:
    return TextEdit(start, end, text[start : edit.start] + edit.new + text[edit.end : end])


def _in_comments(text: str, marks: Sequence[Mark], edit: TextEdit) -> Recorded | None:
    """An edit of comments, which are no part of the text: it is made as it is."""
    comments = [mark for mark in marks if mark.kind is MarkKind.COMMENT]
    touched = [one for one in comments if one.span.start < edit.end and edit.start < one.span.end]
    within = any(one.text.start <= edit.start and edit.end <= one.text.end for one in touched)
    whole = (
        bool(touched)
        and not edit.new
        and edit.start == touched[0].span.start
        and edit.end == touched[-1].span.end
        and sum(len(one.span) for one in touched) == edit.end - edit.start
    )
    if not (within or whole):
        return None
    accepted, rejected = accepted_reading(text).text, rejected_reading(text).text
    if not _says(apply_edits(text, (edit,)), accepted, rejected):
        raise EditRefusedError("This would end the comment too early.", "Leave out “<<}”.")
    return Recorded((edit,), edit.start + len(edit.new))


def _aimed(text: str, marks: Sequence[Mark], edit: TextEdit) -> TextEdit | None:
    """What an edit means where it deletes nothing but signs of marks and what is deleted anyway.

    A key that deletes the first sign of an opening, an end or an arrow is meant for what comes
    after it, one that deletes the last for what comes before. None where nothing is meant.
    """
    if edit.new or edit.start == edit.end:
        return edit
    region = _region(marks, edit)
    runs = runs_of(text, region, _within(marks, region))
    touched = [run for run in runs if run.start < edit.end and edit.start < run.end]
    if any(run.lives for run in touched):
        return edit
    if any(run.start <= edit.start and edit.end <= run.end for run in touched):
        return None  # it is deleted already: the cursor moves on over it
    live = [run for run in runs if run.lives and run.text]
    whole_word = edit.end - edit.start > 1  # no key for one sign alone takes more
    if edit.start in _sign_starts(marks):
        place = next((run.start for run in live if run.start >= edit.end), region.end)
        limit = next((mark.span.start for mark in marks if mark.span.start > place), len(text))
        limit = next((run.end for run in live if run.start == place), limit)
        end = place + (2 if text[place : place + 2] == "\r\n" else 1)
        if whole_word and (word := _WORD_AHEAD.match(text, place, limit)):
            end = word.end()
        return TextEdit(place, end, "") if end <= len(text) else None
    place = next((run.end for run in reversed(live) if run.end <= edit.start), region.start)
    limit = max((mark.span.end for mark in marks if mark.span.end < place), default=0)
    limit = next((run.start for run in live if run.end == place), limit)
    start = place - (2 if text[place - 2 : place] == "\r\n" else 1)
    if whole_word and (
        word := _WORD_BEFORE.search(text[max(limit, place - _LONGEST_WORD) : place])
    ):
        start = place - len(word.group())
    return TextEdit(start, place, "") if start >= 0 else None


def _sign_starts(marks: Sequence[Mark]) -> set[int]:
    """Where openings, ends and arrows start."""
    starts = {place for mark in marks for place in (mark.span.start, mark.text.end)}
    return starts | {m.old.end for m in marks if m.kind is MarkKind.SUBSTITUTION and m.old}


def _region(marks: Sequence[Mark], edit: TextEdit) -> Span:
    """The edit and all marks that touch it or stand right beside those that do."""
    start, end = edit.start, edit.end
    for mark in reversed(marks):
        if mark.span.start <= end and start <= mark.span.end:
            start, end = min(start, mark.span.start), max(end, mark.span.end)
    for mark in marks:
        if mark.span.start <= end and start <= mark.span.end:
            start, end = min(start, mark.span.start), max(end, mark.span.end)
    return Span(start, end)


def _within(marks: Sequence[Mark], region: Span) -> list[Mark]:
    return [m for m in marks if region.start <= m.span.start and m.span.end <= region.end]


def _as_marks(text: str, marks: Sequence[Mark], edit: TextEdit, author: Author) -> Recorded:
    region = _region(marks, edit)
    runs = runs_of(text, region, _within(marks, region))
    written, cursor = write_runs(_changed(runs, edit, author))
    if written == region.of(text):
        return Recorded((), region.start + max(0, cursor))
    change = _trimmed(text, region, written)
    return Recorded((change,), region.start + max(0, cursor))


def _changed(runs: list[Run], edit: TextEdit, author: Author) -> list[Run]:
    """The runs with the edit recorded in them."""
    metadata = author.metadata
    split = [part for run in runs for part in _cut_run(run, edit)]
    index = _insertion_index(split, edit.start, author.name)
    result = [*split[:index], *_inserted(edit, author.name, metadata), *split[index:]]
    return [
        Run(Fate.GOES, run.text, -1, author.name, metadata) if _goes(run, edit) else run
        for run in result
        if not (run.fate is Fate.COMES and run.start >= 0 and _covers(edit, run))
    ]


def _cut_run(run: Run, edit: TextEdit) -> list[Run]:
    """The run in the parts before, within and behind the edit."""
    if run.fate is Fate.COMMENT or not run.text:
        return [run]
    inside = {place for place in (edit.start, edit.end) if run.start < place < run.end}
    return [run.part(a, b) for a, b in pairwise([run.start, *sorted(inside), run.end])]


def _covers(edit: TextEdit, run: Run) -> bool:
    return bool(run.text) and edit.start <= run.start and run.end <= edit.end


def _goes(run: Run, edit: TextEdit) -> bool:
    return run.fate is Fate.STAYS and _covers(edit, run)


def _inserted(edit: TextEdit, author: str, metadata: str) -> list[Run]:
    cursor = Run(Fate.CURSOR, "")
    return [Run(Fate.COMES, edit.new, -1, author, metadata), cursor] if edit.new else [cursor]


def _insertion_index(runs: list[Run], place: int, author: str) -> int:
    """Before which run something put in at a place of the source belongs."""
    for index, run in enumerate(runs):
        if place > run.end or (run.fate is Fate.COMMENT and place > run.start):
            continue
        if place < run.end or not run.text:
            return _behind_comments(runs, index, author)
        return _behind_comments(runs, index + 1, author)
    return len(runs)


def _behind_comments(runs: list[Run], index: int, author: str) -> int:
    """Past comments that stand there, which are about what is before them.

    What grows the author's own suggestion stays before them: they are about all of it.
    """
    before = runs[index - 1] if index else None
    own = before is not None and before.author == author
    if own and before is not None and before.fate in (Fate.COMES, Fate.GOES):
        return index
    while index < len(runs) and runs[index].fate is Fate.COMMENT:
        index += 1
    return index


def _trimmed(text: str, region: Span, written: str) -> TextEdit:
    """The one edit that makes the region what is written, without what is the same."""
    old = region.of(text)
    head = common_head(old, written)
    tail = common_tail(old, written, head)
    return TextEdit(region.start + head, region.end - tail, written[head : len(written) - tail])
