"""Edits of YAML fields, at any depth, that leave every other byte as it is.

Each edit is tried on the text, read again, and given out only if the asked value changed and
nothing else. Where a small edit fails that test, the value is written anew on one line; where that
fails too, the edit is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts import paths
from copydesk.core.posts.values import Bare, normalised, same_value
from copydesk.core.posts.yaml_checks import COMMENTS, Wanted
from copydesk.core.posts.yaml_find import (
    Block,
    Spot,
    find,
    label,
    opened,
    own_names,
    own_numbers,
)
from copydesk.core.posts.yaml_layout import CannotEditError, part_count, value_source
from copydesk.core.posts.yaml_scalars import Manner, date_text, is_date_text, scalar_source
from copydesk.core.posts.yaml_tree import readable_by_libyaml
from copydesk.core.posts.yaml_trial import (
    first_sound,
    refused,
    said,
    settled,
    uses_others,
    value_of,
)
from copydesk.core.posts.yaml_ways import (
    KEEPS_BLANK_LINES,
    QUOTED,
    changed,
    moved,
    moved_left,
    moved_up,
    removed,
    rewritten,
    ways_to_add,
    with_source,
)
from copydesk.core.posts.yaml_writing import flow_source
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath

__all__ = [
    "insert",
    "move",
    "rename",
    "set_source",
    "set_value",
    "unset",
    "value_of",
]

_Edits = list[TextEdit]
_LINE_END = re.compile(r"\r\n|\n|\r")


def set_value(text: str, path: FieldPath, value: object) -> tuple[TextEdit, ...]:
    """Edits that give what ``path`` names a value, adding it and the maps on the way if missing.

    Raises:
        EditRefusedError: Nothing could be found that changes this value alone.
    """
    block = opened(text)
    new = normalised(value)
    spot = _spots(block, path)[-1]
    if len(spot.path) < len(path):
        return _added(block, spot, path, new)
    old = block.value_at(path)
    node = spot.node
    if node is None:
        raise refused(path)
    source = block.source[node.start : node.end]
    _check_bytes(source, path)
    if isinstance(new, dt.date) and is_date_text(old) and source[:1] in ("'", '"'):
        new = date_text(new, source)  # a date in quotes is text to the site: it stays so
    new = settled(block.source, node, old, new)
    if same_value(old, new):
        return ()
    ways = [lambda: changed(block, spot, old, new), lambda: rewritten(block, spot, new)]
    return first_sound(block, path, _wanted(block, path, said(new), spot.region), ways)


def set_source(text: str, path: FieldPath, source: str) -> tuple[TextEdit, ...]:
    """Edits that put ``source``, YAML of one or more lines, where ``path`` leads.

    Raises:
        EditRefusedError: It is not YAML, or nothing changes this value alone.
    """
    block = opened(text)
    spot = _spots(block, path)[-1]
    found = len(spot.path) == len(path)
    if found and spot.node is not None:
        column = block.editor.layout.column(spot.unit.mark) if spot.unit else 0
        old = _LINE_END.sub("\n", value_source(block.source, spot.node, column))
        _check_bytes(old, path)
        new = _LINE_END.sub("\n", source)
        if new == old or (new == old.rstrip() and not KEEPS_BLANK_LINES.search(old)):
            return ()
    source = source.lstrip("\r\n")
    if not KEEPS_BLANK_LINES.search(source):
        source = source.rstrip()
    value = value_of(source if source[-1:] in ("\r", "\n") else source + "\n")
    if not found and len(path) > 1:
        one_line = not _LINE_END.search(source)
        return _added(block, spot, path, Bare(source) if one_line else value)
    if found and spot.parent is not None and spot.parent.flow:
        return _source_in_brackets(block, spot, path, source, value)
    region = spot.region if found else Span(0, len(block.source))
    wanted = _wanted(block, path, value, region, only_added=not found)
    ways = [
        lambda: with_source(block, spot, path, source),
        lambda: with_source(block, spot, path, source, below=True),
    ]
    return first_sound(block, path, wanted, ways)


def _source_in_brackets(
    block: Block, spot: Spot, path: FieldPath, source: str, value: object
) -> tuple[TextEdit, ...]:
    if not source and isinstance(path[-1], int):
        source = "null"  # an empty place would be no item at all
    wanted = _wanted(block, path, value, spot.region)
    try:
        return first_sound(block, path, wanted, [lambda: with_source(block, spot, path, source)])
    except EditRefusedError:
        if not _LINE_END.search(source) and "#" not in source:
            raise
        raise EditRefusedError(
            f"“{label(path)}” stands in brackets, where one line without comments must do.",
            "Write lists as [a, b] and groups as {a: b}.",
        ) from None


def unset(text: str, path: FieldPath) -> tuple[TextEdit, ...]:
    """Edits that remove what ``path`` names; none where it is missing.

    Raises:
        EditRefusedError: Other fields need it.
    """
    block = opened(text)
    spots = _spots(block, path)
    spot = spots[-1]
    if len(spot.path) < len(path):
        if block.has(path):
            raise EditRefusedError(
                f"“{label(path)}” comes from another field, so it can’t be removed here.",
                "Edit the fields as text.",
            )
        return ()
    region = spot.region
    below = COMMENTS.match(block.source, region.end)
    if below is not None and spot.unit is not None:
        region = Span(region.start, below.end())
    behind = spot.unit is not None and spot.unit.behind
    if behind or (spot.parent is not None and part_count(spot.parent) == 1):
        # What follows moves up behind the dash, or brackets say that nothing is left.
        upper = spots[-2].region
        region = Span(min(region.start, upper.start), max(region.end, upper.end))
    data = paths.without_value(block.fields.data, path)
    wanted = Wanted(data, str(path[0]), str(path[0]), region)
    return first_sound(
        block,
        path,
        wanted,
        [
            lambda: removed(block, spots),
            lambda: removed(block, spots, comments=moved_left),
            lambda: removed(block, spots, comments=moved_up),
        ],
    )


def rename(text: str, path: FieldPath, name: str) -> tuple[TextEdit, ...]:
    """Edits that give what ``path`` names another name.

    Raises:
        EditRefusedError: There is no such field, or one of the new name already.
    """
    block = opened(text)
    spot = _spots(block, path)[-1]
    key = spot.key()
    if key is None or spot.parent is None or len(spot.path) < len(path):
        raise EditRefusedError(f"There is no field “{label(path)}”.")
    if not name.strip():
        raise EditRefusedError("A field needs a name.")
    if path[-1] == name:
        return ()
    if block.has((*path[:-1], name)):
        raise EditRefusedError(f"There is a field “{name}” already.", "Choose another name.")
    quote = block.source[key.start : key.start + 1]
    style = quote if quote in ("'", '"') else ""
    new = scalar_source(name, Manner(style, style or block.habits.quote, flow=spot.parent.flow))
    data = paths.with_renamed(block.fields.data, path, name)
    top = name if len(path) == 1 else str(path[0])
    wanted = Wanted(data, str(path[0]), top, Span(key.start, key.end))
    return first_sound(block, path, wanted, [lambda: [TextEdit(key.start, key.end, new)]])


def insert(text: str, path: FieldPath, value: object) -> tuple[TextEdit, ...]:
    """Edits that put a new item into a list, before the one that ``path`` names, or at its end.

    A list that is missing or empty is begun.

    Raises:
        EditRefusedError: There is no such place, or nothing changes this list alone.
    """
    block = opened(text)
    upper, index = path[:-1], path[-1]
    items = block.value_at(upper)
    if items is None:
        items = []
    if not isinstance(items, list) or not isinstance(index, int) or not 0 <= index <= len(items):
        raise EditRefusedError(f"There is no place “{label(path)}” in a list.")
    new = normalised(value)
    spot = _spots(block, upper)[-1]
    node = spot.node
    own = node is not None and len(spot.path) == len(upper) and node.kind == "list"
    if not items or node is None or not own:
        return set_value(text, upper, [*items[:index], new, *items[index:]])
    data = paths.with_inserted(block.fields.data, path, said(new))
    region = Span(node.start, node.end) if node.flow else spot.region
    wanted = Wanted(data, str(path[0]), str(path[0]), region, only_added=not node.flow)
    inline = Bare(flow_source(new, QUOTED))
    ways = [
        lambda: block.editor.insert_item(node, index, new),
        lambda: block.editor.insert_item(node, index, inline),
    ]
    return first_sound(block, path, wanted, ways)


def move(text: str, path: FieldPath, to: int) -> tuple[TextEdit, ...]:
    """Edits that move an item of a list, or a key of a map, so that it stands as number ``to``.

    Comments that stand directly above it, as far in as itself and without a blank line between,
    go with it; others stay at their place. Of a map its own keys count, each once, not a merge.

    Raises:
        EditRefusedError: There is no such part or place, or nothing changes the order alone.
    """
    block = opened(text)
    spots = _spots(block, path)
    spot = spots[-1]
    node = spot.parent
    if node is None or len(spot.path) < len(path):
        raise EditRefusedError(f"There is no “{label(path)}” to move.")
    numbers = list(range(part_count(node)))
    if node.kind == "map":
        numbers = list(own_numbers(block, node).values())
    if not 0 <= to < len(numbers) or spot.number not in numbers:
        raise EditRefusedError(f"“{label(path)}” can’t be moved there.")
    target = numbers[to]
    if target == spot.number:
        return ()
    data: object = block.fields.data
    order = None
    if node.kind == "list":
        data = paths.with_moved(data, path, to)
    else:
        order = own_names(block, node)
        order.insert(to, order.pop(numbers.index(spot.number)))
    region = Span(node.start, node.end) if node.flow else spots[-2].region
    wanted = Wanted(data, str(path[0]), str(path[0]), region)
    ways = [
        lambda: moved(block, spot, target),
        lambda: moved(block, spot, target, comments=True),
    ]

    def in_order(after: str) -> bool:
        return order is None or order == _names_at(after, path[:-1])

    try:
        return first_sound(block, path, wanted, ways, in_order)
    except EditRefusedError:
        if spot.node is None or not uses_others(spot.node):
            raise
        raise EditRefusedError(
            f"“{label(path)}” takes its value from another field, which must stand above it.",
            "Move that one first.",
        ) from None


# How it is done ----------------------------------------------------------------------------------


def _added(block: Block, spot: Spot, path: FieldPath, new: object) -> tuple[TextEdit, ...]:
    """Edits that add what is missing below ``spot``."""
    rest = path[len(spot.path) :]
    first = rest[0]
    base = block.value_at(spot.path) if spot.path else block.fields.data
    try:
        whole = paths.with_value(base, rest, new)
        part = paths.value_at(whole, (first,))
    except paths.NoSuchPlaceError as error:
        raise EditRefusedError(
            f"“{label(spot.path)}” has no place for “{label(rest)}”.", "Edit it as text."
        ) from error
    wanted = _wanted(block, path, said(new), spot.region)
    node = spot.node
    if node is not None and node.kind == "map" and (node.children or not spot.path):
        ways = ways_to_add(block, spot, str(first), part)
        wanted = _wanted(block, path, said(new), spot.region, only_added=not node.flow)
    elif node is None:
        ways = ways_to_add(block, spot, str(first), part)
    elif node.kind == "list" and node.children:
        inline = Bare(flow_source(part, QUOTED))
        count = part_count(node)
        ways = [
            lambda: block.editor.insert_item(node, count, part),
            lambda: block.editor.insert_item(node, count, inline),
        ]
    else:
        ways = [
            lambda: changed(block, spot, base, whole),
            lambda: rewritten(block, spot, whole),
        ]
    return first_sound(block, path, wanted, ways)


def _spots(block: Block, path: FieldPath) -> list[Spot]:
    try:
        return find(block, path)
    except CannotEditError:
        raise refused(path) from None


def _wanted(
    block: Block, path: FieldPath, value: object, region: Span, *, only_added: bool = False
) -> Wanted:
    field = str(path[0])
    data = paths.with_value(block.fields.data, path, value)
    return Wanted(data, field, field, region, only_added)


def _names_at(text: str, path: FieldPath) -> list[str]:
    block = opened(text)
    node = _spots(block, path)[-1].node
    return own_names(block, node) if node is not None else []


def _check_bytes(source: str, path: FieldPath) -> None:
    if readable_by_libyaml(source) != source:
        raise EditRefusedError(
            f"“{label(path)}” holds bytes that are no text, which would be lost.",
            "Edit it as text.",
        )
