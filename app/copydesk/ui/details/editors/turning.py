"""Making a value of the wrong kind one of the right kind. Plain functions: no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.posts.field_edits import Bare
from copydesk.core.site.field import FieldType
from copydesk.core.site.numbers import number_of

if TYPE_CHECKING:
    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.plans import RowPlan

_GROUPS = (FieldType.OBJECT, FieldType.BLOCK)
_SEVERAL = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE)
_WORDS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.URL, FieldType.EMAIL, *_SEVERAL)
_ANSWERS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def turned(plan: RowPlan) -> tuple[str, object] | None:
    """What a link offers under a value that another editor than the field's own has to show.

    Returns:
        The link's words and the new value; None where the value is of its kind, or nothing of
        that kind can be made of it without loss.
    """
    field, value = plan.base, plan.shown.value
    if not plan.shown.present or plan.field.type is field.type or field.read_only:
        return None
    if field.type in (FieldType.TAGS, FieldType.LIST) or field.multiple:
        listed = _listed(field, value)
        return None if listed is None else ("Make it a list", listed)
    if isinstance(value, str):
        said = value.strip().lower()
        if field.type is FieldType.BOOLEAN and said in _ANSWERS:
            return "Make it yes or no", _ANSWERS[said]
        if field.type is FieldType.NUMBER and number_of(value) is not None:
            return "Make it a number", Bare(value.strip())
    if isinstance(value, (list, tuple)) and len(value) == 1 and field.type in _WORDS:
        word = value[0]
        return ("Take it out of the list", word) if isinstance(word, str) else None
    return None


def _listed(field: Field, value: object) -> list[object] | None:
    if isinstance(value, (list, tuple)):
        return None
    if value in (None, ""):
        return []
    grouped = field.item is not None and field.item.type in _GROUPS
    if isinstance(value, Mapping) != grouped:
        return None
    if field.type is FieldType.TAGS and isinstance(value, str):
        return [word for part in value.split(",") if (word := part.strip())]
    return [value]
