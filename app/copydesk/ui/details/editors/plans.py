"""What a row shows, and with which editor. Plain functions: no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_value, fitting_type, kind_of
from copydesk.core.site.validate import is_shown, value_trouble
from copydesk.ui.details.editors.base import Shown, plain
from copydesk.ui.details.editors.raw import MOST_SOURCE

if TYPE_CHECKING:
    from collections.abc import Sequence

# A group in a group in a group … is edited as text from here on.
MOST_DEPTH = 8
_LONGEST_CHIP = 32

_ODD = {
    FieldType.NUMBER: "Other posts have a number here.",
    FieldType.BOOLEAN: "Other posts have yes or no here.",
    FieldType.DATE: "Other posts have a date here.",
    FieldType.DATETIME: "Other posts have a date here.",
    FieldType.TAGS: "Other posts have a list here.",
    FieldType.OBJECT: "Other posts have a group of fields here.",
}
_KINDRED = {
    FieldType.DATE: {FieldType.DATE, FieldType.DATETIME},
    FieldType.DATETIME: {FieldType.DATE, FieldType.DATETIME},
}
_GROUPS = (FieldType.OBJECT, FieldType.BLOCK)
_MULTIPLE = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE)
_LINES = (FieldType.LONG_TEXT, FieldType.MARKDOWN, FieldType.CODE)
_TEXTS = (
    *_LINES,
    FieldType.TEXT,
    FieldType.URL,
    FieldType.EMAIL,
    FieldType.COLOR,
    FieldType.SLUG,
    *_MULTIPLE,
)
PARTED = (FieldType.LIST, FieldType.TAGS, *_GROUPS)
"""The kinds of field whose parts are shown one by one."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the form.

    Attributes:
        field: Its type is that of the editor to use.
        shown: What the post has.
        known: Whether the schema, or without one other posts, have the field too.
        odd: What is odd about the value beside those of other posts; "" for nothing.
        base: The field as it was learned.
        own: Whether only this post has it, and the value is all that was learned from.
    """

    field: Field
    shown: Shown
    known: bool
    odd: str
    base: Field
    own: bool


def plan_parts(
    fields: Sequence[Field], shown: Shown, present: Mapping[str, RowPlan]
) -> list[RowPlan]:
    """The rows for the keys of a group: its known fields, then what else stands in it.

    Args:
        fields: Those that are known.
        shown: The group.
        present: The rows that show this same group now.
    """
    value = shown.value if isinstance(shown.value, Mapping) else {}
    if not shown.present:
        # What is required of a group is so once there is one.
        fields = [replace(field, required=False) for field in fields]
    plans = [
        plan_row(
            field, shown_part(shown, field.name), present.get(field.name), known=True, part=True
        )
        for field in fields
        if not field.hidden and is_shown(field, value, shown.data or value)
    ]
    names = {field.name for field in fields}
    for key in value:
        if key not in names:
            part, before = shown_part(shown, str(key)), present.get(str(key))
            own = own_field(str(key), value[key], before)
            plans.append(plan_row(own, part, before, known=not fields, own=True, part=True))
    return plans


def plan_item(field: Field, shown: Shown, before: RowPlan | None) -> RowPlan:
    """The row for an item of a list.

    Args:
        field: What the list holds.
        shown: The item.
        before: What shows it now.
    """
    return plan_row(field, shown, before, known=True, part=True)


def shown_part(shown: Shown, key: str | int) -> Shown:
    """What is shown of one part of a list or group."""
    part = shown.parts.get(key)
    if part is None:
        value = shown.value
        if isinstance(value, Mapping) and key in value:
            # It comes from elsewhere, as by a merge key, and has no source here.
            part = Shown(True, value[key], plain(value[key]))
        else:
            part = Shown()
    return replace(part, language=shown.language, data=shown.data)


def own_field(key: str, value: object, before: RowPlan | None) -> Field:
    """The field that a value alone suggests; what was seen of it earlier stays."""
    field = field_for_value(key, value)
    base = before.base if before is not None and before.own else None
    if field.type is FieldType.TAGS and isinstance(value, (list, tuple)):
        long = any(map(_is_long, value))
        if (base.type is FieldType.LIST) if base is not None else long:
            field = replace(field, type=FieldType.LIST)
    return field if base is None else _grown(base, field)


def _is_long(item: object) -> bool:
    """Whether a word is better read, and mended, in a line of its own."""
    if not isinstance(item, str):
        return False
    return len(item) > _LONGEST_CHIP or kind_of("", item) is FieldType.URL


def _grown(before: Field, now: Field) -> Field:
    """A field that was learned from a value, learned from it again: what was known of it stays.

    A text that is being typed looks like an address at one key and like a date at the next.
    """
    if before.type is not now.type:
        return now
    known = {field.name: field for field in before.fields}
    fields = tuple(kept(known.get(field.name), field) for field in now.fields)
    return replace(now, fields=fields, item=now.item and kept(before.item, now.item))


def kept(before: Field | None, now: Field) -> Field:
    """The field of a part, learned from values again; its kind stays what it was first."""
    if before is None:
        return now
    parted = now.type in PARTED or before.type in PARTED
    return _grown(before, now) if parted else before


def plan_row(
    field: Field,
    shown: Shown,
    before: RowPlan | None,
    *,
    known: bool,
    own: bool = False,
    part: bool = False,
) -> RowPlan:
    """The row for a field.

    Args:
        field: What is known of it.
        shown: What the post has.
        before: The row that shows it now; it is kept while the value fits.
        known: See `RowPlan`.
        own: See `RowPlan`.
        part: Whether it is inside another field.
    """
    kind = editor_kind(field, shown)
    # A value of the post's own says what its field is only when it is first seen.
    same = before is not None and (before.base == field or (before.own and own))
    # What was made a value of the field's own kind is shown as one.
    put_right = before is not None and bool(before.odd) and kind is field.type
    if before is not None and same and _may_stay(before.field, shown):
        kind = kind if put_right and not isinstance(shown.value, str) else before.field.type
    odd = ""
    if kind not in _KINDRED.get(field.type, {field.type}):
        # Of a part, only a schema says what it must be.
        habit = _ODD.get(field.type, "") if field.name and not part else ""
        odd = value_trouble(field, shown.value) if field.in_schema else habit
    plan = RowPlan(replace(field, type=kind), shown, known, odd, field, own)
    return before if before is not None and before == plan else plan


def _may_stay(before: Field, shown: Shown) -> bool:
    if before.type is FieldType.TAGS and isinstance(shown.value, (list, tuple)):
        return not any(isinstance(item, (Mapping, list, tuple)) for item in shown.value)
    return before.type is FieldType.RAW or editor_kind(before, shown) is before.type


def editor_kind(field: Field, shown: Shown) -> FieldType:
    """The type of editor for this very value: the field's own where the value is of its kind."""
    value, own = shown.value, field.type
    if len(shown.source) > MOST_SOURCE:
        return FieldType.RAW
    if value is None or value == "" or (own is FieldType.RAW and field.in_schema):
        return own
    if isinstance(value, Mapping):
        spelt = own is FieldType.REFERENCE and field.reference is not None
        if own not in _GROUPS and not (spelt and field.reference and not field.multiple):
            own = FieldType.OBJECT
        return FieldType.RAW if is_odd(shown) else own
    if isinstance(value, (list, tuple)):
        if own is FieldType.LIST or (field.multiple and own in _MULTIPLE):
            return FieldType.RAW if is_odd(shown) else own
        words = all(isinstance(i, str | int | float) and not isinstance(i, bool) for i in value)
        kind = FieldType.TAGS if words else FieldType.LIST
        return FieldType.RAW if is_odd(shown) else kind
    if isinstance(value, str) and field.as_text:
        return own
    if own in _TEXTS:
        # A number is shown as it is written; what is typed over it is text.
        several = isinstance(value, str) and "\n" in value and own not in _LINES
        return FieldType.LONG_TEXT if several and own is not FieldType.CHOICE else own
    return fitting_type(field, value)


def is_odd(shown: Shown) -> bool:
    """Whether a list or group is written in a way that can't be shown part by part."""
    value = shown.value
    if isinstance(value, Mapping) and not all(isinstance(key, str) for key in value):
        return True
    return shown.source[:1] in ("*", "!") or _is_deep(value, MOST_DEPTH)


def _is_deep(value: object, most: int) -> bool:
    if isinstance(value, Mapping):
        return most == 0 or any(_is_deep(item, most - 1) for item in value.values())
    if isinstance(value, (list, tuple)):
        return most == 0 or any(_is_deep(item, most - 1) for item in value)
    return False
