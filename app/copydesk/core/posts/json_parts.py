"""The parts of a JSON value, each with its own source."""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.core.posts.entries import Part
from copydesk.core.posts.json_layout import dedented, indent_at
from copydesk.core.posts.json_text import Letters, scalar_source
from copydesk.core.posts.json_tree import JsonNode, JsonShapeError, read_json
from copydesk.core.posts.yaml_tree import TooMuchError


def json_parts(source: str, value: object) -> Part:
    """The parts of ``value``, which ``source`` says; never raises."""
    try:
        root = read_json(source)
    except (JsonShapeError, TooMuchError):
        return _unwritten(value, source)
    return _part(source, root, value)


def _part(source: str, node: JsonNode, value: object) -> Part:
    own = dedented(source[node.start : node.end], indent_at(source, node.start))
    parts: dict[str | int, Part] = {}
    if isinstance(value, list) and node.kind == "list":
        for number, (inner, item) in enumerate(zip(node.items, value, strict=False)):
            parts[number] = _part(source, inner, item)
    elif isinstance(value, Mapping) and node.kind == "map":
        # Of a name that is there twice the last value counts, as in the data.
        written = {key.text: inner for key, inner in node.pairs()}
        for key, item in value.items():
            parts[key] = _part(source, written[key], item) if key in written else _unwritten(item)
    return Part(value, own, parts)


def _unwritten(value: object, source: str | None = None) -> Part:
    """A part that stands nowhere, as it would be written."""
    parts: dict[str | int, Part] = {}
    if isinstance(value, Mapping):
        parts = {str(key): _unwritten(item) for key, item in value.items()}
    elif isinstance(value, list):
        parts = dict(enumerate(map(_unwritten, value)))
    if source is None:
        plain = None if parts or isinstance(value, (list, Mapping)) else value
        source = scalar_source(plain, Letters())
    return Part(value, source, parts)
