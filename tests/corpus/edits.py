"""One edit of each kind for a post, chosen by the post's own name so that a run can be repeated."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from copydesk.core.posts.field_edits import (
    insert_item,
    move_item,
    rename_field,
    set_field,
    unset_field,
)
from copydesk.core.posts.paths import (
    FieldPath,
    with_inserted,
    with_moved,
    with_renamed,
    with_value,
    without_value,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    _Finder = Callable[[dict[str, Any], str, random.Random], "Edit | None"]

    from copydesk.core.text.edits import TextEdit

# Words that YAML would read as something else, and ones that it would not.
WORDS = (
    "no",
    "1.10",
    "12:30",
    "2024-09-19",
    "The ferry: a #1 story",
    "A plain line",
    "@desk",
    "नदी",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change.

    Attributes:
        kind: For the table: "set a text".
        field: The field whose lines may change; "" for a new one.
        make: Gives the edits of a text.
        expected: The values afterwards.
        order: The names of the fields afterwards, where the order is what changes.
    """

    kind: str
    field: str
    make: Callable[[str], tuple[TextEdit, ...]]
    expected: dict[str, Any]
    order: tuple[str, ...] = ()


def edits_for(data: dict[str, Any], kind: str, rng: random.Random) -> list[Edit]:
    """At most one edit of each kind that the post has a place for.

    Args:
        data: The post's values.
        kind: What they are written in: "yaml", "toml" or "json".
        rng: Chooses.
    """
    names = list(data)
    rng.shuffle(names)
    made: list[Edit] = []
    kinds: dict[str, _Finder] = {**_KINDS, "move a field": partial(_move, kind)}
    for title, finder in kinds.items():
        edit = next((e for name in names if (e := finder(data, name, rng)) is not None), None)
        if edit is not None:
            made.append(Edit(title, edit.field, edit.make, edit.expected, edit.order))
    made.append(_add(data, rng))
    return made


def _set(data: dict[str, Any], path: FieldPath, value: object) -> Edit:
    return Edit(
        "", str(path[0]), lambda text: set_field(text, path, value),
        _mapped(with_value(data, path, value)),
    )  # fmt: skip


def _mapped(data: object) -> dict[str, Any]:
    assert isinstance(data, dict)
    return data


def _text(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    if not isinstance(data[name], str):
        return None
    return _set(data, (name,), rng.choice([word for word in WORDS if word != data[name]]))


def _number(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    value = data[name]
    if isinstance(value, bool):
        return _set(data, (name,), not value)
    if isinstance(value, int | float):
        return _set(data, (name,), rng.randint(1, 999))
    return None


def _date(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    value = data[name]
    if isinstance(value, dt.datetime):
        try:
            return _set(data, (name,), value + dt.timedelta(days=rng.randint(1, 90)))
        except OverflowError:
            return None
    if isinstance(value, dt.date):
        return _set(data, (name,), dt.date(2026, 11, rng.randint(1, 28)))
    return None


def _item(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    value = data[name]
    if not isinstance(value, list):
        return None
    path, word = (name, rng.randint(0, len(value))), rng.choice(WORDS)
    return Edit(
        "", name, lambda text: insert_item(text, path, word),
        _mapped(with_inserted(data, path, word)),
    )  # fmt: skip


def _item_out(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    value = data[name]
    if not isinstance(value, list) or not value:
        return None
    path = (name, rng.randrange(len(value)))
    return Edit("", name, lambda text: unset_field(text, path), _mapped(without_value(data, path)))


def _item_moved(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    value = data[name]
    if not isinstance(value, list) or len(value) < 2:
        return None
    start, to = rng.sample(range(len(value)), 2)
    path = (name, start)
    return Edit(
        "", name, lambda text: move_item(text, path, to), _mapped(with_moved(data, path, to))
    )


def _inner(data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    """A text somewhere inside a group or a list of groups."""
    path: FieldPath = (name,)
    value = data[name]
    while isinstance(value, dict | list) and value:
        if isinstance(value, list):
            number = rng.randrange(len(value))
            path, value = (*path, number), value[number]
            continue
        key = rng.choice(list(value))
        if not isinstance(key, str):
            return None
        path, value = (*path, key), value[key]
    if len(path) == 1 or not isinstance(value, str):
        return None
    return _set(data, path, rng.choice([word for word in WORDS if word != value]))


def _rename(data: dict[str, Any], name: str, _rng: random.Random) -> Edit | None:
    new = f"{name}_renamed"
    return Edit(
        "", name, lambda text: rename_field(text, name, new),
        _mapped(with_renamed(data, (name,), new)),
    )  # fmt: skip


def _remove(data: dict[str, Any], name: str, _rng: random.Random) -> Edit | None:
    return Edit(
        "", name, lambda text: unset_field(text, name), _mapped(without_value(data, (name,)))
    )


def _move(kind: str, data: dict[str, Any], name: str, rng: random.Random) -> Edit | None:
    if len(data) < 2:
        return None
    names = list(data)
    # In TOML no field can stand below a table, so only likes change places there.
    likes = [
        n for n in names if n != name and (kind != "toml" or _table(data, n) == _table(data, name))
    ]
    if not likes:
        return None
    to = names.index(rng.choice(likes))
    moved = _mapped(with_moved(data, (name,), to))
    return Edit("", name, lambda text: move_item(text, name, to), moved, tuple(moved))


def _table(data: dict[str, Any], name: str) -> bool:
    value = data[name]
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
    )


def _add(data: dict[str, Any], rng: random.Random) -> Edit:
    word = rng.choice(WORDS)
    return Edit(
        "add a field", "", lambda text: set_field(text, "copydesk_new", word),
        {**data, "copydesk_new": word},
    )  # fmt: skip


_KINDS: dict[str, _Finder] = {
    "set a text": _text,
    "set a number or yes/no": _number,
    "set a date": _date,
    "set a text inside": _inner,
    "add an item": _item,
    "remove an item": _item_out,
    "move an item": _item_moved,
    "rename a field": _rename,
    "remove a field": _remove,
}
