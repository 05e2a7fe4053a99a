"""What all schema readers need: files read within bounds, values taken only as what they are."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeGuard, cast

import yaml

from copydesk.core.posts.yaml_tree import (
    TooMuchError,
    TwoDocumentsError,
    read_tree,
    readable_by_libyaml,
)
from copydesk.core.posts.yaml_values import read_value
from copydesk.core.site.field import Choice
from copydesk.core.site.schema.facts import SchemaNotice

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1_000_000
"""A schema larger than this is not read; real ones are a few kilobytes."""
# Readers call themselves for what is nested, a few calls a level.
_MOST_DEPTH = 100

Values = Mapping[str, object]


class BrokenSourceError(Exception):
    """A schema file that can't be read.

    Attributes:
        line: The 1-based line, 0 where it isn't known.
    """

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line


def is_map(value: object) -> TypeGuard[Values]:
    """Whether a value is a map with texts as keys."""
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def text(data: Values, key: str) -> str | None:
    """The text under a key; None where there is none, or an empty one."""
    value = data.get(key)
    return value if isinstance(value, str) and value else None


def flag(data: Values, key: str) -> bool | None:
    """The yes or no under a key."""
    value = data.get(key)
    return value if isinstance(value, bool) else None


def number(data: Values, key: str) -> float | None:
    """The finite number under a key, written as one or as its text ("10")."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def inner(data: Values, key: str) -> Values:
    """The map under a key; an empty one where there is none."""
    value = data.get(key)
    return value if is_map(value) else {}


def listed(data: Values, key: str) -> tuple[object, ...]:
    """The items of the list under a key."""
    value = data.get(key)
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def maps(data: Values, key: str) -> tuple[Values, ...]:
    """Those items of the list under a key that are maps."""
    return tuple(item for item in listed(data, key) if is_map(item))


def texts(data: Values, key: str) -> tuple[str, ...]:
    """Those items of the list under a key that are texts; a text alone is a list of one."""
    value = data.get(key)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(item for item in listed(data, key) if isinstance(item, str) and item)


def choice(value: object, label: object = None) -> Choice:
    """One value to choose, called by its label or else as it is written."""
    if isinstance(label, str) and label:
        return Choice(value, label)
    if value is None:
        return Choice(value, "None")
    return Choice(value, ("Yes" if value else "No") if isinstance(value, bool) else str(value))


def clean_folder(path: str) -> str | None:
    """A folder as "a/b" below the site’s root, "" for the root; None for what is no such path."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return (
        None
        if "\0" in path or ".." in parts or (parts and parts[0].endswith(":"))
        else "/".join(parts)
    )


def read_source(
    root: Path, path: str, notices: list[SchemaNotice], *, most: int = MOST_BYTES
) -> str | None:
    """The text of a schema file; None where there is none, or none that can be read.

    Args:
        root: The site's root.
        path: Of the file, relative to it.
        notices: Where it is told why a file that is there can't be read.
        most: How many bytes it may have.
    """
    try:
        with (root / path).open("rb") as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return None
    except OSError:
        notices.append(
            SchemaNotice(path, f"“{path}” can’t be read.", "Check who may read the file.")
        )
        return None
    if len(data) > most:
        notices.append(
            SchemaNotice(
                path, f"“{path}” is too large to be read.", "Fields are taken from the posts."
            )
        )
        return None
    return data.decode("utf-8-sig", errors="replace")


def within_depth(value: object) -> object:
    """The value itself, once it is known that readers can follow it to its end.

    Raises:
        BrokenSourceError: It is nested deeper than anything written by hand, aliases followed.
    """
    waiting = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > _MOST_DEPTH:
            raise BrokenSourceError
        if isinstance(one, Mapping):
            waiting += [(part, depth + 1) for part in one.values()]
        elif isinstance(one, (list, tuple)):
            waiting += [(part, depth + 1) for part in one]
    return value


def read_json(
    root: Path, path: str, notices: list[SchemaNotice], *, most: int = MOST_BYTES
) -> object:
    """What a JSON file says; None where there is none, or none that can be read.

    Args:
        root: The site's root.
        path: Of the file, relative to it.
        notices: Where it is told why a file that is there can't be read.
        most: How many bytes it may have.
    """
    source = read_source(root, path, notices, most=most)
    if source is None:
        return None
    try:
        return within_depth(cast("object", json.loads(source)))
    except json.JSONDecodeError as error:
        notices.append(broken_notice(path, "JSON", error.lineno))
    except (ValueError, RecursionError, BrokenSourceError):
        notices.append(broken_notice(path, "JSON", 0))
    return None


def parse_yaml(source: str) -> object:
    """What a YAML text says, aliases and merges resolved; None for an empty one.

    Raises:
        BrokenSourceError: It is not YAML, or more of it than anybody writes by hand.
    """
    source = readable_by_libyaml(source)
    try:
        return None if read_tree(source) is None else within_depth(read_value(source))
    except TwoDocumentsError as error:
        raise BrokenSourceError(source.count("\n", 0, error.args[0]) + 1) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenSourceError(mark.line + 1 if mark else 0) from error
    except (yaml.YAMLError, TooMuchError, RecursionError) as error:
        raise BrokenSourceError from error


def broken_notice(path: str, language: str, line: int) -> SchemaNotice:
    """What is said of a schema file that is not what its name says.

    Args:
        path: Relative to the site's root.
        language: "YAML", "JSON", "TOML".
        line: The 1-based line, 0 where it isn't known.
    """
    where = f": line {line} is not valid {language}" if line else f": it is not valid {language}"
    return SchemaNotice(
        path,
        f"“{path}” can’t be read{where}.",
        "Correct it; until then fields are taken from the posts.",
        line,
    )
