"""What stands between an edit that is meant and the text, while edits are only suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.open_document import OpenDocument


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


class Recorder(Protocol):
    """Turns edits into suggestions."""

    def record(
        self, document: OpenDocument, edits: tuple[TextEdit, ...], merge: str, /
    ) -> Recording:
        """What records edits of a document; they are ordered and apart."""

    def record_field(
        self, document: OpenDocument, path: FieldPath, value: str, /
    ) -> tuple[TextEdit, ...]:
        """What suggests another text for a field, or for a part of one.

        Raises:
            EditRefusedError: It can't be suggested.
        """
