"""Lists and maps in brackets, changed part by part with the rest of their source kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.core.posts.values import Bare, same_value
from copydesk.core.posts.yaml_scalars import Manner, scalar_source
from copydesk.core.posts.yaml_writing import Habits, flow_source

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode

_MOST_ITEMS = 500
_LINE_BREAK = re.compile(r"(?:\r\n|\n|\r)[ \t]*\Z")


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


def _list_text(
    source: str, node: YamlNode, old: list[object], new: list[object], habits: Habits
) -> str:
    items = node.children
    styles = [item.style for item in items if item.kind == "scalar"]
    style = max(set(styles), key=styles.count) if styles else habits.item_style
    spare = list(enumerate(old))

    def source_of(value: object) -> tuple[str, int | None]:
        for place, (number, other) in enumerate(spare):
            if same_value(other, value):
                del spare[place]
                return source[items[number].start : items[number].end], number
        if isinstance(value, (list, Mapping)):
            return flow_source(value, habits), None
        return scalar_source(value, Manner(style, habits.quote, flow=True)), None

    parts: list[tuple[str, int | None]] = []
    for tag, a1, a2, b1, b2 in _changes(old, new):
        for offset in range(b2 - b1):
            value, number = new[b1 + offset], a1 + offset
            if tag == "replace" and number < a2 and not any(same_value(o, value) for o in old):
                parts.append((flow_text(source, items[number], old[number], value, habits), number))
            else:
                parts.append(source_of(value))
    return _joined(source, node, [(item.start, item.end) for item in items], parts)


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
            if value.start == value.end and changed:
                changed = " " + changed if ":" in source[key.end : value.start] else ": " + changed
            parts.append((source[key.start : value.start] + changed, number))
    own = {key.text for key, _value in pairs}
    for name, added in new.items():
        if name not in own:
            parts.append((flow_source({name: added}, habits)[1:-1], None))
    spans = [(key.start, max(key.end, value.end)) for key, value in pairs]
    return _joined(source, node, spans, parts)


def _joined(
    source: str,
    node: YamlNode,
    spans: list[tuple[int, int]],
    parts: list[tuple[str, int | None]],
) -> str:
    """Brackets round ``parts``; each keeps what stood after it."""
    opening, closing = source[node.start : spans[0][0]], source[spans[-1][1] : node.end]
    if not parts:
        return opening.rstrip() + closing.lstrip(", \t\r\n")
    between = [source[a[1] : b[0]] for a, b in pairwise(spans)]
    usual = next((part for part in between if "#" not in part), None)
    if usual is None:
        # One item, or a comment after each: as the first item stands below its bracket, or behind.
        margin = _LINE_BREAK.search(opening)
        usual = "," + margin.group() if margin else ", "
    result = [opening]
    for place, (text, number) in enumerate(parts):
        result.append(text)
        if place + 1 < len(parts):
            own = number is not None and number < len(between)
            result.append(between[number] if own and number is not None else usual)
    return "".join(result) + closing


def _changes(old: list[object], new: list[object]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > _MOST_ITEMS:
        return [("replace", 0, len(old), 0, len(new))]
    a, b = ([f"{type(value).__name__}:{value!r}" for value in values] for values in (old, new))
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())
