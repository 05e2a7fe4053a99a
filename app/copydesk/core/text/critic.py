"""CriticMarkup: suggestions and comments written in the text, for any tool to read.

The five marks are those of criticmarkup.com: ``{++added++}``, ``{--deleted--}``,
``{~~old~>new~~}``, ``{==highlighted==}`` and ``{>>comment<<}``. Who made a mark and when stands at
its beginning, as proposed in issue 50 of the CriticMarkup toolkit and written by Commentator for
Obsidian: ``{++{"author":"A. Petrov","time":1764149400}@@added++}``. A comment right behind a mark
belongs to it, and comments in a row are a thread.
"""

from __future__ import annotations

import datetime as dt
import enum
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from copydesk.core.text.critic_metadata import seconds
from copydesk.core.text.critic_scan import CLOSERS, has_openings, parts
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from copydesk.core.text.critic_scan import RawMark

# Marks within marks are no part of CriticMarkup, but must not reach a reader either; deeper than
# this nobody means them.
_DEEPEST = 8


class MarkKind(enum.Enum):
    """The five marks; the value is what opens one."""

    INSERTION = "{++"
    DELETION = "{--"
    SUBSTITUTION = "{~~"
    HIGHLIGHT = "{=="
    COMMENT = "{>>"

    @property
    def closer(self) -> str:
        """What closes the mark."""
        return CLOSERS[self.value]

    @property
    def suggests(self) -> bool:
        """Whether such a mark changes the text, so that it can be accepted or rejected."""
        return self not in (MarkKind.HIGHLIGHT, MarkKind.COMMENT)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark as it stands in a text.

    Attributes:
        kind: Which of the five.
        span: All of it, from ``{`` to ``}``.
        text: What it holds, without metadata; of a substitution old, arrow and new.
        old: What stands there once it is rejected: None where that is nothing.
        new: What stands there once it is accepted: None where that is nothing.
        author: Who made it; "" where it does not say.
        time: When, in seconds since 1970; None where it does not say.
        done: Whether a comment is resolved.
        metadata: All that it says of itself, long keys, as read from JSON.
        head: Of a comment, the number of the mark that it stands right behind, over other comments
            if need be: the one it is about, or the first of its thread. None for the first itself.
        is_reply: Whether it is a comment right behind another comment.
    """

    kind: MarkKind
    span: Span
    text: Span
    old: Span | None
    new: Span | None
    author: str = ""
    time: int | None = None
    done: bool = False
    metadata: Mapping[str, object] = field(default_factory=dict)
    head: int | None = None
    is_reply: bool = False

    @property
    def when(self) -> dt.datetime | None:
        """When it was made, in the zone of this computer; None where it does not say."""
        if self.time is None:
            return None
        try:
            return dt.datetime.fromtimestamp(self.time).astimezone()
        except (OverflowError, OSError, ValueError):
            return None


def marks_in(text: str) -> tuple[Mark, ...]:
    """The marks of a text in order, none within another. Marks in code are text."""
    return marks_and_code(text)[0] if has_openings(text) else ()


@lru_cache(maxsize=4)  # at a key the same text is asked about by whoever records and whoever shows
def marks_and_code(text: str) -> tuple[tuple[Mark, ...], tuple[Span, ...]]:
    """The marks of a text, and its code that is not within a mark, fences included."""
    marks: list[Mark] = []
    code: list[Span] = []
    for part in parts(text):
        if isinstance(part, Span):
            code.append(part)
        else:
            marks.append(_mark(text, part, marks))
    return tuple(marks), tuple(code)


def _mark(text: str, raw: RawMark, before: list[Mark]) -> Mark:
    kind = MarkKind(text[raw.start : raw.start + 3])
    whole = Span(raw.text_start, raw.text_end)
    old = new = None
    if kind is MarkKind.SUBSTITUTION:
        old, new = Span(whole.start, raw.arrow), Span(raw.arrow + 2, whole.end)
    elif kind is not MarkKind.COMMENT:
        old = None if kind is MarkKind.INSERTION else whole
        new = None if kind is MarkKind.DELETION else whole
    head, is_reply = None, False
    if kind is MarkKind.COMMENT and before and before[-1].span.end == raw.start:
        is_reply = before[-1].kind is MarkKind.COMMENT
        head = before[-1].head if is_reply else None
        head = len(before) - 1 if head is None else head
    data = raw.metadata or {}
    author, done = data.get("author"), data.get("done")
    return Mark(
        kind,
        Span(raw.start, raw.end),
        whole,
        old,
        new,
        " ".join(author.split()) if isinstance(author, str) else "",
        seconds(data.get("time")),
        done is True,
        data,
        head,
        is_reply,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read one way, marks resolved, with the way back to the source.

    Attributes:
        text: What is read.
        pieces: The spans of the source that it is put together from, in order, with a gap between
            any two; None where it is the source itself.
    """

    text: str
    pieces: tuple[Span, ...] | None = None
    _starts: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Adds up where each piece starts in what is read."""
        lengths = map(len, self.pieces or ())
        object.__setattr__(self, "_starts", tuple(accumulate(lengths, initial=0)))

    @property
    def plain(self) -> bool:
        """Whether it is the source itself: there are no marks in it."""
        return self.pieces is None

    def _at(self, position: int) -> int:
        """The number of the piece that holds the character at a position; the last at the end."""
        return min(bisect_right(self._starts, position), len(self._starts) - 1) - 1

    def span_in_source(self, span: Span) -> Span:
        """Where a span of the reading stands in the source, what is left out within included."""
        if not self.pieces:
            return span if self.pieces is None else Span(0, 0)
        if span.end == span.start:
            start = self._position_in_source(span.start)
            return Span(start, start)
        first, last = self._at(span.start), self._at(span.end - 1)
        return Span(
            self.pieces[first].start + span.start - self._starts[first],
            self.pieces[last].start + span.end - self._starts[last],
        )

    def _position_in_source(self, position: int) -> int:
        """Where something can be put in: at the border of two pieces, behind the first."""
        pieces = self.pieces or (Span(0, 0),)
        index = self._at(max(0, position - 1))
        return pieces[index].start + position - self._starts[index]

    def span_in_reading(self, span: Span) -> Span:
        """Where a span of the source is in the reading; empty where nothing of it is read."""
        if self.pieces is None:
            return span
        start, end = (self._position_in_reading(at) for at in (span.start, span.end))
        return Span(start, end)

    def _position_in_reading(self, position: int) -> int:
        pieces = self.pieces or ()
        index = bisect_right(pieces, position, key=lambda piece: piece.start) - 1
        if index < 0:
            return 0
        return self._starts[index] + min(position, pieces[index].end) - pieces[index].start

    def edits_in_source(self, edits: tuple[TextEdit, ...]) -> tuple[TextEdit, ...] | None:
        """The same edits for the source; None where one would cut through a mark."""
        if self.pieces is None:
            return edits
        found: list[TextEdit] = []
        for edit in edits:
            span = self.span_in_source(Span(edit.start, edit.end))
            if len(span) != edit.end - edit.start:
                return None
            found.append(TextEdit(span.start, span.end, edit.new))
        return tuple(found)


def accepted_reading(text: str, marks: tuple[Mark, ...] | None = None) -> Reading:
    """The text as it is once every suggestion is accepted and every comment is taken out.

    ``marks`` are those of the text, where they are known already.
    """
    return _reading(text, marks_in(text) if marks is None else marks, accepts=True)


def rejected_reading(text: str, marks: tuple[Mark, ...] | None = None) -> Reading:
    """The text as it is once every suggestion is rejected and every comment is taken out."""
    return _reading(text, marks_in(text) if marks is None else marks, accepts=False)


def _reading(text: str, marks: tuple[Mark, ...], *, accepts: bool) -> Reading:
    if not marks:
        return Reading(text)
    kept = [span for span in _kept(text, marks, accepts, 0) if span.end > span.start]
    joined: list[Span] = []
    for span in kept:
        if joined and joined[-1].end == span.start:
            span = Span(joined.pop().start, span.end)
        joined.append(span)
    return Reading("".join(span.of(text) for span in joined), tuple(joined))


def _kept(text: str, marks: tuple[Mark, ...], accepts: bool, depth: int) -> Iterator[Span]:
    """What of a text is read, as spans in it; marks within marks are read the same way."""
    reached = 0
    for mark in marks:
        yield Span(reached, mark.span.start)
        reached = mark.span.end
        side = mark.new if accepts else mark.old
        if side is None:
            continue
        content = side.of(text)
        inner = marks_in(content) if depth < _DEEPEST else ()
        for span in _kept(content, inner, accepts, depth + 1):
            yield span.shifted(side.start)
    yield Span(reached, len(text))
