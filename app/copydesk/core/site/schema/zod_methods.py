"""What the methods in a chain of Zod's do to what came before them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.common import choice
from copydesk.core.site.schema.facts import FieldFacts
from copydesk.core.site.schema.js.nodes import Call, Function, Name, Node, Pattern, Unknown
from copydesk.core.site.schema.zod_types import CHECKS, PASSED_BY, Made, simple

if TYPE_CHECKING:
    from copydesk.core.site.schema.js.scope import Place, Reader

_LEFT_OUT = {"optional", "nullish", "default", "prefault", "catch", "exactOptional", "_default"}
_ADDS_FIELDS = {"extend", "merge", "augment", "safeExtend", "setKey"}
_CHANGES_FIELDS = {"pick", "omit", "partial", "deepPartial", "required"}
_OPENNESS = {
    "strict": True,
    "passthrough": False,
    "loose": False,
    "catchall": False,
    "strip": False,
}
_INSIDE = {"unwrap", "removeDefault", "innerType", "sourceType", "removeCatch", "nonoptional"}
_STEPS = {"transform", "pipe", "refine", "superRefine", "refinement"}


class _Link(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def arguments(self) -> tuple[Node, ...] | None: ...

    def place(self, number: int = 0) -> Place | None: ...


class _Reads(Protocol):
    reader: Reader

    def schema(self, place: Place | None) -> Made: ...

    def group(self, shape: Place | None) -> Made: ...

    def union(self, made: list[Made]) -> Made: ...

    def joined(self, first: Made, second: Made) -> Made: ...

    def listed(self, item: Made) -> Made: ...


def applied(reads: _Reads, made: Made, link: _Link, *, of_shape: bool = False) -> Made:
    """What a schema says after one more method.

    Args:
        reads: Reads the schemas among the arguments.
        made: What was said before.
        link: The method.
        of_shape: Whether it stands behind `.shape`, and so names one of the fields.
    """
    name = link.name
    if link.arguments is None:
        return _looked_into(made, name, of_shape=of_shape)
    if name in _LEFT_OUT:
        return _left_out(reads.reader, made, link)
    if name in _STEPS:
        return _step(reads, made, link)
    if name in _ADDS_FIELDS:
        added = reads.schema(link.place()) if name == "merge" else reads.group(link.place())
        return replace(reads.joined(made, added), closed=made.closed)
    if name in _CHANGES_FIELDS and made.facts.type is FieldType.OBJECT:
        return _changed_fields(reads.reader, made, link)
    if name in _OPENNESS:
        return replace(made, closed=_OPENNESS[name])
    match name:
        case "nullable":
            return made.but(nullable=True)
        case "or":
            return reads.union([made, reads.schema(link.place())])
        case "and":
            return reads.joined(made, reads.schema(link.place()))
        case "array":
            return reads.listed(made)
        case "describe" | "meta":
            return made.but(**_told(reads.reader, link))
        case "regex":
            return _pattern(reads.reader, made, link)
        case "exclude" | "extract":
            return _some_choices(reads.reader, made, link)
        case "keyof":
            names = tuple(choice(one.name) for one in made.facts.fields or ())
            return Made(simple(FieldType.CHOICE, choices=names), clear=made.clear)
        case _ if name in _INSIDE:
            return made.but(required=True, nullable=None)
        case _ if name in CHECKS:
            return _checked(reads.reader, made, link)
        case _ if name in PASSED_BY:
            return made
    return replace(made, clear=False)


def _looked_into(made: Made, name: str, *, of_shape: bool) -> Made:
    if of_shape:
        found = next((one for one in made.facts.fields or () if one.name == name), None)
        return Made(FieldFacts(name=""), clear=False) if found is None else Made(found)
    if name == "shape":
        return made
    if name == "element" and made.facts.item is not None:
        return Made(replace(made.facts.item, required=True), clear=made.clear)
    return replace(made, clear=False)


def _constant(reader: Reader, place: Place | None) -> object:
    value = reader.constant(place) if place is not None else None
    return None if isinstance(value, Unknown) else value


def _left_out(reader: Reader, made: Made, link: _Link) -> Made:
    changes: dict[str, object] = {"required": False}
    if link.name == "nullish":
        changes["nullable"] = True
    if link.name in ("default", "prefault", "_default") and not made.refined:
        changes["default"] = _constant(reader, link.place())
    return made.but(**changes)


def _told(reader: Reader, link: _Link) -> dict[str, object]:
    value = _constant(reader, link.place())
    if isinstance(value, str):
        return {"hint": value} if link.name == "describe" and value else {}
    if not isinstance(value, dict):
        return {}
    told = {"label": value.get("title"), "hint": value.get("description")}
    return {key: text for key, text in told.items() if isinstance(text, str) and text}


def _message(reader: Reader, link: _Link) -> str:
    """What the site says where a rule is broken; "" for nothing of its own."""
    value = _constant(reader, link.place(1))
    if value is None and (options := link.place(1)) is not None:
        # The rest of it may be code.
        held = dict(reader.entries(reader.reduced(options)))
        value = next((_constant(reader, held[k]) for k in ("message", "error") if k in held), None)
    if isinstance(value, dict):
        value = value.get("message") or value.get("error")
    return value if isinstance(value, str) else ""


def _step(reads: _Reads, made: Made, link: _Link) -> Made:
    """A rule or change in code: what the posts hold stays what it was before it."""
    if link.name in ("transform", "pipe"):
        dated = made.facts.type is FieldType.TEXT and _makes_date(reads, link)
        if dated:
            made = made.but(type=FieldType.DATE, as_text=True)
        return replace(made, refined=True)
    message = _message(reads.reader, link)
    return made.but(hint=message) if message and not made.facts.hint else made


def _makes_date(reads: _Reads, link: _Link) -> bool:
    place = link.place()
    if place is None:
        return False
    if link.name == "pipe":
        return reads.schema(place).facts.type is FieldType.DATE
    function = reads.reader.reduced(place).node
    body = function.body if isinstance(function, Function) else None
    return isinstance(body, Call) and body.new and body.callee == Name("Date")


def _pattern(reader: Reader, made: Made, link: _Link) -> Made:
    place = link.place()
    node = reader.reduced(place).node if place else None
    if not isinstance(node, Pattern) or made.refined:
        return made
    if made.facts.pattern:  # one is all that a field can have; the build checks the other
        return made
    flags = node.flags.translate(str.maketrans("", "", "gyuvd"))
    pattern = f"/{node.source}/{flags}" if flags else node.source
    return made.but(pattern=pattern, pattern_message=_message(reader, link) or None)


def _checked(reader: Reader, made: Made, link: _Link) -> Made:
    if made.refined:
        return made
    value = _constant(reader, link.place())
    return made.but(**CHECKS[link.name](made.facts, [] if value is None else [value]))


def _some_choices(reader: Reader, made: Made, link: _Link) -> Made:
    values = _constant(reader, link.place())
    if not isinstance(values, list) or made.facts.choices is None:
        return replace(made, clear=False)
    wanted = link.name == "extract"
    kept = tuple(one for one in made.facts.choices if (one.value in values) is wanted)
    return made.but(choices=kept)


def _changed_fields(reader: Reader, made: Made, link: _Link) -> Made:
    place = link.place()
    fields = made.facts.fields or ()
    named = None
    if place is not None:
        held = reader.entries(reader.reduced(place))
        named = {key for key, _value in held}
        if None in named or not held:
            return replace(made, clear=False)
    match link.name:
        case "pick":
            kept = tuple(one for one in fields if named is not None and one.name in named)
        case "omit":
            kept = tuple(one for one in fields if named is None or one.name not in named)
        case name:
            needed = name == "required"
            kept = tuple(
                replace(one, required=needed) if named is None or one.name in named else one
                for one in fields
            )
    return made.but(fields=kept)
