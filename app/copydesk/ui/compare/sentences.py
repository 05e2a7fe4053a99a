"""How much differs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.posts.compare import PostComparison

NOTHING_OLDER = "There is nothing to compare it with"
SAME = "Both texts are the same, character by character."


def difference_sentence(comparison: PostComparison) -> str:
    """“3 fields and 5 passages differ, 1 passage moved”."""
    if comparison.same:
        return SAME
    moved = sum(piece.moved_from is not None for piece in comparison.pieces)
    fields, pieces = len(comparison.fields), len(comparison.pieces) - moved
    parts = [
        _counted(count, name) for count, name in ((fields, "field"), (pieces, "passage")) if count
    ]
    if comparison.line_ends:
        parts.append("all line ends")
    went = f"{_counted(moved, 'passage')} moved" if moved else ""
    if not parts:
        return went
    count = fields + pieces + 2 * bool(comparison.line_ends)
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    joined = joined[:1].upper() + joined[1:]
    differs = f"{joined} {'differs' if count == 1 else 'differ'}"
    return f"{differs}, {went}" if went else differs


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"
