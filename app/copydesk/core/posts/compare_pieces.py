"""The passages in which two texts differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from copydesk.core.posts.compare_moves import Move, Stretch, find_moves, joined
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.matching import Budget, matches_between
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
        changes: The words that differ, old and new, in positions of the whole texts, ordered;
            either may be empty.
        edits: Bring the old passage back into the new text, and to its old place.
        moved_from: Where it would stand in the new text if it had not moved; None where it stands
            in its place.
    """

    old_span: Span
    new_span: Span
    changes: tuple[tuple[Span, Span], ...]
    edits: tuple[TextEdit, ...]
    moved_from: int | None = None

    @property
    def old_changes(self) -> tuple[Span, ...]:
        """The words that only the old text has."""
        return tuple(old for old, _ in self.changes if old)

    @property
    def new_changes(self) -> tuple[Span, ...]:
        """The words that only the new text has."""
        return tuple(new for _, new in self.changes if new)


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
    stretches = _stretches(old, new, regions, newline is not None, budget)
    pieces: list[Piece] = []
    moves = find_moves(old, new, [stretch for stretch in stretches if stretch.cut], budget)
    for stretch in stretches:
        inside = budget if stretch.cut else None
        for parts in stretch.parts():
            pieces += _pieces_of(old, new, parts, newline, inside)
    for move in joined(moves):
        pieces += _moved_pieces(old, new, move, newline, budget)
    # What only the old text has comes before what stands at the same place of the new one.
    return sorted(pieces, key=_place_of)


def _place_of(piece: Piece) -> tuple[int, bool, Span]:
    return piece.new_span.start, bool(piece.new_span), piece.old_span


def _stretches(
    old: str, new: str, regions: tuple[Span, Span], fold: bool, budget: Budget
) -> list[Stretch]:
    """The lines between those that both texts have, cut into paragraphs."""
    ours, theirs = _lines(old, regions[0]), _lines(new, regions[1])
    matches = matches_between(
        [_key(span.of(old), fold) for span in ours],
        [_key(span.of(new), fold) for span in theirs],
        budget,
    )
    result: list[Stretch] = []
    a = b = 0
    characters = _MOST_CHARACTERS
    for match_a, match_b, size in [*matches, (len(ours), len(theirs), 0)]:
        if match_a > a or match_b > b:
            spans = _reach(ours, a, match_a, regions[0]), _reach(theirs, b, match_b, regions[1])
            characters -= len(spans[0]) + len(spans[1])
            cut = characters > 0
            result.append(
                Stretch(
                    *spans,
                    _paragraphs(old, spans[0]) if cut else [spans[0]],
                    _paragraphs(new, spans[1]) if cut else [spans[1]],
                    cut,
                )
            )
        a, b = match_a + size, match_b + size
    return result


def _lines(text: str, region: Span) -> list[Span]:
    starts = [start + region.start for start in line_starts(region.of(text))]
    return [Span(a, b) for a, b in pairwise([*starts, region.end]) if b > a]


def _key(line: str, fold: bool) -> str:
    return line.rstrip("\r\n") + "\n" if fold and line[-1:] in ("\r", "\n") else line


def _reach(lines: list[Span], start: int, end: int, region: Span) -> Span:
    at = lines[start].start if start < len(lines) else region.end
    return Span(at, lines[end - 1].end if end > start else at)


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


def _moved_pieces(
    old: str, new: str, move: Move, newline: str | None, budget: Budget
) -> list[Piece]:
    """One piece; two where either half of the way would join it to an unended last line."""
    source = move.old_span.of(old)
    back = TextEdit(
        move.left_at, move.left_at, _LINE_END.sub(newline, source) if newline else source
    )
    away = TextEdit(move.new_span.start, move.new_span.end, "")
    if _ends_unended(new, move.left_at) or _ends_unended(old, move.came_at):
        here, there = Span(move.left_at, move.left_at), Span(move.came_at, move.came_at)
        return [
            Piece(move.old_span, here, ((move.old_span, here),), (back,)),
            Piece(there, move.new_span, ((there, move.new_span),), (away,)),
        ]
    changes = [
        (a.shifted(mine.start), b.shifted(theirs.start))
        for mine, theirs in move.words
        for a, b in compare_words(
            mine.of(old), theirs.of(new), fold_line_ends=newline is not None, budget=budget
        ).changes
    ]
    edits = (back, away) if back.start <= away.start else (away, back)
    return [Piece(move.old_span, move.new_span, tuple(changes), edits, move.left_at)]


def _ends_unended(text: str, position: int) -> bool:
    return 0 < position == len(text) and text[-1] not in "\r\n"


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
        tuple(changes),
        tuple(edits),
    )
