"""Changes of a post's fields as text edits, whatever the fields are written in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import fields_yaml
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_scalars import is_date_text
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import newline_near

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Bare", "rename_field", "set_field", "set_field_read", "set_field_source", "unset_field"]

_Edits = tuple[TextEdit, ...]


def set_field(text: str, key: str, value: object, *, as_text: bool = False) -> _Edits:
    """Edits that give a field a value; the field, and the block of fields, are added if missing.

    The value takes the manner of the old one: its quotes, its brackets or dashes, its indentation
    and line ends. A ``str`` always stays text, in quotes where YAML would read something else.
    A date over one that stands in quotes stays in quotes.

    Args:
        text: The whole post.
        key: The field's name.
        value: Text, number, yes or no, date, None, a list or map of these, or `Bare` source.
        as_text: Write a number, a yes or no or a date as text too.

    Returns:
        None, where the field says so already.

    Raises:
        EditRefusedError: Nothing could be found that changes this field alone.
    """
    if as_text and isinstance(value, (bool, int, float)):
        value = str(value).lower()
    elif as_text and isinstance(value, dt.date):
        value = value.isoformat()
    _check_name(key)
    return _edited(text, lambda post: fields_yaml.set_yaml(post, key, value))


def set_field_source(text: str, key: str, yaml_source: str) -> _Edits:
    """Edits that put YAML of one or more lines behind a field's name, as it is.

    Raises:
        EditRefusedError: It is not YAML, or nothing changes this field alone.
    """
    _check_name(key)
    return _edited(text, lambda post: fields_yaml.set_yaml_source(post, key, yaml_source))


def set_field_read(text: str, key: str, yaml_value: str) -> _Edits:
    """Edits that give a field what ``yaml_value`` says, in the old value's manner.

    So ``no`` is no and ``[a, b]`` a list, a text takes the quotes that stand there already, and a
    number is written as it was given (``1.10``).

    Raises:
        EditRefusedError: It is not YAML, or nothing changes this field alone.
    """
    value = fields_yaml.value_of(yaml_value)
    if isinstance(value, (int, float, dt.date)) and not isinstance(value, bool):
        entry = read_frontmatter(text).entry(key)
        if not isinstance(value, dt.date) or not is_date_text(entry.value if entry else None):
            value = Bare(yaml_value.strip())
    elif isinstance(value, (list, dict)) and not _is_of_texts(value):
        return set_field_source(text, key, yaml_value)
    return set_field(text, key, value)


def _is_of_texts(value: object) -> bool:
    """Whether writing ``value`` anew can't change how a number or date in it was written."""
    if isinstance(value, dict):
        return all(map(_is_of_texts, value.values()))
    if isinstance(value, list):
        return all(map(_is_of_texts, value))
    return value is None or isinstance(value, (str, bool))


def unset_field(text: str, key: str) -> _Edits:
    """Edits that remove a field with its lines; none where there is no such field.

    Raises:
        EditRefusedError: Other fields take their value from it, or it can't be told apart.
    """
    if read_frontmatter(text).format is None:
        return ()
    return _edited(text, lambda post: fields_yaml.unset_yaml(post, key))


def rename_field(text: str, old: str, new: str) -> _Edits:
    """Edits that give a field another name.

    Raises:
        EditRefusedError: There is no such field, or one of the new name already.
    """
    _check_name(new)
    if read_frontmatter(text).format is None:
        raise EditRefusedError(f"There is no field “{old}”.")
    return _edited(text, lambda post: fields_yaml.rename_yaml(post, old, new))


def _check_name(key: str) -> None:
    if not key.strip() or "\n" in key or "\r" in key:
        raise EditRefusedError("A field’s name is one line of text.", "Choose another name.")


def _edited(text: str, edit: Callable[[str], _Edits]) -> _Edits:
    fields = read_frontmatter(text)
    _check_editable(fields)
    if fields.format is not None:
        return edit(text)
    # A post without fields: an empty block first, then the field in it, given out as one edit.
    newline = newline_near(text, 0)
    at = 1 if text.startswith("\ufeff") else 0
    apart = newline if text[at:].strip() and text[at] not in "\r\n" else ""
    block = f"---{newline}---{newline}"
    inside = edit(apply_edits(text, (TextEdit(at, at, block + apart),)))
    filled = apply_edits(block, [TextEdit(e.start - at, e.end - at, e.new) for e in inside])
    return (TextEdit(at, at, filled + apart),)


def _check_editable(fields: Frontmatter) -> None:
    fatal = next((problem for problem in fields.problems if problem.fatal), None)
    if fatal is not None:
        raise EditRefusedError(
            f"The fields can’t be changed while they can’t be read: {fatal.sentence}",
            f"See line {fatal.line + 1}. {fatal.next_step}",
        )
    if fields.format in ("toml", "json"):
        raise EditRefusedError(
            f"These fields are written in {fields.format.upper()}, which can be changed"
            " only as text in the editor for now.",
            "Show them in the editor.",
        )
