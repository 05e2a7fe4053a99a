"""What the items of a list are, by the schema or by the items themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_value, kind_of
from copydesk.ui.details.editors.summary import singular

if TYPE_CHECKING:
    from collections.abc import Sequence


def item_field(field: Field, values: Sequence[object]) -> Field:
    """The field that every item of a list is.

    Args:
        field: The list.
        values: Its items.
    """
    label = singular(field.label)
    if field.item is not None:
        # An item needs no star of its own, and the list's name says what it is.
        own = field.item.label if field.item.label != field.label else ""
        # The list's name is what its items' words are known by.
        return replace(field.item, name=field.name, label=own or label, required=False)
    maps = [value for value in values if isinstance(value, Mapping)]
    if maps:
        return Field(field.name, label, FieldType.OBJECT, fields=_fields_of(maps))
    kinds = {kind for value in values if (kind := kind_of(field.name, value)) is not None}
    kind = kinds.pop() if len(kinds) == 1 else FieldType.TEXT
    return Field(field.name, label, FieldType.LIST if kind is FieldType.TAGS else kind)


def _fields_of(maps: Sequence[Mapping[str, object]]) -> tuple[Field, ...]:
    """The keys of groups that are alike, as the first group has them, then the others'."""
    values: dict[str, object] = {}
    for one in maps:
        for key, value in one.items():
            if values.get(str(key)) in (None, ""):
                values[str(key)] = value
    return tuple(field_for_value(key, value) for key, value in values.items())
