"""A fenced TOML block read: its fields, their values, its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts.entries import FieldEntry
from copydesk.core.posts.toml_tree import TomlShapeError, TomlTree, read_toml
from copydesk.core.posts.toml_units import runs_under
from copydesk.core.posts.toml_values import toml_data
from copydesk.core.posts.yaml_block import ReadBlock, too_much
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.posts.fences import Fenced


def read_toml_block(head: str, block: Fenced) -> ReadBlock:
    """Reads the ``+++`` block that ends ``head``; never raises.

    A table's entry goes from its header to its last line, tables below it included; where other
    fields stand between its parts, the entry is the first stretch of them, its value the whole.
    A key's span in a header is the name alone; the value's span then is the whole stretch, so that
    its source can be read and edited on its own.
    """
    content = block.content
    source = content.of(head)
    try:
        data = toml_data(source)
    except TooMuchError:
        return ReadBlock(problems=(too_much(head, content),))
    except (ValueError, RecursionError) as error:
        # What mends is only loaded once something is to be mended.
        from copydesk.core.posts.toml_mends import toml_problem

        return ReadBlock(problems=(toml_problem(head, content, error),))
    try:
        tree = read_toml(source)
    except TomlShapeError:  # tomllib takes what TOML 1.0 doesn't know: shown, not edited
        return ReadBlock(data, _placeless(data, content))
    return ReadBlock(data, _entries(head, content, tree, data))


def _entries(
    head: str, content: Span, tree: TomlTree, data: Mapping[str, object]
) -> tuple[FieldEntry, ...]:
    whole = {pair.keys[0].name: pair for pair in tree.root.pairs if len(pair.keys) == 1}
    result: dict[str, FieldEntry] = {}
    for run in runs_under(tree, ()):
        name = str(run.part)
        if name in result:
            continue
        first, last = run.pieces[0], run.pieces[-1]
        pair = whole.get(name)
        value = pair.value.span if pair else Span(first.start, last.end)
        value = value.shifted(content.start)
        result[name] = FieldEntry(
            name,
            run.lines.shifted(content.start),
            first.keys[0].span.shifted(content.start),
            value,
            data[name],
            value.of(head),
        )
    return tuple(result.values())


def _placeless(data: Mapping[str, object], content: Span) -> tuple[FieldEntry, ...]:
    nowhere = Span(content.start, content.start)
    return tuple(
        FieldEntry(key, nowhere, nowhere, nowhere, value, "") for key, value in data.items()
    )
