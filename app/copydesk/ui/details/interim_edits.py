"""Edits of parts by writing their whole field, until each format has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts import field_edits, fields_yaml, paths
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.values import Bare

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.text.edits import TextEdit


def has_paths() -> bool:
    """Whether the edits of fields take paths already."""
    return hasattr(field_edits, "insert_item") and hasattr(field_edits, "move_item")


def edit_whole(
    text: str, path: FieldPath, action: str, value: object, to: int, source: str | None
) -> tuple[TextEdit, ...]:
    """The same as an edit of the part, by an edit of its field."""
    data: object = read_frontmatter(text).data
    value = _plain(value)
    if source is not None:
        value = fields_yaml.value_of(source)
    match action:
        case "insert":
            data = paths.with_inserted(data, path, value)
        case "remove":
            data = paths.without_value(data, path)
        case "move":
            data = paths.with_moved(data, path, to)
        case _:
            data = paths.with_value(data, path, value)
    name = str(path[0])
    return field_edits.set_field(text, name, paths.value_at(data, (name,)))


def _plain(value: object) -> object:
    if isinstance(value, Bare):
        return fields_yaml.value_of(value.source) if value.source else None
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
