"""What a YAML block says, as Python values, read through python-frontmatter's handler.

The handler's own loader stops at the first thing it can't make a value of (a date of month 13, an
unknown tag). Here such a value stays text and is reported, so that the other fields can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml
from frontmatter.default_handlers import YAMLHandler

if TYPE_CHECKING:
    from collections.abc import Hashable

_HANDLER = YAMLHandler()
_STRING = "tag:yaml.org,2002:str"
# Base 60 ("1:1:1:...") takes quadratic time; no number or date of a post is this long.
_LONGEST_NUMBER = 1_000
# What PyYAML's constructors let through of a value that is not what its look or tag says.
_FAILURES = (
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    yaml.constructor.ConstructorError,
)
_MERGE = "tag:yaml.org,2002:merge"


@dataclass(frozen=True, slots=True)
class OddValue:
    """A value that stays text because what it claims to be can't be had.

    Attributes:
        position: Where it starts in the block.
        text: Its own words.
        kind: "timestamp", "int", "float", "bool", "binary", ... or the unknown tag.
    """

    position: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class YamlValues:
    """The values of a block.

    Attributes:
        data: What a site would read: merged keys included, of a repeated key the last value.
            All keys are text, as JavaScript and Go sites have them.
        own: The value of each key and value pair in source order; None where there is no map.
        odd: What could not be read as what it claims to be.
    """

    data: dict[str, object]
    own: list[object] | None
    odd: tuple[OddValue, ...]


def read_values(source: str) -> YamlValues:
    """The values of a block that ``yaml_tree.read_tree`` has found sound.

    Raises:
        yaml.YAMLError: A list or map stands as a key, an alias has no target, or a value is of a
            kind that its place does not allow.
    """
    odd: list[OddValue] = []
    values: YamlValues = _HANDLER.load(source, Loader=partial(_Loader, odd=odd))
    return values


class _Loader(yaml.CSafeLoader):
    """PyYAML's safe loader, except that it forgives values and keeps keys as text."""

    def __init__(self, stream: str, odd: list[OddValue]) -> None:
        super().__init__(stream)
        self._odd = odd

    def get_single_data(self) -> YamlValues:
        node = self.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            return YamlValues({}, None, ())
        pairs = list(node.value)
        own = [self._value(value) for _key, value in pairs]
        data = self._value(node)
        return YamlValues(data, own, tuple(dict.fromkeys(self._odd)))

    def _value(self, node: yaml.Node) -> Any:
        return self.construct_object(node, deep=True)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if isinstance(node, yaml.ScalarNode) and len(node.value) > _LONGEST_NUMBER:
            node.tag = _STRING
        try:
            return super().construct_object(node, deep=deep)
        except _FAILURES:
            # A list or map in a wrong place is no matter of one value.
            if not isinstance(node, yaml.ScalarNode):
                raise
            # PyYAML notes what it is at work on, to see circles; a failed value is done with.
            self.recursive_objects.pop(node, None)
            self._odd.append(
                OddValue(node.start_mark.index, node.value, node.tag.rpartition(":")[2])
            )
            return node.value

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Hashable, Any]:  # noqa: ARG002 - PyYAML's signature
        if not isinstance(node, yaml.MappingNode):
            raise yaml.constructor.ConstructorError(None, None, "not a map", node.start_mark)
        self.flatten_mapping(node)
        result: dict[Hashable, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a list or map as a key", key.start_mark
                )
            result[key.value] = self.construct_object(value, deep=True)
        return result

    def construct_unknown(self, node: yaml.Node) -> object:
        """The value under a tag of the site's own, without the tag."""
        self._odd.append(OddValue(node.start_mark.index, "", node.tag))
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        return node.value

    def construct_text(self, node: yaml.Node) -> object:
        """Text; of ``=`` and ``<<`` in a value's place, the sign itself."""
        return node.value

    def construct_map(self, node: yaml.Node) -> object:
        if not isinstance(node, yaml.MappingNode):
            return node.value
        return self.construct_mapping(node, deep=True)


_Loader.add_constructor(None, _Loader.construct_unknown)
_Loader.add_constructor(_MERGE, _Loader.construct_text)
_Loader.add_constructor("tag:yaml.org,2002:value", _Loader.construct_text)
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_map)


def read_value(source: str) -> object:
    """What a value's own source says.

    Raises:
        yaml.YAMLError: It is not YAML.
    """
    return _HANDLER.load(source, Loader=partial(_ValueLoader, odd=[]))


class _ValueLoader(_Loader):
    """Reads one value of any kind."""

    def get_single_data(self) -> Any:
        node = self.get_single_node()
        return None if node is None else self._value(node)
