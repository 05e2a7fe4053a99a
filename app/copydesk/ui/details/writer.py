"""Turns what the form asks for into text edits of the one document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import (
    rename_field,
    set_field,
    set_field_source,
    unset_field,
)
from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.base import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.site.field import Field
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.open_document import OpenDocument


def empty_wish(field: Field) -> Wish:
    """What a field just added holds."""
    now = dt.datetime.now().astimezone()
    match field.type:
        case FieldType.BOOLEAN:
            return Wish(False, typed=False)
        case FieldType.TAGS:
            return Wish([], typed=False)
        case FieldType.DATE:
            return Wish(source=now.date().isoformat(), typed=False)
        case FieldType.DATETIME:
            return Wish(source=now.isoformat(timespec="seconds"), typed=False)
        case FieldType.OBJECT:
            return Wish(source="{}", typed=False)
        case FieldType.NUMBER | FieldType.RAW:
            return Wish(source="", typed=False)
        case _:
            return Wish("", as_text=True, typed=False)


class Writer:
    """Writes into one document at a time.

    Each method returns what stands against the change, as a sentence; "" when it was made.
    """

    def __init__(self, origin: object) -> None:
        """Makes changes in the name of `origin`."""
        self._origin = origin
        self.document: OpenDocument | None = None

    def set(self, field: Field, wish: Wish) -> str:
        """Gives a field the value wished for, adding it where it is missing."""
        key = field.name

        def edits(text: str) -> tuple[TextEdit, ...]:
            if wish.source is not None:
                return set_field_source(text, key, wish.source)
            return set_field(text, key, wish.value, as_text=wish.as_text)

        return self._apply(
            edits, f"Change {in_sentence(field.label)}", f"field:{key}" if wish.typed else ""
        )

    def add(self, field: Field) -> str:
        """Adds an empty field."""
        document = self.document
        if document is not None and field.name in document.frontmatter.data:
            return f"There is a field “{field.name}” already."
        wish = empty_wish(field)

        def edits(text: str) -> tuple[TextEdit, ...]:
            if wish.source is not None:
                return set_field_source(text, field.name, wish.source)
            return set_field(text, field.name, wish.value, as_text=wish.as_text)

        return self._apply(edits, f"Add {in_sentence(field.label)}")

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

    def _apply(
        self, edits: Callable[[str], tuple[TextEdit, ...]], label: str, merge: str = ""
    ) -> str:
        document = self.document
        if document is None:
            return ""
        try:
            made = edits(document.text)
        except EditRefusedError as error:
            return f"{error.sentence} {error.next_step}".strip()
        document.apply(made, label, origin=self._origin, merge=merge)
        return ""


def in_sentence(label: str) -> str:
    """A label inside a sentence: "Hero image" as "hero image", "SEO title" as it is."""
    first, _space, _rest = label.partition(" ")
    return label if len(first) > 1 and first.isupper() else label[:1].lower() + label[1:]
