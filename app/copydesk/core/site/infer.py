"""Which fields a collection has, learned from the posts that are in it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Choice, Field, FieldType
from copydesk.core.site.labels import humanise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOURCE = "its other posts"
"""What `Field.source` says of a field learned here."""

# A field that all but a straggler in forty have is one that the site counts on.
_REQUIRED_SHARE = 0.97
_REQUIRED_SAMPLES = 5
# Choices: few, short, and each used about three times on average.
_MOST_CHOICES = 12
_LONGEST_CHOICE = 40
_CHOICE_SAMPLES = 6
_CHOICE_REPEATS = 3
# A text longer than this does not fit on two lines of a form 280 pixels wide.
_LONG_TEXT = 90

# Groups within groups, and keys of one, beyond which a form is of no help.
_MOST_DEPTH = 8
_MOST_PARTS = 200

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}$")
_DATETIME = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"\s*(?:[Zz]|[-+]\d{1,2}(?::?\d{2})?)?$"
)
_IMAGE = re.compile(
    r"[^\n]+\.(?:jpe?g|png|webp|gif|svg|avif|bmp|tiff?|ico)(?:[?#]\S*)?$", re.IGNORECASE
)
_URL = re.compile(r"(?:https?|mailto|ftp)://?\S+$|mailto:\S+$", re.IGNORECASE)
_LONG_KEYS = re.compile(
    r"desc|summary|excerpt|abstract|teaser|standfirst|lede|dek|intro|blurb", re.IGNORECASE
)
_IMAGE_KEYS = re.compile(
    r"^(?:hero|cover|banner|thumb(?:nail)?|photo|picture)$|image$|img$", re.IGNORECASE
)
_IMAGE_TEXT_KEYS = re.compile(r"alt|caption|credit|title|position|width|height|text", re.IGNORECASE)
_FREE_KEYS = re.compile(
    r"title|headline|slug|permalink|description|summary|^id$|^url$", re.IGNORECASE
)
_LIST_KEYS = re.compile(
    r"^(?:tags?|categor(?:y|ies)|keywords|topics|authors|aliases)$", re.IGNORECASE
)
_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.URL, FieldType.IMAGE)

_SCALARS = (FieldType.NUMBER, FieldType.BOOLEAN, FieldType.DATE, FieldType.DATETIME)


def infer_fields(samples: Sequence[Mapping[str, object]]) -> tuple[Field, ...]:
    """The fields that posts with these metadata share, in their usual order.

    Args:
        samples: The metadata of each post; dates may be values or their ISO text.
    """
    values: dict[str, list[object]] = {}
    places: dict[str, list[float]] = {}
    for sample in samples:
        for place, (key, value) in enumerate(sample.items()):
            values.setdefault(key, []).append(value)
            places.setdefault(key, []).append(place / len(sample))
    total = max(len(samples), 1)
    fields = [_field(key, found, total) for key, found in values.items()]
    fields.sort(key=lambda field: sum(places[field.name]) / len(places[field.name]))
    return tuple(fields)


def field_for_value(key: str, value: object) -> Field:
    """The field that a value alone, in one post, suggests."""
    kind = kind_of(key, value) or _kind_by_key(key)
    return _with_parts(Field(key, humanise(key), kind), [value])


def field_for_key(key: str) -> Field:
    """The field that its name alone suggests, for one that no post has yet."""
    return Field(key, humanise(key), _kind_by_key(key))


def fitting_type(field: Field, value: object) -> FieldType:
    """The type of editor for this very value: the field's own where the value is of its kind."""
    if value is None or value == "":
        return field.type
    own = kind_of(field.name, value)
    if own is field.type or own is None:
        return field.type
    if field.type in (*_TEXTS, FieldType.CHOICE):
        if isinstance(value, str):
            return FieldType.LONG_TEXT if "\n" in value else field.type
        if own in _SCALARS:
            return field.type  # shown as it is written; what is typed over it is text
    if {own, field.type} == {FieldType.DATE, FieldType.DATETIME}:
        return FieldType.DATETIME
    if isinstance(value, str) and field.type in (FieldType.DATE, FieldType.DATETIME):
        return field.type  # a date that isn't one yet: the editor says so
    return own


def kind_of(key: str, value: object) -> FieldType | None:
    """The kind of one value; None where it is empty and says nothing."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, bool):
        return FieldType.BOOLEAN
    if isinstance(value, int | float):
        return FieldType.NUMBER
    if isinstance(value, dt.datetime):
        return FieldType.DATETIME
    if isinstance(value, dt.date):
        return FieldType.DATE
    if isinstance(value, Mapping):
        return FieldType.OBJECT
    if isinstance(value, list | tuple):
        plain = all(isinstance(item, str | int | float) for item in value)
        return FieldType.TAGS if plain else FieldType.LIST
    if isinstance(value, str):
        return _kind_of_text(key, value)
    return FieldType.RAW


def _kind_of_text(key: str, value: str) -> FieldType:
    text = value.strip()
    if len(text) < 40 and text[:1].isdigit():
        if _DATE.match(text):
            return FieldType.DATE
        if _DATETIME.match(text):
            return FieldType.DATETIME
    if "\n" in text:
        return FieldType.LONG_TEXT
    if _names_image(key) or (_IMAGE.match(text) and " " not in text.rsplit("/", 1)[-1]):
        return FieldType.IMAGE
    if _URL.match(text):
        return FieldType.URL
    if _LONG_KEYS.search(key) or (len(text) > _LONG_TEXT and not _FREE_KEYS.search(key)):
        return FieldType.LONG_TEXT
    return FieldType.TEXT


def _names_image(key: str) -> bool:
    return bool(_IMAGE_KEYS.search(key)) and not _IMAGE_TEXT_KEYS.search(key)


def _kind_by_key(key: str) -> FieldType:
    lower = key.lower()
    if _LIST_KEYS.match(key) and lower not in ("tag", "category"):
        return FieldType.TAGS
    if lower in ("draft", "published", "featured", "pinned", "hidden", "noindex", "toc"):
        return FieldType.BOOLEAN
    if lower.endswith("date") or lower in ("updated", "lastmod", "date_published"):
        return FieldType.DATE
    if lower.endswith(("datetime", "_at")):
        return FieldType.DATETIME
    if lower in ("weight", "order", "priority", "rating"):
        return FieldType.NUMBER
    if _names_image(key):
        return FieldType.IMAGE
    if _LONG_KEYS.search(key):
        return FieldType.LONG_TEXT
    return FieldType.URL if lower in ("url", "link", "canonical", "website") else FieldType.TEXT


def _field(key: str, values: list[object], total: int) -> Field:
    kinds = Counter(kind for value in values if (kind := kind_of(key, value)) is not None)
    kind = _agreed(kinds) if kinds else _kind_by_key(key)
    choices: tuple[Choice, ...] = ()
    if kind is FieldType.TEXT and not _FREE_KEYS.search(key):
        choices = _choices(value for value in values if isinstance(value, str) and value)
    filled = sum(kinds.values())
    field = Field(
        key,
        humanise(key),
        FieldType.CHOICE if choices else kind,
        required=total >= _REQUIRED_SAMPLES and filled / total >= _REQUIRED_SHARE,
        choices=choices,
        source=SOURCE,
        share=len(values) / total,
    )
    return _with_parts(field, values)


def _with_parts(field: Field, values: Sequence[object], depth: int = 0) -> Field:
    """A group or list with what is in it, learned from all its values."""
    if depth > _MOST_DEPTH:
        return replace(field, type=FieldType.RAW)
    if field.type is FieldType.OBJECT:
        maps = [{str(k): v for k, v in one.items()} for one in values if isinstance(one, Mapping)]
        return replace(field, fields=_parts(maps, depth + 1))
    if field.type is FieldType.LIST:
        items = [item for one in values if isinstance(one, list | tuple) for item in one]
        kinds = Counter(kind for item in items if (kind := kind_of("", item)) is not None)
        kind = _agreed(kinds) if kinds else FieldType.TEXT
        item = Field("", field.label, FieldType.RAW if kind is FieldType.LIST else kind)
        return replace(field, item=_with_parts(item, items, depth + 1))
    return field


def _parts(maps: Sequence[Mapping[str, object]], depth: int) -> tuple[Field, ...]:
    """The fields of groups: what each holds is nobody's rule, so none is required."""
    values: dict[str, list[object]] = {}
    for one in maps:
        for key, value in one.items():
            values.setdefault(key, []).append(value)
    fields = []
    for key, found in list(values.items())[:_MOST_PARTS]:
        kinds = Counter(kind for value in found if (kind := kind_of(key, value)) is not None)
        kind = _agreed(kinds) if kinds else _kind_by_key(key)
        field = Field(key, humanise(key), kind, source=SOURCE, share=len(found) / len(maps))
        fields.append(_with_parts(field, found, depth))
    return tuple(fields)


def _agreed(kinds: Counter[FieldType]) -> FieldType:
    """The kind that most values have; of kindred ones, that which can hold them all."""
    if kinds[FieldType.DATETIME] and 4 * kinds[FieldType.DATETIME] >= kinds[FieldType.DATE]:
        kinds[FieldType.DATETIME] += kinds.pop(FieldType.DATE, 0)
    if 3 * kinds[FieldType.LONG_TEXT] >= kinds[FieldType.TEXT]:
        kinds[FieldType.LONG_TEXT] += kinds.pop(FieldType.TEXT, 0)
    if kinds[FieldType.URL] and kinds[FieldType.IMAGE]:
        kinds[FieldType.IMAGE] += kinds.pop(FieldType.URL)
    kind, most = kinds.most_common(1)[0]
    if 2 * most > kinds.total():
        return kind
    return FieldType.TEXT if set(kinds) <= set(_TEXTS) else FieldType.RAW


def _choices(texts: Iterable[str]) -> tuple[Choice, ...]:
    """The values to choose from, most used first; none where they hardly repeat."""
    counts = Counter(texts)
    total = counts.total()
    if (
        total < _CHOICE_SAMPLES
        or not 2 <= len(counts) <= _MOST_CHOICES
        or total < _CHOICE_REPEATS * len(counts)
        or any(len(text) > _LONGEST_CHOICE or "\n" in text for text in counts)
    ):
        return ()
    return tuple(Choice(text, text) for text, _count in counts.most_common())
