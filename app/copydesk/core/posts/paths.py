"""Places inside a post's fields, and what an edit at one makes of plain values.

A `FieldPath` is the way from the top to a value: ``("seo", "title")``, ``("authors", 0, "name")``.
The functions here know no file format: they say what the values must be once an edit was made, and
so what every edit is held against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

FieldPath = tuple[str | int, ...]


class NoSuchPlaceError(LookupError):
    """The path leads nowhere in these values."""


def value_at(data: object, path: FieldPath) -> object:
    """The value at a path.

    Raises:
        NoSuchPlaceError: There is none.
    """
    for part in path:
        data = _child(data, part)
    return data


def with_value(data: object, path: FieldPath, value: object) -> object:
    """The data with another value at a path; maps on the way are made, a list's end is extended.

    Raises:
        NoSuchPlaceError: A list on the way has no such item, or there is text on the way.
    """
    if not path:
        return value
    part, rest = path[0], path[1:]
    if isinstance(part, str):
        if data is not None and not isinstance(data, Mapping):
            raise NoSuchPlaceError(part)
        old = dict(data or {})
        return old | {part: with_value(old.get(part), rest, value)}
    items = _items(data)
    if part == len(items):
        return [*items, with_value(None, rest, value)]
    if not 0 <= part < len(items):
        raise NoSuchPlaceError(part)
    return [*items[:part], with_value(items[part], rest, value), *items[part + 1 :]]


def without_value(data: object, path: FieldPath) -> object:
    """The data without what stands at a path.

    Raises:
        NoSuchPlaceError: There is nothing.
    """

    def removed(parent: object, part: str | int) -> object:
        _child(parent, part)
        if isinstance(parent, Mapping):
            return {key: value for key, value in parent.items() if key != part}
        return [item for number, item in enumerate(_items(parent)) if number != part]

    return _in_parent(data, path, removed)


def with_inserted(data: object, path: FieldPath, value: object) -> object:
    """The data with a new item of a list, before the item that the path names now or at the end.

    Raises:
        NoSuchPlaceError: There is no such list, or it is shorter.
    """

    def inserted(parent: object, part: str | int) -> object:
        items = _items(parent)
        if not isinstance(part, int) or not 0 <= part <= len(items):
            raise NoSuchPlaceError(part)
        return [*items[:part], value, *items[part:]]

    return _in_parent(data, path, inserted)


def with_moved(data: object, path: FieldPath, to: int) -> object:
    """The data with a list's item, or a map's key, moved so that it stands as number ``to``.

    Raises:
        NoSuchPlaceError: There is nothing to move, or no such number.
    """

    def moved(parent: object, part: str | int) -> object:
        _child(parent, part)
        if isinstance(parent, Mapping):
            keys = [key for key in parent if key != part]
            if not 0 <= to <= len(keys):
                raise NoSuchPlaceError(to)
            keys.insert(to, str(part))
            return {key: parent[key] for key in keys}
        items = _items(parent)
        if not 0 <= to < len(items) or not isinstance(part, int):
            raise NoSuchPlaceError(to)
        rest = [*items[:part], *items[part + 1 :]]
        return [*rest[:to], items[part], *rest[to:]]

    return _in_parent(data, path, moved)


def with_renamed(data: object, path: FieldPath, name: str) -> object:
    """The data with another name for a map's key, at its place.

    Raises:
        NoSuchPlaceError: There is no such key.
    """

    def renamed(parent: object, part: str | int) -> object:
        _child(parent, part)
        if not isinstance(parent, Mapping):
            raise NoSuchPlaceError(part)
        return {name if key == part else key: value for key, value in parent.items()}

    return _in_parent(data, path, renamed)


def _in_parent(
    data: object, path: FieldPath, change: Callable[[object, str | int], object]
) -> object:
    if not path:
        raise NoSuchPlaceError
    parent = value_at(data, path[:-1])
    return with_value(data, path[:-1], change(parent, path[-1]))


def _child(data: object, part: str | int) -> object:
    if isinstance(data, Mapping) and part in data:
        return data[part]
    if isinstance(data, (list, tuple)) and isinstance(part, int) and 0 <= part < len(data):
        return data[part]
    raise NoSuchPlaceError(part)


def _items(data: object) -> list[object]:
    if data is None:
        return []
    if isinstance(data, (list, tuple)):
        return list(data)
    raise NoSuchPlaceError
