"""What differs between two versions of a post: its fields apart, its prose in pieces.

Every difference carries the edits of the *new* text that bring the old one back. Those of any
choice of differences can be made together, and all of them give the old text, character by
character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.text.edits import TextEdit

ChangeKind = Literal["changed", "added", "removed", "renamed", "moved"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs.

    Attributes:
        key: Its name in the new text; in the old one where it was removed.
        old_key: Its name in the old text; "" where it was added.
        kind: What happened to it from old to new.
        old_source, new_source: Its value as it is written; None where there is no such field.
        old_value, new_value: What the value says, as Python data.
        old_changes, new_changes: The words that differ, in positions of `old_source`, `new_source`.
        edits: Bring the old field back into the new text.
    """

    key: str
    old_key: str
    kind: ChangeKind
    old_source: str | None
    new_source: str | None
    old_value: object
    new_value: object
    old_changes: tuple[Span, ...]
    new_changes: tuple[Span, ...]
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage that differs: whole lines, of which either side may have none.

    Attributes:
        old_span, new_span: The lines in each text, line ends included.
        old_changes, new_changes: The words that differ, in positions of the whole texts, ordered.
        edits: Bring the old passage back into the new text.
    """

    old_span: Span
    new_span: Span
    old_changes: tuple[Span, ...]
    new_changes: tuple[Span, ...]
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True)
class PostComparison:
    """Two versions of a post and what differs.

    Attributes:
        old, new: The texts.
        fields: The fields that differ, in the order of the new text.
        pieces: The passages that differ, in order; fields that can't be read are among them.
        line_ends: The two kinds of line end, like ("\\r\\n", "\\n"), where the whole text has
            another one; pieces and fields then differ in more than that.
        words_added, words_removed: In fields and prose.
    """

    old: str
    new: str
    fields: tuple[FieldChange, ...]
    pieces: tuple[Piece, ...]
    line_ends: tuple[str, str] | None
    words_added: int
    words_removed: int

    @property
    def same(self) -> bool:
        """Whether the texts are equal, character by character."""
        return self.old == self.new

    def edits(
        self, fields: Iterable[int], pieces: Iterable[int], *, line_ends: bool = False
    ) -> tuple[TextEdit, ...]:
        """Ordered edits of `new` that bring back what is chosen, by the numbers of both lists."""
        raise NotImplementedError
