"""One field out of what several sources say of it.

What a source of higher precedence states stands; what it leaves open is taken from the next. Two
things are finer than that. A schema that can only say "text" is refined by one that says which kind
of text: an image's path, a choice, Markdown. And groups are combined field by field.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Block, Field, FieldType
from copydesk.core.site.labels import humanise
from copydesk.core.site.schema.facts import FieldFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.site.schema.facts import BlockFacts

OVERRULING = "copydesk.toml"
"""The source that says of a type what it means: no other refines it."""

_BOUNDS = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum")
_NESTED = ("fields", "item", "blocks")
_PLAIN = tuple(
    one.name for one in dataclasses.fields(FieldFacts) if one.name not in ("name", "type", *_NESTED)
)
# A schema of JSON's has one word, "string", for all of these.
_TEXTS = {
    FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MARKDOWN, FieldType.CODE, FieldType.URL,
    FieldType.EMAIL, FieldType.COLOR, FieldType.SLUG, FieldType.CHOICE, FieldType.REFERENCE,
    FieldType.IMAGE, FieldType.FILE,
}  # fmt: skip
# What the posts alone may make of a plain text: an editor that fits better, and no new rule.
_SHOWN_BY_POSTS = {FieldType.LONG_TEXT, FieldType.IMAGE, FieldType.CHOICE}
# Deeper than any form: facts that hold themselves would go on for ever.
_MOST_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Stated:
    """What one source says of one field.

    Attributes:
        facts: What it says.
        source: Where: a file of the site.
        binding: Whether the site goes by it.
    """

    facts: FieldFacts
    source: str
    binding: bool = True


def combined_field(stated: Sequence[Stated], *, depth: int = 0) -> Field:
    """The field that these sources describe, the one of highest precedence first."""
    name = stated[0].facts.name
    values: dict[str, object] = {}
    origins: list[tuple[str, str]] = []
    kind, source = _combined_type(stated)
    if source:
        origins.append(("type", source))
    elif depth:  # posts fill only what stands at the top
        kind = FieldType.RAW
    for attribute in _PLAIN:
        for one in _tellers(stated, attribute, kind):
            value = getattr(one.facts, attribute)
            if value is not None:
                values[attribute] = value
                origins.append((attribute, one.source))
                break
    nested = _nested(stated, kind, depth) if depth < _MOST_DEPTH else {}
    origins += [(attribute, _teller(stated, attribute)) for attribute in nested]
    # A group that nobody describes further, or that is too deep, is edited as it is written.
    if kind is FieldType.BLOCK and not nested.get("blocks"):
        kind = FieldType.RAW
    made = Field(
        name=name,
        label=str(values.pop("label", humanise(name))),
        type=kind,
        source=stated[0].source,
        origins=tuple(origins),
        in_schema=any(one.binding for one in stated),
        open_type=not source,
    )
    if kind is FieldType.CHOICE and "open_choices" not in values:
        values["open_choices"] = False
    return replace(made, **values, **nested)  # type: ignore[arg-type]  # facts are typed as fields


def _tellers(stated: Sequence[Stated], attribute: str, kind: FieldType) -> Sequence[Stated]:
    """The sources that are asked for an attribute: those that mean the same by it."""
    if attribute == "as_text":
        # Who says "a number" says that it is no text.
        first = next((n for n, one in enumerate(stated) if one.facts.type is not None), None)
        return stated if first is None else stated[: first + 1]
    if attribute in _BOUNDS:
        several = next((m for one in stated if (m := one.facts.multiple) is not None), False)
        measure = _measure(kind, several)
        return [
            one
            for one in stated
            if one.facts.type is None
            or _measure(one.facts.type, one.facts.multiple or False) == measure
        ]
    return stated


def _measure(kind: FieldType, several: bool) -> str:
    """What the limits of a field are limits of."""
    if several or kind in (FieldType.TAGS, FieldType.LIST):
        return "count"
    return "length" if kind in _TEXTS else kind.value


def _combined_type(stated: Sequence[Stated]) -> tuple[FieldType, str]:
    kind, source = FieldType.RAW, ""
    for one in stated:
        said = one.facts.type
        if said is None:
            continue
        if not source or (source != OVERRULING and _refines(said, kind)):
            kind, source = said, one.source
    return (kind, source) if source else (FieldType.TEXT, "")


def _refines(finer: FieldType, kind: FieldType) -> bool:
    if finer is kind:
        return False
    if kind is FieldType.TEXT:
        return finer in _TEXTS
    if kind is FieldType.TAGS:
        return finer in (FieldType.CHOICE, FieldType.REFERENCE, FieldType.LIST)
    return (kind, finer) == (FieldType.DATE, FieldType.DATETIME)


def _teller(stated: Iterable[Stated], attribute: str) -> str:
    return next((s.source for s in stated if getattr(s.facts, attribute) is not None), "")


def _nested(stated: Sequence[Stated], kind: FieldType, depth: int) -> dict[str, object]:
    if kind is FieldType.OBJECT:
        groups = [
            [Stated(facts, one.source, one.binding) for facts in one.facts.fields]
            for one in stated
            if one.facts.fields is not None
        ]
        return {"fields": combined_fields(groups, depth=depth + 1)} if groups else {}
    if kind is FieldType.LIST:
        items = [
            Stated(one.facts.item, one.source, one.binding)
            for one in stated
            if one.facts.item is not None
        ]
        return {"item": combined_field(items, depth=depth + 1)} if items else {}
    if kind is FieldType.BLOCK:
        for one in stated:
            if one.facts.blocks is not None:
                return {"blocks": tuple(_block(b, one, depth) for b in one.facts.blocks)}
    return {}


def _block(facts: BlockFacts, teller: Stated, depth: int) -> Block:
    stated = [[Stated(field, teller.source, teller.binding) for field in facts.fields]]
    return Block(
        facts.name, facts.label or humanise(facts.name), combined_fields(stated, depth=depth + 1)
    )


def combined_fields(
    sources: Sequence[Sequence[Stated]], order: Sequence[str] = (), *, depth: int = 0
) -> tuple[Field, ...]:
    """The fields that sources describe together.

    Args:
        sources: What each states, the source of highest precedence first; it is also the first to
            tell the order.
        order: Names that come before all others.
        depth: How deep in groups these are.
    """
    stated: dict[str, list[Stated]] = {}
    for source in sources:
        for one in source:
            stated.setdefault(one.facts.name, []).append(one)
    names = [*(name for name in order if name in stated), *stated]
    return tuple(combined_field(stated[name], depth=depth) for name in dict.fromkeys(names))


def with_inferred(fields: Sequence[Field], inferred: Sequence[Field]) -> tuple[Field, ...]:
    """The schema's fields, what they leave open filled from posts; then those only posts have.

    Args:
        fields: Of the schema.
        inferred: What the collection's posts show.
    """
    shown = {field.name: field for field in inferred}
    known = {field.name for field in fields}
    filled = [_filled(field, shown.get(field.name)) for field in fields]
    return (*filled, *(field for field in inferred if field.name not in known))


def _filled(field: Field, shown: Field | None) -> Field:
    if shown is None:
        return replace(field, share=0.0)
    stated = dict(field.origins)
    origins = field.origins
    field = replace(field, share=shown.share)
    open_type = "type" not in stated
    overruled = stated.get("type") == OVERRULING
    if open_type or (not overruled and _fits_posts(field, shown)):
        origins = (*origins, ("type", shown.source))
        field = replace(field, type=shown.type, fields=shown.fields, item=shown.item)
        if shown.type is FieldType.CHOICE and not field.choices:
            field = replace(field, choices=shown.choices, open_choices=True)
            origins = (*origins, ("choices", shown.source))
    if field.type is FieldType.DATE and shown.type is FieldType.DATETIME and not overruled:
        field = replace(field, type=FieldType.DATETIME)
        origins = (*origins, ("type", shown.source))
    if not field.in_schema and "required" not in stated:
        field = replace(field, required=shown.required)
    return replace(field, origins=tuple(dict(origins).items()))


def _fits_posts(field: Field, shown: Field) -> bool:
    plain = field.type is FieldType.TEXT and not field.pattern
    if shown.type is FieldType.CHOICE:
        return plain and not field.maximum and not field.minimum
    return plain and shown.type in _SHOWN_BY_POSTS
