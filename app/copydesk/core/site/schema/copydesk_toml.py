"""`copydesk.toml` in a site's root: what adds to all other sources, or overrules them.

Its keys are those of `copydesk_keys.TABLES`, which also check it: what is unknown or of the wrong
kind makes a notice with its line and is passed over, and all else counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from copydesk.core.posts.toml_values import toml_data
from copydesk.core.posts.yaml_tree import TooMuchError
from copydesk.core.site.field import Condition, FieldType, Media, Reference
from copydesk.core.site.schema.common import broken_notice, choice, read_source
from copydesk.core.site.schema.copydesk_check import FILE_NAME, Checked, Checker
from copydesk.core.site.schema.copydesk_keys import NO_GENERATOR, type_of
from copydesk.core.site.schema.facts import (
    EVERY,
    BlockFacts,
    CollectionFacts,
    FieldFacts,
    NewPostRule,
    Reading,
    SchemaNotice,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.model import EngineName, Generator, Site

LABEL = FILE_NAME

_LINE = re.compile(r"\(at line (\d+)")
_RULE = (
    "file_name", "suffix", "format", "slug_from", "slug_words", "slug_length", "ascii_slug",
    "template",
)  # fmt: skip
_NESTED = ("type", "choices", "reference", "media", "when", "fields", "item", "blocks", "slug_from")
# What a field holds is plain from these, whatever else is left open.
_TELLING = {"fields": FieldType.OBJECT, "item": FieldType.LIST, "blocks": FieldType.BLOCK}


@dataclass(frozen=True, slots=True)
class SiteRule:
    """What the file says of the site as a whole.

    Attributes:
        generator: Which generator builds it; None for none, where `stated`.
        stated: Whether the file speaks of the generator at all.
        engine: How Markdown is read; None where it is left open.
        name: What the site is called; "" where it is left open.
    """

    generator: Generator | None = None
    stated: bool = False
    engine: EngineName | None = None
    name: str = ""


def read_site_rule(root: Path) -> SiteRule:
    """What the file in a folder says of the site; nothing where there is none to be read."""
    site = _table(_checked(root).values, "site")
    generator = site.get("generator")
    return SiteRule(
        None if generator == NO_GENERATOR else cast("Generator | None", generator),
        generator is not None,
        cast("EngineName | None", site.get("engine")),
        str(site.get("name", "")),
    )


def read(root: Path, site: Site) -> Reading:  # noqa: ARG001 - as every reader is asked
    """What the file says of collections and fields."""
    read_file = _checked(root)
    checked, notices = read_file.values, read_file.notices
    collections = [
        _collection(name, cast("Checked", values))
        for name, values in _table(checked, "collections").items()
    ]
    every = _fields(_table(checked, "fields"))
    if every:
        collections.append(
            CollectionFacts(name=EVERY, source=FILE_NAME, fields=every, partial=True)
        )
    return Reading(tuple(collections), notices, (FILE_NAME,))


def read_review(root: Path) -> tuple[Checked, Callable[[FieldPath], int]]:
    """What the file says of the review, its rules unchecked; and the 1-based line of any path."""
    file = _checked(root)
    return _table(file.values, "review"), file.line_of


@dataclass(frozen=True, slots=True)
class _File:
    """The file as read: its sound values, what is wrong, and the line of each path."""

    values: Checked
    notices: tuple[SchemaNotice, ...]
    line_of: Callable[[FieldPath], int]


def _no_line(_path: FieldPath) -> int:
    return 0


def _checked(root: Path) -> _File:
    notices: list[SchemaNotice] = []
    source = read_source(root, FILE_NAME, notices)
    if source is None:
        return _File({}, tuple(notices), _no_line)
    try:
        data = toml_data(source)
    except (ValueError, TooMuchError, RecursionError) as error:
        line = _LINE.search(str(error))
        broken = broken_notice(FILE_NAME, "TOML", int(line[1]) if line else 0)
        return _File({}, (broken,), _no_line)
    checker = Checker(source)
    return _File(checker.table("", data), checker.notices, checker.line_of)


def _table(values: Checked, key: str) -> Checked:
    """A table within a checked one; an empty one where there is none."""
    return cast("Checked", values.get(key, {}))


# --- collections


def _collection(name: str, values: Checked) -> CollectionFacts:
    folder = cast("str | None", values.get("folder"))
    selector = _table(values, "selector")
    return CollectionFacts(
        name=name,
        source=FILE_NAME,
        label=cast("str | None", values.get("label")),
        # A collection that is told by a field may lie anywhere.
        folder="" if folder is None and selector else folder,
        files=_texts(values, "files"),
        include=_texts(values, "include"),
        exclude=_texts(values, "exclude"),
        fields=_fields(_table(values, "fields")),
        order=_texts(values, "order"),
        partial=True,
        closed=cast("bool | None", values.get("closed")),
        selector=(str(selector["field"]), str(selector["value"])) if selector else None,
        new_post=_new_post(values),
    )


def _new_post(values: Checked) -> NewPostRule:
    fences = _texts(values, "fences")
    stated = {name: values[name] for name in _RULE if name in values}
    return NewPostRule(
        **stated,  # type: ignore[arg-type]  # the table of keys has their kinds
        fences=(fences[0], fences[1]) if len(fences) == 2 else None,
        may_create=cast("bool | None", values.get("new_posts")),
    )


def _texts(values: Checked, key: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", values.get(key, ()))


# --- fields


def _fields(values: Checked) -> tuple[FieldFacts, ...]:
    return tuple(_field(name, cast("Checked", one)) for name, one in values.items())


def _field(name: str, values: Checked) -> FieldFacts:
    plain = {key: value for key, value in values.items() if key not in _NESTED}
    nested: dict[str, object] = {}
    if "type" in values:
        nested["type"] = type_of(str(values["type"]))
    for key, kind in _TELLING.items():
        if key in values:
            nested.setdefault("type", kind)
    if "choices" in values:
        found = cast("list[Checked]", values["choices"])
        nested["choices"] = tuple(choice(one["value"], one.get("label")) for one in found)
    if "slug_from" in values:
        nested["slug_from"] = _texts(values, "slug_from")
    if "fields" in values:
        nested["fields"] = _fields(_table(values, "fields"))
    if "item" in values:
        nested["item"] = _field("", _table(values, "item"))
    if "blocks" in values:
        nested["blocks"] = tuple(
            _block(kind, cast("Checked", one)) for kind, one in _table(values, "blocks").items()
        )
    for key, make in (("reference", _reference), ("media", _media), ("when", _condition)):
        if key in values:
            nested[key] = make(_table(values, key))
    return FieldFacts(name=name, **plain, **nested)  # type: ignore[arg-type]  # kinds as in the table


def _block(name: str, values: Checked) -> BlockFacts:
    label = cast("str | None", values.get("label"))
    return BlockFacts(name, label, _fields(_table(values, "fields")))


def _reference(values: Checked) -> Reference:
    return Reference(**{"collection": "", **values})  # type: ignore[arg-type]  # kinds as in the table


def _media(values: Checked) -> Media:
    extensions = tuple(one.lower().lstrip(".") for one in _texts(values, "extensions"))
    return Media(**{**values, "extensions": extensions})  # type: ignore[arg-type]  # kinds as in the table


def _condition(values: Checked) -> Condition:
    return Condition(**{"operator": "eq", **values})  # type: ignore[arg-type]  # kinds as in the table
