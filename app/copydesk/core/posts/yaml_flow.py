"""Lists and maps in brackets, changed part by part with the rest of their source kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.posts.values import Bare, same_value
from copydesk.core.posts.yaml_brackets import joined, part_spans
from copydesk.core.posts.yaml_lists import Spare, list_changes
from copydesk.core.posts.yaml_scalars import Manner, scalar_source
from copydesk.core.posts.yaml_writing import Habits, flow_source

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode


def flow_text(source: str, node: YamlNode, old: object, new: object, habits: Habits) -> str:
    """The source of ``new``, made from that of ``old``, ``node``'s, with little changed."""
    if not isinstance(new, Bare) and same_value(old, new):
        return source[node.start : node.end]
    if node.flow and isinstance(old, list) and isinstance(new, list) and node.children:
        return _list_text(source, node, old, new, habits)
    if node.flow and isinstance(old, Mapping) and isinstance(new, Mapping) and node.children:
        return _map_text(source, node, old, new, habits)
    if isinstance(new, (list, Mapping, Bare)):
        return flow_source(new, habits)
    if node.kind == "scalar" and node.start < node.end:
        style = node.style if node.style in ("'", '"') else ""
        old_source = source[node.start : node.end]
        return scalar_source(new, Manner(style, style or habits.quote, old_source, flow=True))
    return scalar_source(new, habits.manner(flow=True))


def with_item(source: str, node: YamlNode, index: int, value: object, habits: Habits) -> str:
    """The source of the list ``node`` with a new item."""
    item = flow_source(value, _item_habits(node, habits), item=True)
    kept = _kept(source, node)
    return joined(source, node, [*kept[:index], (item, None), *kept[index:]])


def with_key(source: str, node: YamlNode, name: str, value: object, habits: Habits) -> str:
    """The source of the map ``node`` with a new pair at its end."""
    pair = flow_source({name: value}, habits)[1:-1]
    return joined(source, node, [*_kept(source, node), (pair, None)])


def without_part(source: str, node: YamlNode, number: int) -> str:
    """The source of ``node`` without an item or pair."""
    kept = _kept(source, node)
    return joined(source, node, [*kept[:number], *kept[number + 1 :]])


def with_part_moved(source: str, node: YamlNode, number: int, to: int) -> str:
    """The source of ``node`` with an item or pair moved so that it stands as number ``to``."""
    kept = _kept(source, node)
    part = kept.pop(number)
    kept.insert(to, part)
    return joined(source, node, kept)


def _kept(source: str, node: YamlNode) -> list[tuple[str, int | None]]:
    return [(source[start:end], n) for n, (start, end) in enumerate(part_spans(node))]


def pair_value(source: str, key: YamlNode, value: YamlNode, changed: str) -> str:
    """``changed``, apart from the key where its old ``value`` was empty."""
    if value.start == value.end and changed:
        between = source[key.end : value.start]
        if ":" not in between:
            return ": " + changed
        return changed if between[-1].isspace() else " " + changed
    return changed


def _item_habits(node: YamlNode, habits: Habits) -> Habits:
    """For new items: the style that most items of this list have."""
    styles = [item.style for item in node.children if item.kind == "scalar"]
    return replace(habits, item_style=max(set(styles), key=styles.count)) if styles else habits


def _list_text(
    source: str, node: YamlNode, old: list[object], new: list[object], habits: Habits
) -> str:
    items = node.children
    spare = Spare(old)
    styled = _item_habits(node, habits)

    def source_of(value: object) -> tuple[str, int | None]:
        number = spare.take(value)
        if number is None:
            return flow_source(value, styled, item=True), None
        return source[items[number].start : items[number].end], number

    parts: list[tuple[str, int | None]] = []
    for tag, a1, a2, b1, b2 in list_changes(old, new):
        for offset in range(b2 - b1):
            value, number = new[b1 + offset], a1 + offset
            if tag == "replace" and number < a2 and not spare.has(value):
                parts.append((flow_text(source, items[number], old[number], value, habits), number))
            else:
                parts.append(source_of(value))
    return joined(source, node, parts)


def _map_text(
    source: str,
    node: YamlNode,
    old: Mapping[str, object],
    new: Mapping[str, object],
    habits: Habits,
) -> str:
    pairs = node.pairs()
    parts: list[tuple[str, int | None]] = []
    for number, (key, value) in enumerate(pairs):
        if key.text in new:
            changed = flow_text(source, value, old.get(key.text), new[key.text], habits)
            changed = pair_value(source, key, value, changed)
            parts.append((source[key.start : value.start] + changed, number))
    own = {key.text for key, _value in pairs}
    for name, added in new.items():
        if name not in own:
            parts.append((flow_source({name: added}, habits)[1:-1], None))
    return joined(source, node, parts)
