"""The passages in which two texts differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.matching import Budget, matches_between
from copydesk.core.text.pairing import paired
from copydesk.core.text.positions import Span, line_starts
from copydesk.core.text.words import compare_words

_LINE_END = re.compile(r"\r\n|\n|\r")
# Lines that a change of the line before has nothing to do with: a blank one, or the start of a
# heading, of an item, of a quotation, of a table's row, of a listing.
_BLOCK_START = re.compile(
    r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|>|\||```|~~~|[\r\n]|\Z)"
)
# All words of all passages together that are looked into; about 0.2 s.
_MOST_CHARACTERS = 600_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage that differs: whole lines, of which either side may have none.

    Attributes:
        old_span, new_span: The lines in each text, line ends included.
        old_changes, new_changes: The words that differ, in positions of the whole texts, ordered.
        edits: Bring the old passage back into the new text.
    """

    old_span: Span
    new_span: Span
    old_changes: tuple[Span, ...]
    new_changes: tuple[Span, ...]
    edits: tuple[TextEdit, ...]


def compare_pieces(
    old: str,
    new: str,
    regions: tuple[Span, Span],
    newline: str | None,
    budget: Budget | None = None,
) -> list[Piece]:
    """The passages that differ between two regions that begin at the start of a line.

    Args:
        old: The old text.
        new: The new one.
        regions: Of the old text and of the new one.
        newline: The line end that takes the place of the old text's; None keeps them, and a line
            that ends otherwise is another line.
        budget: What all of it may cost; where it runs out the passages are larger.
    """
    budget = budget or Budget()
    old_region, new_region = regions
    ours, theirs = _lines(old, old_region), _lines(new, new_region)
    fold = newline is not None
    matches = matches_between(
        [_key(span.of(old), fold) for span in ours],
        [_key(span.of(new), fold) for span in theirs],
        budget,
    )
    pieces: list[Piece] = []
    a = b = 0
    characters = _MOST_CHARACTERS
    for match_a, match_b, size in [*matches, (len(ours), len(theirs), 0)]:
        if match_a > a or match_b > b:
            spans = _reach(ours, a, match_a, old_region), _reach(theirs, b, match_b, new_region)
            characters -= len(spans[0]) + len(spans[1])
            inside = budget if characters > 0 else None
            for parts in _parts(old, new, spans, inside) if inside else [spans]:
                pieces += _pieces_of(old, new, parts, newline, inside)
        a, b = match_a + size, match_b + size
    return pieces


def _lines(text: str, region: Span) -> list[Span]:
    starts = [start + region.start for start in line_starts(region.of(text))]
    return [Span(a, b) for a, b in pairwise([*starts, region.end]) if b > a]


def _key(line: str, fold: bool) -> str:
    return line.rstrip("\r\n") + "\n" if fold and line[-1:] in ("\r", "\n") else line


def _reach(lines: list[Span], start: int, end: int, region: Span) -> Span:
    at = lines[start].start if start < len(lines) else region.end
    return Span(at, lines[end - 1].end if end > start else at)


def _parts(old: str, new: str, spans: tuple[Span, Span], budget: Budget) -> list[tuple[Span, Span]]:
    """Two stretches of lines, cut where one paragraph surely became another."""
    ours, theirs = _paragraphs(old, spans[0]), _paragraphs(new, spans[1])
    if len(ours) < 2 and len(theirs) < 2:
        return [spans]
    result: list[tuple[Span, Span]] = []
    a, b = spans[0].start, spans[1].start
    pairs = paired([span.of(old) for span in ours], [span.of(new) for span in theirs], budget)
    for mine, their in pairs:
        if mine is None or their is None:
            continue
        if ours[mine].start > a or theirs[their].start > b:
            result.append((Span(a, ours[mine].start), Span(b, theirs[their].start)))
        result.append((ours[mine], theirs[their]))
        a, b = ours[mine].end, theirs[their].end
    if spans[0].end > a or spans[1].end > b:
        result.append((Span(a, spans[0].end), Span(b, spans[1].end)))
    return result


def _paragraphs(text: str, region: Span) -> list[Span]:
    """Lines that belong together; blank ones are paragraphs of their own."""
    result: list[Span] = []
    for line in _lines(text, region):
        if (
            result
            and not _BLOCK_START.match(text, line.start)
            and text[result[-1].start] not in "\r\n"
        ):
            result[-1] = Span(result[-1].start, line.end)
        else:
            result.append(line)
    return result


def _pieces_of(
    old: str, new: str, spans: tuple[Span, Span], newline: str | None, budget: Budget | None
) -> list[Piece]:
    """The one passage, or several where parts of it have nothing to do with each other."""
    ours, theirs = spans
    if budget is None or not ours or not theirs:
        return [_piece(old, ours, theirs, [(ours, theirs)], newline)]
    result = []
    start, other_start = ours.start, theirs.start
    within: list[tuple[Span, Span]] = []
    found = compare_words(
        ours.of(old), theirs.of(new), fold_line_ends=newline is not None, budget=budget
    )
    for change in ((a.shifted(ours.start), b.shifted(theirs.start)) for a, b in found.changes):
        if within:
            gap = Span(within[-1][0].end, change[0].start)
            other_gap = Span(within[-1][1].end, change[1].start)
            cuts = _cuts(old, gap), _cuts(new, other_gap)
            if any(_BLOCK_START.match(old, cut) for cut in cuts[0]):
                lines = Span(start, cuts[0][0]), Span(other_start, cuts[1][0])
                result.append(_piece(old, *lines, within, newline))
                start, other_start, within = cuts[0][-1], cuts[1][-1], []
        within.append(change)
    if not within:  # more alike than the lines told
        return result
    lines = Span(start, ours.end), Span(other_start, theirs.end)
    return [*result, _piece(old, *lines, within, newline)]


def _cuts(text: str, gap: Span) -> list[int]:
    """Where lines start in a stretch that both texts have, in both as many."""
    return [found.end() for found in _LINE_END.finditer(text, gap.start, gap.end)]


def _piece(
    old: str, ours: Span, theirs: Span, changes: list[tuple[Span, Span]], newline: str | None
) -> Piece:
    edits = []
    for a, b in changes:
        source = a.of(old)
        edits.append(
            TextEdit(b.start, b.end, _LINE_END.sub(newline, source) if newline else source)
        )
    return Piece(
        ours,
        theirs,
        tuple(a for a, _ in changes if a),
        tuple(b for _, b in changes if b),
        tuple(edits),
    )
