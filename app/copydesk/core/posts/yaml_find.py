"""A post's YAML block opened for editing, and the parts that a path leads through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.paths import NoSuchPlaceError, value_at
from copydesk.core.posts.yaml_edit import ValueEditor
from copydesk.core.posts.yaml_layout import part_count
from copydesk.core.posts.yaml_tree import read_tree, readable_by_libyaml
from copydesk.core.posts.yaml_writing import Habits, habits_of
from copydesk.core.text.positions import Span, newline_near

if TYPE_CHECKING:
    from copydesk.core.posts.frontmatter import Frontmatter
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.posts.yaml_layout import Unit
    from copydesk.core.posts.yaml_put import Place
    from copydesk.core.posts.yaml_tree import YamlNode

MERGE_KEY = "<<"


# Of a field's name in a sentence.
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Block:
    """A text's YAML block, ready for editing; all positions below are those of `source`."""

    text: str
    fields: Frontmatter
    start: int
    source: str
    root: YamlNode | None
    habits: Habits
    editor: ValueEditor
    newline: str

    def value_at(self, path: FieldPath) -> object:
        """What stands at a path, merged keys included; None for nothing."""
        try:
            return value_at(self.fields.data, path)
        except NoSuchPlaceError:
            return None

    def has(self, path: FieldPath) -> bool:
        """Whether a site finds anything at a path."""
        try:
            value_at(self.fields.data, path)
        except NoSuchPlaceError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Spot:
    """A value on the way of a path.

    Attributes:
        path: The way so far.
        node: The value; None only where the whole block is empty.
        parent: The list or map it is a part of; None for the block's own map.
        number: Which part.
        unit: Its lines; None for the block's own map and in brackets.
        region: Its lines; in brackets, all between them.
    """

    path: FieldPath
    node: YamlNode | None
    parent: YamlNode | None
    number: int
    unit: Unit | None
    region: Span

    def key(self) -> YamlNode | None:
        """Its name in a map."""
        if self.parent is None or self.parent.kind != "map":
            return None
        return self.parent.children[2 * self.number]


def opened(text: str) -> Block:
    """The block of ``text``.

    Raises:
        EditRefusedError: It can't be read.
    """
    fields = read_frontmatter(text)
    if fields.content is None or not fields.readable:
        raise EditRefusedError("The fields can’t be read.", "Mend them in the editor first.")
    source = fields.content.of(text)
    root = read_tree(readable_by_libyaml(source))
    habits = habits_of(root, source)
    newline = newline_near(text, fields.content.start)
    editor = ValueEditor(source, habits, newline)
    return Block(text, fields, fields.content.start, source, root, habits, editor, newline)


def find(block: Block, path: FieldPath) -> list[Spot]:
    """The values on the way to ``path``, from the block's own map as far as the way leads.

    The way ends early where there is no such part, where a value stands for another (an alias),
    and where the part comes from a merge.

    Raises:
        EditRefusedError: A name on the way is there more than once.
        CannotEditError: The parts can't be told apart.
    """
    whole = Span(0, len(block.source))
    spots = [Spot((), block.root, None, 0, None, whole)]
    for part in path:
        spot = spots[-1]
        node = spot.node
        if node is None or node.kind not in ("list", "map"):
            break
        number = _number(block, node, part, (*spot.path, part))
        if number is None:
            break
        value = node.children[number if node.kind == "list" else 2 * number + 1]
        if node.flow:
            unit, region = None, Span(node.start, node.end)
        else:
            unit = block.editor.layout.unit(node, number)
            region = Span(unit.start, unit.end)
        spots.append(Spot((*spot.path, part), value, node, number, unit, region))
    return spots


def place_of(block: Block, spot: Spot) -> Place | None:
    """Where the value of ``spot`` stands; None in brackets and for the block's own map."""
    return block.editor.unit_place(spot.unit) if spot.unit else None


def _number(block: Block, node: YamlNode, part: str | int, path: FieldPath) -> int | None:
    if node.kind == "list":
        return part if isinstance(part, int) and 0 <= part < part_count(node) else None
    numbers = [n for n, key in enumerate(node.children[::2]) if key_name(key, block) == part]
    if len(numbers) > 1:
        raise EditRefusedError(
            f"The field “{label(path)}” is there {len(numbers)} times.",
            "Remove the spare ones first.",
        )
    if numbers and part == MERGE_KEY and not node.children[2 * numbers[0]].style:
        raise EditRefusedError(
            f"“{label(path)}” is no field: it takes over what another one says.",
            "Edit the fields as text.",
        )
    return numbers[0] if numbers else None


def key_name(key: YamlNode, block: Block) -> str:
    """What a map's key is called."""
    return key.text if key.kind == "scalar" else block.source[key.start : key.end]


def own_names(block: Block, node: YamlNode) -> list[str]:
    """A map's own keys in their order, each once; what merges in others is no key."""
    return list(own_numbers(block, node))


def own_numbers(block: Block, node: YamlNode) -> dict[str, int]:
    """Which pair of a map has each of its own keys; of a repeated one the first."""
    result: dict[str, int] = {}
    for number, key in enumerate(node.children[::2]):
        name = key_name(key, block)
        if name != MERGE_KEY:
            result.setdefault(name, number)
    return result


def label(path: FieldPath) -> str:
    """A path in a sentence, cut where it is long; items are counted from 1."""
    name = " › ".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
