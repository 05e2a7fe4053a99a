"""Checks the values of `copydesk.toml` against the table of its keys."""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_right
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from copydesk.core.posts.toml_tree import TomlShapeError, read_toml
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.site.schema.common import clean_folder
from copydesk.core.site.schema.copydesk_keys import (
    ALIASES,
    KIND_WORDS,
    TABLE_WORDS,
    TABLES,
    Key,
    type_of,
    type_word,
)
from copydesk.core.site.schema.facts import SchemaNotice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.posts.paths import FieldPath

FILE_NAME = "copydesk.toml"
HELP = "The help page about copydesk.toml has all keys."

Checked = dict[str, object]
"""The sound values of a table, by attribute; tables within it are checked ones too."""

_MOST_NOTICES = 30
_DEEPEST = 16
_LINE_END = re.compile(r"\r\n|\n|\r")


class _Wrong(Exception):  # noqa: N818 - never leaves this module
    """A value that its key can't have; it was told."""


class Checker:
    """Goes through the values once, and notes what is wrong on the way.

    Attributes:
        notices: What is wrong, in the order of the file.
    """

    def __init__(self, source: str) -> None:
        """Takes the text of the file, for the lines of what is told."""
        self._lines = _lines_of(source)
        self._notices: list[SchemaNotice] = []

    @property
    def notices(self) -> tuple[SchemaNotice, ...]:
        """What is wrong, by line."""
        found = sorted(self._notices, key=lambda notice: notice.line)
        if len(found) <= _MOST_NOTICES:
            return tuple(found)
        more = len(found) - _MOST_NOTICES
        last = SchemaNotice(FILE_NAME, f"“{FILE_NAME}” has {more} more mistakes like these.")
        return (*found[:_MOST_NOTICES], last)

    def table(self, name: str, values: Mapping[str, object], path: FieldPath = ()) -> Checked:
        """The sound values of one table.

        Args:
            name: Which table it is.
            values: As TOML has them.
            path: Where it stands in the file.
        """
        known = {key.name: key for key in TABLES[name]}
        result: Checked = {}
        for key_name, value in values.items():
            key = known.get(key_name)
            if key is None:
                self._tell_unknown(name, key_name, path)
                continue
            try:
                result[key.attribute] = self._value(key, value, (*path, key_name))
            except _Wrong:
                continue
        for key in known.values():
            if key.needed and key.name not in values:
                self._tell(path, f"{_capital(TABLE_WORDS[name])} needs “{key.name}”.", "Add it.")
                raise _Wrong
        if name == "fields":
            self._check_field(result, path)
        return result

    # --- values

    def _value(self, key: Key, value: object, path: FieldPath) -> object:
        if len(path) > _DEEPEST:
            self._tell(path, "This is nested too deep.", "Fields further in are not read.")
            raise _Wrong
        if key.kind == "table":
            if not isinstance(value, Mapping):
                raise self._wrong(key, path)
            return self.table(key.table, value, path)
        if key.kind == "tables":
            return self._tables(key, value, path)
        if key.kind == "rules":
            # The rules themselves are no business of a site's schema: who knows them checks this.
            if not isinstance(value, Mapping):
                raise self._wrong(key, path)
            return value
        if key.kind == "choices":
            return self._choices(key, value, path)
        plain = self._plain(key, value)
        if plain is None:
            raise self._wrong(key, path)
        if key.allowed and plain not in key.allowed:
            near = get_close_matches(str(plain).lower().replace("_", "-"), key.allowed, n=1)
            step = f"Did you mean “{near[0]}”?" if near else f"It is one of {_listed(key.allowed)}."
            self._tell(path, f"“{key.name}” can’t be “{plain}”.", step)
            raise _Wrong
        return plain

    @staticmethod
    def _plain(key: Key, value: object) -> object:
        """The value where it is of the key's kind; None where it isn't."""
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        match key.kind:
            case "text":
                return value if isinstance(value, str) else None
            case "path":
                return clean_folder(value) if isinstance(value, str) else None
            case "flag":
                return value if isinstance(value, bool) else None
            case "number":
                finite = is_number and math.isfinite(value)  # type: ignore[arg-type]  # a number
                return value if finite else None
            case "count":
                whole = is_number and isinstance(value, int) and value >= 0
                return value if whole else None
            case "texts":
                sound = isinstance(value, list) and all(isinstance(one, str) for one in value)
                return tuple(value) if sound else None  # type: ignore[arg-type]  # a list
            case "date":
                if isinstance(value, dt.date):
                    return value.isoformat()
                return value if isinstance(value, str) and _is_date(value) else None
        return value.isoformat() if isinstance(value, dt.time) else value

    def _tables(self, key: Key, value: object, path: FieldPath) -> object:
        if not isinstance(value, Mapping):
            raise self._wrong(key, path)
        result: Checked = {}
        for name, inner in value.items():
            if not isinstance(inner, Mapping):
                what = TABLE_WORDS[key.table]
                self._tell((*path, name), f"“{name}” is {what}, and {what} is a table.", HELP)
                continue
            try:
                result[name] = self.table(key.table, inner, (*path, name))
            except _Wrong:
                continue
        return result

    def _choices(self, key: Key, value: object, path: FieldPath) -> object:
        if not isinstance(value, list):
            raise self._wrong(key, path)
        found: list[Checked] = []
        for number, one in enumerate(value):
            if isinstance(one, Mapping):
                try:
                    found.append(self.table("choices", one, (*path, number)))
                except _Wrong:
                    continue
            elif isinstance(one, (str, int, float, bool)):
                found.append({"value": one})
            else:
                self._tell(path, "A choice is a text, a number, or true or false.", HELP)
        return found

    # --- what is wrong

    def _check_field(self, field: Checked, path: FieldPath) -> None:
        """Tells of values that are sound alone, but not together."""
        low, high = field.get("minimum"), field.get("maximum")
        if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low > high:
            step = "No value can be both: correct one of them."
            self._tell((*path, "minimum"), "“minimum” is greater than “maximum”.", step)
        kind = field.get("type")
        if not isinstance(kind, str):
            return
        for key in TABLES["fields"]:
            if key.of and key.attribute in field and type_of(kind) not in key.of:
                self._tell(
                    (*path, key.name),
                    f"“{key.name}” says nothing of a field of the type “{kind}”.",
                    f"It is for {_listed(map(type_word, key.of))}.",
                )

    def _wrong(self, key: Key, path: FieldPath) -> _Wrong:
        article = "" if key.kind in ("flag", "texts", "any") else "a "
        kind = KIND_WORDS[key.kind]
        article = "a " if kind.startswith("list") else article
        holder = path[-2] if len(path) > 1 else 0
        where = f" of “{holder}”" if isinstance(holder, str) else ""
        self._tell(path, f"“{key.name}”{where} must be {article}{kind}.", "It is passed over.")
        return _Wrong()

    def _tell_unknown(self, table: str, name: str, path: FieldPath) -> None:
        names = [key.name for key in TABLES[table]]
        plain = name.lower().replace("_", "-")
        alias = ALIASES.get(plain.replace("-", ""))
        near = [plain] if plain in names else get_close_matches(plain, names, n=1)
        if not near and alias in names:
            near = [str(alias)]
        step = f"Did you mean “{near[0]}”?" if near else HELP
        self._tell((*path, name), f"“{name}” is no key that {TABLE_WORDS[table]} has.", step)

    def _tell(self, path: FieldPath, sentence: str, next_step: str) -> None:
        self._notices.append(SchemaNotice(FILE_NAME, sentence, next_step, self.line_of(path)))

    def line_of(self, path: FieldPath) -> int:
        """The 1-based line of a key, or of the innermost table around it that has one; else 0."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 0


def _lines_of(source: str) -> dict[FieldPath, int]:
    """The first 1-based line of each key and table."""
    try:
        names = list(read_toml(source).names())
    except (TomlShapeError, TooMuchError):
        return {}
    starts = [0, *(found.end() for found in _LINE_END.finditer(source))]
    result: dict[FieldPath, int] = {}
    for name in names:
        result.setdefault(name.path, bisect_right(starts, name.span.start))
    return result


def _is_date(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(words: Iterable[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
