"""The parts of a YAML value, each with its own source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

from copydesk.core.posts.entries import Part
from copydesk.core.posts.yaml_layout import CannotEditError, Layout, value_source
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.posts.yaml_writing import Habits, flow_source

if TYPE_CHECKING:
    from copydesk.core.posts.yaml_tree import YamlNode

_PLAIN = Habits()


def yaml_parts(source: str, value: object) -> Part:
    """The parts of ``value``, which ``source`` says; never raises."""
    if not isinstance(value, (list, Mapping)):
        return Part(value, source)
    try:
        root = read_tree(readable_by_libyaml(source))
    except (yaml.YAMLError, TooMuchError, TwoDocumentsError):
        root = None
    if root is None:
        return Part(value, source, plain_part(value).parts)
    return Part(value, source, _Reader(source).parts(root, value))


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._layout = Layout(source)

    def parts(self, node: YamlNode, value: object) -> dict[str | int, Part]:
        """What a list or map consists of."""
        if isinstance(value, list) and node.kind == "list" and len(node.children) == len(value):
            return {
                number: self._part(node, number, item, inner)
                for number, (item, inner) in enumerate(zip(node.children, value, strict=True))
            }
        if isinstance(value, Mapping):
            result: dict[str | int, Part] = {}
            own: dict[str, tuple[int, YamlNode]] = {}
            if node.kind == "map":
                own = {key.text: (number, v) for number, (key, v) in enumerate(node.pairs())}
            for key, inner in value.items():
                if key in own:
                    result[key] = self._part(node, *own[key], inner)
                else:
                    result[key] = plain_part(inner)
            return result
        return dict(plain_part(value).parts)

    def _part(self, holder: YamlNode, number: int, node: YamlNode, value: object) -> Part:
        source = value_source(self._source, node, self._column(holder, number))
        return Part(value, source, self.parts(node, value))

    def _column(self, holder: YamlNode, number: int) -> int:
        """How far in a part's key or dash stands; 0 in brackets."""
        if holder.flow:
            return 0
        try:
            return self._layout.column(self._layout.unit(holder, number).mark)
        except CannotEditError:
            return 0


def plain_part(value: object) -> Part:
    """A part that has no source of its own here: as it would be written."""
    source = flow_source(value, _PLAIN)
    if isinstance(value, Mapping):
        return Part(value, source, {str(key): plain_part(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return Part(value, source, {n: plain_part(inner) for n, inner in enumerate(value)})
    return Part(value, source)
