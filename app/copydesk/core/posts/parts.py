"""What is written for each part of a field's value, so that a form can show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts.entries import Part
from copydesk.core.posts.yaml_parts import yaml_parts

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
    # TOML and JSON are rare, and their libraries take their time at every start.
    if language == "toml":
        from copydesk.core.posts.toml_parts import toml_parts

        return toml_parts(entry_source, value)
    if language == "json":
        from copydesk.core.posts.json_parts import json_parts

        return json_parts(entry_source, value)
    return yaml_parts(entry_source, value)
