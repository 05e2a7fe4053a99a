"""Fields of made-up collections."""

from __future__ import annotations

from copydesk.core.site.field import Choice, Field, FieldType
from copydesk.core.site.labels import humanise


def choices(*values: object) -> tuple[Choice, ...]:
    """Choices that are called what they are."""
    return tuple(Choice(value, str(value)) for value in values)


def field(name: str, kind: FieldType = FieldType.TEXT, **more: object) -> Field:
    """A field with its label made from its name."""
    return Field(name, humanise(name), kind, **more)  # type: ignore[arg-type]  # as they come
