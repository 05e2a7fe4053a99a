"""Which rows a form has for a post, and what each shows. Plain functions: no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_value, fitting_type
from copydesk.core.site.validate import is_shown, value_trouble
from copydesk.ui.details.editors.base import Shown, plain

try:
    from copydesk.core.posts.parts import parts_of
except ImportError:
    from types import SimpleNamespace

    def parts_of(source, value, format):
        if isinstance(value, Mapping):
            parts = {k: parts_of(plain(v), v, format) for k, v in value.items()}
        elif isinstance(value, list):
            parts = {k: parts_of(plain(v), v, format) for k, v in enumerate(value)}
        else:
            parts = {}
        return SimpleNamespace(value=value, source=source, parts=parts)


if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.posts.frontmatter import FieldEntry, Frontmatter
    from copydesk.core.posts.parts import Part

# A field that most siblings have is shown although this post lacks it; others can be added.
_COMMON_SHARE = 0.6
# The rows of a form: what a schema of a large site has ten times over.
MOST_ROWS = 1_000
# More is shown as its beginning, to be changed in the editor: an input would take seconds over it.
MOST_SOURCE = 100_000
# A group in a group in a group … is edited as text from here on.
_MOST_DEPTH = 8

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


def plan_rows(
    frontmatter: Frontmatter, fields: Sequence[Field], present: Mapping[str, RowPlan]
) -> list[RowPlan]:
    """The rows for a post: known fields in their usual order, then its own; `MOST_ROWS` at most.

    A field of the site's schema always has its row. One that only other posts have needs many of
    them, and where there is a schema, this post must have it.

    Args:
        frontmatter: The post's fields.
        fields: Those of its collection.
        present: The rows that show this same post now. They keep their editors while the value
            fits, so that nothing is taken away from under a cursor.
    """
    entries = {entry.key: entry for entry in frontmatter.entries}
    data, language = frontmatter.data, frontmatter.format or "yaml"
    schema = any(field.in_schema for field in fields)
    plans: list[RowPlan] = []

    def add(field: Field, *, known: bool, own: bool = False) -> None:
        if len(plans) < MOST_ROWS:
            entry, before = entries.get(field.name), present.get(field.name)
            shown = _shown(entry, field, before, language, data)
            plans.append(_plan(field, shown, before, known=known, own=own))

    for field in fields:
        there = field.name in entries
        common = field.in_schema or (not schema and field.share >= _COMMON_SHARE)
        if (there or common) and not field.hidden and is_shown(field, data, data):
            add(field, known=field.in_schema or not schema)
    names = {field.name for field in fields}
    for key, entry in entries.items():
        if key not in names:
            own = field_for_value(key, entry.value)
            before = present.get(key)
            if before is not None and before.own:
                own = _grown(before.base, own)
            # Without posts beside it, a post's own fields are all the fields there are.
            add(own, known=not fields, own=True)
    return plans


def _grown(before: Field, now: Field) -> Field:
    """A field that was learned from a value, learned from it again: what was known of it stays.

    A text that is being typed looks like an address at one key and like a date at the next.
    """
    if before.type is not now.type:
        return now
    known = {field.name: field for field in before.fields}
    fields = tuple(_kept(known.get(field.name), field) for field in now.fields)
    return replace(now, fields=fields, item=now.item and _kept(before.item, now.item))


def _kept(before: Field | None, now: Field) -> Field:
    if before is None:
        return now
    parted = now.type in PARTED or before.type in PARTED
    return _grown(before, now) if parted else before


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
    plans = [
        _plan(field, shown_part(shown, field.name), present.get(field.name), known=True, part=True)
        for field in fields
        if not field.hidden and is_shown(field, value, shown.data or value)
    ]
    names = {field.name for field in fields}
    for key in value:
        if key not in names:
            own = field_for_value(str(key), value[key])
            part, before = shown_part(shown, str(key)), present.get(own.name)
            plans.append(_plan(own, part, before, known=not fields, own=True, part=True))
    return plans


def plan_item(field: Field, shown: Shown, before: RowPlan | None) -> RowPlan:
    """The row for an item of a list.

    Args:
        field: What the list holds.
        shown: The item.
        before: What shows it now.
    """
    return _plan(field, shown, before, known=True, part=True)


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


def _plan(
    field: Field,
    shown: Shown,
    before: RowPlan | None,
    *,
    known: bool,
    own: bool = False,
    part: bool = False,
) -> RowPlan:
    kind = editor_kind(field, shown)
    # A value of the post's own says what its field is only when it is first seen.
    same = before is not None and (before.base == field or (before.own and own))
    if before is not None and same and _may_stay(before.field, shown):
        kind = before.field.type
    odd = ""
    if kind not in _KINDRED.get(field.type, {field.type}):
        # Of a part, only a schema says what it must be.
        habit = _ODD.get(field.type, "") if field.name and not part else ""
        odd = value_trouble(field, shown.value) if field.in_schema else habit
    plan = RowPlan(replace(field, type=kind), shown, known, odd, field, own)
    return before if before is not None and before == plan else plan


def _may_stay(before: Field, shown: Shown) -> bool:
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
        return FieldType.RAW if _is_odd(shown) else own
    if isinstance(value, (list, tuple)):
        if own is FieldType.LIST or (field.multiple and own in _MULTIPLE):
            return FieldType.RAW if _is_odd(shown) else own
        words = all(isinstance(i, str | int | float) and not isinstance(i, bool) for i in value)
        kind = FieldType.TAGS if words else FieldType.LIST
        return FieldType.RAW if _is_odd(shown) else kind
    if isinstance(value, str) and field.as_text:
        return own
    if own in _TEXTS:
        # A number is shown as it is written; what is typed over it is text.
        several = isinstance(value, str) and "\n" in value and own not in _LINES
        return FieldType.LONG_TEXT if several and own is not FieldType.CHOICE else own
    return fitting_type(field, value)


def _is_odd(shown: Shown) -> bool:
    """Whether a list or group is written in a way that can't be shown part by part."""
    return shown.source[:1] in ("*", "!") or _is_deep(shown.value, _MOST_DEPTH)


def _is_deep(value: object, most: int) -> bool:
    if isinstance(value, Mapping):
        return most == 0 or any(_is_deep(item, most - 1) for item in value.values())
    if isinstance(value, (list, tuple)):
        return most == 0 or any(_is_deep(item, most - 1) for item in value)
    return False


def _shown(
    entry: FieldEntry | None,
    field: Field,
    before: RowPlan | None,
    language: str,
    data: Mapping[str, object],
) -> Shown:
    root = data if _looks_up(field) else None
    if entry is None:
        return Shown(language=language, data=root)
    old = before.shown if before is not None else None
    source = entry.source or plain(entry.value)
    shown = Shown(True, entry.value, source, {}, language, root)
    if old is not None and replace(old, parts={}) == shown:
        return old
    if not isinstance(entry.value, (Mapping, list, tuple)) or _is_odd(shown):
        return shown
    if len(source) > MOST_SOURCE:
        return shown
    return _with_parts(parts_of(entry.source, entry.value, language), language, root)


def _with_parts(part: Part, language: str, data: Mapping[str, object] | None) -> Shown:
    parts = {key: _with_parts(inner, language, data) for key, inner in part.parts.items()}
    return Shown(True, part.value, part.source, parts, language, data)


def _looks_up(field: Field, depth: int = _MOST_DEPTH) -> bool:
    """Whether a part of a field is shown only while a field outside of it says so."""
    if depth == 0:
        return False
    inner = [*field.fields, *(one for block in field.blocks for one in block.fields)]
    if field.item is not None:
        inner.append(field.item)
    return any(one.when is not None or _looks_up(one, depth - 1) for one in inner)
