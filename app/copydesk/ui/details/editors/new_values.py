"""What a field, a list's item or a block holds when it has just been added."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from copydesk.core.posts.field_edits import Bare
from copydesk.core.site.field import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Block, Field

# A schema that refers to itself would go on for ever.
_MOST_DEPTH = 6


def new_value(field: Field, depth: int = 0) -> object:
    """What a new field holds: its default, today for a date, and nothing yet in the others.

    A group starts with its required keys and those that have a default, so that it is one.
    """
    if field.default is not None:
        return field.default
    if field.multiple:
        return []
    match field.type:
        case FieldType.BOOLEAN:
            return False
        case FieldType.TAGS | FieldType.LIST:
            return []
        case FieldType.OBJECT:
            return _group(field.fields, depth)
        case FieldType.BLOCK:
            return new_block(field, field.blocks[0], depth) if len(field.blocks) == 1 else {}
        case FieldType.NUMBER | FieldType.RAW | FieldType.REFERENCE:
            return Bare("")
        case FieldType.DATE | FieldType.DATETIME if not field.as_text and not field.date_format:
            now = dt.datetime.now().astimezone()
            day = field.type is FieldType.DATE
            return Bare(now.date().isoformat() if day else now.isoformat(timespec="seconds"))
        case FieldType.CHOICE if field.choices and not field.open_choices and field.required:
            return field.choices[0].value
        case _:
            return ""


def new_block(field: Field, block: Block, depth: int = 0) -> dict[str, object]:
    """What a new block of one kind holds."""
    return {field.block_key: block.name, **_group(block.fields, depth, alone=False)}


def _group(fields: Sequence[Field], depth: int, *, alone: bool = True) -> dict[str, object]:
    if depth >= _MOST_DEPTH:
        return {}
    usable = [field for field in fields if field.when is None]
    wanted = [field for field in usable if field.required or field.default is not None]
    if not wanted and alone:
        wanted = [field for field in usable if not field.hidden][:1]
    return {field.name: new_value(field, depth + 1) for field in wanted}
