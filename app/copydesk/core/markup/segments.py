"""A CommonMark text cut into its top-level blocks, cut again only around a change.

Where one top-level block ends and the next begins, the block parser carries nothing over. So after
a change it is enough to parse from a little before the change until a block begins where one began
before: from there on the same text gives the same blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Blocks before the change that are parsed again. One is needed, as the first changed line can
# become part of the block before it; the second is spare.
_LOOK_BACK = 2
# Blocks after the change that a trial takes in at first; more when the two cuts don't meet.
_LOOK_AHEAD = 4
# The last blocks of a trial end where the trial's text ends, which proves nothing.
_UNPROVEN = 2


@dataclass(slots=True, eq=False)
class Segment:
    """The lines from the start of one top-level block up to the next.

    Attributes:
        source: Its text, with its line ends and the blank lines behind it.
        lines: How many lines it has.
        used: How many of them are its block's own: the rest are blank.
        tokens: The block's tokens until it is rendered, lines counted from the segment's first.
        references: The link definitions in it: label, address, title.
        footnotes: The footnotes defined in it: label, first line, tokens.
        content: What its user keeps with it.
    """

    source: str
    lines: int
    used: int
    tokens: list[Token] | None
    references: tuple[tuple[str, str, str], ...] = ()
    footnotes: tuple[tuple[str, int, list[Token]], ...] = ()
    content: Any = field(default=None)


class Segments:
    """The segments of the last text."""

    def __init__(self, md: MarkdownIt) -> None:
        self._md = md
        self._text = ""
        self.all: list[Segment] = []
        self.definitions_changed = False

    def update(self, text: str) -> list[Segment]:
        """Takes over a new text; segments whose source did not change are the same objects.

        Args:
            text: Its lines end in a line feed.

        Returns:
            The segments that are no more. `definitions_changed` tells whether link definitions or
            footnotes may have changed with them.
        """
        old = self.all
        before = _common_prefix(self._text, text)
        behind = _common_suffix(self._text, text, before)
        if before == len(self._text) == len(text):
            self.definitions_changed = False
            return []
        first, offset = _at_or_before(old, before)
        last = _after(old, len(self._text) - behind)
        fresh, last = self._recut(text, old, offset, last)
        gone = old[first:last]
        self.all = [*old[:first], *fresh, *old[last:]]
        self._text = text
        self.definitions_changed = any(
            segment.references or segment.footnotes for segment in (*gone, *fresh)
        )
        return gone

    def _recut(
        self, text: str, old: list[Segment], offset: int, last: int
    ) -> tuple[list[Segment], int]:
        """The new segments from ``offset`` on, and the first of the old ones that stays."""
        ahead = _LOOK_AHEAD
        behind = sum(len(segment.source) for segment in old[last:])
        while True:
            known = old[last : last + ahead]
            end = len(text) - behind + sum(len(segment.source) for segment in known)
            whole = last + ahead >= len(old)
            cut = self.cut(text[offset:] if whole else text[offset:end])
            if whole:
                return cut, len(old)
            met = _meeting(cut, known)
            if met is not None:
                fresh, kept = met
                return cut[:fresh], last + kept
            ahead *= 4

    def cut(self, source: str) -> list[Segment]:
        """The segments of a text that starts where a top-level block may start."""
        if not source:
            return []
        tokens: list[Token] = []
        env: dict[str, Any] = {}
        self._md.block.parse(source, self._md, env, tokens)
        groups = _top_level(tokens)
        definitions = _definitions(env)
        starts = _starts(groups, definitions)
        lines = source.split("\n")
        if lines[-1] == "":
            lines.pop()
        pieces = [
            _Piece(start, end, "\n".join(lines[start:end]) + "\n")
            for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
        ]
        if not source.endswith("\n"):
            pieces[-1].source = pieces[-1].source[:-1]
        return _segments(pieces, groups, definitions)


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    source: str


_Group = tuple[int, "list[Token]"]
_Definition = tuple[int, tuple[str, str, str]]


def _segments(
    pieces: list[_Piece], groups: list[_Group], definitions: list[_Definition]
) -> list[Segment]:
    result = []
    group_at = definition_at = 0
    for piece in pieces:
        tokens: list[Token] = []
        while group_at < len(groups) and groups[group_at][0] < piece.end:
            tokens += groups[group_at][1]
            group_at += 1
        references = []
        while definition_at < len(definitions) and definitions[definition_at][0] < piece.end:
            references.append(definitions[definition_at][1])
            definition_at += 1
        for token in tokens:
            if token.map:
                token.map = [token.map[0] - piece.start, token.map[1] - piece.start]
        tokens, footnotes = _without_footnotes(tokens)
        lines = piece.end - piece.start
        used = len(piece.source.rstrip().split("\n"))
        result.append(
            Segment(piece.source, lines, used, tokens, tuple(references), tuple(footnotes))
        )
    return result


def _starts(groups: list[_Group], definitions: list[_Definition]) -> list[int]:
    """The lines on which a segment starts: blocks, and definitions that stand outside of them."""
    starts = {0, *(line for line, _tokens in groups)}
    group_at = end = 0
    for line, _entry in definitions:
        while group_at < len(groups) and groups[group_at][0] <= line:
            opening = groups[group_at][1][0]
            end = opening.map[1] if opening.map else 0
            group_at += 1
        if line >= end:
            starts.add(line)
    return sorted(starts)


def _top_level(tokens: list[Token]) -> list[_Group]:
    """First line and tokens of each top-level block."""
    result: list[_Group] = []
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            result.append((group[0].map[0] if group[0].map else 0, group))
            group = []
    return result


def _definitions(env: dict[str, Any]) -> list[_Definition]:
    """Link definitions with their lines, those that an earlier one overrules included."""
    found = [
        (entry["map"][0], (label, entry["href"], entry["title"] or ""))
        for label, entry in env.get("references", {}).items()
    ]
    found += [
        (entry["map"][0], (entry["label"], entry["href"], entry["title"] or ""))
        for entry in env.get("duplicate_refs", ())
    ]
    return sorted(found, key=lambda definition: definition[0])


def _without_footnotes(
    tokens: list[Token],
) -> tuple[list[Token], list[tuple[str, int, list[Token]]]]:
    """The tokens outside footnotes, and those inside by label."""
    if not any(token.type == "footnote_reference_open" for token in tokens):
        return tokens, []
    kept: list[Token] = []
    found: list[tuple[str, int, list[Token]]] = []
    inside: list[tuple[str, int, list[Token]]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside.append((token.meta["label"], token.map[0] if token.map else 0, []))
        elif token.type == "footnote_reference_close":
            found.append(inside.pop())
        elif inside:
            inside[-1][2].append(token)
        else:
            kept.append(token)
    return kept, found


def _meeting(cut: list[Segment], known: list[Segment]) -> tuple[int, int] | None:
    """How many of the trial's segments are new, and of the known ones gone, where they meet."""
    boundaries: dict[int, int] = {}
    rest = 0
    for index in range(len(known) - 1, -1, -1):
        rest += len(known[index].source)
        boundaries[rest] = index
    rest = sum(len(segment.source) for segment in cut)
    for index in range(len(cut) - _UNPROVEN):
        if rest in boundaries:
            return index, boundaries[rest]
        rest -= len(cut[index].source)
    return None


def _at_or_before(old: list[Segment], position: int) -> tuple[int, int]:
    """The segment from which to parse for a change at ``position``: its index and offset."""
    offset = 0
    trail = [(0, 0)]
    for index, segment in enumerate(old):
        if offset > position:
            break
        trail.append((index, offset))
        offset += len(segment.source)
    return trail[-min(len(trail), _LOOK_BACK + 1)]


def _after(old: list[Segment], position: int) -> int:
    """The index of the first segment that starts behind ``position``."""
    offset = 0
    for index, segment in enumerate(old):
        if offset > position:
            return index
        offset += len(segment.source)
    return len(old)


def _common_prefix(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(one: str, other: str, before: int) -> int:
    low, high = 0, min(len(one), len(other)) - before
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
