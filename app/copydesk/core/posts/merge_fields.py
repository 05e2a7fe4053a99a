"""Three-way merge of a post's fields, key by key; where that can't be had, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import set_field, set_field_source
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.merge_lists import merged_list
from copydesk.core.posts.values import same_value
from copydesk.core.text.edits import apply_edits
from copydesk.core.text.merge import Kind, merge3
from copydesk.core.text.positions import Span, line_starts, newline_near
from copydesk.core.text.prose_merge import Clash, Passed, Piece, in_style
from copydesk.core.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.posts.entries import FieldEntry

# Between two fields nothing may stand but comments and blank lines.
_BETWEEN = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*")
ABSENT = object()
"""The value of a field that is not there."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the merged head: a piece, or the place of a clash, which mine's piece fills."""

    piece: Piece
    clash: int = -1


@dataclass(slots=True)
class HeadMerge:
    """Both sides' changes of what stands above the prose.

    Attributes:
        slots: The merged head in order.
        clashes: What both changed; of a field all its lines, the last line end left out.
        passed: What goes by itself; the names are keys.
        expected: What each field must say afterwards; None where that can't be known.
        keys: The field that each clash is about; None for the whole block.
    """

    slots: list[Slot] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    expected: dict[str, object] | None = None
    keys: list[str | None] = field(default_factory=list)

    def pieces(self, choices: Mapping[int, str]) -> list[Piece]:
        """The merged head, with what is chosen in the place of its clashes."""
        result = []
        for slot in self.slots:
            chosen = choices.get(slot.clash)
            if slot.clash < 0 or chosen is None or chosen == self.clashes[slot.clash].mine:
                result.append(slot.piece)
            elif chosen.strip():
                clash = self.clashes[slot.clash]
                newline = newline_near(slot.piece.text or "\n", len(slot.piece.text))
                text = in_style(chosen.strip("\r\n"), clash.mine, newline)
                result.append(Piece(text + newline))
        return result


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the prose of one side."""

    text: str
    fields: Frontmatter

    @property
    def end(self) -> int:
        """Where the prose starts."""
        return self.fields.body_start

    @property
    def source(self) -> str:
        """The head, line ends folded."""
        return _folded(self.text[: self.end])


def merge_heads(base: Head, mine: Head, theirs: Head) -> list[HeadMerge]:
    """Ways to merge, the best first; the last always holds: at worst the block is one clash."""
    if mine.source in (theirs.source, base.source) or theirs.source == base.source:
        return [_one_side(base, mine, theirs)]
    ways = [_by_keys(base, mine, theirs), _by_lines(base, mine, theirs)]
    return [way for way in ways if way is not None] + [_whole(base, mine, theirs)]


def _one_side(base: Head, mine: Head, theirs: Head) -> HeadMerge:
    ours = mine.text[: mine.end]
    if mine.source == base.source != theirs.source:
        piece = Piece(in_style(theirs.text[: theirs.end], ours, newline_near(mine.text, mine.end)))
        result = HeadMerge([Slot(piece)], expected=theirs.fields.data)
    else:
        result = HeadMerge([Slot(Piece(ours, Span(0, mine.end)))], expected=mine.fields.data)
    result.passed = _passed_by_data(base, mine, theirs)
    return result


def _whole(base: Head, mine: Head, theirs: Head) -> HeadMerge:
    """The block as one clash."""
    texts = [side.text[: side.end].rstrip("\r\n") for side in (base, mine, theirs)]
    span = Span(0, mine.end)
    clash = Clash(texts[0], texts[1], texts[2], span, "")
    return HeadMerge([Slot(Piece(span.of(mine.text), span), 0)], [clash], keys=[None])


# By keys -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's fields in order, each with the comments above it."""

    head: Head
    entries: dict[str, FieldEntry]
    gaps: dict[str, Span]
    tail: Span

    def lines(self, key: str) -> str | None:
        """A field's lines, line ends folded."""
        entry = self.entries.get(key)
        return None if entry is None else _folded(entry.span.of(self.head.text))

    def gap(self, key: str) -> str | None:
        return _folded(self.gaps[key].of(self.head.text)) if key in self.gaps else None


def _side(head: Head) -> _Side | None:
    """A side whose fields stand on lines of their own; None where they don't."""
    fields = head.fields
    if fields.format is None:
        return _Side(head, {}, {}, Span(0, 0))
    if fields.format != "yaml" or fields.content is None or not fields.readable:
        return None
    entries = {entry.key: entry for entry in fields.entries}
    if len(entries) != len(fields.entries) or entries.keys() != fields.data.keys():
        return None
    at = fields.content.start
    gaps: dict[str, Span] = {}
    for entry in fields.entries:
        starts_line = entry.span.start == 0 or head.text[entry.span.start - 1] in "\r\n"
        ends_line = head.text[entry.span.end - 1 : entry.span.end] in ("\r", "\n")
        if entry.span.start < at or not starts_line or not ends_line:
            return None
        gaps[entry.key] = Span(at, entry.span.start)
        at = entry.span.end
    tail = Span(at, fields.content.end)
    if not all(_BETWEEN.fullmatch(head.text, gap.start, gap.end) for gap in (*gaps.values(), tail)):
        return None
    return _Side(head, entries, gaps, tail)


def _by_keys(base: Head, mine: Head, theirs: Head) -> HeadMerge | None:
    sides = [_side(head) for head in (base, mine, theirs)]
    b, m, t = sides
    if b is None or m is None or t is None or not (mine.fields.content and theirs.fields.content):
        return None
    return _KeyMerge(b, m, t).result


class _KeyMerge:
    def __init__(self, base: _Side, mine: _Side, theirs: _Side) -> None:
        self._base, self._mine, self._theirs = base, mine, theirs
        self._text = mine.head.text
        content = mine.head.fields.content or Span(0, 0)
        self._newline = newline_near(self._text, content.start)
        self.result = HeadMerge(expected={})
        self._around(0, content.start)
        for key in self._order():
            self._gap(key)
            self._field(key)
        self._tail()
        self._around(content.end, mine.head.end)

    def _around(self, start: int, end: int) -> None:
        """The fences, as mine has them."""
        self._keep(Span(start, end))

    def _keep(self, span: Span) -> None:
        if span:
            self.result.slots.append(Slot(Piece(span.of(self._text), span)))

    def _put(self, text: str, old: str = "") -> None:
        if text:
            self.result.slots.append(Slot(Piece(in_style(text, old, self._newline))))

    def _order(self) -> list[str]:
        """Mine's, and each of theirs below the one that it stands below there."""
        order = list(self._mine.entries)
        others = list(self._theirs.entries)
        for number, key in enumerate(others):
            if key in self._mine.entries:
                continue
            above = next((k for k in reversed(others[:number]) if k in order), None)
            below = next((k for k in others[number:] if k in order), None)
            if above is not None:
                order.insert(order.index(above) + 1, key)
            else:
                order.insert(order.index(below) if below else len(order), key)
        gone = [key for key in self._base.entries if key not in order]
        for key in gone:
            self._note(key, Kind.BOTH, None)
        return order

    # Comments between the fields

    def _gap(self, key: str) -> None:
        base, mine, theirs = (s.gap(key) for s in (self._base, self._mine, self._theirs))
        entry = self._theirs.entries.get(key)
        if mine is None:
            self._put(_added(base, theirs or ""))
        elif theirs is None:
            gone = self._base.lines(key) == self._mine.lines(key)
            if gone:
                self._put(_added(base, mine))
            else:
                self._keep(self._mine.gaps[key])
        elif entry is not None:
            self._comments(base or "", mine, theirs, self._mine.gaps[key])

    def _tail(self) -> None:
        base, mine, theirs = (
            _folded(side.tail.of(side.head.text)) for side in (self._base, self._mine, self._theirs)
        )
        self._comments(base, mine, theirs, self._mine.tail)

    def _comments(self, base: str, mine: str, theirs: str, span: Span) -> None:
        if mine == base != theirs:
            self._put(theirs, span.of(self._text))
            return
        self._keep(span)
        if theirs not in (base, mine):
            self._put(_added(base + mine, theirs))

    # The fields themselves

    def _field(self, key: str) -> None:
        base, mine, theirs = (s.lines(key) for s in (self._base, self._mine, self._theirs))
        if mine == theirs or theirs == base:
            self._take_mine(key, Kind.BOTH if mine == theirs else Kind.MINE)
        elif mine == base:
            self._take_theirs(key)
        elif mine is None or theirs is None:
            self._clash(key)
        else:
            self._both(key)

    def _note(self, key: str, kind: Kind, new: str | None) -> None:
        base = self._base.lines(key)
        if (base or "") != (new or ""):
            old = (base or "").rstrip("\n")
            self.result.passed.append(Passed(kind, old, (new or "").rstrip("\n"), 1, key))

    def _expect(self, key: str, value: object) -> None:
        if self.result.expected is not None and value is not ABSENT:
            self.result.expected[key] = value

    def _take_mine(self, key: str, kind: Kind) -> None:
        entry = self._mine.entries.get(key)
        self._note(key, kind, self._mine.lines(key))
        if entry is not None:
            self._keep(entry.span)
            self._expect(key, entry.value)

    def _take_theirs(self, key: str) -> None:
        entry, old = self._theirs.entries.get(key), self._mine.entries.get(key)
        self._note(key, Kind.THEIRS, self._theirs.lines(key))
        if entry is not None:
            source = entry.span.of(self._theirs.head.text)
            self._put(source, old.span.of(self._text) if old else "")
            self._expect(key, entry.value)

    def _clash(self, key: str) -> None:
        entry = self._mine.entries.get(key)
        texts = [(s.lines(key) or "").rstrip("\n") for s in (self._base, self._mine, self._theirs)]
        kept = [slot.piece.kept for slot in self.result.slots if slot.piece.kept]
        at = kept[-1].end if kept else 0
        span = entry.span if entry else Span(at, at)
        slot = Slot(Piece(span.of(self._text), span if entry else None), len(self.result.clashes))
        self.result.slots.append(slot)
        self.result.clashes.append(Clash(texts[0], texts[1], texts[2], span, key))
        self.result.keys.append(key)

    def _both(self, key: str) -> None:
        """A field that both changed: its value and the comment behind it are looked at apart."""
        mine, theirs = self._mine.entries[key], self._theirs.entries[key]
        rest = self._rest_side(key)
        value = self._value_of_both(key)
        if rest is None or value is None:
            self._clash(key)
            return
        if value.side is self._mine and rest is self._mine:
            self._take_mine(key, Kind.BOTH if same_value(mine.value, theirs.value) else Kind.MINE)
            return
        if value.side is self._theirs and rest is self._theirs:
            self._take_theirs(key)
            return
        lines = _with_value(rest.head.text, key, value)
        if lines is None:
            self._clash(key)
            return
        kind = Kind.COLLISION if value.side is None else Kind.BOTH
        self._note(key, kind, _folded(lines))
        self._put(lines, mine.span.of(self._text))
        self._expect(key, value.value)

    def _rest_side(self, key: str) -> _Side | None:
        """Whose words around the value hold: None where both changed them."""
        base, mine, theirs = (_rest(s, key) for s in (self._base, self._mine, self._theirs))
        if theirs in (mine, base):
            return self._mine
        return self._theirs if mine == base else None

    def _value_of_both(self, key: str) -> _Value | None:
        mine, theirs = self._mine.entries[key], self._theirs.entries[key]
        base = self._base.entries.get(key)
        ours = _Value(self._mine, mine.value, mine.source)
        others = _Value(self._theirs, theirs.value, theirs.source)
        if same_value(mine.value, theirs.value):
            return ours if _says_no_more(theirs, (mine, base)) else None
        if base is not None and same_value(theirs.value, base.value):
            return ours if _says_no_more(theirs, (mine, base)) else None
        if base is not None and same_value(mine.value, base.value):
            return others if _says_no_more(mine, (theirs, base)) else None
        merged = merged_list(base.value if base else [], mine.value, theirs.value)
        return None if merged is None else _Value(None, merged, "")


@dataclass(frozen=True, slots=True)
class _Value:
    """A value and the side it is from; None for one made of both."""

    side: _Side | None
    value: object
    source: str


def _with_value(text: str, key: str, value: _Value) -> str | None:
    """A field's lines with another value in them."""
    try:
        if value.side is None:
            edits = set_field(text, key, value.value)
        else:
            edits = set_field_source(text, key, value.source)
    except EditRefusedError:
        return None
    after = apply_edits(text, edits)
    entry = read_frontmatter(after).entry(key)
    return entry.span.of(after) if entry else None


def _rest(side: _Side, key: str) -> str | None:
    entry = side.entries.get(key)
    if entry is None:
        return None
    text = side.head.text
    around = (
        text[entry.span.start : entry.value_span.start] + " "
        + text[entry.value_span.end : entry.span.end]
    )  # fmt: skip
    return " ".join(around.split())


def _says_no_more(entry: FieldEntry, others: tuple[FieldEntry | None, ...]) -> bool:
    """Whether a source holds no word, in a comment say, that the others lack."""
    known = {word for other in others if other for word in tokens(other.source)}
    return all(not w[0].isalnum() or w in known for w in tokens(entry.source))


def _added(base: str | None, new: str) -> str:
    """The comments of ``new`` that the base lacks."""
    known = set((base or "").split("\n"))
    return "".join(line + "\n" for line in new.split("\n") if line.strip() and line not in known)


# By lines ----------------------------------------------------------------------------------------


def _by_lines(base: Head, mine: Head, theirs: Head) -> HeadMerge | None:
    sides = [_head_lines(head) for head in (base, mine, theirs)]
    base_keys, mine_keys, their_keys = (
        [_folded(span.of(head.text)) for span in lines]
        for head, lines in zip((base, mine, theirs), sides, strict=True)
    )
    result = HeadMerge()
    newline = newline_near(mine.text, mine.end)
    for region in merge3(base_keys, mine_keys, their_keys, _same_key):
        added_by_both = region.kind is Kind.COLLISION and not region.base
        if region.kind is Kind.COLLISION and not added_by_both:
            return None
        if region.kind is not Kind.THEIRS:
            for number in range(region.mine.start, region.mine.end):
                span = sides[1][number]
                result.slots.append(Slot(Piece(span.of(mine.text), span)))
        if region.kind is Kind.THEIRS or added_by_both:
            for number in range(region.theirs.start, region.theirs.end):
                line = sides[2][number].of(theirs.text)
                result.slots.append(Slot(Piece(in_style(line, "", newline))))
    if mine.fields.readable and theirs.fields.readable:
        result.expected = _expected(base, mine, theirs)
        if result.expected is None:
            return None
    result.passed = _passed_by_data(base, mine, theirs)
    return result


def _head_lines(head: Head) -> list[Span]:
    source = head.text[: head.end]
    return [Span(a, b) for a, b in pairwise([*line_starts(source), len(source)]) if b > a]


def _same_key(a: str, b: str) -> bool:
    """Whether two lines name one field: ``key:``, ``key =``, ``"key":``."""
    names = [re.match(r"[ \t]*(\"[^\"]*\"|[^\s:=]+)[ \t]*[:=]", line) for line in (a, b)]
    return bool(names[0] and names[1] and names[0][1] == names[1][1])


def _expected(base: Head, mine: Head, theirs: Head) -> dict[str, object] | None:
    """What every field must say, by its values; None where both changed one of them."""
    old = base.fields.data if base.fields.readable else {}
    result: dict[str, object] = {}
    for key in [*mine.fields.data, *theirs.fields.data]:
        b, m, t = (data.get(key, ABSENT) for data in (old, mine.fields.data, theirs.fields.data))
        if _same(m, t) or _same(t, b):
            value = m
        elif _same(m, b):
            value = t
        else:
            return None
        if value is not ABSENT:
            result[key] = value
    return result


def _passed_by_data(base: Head, mine: Head, theirs: Head) -> list[Passed]:
    data = [head.fields.data for head in (base, mine, theirs)]
    if not all(head.fields.readable for head in (base, mine, theirs)):
        return []
    result = []
    for key in dict.fromkeys(key for one in (data[1], data[2], data[0]) for key in one):
        b, m, t = (one.get(key, ABSENT) for one in data)
        sources = [_source(head, key) for head in (base, mine, theirs)]
        if _same(m, t) and _same(m, b):
            continue
        kind = Kind.BOTH if _same(m, t) else Kind.MINE if _same(t, b) else Kind.THEIRS
        new = sources[2] if kind is Kind.THEIRS else sources[1]
        result.append(Passed(kind, sources[0], new, 1, key))
    return result


def _source(head: Head, key: str) -> str:
    entry = head.fields.entry(key)
    if entry is None:
        return ""
    return entry.span.of(head.text).rstrip("\r\n") or f"{key}: {entry.value}"


def _same(a: object, b: object) -> bool:
    return a is b or (a is not ABSENT and b is not ABSENT and same_value(a, b))


def _folded(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
