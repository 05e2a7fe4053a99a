"""Zod's kinds of value by the names they are made with, and what its checks add to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.facts import FieldFacts


@dataclass(frozen=True, slots=True)
class Made:
    """What a schema in code says of a value.

    Attributes:
        facts: Without a name; `required` is False where the value may be left out.
        closed: Of a group: whether other fields than its own are refused.
        clear: Whether all of it was understood.
        refined: Whether it has been through a step after which its checks are of something else.
    """

    facts: FieldFacts
    closed: bool | None = None
    clear: bool = True
    refined: bool = False

    def but(self, **changes: object) -> Made:
        """The same with other facts."""
        return replace(self, facts=replace(self.facts, **changes))  # type: ignore[arg-type]  # by name


def simple(kind: FieldType | None = None, **facts: object) -> FieldFacts:
    """A required value of one kind."""
    return FieldFacts(name="", type=kind, required=True, **facts)  # type: ignore[arg-type]  # by name


_TEXT = simple(FieldType.TEXT)
# A date between quotes, and one that may stand without them.
_WRITTEN_DAY = simple(FieldType.DATE, as_text=True)
_WRITTEN_TIME = simple(FieldType.DATETIME, as_text=True)

KINDS: dict[str, FieldFacts] = {
    "string": _TEXT,
    "coerce.string": _TEXT,
    "number": simple(FieldType.NUMBER),
    "coerce.number": simple(FieldType.NUMBER),
    "int": simple(FieldType.NUMBER, whole=True),
    "int32": simple(FieldType.NUMBER, whole=True),
    "uint32": simple(FieldType.NUMBER, whole=True, minimum=0),
    "float32": simple(FieldType.NUMBER),
    "float64": simple(FieldType.NUMBER),
    "boolean": simple(FieldType.BOOLEAN),
    "coerce.boolean": simple(FieldType.BOOLEAN),
    "stringbool": simple(FieldType.BOOLEAN, as_text=True),
    "date": simple(FieldType.DATE, as_text=False),
    "coerce.date": simple(FieldType.DATE),
    "iso.date": _WRITTEN_DAY,
    "iso.datetime": _WRITTEN_TIME,
    "iso.time": _TEXT,
    "iso.duration": _TEXT,
    "email": simple(FieldType.EMAIL),
    "url": simple(FieldType.URL),
    "httpUrl": simple(FieldType.URL),
    "templateLiteral": _TEXT,
    "record": simple(FieldType.OBJECT),
    "partialRecord": simple(FieldType.OBJECT),
    "looseRecord": simple(FieldType.OBJECT),
    **dict.fromkeys(
        (
            *("uuid", "uuidv4", "uuidv6", "uuidv7", "guid", "cuid", "cuid2", "ulid", "nanoid"),
            *("ksuid", "xid", "emoji", "ipv4", "ipv6", "cidrv4", "cidrv6", "base64", "base64url"),
            *("jwt", "hostname", "e164", "hex", "hash", "mac"),
        ),
        _TEXT,
    ),
    # Anything goes, left out or not.
    **dict.fromkeys(("any", "unknown", "json", "undefined", "void"), FieldFacts(name="")),
    # Something, but only the site's code can tell what.
    **dict.fromkeys(
        (
            *("custom", "instanceof", "bigint", "coerce.bigint", "symbol", "nan", "function"),
            *("map", "set", "file", "promise", "never", "stringFormat", "check"),
        ),
        FieldFacts(name=""),
    ),
}

Arguments = Sequence[object]
Check = Callable[[FieldFacts, Arguments], dict[str, object]]


def _number(arguments: Arguments) -> float | None:
    value = arguments[0] if arguments else None
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if number else None  # type: ignore[return-value]  # just looked at


def _least(facts: FieldFacts, arguments: Arguments) -> dict[str, object]:
    if facts.type in (FieldType.DATE, FieldType.DATETIME):
        return _dated("earliest", arguments)
    number = _number(arguments)
    if number is None:
        return {}
    if facts.type is FieldType.NUMBER:
        return {"minimum": number, "exclusive_minimum": False}
    return {"minimum": number}


def _most(facts: FieldFacts, arguments: Arguments) -> dict[str, object]:
    if facts.type in (FieldType.DATE, FieldType.DATETIME):
        return _dated("latest", arguments)
    number = _number(arguments)
    if number is None:
        return {}
    if facts.type is FieldType.NUMBER:
        return {"maximum": number, "exclusive_maximum": False}
    return {"maximum": number}


def _dated(bound: str, arguments: Arguments) -> dict[str, object]:
    value = arguments[0] if arguments else None
    iso = isinstance(value, str) and value[:4].isdigit() and value[4:5] == "-"
    return {bound: value} if iso else {}


def _more(_facts: FieldFacts, arguments: Arguments) -> dict[str, object]:
    number = _number(arguments)
    return {} if number is None else {"minimum": number, "exclusive_minimum": True}


def _less(_facts: FieldFacts, arguments: Arguments) -> dict[str, object]:
    number = _number(arguments)
    return {} if number is None else {"maximum": number, "exclusive_maximum": True}


def _exactly(_facts: FieldFacts, arguments: Arguments) -> dict[str, object]:
    number = _number(arguments)
    return {} if number is None else {"minimum": number, "maximum": number}


def _some(_facts: FieldFacts, _arguments: Arguments) -> dict[str, object]:
    return {"minimum": 1}


def _step(_facts: FieldFacts, arguments: Arguments) -> dict[str, object]:
    number = _number(arguments)
    return {"step": number} if number else {}


def _always(**facts: object) -> Check:
    def check(_facts: FieldFacts, _arguments: Arguments) -> dict[str, object]:
        return facts

    return check


CHECKS: dict[str, Check] = {
    "min": _least,
    "gte": _least,
    "minLength": _least,
    "minSize": _least,
    "max": _most,
    "lte": _most,
    "maxLength": _most,
    "gt": _more,
    "lt": _less,
    "length": _exactly,
    "nonempty": _some,
    "step": _step,
    "multipleOf": _step,
    "int": _always(whole=True),
    "safe": _always(whole=True),
    "positive": _always(minimum=0, exclusive_minimum=True),
    "nonnegative": _always(minimum=0, exclusive_minimum=False),
    "negative": _always(maximum=0, exclusive_maximum=True),
    "nonpositive": _always(maximum=0, exclusive_maximum=False),
    "email": _always(type=FieldType.EMAIL),
    "url": _always(type=FieldType.URL),
    "date": _always(type=FieldType.DATE, as_text=True),
    "datetime": _always(type=FieldType.DATETIME, as_text=True),
}
"""What a check adds, by its name; all of them are of a value as it is written."""

PASSED_BY = {
    *("trim", "toLowerCase", "toUpperCase", "normalize", "slugify", "finite", "readonly", "brand"),
    *("startsWith", "endsWith", "includes", "lowercase", "uppercase", "overwrite", "check", "with"),
    *("uuid", "cuid", "cuid2", "ulid", "nanoid", "emoji", "ip", "ipv4", "ipv6", "cidr", "base64"),
    *("base64url", "jwt", "time", "duration", "guid", "e164", "register", "clone", "apply", "size"),
    *("property", "mime", "describe", "meta", "$type"),
}
"""Checks that the desk can't follow, or that say nothing of how a value is written."""
