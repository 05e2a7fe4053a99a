"""What Pages CMS would not understand of its own configuration."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from copydesk.core.posts.yaml_tree import read_tree, readable_by_libyaml
from copydesk.core.site.schema.common import is_map, listed, text
from copydesk.core.site.schema.facts import SchemaNotice
from copydesk.core.site.schema.pages_fields import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.posts.yaml_tree import YamlNode
    from copydesk.core.site.schema.common import Values

_TOP = ("media", "content", "components", "settings", "actions", "cache", "hide")
_MEDIA = (
    "name", "label", "input", "output", "path", "extensions", "categories", "rename", "commit",
    "actions",
)  # fmt: skip
_ENTRY = (
    "name", "label", "description", "type", "path", "operations", "filename", "exclude", "view",
    "format", "delimiters", "subfolders", "fields", "list", "commit", "actions",
)  # fmt: skip
_GROUP = ("name", "label", "description", "type", "items")
_FIELD = (
    "name", "label", "description", "type", "component", "default", "fields", "list", "hidden",
    "readonly", "required", "pattern", "options", "blocks", "blockKey",
)  # fmt: skip
# One of each kind is told; more than so many help nobody.
_MOST = 10
_LONGEST_SHOWN = 40

_Place = tuple["FieldPath", "Values", tuple[str, ...], str]


def configuration_notices(path: str, source: str, config: Values) -> list[SchemaNotice]:
    """A notice for each kind of thing that Pages CMS does not know, at its first place.

    Args:
        path: Of the file, relative to the site's root.
        source: Its text.
        config: What it says.
    """
    tree = read_tree(readable_by_libyaml(source))
    told: dict[tuple[str, str], SchemaNotice] = {}
    components = config.get("components")
    known = components if is_map(components) else {}
    for place, data, allowed, what in _places(config):
        for key in data:
            if key not in allowed:
                line = _line(source, tree, (*place, key))
                told.setdefault((what, key), _unknown_key(path, key, what, allowed, line))
        if allowed is _FIELD:
            kind, component = text(data, "type"), text(data, "component")
            if kind is not None and kind not in TYPES:
                line = _line(source, tree, (*place, "type"))
                told.setdefault(("type", kind), _unknown_type(path, kind, data, line))
            if component is not None and component not in known:
                line = _line(source, tree, (*place, "component"))
                told.setdefault(("component", component), _no_component(path, component, line))
        if len(told) >= _MOST:
            break
    return list(told.values())[:_MOST]


def _places(config: Values) -> Iterator[_Place]:
    """Every map of the configuration whose keys are fixed, with where it stands."""
    yield (), config, _TOP, "a configuration"
    media = config.get("media")
    if is_map(media):
        yield ("media",), media, _MEDIA, "a media folder"
    for index, one in enumerate(listed(config, "media")):
        if is_map(one):
            yield ("media", index), one, _MEDIA, "a media folder"
    yield from _entries(config, "content", ())
    components = config.get("components")
    for name, one in components.items() if is_map(components) else ():
        if is_map(one):
            yield from _field(one, ("components", name))


def _entries(data: Values, key: str, place: FieldPath) -> Iterator[_Place]:
    for index, one in enumerate(listed(data, key)):
        if not is_map(one):
            continue
        here = (*place, key, index)
        if text(one, "type") == "group":
            yield here, one, _GROUP, "a group"
            yield from _entries(one, "items", here)
        else:
            yield here, one, _ENTRY, "a collection"
            yield from _fields(one, "fields", here)


def _fields(data: Values, key: str, place: FieldPath) -> Iterator[_Place]:
    for index, one in enumerate(listed(data, key)):
        if is_map(one):
            yield from _field(one, (*place, key, index))


def _field(data: Values, place: FieldPath) -> Iterator[_Place]:
    yield place, data, _FIELD, "a field"
    yield from _fields(data, "fields", place)
    yield from _fields(data, "blocks", place)


def _unknown_key(
    path: str, key: str, what: str, allowed: tuple[str, ...], line: int
) -> SchemaNotice:
    near = get_close_matches(key, allowed, n=1, cutoff=0.75)
    return SchemaNotice(
        path,
        f"“{path}” says “{_shown(key)}” of {what}, which Pages CMS does not know.",
        f"Did you mean “{near[0]}”?" if near else "Take it out; the rest is read.",
        line,
    )


def _unknown_type(path: str, kind: str, data: Values, line: int) -> SchemaNotice:
    near = get_close_matches(kind, TYPES, n=1, cutoff=0.75)
    return SchemaNotice(
        path,
        f"“{path}” gives the field “{_shown(text(data, 'name') or '')}” the type “{_shown(kind)}”, "
        "which Pages CMS does not know.",
        f"Did you mean “{near[0]}”?" if near else "Until then the posts tell what it holds.",
        line,
    )


def _no_component(path: str, name: str, line: int) -> SchemaNotice:
    return SchemaNotice(
        path,
        f"“{path}” uses a component “{_shown(name)}” that it does not describe.",
        "Describe it under “components”, or correct its name.",
        line,
    )


def _shown(word: str) -> str:
    return word if len(word) <= _LONGEST_SHOWN else word[: _LONGEST_SHOWN - 1] + "…"


def _line(source: str, node: YamlNode | None, path: FieldPath) -> int:
    """The 1-based line of a key; 0 where it comes from an alias or a merge."""
    position = 0
    for part in path:
        if node is None:
            return 0
        if isinstance(part, int):
            node = node.children[part] if node.kind == "list" else None
            continue
        pairs = node.pairs() if node.kind == "map" else []
        found = next(((key, value) for key, value in pairs if key.text == part), None)
        if found is None:
            return 0
        position, node = found[0].start, found[1]
    return source.count("\n", 0, position) + 1
