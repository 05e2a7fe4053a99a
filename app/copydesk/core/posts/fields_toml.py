"""Edits of TOML fields that leave every other byte as it is.

As with YAML, each edit is tried on the text, read again by tomllib, and given out only if the asked
value changed and nothing else. TOML has no word for nothing: to set a field to None, or to what was
typed as nothing, takes its name out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import paths
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.paths import FieldPath, NoSuchPlaceError
from copydesk.core.posts.toml_checks import Check, is_sound
from copydesk.core.posts.toml_edit import CannotEditError, TomlEditor
from copydesk.core.posts.toml_scalars import is_nothing, said, settled
from copydesk.core.posts.toml_source import FieldSource, source_of
from copydesk.core.posts.toml_tree import TomlShapeError
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import newline_near

_Edits = tuple[TextEdit, ...]
_Change = Callable[[TomlEditor], None]


@dataclass(frozen=True, slots=True)
class _Block:
    """A text's TOML block, ready for editing."""

    text: str
    fields: Frontmatter
    start: int
    source: str
    newline: str


def set_value(text: str, path: FieldPath, value: object) -> _Edits:
    """Edits that give a place a value, in the manner of the old one; made where it is missing.

    None takes the name out, and so does ``Bare("")``.

    Args:
        text: The whole post.
        path: Where; a list's length as the last part is its end.
        value: Text, a number, a yes or no, a date, a time, a list or map of these, or `Bare`.

    Raises:
        EditRefusedError: Nothing could be found that changes this place alone.
    """
    block = _opened(text)
    old = _value(block, path)
    if is_nothing(value):
        if path and isinstance(path[-1], int):
            raise EditRefusedError(
                "TOML has no empty value, so a list can’t hold one.",
                "Give it a value, or remove it from the list.",
            )
        return () if old is _ABSENT else unset(text, path)
    new = settled(value, old)
    expected = _expected(path, lambda: paths.with_value(block.fields.data, path, said(new)))
    return _first_sound(block, path, lambda editor: editor.put(path, new), "set", expected)


def set_source(text: str, path: FieldPath, source: str) -> _Edits:
    """Edits that write TOML source at a place, as it is.

    The source of a value, or for a table or a list of tables their lines with the headers, as
    `FieldEntry.source` has them. None at all takes the name out.

    Raises:
        EditRefusedError: It is not TOML, or nothing changes this place alone.
    """
    if not source.strip():
        return set_value(text, path, None)
    block = _opened(text)
    written = FieldSource.read(path, source, block.newline)
    expected = _expected(path, lambda: paths.with_value(block.fields.data, path, written.value))
    if source_of(block.source, path, block.newline) == written.source:
        return ()
    return _first_sound(block, path, written.put, "source", expected)


def unset(text: str, path: FieldPath) -> _Edits:
    """Edits that remove what stands at a place, with its lines; none where nothing does.

    Raises:
        EditRefusedError: It can't be told apart from something else.
    """
    block = _opened(text)
    if _value(block, path) is _ABSENT:
        return ()
    expected = _expected(path, lambda: paths.without_value(block.fields.data, path))
    return _first_sound(block, path, lambda editor: editor.remove(path), "unset", expected)


def rename(text: str, path: FieldPath, name: str) -> _Edits:
    """Edits that give a key another name, wherever the block writes it.

    Raises:
        EditRefusedError: There is no such key, or one of the new name already.
    """
    block = _opened(text)
    if _value(block, path) is _ABSENT or isinstance(path[-1], int):
        raise EditRefusedError(f"There is no field “{_name(path)}”.")
    if not name.strip():
        raise EditRefusedError("A field needs a name.")
    if name == path[-1]:
        return ()
    if _value(block, (*path[:-1], name)) is not _ABSENT:
        raise EditRefusedError(f"There is a field “{name}” already.", "Choose another name.")
    expected = _expected(path, lambda: paths.with_renamed(block.fields.data, path, name))
    return _first_sound(block, path, lambda editor: editor.rename(path, name), "rename", expected)


def insert(text: str, path: FieldPath, value: object) -> _Edits:
    """Edits that put a new item into a list, before the one that the path names or behind all.

    Raises:
        EditRefusedError: There is no such list, or nothing changes it alone.
    """
    block = _opened(text)
    if is_nothing(value):
        raise EditRefusedError(
            "TOML has no empty value, so a list can’t hold one.", "Give it a value."
        )
    new = settled(value, None)
    data: object = block.fields.data
    if path and path[-1] == 0 and _value(block, path[:-1]) is _ABSENT:
        data = _expected(path, lambda: paths.with_value(data, path[:-1], []))
    expected = _expected(path, lambda: paths.with_inserted(data, path, said(new)))
    return _first_sound(block, path, lambda editor: editor.insert(path, new), "insert", expected)


def move(text: str, path: FieldPath, to: int) -> _Edits:
    """Edits that move a list's item, or a map's key, so that it stands as number ``to``.

    Raises:
        EditRefusedError: There is no such place; or a field would stand below a table, which in
            TOML would make it that table's.
    """
    block = _opened(text)
    expected = _expected(path, lambda: paths.with_moved(block.fields.data, path, to))
    above = paths.value_at(block.fields.data, path[:-1])
    parts = list(above) if isinstance(above, Mapping) else range(len(above))  # type: ignore[arg-type]  # a list: with_moved took it
    if list(parts).index(path[-1]) == to:
        return ()
    return _first_sound(block, path, lambda editor: editor.move(path, to), "move", expected)


# What is tried -----------------------------------------------------------------------------------


def _first_sound(
    block: _Block,
    path: FieldPath,
    change: _Change,
    kind: Literal["set", "source", "unset", "rename", "insert", "move"],
    expected: object,
) -> _Edits:
    why = ""
    for flat in (False, True):
        try:
            editor = TomlEditor(block.source, block.newline, flat=flat)
            change(editor)
        except CannotEditError as error:
            why = why or str(error)
            continue
        except (TomlShapeError, TooMuchError, NoSuchPlaceError, RecursionError):
            continue
        edits = _whole_line_ends(
            block.source, edits_between(block.source, editor.source), block.start
        )
        check = Check(path, kind, expected)
        if is_sound(block.text, block.fields, edits, check):
            return edits
    if why:
        raise EditRefusedError(why, "Edit the fields as text.")
    raise EditRefusedError(
        f"“{_name(path)}” can’t be changed here without touching something else.",
        "Edit it as text; nothing was changed.",
    )


def _whole_line_ends(source: str, edits: _Edits, start: int) -> _Edits:
    """The edits in the whole text, none of them between CR and LF."""
    result = []
    for edit in edits:
        a, b, new = edit.start, edit.end, edit.new
        if source[a - 1 : a + 1] == "\r\n" and a:
            a, new = a - 1, "\r" + new
        if source[b - 1 : b + 1] == "\r\n" and b:
            b, new = b + 1, new + "\n"
        result.append(TextEdit(a + start, b + start, new))
    return tuple(result)


# What is edited ----------------------------------------------------------------------------------

_ABSENT = object()


def _opened(text: str) -> _Block:
    fields = read_frontmatter(text)
    if fields.content is None or not fields.readable or fields.format != "toml":
        raise EditRefusedError("The fields can’t be read.", "Mend them in the editor first.")
    start = fields.content.start
    return _Block(text, fields, start, fields.content.of(text), newline_near(text, start))


def _value(block: _Block, path: FieldPath) -> object:
    if not path:
        raise EditRefusedError("A field needs a name.")
    try:
        return paths.value_at(block.fields.data, path)
    except NoSuchPlaceError:
        return _ABSENT


def _expected(path: FieldPath, make: Callable[[], object]) -> object:
    try:
        return make()
    except NoSuchPlaceError as error:
        raise EditRefusedError(
            f"There is no place for “{_name(path)}” in these fields.", "Edit them as text."
        ) from error


def _name(path: FieldPath) -> str:
    """A place in an editor's words: the nearest name to it."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")
