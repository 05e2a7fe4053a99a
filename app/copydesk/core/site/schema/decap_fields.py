"""The fields of a Decap or Sveltia collection: one function a widget."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType, Reference
from copydesk.core.site.schema.common import (
    choice,
    flag,
    inner,
    is_map,
    listed,
    maps,
    number,
    text,
    texts,
)
from copydesk.core.site.schema.decap_dates import date_facts
from copydesk.core.site.schema.decap_media import Folders, media_of, takes_several
from copydesk.core.site.schema.facts import BlockFacts, FieldFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from copydesk.core.site.field import Choice
    from copydesk.core.site.schema.common import Values

# Options by their names in old configurations, which are still read.
_OLD_KEYS = {
    "dateFormat": "date_format",
    "timeFormat": "time_format",
    "pickerUtc": "picker_utc",
    "valueType": "value_type",
    "valueField": "value_field",
    "searchFields": "search_fields",
    "displayFields": "display_fields",
    "type_key": "typeKey",
}
# What a post need not have though nobody said so: there is nothing to fill in.
_NEVER_MISSED = ("boolean", "hidden", "compute", "uuid")
_ONE_TAG = re.compile(r"\{\{\s*([^{}|]+?)\s*(?:\|[^{}]*)?\}\}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the fields of one collection are read with.

    Attributes:
        folders: Where files go.
        sveltia: Whether it is Sveltia's configuration, which reads some options otherwise.
        posts: The names of the collections whose entries are posts.
        slug_from: The fields that a slug is made from.
    """

    folders: Folders
    sveltia: bool = False
    posts: frozenset[str] = field(default_factory=frozenset)
    slug_from: tuple[str, ...] = ("title",)


def fields_of(data: Values, around: Surroundings, key: str = "fields") -> tuple[FieldFacts, ...]:
    """The fields under a key; of two with one name the first."""
    result: dict[str, FieldFacts] = {}
    for one in maps(data, key):
        facts = field_facts(one, around)
        if facts is not None:
            result.setdefault(facts.name, facts)
    return tuple(result.values())


def field_facts(data: Values, around: Surroundings) -> FieldFacts | None:
    """One field; None for what is no field of the post's: one without a name, or of its path."""
    name = text(data, "name")
    if name is None or data.get("meta") is True:
        return None
    data = {**{new: data[old] for old, new in _OLD_KEYS.items() if old in data}, **data}
    widget = text(data, "widget") or "string"
    rule, message = _pattern(data)
    facts = FieldFacts(
        name=name,
        label=text(data, "label"),
        required=_required(data, widget),
        pattern=rule,
        pattern_message=message,
        default=data.get("default"),
        read_only=flag(data, "readonly"),
        hint=_hint(data, around),
    )
    around = replace(around, folders=around.folders.below(data))
    return _MAKERS.get(widget, _custom)(facts, data, around)


def _required(data: Values, widget: str) -> bool | None:
    said = data.get("required")
    if isinstance(said, bool):
        return said
    if isinstance(said, list):
        return bool(said)
    return None if widget in _NEVER_MISSED else True


def _hint(data: Values, around: Surroundings) -> str | None:
    # In Decap a comment goes into the file, in Sveltia it is help.
    said = (text(data, "comment") if around.sveltia else None, text(data, "hint"))
    return " ".join(" ".join(one.split()) for one in said if one) or None


def _pattern(data: Values) -> tuple[str | None, str | None]:
    said = data.get("pattern")
    if isinstance(said, str):
        return said or None, None
    words = [one if isinstance(one, str) and one else None for one in listed(data, "pattern")[:2]]
    rule, message = (*words, None, None)[:2]
    return rule, message if rule else None


def _string(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    kinds = {"url": FieldType.URL, "email": FieldType.EMAIL}
    kind = kinds.get(text(data, "type") or "", FieldType.TEXT)
    if kind is FieldType.TEXT and facts.name == "slug":
        return replace(_lengths(facts, data), type=FieldType.SLUG, slug_from=around.slug_from)
    return replace(_lengths(facts, data), type=kind)


def _text(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    return replace(_lengths(facts, data), type=FieldType.LONG_TEXT)


def _lengths(facts: FieldFacts, data: Values) -> FieldFacts:
    return replace(facts, minimum=number(data, "minlength"), maximum=number(data, "maxlength"))


def _limits(facts: FieldFacts, data: Values) -> FieldFacts:
    return replace(facts, minimum=number(data, "min"), maximum=number(data, "max"))


def _boolean(facts: FieldFacts, _data: Values, _around: Surroundings) -> FieldFacts:
    return replace(facts, type=FieldType.BOOLEAN)


def _number(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    # Without a kind Decap writes what was typed, as text; Sveltia a whole number.
    kind = text(data, "value_type") or ("int" if around.sveltia else "string")
    return replace(
        _limits(facts, data),
        type=FieldType.NUMBER,
        step=number(data, "step"),
        whole=True if kind.startswith("int") else None,
        as_text=True if kind.endswith("string") else None,
    )


def _datetime(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    return date_facts(facts, data)


def _date(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    """The widget of Netlify CMS's first years."""
    return date_facts(facts, {"type": "date", **data})


def _select(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    return replace(
        _limits(facts, data),
        type=FieldType.CHOICE,
        choices=choices_of(listed(data, "options")),
        open_choices=False,
        multiple=flag(data, "multiple"),
    )


def choices_of(options: tuple[object, ...]) -> tuple[Choice, ...]:
    """The values to choose of: plain ones, and maps with a value and a label."""
    result = []
    for one in options:
        if is_map(one):
            if "value" in one and isinstance(one["value"], (str, int, float, type(None))):
                result.append(choice(one["value"], one.get("label")))
        elif isinstance(one, (str, int, float, type(None))):
            result.append(choice(one))
    return tuple(result)


def _relation(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    several = flag(data, "multiple")
    limited = _limits(facts, data)
    collection = text(data, "collection") or ""
    value = _field_name(text(data, "value_field") or "{{slug}}")
    if collection not in around.posts or value is None:
        # Of a data file, or a value made of several: there is no post to choose.
        return replace(limited, type=FieldType.TAGS if several else FieldType.TEXT)
    display = [_field_name(one) for one in texts(data, "display_fields")]
    search = [_field_name(one) for one in texts(data, "search_fields")]
    return replace(
        limited,
        type=FieldType.REFERENCE,
        multiple=several,
        reference=Reference(
            collection,
            value,
            tuple(one for one in display if one and one != "slug"),
            tuple(one for one in search if one and one != "slug"),
        ),
    )


def _field_name(said: str) -> str | None:
    """The field that a name or a template with one tag stands for; None for anything else."""
    tag = _ONE_TAG.fullmatch(said.strip())
    name = (tag[1] if tag else said.strip()).removeprefix("fields.")
    return name if name and not any(sign in name for sign in "{}*| ") else None


def _list(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    facts = _limits(facts, data)
    if maps(data, "types"):
        block = _blocks(FieldFacts(name=""), data, around)
        return replace(facts, type=FieldType.LIST, item=block)
    if listed(data, "fields"):
        item = FieldFacts(name="", type=FieldType.OBJECT, fields=fields_of(data, around))
        return replace(facts, type=FieldType.LIST, item=item)
    single = data.get("field")
    item_facts = field_facts({"name": "item", **single}, around) if is_map(single) else None
    if item_facts is None or _is_word(item_facts):
        return replace(facts, type=FieldType.TAGS)
    # An item is there or it is not; the list says how many there must be.
    return replace(facts, type=FieldType.LIST, item=replace(item_facts, name="", required=None))


def _is_word(facts: FieldFacts) -> bool:
    limits = (facts.pattern, facts.minimum, facts.maximum)
    return facts.type in (FieldType.TEXT, FieldType.SLUG) and limits == (None, None, None)


def _object(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    if maps(data, "types"):
        return _blocks(facts, data, around)
    fields = fields_of(data, around) if listed(data, "fields") else None
    return replace(facts, type=FieldType.OBJECT, fields=fields)


def _blocks(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    blocks = [
        BlockFacts(
            name,
            text(one, "label"),
            fields_of(one, replace(around, folders=around.folders.below(one))),
        )
        for one in maps(data, "types")
        if (name := text(one, "name"))
    ]
    return replace(
        facts,
        type=FieldType.BLOCK,
        blocks=tuple(blocks),
        block_key=text(data, "typeKey") or "type",
    )


def _image(facts: FieldFacts, data: Values, around: Surroundings) -> FieldFacts:
    several = takes_several(data)
    return replace(
        _limits(facts, data) if several else facts,
        type=FieldType.FILE if data.get("widget") == "file" else FieldType.IMAGE,
        multiple=several or None,
        media=media_of(around.folders, data),
    )


def _markdown(facts: FieldFacts, _data: Values, _around: Surroundings) -> FieldFacts:
    return replace(facts, type=FieldType.MARKDOWN)


def _code(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    language = text(data, "default_language")
    if data.get("output_code_only") is True:
        return replace(facts, type=FieldType.CODE, language=language)
    keys = inner(data, "keys")
    code = FieldFacts(name=text(keys, "code") or "code", type=FieldType.CODE, language=language)
    words = FieldFacts(name=text(keys, "lang") or "lang", label="Language", type=FieldType.TEXT)
    return replace(facts, type=FieldType.OBJECT, fields=(code, words))


def _color(facts: FieldFacts, _data: Values, _around: Surroundings) -> FieldFacts:
    return replace(facts, type=FieldType.COLOR)


def _hidden(facts: FieldFacts, _data: Values, _around: Surroundings) -> FieldFacts:
    return replace(facts, hidden=True)


def _compute(facts: FieldFacts, _data: Values, _around: Surroundings) -> FieldFacts:
    return replace(facts, type=FieldType.TEXT, read_only=True)


def _keyvalue(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    return replace(_limits(facts, data), type=FieldType.OBJECT)


def _uuid(facts: FieldFacts, data: Values, _around: Surroundings) -> FieldFacts:
    fixed = flag(data, "readonly")
    if fixed is None:
        fixed = flag(data, "read_only") is not False
    made = "{{uuid}}" if facts.default is None else facts.default
    return replace(facts, type=FieldType.TEXT, read_only=fixed, default=made)


def _custom(facts: FieldFacts, _data: Values, _around: Surroundings) -> FieldFacts:
    """A widget of the site's own, or a map: edited as it is written."""
    return replace(facts, type=FieldType.RAW, pattern=None, pattern_message=None)


_MAKERS: Mapping[str, Callable[[FieldFacts, Values, Surroundings], FieldFacts]] = {
    "string": _string,
    "text": _text,
    "boolean": _boolean,
    "number": _number,
    "datetime": _datetime,
    "date": _date,
    "select": _select,
    "relation": _relation,
    "list": _list,
    "object": _object,
    "image": _image,
    "file": _image,
    "markdown": _markdown,
    "richtext": _markdown,
    "code": _code,
    "color": _color,
    "map": _custom,
    "hidden": _hidden,
    "compute": _compute,
    "keyvalue": _keyvalue,
    "uuid": _uuid,
}
