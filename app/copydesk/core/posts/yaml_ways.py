"""Ways in which the asked change of a YAML block could be made; each is only tried."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_checks import COMMENTS
from copydesk.core.posts.yaml_find import Block, Spot, place_of
from copydesk.core.posts.yaml_flow import flow_text, pair_value
from copydesk.core.posts.yaml_layout import CannotEditError, part_count
from copydesk.core.posts.yaml_scalars import Manner, scalar_source
from copydesk.core.posts.yaml_source import written_source
from copydesk.core.posts.yaml_writing import Habits, Written, flow_source
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.paths import FieldPath

_Edits = list[TextEdit]
# A block text under "|+" counts the blank lines at its end.
KEEPS_BLANK_LINES = re.compile(r"[|>]\d?\+\d?[ \t]*(?:#[^\r\n]*)?[\r\n]")
# For what is written on one line because nothing else would do.
QUOTED = Habits(style='"', item_style='"')
_BEFORE_COMMENT = re.compile(r"(?P<blank>(?:[ \t]*(?:\r\n|\n|\r))*)[ \t]*(?=#|\Z)")


def changed(block: Block, spot: Spot, old: object, new: object) -> _Edits:
    """The small edit."""
    place, node = place_of(block, spot), spot.node
    if node is None:
        raise CannotEditError
    if place is not None:
        return block.editor.change(place, old, new)
    return _in_brackets(block, spot, flow_text(block.source, node, old, new, block.habits))


def rewritten(block: Block, spot: Spot, new: object) -> _Edits:
    """The whole value written anew on one line."""
    place, inline = place_of(block, spot), flow_source(new, QUOTED)
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


def ways_to_add(block: Block, spot: Spot, name: str, value: object) -> list[Callable[[], _Edits]]:
    """Ways to add a key at the end of the map at ``spot``: in the post's manner, on one line."""
    inline = Bare(flow_source(value, QUOTED))
    node = spot.node
    if node is not None and (node.flow or spot.path):
        return [
            lambda: block.editor.add_pair(node, name, value),
            lambda: block.editor.add_pair(node, name, inline),
        ]
    column = _root_column(block)
    return [
        lambda: _new_lines(block, block.editor.pair_lines(node, name, value, column)),
        lambda: _new_lines(block, block.editor.pair_lines(node, name, inline, column)),
    ]


def with_source(
    block: Block, spot: Spot, path: FieldPath, source: str, *, below: bool = False
) -> _Edits:
    """With source as it is; ``below`` its key, where a comment keeps the place behind that.

    Args:
        block: What is edited.
        spot: The value at ``path``, or where that is missing the block's own map.
        path: What is set.
        source: YAML of one or more lines.
        below: Whether its first line too stands on a line of its own.
    """
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
    return _new_lines(block, [head, *written.lines])


def removed(
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


def moved(block: Block, spot: Spot, to: int, *, comments: bool = False) -> _Edits:
    """With the part elsewhere; comments below it may have to end a block text above."""
    if spot.parent is None:
        raise CannotEditError
    edits = block.editor.move(spot.parent, spot.number, to)
    if comments and spot.unit is not None and len(edits) > 1:
        edits += _below(block, spot, spot.unit.end, moved_left)
    return edits


def _below(block: Block, spot: Spot, position: int, change: Callable[[str, int], str]) -> _Edits:
    """The comments and blank lines below a part, changed."""
    found = COMMENTS.match(block.source, position)
    if found is None or spot.unit is None:
        return []
    column = block.editor.layout.column(spot.unit.mark)
    return [TextEdit(*found.span(), change(found.group(), column))]


def moved_left(comments: str, column: int) -> str:
    """The first comment where it ends a text above; those below it may stand as they do."""
    return _BEFORE_COMMENT.sub(lambda found: found["blank"] + " " * column, comments, count=1)


def moved_up(comments: str, column: int) -> str:
    """Without the blank lines before the first comment, too: a text above would count them."""
    return _BEFORE_COMMENT.sub(" " * column if "#" in comments else "", comments, count=1)


def _new_lines(block: Block, lines: list[str]) -> _Edits:
    """New lines below the last field."""
    joined = "".join(line + block.newline for line in lines)
    at = len(block.source)
    # A text that counts the blank lines after it goes below all that are there.
    if block.root is not None and not KEEPS_BLANK_LINES.search(joined):
        at = block.editor.layout.unit(block.root, part_count(block.root) - 1).end
    return [TextEdit(at, at, joined)]


def _root_column(block: Block) -> int:
    if block.root is None:
        return 0
    key = block.root.children[0].start
    before = block.source[block.editor.layout.line_start(key) : key]
    return len(before) - len(before.lstrip(" "))  # a "?" may stand before the name
