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
    MERGE_KEY,
    Block,
    Spot,
    find,
    key_name,
    label,
    opened,
    own_names,
    place_of,
)
from copydesk.core.posts.yaml_flow import flow_text, pair_value
from copydesk.core.posts.yaml_layout import CannotEditError, part_count, value_source
from copydesk.core.posts.yaml_scalars import Manner, date_text, is_date_text, scalar_source
from copydesk.core.posts.yaml_source import written_source
from copydesk.core.posts.yaml_tree import readable_by_libyaml
from copydesk.core.posts.yaml_trial import (
    first_sound,
    refused,
    said,
    settled,
    uses_others,
    value_of,
)
from copydesk.core.posts.yaml_writing import Habits, Written, flow_source
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Callable

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
# A block text under "|+" counts the blank lines at its end.
_KEEPS_BLANK_LINES = re.compile(r"[|>]\d?\+\d?[ \t]*(?:#[^\r\n]*)?[\r\n]")
_BEFORE_COMMENT = re.compile(r"(?P<blank>(?:[ \t]*(?:\r\n|\n|\r))*)[ \t]*(?=#|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = Habits(style='"', item_style='"')


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
    ways = [lambda: _changed(block, spot, old, new), lambda: _rewritten(block, spot, new)]
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
        if new == old or (new == old.rstrip() and not _KEEPS_BLANK_LINES.search(old)):
            return ()
    source = source.lstrip("\r\n")
    if not _KEEPS_BLANK_LINES.search(source):
        source = source.rstrip()
    value = value_of(source if source[-1:] in ("\r", "\n") else source + "\n")
    if not found and len(path) > 1:
        one_line = not _LINE_END.search(source)
        return _added(block, spot, path, Bare(source) if one_line else value)
    if found and spot.parent is not None and spot.parent.flow and _LINE_END.search(source):
        raise EditRefusedError(
            f"“{label(path)}” stands in brackets, where one line must do.",
            "Write lists as [a, b] and groups as {a: b}.",
        )
    region = spot.region if found else Span(0, len(block.source))
    wanted = _wanted(block, path, value, region, only_added=not found)
    ways = [
        lambda: _with_source(block, spot, path, source),
        lambda: _with_source(block, spot, path, source, below=True),
    ]
    return first_sound(block, path, wanted, ways)


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
            lambda: _removed(block, spots),
            lambda: _removed(block, spots, comments=_moved_left),
            lambda: _removed(block, spots, comments=_moved_up),
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
    inline = Bare(flow_source(new, _QUOTED))
    ways = [
        lambda: block.editor.insert_item(node, index, new),
        lambda: block.editor.insert_item(node, index, inline),
    ]
    return first_sound(block, path, wanted, ways)


def move(text: str, path: FieldPath, to: int) -> tuple[TextEdit, ...]:
    """Edits that move an item of a list, or a key of a map, so that it stands as number ``to``.

    Comments that stand directly above it, as far in as itself and without a blank line between,
    go with it; others stay at their place. Of a map its own keys count, not a merge.

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
        numbers = [n for n in numbers if key_name(node.children[2 * n], block) != MERGE_KEY]
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
        lambda: _moved(block, spot, target),
        lambda: _moved(block, spot, target, comments=True),
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


# What is tried -----------------------------------------------------------------------------------


def _changed(block: Block, spot: Spot, old: object, new: object) -> _Edits:
    """The small edit."""
    place, node = place_of(block, spot), spot.node
    if node is None:
        raise CannotEditError
    if place is not None:
        return block.editor.change(place, old, new)
    return _in_brackets(block, spot, flow_text(block.source, node, old, new, block.habits))


def _rewritten(block: Block, spot: Spot, new: object) -> _Edits:
    """The whole value written anew on one line."""
    place, inline = place_of(block, spot), flow_source(new, _QUOTED)
    if place is not None:
        return block.editor.put(place, Written(inline))
    return _in_brackets(block, spot, inline)


def _in_brackets(block: Block, spot: Spot, inline: str) -> _Edits:
    node, key = spot.node, spot.key()
    if node is None:
        raise CannotEditError
    if key is not None:
        inline = pair_value(block.source, key, node, inline)
    return [TextEdit(node.start, node.end, inline)]


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
        ways = _ways_to_add(block, spot, str(first), part)
        wanted = _wanted(block, path, said(new), spot.region, only_added=not node.flow)
    elif node is None:
        ways = _ways_to_add(block, spot, str(first), part)
    elif node.kind == "list" and node.children:
        inline = Bare(flow_source(part, _QUOTED))
        count = part_count(node)
        ways = [
            lambda: block.editor.insert_item(node, count, part),
            lambda: block.editor.insert_item(node, count, inline),
        ]
    else:
        ways = [
            lambda: _changed(block, spot, base, whole),
            lambda: _rewritten(block, spot, whole),
        ]
    return first_sound(block, path, wanted, ways)


def _ways_to_add(block: Block, spot: Spot, name: str, value: object) -> list[Callable[[], _Edits]]:
    inline = Bare(flow_source(value, _QUOTED))
    node = spot.node
    if node is not None and (node.flow or spot.path):
        return [
            lambda: block.editor.add_pair(node, name, value),
            lambda: block.editor.add_pair(node, name, inline),
        ]
    column = _root_column(block)
    return [
        lambda: _new_lines(block, block.editor.pair_lines(name, value, column)),
        lambda: _new_lines(block, block.editor.pair_lines(name, inline, column)),
    ]


def _with_source(
    block: Block, spot: Spot, path: FieldPath, source: str, *, below: bool = False
) -> _Edits:
    place = place_of(block, spot)
    column = place.column if place else _root_column(block)
    item = place is not None and place.item
    written = written_source(source, column, block.habits, below=below, item=item)
    if place is not None:
        return block.editor.put(place, written, keep_comments=False)
    flow = spot.parent is not None or bool(block.root and block.root.flow)
    if flow and written.lines:
        raise CannotEditError
    if spot.path:
        return _in_brackets(block, spot, written.inline)
    if flow and block.root is not None:
        return block.editor.add_pair(block.root, str(path[0]), Bare(written.inline))
    name = scalar_source(str(path[0]), Manner("", block.habits.quote))
    head = f"{' ' * column}{name}: {written.inline}".rstrip(" ")
    return _new_lines(block, (head, *written.lines))


def _removed(
    block: Block, spots: list[Spot], comments: Callable[[str, int], str] | None = None
) -> _Edits:
    """Without the part; ``comments`` turns the comments below it into what stays of them.

    Indented ones, and blank lines, may become part of a block text that ends right above.
    """
    spot = spots[-1]
    if spot.parent is None:
        raise CannotEditError
    edits = block.editor.remove(place_of(block, spots[-2]), spot.parent, spot.number)
    if comments is None or len(edits) != 1:
        return edits
    return [*edits, *_below(block, spot, edits[0].end, comments)]


def _moved(block: Block, spot: Spot, to: int, *, comments: bool = False) -> _Edits:
    """With the part elsewhere; comments below it may have to end a block text above."""
    if spot.parent is None:
        raise CannotEditError
    edits = block.editor.move(spot.parent, spot.number, to)
    if comments and spot.unit is not None and len(edits) > 1:
        edits += _below(block, spot, spot.unit.end, _moved_left)
    return edits


def _below(block: Block, spot: Spot, position: int, change: Callable[[str, int], str]) -> _Edits:
    """The comments and blank lines below a part, changed."""
    found = COMMENTS.match(block.source, position)
    if found is None or spot.unit is None:
        return []
    column = block.editor.layout.column(spot.unit.mark)
    return [TextEdit(*found.span(), change(found.group(), column))]


def _moved_left(comments: str, column: int) -> str:
    """The first comment where it ends a text above; those below it may stand as they do."""
    return _BEFORE_COMMENT.sub(lambda found: found["blank"] + " " * column, comments, count=1)


def _moved_up(comments: str, column: int) -> str:
    """Without the blank lines before the first comment, too: a text above would count them."""
    return _BEFORE_COMMENT.sub(" " * column if "#" in comments else "", comments, count=1)


def _new_lines(block: Block, lines: tuple[str, ...]) -> _Edits:
    """New lines below the last field."""
    joined = "".join(line + block.newline for line in lines)
    at = len(block.source)
    # A text that counts the blank lines after it goes below all that are there.
    if block.root is not None and not _KEEPS_BLANK_LINES.search(joined):
        at = block.editor.layout.unit(block.root, part_count(block.root) - 1).end
    return [TextEdit(at, at, joined)]


# What is edited ----------------------------------------------------------------------------------


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


def _root_column(block: Block) -> int:
    if block.root is None:
        return 0
    key = block.root.children[0].start
    before = block.source[block.editor.layout.line_start(key) : key]
    return len(before) - len(before.lstrip(" "))  # a "?" may stand before the name
