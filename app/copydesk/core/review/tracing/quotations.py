"""Traces the quotations of a draft: whether a source has the words, and gives them to the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Place, Verdict
from copydesk.core.review.tracing.people import same_speaker
from copydesk.core.review.tracing.quote_marks import Piece, Quotation, find_quotations
from copydesk.core.review.tracing.source_words import SourceWords
from copydesk.core.review.tracing.speakers import Speakers
from copydesk.core.review.tracing.tokens import Token, tokens_of
from copydesk.core.review.tracing.wording import (
    ELISION,
    INSERTION,
    Alignment,
    best_alignment,
    find_segments,
)
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.review.tracing.claim import SpeakerVerdict
    from copydesk.core.review.tracing.context import Run, TracingContext
    from copydesk.core.review.tracing.people import Speaker

# What a quotation leaves out or puts in: "…", "[...]", "(…)", "[the council]".
_LEFT_OUT = re.compile(
    r"[\[(]\s*(?:…|\.{3}|\. \. \.)\s*[\])]|…|\.{3,}|\. \. \.|(?<!\w)\[[^\[\]]{1,120}\](?!\w)"
)
_MARK = re.compile(r"[“”\"«»„]")
_LONGEST_SIGNATURE = 120
_SIGNATURE = re.compile(r"\s*[—–―]\s*\S")


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quotation of the draft with its words, those of its runs shifted to one row."""

    quotation: Quotation
    tokens: tuple[Token, ...]  # places are those of `spans`
    spans: tuple[Span, ...]
    segments: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]

    @property
    def norms(self) -> list[str]:
        return [token.norm for token in self.tokens]


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a source has a quotation or something like it."""

    words: SourceWords
    first: int
    last: int
    alignment: Alignment | None = None


def trace_quotations(context: TracingContext) -> list[Claim]:
    """The quotations of the draft in order, each traced to the sources."""
    texts = [run.text for run in context.runs]
    marked = find_quotations(texts)
    quotations = [*marked, *_unmarked(context.runs, marked)]
    quotations.sort(key=lambda one: (one.pieces[0].paragraph, one.pieces[0].start))
    apart = {
        index
        for index, run in enumerate(context.runs)
        if run.kind not in ("paragraph", "description")
    }
    speakers = Speakers(texts, quotations, apart)
    sources = [SourceWords(source) for source in context.sources]
    claims = []
    for index, quotation in enumerate(quotations):
        quoted = _quoted(context.runs, quotation)
        if quoted.tokens:
            claims.append(_claim(context, quoted, speakers.of(index), sources))
    return claims


def _unmarked(runs: Sequence[Run], marked: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quote blocks without quotation marks whose last line names who speaks."""
    taken = {piece.paragraph for quotation in marked for piece in quotation.pieces}
    for index in range(1, len(runs)):
        within = runs[index - 1].within
        signed = _SIGNATURE.match(runs[index].text) and len(runs[index].text) <= _LONGEST_SIGNATURE
        if not signed or "blockquote" not in within:
            continue
        first = index - 1
        while first and runs[first - 1].within == within:
            first -= 1
        if taken.isdisjoint(range(first, index)):
            lengths = [(n, len(runs[n].text)) for n in range(first, index)]
            yield Quotation(tuple(Piece(n, 0, length, 0, length) for n, length in lengths))


def _quoted(runs: Sequence[Run], quotation: Quotation) -> _Quoted:
    tokens: list[Token] = []
    spans: list[Span] = []
    segments: list[list[str]] = [[]]
    gaps: list[int] = []
    for piece in quotation.pieces:
        run = runs[piece.paragraph]
        text = run.text[piece.start : piece.end]
        cuts = list(_LEFT_OUT.finditer(text))
        passed = 0
        for token in tokens_of(text):
            while passed < len(cuts) and token.start >= cuts[passed].start():
                inserted = any(letter.isalnum() for letter in cuts[passed].group())
                segments.append([])
                gaps.append(INSERTION if inserted else ELISION)
                passed += 1
            if not passed or token.start >= cuts[passed - 1].end():
                segments[-1].append(token.norm)
            tokens.append(token)
            spans.append(run.span(piece.start + token.start, piece.start + token.end))
    return _Quoted(quotation, tuple(tokens), tuple(spans), *_trimmed(segments, gaps))


def _trimmed(
    segments: list[list[str]], gaps: list[int]
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """The segments that hold words, with the gaps between those."""
    kept: list[tuple[str, ...]] = []
    between: list[int] = []
    waiting = 0
    for index, segment in enumerate(segments):
        if index:
            waiting += gaps[index - 1]
        if segment:
            if kept:
                between.append(waiting)
            kept.append(tuple(segment))
            waiting = 0
    return tuple(kept), tuple(between)


def _claim(
    context: TracingContext,
    quoted: _Quoted,
    said_by: Speaker | None,
    sources: Sequence[SourceWords],
) -> Claim:
    runs, pieces = context.runs, quoted.quotation.pieces
    spans = tuple(runs[piece.paragraph].span(piece.start, piece.end) for piece in pieces)
    text = runs[pieces[0].paragraph].text[pieces[0].start : pieces[0].end]
    matches = _verbatim(quoted, sources)
    verdict = Verdict.VERBATIM
    if not matches:
        match = _nearest(quoted, sources)
        verdict = Verdict.ALTERED if match and _is_same(quoted, match) else Verdict.NOT_FOUND
        if match and (verdict is Verdict.ALTERED or _is_telling(match)):
            matches = [match]
    place, speaker, source_said_by = None, None, None
    if matches:
        chosen, speaker, source_said_by = _chosen(matches, said_by)
        place = _place(quoted, chosen, verdict)
    if verdict is Verdict.NOT_FOUND:
        speaker = source_said_by = None
    return Claim(
        ClaimKind.QUOTE,
        text,
        spans[0],
        verdict,
        place,
        speaker,
        _sentence(verdict, place, speaker, source_said_by),
        _differences(quoted, matches[0]) if verdict is Verdict.ALTERED else (),
        said_by.name if said_by else "",
        source_said_by.name if source_said_by else "",
        spans,
    )


def _verbatim(quoted: _Quoted, sources: Sequence[SourceWords]) -> list[_Match]:
    """Every place where the words stand; brackets are taken as written first, then as put in."""
    found = []
    whole = (tuple(quoted.norms),)
    ways = (
        [(whole, ())]
        if len(quoted.segments) < 2 and quoted.segments == whole
        else [(whole, ()), (quoted.segments, quoted.gaps)]
    )
    for segments, gaps in ways:
        if not segments:
            continue
        for words in sources:
            for stream in words.streams:
                for first, last in find_segments(stream, segments, gaps):
                    match = _Match(words, stream.indices[first], stream.indices[last - 1])
                    found.append(match)
        if found:
            break
    return found


def _nearest(quoted: _Quoted, sources: Sequence[SourceWords]) -> _Match | None:
    best: tuple[float, _Match] | None = None
    norms = quoted.norms
    for words in sources:
        for stream in words.streams:
            alignment = best_alignment(norms, stream)
            if alignment and (best is None or alignment.score > best[0]):
                first, last = alignment.pairs[0][1], alignment.pairs[-1][1]
                match = _Match(words, stream.indices[first], stream.indices[last], alignment)
                best = (alignment.score, match)
    return best[1] if best else None


def _is_same(quoted: _Quoted, match: _Match) -> bool:
    """Whether a quotation was made of the words that it was laid to.

    The shares were set on the labelled set of `tests/tracing`, in whose drafts quotations that
    no source has reach a coverage of 0.31 and altered ones start at 0.41; laid to the sources of
    other drafts, none of five words and more passes.
    """
    found = match.alignment
    if found is None or not found.content:
        return False
    count = len(quoted.tokens)
    share = found.longest / count
    if found.longest >= 2 and count >= 3 and min(found.coverage, found.density) >= 0.8:
        return True
    if (found.longest >= 4 and share >= 0.7) or (found.longest >= 6 and share >= 0.45):
        return True
    if count <= 6 and found.longest < 2 and found.coverage < 0.8:
        return False
    if found.content >= 4 and found.longest >= 4 and found.coverage >= 0.34:
        return True
    return found.content >= 2 and found.coverage >= 0.52 and found.density >= 0.4


def _is_telling(match: _Match) -> bool:
    """Whether the nearest words are worth showing beside a quotation that no source has."""
    found = match.alignment
    return found is not None and found.content >= 2 and found.coverage >= 0.25


def _chosen(
    matches: Sequence[_Match], said_by: Speaker | None
) -> tuple[_Match, SpeakerVerdict | None, Speaker | None]:
    """The place whose speaker fits best: the same one, then any that is in quotation marks."""
    best = None
    for match in matches:
        tokens = match.words.source.tokens
        who, spoken = match.words.speaker(tokens[match.first].start, tokens[match.last].end)
        same = same_speaker(said_by, who) if said_by and who else None
        speaker: SpeakerVerdict | None = None if same is None else "ok" if same else "wrong"
        rank = (speaker != "ok", not spoken, speaker is None)
        if best is None or rank < best[0]:
            best = (rank, match, speaker, who)
    assert best is not None  # noqa: S101 - callers give at least one
    return best[1], best[2], best[3]


def _place(quoted: _Quoted, match: _Match, verdict: Verdict) -> Place:
    source = match.words.source
    first, last = match.first, match.last
    if verdict is Verdict.ALTERED and match.alignment is not None:
        pairs = match.alignment.pairs
        lead, tail = pairs[0][0], len(quoted.tokens) - 1 - pairs[-1][0]
        first, last = _widened(match, first, last, lead, tail)
    return source.place(source.tokens[first].start, source.tokens[last].end)


def _widened(match: _Match, first: int, last: int, lead: int, tail: int) -> tuple[int, int]:
    """The stretch with as many words more as the quotation has, within its sentence."""
    source = match.words.source
    tokens = source.tokens

    def joins(index: int, sentence: Span) -> bool:
        """Whether a word and the next one stand in the sentence, no quotation mark between."""
        one, other = tokens[index], tokens[index + 1]
        inside = sentence.start <= one.start and other.end <= sentence.end
        return inside and not _MARK.search(source.text, one.end, other.start)

    for sentence in source.sentences:
        if sentence.start <= tokens[first].start < sentence.end:
            while lead > 0 and first > 0 and joins(first - 1, sentence):
                first, lead = first - 1, lead - 1
        if sentence.start < tokens[last].end <= sentence.end:
            while tail > 0 and last + 1 < len(tokens) and joins(last, sentence):
                last, tail = last + 1, tail - 1
    return first, last


def _differences(quoted: _Quoted, match: _Match) -> tuple[tuple[Span, Span], ...]:
    """The words that differ, side by side, in the draft and in the source's text."""
    alignment = match.alignment
    if alignment is None:
        return ()
    norms = quoted.norms
    same = [(q, s) for q, s in alignment.pairs if norms[q] == alignment.stream.norms[s]]
    if not same:
        return ()
    tokens = match.words.source.tokens
    indices = alignment.stream.indices
    found = []
    edges = [
        (-1, same[0][1] - 1 - same[0][0]),
        *same,
        (len(norms), same[-1][1] + len(norms) - same[-1][0]),
    ]
    for (q0, s0), (q1, s1) in pairwise(edges):
        if q1 - q0 <= 1 and s1 - s0 <= 1:
            continue
        outer = (q0 < 0, q1 >= len(norms))
        draft = _stretch(quoted.spans, q0 + 1, q1)
        low, high = max(0, s0 + 1), min(s1, len(indices))
        there = [tokens[indices[n]].span for n in range(low, high)]
        if any(outer) and q1 - q0 <= 1:
            continue
        found.append(
            (
                draft,
                _stretch(there, 0, len(there), tokens[indices[min(low, len(indices) - 1)]].start),
            )
        )
    return tuple(found)


def _stretch(spans: Sequence[Span], first: int, after: int, otherwise: int = -1) -> Span:
    """From the first of some words to the last; where there are none, the place between."""
    if first < after:
        return Span(spans[first].start, spans[after - 1].end)
    if otherwise >= 0 and not spans:
        return Span(otherwise, otherwise)
    at = spans[first].start if first < len(spans) else spans[-1].end
    return Span(at, at)


def _sentence(
    verdict: Verdict, place: Place | None, speaker: SpeakerVerdict | None, who: Speaker | None
) -> str:
    wrong = speaker == "wrong" and who is not None
    said = f"In the source, {who.name} says it." if wrong and who else ""
    if verdict is Verdict.ALTERED and place is not None:
        return f"The source says: “{place.text}”. {said}".rstrip()
    if verdict is Verdict.NOT_FOUND:
        return "No source has these words."
    return said
