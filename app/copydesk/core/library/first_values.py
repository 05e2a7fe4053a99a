"""What the fields of a new post hold at first."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.library.manner import DATE_KEYS, DRAFT_KEYS, Manner, date_like
from copydesk.core.posts.field_edits import Bare
from copydesk.core.site.date_formats import format_date
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.rules import DATES, TEXTS, is_listed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

TITLE_KEYS = ("title", "headline", "name")
"""What sites call a post's title, the usual name first."""
# What tools write for "the moment it is made".
_NOW = re.compile(r"\{\{\s*(?:now|today|date)\s*\}\}", re.IGNORECASE)
_TITLE_TAG = re.compile(r"\{\{\s*(?:title|fields\.title)\s*\}\}", re.IGNORECASE)
_SLUG_TAG = re.compile(r"\{\{\s*slug\s*\}\}", re.IGNORECASE)
_UUID_TAG = re.compile(r"\{\{\s*uuid\s*\}\}", re.IGNORECASE)
_NAMED_BY_TEXT = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE)
_MOST_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known when a post is made.

    Attributes:
        title: The editor's.
        slug: Made from it.
        now: The moment, with a time zone.
        manner: How the posts beside it are written.
    """

    title: str
    slug: str
    now: dt.datetime
    manner: Manner


def title_key(fields: Sequence[Field]) -> str:
    """The field that holds a post's title; "" where there is none."""
    names = {field.name for field in fields}
    named = next((key for key in TITLE_KEYS if key in names), "")
    texts = (field.name for field in fields if field.type is FieldType.TEXT and field.required)
    return named or next(texts, "")


def first_values(fields: Sequence[Field], begun: Beginning) -> list[tuple[str, object]]:
    """The fields that a new post has, in the schema's order, with what each holds.

    Those are its title and date, what makes it a draft, what has a default, and what the site
    requires, open for the editor to fill.
    """
    title = title_key(fields)
    values: list[tuple[str, object]] = []
    is_draft = False
    for field in fields:
        optional = not field.required and field.default is None
        if is_draft and optional and draft_value(field) is not None:
            continue  # one that says so is enough
        is_draft |= draft_value(field) is not None
        if field.name == title:
            values.append((field.name, begun.title))
            continue
        said, value = _first_value(field, begun)
        if said:
            values.append((field.name, value))
    return values


def _first_value(field: Field, begun: Beginning, depth: int = 0) -> tuple[bool, object]:
    draft = draft_value(field) if not depth else None
    if draft is not None:
        return True, draft
    if field.default is not None:
        return True, _default(field, begun)
    if field.type in DATES and (field.required or (field.name in DATE_KEYS and not depth)):
        return True, date_value(field, begun)
    if field.type is FieldType.SLUG and field.required:
        return True, begun.slug
    if not field.required or field.hidden or field.when is not None:
        return False, None
    return True, _empty(field, begun, depth)


def draft_value(field: Field) -> object | None:
    """What makes a post a draft, if the field is one that can; else None."""
    if field.name not in DRAFT_KEYS:
        return None
    if field.type is FieldType.BOOLEAN:
        return field.name != "published"
    return next(
        (
            choice.value
            for choice in field.choices
            if isinstance(choice.value, str) and choice.value.casefold() == "draft"
        ),
        None,
    )


def date_value(field: Field, begun: Beginning) -> object:
    """The moment, written as the field wants it, or else as the posts beside it write theirs."""
    if field.date_format:
        return format_date(begun.now, field.date_format)
    like = begun.manner.date_source(field.name)
    if not like and field.name == begun.manner.date_key:
        like = begun.manner.date_like
    plain = begun.now.date().isoformat()
    if field.type is FieldType.DATETIME:
        plain = begun.now.isoformat(timespec="seconds")
    written = date_like(like, begun.now) if like else plain
    return written.strip("'\"") if field.as_text or written[:1] in "'\"" else Bare(written)


def _default(field: Field, begun: Beginning) -> object:
    default = field.default
    if field.type in DATES and isinstance(default, str):
        if _NOW.search(default) or default.casefold() in ("now", "today"):
            return date_value(field, begun)
        return default if field.as_text or field.date_format else Bare(default)
    return _filled(default, begun)


def _filled(value: object, begun: Beginning) -> object:
    """A default with its tags filled in, those inside lists and groups too."""
    if isinstance(value, Mapping):
        return {key: _filled(inner, begun) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(item, begun) for item in value]
    if not isinstance(value, str):
        return value
    text = _TITLE_TAG.sub(lambda _tag: begun.title, value)
    text = _SLUG_TAG.sub(lambda _tag: begun.slug, text)
    text = _UUID_TAG.sub(lambda _tag: str(uuid.uuid4()), text)
    return _NOW.sub(lambda _tag: begun.now.date().isoformat(), text)


def _empty(field: Field, begun: Beginning, depth: int) -> object:
    if is_listed(field):
        return []
    match field.type:
        case FieldType.BOOLEAN:
            return False
        case FieldType.OBJECT if depth < _MOST_DEPTH:
            inner = ((one.name, *_first_value(one, begun, depth + 1)) for one in field.fields)
            return {name: value for name, said, value in inner if said}
        case FieldType.CHOICE if len(field.choices) == 1 and not field.open_choices:
            return field.choices[0].value
        case FieldType.CHOICE if not all(isinstance(one.value, str) for one in field.choices):
            return Bare("")
        case kind if kind in TEXTS or kind in _NAMED_BY_TEXT:
            return ""
    return Bare("")
