"""What stands between an edit that is meant and the text, while edits are only suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from copydesk.core.posts.frontmatter import Frontmatter
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.text.edits import TextEdit


@dataclass(frozen=True, slots=True)
class Recording:
    """What is made of the text in place of an edit that is meant.

    Attributes:
        edits: None where it was refused, and the editor told, or where there is nothing to do.
        cursor: Where the cursor belongs afterwards.
        merge: The kind of step it is, as in `OpenDocument.apply`.
    """

    edits: tuple[TextEdit, ...]
    cursor: int
    merge: str


class Suggestible(Protocol):
    """What is suggested in: an open document, as far as that matters."""

    @property
    def text(self) -> str:
        """The exact text."""

    @property
    def revision(self) -> int:
        """Goes up by one with every change."""

    @property
    def frontmatter(self) -> Frontmatter:
        """The frontmatter of the text."""


class Recorder(Protocol):
    """Turns edits into suggestions."""

    def record(
        self, document: Suggestible, edits: tuple[TextEdit, ...], merge: str, /
    ) -> Recording:
        """What records edits of a document; they are ordered and apart."""

    def record_field(
        self, document: Suggestible, path: FieldPath, value: str, /
    ) -> tuple[TextEdit, ...]:
        """What suggests another text for a field, or for a part of one.

        Raises:
            EditRefusedError: It can't be suggested.
        """
