"""Changes of a post's fields as text edits, whatever the fields are written in.

A field is named by its key, or by a `FieldPath` for what stands deeper: ``("authors", 0, "name")``.
Every edit is held against the result: read again, only what was asked may differ. Where that can't
be had, the edit is refused with a sentence and nothing changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import fields_yaml
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.paths import FieldPath, NoSuchPlaceError, value_at
from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_scalars import is_date_text
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import newline_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "Bare",
    "insert_item",
    "move_item",
    "rename_field",
    "set_field",
    "set_field_read",
    "set_field_source",
    "unset_field",
]

_Edits = tuple[TextEdit, ...]
# As deep as fields are read at all.
_MOST_DEPTH = 60
# Python writes no whole number of more than 4,300 figures.
_MOST_BITS = 14_000
# A path that leads nowhere in these fields, or source nested deeper than can be read.
_MISSES = (NoSuchPlaceError, RecursionError)


class _BackEnd(Protocol):
    """The edits of one format."""

    def set_value(self, text: str, path: FieldPath, value: object) -> _Edits: ...
    def set_source(self, text: str, path: FieldPath, source: str) -> _Edits: ...
    def unset(self, text: str, path: FieldPath) -> _Edits: ...
    def rename(self, text: str, path: FieldPath, name: str) -> _Edits: ...
    def insert(self, text: str, path: FieldPath, value: object) -> _Edits: ...
    def move(self, text: str, path: FieldPath, to: int) -> _Edits: ...


def set_field(text: str, key: str | FieldPath, value: object, *, as_text: bool = False) -> _Edits:
    """Edits that give a field a value; the field, and the block of fields, are added if missing.

    The value takes the manner of the old one: its quotes, its brackets or dashes, its indentation
    and line ends. A ``str`` always stays text, in quotes where YAML would read something else.
    A date over one that stands in quotes stays in quotes.

    Args:
        text: The whole post.
        key: The field's name, or the path to a part of it.
        value: Text, number, yes or no, date, None, a list or map of these, or `Bare` source,
            which may stand anywhere inside too.
        as_text: Write numbers, yes or no and dates as text too, inside lists and maps as well.

    Returns:
        None, where the field says so already.

    Raises:
        EditRefusedError: Nothing could be found that changes this field alone.
    """
    path = _path(key)
    new = _written(value, as_text=as_text)
    return _edited(text, lambda post, end: end.set_value(post, path, new))


def set_field_source(text: str, key: str | FieldPath, source: str) -> _Edits:
    """Edits that put source in the post's own format behind a field's name, as it is.

    Raises:
        EditRefusedError: It can't be read, or nothing changes this field alone.
    """
    path = _path(key)
    return _edited(text, lambda post, end: end.set_source(post, path, source))


def set_field_read(text: str, key: str | FieldPath, yaml_value: str) -> _Edits:
    """Edits that give a field what ``yaml_value`` says, in the old value's manner.

    So ``no`` is no and ``[a, b]`` a list, a text takes the quotes that stand there already, and a
    number is written as it was given (``1.10``).

    Raises:
        EditRefusedError: It is not YAML, or nothing changes this field alone.
    """
    path = _path(key)
    value = fields_yaml.value_of(yaml_value)
    fields = read_frontmatter(text)
    if isinstance(value, (int, float, dt.date)) and not isinstance(value, bool):
        if not isinstance(value, dt.date) or not is_date_text(_value_at(fields, path)):
            value = Bare(yaml_value.strip())
    elif (
        isinstance(value, (list, dict))
        and fields.format not in ("toml", "json")
        and not _is_of_texts(value)
    ):
        return set_field_source(text, path, yaml_value)
    return set_field(text, path, value)


def unset_field(text: str, key: str | FieldPath) -> _Edits:
    """Edits that remove a field, or a part of one, with its lines; none where there is no such.

    Raises:
        EditRefusedError: Other fields take their value from it, or it can't be told apart.
    """
    path = _path(key)
    if read_frontmatter(text).format is None:
        return ()
    return _edited(text, lambda post, end: end.unset(post, path))


def rename_field(text: str, old: str | FieldPath, new: str) -> _Edits:
    """Edits that give a field, or a key inside one, another name at its place.

    Raises:
        EditRefusedError: There is no such field, or one of the new name already.
    """
    path = _path(old)
    _check_name(new)
    if read_frontmatter(text).format is None:
        raise EditRefusedError(f"There is no field “{path[-1]}”.")
    return _edited(text, lambda post, end: end.rename(post, path, new))


def insert_item(text: str, path: FieldPath, value: object, *, as_text: bool = False) -> _Edits:
    """Edits that put a new item into a list.

    Args:
        text: The whole post.
        path: Of the item that the new one shall stand before: ``("tags", 0)``; one past the last
            for the list's end. A list that is missing or empty is begun.
        value: As in `set_field`.
        as_text: As in `set_field`.

    Raises:
        EditRefusedError: There is no such place, or nothing changes this list alone.
    """
    _check_place(path)
    new = _written(value, as_text=as_text)
    return _edited(text, lambda post, end: end.insert(post, path, new))


def move_item(text: str, path: str | FieldPath, to: int) -> _Edits:
    """Edits that move a list's item, a map's key or a whole field.

    Comments directly above it, without a blank line between, go with it.

    Args:
        text: The whole post.
        path: What is moved: ``("tags", 2)``, ``("seo", "title")``, or a field's name.
        to: The number, from 0, that it shall have among its siblings afterwards.

    Raises:
        EditRefusedError: There is no such part or place, or nothing changes the order alone.
    """
    place = _path(path)
    if read_frontmatter(text).format is None:
        raise EditRefusedError(f"There is no field “{place[0]}” to move.")
    return _edited(text, lambda post, end: end.move(post, place, to))


# How it is done ----------------------------------------------------------------------------------


def _path(key: str | FieldPath) -> FieldPath:
    path = (key,) if isinstance(key, str) else tuple(key)
    _check_place(path)
    return path


def _check_place(path: FieldPath) -> None:
    if not path or not isinstance(path[0], str):
        raise EditRefusedError("A field’s name is one line of text.", "Choose another name.")
    if len(path) > _MOST_DEPTH:
        raise EditRefusedError("That is nested too deep.", "Edit the fields as text.")
    for part in path:
        if isinstance(part, str):
            _check_name(part)


def _check_name(key: str) -> None:
    if not key.strip() or "\n" in key or "\r" in key:
        raise EditRefusedError("A field’s name is one line of text.", "Choose another name.")


def _written(value: object, *, as_text: bool) -> object:
    """A new value, made text where it shall be.

    Raises:
        EditRefusedError: It is nested deeper than any post's fields can be read, or holds a number
            longer than can be written.
    """
    _check_value(value, _MOST_DEPTH)
    return _as_text(value) if as_text else value


def _check_value(value: object, left: int) -> None:
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise EditRefusedError(
            "That number is too long for a field.", "Keep it as text, in quotes."
        )
    if not left:
        raise EditRefusedError("That is nested too deep.", "Edit the fields as text.")
    parts: Iterable[object] = ()
    if isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, (list, tuple)):
        parts = value
    for part in parts:
        _check_value(part, left - 1)


def _as_text(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(inner) for inner in value]
    if isinstance(value, Bare):
        return value.source
    if isinstance(value, (bool, int, float)):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else value


def _value_at(fields: Frontmatter, path: FieldPath) -> object:
    try:
        return value_at(fields.data, path)
    except NoSuchPlaceError:
        return None


def _is_of_texts(value: object) -> bool:
    """Whether writing ``value`` anew can't change how a number or date in it was written."""
    if isinstance(value, dict):
        return all(map(_is_of_texts, value.values()))
    if isinstance(value, list):
        return all(map(_is_of_texts, value))
    return value is None or isinstance(value, (str, bool))


def _back_end(language: str | None) -> _BackEnd:
    # TOML and JSON are rare, and their libraries take their time at every start.
    if language == "toml":
        from copydesk.core.posts import fields_toml

        return fields_toml
    if language == "json":
        from copydesk.core.posts import fields_json

        return fields_json
    return fields_yaml


def _edited(text: str, edit: Callable[[str, _BackEnd], _Edits]) -> _Edits:
    fields = read_frontmatter(text)
    _check_readable(fields)
    if fields.format is not None:
        return _tried(text, fields.format, edit)
    # A post without fields: an empty block first, then the field in it, given out as one edit.
    newline = newline_near(text, 0)
    at = 1 if text.startswith("\ufeff") else 0
    apart = newline if text[at:].strip() and text[at] not in "\r\n" else ""
    block = f"---{newline}---{newline}"
    inside = _tried(apply_edits(text, (TextEdit(at, at, block + apart),)), "yaml", edit)
    filled = apply_edits(block, [TextEdit(e.start - at, e.end - at, e.new) for e in inside])
    return (TextEdit(at, at, filled + apart),)


def _tried(text: str, language: str, edit: Callable[[str, _BackEnd], _Edits]) -> _Edits:
    """The edits, or a refusal where there is no such place."""
    try:
        return edit(text, _back_end(language))
    except _MISSES as error:
        raise EditRefusedError(
            f"This can’t be changed in fields written in {language.upper()} without touching"
            " something else.",
            "Edit it as text; nothing was changed.",
        ) from error


def _check_readable(fields: Frontmatter) -> None:
    fatal = next((problem for problem in fields.problems if problem.fatal), None)
    if fatal is not None:
        raise EditRefusedError(
            f"The fields can’t be changed while they can’t be read: {fatal.sentence}",
            f"See line {fatal.line + 1}. {fatal.next_step}",
        )
