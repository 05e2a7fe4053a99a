"""A post with suggestions as its readers would see it: marked, accepted, or the original.

Marked text goes through the Markdown engine with letters of the private use area around what was
added, deleted or commented on. To an engine these are letters like any other, in a list, a table, a
link or code, so that blocks stay what they are; in its HTML they become elements, before that is
made safe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Literal

from copydesk.core.text.critic import (
    Mark,
    MarkKind,
    accepted_reading,
    marks_in,
    rejected_reading,
)
from copydesk.core.text.critic_scan import has_openings
from copydesk.core.text.markdown_prefix import is_rule, prefix_of
from copydesk.core.text.positions import Span, line_at, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MarksView = Literal["marked", "accepted", "original"]

_ADDED, _DELETED, _COMMENTED, _END, _NOTE, _NOTE_END = map(chr, range(0xF8D1, 0xF8D7))
_SIGNS = f"{_ADDED}-{_NOTE_END}"
_OPENERS = {
    _ADDED: '<ins class="suggested">',
    _DELETED: '<del class="suggested">',
    _COMMENTED: '<mark class="commented">',
}
_CLOSERS = {_ADDED: "</ins>", _DELETED: "</del>", _COMMENTED: "</mark>"}
# The words of a comment travel as letters of plane 15 and 16, which no engine takes for Markdown.
_PLANE = 0xF0000
_MOST_CODED = 0x20000
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
# Lines whose every sign counts for Markdown: no letter may stand in them.
_ONLY_SIGNS = re.compile(r"[ \t>]*(?:`{3,}[^`]*|~{3,}.*|[|:\- \t]+|\[[^\]]+\]:.*)")
_PIECE = re.compile(r"([ \t]*)([^|]*?)([ \t]*)(\||\Z)")
_TAG_OR_TEXT = re.compile(r"<[^<>]*>|[^<]+|<")
_ENCODED = re.compile(r"%EF%A3%9[1-6]", re.IGNORECASE)
_GONE_IN_TAG = re.compile(f"{_DELETED}[^{_SIGNS}]*{_END}|{_NOTE}[^{_SIGNS}]*{_NOTE_END}|[{_SIGNS}]")
_DATA_LINE = re.compile(r' data-line="(\d+)"')


@dataclass(slots=True)
class Shown:
    """What the engine is given.

    Attributes:
        text: The text.
        lines: For each of its lines the 0-based line of the source; None where they are the same.
    """

    text: str
    lines: list[int] | None = None

    def source_line(self, line: int) -> int:
        """The line of the source that a line of the text comes from."""
        if self.lines is None:
            return line
        return self.lines[min(line, len(self.lines) - 1)]

    def moved_lines(self, html: str, first: int) -> str:
        """A block's HTML with ``data-line`` counted in lines of the source."""
        if self.lines is None:
            return html
        base = self.source_line(first)
        return _DATA_LINE.sub(
            lambda found: f' data-line="{self.source_line(first + int(found[1])) - base}"', html
        )


def shown_text(text: str, view: MarksView, fields_end: int = 0) -> Shown:
    """A text as it is to be rendered.

    Args:
        text: The whole text.
        view: How suggestions are shown; without any the text is what it is.
        fields_end: Where the frontmatter ends, in which "marked" is shown as accepted.
    """
    if not has_openings(text):
        return Shown(text)
    marks = marks_in(text)
    if not marks:
        return Shown(text)
    writer = _Writer(text)
    if view == "marked":
        reading = accepted_reading(text[:fields_end])
        writer.take_all(reading.pieces if reading.pieces is not None else (Span(0, fields_end),))
        _write_marked(writer, text, [m for m in marks if m.span.start >= fields_end], fields_end)
    else:
        read = accepted_reading if view == "accepted" else rejected_reading
        writer.take_all(read(text, marks).pieces or ())
    return writer.shown()


@dataclass(slots=True)
class _Writer:
    """Puts a text together from pieces of the source, and knows the line each comes from."""

    source: str
    pieces: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Where in the source each line end was taken from, its length included."""

    def take(self, span: Span) -> None:
        """Takes a piece of the source."""
        piece = span.of(self.source)
        self.pieces.append(piece)
        self.ends += [span.start + at for at in line_starts(piece)[1:]]

    def take_all(self, spans: Sequence[Span]) -> None:
        """Takes pieces in order."""
        for span in spans:
            self.take(span)

    def put(self, piece: str, at: int = -1) -> None:
        """Adds what is not in the source; a line end belongs to ``at`` there."""
        self.pieces.append(piece)
        self.ends += [at] * (len(line_starts(piece)) - 1)

    @property
    def at_line_start(self) -> bool:
        """Whether the next piece begins a line."""
        last = next((piece for piece in reversed(self.pieces) if piece), "\n")
        return last[-1] in "\r\n"

    def shown(self) -> Shown:
        """The text, with the lines of the source."""
        text = "".join(self.pieces)
        starts = line_starts(self.source)
        lines = [0, *(line_at(starts, end) for end in self.ends)]
        return Shown(text, None if lines == list(range(len(starts))) else lines)


def _write_marked(writer: _Writer, text: str, marks: Sequence[Mark], start: int) -> None:
    reached = start
    for mark in marks:
        writer.take(Span(reached, mark.span.start))
        reached = mark.span.end
        if mark.kind is MarkKind.COMMENT:
            writer.put(_note(text, mark))
        elif mark.kind is MarkKind.HIGHLIGHT:
            _write_side(writer, text, mark.text, _COMMENTED)
        else:
            if mark.old is not None:
                _write_side(writer, text, mark.old, _DELETED)
            if mark.old is not None and mark.new is not None and _has_lines(text, mark.text):
                writer.put("\n", mark.new.start)  # else a fence of both would be one line
            if mark.new is not None:
                _write_side(writer, text, mark.new, _ADDED)
    writer.take(Span(reached, len(text)))


def _has_lines(text: str, span: Span) -> bool:
    return "\n" in span.of(text) or "\r" in span.of(text)


def _write_side(writer: _Writer, text: str, span: Span, sign: str) -> None:
    """What a mark holds, with signs around what is text in each line."""
    position = span.start
    while position < span.end:
        found = _LINE.match(text, position, span.end)
        if found is None:  # every part may be empty
            raise AssertionError
        line = found[1]
        skipped = _before_text(line) if writer.at_line_start else 0
        writer.put(line[:skipped])
        for piece in _PIECE.finditer(line, skipped):
            words = f"{sign}{piece[2]}{_END}" if piece[2] else ""
            writer.put(f"{piece[1]}{words}{piece[3]}{piece[4]}")
        writer.take(Span(found.start(2), found.end(2)))
        position = found.end()


def _before_text(line: str) -> int:
    """How much of a line is no text but Markdown's own; all of it where no letter may be in it."""
    if is_rule(line) or _ONLY_SIGNS.fullmatch(line):
        return len(line)
    return prefix_of(line).length


def _note(text: str, mark: Mark) -> str:
    said = f"{mark.author}: " if mark.author else ""
    words = " ".join((said + mark.text.of(text)).split())
    coded = (chr(_PLANE + ord(c)) if ord(c) < _MOST_CODED else "\ufffd" for c in words)
    return f"{_NOTE}{''.join(coded)}{_NOTE_END}"


def with_elements(html: str) -> str:
    """An engine's HTML with elements in the place of the signs. To be called before it is cleaned.

    An element never reaches over a tag: each stretch of text gets its own.
    """
    if (html.isascii() and "%" not in html) or not _has_signs(html):
        return html
    pieces: list[str] = []
    sign = ""
    for part in _TAG_OR_TEXT.findall(html):
        if part[0] == "<" and len(part) > 1:
            pieces.append(_GONE_IN_TAG.sub("", _ENCODED.sub(_decoded, part)))
            continue
        for piece in _pieces(part):
            if piece in _OPENERS:
                sign = piece
            elif piece == _END:
                sign = ""
            elif piece[0] == _NOTE:
                pieces.append(_note_element(piece[1:-1]))
            elif sign and piece.strip():
                pieces.append(f"{_OPENERS[sign]}{piece}{_CLOSERS[sign]}")
            else:
                pieces.append(piece)
    return "".join(pieces)


def _has_signs(html: str) -> bool:
    return any(sign in html for sign in (_ADDED, _DELETED, _COMMENTED, _NOTE)) or (
        _ENCODED.search(html) is not None
    )


def _pieces(text: str) -> Iterator[str]:
    note = f"{_NOTE}[^{_SIGNS}]*{_NOTE_END}"
    for piece in re.split(f"({note}|[{_SIGNS}])", text):
        if piece:
            yield piece


def _decoded(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode()


def _note_element(coded: str) -> str:
    words = "".join(chr(ord(c) - _PLANE) if ord(c) >= _PLANE else c for c in coded)
    shown = escape(words)
    return f'<span class="comment" title="{shown}" aria-label="Comment: {shown}"></span>'
