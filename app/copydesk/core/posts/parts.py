"""What is written for each part of a field's value, so that a form can show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts.entries import Part
from copydesk.core.posts.yaml_parts import plain_part, yaml_parts

if TYPE_CHECKING:
    from copydesk.core.posts.fences import Format

__all__ = ["Part", "parts_of"]


def parts_of(entry_source: str, value: object, language: Format) -> Part:
    """A field's value taken apart; never raises.

    Args:
        entry_source: The field's own source, as `FieldEntry.source` has it.
        value: What the field says, as `FieldEntry.value` has it.
        language: What the post's fields are written in.
    """
    if language == "yaml":
        return yaml_parts(entry_source, value)
    return Part(value, entry_source, plain_part(value).parts)
