"""The parts of a TOML value, each with its own source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.posts.entries import Part
from copydesk.core.posts.toml_scalars import settled
from copydesk.core.posts.toml_source import stretches_of
from copydesk.core.posts.toml_tree import TomlShapeError, TomlTree, read_toml
from copydesk.core.posts.toml_values import toml_value
from copydesk.core.posts.toml_writing import Writer
from copydesk.core.posts.values import same_value
from copydesk.core.posts.yaml_tree import TooMuchError

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath


def toml_parts(source: str, value: object) -> Part:
    """The parts of ``value``, which ``source`` says; never raises.

    Of a table the source is its lines with the header, as `FieldEntry.source` has them, and so is
    that of a table inside it.
    """
    if not isinstance(value, (list, Mapping)):
        return Part(value, source)
    try:
        lines = not same_value(toml_value(source), value)
    except (ValueError, TooMuchError, RecursionError):
        lines = True
    try:
        tree = read_toml(source if lines else f"value = {source}\n")
    except (TomlShapeError, TooMuchError):
        tree = read_toml("")
    first = next(tree.names(), None)
    return Part(value, source, _inner(tree, first.path[:1] if first else (), value))


def _inner(tree: TomlTree, path: FieldPath, value: object) -> dict[str | int, Part]:
    children: list[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        children = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        children = list(enumerate(value))
    return {part: _part(tree, (*path, part), inner) for part, inner in children}


def _part(tree: TomlTree, path: FieldPath, value: object) -> Part:
    stretches = stretches_of(tree, path)
    if stretches:
        source = stretches[0].of(tree.source)
    else:  # written elsewhere in the block
        source = Writer(tree, "\n").fresh(settled(value, None), flat=True)
    return Part(value, source, _inner(tree, path, value))
