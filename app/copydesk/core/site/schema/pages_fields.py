"""The fields of a Pages CMS collection: one function a type."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Choice, FieldType, Reference
from copydesk.core.site.schema.common import (
    choice,
    flag,
    inner,
    is_map,
    listed,
    maps,
    number,
    text,
)
from copydesk.core.site.schema.facts import BlockFacts, FieldFacts
from copydesk.core.site.schema.front_matter_words import day_js_format
from copydesk.core.site.schema.pages_media import media_of
from copydesk.core.site.schema.schema_dates import reads_as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.site.schema.common import Values
    from copydesk.core.site.schema.pages_media import MediaPlace

TYPES = (
    "boolean", "code", "date", "file", "image", "number", "reference", "rich-text", "select",
    "string", "text", "uuid", "object", "block",
)  # fmt: skip
"""The types that Pages CMS has."""

# Components may use one another: this many fields are more than any form has.
_MOST_FIELDS = 5_000
_MULTIPLE = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE)
_ONE_TAG = re.compile(r"\{(?:fields\.)?([^{}]+)\}")
_TAG = re.compile(r"\{(?:fields\.)?([^{}]+)\}|([\w.-]+)")
# What Pages CMS knows of an entry beside its fields.
_OWN = ("name", "path")


class PagesFields:
    """Reads fields, the components of the configuration put in their places.

    Args:
        components: By their names.
        places: Where files go.
        posts: The names of the collections whose entries are posts.
    """

    def __init__(
        self, components: Values, places: tuple[MediaPlace, ...], posts: frozenset[str]
    ) -> None:
        self._components = components
        self._places = places
        self._posts = posts
        self._left = _MOST_FIELDS

    def fields(self, data: Values, open_components: tuple[str, ...] = ()) -> tuple[FieldFacts, ...]:
        """The fields of a collection, file or group; of two with one name the first."""
        result: dict[str, FieldFacts] = {}
        for one in maps(data, "fields"):
            name = text(one, "name")
            if name is not None and name not in result and self._left > 0:
                result[name] = self._field(name, one, open_components)
        return tuple(result.values())

    def _field(self, name: str, data: Values, open_components: tuple[str, ...]) -> FieldFacts:
        self._left -= 1
        data, within = self._resolved(data, open_components)
        kind = text(data, "type") or ("object" if listed(data, "fields") else "")
        rule, message = _pattern(data)
        facts = FieldFacts(
            name=name,
            label=text(data, "label"),
            required=flag(data, "required") is True,
            default=data.get("default"),
            hidden=flag(data, "hidden"),
            read_only=flag(data, "readonly"),
            hint=" ".join((text(data, "description") or "").split()) or None,
        )
        plain = FieldFacts(name=name, pattern=rule, pattern_message=message)
        made = self._typed(plain, kind, data, within)
        return _in_list(facts, made, data)

    def _resolved(
        self, data: Values, open_components: tuple[str, ...]
    ) -> tuple[Values, tuple[str, ...]]:
        """A field with what its component says beneath it, and the components it is inside of."""
        while (name := text(data, "component")) is not None:
            component = self._components.get(name)
            own = {key: value for key, value in data.items() if key != "component"}
            if not is_map(component) or name in open_components:
                return own, open_components
            data = _over(component, own)
            if "type" in component:
                data["type"] = component["type"]
            open_components = (*open_components, name)
        return data, open_components

    def _typed(
        self, facts: FieldFacts, kind: str, data: Values, within: tuple[str, ...]
    ) -> FieldFacts:
        options = inner(data, "options")
        match kind:
            case "object":
                fields = self.fields(data, within) if listed(data, "fields") else None
                return replace(facts, type=FieldType.OBJECT, fields=fields)
            case "block":
                return replace(
                    facts,
                    type=FieldType.BLOCK,
                    blocks=self._blocks(data, within),
                    block_key=text(data, "blockKey") or "_block",
                )
            case "reference":
                return self._reference(facts, options)
            case "image" | "file":
                return replace(
                    _counts(facts, options) if flag(options, "multiple") else facts,
                    type=FieldType.IMAGE if kind == "image" else FieldType.FILE,
                    multiple=flag(options, "multiple"),
                    media=media_of(options, self._places),
                )
        maker = _MAKERS.get(kind)
        return facts if maker is None else maker(facts, options)

    def _blocks(self, data: Values, open_components: tuple[str, ...]) -> tuple[BlockFacts, ...]:
        blocks = []
        for one in maps(data, "blocks"):
            name = text(one, "name")
            if name is not None:
                said, within = self._resolved(one, open_components)
                blocks.append(BlockFacts(name, text(said, "label"), self.fields(said, within)))
        return tuple(blocks)

    def _reference(self, facts: FieldFacts, options: Values) -> FieldFacts:
        several = flag(options, "multiple")
        facts = _counts(facts, options) if several else facts
        said = text(options, "value") or "{path}"
        tag = _ONE_TAG.fullmatch(said)
        value = tag[1] if tag else said
        collection = text(options, "collection") or ""
        if collection not in self._posts or value == "name" or "{" in value:
            # Of a data file, or a value that no single field has.
            return replace(facts, type=FieldType.TAGS if several else FieldType.TEXT)
        return replace(
            facts,
            type=FieldType.REFERENCE,
            multiple=several,
            reference=Reference(
                collection,
                value,
                _names(text(options, "label") or "", tags_only=True),
                _names(text(options, "search") or ""),
            ),
        )


def _names(said: str, *, tags_only: bool = False) -> tuple[str, ...]:
    """The fields that a label or a list of fields to search names."""
    found = [
        tag or (None if tags_only and "{" in said else word.removeprefix("fields."))
        for tag, word in _TAG.findall(said)
    ]
    return tuple(dict.fromkeys(one for one in found if one and one not in _OWN))


def _over(component: Values, own: Values) -> dict[str, object]:
    """A component's values with the field's own over them, maps laid into one another."""
    result = dict(component)
    for key, value in own.items():
        beneath = result.get(key)
        result[key] = _over(beneath, value) if is_map(beneath) and is_map(value) else value
    return result


def _pattern(data: Values) -> tuple[str | None, str | None]:
    said = data.get("pattern")
    if isinstance(said, str):
        return said or None, None
    found = inner(data, "pattern")
    rule = text(found, "regex")
    return rule, text(found, "message") if rule else None


def _in_list(facts: FieldFacts, made: FieldFacts, data: Values) -> FieldFacts:
    """A field with its type, or a list of what the type is."""
    said = data.get("list")
    if not said:
        own = {
            name: value
            for name in FieldFacts.__dataclass_fields__
            if (value := getattr(made, name)) is not None
        }
        merged = replace(facts, **own)
        return _with_default(merged)
    limits = said if is_map(said) else {}
    low, high = number(limits, "min"), number(limits, "max")
    if made.type in _MULTIPLE:
        listed_facts = replace(
            facts,
            type=made.type,
            choices=made.choices,
            open_choices=made.open_choices,
            reference=made.reference,
            media=made.media,
            multiple=True,
        )
    elif made.type in (FieldType.TEXT, FieldType.SLUG) and not _limited(made):
        listed_facts = replace(facts, type=FieldType.TAGS)
    else:
        listed_facts = replace(facts, type=FieldType.LIST, item=replace(made, name=""))
    return replace(listed_facts, minimum=low, maximum=high)


def _limited(facts: FieldFacts) -> bool:
    return any(one is not None for one in (facts.pattern, facts.minimum, facts.maximum))


def _with_default(facts: FieldFacts) -> FieldFacts:
    """What a new post has though nobody said so."""
    if facts.type in (FieldType.DATE, FieldType.DATETIME):
        said = facts.default
        if isinstance(said, dt.date):
            return replace(facts, default=said.isoformat())
        return replace(facts, default="{{now}}") if said is None and facts.required else facts
    if facts.type is FieldType.BOOLEAN and facts.default is None:
        # Yes or no is always one of them.
        return replace(facts, default=False, required=False)
    return facts


def _counts(facts: FieldFacts, options: Values) -> FieldFacts:
    return replace(facts, minimum=number(options, "min"), maximum=number(options, "max"))


def _lengths(facts: FieldFacts, options: Values) -> FieldFacts:
    low, high = number(options, "minlength"), number(options, "maxlength")
    return replace(facts, minimum=low, maximum=high)


def _string(facts: FieldFacts, options: Values) -> FieldFacts:
    kind = FieldType.SLUG if facts.name == "slug" else FieldType.TEXT
    return replace(_lengths(facts, options), type=kind)


def _text(facts: FieldFacts, options: Values) -> FieldFacts:
    return replace(_lengths(facts, options), type=FieldType.LONG_TEXT)


def _rich_text(facts: FieldFacts, options: Values) -> FieldFacts:
    if text(options, "format") == "html":
        return replace(_lengths(facts, options), type=FieldType.CODE, language="html")
    return replace(_lengths(facts, options), type=FieldType.MARKDOWN)


def _code(facts: FieldFacts, options: Values) -> FieldFacts:
    language = text(options, "format") or text(options, "language")
    return replace(_lengths(facts, options), type=FieldType.CODE, language=language)


def _boolean(facts: FieldFacts, _options: Values) -> FieldFacts:
    return replace(facts, type=FieldType.BOOLEAN)


def _number(facts: FieldFacts, options: Values) -> FieldFacts:
    return replace(
        _counts(facts, options), type=FieldType.NUMBER, step=number(options, "step"), pattern=None
    )


def _date(facts: FieldFacts, options: Values) -> FieldFacts:
    has_time = flag(options, "time") is True
    said = text(options, "format") or ("yyyy-MM-dd'T'HH:mm" if has_time else "yyyy-MM-dd")
    form = day_js_format(said) or None
    return replace(
        facts,
        type=FieldType.DATETIME if has_time else FieldType.DATE,
        date_format=form,
        as_text=True if form and reads_as_text(form) else None,
        earliest=_moment(options.get("min")),
        latest=_moment(options.get("max")),
    )


def _moment(value: object) -> str | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) and value else None


def _select(facts: FieldFacts, options: Values) -> FieldFacts:
    several = flag(options, "multiple")
    return replace(
        _counts(facts, options) if several else facts,
        type=FieldType.CHOICE,
        choices=tuple(
            made for one in listed(options, "values") if (made := _choice(one)) is not None
        ),
        open_choices=False,
        multiple=several,
    )


def _choice(said: object) -> Choice | None:
    """One value to choose, which Pages CMS always writes as text."""
    if is_map(said):
        value = said.get("value", said.get("name"))
        return None if is_map(value) or value is None else choice(_word(value), said.get("label"))
    return choice(_word(said)) if isinstance(said, (str, int, float)) else None


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _uuid(facts: FieldFacts, options: Values) -> FieldFacts:
    editable = flag(options, "editable") is True
    generated = flag(options, "generate") is not False and facts.default is None
    return replace(
        facts,
        type=FieldType.TEXT,
        read_only=None if editable else True,
        default="{{uuid}}" if generated else facts.default,
    )


_MAKERS: dict[str, Callable[[FieldFacts, Values], FieldFacts]] = {
    "string": _string,
    "text": _text,
    "rich-text": _rich_text,
    "code": _code,
    "boolean": _boolean,
    "number": _number,
    "date": _date,
    "select": _select,
    "uuid": _uuid,
}
