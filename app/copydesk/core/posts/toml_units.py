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
_BLANK = re.compile(r"[ \t\r\n]*")


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
    """

    section: int
    path: FieldPath
    lines: Span
    start: int
    end: int
    keys: tuple[TomlKey, ...]
    header: bool


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
    for number, section in enumerate(tree.sections):
        if section.keys and len(section.path) > depth and section.path[:depth] == path:
            yield _section_piece(tree.source, number, section)
        elif section.path == path[: len(section.path)]:
            for pair in section.pairs:
                if len(pair.path) > depth and pair.path[:depth] == path:
                    end = pair.value.span.end
                    lines = Span(line_start(tree.source, pair.start), line_end(tree.source, end))
                    yield Piece(number, pair.path, lines, pair.start, end, pair.keys, header=False)


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


def cut(source: str, pieces: Iterable[Piece]) -> str:
    """The source without pieces, and without blank lines between those that follow each other."""
    spans: list[Span] = []
    for piece in pieces:
        above = spans[-1] if spans else None
        if above and _BLANK.fullmatch(source, above.end, piece.lines.start):
            spans[-1] = Span(above.start, piece.lines.end)
        else:
            spans.append(piece.lines)
    for span in reversed(spans):
        source = source[: span.start] + source[span.end :]
    return source


def _section_piece(source: str, number: int, section: TomlSection) -> Piece:
    start, end = section.header.start, section_end(section)
    lines = Span(line_start(source, start), line_end(source, end))
    return Piece(number, section.path, lines, start, end, section.keys, header=True)


def _grouped(pieces: Iterable[Piece], depth: int) -> list[Run]:
    runs: list[Run] = []
    for piece in pieces:
        part = piece.path[depth]
        if not runs or runs[-1].part != part or _is_apart(runs[-1].pieces[-1], piece):
            runs.append(Run(part))
        runs[-1].pieces.append(piece)
    return runs


def _is_apart(above: Piece, piece: Piece) -> bool:
    """Whether something of another table stands between two pieces."""
    return piece.header and piece.section > above.section + 1
