"""Which rows a form has for a post, and what each shows. Plain functions: no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_value, fitting_type
from copydesk.ui.details.editors.base import Shown, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from copydesk.core.posts.frontmatter import FieldEntry, Frontmatter
    from copydesk.core.text.positions import Span

# A field that most siblings have is shown although this post lacks it; others can be added.
_COMMON_SHARE = 0.6


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


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the form.

    Attributes:
        field: Its type is that of the editor to use.
        shown: What the post has.
        known: Whether other posts have the field too.
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
    text: str, frontmatter: Frontmatter, fields: Sequence[Field], present: Mapping[str, RowPlan]
) -> list[RowPlan]:
    """The rows for a post: known fields in their usual order, then its own.

    Args:
        text: The whole post.
        frontmatter: Its fields.
        fields: Those of its collection.
        present: The rows that show this same post now. They keep their editors while the value
            fits, so that nothing is taken away from under a cursor.
    """
    entries = {entry.key: entry for entry in frontmatter.entries}
    editable = frontmatter.format in (None, "yaml")
    plans = [
        _plan(text, field, entries.get(field.name), present, known=True)
        for field in fields
        if field.name in entries or (field.share >= _COMMON_SHARE and editable)
    ]
    names = {field.name for field in fields}
    for key, entry in entries.items():
        if key not in names:
            own = field_for_value(key, entry.value)
            # Without posts beside it, a post's own fields are all the fields there are.
            plans.append(_plan(text, own, entry, present, known=not fields, own=True))
    return plans


def _plan(
    text: str,
    field: Field,
    entry: FieldEntry | None,
    present: Mapping[str, RowPlan],
    *,
    known: bool,
    own: bool = False,
) -> RowPlan:
    value = entry.value if entry else None
    kind = fitting_type(field, value)
    before = present.get(field.name)
    # A value of the post's own says what its field is only when it is first seen.
    same = before is not None and (before.base == field or (before.own and own))
    if before is not None and same and _may_stay(before.field, value):
        kind = before.field.type
    odd = _ODD.get(field.type, "") if kind not in _KINDRED.get(field.type, {field.type}) else ""
    return RowPlan(replace(field, type=kind), _shown(text, entry), known, odd, field, own)


def _may_stay(before: Field, value: object) -> bool:
    if before.type in (FieldType.RAW, FieldType.OBJECT):
        return True
    return fitting_type(before, value) is before.type


def _shown(text: str, entry: FieldEntry | None) -> Shown:
    if entry is None:
        return Shown()
    source = dedented(text, entry.value_span) if len(entry.value_span) else ""
    if not source and entry.value not in (None, ""):
        source = plain(entry.value)  # TOML and JSON give values without their places
    return Shown(True, entry.value, source)


def dedented(text: str, span: Span) -> str:
    """The source of a value, its lines moved left by as much as its first one is."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    lead = text[start : span.start]
    source = span.of(text).replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in source or lead.strip():
        return source
    first, *rest = source.split("\n")
    return "\n".join([first, *(line.removeprefix(lead) for line in rest)])
