"""Edits of JSON fields that leave every other byte as it is.

Each edit is tried on the text, read again, and given out only if the asked place changed and
nothing else, the signs of every other number and the order of all names included; otherwise it is
refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.fences import Fenced, find_block
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.json_block import is_braced
from copydesk.core.posts.json_edit import CannotEditError, JsonEditor
from copydesk.core.posts.json_layout import dedented, habits_of, indent_at
from copydesk.core.posts.json_text import Verbatim, holds_source, said, settled
from copydesk.core.posts.json_tree import JsonNode, JsonShapeError, read_json
from copydesk.core.posts.paths import (
    FieldPath,
    NoSuchPlaceError,
    value_at,
    with_inserted,
    with_moved,
    with_renamed,
    with_value,
    without_value,
)
from copydesk.core.posts.values import same_value
from copydesk.core.posts.yaml_checks import trimmed
from copydesk.core.posts.yaml_find import label
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import newline_near

if TYPE_CHECKING:
    from collections.abc import Callable

_Edits = tuple[TextEdit, ...]
_LINE_END = re.compile(r"\r\n|\n|\r")
_NOTHING = object()


def set_value(text: str, path: FieldPath, value: object) -> _Edits:
    """Edits that give a place a value; names on the way to it are made where they are missing.

    Args:
        text: The whole post.
        path: Where.
        value: Text, number, yes or no, None, a list or map of these, or `Bare` source. A date
            becomes text: JSON has none.

    Raises:
        EditRefusedError: There is no such place, or nothing changes this one alone.
    """
    block = _opened(text, path)
    old = _value_at(block.fields.data, path)
    new = settled(value, old)
    block.check(path, lambda data: with_value(data, path, None))
    wanted = said(new)
    if same_value(old, wanted) and not holds_source(new):
        return ()
    return _sound(
        block,
        path,
        lambda: block.editor.put(path, new),
        lambda data, there: with_value(data, path, there),
        path,
        wanted,
    )


def set_source(text: str, path: FieldPath, source: str) -> _Edits:
    """Edits that put JSON of one or more lines at a place; nothing at all stands for null.

    Raises:
        EditRefusedError: It is no JSON, there is no such place, or nothing changes this one alone.
    """
    block = _opened(text, path)
    source = source.strip(" \t\r\n") or "null"
    wanted = _read(source)
    block.check(path, lambda data: with_value(data, path, None))
    node = block.editor.node(path)
    if node is not None and _LINE_END.sub("\n", block.shown(node)) == _LINE_END.sub("\n", source):
        return ()
    return _sound(
        block,
        path,
        lambda: block.editor.put(path, Verbatim(source)),
        lambda data, there: with_value(data, path, there),
        path,
        wanted,
    )


def unset(text: str, path: FieldPath) -> _Edits:
    """Edits that remove what stands at a place; none where there is nothing.

    Raises:
        EditRefusedError: Nothing removes this alone.
    """
    block = _opened(text, path)
    if _value_at(block.fields.data, path) is _NOTHING:
        return ()
    return _sound(
        block,
        path,
        lambda: block.editor.remove(path),
        lambda data, _there: without_value(data, path),
    )


def rename(text: str, path: FieldPath, name: str) -> _Edits:
    """Edits that give a name to what has another.

    Raises:
        EditRefusedError: There is no such field, or one of the new name already.
    """
    block = _opened(text, path)
    if not path or _value_at(block.fields.data, path) is _NOTHING:
        raise EditRefusedError(f"There is no field “{label(path)}”.")
    if not name.strip():
        raise EditRefusedError("A field needs a name.")
    if name == path[-1]:
        return ()
    if _value_at(block.fields.data, (*path[:-1], name)) is not _NOTHING:
        raise EditRefusedError(
            f"There is a field “{label((name,))}” already.", "Choose another name."
        )
    return _sound(
        block,
        path,
        lambda: block.editor.rename(path, name),
        lambda data, _there: with_renamed(data, path, name),
        renamed=name,
    )


def insert(text: str, path: FieldPath, value: object) -> _Edits:
    """Edits that put an item into a list, before the one the path names or behind the last.

    A list that is missing or null is made.

    Raises:
        EditRefusedError: There is no such list, or it is shorter.
    """
    block = _opened(text, path)
    new = settled(value, None)
    above = path[:-1]
    if _value_at(block.fields.data, above) in (None, _NOTHING) and path[-1] == 0:
        return set_value(text, above, [value])
    block.check(path, lambda data: with_inserted(data, path, None))
    return _sound(
        block,
        path,
        lambda: block.editor.insert(path, new),
        lambda data, there: with_inserted(data, path, there),
        path,
        said(new),
    )


def move(text: str, path: FieldPath, to: int) -> _Edits:
    """Edits that let a list's item, or a map's name with its value, stand as number ``to``.

    Raises:
        EditRefusedError: There is nothing to move, or no such number.
    """
    block = _opened(text, path)
    block.check(path, lambda data: with_moved(data, path, to))
    return _sound(
        block,
        path,
        lambda: block.editor.move(path, to),
        lambda data, _there: with_moved(data, path, to),
    )


# What is edited ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    """A text's JSON block, ready for editing."""

    text: str
    fields: Frontmatter
    fenced: Fenced
    start: int
    root: JsonNode
    editor: JsonEditor

    def check(self, path: FieldPath, change: Callable[[object], object]) -> None:
        """Raises where a change has no place in the values."""
        try:
            change(self.fields.data)
        except NoSuchPlaceError as error:
            raise EditRefusedError(
                f"There is no place for “{label(path)}” in these fields.",
                "Look at them in the editor.",
            ) from error

    def shown(self, node: JsonNode) -> str:
        """A value's source as entries and parts show it: moved left to the edge."""
        source = self.editor.source
        return dedented(source[node.start : node.end], indent_at(source, node.start))


def _opened(text: str, path: FieldPath) -> _Block:
    fields, fenced = read_frontmatter(text), find_block(text)
    if fenced is None or fields.content is None or not fields.readable:
        raise EditRefusedError("The fields can’t be read.", "Mend them in the editor first.")
    source = fields.content.of(text)
    newline = newline_near(text, fenced.opening.end)
    if not source.strip() and fenced.named:
        # Nothing stands between the fences: braces first, for the first field to stand in.
        source = f"{{{newline}}}{newline}"
    root = read_json(source, braced=is_braced(source, fenced) if source.strip() else False)
    _check_single(root, path)
    habits = habits_of(source, root, newline)
    return _Block(
        text, fields, fenced, fields.content.start, root, JsonEditor(source, root, habits)
    )


def _check_single(root: JsonNode, path: FieldPath) -> None:
    """Raises where a name on the way stands more than once in its map."""
    node = root
    for part in path:
        count = sum(key.text == part for key in node.keys)
        if count > 1:
            raise EditRefusedError(
                f"The field “{label((part,))}” is there {count} times.",
                "Remove the spare ones first.",
            )
        number = node.index(part)
        if number is None:
            return
        node = node.items[number]


def _read(source: str) -> object:
    try:
        read_json(source)
    except TooMuchError as error:
        raise EditRefusedError("That is too much for one field.") from error
    except JsonShapeError as error:
        raise EditRefusedError(
            f"“{source[:60]}” can’t be read as a value.", "If it is text, put it in double quotes."
        ) from error
    return said(Verbatim(source))


def _value_at(data: object, path: FieldPath) -> object:
    try:
        return value_at(data, path)
    except NoSuchPlaceError:
        return _NOTHING


# What is verified --------------------------------------------------------------------------------


def _sound(
    block: _Block,
    path: FieldPath,
    make: Callable[[], TextEdit],
    wanted: Callable[[object, object], object],
    place: FieldPath | None = None,
    value: object = None,
    renamed: str | None = None,
) -> _Edits:
    """The edit that ``make`` gives, if it does what is wanted and nothing else.

    Args:
        block: The block before it.
        path: Where it is asked for.
        make: Gives an edit of the block's source.
        wanted: From data before to data after.
        place: Where the new value then stands; None where there is no new value.
        value: What it then says.
        renamed: The new name of a field.
    """
    try:
        edit = make()
    except CannotEditError as error:
        raise _refused(path) from error
    source, old = block.editor.source, block.fields.content
    if old is not None and source != old.of(block.text):
        # A block that was empty, made with its braces.
        edit = TextEdit(0, old.end - old.start, apply_edits(source, (edit,)))
        source = old.of(block.text)
    small = trimmed(source, edit)
    if small is None:
        return ()
    edits = (TextEdit(small.start + block.start, small.end + block.start, small.new),)
    new = apply_edits(block.text, edits)
    if not _is_sound(block, new, wanted, place, value) or not _others_same(
        block.text, block.fields, new, read_frontmatter(new), path, renamed
    ):
        raise _refused(path)
    return edits


def _is_sound(
    block: _Block,
    new: str,
    wanted: Callable[[object, object], object],
    place: FieldPath | None,
    value: object,
) -> bool:
    after, fenced, before = read_frontmatter(new), find_block(new), block.fields
    if not after.readable or after.format != "json" or fenced is None or before.content is None:
        return False
    if new[after.body_start :] != block.text[before.body_start :]:
        return False
    old_fence, new_fence = block.fenced, fenced
    if (
        new[: new_fence.content.start] != block.text[: old_fence.content.start]
        or new[new_fence.content.end :] != block.text[old_fence.content.end :]
        or new_fence.named != old_fence.named
    ):
        return False
    source = new_fence.content.of(new)
    braced = is_braced(source, new_fence) if source.strip() else False
    if braced != block.root.braced and before.data:
        return False
    shape_before = _shape(block.root, block.editor.source)
    shape_after = _shape(read_json(source, braced=braced), source)
    try:
        there = None if place is None else value_at(shape_after, place)
        return same_value(after.data, wanted(before.data, value)) and _same_shape(
            shape_after, wanted(shape_before, there)
        )
    except NoSuchPlaceError:
        return False


def _shape(node: JsonNode, source: str) -> object:
    """Lists and maps as they are, with the source of every value in its place; null as None."""
    if node.kind == "list":
        return [_shape(item, source) for item in node.items]
    if node.kind == "map":
        return {key.text: _shape(item, source) for key, item in node.pairs()}
    written = source[node.start : node.end]
    return None if written == "null" else written


def _same_shape(a: object, b: object) -> bool:
    """Whether two shapes are the same, the order of names included."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(_same_shape(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same_shape, a, b))
    return a == b


def _others_same(
    old: str,
    before: Frontmatter,
    new: str,
    after: Frontmatter,
    path: FieldPath,
    renamed: str | None,
) -> bool:
    """Whether all other fields have kept their names' and values' source, and how often each is."""
    field = path[0]
    name = renamed if renamed is not None and len(path) == 1 else field
    kept_before = [
        (e.key_span.of(old), e.value_span.of(old)) for e in before.entries if e.key != field
    ]
    kept_after = [
        (e.key_span.of(new), e.value_span.of(new)) for e in after.entries if e.key != name
    ]
    return sorted(kept_before) == sorted(kept_after)


def _refused(path: FieldPath) -> EditRefusedError:
    return EditRefusedError(
        f"“{label(path)}” can’t be changed here without touching something else.",
        "Edit it as text; nothing was changed.",
    )
