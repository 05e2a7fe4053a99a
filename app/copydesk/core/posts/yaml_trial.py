"""Ways to make an edit, tried in turn: the first that does what was asked and no more is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_checks import Wanted, is_sound, stays_inside, trimmed
from copydesk.core.posts.yaml_find import Block, find, label
from copydesk.core.posts.yaml_layout import CannotEditError
from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    YamlNode,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.posts.yaml_values import read_value
from copydesk.core.text.edits import TextEdit, apply_edits, ordered

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.paths import FieldPath


def first_sound(
    block: Block,
    path: FieldPath,
    wanted: Wanted,
    ways: list[Callable[[], list[TextEdit]]],
    also: Callable[[str], bool] | None = None,
) -> tuple[TextEdit, ...]:
    """The edits of the first way that passes, in positions of the whole text.

    Args:
        block: What is edited.
        path: What the edit is about.
        wanted: What it shall come to.
        ways: Each makes edits in positions of the block.
        also: What else must hold of the text afterwards.

    Raises:
        EditRefusedError: None does.
    """
    for way in ways:
        try:
            edits = ordered(filter(None, (trimmed(block.source, edit) for edit in way())))
        except (CannotEditError, ValueError):
            continue
        if not stays_inside(edits, wanted):
            continue
        moved = tuple(
            TextEdit(edit.start + block.start, edit.end + block.start, edit.new) for edit in edits
        )
        if is_sound(block.text, block.fields, moved, wanted) and (
            also is None or also(apply_edits(block.text, moved))
        ):
            return moved
    raise _why_not(block, path)


def _why_not(block: Block, path: FieldPath) -> EditRefusedError:
    leaves = block.root.leaves() if block.root else ()
    aliases = {leaf.text for leaf in leaves if leaf.kind == "alias"}
    for spot in reversed(find(block, path)):
        anchors = _anchors(spot.node) if spot.path == path else _own_anchor(spot.node)
        anchor = next((name for name in anchors if name in aliases), "")
        if anchor:
            return EditRefusedError(
                f"Other fields take their value from “{label(spot.path)}” (*{anchor[:40]}), so they"
                " would change with it.",
                "Edit the fields as text.",
            )
    return refused(path)


def _own_anchor(node: YamlNode | None) -> list[str]:
    return [node.anchor] if node is not None and node.anchor else []


def _anchors(node: YamlNode | None) -> list[str]:
    if node is None:
        return []
    return [*_own_anchor(node), *(name for child in node.children for name in _anchors(child))]


def uses_others(node: YamlNode) -> bool:
    """Whether a value, or a part of it, is said elsewhere: an alias or a merge."""
    return any(leaf.kind == "alias" for leaf in node.leaves())


def refused(path: FieldPath) -> EditRefusedError:
    """What is said where no way was found."""
    return EditRefusedError(
        f"“{label(path)}” can’t be changed here without touching something else.",
        "Edit it as text; nothing was changed.",
    )


def said(value: object) -> object:
    """What a value says once it is written: `Bare` source as YAML reads it.

    Raises:
        EditRefusedError: `Bare` source is not YAML.
    """
    if isinstance(value, Bare):
        return value_of(value.source)
    if isinstance(value, Mapping):
        return {key: said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [said(inner) for inner in value]
    return readable_by_libyaml(value) if isinstance(value, str) else value


def settled(source: str, node: YamlNode, old: object, new: object) -> object:
    """``new`` with each `Bare` that is written at its place already as the value it is there."""
    if isinstance(new, Bare):
        same = node.kind == "scalar" and source[node.start : node.end] == new.source
        return old if same else new
    if isinstance(new, list) and isinstance(old, list) and node.kind == "list":
        known = {
            source[i.start : i.end]: value for i, value in zip(node.children, old, strict=True)
        }
        items = [known.get(i.source, i) if isinstance(i, Bare) else i for i in new]
        pairs = zip(node.children, old, items, strict=False)
        return [*(settled(source, *pair) for pair in pairs), *items[len(old) :]]
    if isinstance(new, Mapping) and isinstance(old, Mapping) and node.kind == "map":
        own = {key.text: value for key, value in node.pairs()}
        return {
            key: settled(source, own[key], old[key], value) if key in own and key in old else value
            for key, value in new.items()
        }
    return new


def value_of(source: str) -> object:
    """What YAML source says: text, a number, a list, ...

    Raises:
        EditRefusedError: It is not YAML.
    """
    try:
        read_tree(source)
        return read_value(source)
    except TooMuchError as error:
        raise EditRefusedError("That is too much for one field.") from error
    except TwoDocumentsError as error:
        raise EditRefusedError("A field holds one value; here are two.") from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise EditRefusedError(
            f"“{source.strip()[:60]}” can’t be read as a value.",
            "If it is text, put it in quotes.",
        ) from error
