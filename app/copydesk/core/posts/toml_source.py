"""TOML source on its own: of a value, or of a table with its header; as shown, and put back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.toml_add import Adder
from copydesk.core.posts.toml_edit import CannotEditError
from copydesk.core.posts.toml_tree import TomlShapeError, TomlTree, read_toml
from copydesk.core.posts.toml_units import cut, runs_under
from copydesk.core.posts.toml_values import toml_data, toml_value
from copydesk.core.posts.values import Bare
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.posts.toml_edit import TomlEditor

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class FieldSource:
    """What was written for a place.

    Attributes:
        path: The place.
        source: With the block's line ends.
        value: What it says.
        is_lines: Whether it is whole lines that name the place themselves, not a value alone.
    """

    path: FieldPath
    source: str
    value: object
    is_lines: bool

    @classmethod
    def read(cls, path: FieldPath, source: str, newline: str) -> FieldSource:
        """What the source says.

        Raises:
            EditRefusedError: It is no TOML, or names another place.
        """
        source = _LINE_END.sub(newline, source.strip())
        refused = EditRefusedError(
            f"“{source[:60]}” can’t be read as a value.", "If it is text, put it in quotes."
        )
        try:
            value = toml_value(source)
        except TooMuchError as error:
            raise EditRefusedError("That is too much for one field.") from error
        except (ValueError, RecursionError):
            pass
        else:
            (pair,) = read_toml(f"value = {source}").root.pairs
            if pair.value.span.of(f"value = {source}") != source:
                raise EditRefusedError(
                    "Behind the value stands a comment.", "Write it in the editor."
                )
            return cls(path, source, value, is_lines=False)
        try:
            data: object = toml_data(source)
        except (ValueError, TooMuchError, RecursionError) as error:
            raise refused from error
        for part in path:
            if isinstance(data, Mapping) and len(data) == 1 and part in data:
                data = data[part]
            elif isinstance(data, list) and len(data) == 1 and isinstance(part, int):
                data = data[0]
            else:
                raise refused
        return cls(path, source, data, is_lines=True)

    def put(self, editor: TomlEditor) -> None:
        """Writes it in its place.

        Raises:
            CannotEditError: The place is scattered over the block.
        """
        if not self.is_lines:
            editor.put(self.path, Bare(self.source))
            return
        tree = editor.tree
        stretches = stretches_of(tree, self.path)
        if len(stretches) == 1 and tree.value_at(self.path) is None:
            span = stretches[0]
            editor.write(tree.source[: span.start] + self.source + tree.source[span.end :])
            return
        if len(stretches) > 1:
            raise CannotEditError("This field is written in several places of the block.")
        editor.write(cut(tree, self.path))
        in_root = bool(read_toml(self.source).root.pairs)
        editor.write(Adder(editor.tree, editor.newline).with_lines(self.source, in_root=in_root))


def stretches_of(tree: TomlTree, path: FieldPath) -> list[Span]:
    """From where to where a place is written: once mostly; several times where it is scattered.

    Of a value it is the value; of what headers or dotted names make up, whole pieces with them.
    """
    value = tree.value_at(path)
    if value is not None:
        return [value.span]
    runs = [run for run in runs_under(tree, path[:-1]) if run.part == path[-1]]
    return [Span(run.pieces[0].start, run.pieces[-1].end) for run in runs]


def source_of(source: str, path: FieldPath, newline: str) -> str | None:
    """The source at a place, as `FieldSource` has it; of several stretches the first, as shown."""
    try:
        stretches = stretches_of(read_toml(source), path)
    except (TomlShapeError, TooMuchError):
        return None
    if not stretches:
        return None
    return _LINE_END.sub(newline, stretches[0].of(source).strip())
