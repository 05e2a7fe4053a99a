"""Turns what the form asks for into text edits of the one document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import (
    insert_item,
    move_item,
    rename_field,
    set_field,
    set_field_source,
    unset_field,
)
from copydesk.core.review.suggestions.fields import resolve_field
from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import in_sentence
from copydesk.ui.details.editors.base import Wish
from copydesk.ui.details.editors.new_values import new_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.field import Field
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.open_document import OpenDocument


# What holds words: another kind of value could not be read with a mark in it.
_SUGGESTED = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MARKDOWN)
_NOT_SUGGESTED = (
    "Only a text that is there already can carry a suggestion. Switch to Editing to change this."
)
_LABELS = {"set": "Change", "insert": "Add to", "remove": "Remove from", "move": "Reorder"}


def edits_for(text: str, field: Field, wish: Wish) -> tuple[TextEdit, ...]:
    """The text edits that make a wish true.

    Raises:
        EditRefusedError: Nothing could be found that changes this value alone.
    """
    path = (field.name, *wish.path)
    match wish.action:
        case "insert":
            return insert_item(text, path, wish.value)
        case "remove":
            return unset_field(text, path)
        case "move":
            return move_item(text, path, wish.to)
    if wish.source is not None:
        return set_field_source(text, path, wish.source)
    return set_field(text, path, wish.value, as_text=wish.as_text)


class Writer:
    """Writes into one document at a time.

    Each method returns what stands against the change, as a sentence; "" when it was made.
    """

    def __init__(self, origin: object) -> None:
        """Makes changes in the name of `origin`."""
        self._origin = origin
        self.document: OpenDocument | None = None

    def set(self, field: Field, wish: Wish) -> str:
        """Makes a field, or a part of it, what is wished for; a missing field is added."""
        path = "/".join(str(part) for part in (field.name, *wish.path))
        edits = partial(edits_for, field=field, wish=wish)
        if field.type in _SUGGESTED and wish.action == "set" and isinstance(wish.value, str):
            edits = partial(self._suggested, edits, (field.name, *wish.path), wish.value)
        return self._apply(
            edits,
            f"{'Remove' if wish.action == 'remove' and not wish.path else _LABELS[wish.action]} "
            f"{in_sentence(field.label)}",
            f"field:{wish.joins or path}" if wish.typed else "",
        )

    def add(self, field: Field) -> str:
        """Adds a field with what a new one holds."""
        document = self.document
        if document is not None and field.name in document.frontmatter.data:
            return f"There is a field “{field.name}” already."
        value = new_value(field)
        # A text that looks like something else is text all the same.
        wish = Wish(value, as_text=isinstance(value, str), typed=False)
        return self._apply(
            partial(edits_for, field=field, wish=wish), f"Add {in_sentence(field.label)}"
        )

    def move(self, field: Field, steps: int) -> str:
        """Moves a field up or down in the file; nothing happens at either end."""
        document = self.document
        names = list(document.frontmatter.data) if document is not None else []
        to = names.index(field.name) + steps if field.name in names else -1
        if not 0 <= to < len(names):
            return ""
        return self._apply(
            lambda text: move_item(text, (field.name,), to),
            f"Move {in_sentence(field.label)}",
        )

    def remove(self, field: Field) -> str:
        """Removes a field with its lines."""
        return self._apply(
            lambda text: unset_field(text, field.name), f"Remove {in_sentence(field.label)}"
        )

    def rename(self, field: Field, name: str) -> str:
        """Gives a field another name, where it stands."""
        return self._apply(
            lambda text: rename_field(text, field.name, name), f"Rename {field.name} to {name}"
        )

    def answer(self, field: Field, *, accepts: bool) -> str:
        """Accepts or rejects what is suggested for a field."""
        return self._apply(
            partial(resolve_field, path=(field.name,), accepts=accepts),
            f"{'Accept' if accepts else 'Reject'} the suggestion for {in_sentence(field.label)}",
            answers=True,
        )

    def _suggested(
        self,
        edits: Callable[[str], tuple[TextEdit, ...]],
        path: FieldPath,
        value: str,
        text: str,
    ) -> tuple[TextEdit, ...]:
        """The edits of a text, or those that suggest it."""
        document = self.document
        if document is None or document.recorder is None:
            return edits(text)
        return document.recorder.record_field(document, path, value)

    def _apply(
        self,
        edits: Callable[[str], tuple[TextEdit, ...]],
        label: str,
        merge: str = "",
        *,
        answers: bool = False,
    ) -> str:
        document = self.document
        if document is None:
            return ""
        suggests = isinstance(edits, partial) and edits.func == self._suggested
        if document.recorder is not None and not (answers or suggests):
            return _NOT_SUGGESTED
        try:
            made = edits(document.text)
        except EditRefusedError as error:
            return f"{error.sentence} {error.next_step}".strip()
        document.apply(made, label, origin=self._origin, merge=merge, as_is=True)
        return ""
