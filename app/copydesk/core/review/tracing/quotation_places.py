"""Where a source has a quotation, or the words it was made of, and which of them differ."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from copydesk.core.review.tracing.sentences import sentence_at
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.tracing.claim import Place
    from copydesk.core.review.tracing.source_words import SourceWords
    from copydesk.core.review.tracing.tokens import Token
    from copydesk.core.review.tracing.wording import Alignment, Stream

_MARK = re.compile(r"[“”\"«»„:]")
# A quotation that begins or ends as a sentence does takes so many words more of the source's.
_FURTHER = 5
# Before a stretch they turn it round, so that they belong to it.
_NEGATIONS = frozenset(("not", "never", "no", "nobody", "nothing", "hardly", "without"))


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a source.

    Attributes:
        words: The source.
        stream: Its words, or those of one speaker.
        first: Index of the stretch's first word in the stream.
        after: Index after its last.
        alignment: How a quotation was laid to it; None where it stands there word for word.
    """

    words: SourceWords
    stream: Stream
    first: int
    after: int
    alignment: Alignment | None = None

    def token(self, index: int) -> Token:
        """The token of a word of the stream."""
        return self.words.source.tokens[self.stream.indices[index]]

    def place(self) -> Place:
        """The stretch as a place in the source."""
        source = self.words.source
        return source.place(self.token(self.first).start, self.token(self.after - 1).end)


def widened(match: Match, norms: Sequence[str], *, capital: bool) -> Match:
    """The stretch with the words at its ends that a quotation has others for.

    Args:
        match: An aligned one.
        norms: The quotation's words.
        capital: Whether it begins like a sentence.
    """
    if match.alignment is None:
        return match
    pairs = match.alignment.pairs
    lead, tail = pairs[0][0], len(norms) - 1 - pairs[-1][0]
    first = _back(match, lead, _FURTHER if capital else 0)
    while first > 0 and match.stream.norms[first - 1] in _NEGATIONS and _joins(match, first - 1):
        first -= 1
    return replace(match, first=first, after=_forth(match, tail, _FURTHER if tail else 0))


def _back(match: Match, wanted: int, further: int) -> int:
    """Where the stretch starts with the words wanted, or with its sentence if that is near."""
    first = match.first
    start = first
    while start > 0 and first - start < wanted + further and _joins(match, start - 1):
        start -= 1
    begins = start == 0 or not _joins(match, start - 1)
    return start if begins else max(start, first - wanted)


def _forth(match: Match, wanted: int, further: int) -> int:
    after = match.after
    end = after
    count = len(match.stream.norms)
    while end < count and end - after < wanted + further and _joins(match, end - 1):
        end += 1
    ends = end == count or not _joins(match, end - 1)
    return end if ends else min(end, after + wanted)


def _joins(match: Match, index: int) -> bool:
    """Whether a word and the next one stand in one sentence, no quotation mark or colon between."""
    source = match.words.source
    one, other = match.token(index), match.token(index + 1)
    sentence = sentence_at(source.sentences, one.start)
    return other.end <= sentence.end and not _MARK.search(source.text, one.end, other.start)


def differing_words(
    match: Match, norms: Sequence[str], spans: Sequence[Span]
) -> tuple[tuple[Span, Span], ...]:
    """The words that differ, side by side.

    Args:
        match: The stretch of the source, widened.
        norms: The quotation's words.
        spans: The place of each in the draft.

    Returns:
        Spans in the draft and in the source's text; an empty one where a side has no words.
    """
    there = [match.token(index).span for index in range(match.first, match.after)]
    theirs = list(match.stream.norms[match.first : match.after])
    changes: list[tuple[int, int, int, int]] = []
    for change in Levenshtein.opcodes(list(norms), theirs):
        if change.tag == "equal":
            continue
        begun = (change.src_start, change.dest_start)
        if changes and (changes[-1][1], changes[-1][3]) == begun:
            begun = (changes[-1][0], changes[-1][2])
            changes.pop()
        changes.append((begun[0], change.src_end, begun[1], change.dest_end))
    return tuple(
        (_stretch(spans, here, here_end), _stretch(there, place, place_end))
        for here, here_end, place, place_end in changes
    )


def _stretch(spans: Sequence[Span], first: int, after: int) -> Span:
    """From the first of some words to the last; where there are none, the place between."""
    if first < after:
        return Span(spans[first].start, spans[after - 1].end)
    at = spans[first].start if first < len(spans) else spans[-1].end
    return Span(at, at)
