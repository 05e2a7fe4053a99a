"""What a comparison shows, line by line, before it is drawn."""

from __future__ import annotations

import enum
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.ui.compare.visible import LINE_END_NAMES, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.posts.compare import FieldChange, Piece, PostComparison
    from copydesk.core.text.positions import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
# Lines that are alike and shown on each side of a difference, and how few are not worth folding.
_CONTEXT_LINES = 2
_FEWEST_FOLDED = 3
# Opening a fold shows this many lines; the rest is folded again.
LINES_A_TIME = 300
# A passage of more lines shows its first and last ones.
_LONGEST_PASSAGE = 80
# In one line, characters: more of what is alike, or of one change, is left out in its middle.
_LONGEST_SAME, _LONGEST_CHANGE = 3_000, 12_000


class Mark(enum.Enum):
    """What a stretch of text is."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line, as it is shown."""

    text: str
    mark: Mark


Line = tuple[Run, ...]
Side = Literal["", "above", "below"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A difference; the lines of both texts in one another, and each for itself.

    `came_from` says where it stood before: "above", "below"; "" where it did not move.
    """

    number: int
    lines: tuple[Line, ...]
    old_lines: tuple[Line, ...]
    new_lines: tuple[Line, ...]
    came_from: Side = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Where a passage that moved stood before, and where it went: "above", "below"."""

    number: int
    lines: tuple[Line, ...]
    went: Side


@dataclass(frozen=True, slots=True)
class Alike:
    """Lines that both texts have."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines that both texts have and that are not shown: `start` names it."""

    start: int
    lines: int


@dataclass(frozen=True, slots=True)
class More:
    """Passages that follow and are not shown yet."""

    passages: int


Row = Passage | Left | Alike | Fold | More


def rows_of(comparison: PostComparison, opened: dict[int, int], most: int) -> list[Row]:
    """The prose of a comparison.

    Args:
        comparison: What to show.
        opened: How many lines of folds are shown, by their `start`.
        most: How many passages to show.
    """
    rows: list[Row] = []
    reached = comparison.prose_start
    left = deque(
        sorted(
            (piece.moved_from, False, piece.old_span, number)
            for number, piece in enumerate(comparison.pieces)
            if piece.moved_from is not None
        )
    )
    events: list[tuple[int, Passage | Left]] = []
    for number, piece in enumerate(comparison.pieces):
        if number == most:
            break
        while left and left[0][:3] <= _place_of(piece):
            at, _, _, gone = left.popleft()
            events.append((at, _left(comparison, comparison.pieces[gone], gone)))
        events.append((piece.new_span.start, passage(comparison, piece, number)))
    if len(comparison.pieces) <= most:
        events += [(at, _left(comparison, comparison.pieces[n], n)) for at, _, _, n in left]
    for at, row in events:
        if at >= comparison.prose_start:
            text = comparison.new[reached:at]
            rows += _alike(text, reached, opened, first=not rows, last=False)
            reached = comparison.pieces[row.number].new_span.end if isinstance(row, Passage) else at
        rows.append(row)
    if len(comparison.pieces) > most:
        return [*rows, More(len(comparison.pieces) - most)]
    rows += _alike(comparison.new[reached:], reached, opened, first=False, last=True)
    return rows


def _place_of(piece: Piece) -> tuple[int, bool, Span]:
    """Its place among the passages that left: those at the start of one come before it."""
    return piece.new_span.start, bool(piece.new_span), piece.old_span


def _alike(text: str, start: int, opened: dict[int, int], *, first: bool, last: bool) -> list[Row]:
    if not text:
        return []
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    while first and lines and not lines[0]:
        lines.pop(0)
    head = (0 if first else _CONTEXT_LINES) + opened.get(start, 0)
    tail = 0 if last else _CONTEXT_LINES
    while 0 < head <= len(lines) and not lines[head - 1]:
        head -= 1  # no blank line at the edge of a fold
    while 0 < tail <= len(lines) and not lines[-tail]:
        tail -= 1
    hidden = len(lines) - head - tail
    if hidden < _FEWEST_FOLDED:
        return [Alike(tuple(_same_line(line) for line in lines))] if lines else []
    rows: list[Row] = [Fold(start, hidden)]
    if head:
        rows.insert(0, Alike(tuple(_same_line(line) for line in lines[:head])))
    if tail:
        rows.append(Alike(tuple(_same_line(line) for line in lines[-tail:])))
    return rows


def shown_changes(rows: Iterable[Row]) -> str:
    """All stretches that differ, as they are shown."""
    return "".join(
        run.text
        for row in rows
        if isinstance(row, Passage)
        for line in (*row.lines, *row.old_lines)
        for run in line
        if run.mark is not Mark.SAME
    )


def _same_line(text: str) -> Line:
    return (Run(_shortened(text, _LONGEST_SAME), Mark.SAME),)


def passage(comparison: PostComparison, piece: Piece, number: int) -> Passage:
    """One passage that differs."""
    old, new = comparison.old, comparison.new
    came_from: Side = ""
    if piece.moved_from is not None:
        came_from = "above" if piece.moved_from <= piece.new_span.start else "below"
    return Passage(
        number,
        _cut_out(_lines(_woven(old, new, piece))),
        _cut_out(_lines(_one_side(old, piece.old_span, piece.old_changes, Mark.REMOVED))),
        _cut_out(_lines(_one_side(new, piece.new_span, piece.new_changes, Mark.ADDED))),
        came_from,
    )


def _left(comparison: PostComparison, piece: Piece, number: int) -> Left:
    moved = passage(comparison, piece, number)
    return Left(number, moved.old_lines, "below" if moved.came_from == "above" else "above")


def _woven(old: str, new: str, piece: Piece) -> Iterable[tuple[str, Mark]]:
    reached = piece.new_span.start
    for mine, theirs in piece.changes:
        yield new[reached : theirs.start], Mark.SAME
        before, after = mine.of(old), theirs.of(new)
        if before != after and _LINE_END.sub("\n", before) == _LINE_END.sub("\n", after):
            yield _named_ends(before), Mark.REMOVED
            yield _named_ends(after) + "\n", Mark.ADDED
        else:
            yield before, Mark.REMOVED
            yield after, Mark.ADDED
        reached = theirs.end
    yield new[reached : piece.new_span.end], Mark.SAME


def _named_ends(text: str) -> str:
    return _LINE_END.sub(lambda end: f" {LINE_END_NAMES[end.group()]} ", text)


def _one_side(
    text: str, span: Span, changes: tuple[Span, ...], mark: Mark
) -> Iterable[tuple[str, Mark]]:
    reached = span.start
    for change in changes:
        yield text[reached : change.start], Mark.SAME
        yield change.of(text), mark
        reached = change.end
    yield text[reached : span.end], Mark.SAME


def field_runs(change: FieldChange) -> Line:
    """A field's two values woven into one another."""
    old, new = change.old_text or "", change.new_text or ""
    runs: list[Run] = []
    a = b = 0
    removed, added = list(change.old_changes), list(change.new_changes)
    while a < len(old) or b < len(new):
        if removed and removed[0].start == a:
            a = removed.pop(0).end
            runs.append(_run(old[:a], a, change.old_changes, Mark.REMOVED))
        elif added and added[0].start == b:
            b = added.pop(0).end
            runs.append(_run(new[:b], b, change.new_changes, Mark.ADDED))
        else:
            until_a = (removed[0].start if removed else len(old)) - a
            until_b = (added[0].start if added else len(new)) - b
            size = max(1, min(until_a, until_b))
            runs.append(Run(_shortened(new[b : b + size], _LONGEST_SAME), Mark.SAME))
            a, b = a + size, b + size
    return tuple(run for run in runs if run.text)


def _run(text: str, end: int, spans: Sequence[Span], mark: Mark) -> Run:
    start = next(span.start for span in spans if span.end == end)
    return Run(visible(_shortened(text[start:end], _LONGEST_CHANGE)), mark)


def _lines(stretches: Iterable[tuple[str, Mark]]) -> list[Line]:
    """Stretches cut into lines; a line end that differs is shown where its line is not all new."""
    lines: list[Line] = []
    runs: list[Run] = []
    for text, mark in stretches:
        parts = _LINE_END.split(text)
        if len(parts) > 2 * _LONGEST_PASSAGE:
            left_out = f"… {len(parts) - _LONGEST_PASSAGE:,} lines more …"
            half = _LONGEST_PASSAGE // 2
            parts = [*parts[:half], left_out, *parts[-half:]]
        for at, part in enumerate(parts):
            ends = at + 1 < len(parts)
            if mark is Mark.SAME:
                shown = _shortened(part, _LONGEST_SAME)
            else:
                alone = all(run.mark is mark for run in runs)
                sign = "\n" if ends and (not text.strip() or not alone) else ""
                shown = visible(_shortened(part, _LONGEST_CHANGE)) + visible(sign)
            if shown:
                runs.append(Run(shown, mark))
            if ends:
                lines.append(tuple(runs))
                runs = []
    if runs:
        lines.append(tuple(runs))
    return lines


def _cut_out(lines: list[Line]) -> tuple[Line, ...]:
    if len(lines) <= _LONGEST_PASSAGE:
        return tuple(lines)
    half = _LONGEST_PASSAGE // 2
    words = f"… {len(lines) - 2 * half:,} lines more …"
    return (*lines[:half], (Run(words, Mark.SAME),), *lines[-half:])


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} … {len(text) - 2 * half:,} characters … {text[-half:]}"
