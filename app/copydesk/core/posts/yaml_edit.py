"""The smallest edits that make a value of a YAML block say something else.

Works on the tree of the block's source. Nothing here is trusted: ``fields_yaml`` reads the result
again and refuses an edit that did more or less than was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from copydesk.core.posts.values import Bare, same_value
from copydesk.core.posts.yaml_flow import (
    flow_text,
    with_item,
    with_key,
    with_part_moved,
    without_part,
)
from copydesk.core.posts.yaml_layout import CannotEditError, part_count
from copydesk.core.posts.yaml_lists import Spare, list_changes
from copydesk.core.posts.yaml_put import Place, ValueWriter
from copydesk.core.posts.yaml_writing import Habits, Written, habits_near, list_lines, map_lines
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_layout import Unit
    from copydesk.core.posts.yaml_tree import YamlNode

_BLANK = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*")


class ValueEditor(ValueWriter):
    """Makes edits on ``source``; their positions are those of ``source``."""

    def change(self, place: Place, old: object, new: object) -> list[TextEdit]:
        """Edits that turn the value at ``place``, which says ``old``, into ``new``."""
        node = place.node
        if not isinstance(new, Bare) and same_value(old, new):
            return []
        if place.item and isinstance(new, Mapping) and not node.children and node.kind == "map":
            return self.put(place, self.written(place, new))  # "- {}" is filled on lines
        if node.flow and isinstance(new, (list, Mapping)):
            inline = flow_text(self._source, node, old, new, self._habits)
            return [TextEdit(node.start, node.end, inline)]
        if node.kind == "list" and isinstance(old, list) and isinstance(new, list) and new:
            return self._change_list(node, old, new)
        if node.kind == "map" and isinstance(old, Mapping) and isinstance(new, Mapping) and new:
            return self._change_map(node, old, new)
        return self.put(place, self.written(place, new))

    # One part of a list or map ----------------------------------------------------------------

    def insert_item(self, node: YamlNode, index: int, value: object) -> list[TextEdit]:
        """Edits that put a new item into a list, before the comments of the one there now."""
        if node.flow:
            new = with_item(self._source, node, index, value, self._habits)
            return [TextEdit(node.start, node.end, new)]
        units = self.layout.units(node)
        lines = self._item_lines(units, value)
        if index and index <= len(units):
            at = units[index - 1].end
        elif units[0].behind:
            at = units[0].mark
            lines = lines.lstrip(" ") + " " * self.layout.column(at)
        else:
            at = units[0].lead
        return [TextEdit(at, at, lines)]

    def add_pair(self, node: YamlNode, name: str, value: object) -> list[TextEdit]:
        """Edits that add a key at the end of a map."""
        if node.flow:
            habits = habits_near(node, self._habits)
            new = with_key(self._source, node, name, value, habits)
            return [TextEdit(node.start, node.end, new)]
        return [self._with_pairs(node, {name: value})]

    def remove(self, place: Place | None, node: YamlNode, number: int) -> list[TextEdit]:
        """Edits that remove a part of a list or map.

        Args:
            place: Where the list or map stands; None for the block's own map.
            node: The list or map.
            number: Which of its parts.
        """
        if node.flow:
            return [TextEdit(node.start, node.end, without_part(self._source, node, number))]
        units = self.layout.units(node)
        if len(units) > 1 or place is None:
            return [self._without(units, number)]
        return self.put(place, Written("[]" if node.kind == "list" else "{}"))

    def move(self, node: YamlNode, number: int, to: int) -> list[TextEdit]:
        """Edits that move a part of a list or map, with the comments that belong to it."""
        if node.flow:
            new = with_part_moved(self._source, node, number, to)
            return [TextEdit(node.start, node.end, new)]
        units = self.layout.units(node)
        if units[0].behind and 0 in (number, to):
            return [self._relaid(units, number, to)]
        unit = units[number]
        at = units[to].end if to > number else units[to].lead
        text = self._source[unit.lead : unit.end]
        return [TextEdit(unit.lead, unit.end, ""), TextEdit(at, at, text)]

    def _without(self, units: list[Unit], number: int) -> TextEdit:
        unit = units[number]
        if not unit.behind:
            return TextEdit(unit.start, unit.end, "")
        if number + 1 == len(units):
            raise CannotEditError
        # What comes next moves up behind the dash, be it a comment.
        behind = _BLANK.match(self._source, unit.end)
        return TextEdit(unit.mark, behind.end() if behind else unit.end, "")

    def _relaid(self, units: list[Unit], number: int, to: int) -> TextEdit:
        """A move to or from the place behind a dash."""
        source, last = self._source, max(number, to)
        margin = " " * self.layout.column(units[0].mark)
        texts = [source[unit.lead : unit.end] for unit in units[: last + 1]]
        texts[0] = margin + texts[0]
        gaps = [source[a.end : b.lead] for a, b in pairwise(units[: last + 1])]
        # Blank lines and loose comments stay where they are, but can't stand behind the dash.
        gaps = [*gaps, ""] if to else ["", *gaps]
        texts.insert(to, texts.pop(number))
        rows = [text + gap for text, gap in zip(texts, gaps, strict=True)]
        return TextEdit(units[0].mark, units[last].end, "".join(rows).removeprefix(margin))

    def _with_pairs(self, node: YamlNode, added: Mapping[str, object]) -> TextEdit:
        column = self.layout.column(self.layout.unit(node, 0).mark)
        lines = map_lines(added, habits_near(node, self._habits), column)
        end = self.layout.unit(node, part_count(node) - 1).end
        return TextEdit(end, end, self._joined(lines))

    def pair_lines(self, node: YamlNode | None, name: str, value: object, column: int) -> list[str]:
        """The lines of a new pair for the map ``node``, with its key at ``column``."""
        habits = habits_near(node, self._habits) if node else self._habits
        return list(map_lines({name: value}, habits, column))

    def _item_lines(self, units: list[Unit], value: object) -> str:
        column = self.layout.column(units[0].mark)
        habits = self._item_habits(units)
        return self._joined(list_lines([value], habits, column))

    def _item_habits(self, units: list[Unit]) -> Habits:
        items = [unit.value for unit in units]
        styles = [item.style for item in items if item.style in ("'", '"')]
        plain = [item for item in items if item.kind == "scalar" and not item.style]
        style = max(set(styles), key=styles.count) if len(styles) > len(plain) else ""
        gap = self._source[units[0].after : items[0].start]
        width = len(gap) if gap and not gap.strip(" ") else 1
        return replace(self._habits, item_style=style, gap=width)

    # Lists and maps, part by part -------------------------------------------------------------

    def _change_map(
        self, node: YamlNode, old: Mapping[str, object], new: Mapping[str, object]
    ) -> list[TextEdit]:
        edits: list[TextEdit] = []
        units = self.layout.units(node)
        names = [unit.key.text if unit.key else "" for unit in units]
        own = dict(zip(names, units, strict=True))
        for number, (name, unit) in enumerate(zip(names, units, strict=True)):
            if name not in new:
                edits.append(self._without(units, number))
            elif own[name] is unit:
                edits += self.change(self.unit_place(unit), old.get(name), new[name])
        added = {name: new[name] for name in new if name not in own}
        if added:
            edits.append(self._with_pairs(node, added))
        return edits

    def _change_list(self, node: YamlNode, old: list[object], new: list[object]) -> list[TextEdit]:
        units = self.layout.units(node)
        if units[0].behind:
            raise CannotEditError

        def lines_of(number: int) -> str:
            return self._source[units[number].start : units[number].end]

        spare = Spare(old)
        edits: list[TextEdit] = []
        codes = list_changes(old, new)
        for tag, a1, a2, _b1, _b2 in codes:
            if tag == "equal":
                spare.keep(a1, a2)
        for tag, a1, a2, b1, b2 in codes:
            if tag == "equal":
                continue
            at = units[a1 - 1].end if a1 else units[0].start
            for a, b in zip_longest(range(a1, a2), range(b1, b2)):
                if a is None:
                    again = spare.take(new[b])
                    lines = self._item_lines(units, new[b]) if again is None else lines_of(again)
                    edits.append(TextEdit(at, at, lines))
                    continue
                unit = units[a]
                at = unit.end
                if b is None:
                    edits.append(TextEdit(unit.start, unit.end, ""))
                    continue
                again = spare.take(new[b])
                if again is not None:
                    edits.append(TextEdit(unit.start, unit.end, lines_of(again)))
                else:
                    edits += self.change(self.unit_place(unit), old[a], new[b])
        return _merged(edits)


def _merged(edits: list[TextEdit]) -> list[TextEdit]:
    """The edits with insertions at one place joined in their order."""
    result: list[TextEdit] = []
    for edit in edits:
        last = result[-1] if result else None
        if last and last.end == edit.start == edit.end and last.start == last.end:
            result[-1] = TextEdit(last.start, last.end, last.new + edit.new)
        else:
            result.append(edit)
    return result
