"""Names that a TOML block gives twice, which TOML refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts.toml_tree import TomlShapeError, TomlTree, read_toml
from copydesk.core.posts.toml_writing import line_end, line_start
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import line_at, line_starts

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath

_Found = tuple[tuple[TextEdit, ...], str, str, str]


def repeated(source: str, start: int, first_line: int) -> _Found | None:
    """The edits that mend it, sentence, next step and label, if the line at ``start`` repeats.

    A mend there is only where both say the same in the same words.

    Args:
        source: The block.
        start: Where the line at fault starts.
        first_line: The 0-based line of the post that the block starts on.
    """
    try:
        tree = read_toml(source)
    except (TomlShapeError, TooMuchError):
        return None
    starts = line_starts(source)
    seen: dict[FieldPath, tuple[int, str]] = {}
    for path, at, end, written in _names(tree):
        if path not in seen:
            seen[path] = (at, written)
        elif line_at(starts, at) == line_at(starts, start):
            first, before = seen[path]
            edits: tuple[TextEdit, ...] = ()
            if written == before and written:
                edits = (TextEdit(line_start(source, at), line_end(source, end), ""),)
            what = f"The field “{path[-1]}”" if written else f"The table “{path[-1]}”"
            line = first_line + line_at(starts, first) + 1
            sentence = f"{what} is there twice, which TOML doesn’t allow: line {line} has it too."
            return (edits, sentence, "Remove one of the two.", "Remove the spare one")
    return None


def _names(tree: TomlTree) -> list[tuple[FieldPath, int, int, str]]:
    result: list[tuple[FieldPath, int, int, str]] = []
    for section in tree.sections:
        if section.keys and not section.array:
            result.append((section.path, section.header.start, section.header.end, ""))
        for pair in section.pairs:
            span = pair.value.span
            result.append((pair.path, pair.start, span.end, span.of(tree.source)))
    return result
