"""New lines and new tables in a TOML block, in the manner of what stands around them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.posts.paths import NoSuchPlaceError
from copydesk.core.posts.toml_scalars import key_source
from copydesk.core.posts.toml_units import Piece, pieces_of, pieces_under, runs_under
from copydesk.core.posts.toml_writing import Gaps, Writer, line_end, line_start, section_end

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.posts.toml_tree import TomlPair, TomlSection, TomlTree

_BLANK = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
# Comments right above a header belong to it.
_ABOVE_HEADER = re.compile(r"(?:(?<=[\r\n])|\A)(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r))*\Z")
_BLANK_END = re.compile(r"(?:(?<=\n)|(?<=\r)(?!\n)|\A)(?:[ \t]*(?:\r\n|\n|\r))*\Z")


class Adder:
    """Gives a block's source with something new in it."""

    def __init__(self, tree: TomlTree, newline: str, *, flat: bool = False) -> None:
        self._tree = tree
        self._source = tree.source
        self._newline = newline
        self._flat = flat
        self._writer = Writer(tree, newline)

    def added(self, path: FieldPath, new: object) -> str:
        """With a new key; the table that it goes into is there, or is the block itself."""
        above, name = path[:-1], str(path[-1])
        if self._is_table(above, new):
            return self._with_tables(above, name, new)
        for section in self._tree.sections:
            if section.path == above and not _is_list_of(section, above):
                return self._with_line(section, key_source(name), new)
        dotted = [piece for piece in pieces_under(self._tree, above) if not piece.header]
        if dotted:
            return self._with_dotted(dotted[-1], above, name, new)
        # Only [above.other] is there: [above] goes in front of it.
        first = next(iter(pieces_under(self._tree, above)), None)
        if first is None:  # dotted names in braces
            raise NoSuchPlaceError(name)
        end = next(key.span.end for key in first.keys if key.path == above)
        header = "[" + self._source[first.keys[0].span.start : end] + "]"
        rows = [header, key_source(name) + Gaps().behind(name) + self._fresh(new)]
        return self._with_rows(first.lines.start, rows, apart_below=True)

    def inserted(self, path: FieldPath, number: int, new: Mapping[str, object]) -> str:
        """With one more ``[[table]]`` in a list of such."""
        runs = runs_under(self._tree, path)
        found = next((run for run in runs if run.part == number), None)
        sibling = (found or next(run for run in runs if run.part == number - 1)).pieces[0]
        header = self._tree.sections[sibling.section]
        rows = [header.header.of(self._source), *self._rows(header, new)]
        lead = self._source[line_start(self._source, header.header.start) : header.header.start]
        rows[0] = lead + rows[0]
        if found is not None:
            at = sibling.lines.start
            at = self._above_header(at) if number else at  # above the first: the list's comment
            return self._with_rows(at, rows, apart_below=not self._is_dense(path))
        at = runs[-1].lines.end
        return self._with_rows(at, rows, apart_above=not self._is_dense(path))

    def with_lines(self, source: str, *, in_root: bool) -> str:
        """With whole lines, as they are: above the first table, or below all else."""
        rows = re.split(r"\r\n|\n|\r", source)
        if in_root:
            at = self._end_of_root()
            return self._with_rows(at, rows, apart_below=self._starts_header(at))
        pieces = list(pieces_under(self._tree, ()))
        at = pieces[-1].lines.end if pieces else self._end_of_root()
        return self._with_rows(at, rows, apart_above=True)

    # Tables

    def _is_table(self, above: FieldPath, new: object) -> bool:
        """Whether a value gets a header of its own here."""
        writer = self._writer
        if isinstance(new, list):
            if not new or not all(isinstance(item, Mapping) and item for item in new):
                return False
            inline = writer.inline_items
        elif isinstance(new, Mapping) and new:
            inline = writer.inline_maps
        else:
            return False
        if not above:
            return not inline
        return any(piece.header for piece in pieces_under(self._tree, above))

    def _with_tables(self, above: FieldPath, name: str, new: object) -> str:
        pieces = pieces_of(self._tree, above) if above else list(pieces_under(self._tree, ()))
        at = pieces[-1].lines.end if pieces else self._end_of_root()
        names = [key_source(part) for part in above if isinstance(part, str)]
        title = ".".join([*names, key_source(name)])
        model = next((one for one in reversed(self._tree.sections) if one.pairs), self._tree.root)
        rows: list[str] = []
        items: list[Mapping[str, object]] = new if isinstance(new, list) else [new]  # type: ignore[list-item]  # a map: _is_table took it
        for item in items:
            if rows:
                rows.append("")
            rows.append(f"[[{title}]]" if isinstance(new, list) else f"[{title}]")
            rows += self._rows(model, item)
        return self._with_rows(at, rows, apart_above=True)

    def _rows(self, model: TomlSection, new: Mapping[str, object]) -> list[str]:
        """The lines below a header, in the manner of another section's."""
        gaps = self._writer.gaps(model.pairs)
        indent = self._indent(model.pairs) if model.keys else ""
        rows = []
        for key, item in new.items():
            name = key_source(key)
            rows.append(indent + name + gaps.behind(name) + self._fresh(item))
        return rows

    def _is_dense(self, path: FieldPath) -> bool:
        """Whether the tables of a list follow one another without a blank line."""
        runs = runs_under(self._tree, path)
        between = [
            self._source[above.lines.end : below.lines.start]
            for above, below in itertools.pairwise(runs)
        ]
        return bool(between) and not any(_BLANK.match(text) for text in between if text)

    # Lines

    def _with_line(self, section: TomlSection, name: str, new: object) -> str:
        pairs = section.pairs
        own = [pair for pair in pairs if len(pair.keys) == 1] or pairs
        row = self._indent(pairs) + name + self._writer.gaps(own).behind(name) + self._fresh(new)
        if pairs or section.keys:
            at = line_end(self._source, section_end(section))
            below = bool(not pairs and self._starts_header(at))
            return self._with_rows(at, [row], apart_below=below)
        at = self._end_of_root()
        return self._with_rows(at, [row], apart_below=self._starts_header(at))

    def _with_dotted(self, last: Piece, above: FieldPath, name: str, new: object) -> str:
        key = next(key for key in last.keys if key.path == above)
        lead = self._source[last.lines.start : key.span.end]
        pairs = self._tree.sections[last.section].pairs
        pair = next(pair for pair in pairs if pair.start == last.start)
        written = lead.lstrip() + "." + key_source(name)
        gaps = self._writer.gaps([pair])
        indent = lead[: len(lead) - len(lead.lstrip())]
        row = indent + written + gaps.behind(written) + self._fresh(new)
        return self._with_rows(last.lines.end, [row])

    def _fresh(self, new: object) -> str:
        return self._writer.fresh(new, flat=self._flat)

    def _indent(self, pairs: list[TomlPair]) -> str:
        if not pairs:
            return ""
        start = pairs[-1].start
        return self._source[line_start(self._source, start) : start]

    # Places

    def _end_of_root(self) -> int:
        """Below the last of the block's own fields, and of the comments that are no header's."""
        root, sections = self._tree.root, self._tree.sections
        if root.pairs:
            return line_end(self._source, section_end(root))
        end = len(self._source)
        if len(sections) > 1:
            end = self._above_header(line_start(self._source, sections[1].header.start))
        found = _BLANK_END.search(self._source[:end])
        return found.start() if found else end

    def _above_header(self, at: int) -> int:
        found = _ABOVE_HEADER.search(self._source[:at])
        return found.start() if found else at

    def _starts_header(self, at: int) -> bool:
        """Whether a header, or a comment of one, stands right at a line's start."""
        return bool(self._source[at:].strip()) and not _BLANK.match(self._source, at)

    def _with_rows(
        self, at: int, rows: list[str], *, apart_above: bool = False, apart_below: bool = False
    ) -> str:
        newline = self._newline
        text = "".join(row + newline for row in rows)
        before, behind = self._source[:at], self._source[at:]
        if before and before[-1] not in "\r\n":
            text = newline + text
        if (
            apart_above
            and before.strip()
            and not re.search(r"(?:\r\n|\n|\r)[ \t]*\Z", before[: -len(newline)])
        ):
            text = newline + text
        if apart_above and behind.strip() and not _BLANK.match(behind):
            text += newline
        if apart_below and behind and not _BLANK.match(behind):
            text += newline
        return before + text + behind


def _is_list_of(section: TomlSection, path: FieldPath) -> bool:
    return section.array and bool(path) and not isinstance(path[-1], int)
