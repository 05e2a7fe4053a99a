"""JSON schemas, as Zod and its like write them, turned into what a form needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.common import (
    Values,
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
from copydesk.core.site.schema.facts import FieldFacts
from copydesk.core.site.schema.unions import fields_of_any_kind, union_of
from copydesk.core.site.schema.unions import listed as listed_facts

_MOST_DEPTH = 30
# One schema that refers to its parts again and again is followed no further than this.
_MOST_PARTS = 20_000
# The whole numbers that JavaScript can tell apart: a limit of the language, not of the site.
_MOST_WHOLE = 2**53 - 1
_KNOWN_DRAFTS = ("draft-04", "draft-06", "draft-07", "2019-09", "2020-12")
_DATES = ("date-time", "date", "unix-time")
_ADDRESSES = {"uri", "url", "uri-reference", "iri", "iri-reference"}
_MAIL = {"email", "idn-email"}
_NOTHING: Values = {"not": {}}


@dataclass(frozen=True, slots=True)
class ObjectSchema:
    """What a schema says of a whole post.

    Attributes:
        fields: In the schema's order.
        is_object: Whether it describes a group of fields at all, rather than a list or a map.
        refuses: Whether it states that there can be no other fields.
        draft: The dialect it names: "draft-07", "2020-12"; "" for none.
        known: Whether that dialect is one that is understood.
    """

    fields: tuple[FieldFacts, ...]
    is_object: bool
    refuses: bool
    draft: str
    known: bool


def read_object_schema(schema: Values) -> ObjectSchema:
    """What a JSON schema says of a post's fields. Never raises.

    Args:
        schema: The whole of the file.
    """
    converter = _Converter(schema)
    top = converter.resolved(schema)
    facts = converter.facts("", schema)
    fields = facts.fields
    if facts.type is FieldType.BLOCK:
        fields = fields_of_any_kind(facts)
    says = text(schema, "$schema") or ""
    draft = next((one for one in _KNOWN_DRAFTS if one in says), says)
    return ObjectSchema(
        fields or (),
        fields is not None,
        top.get("additionalProperties") is False,
        draft,
        not says or draft in _KNOWN_DRAFTS,
    )


class _Converter:
    def __init__(self, root: Values) -> None:
        self._root = root
        self._depth = 0
        self._parts = 0
        self._following: list[str] = []
        # Since then, dates are written as `format` alone; before, `format` is a rule for text.
        self._new_dialect = "2020-12" in (text(root, "$schema") or "")

    def resolved(self, schema: Values) -> Values:
        """A schema with its reference followed, and what stands beside the reference added."""
        seen = set()
        while (pointer := text(schema, "$ref")) is not None and pointer not in seen:
            seen.add(pointer)
            target = self._at(pointer)
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**target, **{k: v for k, v in beside.items() if k not in _AROUND}}
        return schema

    def _at(self, pointer: str) -> Values:
        if not pointer.startswith("#"):
            return {}
        found: object = self._root
        for part in pointer[1:].split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if is_map(found) and found is not self._root else {}

    def facts(self, name: str, schema: object, *, required: bool | None = None) -> FieldFacts:
        """What a schema says of one field."""
        self._parts += 1
        open_field = FieldFacts(name=name, required=required)
        if not is_map(schema) or self._depth >= _MOST_DEPTH or self._parts > _MOST_PARTS:
            return open_field
        pointer = text(schema, "$ref") or ""
        if pointer and pointer in self._following:  # what holds others of its own kind
            return open_field
        self._depth += 1
        self._following.append(pointer)
        resolved = self.resolved(schema)
        made = self._of_form(resolved)
        self._following.pop()
        self._depth -= 1
        told = _told(resolved)
        if made.required is False:
            required = False
        made = replace(made, name=name, required=required)
        return replace(made, **told)  # type: ignore[arg-type]  # by name

    def _of_form(self, schema: Values) -> FieldFacts:
        if "const" in schema:
            return _chosen((schema["const"],))
        if "enum" in schema:
            return _chosen(listed(schema, "enum"))
        for key in ("anyOf", "oneOf"):
            if forms := listed(schema, key):
                return self._union(forms)
        if parts := maps(schema, "allOf"):
            return self._all_of(schema, parts)
        kind = schema.get("type")
        if isinstance(kind, (list, tuple)):
            return self._union(tuple({**schema, "type": one} for one in kind))
        match kind:
            case "string":
                return self._text(schema)
            case "number" | "integer":
                return _number(schema, whole=kind == "integer")
            case "boolean":
                return FieldFacts(name="", type=FieldType.BOOLEAN)
            case "array":
                return self._list(schema)
            case "object":
                return self._object(schema)
            case "null":
                return _chosen((None,))
        return self._object(schema) if "properties" in schema else FieldFacts(name="")

    # Groups and lists -------------------------------------------------------------------------

    def _object(self, schema: Values) -> FieldFacts:
        if "properties" not in schema:  # a map with keys of the editor's own
            return FieldFacts(name="", type=FieldType.OBJECT)
        needed = set(texts(schema, "required"))
        fields = []
        for key, value in inner(schema, "properties").items():
            one = self.facts(key, value, required=key in needed)
            # Written for editors of JSON files, who name the schema in each.
            fields.append(replace(one, hidden=True) if key == "$schema" else one)
        return FieldFacts(name="", type=FieldType.OBJECT, fields=tuple(fields))

    def _list(self, schema: Values) -> FieldFacts:
        items = schema.get("items")
        parts = listed(schema, "prefixItems") or (
            tuple(items) if isinstance(items, (list, tuple)) else ()
        )
        least, most = number(schema, "minItems"), number(schema, "maxItems")
        if parts:
            item = union_of([self.facts("", one) for one in parts])
            more = is_map(items)
            return FieldFacts(
                name="",
                type=FieldType.LIST,
                item=item,
                minimum=len(parts) if least is None else least,
                maximum=most if more or most is not None else len(parts),
            )
        made = listed_facts(self.facts("", items))
        return replace(made, minimum=least, maximum=most)

    def _all_of(self, schema: Values, parts: tuple[Values, ...]) -> FieldFacts:
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        made = [self.facts("", one) for one in parts]
        if rest.keys() & {"type", "properties"}:
            made.insert(0, self._of_form(rest))
        if any(one.type is not FieldType.OBJECT for one in made):
            return next((one for one in made if one.type is not None), FieldFacts(name=""))
        fields = {one.name: one for group in made for one in group.fields or ()}
        return FieldFacts(name="", type=FieldType.OBJECT, fields=tuple(fields.values()))

    # One of several forms ---------------------------------------------------------------------

    def _union(self, forms: tuple[object, ...]) -> FieldFacts:
        flat = self._flattened(forms)
        nullable = any(one.get("type") == "null" or one.get("const", 0) is None for one in flat)
        optional = any(one.get("not") == {} for one in flat)
        flat = [
            one
            for one in flat
            if one.get("type") != "null" and one.get("const", 0) is not None and one != _NOTHING
        ]
        if _is_reference(flat):
            made = FieldFacts(name="", type=FieldType.REFERENCE)
        elif flat and all(_is_date(one) for one in flat) and len(flat) > 1:
            made = FieldFacts(name="", type=FieldType.DATE)
        else:
            made = self._of_forms(flat)
        return replace(
            made,
            nullable=True if nullable else made.nullable,
            required=False if optional else made.required,
        )

    def _of_forms(self, flat: list[Values]) -> FieldFacts:
        # A date of the older dialect, joined with others, was laid among them.
        dates = [one for one in flat if _is_date(one)]
        forms = [] if len(dates) < 2 else [FieldFacts(name="", type=FieldType.DATE)]
        rest = [one for one in flat if not (forms and _is_date(one))]
        made = [*forms, *(self.facts("", one) for one in rest)]
        empty = any(
            one.choices is not None and [c.value for c in one.choices] == [""] for one in made
        )
        facts = union_of(made)
        return replace(facts, required=False) if empty else facts

    def _flattened(self, forms: tuple[object, ...]) -> list[Values]:
        result: list[Values] = []
        for form in forms:
            self._parts += 1
            if not is_map(form) or self._parts > _MOST_PARTS:
                continue
            one = self.resolved(form) if "anyOf" in form else form
            alternatives = listed(one, "anyOf")
            plain = alternatives and not one.keys() - {"anyOf", *_AROUND, *_TOLD}
            if plain and self._depth < _MOST_DEPTH:
                self._depth += 1
                result += self._flattened(alternatives)
                self._depth -= 1
            elif isinstance(one.get("type"), (list, tuple)):
                result += [{**one, "type": kind} for kind in listed(one, "type")]
            else:
                result.append(one)
        return result

    # Single values ----------------------------------------------------------------------------

    def _text(self, schema: Values) -> FieldFacts:
        form = text(schema, "format") or ""
        pattern = text(schema, "pattern")
        if form == "date-time" and self._new_dialect and pattern is None:
            return FieldFacts(name="", type=FieldType.DATE)
        if form in _DATES:
            kind = FieldType.DATETIME if form == "date-time" else FieldType.DATE
            return FieldFacts(name="", type=kind, as_text=True)
        if form in _MAIL or form in _ADDRESSES:
            kind = FieldType.EMAIL if form in _MAIL else FieldType.URL
            pattern = None  # its own way to say the same
        else:
            kind = FieldType.TEXT
        return FieldFacts(
            name="",
            type=kind,
            minimum=number(schema, "minLength"),
            maximum=number(schema, "maxLength"),
            pattern=pattern,
            pattern_message=text(inner(schema, "errorMessage"), "pattern") if pattern else None,
        )


# What may stand beside a reference or a union without a say in the form of the value.
_AROUND = {"$schema", "definitions", "$defs", "$id", "$comment"}
_TOLD = {"title", "description", "markdownDescription", "default", "examples", "deprecated"}


def _told(schema: Values) -> dict[str, object]:
    told = {
        "label": text(schema, "title"),
        "hint": text(schema, "description") or text(schema, "markdownDescription"),
        "default": schema.get("default"),
        "read_only": flag(schema, "readOnly"),
    }
    return {key: value for key, value in told.items() if value is not None}


def _chosen(values: tuple[object, ...]) -> FieldFacts:
    known = [one for one in values if isinstance(one, (str, int, float))]
    nullable = None in values and len(values) > 1
    none_alone = None in values and not nullable
    choices = (choice(None),) if none_alone else tuple(choice(one) for one in known)
    if len(known) + (None in values) < len(values):  # whole lists or groups to choose from
        return FieldFacts(name="", nullable=nullable or None)
    if {type(one) for one in known} == {bool} and len(known) == 2:
        return FieldFacts(name="", type=FieldType.BOOLEAN, nullable=nullable or None)
    return FieldFacts(name="", type=FieldType.CHOICE, choices=choices, nullable=nullable or None)


def _number(schema: Values, *, whole: bool) -> FieldFacts:
    least, most = number(schema, "minimum"), number(schema, "maximum")
    more, less = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    above = None if isinstance(more, bool) else number(schema, "exclusiveMinimum")
    below = None if isinstance(less, bool) else number(schema, "exclusiveMaximum")
    # Of two bounds the narrower counts.
    over = above is not None and (least is None or above >= least)
    under = below is not None and (most is None or below <= most)
    least, most = (above if over else least), (below if under else most)
    if whole and least is not None and least <= -_MOST_WHOLE:
        least = None
    if whole and most is not None and most >= _MOST_WHOLE:
        most = None
    return FieldFacts(
        name="",
        type=FieldType.NUMBER,
        whole=True if whole else None,
        minimum=least,
        maximum=most,
        exclusive_minimum=None if least is None else over or more is True,
        exclusive_maximum=None if most is None else under or less is True,
        step=number(schema, "multipleOf"),
    )


def _is_date(schema: Values) -> bool:
    return schema.get("format") in _DATES and schema.get("type") in ("string", "integer", "number")


def _is_reference(forms: list[Values]) -> bool:
    """Whether these are the ways in which Astro lets a post name another."""
    groups = [set(inner(one, "properties")) for one in forms if one.get("type") == "object"]
    plain = [one for one in forms if one.get("type") in ("string", "number")]
    told = bool(groups) and all(
        keys in ({"id", "collection"}, {"slug", "collection"}) for keys in groups
    )
    return told and bool(plain) and len(plain) + len(groups) == len(forms)
