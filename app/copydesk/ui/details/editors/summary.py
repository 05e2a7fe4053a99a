"""A list's item or a group of fields in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import block_of, check_fields
from copydesk.ui.details.editors.base import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Field

# The keys that say most of a group, the most telling first.
_TELLING = ("title", "name", "label", "heading", "headline", "question", "caption", "text", "alt")
_LONGEST = 80


def summary_of(field: Field, value: object) -> str:
    """What a group or list holds; "" where it says nothing."""
    if isinstance(value, Mapping):
        own = block_of(field, value) if field.type is FieldType.BLOCK else None
        skipped = {field.block_key} if own is not None or field.blocks else set()
        return _of_map({key: item for key, item in value.items() if key not in skipped})
    if isinstance(value, (list, tuple)):
        return f"{len(value)} of them" if value else ""
    return _short(plain(value))


def _of_map(value: Mapping[str, object]) -> str:
    scalars = {
        str(key).lower(): plain(item)
        for key, item in value.items()
        if item not in (None, "") and not isinstance(item, (bool, Mapping, list, tuple))
    }
    for key in (*_TELLING, *scalars):
        if key in scalars:
            return _short(scalars[key])
    return ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def troubles_in(field: Field, value: object) -> int:
    """How many things are wrong in a group, by its fields' rules."""
    inner: Sequence[Field] = (field,)
    return len(check_fields({field.name: value}, inner))


def singular(label: str) -> str:
    """What one of a list is called: "Authors" holds an "Author"."""
    word = label.rstrip()
    for ending, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.lower().endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + one
    if word.lower().endswith("s") and not word.lower().endswith(("ss", "us", "is", "ews")):
        return word[:-1]
    return word
