"""The lines that a field, or one item of a list of tables, takes up in a TOML block."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.posts.toml_writing import line_end, line_start, section_end
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.posts.toml_tree import TomlKey, TomlSection, TomlTree

_ATTACHED = re.compile(r"(?:(?<=[\r\n])|\A)(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r))+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A pair's lines, or a section's with those of all its pairs.

    Attributes:
        section: The number of the section it stands in, or is.
        path: Where it leads.
        lines: Its whole lines, without comments above it.
        start: Where its name or header starts.
        end: Where its last value ends.
        keys: Its name's parts, or its header's.
        header: Whether it is a section.
        first: Its number among all headers and pairs of the block.
        last: That of its last pair.
    """

    section: int
    path: FieldPath
    lines: Span
    start: int
    end: int
    keys: tuple[TomlKey, ...]
    header: bool
    first: int
    last: int


@dataclass(slots=True)
class Run:
    """Pieces that follow one another and belong to one key or item."""

    part: str | int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def lines(self) -> Span:
        """Their lines, and what stands between them."""
        return Span(self.pieces[0].lines.start, self.pieces[-1].lines.end)


def pieces_under(tree: TomlTree, path: FieldPath) -> Iterator[Piece]:
    """What belongs to a table or a list of tables, in the order of the file.

    A section that belongs to it is one piece; of a section above it, each of its own pairs is.
    """
    depth = len(path)
    reached = 0
    for number, section in enumerate(tree.sections):
        first, reached = reached, reached + 1 + len(section.pairs)
        if section.keys and len(section.path) > depth and section.path[:depth] == path:
            yield _section_piece(tree.source, number, section, first)
        elif section.path == path[: len(section.path)]:
            for at, pair in enumerate(section.pairs, first + 1):
                if len(pair.path) > depth and pair.path[:depth] == path:
                    end = pair.value.span.end
                    lines = Span(line_start(tree.source, pair.start), line_end(tree.source, end))
                    name = (pair.start, end, pair.keys)
                    yield Piece(number, pair.path, lines, *name, header=False, first=at, last=at)


def pieces_of(tree: TomlTree, path: FieldPath) -> list[Piece]:
    """The pieces that make up what stands at a path, its own header's too."""
    return [piece for piece in pieces_under(tree, path[:-1]) if piece.path[: len(path)] == path]


def runs_under(tree: TomlTree, path: FieldPath) -> list[Run]:
    """The pieces of a table by their keys, or of a list of tables by its items."""
    return _grouped(pieces_under(tree, path), len(path))


def with_comments(tree: TomlTree, run: Run) -> Span:
    """A run's lines and the comments right above it, but for the comment that heads the block."""
    lines = run.lines
    found = _ATTACHED.search(tree.source[: lines.start])
    if found is None or found.start() == 0:
        return lines
    return Span(found.start(), lines.end)


def cut(tree: TomlTree, path: FieldPath) -> str:
    """The source without the lines of what headers, or lines of their own, make stand at a path."""
    source = tree.source
    for run in reversed(runs_under(tree, path[:-1])):
        if run.part == path[-1]:
            source = source[: run.lines.start] + source[run.lines.end :]
    return source


def _section_piece(source: str, number: int, section: TomlSection, first: int) -> Piece:
    start, end = section.header.start, section_end(section)
    lines = Span(line_start(source, start), line_end(source, end))
    last = first + len(section.pairs)
    name = (start, end, section.keys)
    return Piece(number, section.path, lines, *name, header=True, first=first, last=last)


def _grouped(pieces: Iterable[Piece], depth: int) -> list[Run]:
    runs: list[Run] = []
    for piece in pieces:
        part = piece.path[depth]
        above = runs[-1].pieces[-1] if runs else None
        # Between two pieces something of another table may stand.
        if above is None or runs[-1].part != part or piece.first > above.last + 1:
            runs.append(Run(part))
        runs[-1].pieces.append(piece)
    return runs
