"""What an edit of a TOML field must pass before it is given out: nothing else has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.posts.paths import NoSuchPlaceError, value_at
from copydesk.core.posts.toml_tree import TomlKey, TomlShapeError, TomlTree, TomlValue, read_toml
from copydesk.core.posts.values import same_value
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath


@dataclass(frozen=True, slots=True)
class Check:
    """What was asked for.

    Attributes:
        path: Where.
        kind: What was to be done there.
        expected: What the fields must say now, all of them.
    """

    path: FieldPath
    kind: Literal["set", "source", "unset", "rename", "insert", "move"]
    expected: object


def is_sound(text: str, before: Frontmatter, edits: Sequence[TextEdit], check: Check) -> bool:
    """Whether ``edits`` do what was asked for, and keep all else as it is written."""
    if before.content is None or not all(
        before.content.start <= edit.start and edit.end <= before.content.end for edit in edits
    ):
        return False
    new = apply_edits(text, edits)
    after = read_frontmatter(new)
    if not after.readable or after.format != "toml" or after.content is None:
        return False
    if new[after.content.end :] != text[before.content.end :]:
        return False
    if not same_value(after.data, check.expected) or not _in_order(after.data, check):
        return False
    try:
        old_tree = read_toml(before.content.of(text))
        new_tree = read_toml(after.content.of(new))
    except (TomlShapeError, TooMuchError):
        return False
    return _others_same(old_tree, new_tree, check) and _comments_same(old_tree, new_tree, check)


def _in_order(data: object, check: Check) -> bool:
    """Whether keys on the way to the place follow one another as they should."""
    for depth in range(len(check.path)):
        try:
            now = value_at(data, check.path[:depth])
            wanted = value_at(check.expected, check.path[:depth])
        except NoSuchPlaceError:
            return True
        if not isinstance(now, Mapping) or not isinstance(wanted, Mapping):
            continue
        # A new key stands where TOML wants it: of the block's own, above its tables. So does a
        # list of tables once it is empty.
        anywhere = check.kind in ("set", "source", "insert")
        emptied = check.kind == "unset" and depth < len(check.path) - 1
        free = {check.path[depth]} if anywhere or emptied else set()
        if [key for key in now if key not in free] != [key for key in wanted if key not in free]:
            return False
    return True


def _others_same(old: TomlTree, new: TomlTree, check: Check) -> bool:
    path, kind = check.path, check.kind
    if kind == "move":
        return sorted(_sources(old, None)) == sorted(_sources(new, None))
    if kind == "rename":
        return list(_sources(old, None, names=False)) == list(_sources(new, None, names=False))
    in_list = isinstance(path[-1], int)
    without_old = None if kind == "insert" else path
    without_new = None if kind == "unset" and in_list else path
    a, b = list(_sources(old, without_old)), list(_sources(new, without_new))
    # The last part of a table gone, or a table of nothing filled: the table itself is rewritten.
    return a == b or list(_sources(old, path[:-1] or path)) == list(
        _sources(new, path[:-1] or path)
    )


def _comments_same(old: TomlTree, new: TomlTree, check: Check) -> bool:
    if check.kind in ("insert", "rename", "move"):
        return sorted(old.comments) == sorted(new.comments)
    value = old.value_at(check.path)
    if check.kind == "set" and (value is None or value.kind in ("text", "bare")):
        exists = any(key.path == check.path for key in old.names())
        return (exists and value is None) or old.comments == new.comments
    return True


def _sources(tree: TomlTree, without: FieldPath | None, *, names: bool = True) -> Iterator[str]:
    """The sources of all names and single values, but for what stands at a path or below it."""
    source = tree.source
    for section in tree.sections:
        for pair in section.pairs:
            yield from _pair_sources(source, pair.keys, pair.value, without, names=names)


def _pair_sources(
    source: str,
    keys: tuple[TomlKey, ...],
    value: TomlValue,
    without: FieldPath | None,
    *,
    names: bool,
) -> Iterator[str]:
    if without is not None and value.path[: len(without)] == without:
        return
    if names:
        yield source[keys[0].span.start : keys[-1].span.end]
    yield from _value_sources(source, value, without, names=names)


def _value_sources(
    source: str, value: TomlValue, without: FieldPath | None, *, names: bool
) -> Iterator[str]:
    if without is not None and value.path[: len(without)] == without:
        return
    if value.kind in ("text", "bare"):
        yield source[value.span.start : value.span.end]
    for item in value.items:
        yield from _value_sources(source, item, without, names=names)
    for pair in value.pairs:
        yield from _pair_sources(source, pair.keys, pair.value, without, names=names)
