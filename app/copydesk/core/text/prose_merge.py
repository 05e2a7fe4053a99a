"""Three-way merge of a text by passages, down to small edits of one side."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.matching import matches_between
from copydesk.core.text.merge import Kind, Region, WordsAlike, merge3
from copydesk.core.text.passages import is_listed, lines_of, passages_of
from copydesk.core.text.positions import Span, line_starts, newline_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A run of more lines than this without a blank one is no paragraph: it is merged line by line.
_LONGEST_PARAGRAPH = 40


class Side(enum.IntEnum):
    """Whose text it is."""

    BASE = 0
    MINE = 1
    THEIRS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a merged text; ``kept`` is where it stands in mine already, None where it comes."""

    text: str
    kept: Span | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """Passages that only one side changed, or both alike.

    Attributes:
        kind: Who.
        old: What stood in the base; "" for nothing.
        new: What stands there now; "" for nothing.
        count: How many passages.
        name: The first words.
    """

    kind: Kind
    old: str
    new: str
    count: int
    name: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Passages that both changed: each side's text, without the line end after it.

    Attributes:
        span: Where mine stands in its text.
        name: The first words.
    """

    base: str
    mine: str
    theirs: str
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something of the merged text: its first and last passage on each side, where it is there."""

    origin: Side
    first: tuple[int | None, int | None, int | None]
    last: tuple[int | None, int | None, int | None]
    clash: int = -1


class ProseMerge:
    """Both sides' changes of one text from some position on.

    Attributes:
        clashes: What both changed.
        passed: What goes by itself.
    """

    def __init__(
        self, base: str, mine: str, theirs: str, starts: tuple[int, int, int] = (0, 0, 0)
    ) -> None:
        """Merges what follows ``starts``, where the prose of each text starts."""
        self._texts = (base, mine, theirs)
        self._sides = [
            passages_of(text, start) for text, start in zip(self._texts, starts, strict=True)
        ]
        self._regions = self._merged()
        if self._cut_long_ones():
            self._regions = self._merged()
        self._entries: list[_Entry] = []
        self.clashes: list[Clash] = []
        self.passed: list[Passed] = []
        for region in self._regions:
            self._take(region)

    def _merged(self) -> tuple[Region, ...]:
        base, mine, theirs = ([part.key for part in side.parts] for side in self._sides)
        return merge3(base, mine, theirs, WordsAlike())

    def _cut_long_ones(self) -> bool:
        """Cuts what collides and is too long for a paragraph into lines; whether there was any."""
        cut = [set[int](), set[int](), set[int]()]
        for region in self._regions:
            spans = (region.base, region.mine, region.theirs)
            if region.kind is not Kind.COLLISION or not any(
                self._is_long(side, n)
                for side, span in enumerate(spans)
                for n in range(span.start, span.end)
            ):
                continue
            for side, span in enumerate(spans):
                cut[side] |= set(range(span.start, span.end))
        for side, numbers in enumerate(cut):
            old = self._sides[side]
            if numbers:
                parts = [
                    line
                    for n, part in enumerate(old.parts)
                    for line in (lines_of(part, old.text) if n in numbers else (part,))
                ]
                self._sides[side] = replace(old, parts=tuple(parts))
        return any(cut)

    def _is_long(self, side: int, number: int) -> bool:
        key = self._sides[side].parts[number].key
        return key.count("\n") > _LONGEST_PARAGRAPH and not key.lstrip(" >").startswith(
            ("```", "~~~")
        )

    def _take(self, region: Region) -> None:
        spans = (region.base, region.mine, region.theirs)
        if region.kind is Kind.COLLISION:
            self._take_clash(spans)
            return
        origin = Side.THEIRS if region.kind is Kind.THEIRS else Side.MINE
        count = len(spans[origin])
        paired = [len(span) == count for span in spans]
        for step in range(count):
            places = tuple(
                span.start + step if fits else None
                for span, fits in zip(spans, paired, strict=True)
            )
            self._entries.append(_Entry(origin, places, places))  # type: ignore[arg-type]  # three of them
        if region.kind is not Kind.SAME:
            old, new = self._joined(Side.BASE, spans[0]), self._joined(origin, spans[origin])
            parts = self._sides[origin if count else 0].parts
            at = spans[origin if count else 0].start
            many = max(count, len(spans[0]))
            self.passed.append(Passed(region.kind, old, new, many, parts[at].name))

    def _take_clash(self, spans: tuple[Span, Span, Span]) -> None:
        mine = self._sides[Side.MINE]
        span = spans[Side.MINE]
        if span:
            place = Span(mine.parts[span.start].span.start, mine.parts[span.end - 1].span.end)
        elif span.start < len(mine.parts):
            place = Span(mine.parts[span.start].span.start, mine.parts[span.start].span.start)
        else:
            end = mine.parts[-1].after.end if mine.parts else mine.lead.end
            place = Span(end, end)
        base, ours, theirs = (self._joined(side, spans[side]) for side in Side)
        named = next(side for side in (Side.MINE, Side.THEIRS, Side.BASE) if spans[side])
        name = self._sides[named].parts[spans[named].start].name
        self._entries.append(
            _Entry(
                Side.MINE,
                tuple(s.start if s else None for s in spans),  # type: ignore[arg-type]  # three
                tuple(s.end - 1 if s else None for s in spans),  # type: ignore[arg-type]  # three
                len(self.clashes),
            )
        )
        self.clashes.append(Clash(base, ours, theirs, place, name))

    def _joined(self, side: int, span: Span) -> str:
        parts = self._sides[side].parts[span.start : span.end]
        if not parts:
            return ""
        return self._texts[side][parts[0].span.start : parts[-1].span.end]

    # The merged text ---------------------------------------------------------------------------

    def pieces(self, choices: Mapping[int, str]) -> list[Piece]:
        """The merged text in order.

        Args:
            choices: What is to stand in the place of a clash, by its number; "" for nothing. One
                that is not named stays as mine has it.
        """
        result = [self._lead()]
        before: _Entry | None = None
        parts = self._sides[Side.MINE].parts
        place = self._sides[Side.MINE].lead.end
        for entry in self._entries:
            inside = self._inside(entry, choices, place)
            if (last := entry.last[Side.MINE]) is not None:
                place = parts[last].after.end
            if inside is None:
                continue
            if before is not None:
                result.append(self._between(before, entry))
            result.append(inside)
            before = entry
        if before is not None:
            result.append(self._end())
        return result

    def _inside(self, entry: _Entry, choices: Mapping[int, str], place: int) -> Piece | None:
        """What an entry says, None where it is not to be there; ``place`` is where in mine."""
        first, last = entry.first[entry.origin], entry.last[entry.origin]
        side = self._sides[entry.origin]
        span = None
        if first is not None and last is not None:
            span = Span(side.parts[first].span.start, side.parts[last].span.end)
        if entry.clash >= 0:
            clash = self.clashes[entry.clash]
            chosen = choices.get(entry.clash, clash.mine)
            if not chosen.strip():
                return None
            if chosen != clash.mine:
                chosen = chosen.strip("\r\n")
                return Piece(in_style(chosen, clash.mine, self._newline(clash.span.start)))
        if span is None:
            return None
        if entry.origin is Side.MINE:
            return Piece(span.of(side.text), span)
        at = entry.first[Side.MINE]
        old = "" if at is None else self._sides[Side.MINE].parts[at].span.of(self._texts[1])
        return Piece(in_style(span.of(side.text), old, self._newline(place)))

    def _newline(self, position: int) -> str:
        return newline_near(self._texts[Side.MINE], position)

    def _lead(self) -> Piece:
        return self._picked(*(side.lead.of(side.text) for side in self._sides))

    def _end(self) -> Piece:
        return self._picked(
            *(side.parts[-1].after.of(side.text) if side.parts else None for side in self._sides)
        )

    def _picked(self, base: str | None, mine: str | None, theirs: str | None) -> Piece:
        chosen, _side = _three_way(base, mine, theirs)
        at = self._sides[Side.MINE].lead.end
        return Piece(in_style(chosen or "", mine or "", self._newline(at)))

    def _between(self, entry: _Entry, following: _Entry) -> Piece:
        """The line end and blank lines between two neighbours of the merged text."""
        found = [self._after(side, entry.last[side]) for side in Side]
        chosen, side = _three_way(*found)
        needed = ""
        before = following.first[following.origin]
        if following.clash >= 0 and before is None:
            before = following.first[Side.THEIRS]
            needed = self._after(Side.THEIRS, before - 1 if before else None) or ""
        elif before:
            needed = self._after(following.origin, before - 1) or ""
        if chosen is None:
            chosen = needed or "\n\n"
        elif not self._adjacent(side, entry, following) and _ends(needed) > _ends(chosen):
            chosen = needed
        mine = found[Side.MINE] or ""
        at = entry.last[Side.MINE]
        place = self._sides[Side.MINE].parts[at].span.end if at is not None else 0
        return Piece(in_style(chosen, mine, self._newline(place)))

    def _after(self, side: Side, number: int | None) -> str | None:
        """What follows a passage; None where nothing does, which says nothing of a neighbour."""
        parts = self._sides[side].parts
        if number is None or number + 1 >= len(parts):
            return None
        return parts[number].after.of(self._texts[side])

    def _adjacent(self, side: Side, entry: _Entry, following: _Entry) -> bool:
        last, first = entry.last[side], following.first[side]
        return last is not None and first == last + 1


def edits_of(pieces: Iterable[Piece], mine: str, region: Span) -> tuple[TextEdit, ...]:
    """Small edits that make ``region`` of mine into the pieces; what is kept is not touched."""
    edits: list[TextEdit] = []
    at = region.start
    fresh: list[str] = []

    def flush(to: int) -> None:
        old, new = mine[at:to], "".join(fresh)
        fresh.clear()
        edits.extend(
            TextEdit(edit.start + at, edit.end + at, edit.new) for edit in edits_between(old, new)
        )

    for piece in pieces:
        if piece.kept is None:
            fresh.append(piece.text)
        else:
            flush(piece.kept.start)
            at = piece.kept.end
    flush(region.end)
    return tuple(edits)


def in_style(new: str, old: str, newline: str) -> str:
    """``new`` with mine's line ends: where a line stands in ``old`` its own, else ``newline``."""
    if "\n" not in new and "\r" not in new:
        return new
    if newline == "\n" and "\r" not in new and "\r" not in old:
        return new
    ours, lines = _lines(old), _lines(new)
    if [line for line, _end in ours] == [line for line, _end in lines]:
        return old if old.count("\n") or old.count("\r") else new
    known: dict[int, str] = {}
    matches = matches_between([line for line, _end in ours], [line for line, _end in lines])
    for a, b, size in matches:
        known |= {b + step: ours[a + step][1] for step in range(size)}
    return "".join(
        line + (end and (known.get(number) or newline)) for number, (line, end) in enumerate(lines)
    )


def joined_texts(mine: str, theirs: str) -> str:
    """Both texts, mine first, apart as their kind wants it."""
    if not mine.strip() or not theirs.strip():
        return mine if mine.strip() else theirs
    newline = newline_near(mine, len(mine))
    tight = is_listed(mine) and is_listed(theirs)
    return mine + (newline if tight else newline * 2) + in_style(theirs, "", newline)


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line and its line end."""
    result = []
    for a, b in pairwise([*line_starts(text), len(text)]):
        line = text[a:b]
        bare = line.rstrip("\r\n")
        result.append((bare, line[len(bare) :]))
    return result


def _three_way(base: str | None, mine: str | None, theirs: str | None) -> tuple[str | None, Side]:
    """Which of three spacings holds: a changed one; mine where both were changed."""
    if mine is not None and (
        theirs is None or base is None or _same(theirs, base) or _same(mine, theirs)
    ):
        return mine, Side.MINE
    if theirs is not None and (mine is None or (base is not None and _same(mine, base))):
        return theirs, Side.THEIRS
    return mine, Side.MINE


def _same(a: str, b: str) -> bool:
    return _folded(a) == _folded(b)


def _folded(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _ends(text: str) -> int:
    return _folded(text).count("\n")
