"""A value's source on its own: as it is shown for editing, and put back behind its key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from copydesk.core.posts.yaml_tree import TooMuchError, TwoDocumentsError, read_tree
from copydesk.core.posts.yaml_writing import Habits, Written

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode

# A dash and the space after it.
_DASH = 2
_LINE_END = re.compile(r"\r\n|\n|\r")
# A block text that says how far in it stands from its key: its lines keep that distance.
_COUNTED = re.compile(r"(?:[&!]\S*\s+)*[|>][-+]?[1-9]")


def written_source(
    source: str, column: int, habits: Habits, *, below: bool = False, item: bool = False
) -> Written:
    """How YAML source of one or more lines stands behind a key, or a dash, at ``column``.

    With ``below`` its first line too stands on a line of its own: behind the key is a comment.
    """
    rows = _LINE_END.split(source)
    if len(rows) > 1 and not rows[-1]:
        rows.pop()
    try:
        node = read_tree(source)
    except (yaml.YAMLError, TooMuchError, TwoDocumentsError):
        node = None
    if node is None or node.kind not in ("list", "map") or node.flow:
        first = rows[0].strip(" ") if len(rows) == 1 else rows[0]
        step = column + habits.step
        if node is not None and _COUNTED.match(source, node.start, node.end):
            others = tuple(" " * column + row if row.strip() else row for row in rows[1:])
            return Written("", (" " * step + first, *others)) if below else Written(first, others)
        if below:
            return Written("", _moved(["", *rows], step, None)[1:])
        return Written(first, _moved(rows[1:], step, node))
    if item and not below and not rows[0].lstrip(" ").startswith("#"):
        lines = _moved(rows, column + _DASH, node)
        return Written(lines[0].lstrip(" "), lines[1:])
    margin = column + (habits.list_offset if node.kind == "list" else habits.step)
    return Written("", _moved(rows, margin, node))


def _moved(rows: list[str], margin: int, node: YamlNode | None) -> tuple[str, ...]:
    present = [len(row) - len(row.lstrip(" ")) for row in rows if row.strip()]
    by = margin - min(present, default=0)
    if by <= 0 and node is not None and node.kind in ("scalar", "alias"):
        return tuple(rows)  # far enough in already
    return tuple((" " * by + row if by > 0 else row[-by:]) if row.strip() else row for row in rows)
