"""What is wrong with a post's values by the rules of its fields, in an editor's words.

The same rules serve the form, while one types, and the review of a whole post. A field that was
only learned from other posts has no rules but its limits: what others have is a habit, not a law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from copydesk.core.site.conditions import is_shown
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.rules import count_trouble, is_listed, kind_trouble, scalar_trouble

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.field import Block

__all__ = [
    "FieldTrouble",
    "check_fields",
    "in_sentence",
    "is_missed",
    "is_shown",
    "missing_trouble",
    "value_trouble",
]

TroubleKind = Literal["missing", "value", "unknown"]
# Deeper than any form: a schema that refers to itself would go on for ever.
_MOST_DEPTH = 20
_EMPTY: tuple[object, ...] = (None, "")
_PLURAL = (FieldType.TAGS, FieldType.LIST)


@dataclass(frozen=True, slots=True)
class FieldTrouble:
    """One thing that is wrong with a post's fields.

    Attributes:
        path: Where.
        sentence: What, in an editor's words.
        kind: "missing" where a value is required, "value" where it breaks a rule, "unknown" where
            the schema knows no such field.
        label: What the editor calls the field: "Authors 2, name".
    """

    path: FieldPath
    sentence: str
    kind: TroubleKind
    label: str


def value_trouble(field: Field, value: object) -> str:
    """What is wrong with one value by its field's own rules; "" for nothing.

    An empty value is none of this function's business, and neither are the parts of a group or a
    list of groups.

    Args:
        field: Its rules.
        value: As the site reads it.
    """
    if value in _EMPTY:
        return ""
    if is_listed(field):
        if not isinstance(value, Sequence) or isinstance(value, str):
            return kind_trouble(field, value)
        one = replace(field, multiple=False, minimum=None, maximum=None)
        troubles = (value_trouble(one, item) for item in value) if field.multiple else iter(())
        return count_trouble(field, len(value)) or next(filter(None, troubles), "")
    return kind_trouble(field, value) or scalar_trouble(field, value)


def is_missed(field: Field) -> bool:
    """Whether a field is wrong without a value; a box that no schema wants may stay unticked."""
    return field.required and (field.in_schema or field.type is not FieldType.BOOLEAN)


def missing_trouble(field: Field) -> str:
    """What is said where a required field has no value."""
    if not field.in_schema:
        return "Other posts have this."
    if field.type is FieldType.BOOLEAN:
        return f"The site’s schema requires yes or no for “{field.label}”."
    name = in_sentence(field.label)
    if field.type not in _PLURAL and not field.multiple:
        name = f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    return f"The site’s schema requires {name}."


def in_sentence(label: str) -> str:
    """A label inside a sentence: "Hero image" as "hero image", "SEO title" as it is."""
    first, _space, _rest = label.partition(" ")
    return label if len(first) > 1 and first.isupper() else label[:1].lower() + label[1:]


def check_fields(
    data: Mapping[str, object], fields: Sequence[Field], *, closed: bool = False
) -> tuple[FieldTrouble, ...]:
    """All that is wrong with a post's fields, in the order of the fields.

    Args:
        data: The post's values, as the site reads them.
        fields: Those of its collection.
        closed: Whether fields that are not among these are wrong too.
    """
    checker = _Checker(data)
    checker.check_map(data, fields, ())
    if closed:
        known = {field.name for field in fields}
        checker.found += [
            FieldTrouble((key,), f"The site’s schema knows no field “{key}”.", "unknown", key)
            for key in data
            if key not in known
        ]
    return tuple(checker.found)


class _Checker:
    """Goes through one post's values."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data
        self.found: list[FieldTrouble] = []

    def check_map(
        self, data: Mapping[str, object], fields: Sequence[Field], path: FieldPath, label: str = ""
    ) -> None:
        for field in fields:
            if field.hidden or not is_shown(field, data, self._data):
                continue
            name = f"{label}, {in_sentence(field.label)}" if label else field.label
            here = (*path, field.name)
            value = data.get(field.name)
            empty = value in _EMPTY and not (field.nullable and field.name in data)
            if empty and is_missed(field):
                self._tell(here, missing_trouble(field), "missing", name)
            else:
                self._check_value(value, field, here, name)

    def _check_value(self, value: object, field: Field, path: FieldPath, label: str) -> None:
        if value in _EMPTY or len(path) > _MOST_DEPTH:
            return
        trouble = value_trouble(field, value)
        if trouble:
            self._tell(path, trouble, "value", label)
            return
        if field.type is FieldType.LIST and field.item is not None and isinstance(value, Sequence):
            for number, item in enumerate(value):
                inner = replace(field.item, label=label)
                self._check_value(item, inner, (*path, number), f"{label} {number + 1}")
        elif field.type is FieldType.OBJECT and isinstance(value, Mapping):
            self.check_map(value, field.fields, path, label)
        elif field.type is FieldType.BLOCK and isinstance(value, Mapping):
            self._check_block(value, field, path, label)

    def _check_block(
        self, value: Mapping[str, object], field: Field, path: FieldPath, label: str
    ) -> None:
        kind = value.get(field.block_key)
        block = block_of(field, value)
        if block is not None:
            self.check_map(value, block.fields, path, label)
        elif field.blocks:
            said = (
                f"“{kind}” is no kind of block that the site knows"
                if kind
                else "Choose what kind of block it is"
            )
            self._tell((*path, field.block_key), f"{said}.", "value", label)

    def _tell(self, path: FieldPath, sentence: str, kind: TroubleKind, label: str) -> None:
        self.found.append(FieldTrouble(path, sentence, kind, label))


def block_of(field: Field, value: Mapping[str, object]) -> Block | None:
    """The kind of block that a value says it is."""
    kind = value.get(field.block_key)
    return next((block for block in field.blocks if block.name == kind), None)
