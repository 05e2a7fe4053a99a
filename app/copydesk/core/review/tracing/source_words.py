"""A source taken apart for tracing quotations: its paragraphs, who speaks in it, its wording."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.quote_marks import Quotation, find_quotations
from copydesk.core.review.tracing.speakers import Speakers
from copydesk.core.review.tracing.wording import Stream

if TYPE_CHECKING:
    from copydesk.core.review.tracing.context import IndexedSource
    from copydesk.core.review.tracing.people import Speaker

# Paragraphs stand apart by a blank line, a turn of a transcript by its speaker's name.
_APART = re.compile(
    r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*"
    r"|(?:\r\n|\r|\n)(?=[*_]{0,2}[A-Z][\w.’' -]{0,40}(?:\([^)\n]{0,40}\))?[*_]{0,2}:[*_]{0,2}\s)"
    r"|(?:\r\n|\r|\n)(?=\s*[-*•]\s)"
)
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_LONGEST_WRAPPED = 130
_LINE_ENDS = tuple('.!?:”"’»)')
_LINE = re.compile(r"\r\n|\r|\n")
# A line end within a sentence.
_WRAP = re.compile(r"(?<=[a-z,;\d-])(?:\r\n|\r|\n)(?=[^\W_])|(?:\r\n|\r|\n)(?=[a-z])")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")


# Between what is said in two paragraphs; no word of any text.
_APART_WORD = "\0"


class SourceWords:
    """One source."""

    def __init__(self, source: IndexedSource) -> None:
        self.source = source
        self._said: dict[tuple[int, int], tuple[Speaker | None, bool]] = {}
        self._starts: list[int] = []
        self.paragraphs: list[str] = []
        start = 0
        apart = _LINE if _has_a_paragraph_a_line(source.text) else _APART
        for match in apart.finditer(source.text):
            self._add(start, match.start())
            start = match.end()
        self._add(start, len(source.text))
        self.quotations = find_quotations(self.paragraphs)

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        # Tags are no words, and would hide where a sentence starts.
        text = self.source.text[start:end]
        text = _HTML.sub(lambda tag: " " * len(tag.group()), text)
        self.paragraphs.append(_WRAP.sub(lambda end: " " * len(end.group()), text))

    @cached_property
    def speakers(self) -> Speakers:
        """Who says what in it."""
        return Speakers(self.paragraphs, self.quotations)

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """All its words, and for each paragraph what is said in it without its attributions."""
        norms = self.source.norms
        groups: list[list[Quotation]] = []
        last = -2
        for quotation in self.quotations:
            paragraph = quotation.pieces[0].paragraph
            if groups and paragraph <= last:
                groups[-1].append(quotation)
            else:
                groups.append([quotation])
            last = quotation.pieces[-1].paragraph
        spoken: list[str] = []
        indices: list[int] = []
        for group in groups:
            pieces = [piece for quotation in group for piece in quotation.pieces]
            if len(pieces) > 1:
                for piece in pieces:
                    words = self._tokens(piece.paragraph, piece.start, piece.end)
                    indices.extend(words)
                    spoken.extend(norms[words.start : words.stop])
                if indices:
                    indices.append(indices[-1])
                    spoken.append(_APART_WORD)
        whole = Stream(norms, range(len(norms)))
        return (whole, Stream(spoken, indices)) if spoken else (whole,)

    def _tokens(self, paragraph: int, start: int, end: int) -> range:
        base, starts = self._starts[paragraph], self.source.token_starts
        return range(bisect_left(starts, base + start), bisect_left(starts, base + end))

    def speaker(self, start: int, end: int) -> tuple[Speaker | None, bool]:
        """Who says what stands at a stretch of the text, and whether that is in quotation marks."""
        if (start, end) not in self._said:
            self._said[start, end] = self._speaker(start, end)
        return self._said[start, end]

    def _speaker(self, start: int, end: int) -> tuple[Speaker | None, bool]:
        paragraph = max(0, bisect_right(self._starts, start) - 1)
        base = self._starts[paragraph]
        quotation = self.speakers.at(paragraph, start - base)
        if quotation >= 0:
            return self.speakers.of(quotation), True
        return self.speakers.around(paragraph, start - base, end - base), False


def _has_a_paragraph_a_line(text: str) -> bool:
    """Whether a line end ends a paragraph: lines are long, or most end where a sentence does."""
    lines = [line.rstrip() for line in text.splitlines()]
    if max(map(len, lines), default=0) > _LONGEST_WRAPPED:
        return True
    if _BLANK_LINE.search(text) or any(line[:1].islower() for line in lines):
        return False
    return 2 * sum(line.endswith(_LINE_ENDS) for line in lines) > len(lines)
