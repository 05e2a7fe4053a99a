"""The rules for single values: kind, limits, pattern, choices.

Each function gives one sentence, or "" where nothing is wrong.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from copydesk.core.posts.dates import iso_date
from copydesk.core.site.date_formats import format_date, parse_date
from copydesk.core.site.field import FieldType
from copydesk.core.site.numbers import number_of

if TYPE_CHECKING:
    from copydesk.core.site.field import Field

TEXTS = (
    FieldType.TEXT,
    FieldType.LONG_TEXT,
    FieldType.MARKDOWN,
    FieldType.CODE,
    FieldType.URL,
    FieldType.EMAIL,
    FieldType.COLOR,
    FieldType.SLUG,
)
DATES = (FieldType.DATE, FieldType.DATETIME)
_LISTED = (FieldType.TAGS, FieldType.LIST)
_MULTIPLE = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE)
# A pattern of a site's own may take for ever on some text; it is dropped rather than waited for.
_PATTERN_TIMEOUT_S = 0.05
# A step of 0.1 is met by 0.30000000000000004 too.
_STEP_SLACK = 1e-6
_EXAMPLE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)

_ADDRESS = regex.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:\S+|[/#.~?]\S*|[\w.-]+/\S*|[\w-]+\.[\w.-]+\S*", regex.ASCII
)
_ABSOLUTE = regex.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", regex.ASCII)
_EMAIL = regex.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_COLOUR = regex.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\([^()]*\)"
    r"|[a-z]{3,24}",
    regex.IGNORECASE,
)


def is_listed(field: Field) -> bool:
    """Whether the field's value is a list."""
    return field.type in _LISTED or (field.multiple and field.type in _MULTIPLE)


def kind_trouble(field: Field, value: object) -> str:
    """What is wrong where a value is of another kind than the site's schema wants."""
    if not field.in_schema or field.open_type:
        return ""
    if is_listed(field):
        listed = isinstance(value, Sequence) and not isinstance(value, str)
        return "" if listed else "The site wants a list here."
    match field.type:
        case FieldType.OBJECT | FieldType.BLOCK:
            return "" if isinstance(value, Mapping) else "The site wants a group of fields here."
        case FieldType.BOOLEAN:
            return "" if isinstance(value, bool) else _wants(field, value, "yes or no")
        case FieldType.NUMBER if not field.as_text:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            return "" if number else _wants(field, value, "a number")
        case kind if kind in TEXTS or kind in (FieldType.IMAGE, FieldType.FILE):
            return "" if isinstance(value, str) else _wants(field, value, "text")
    return ""


def _wants(field: Field, value: object, wanted: str) -> str:
    if field.as_text and isinstance(value, str):
        return ""
    if isinstance(value, Mapping):
        return f"The site wants {wanted} here, not a group of fields."
    if isinstance(value, (list, tuple)):
        return f"The site wants {wanted} here, not a list."
    if wanted == "text":
        return f"This reads as {_kind(value)}, but the site wants text: put it in quotes."
    return f"The site wants {wanted} here, not {_kind(value)}."


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, dt.datetime):
        return "a date and time"
    return "a date" if isinstance(value, dt.date) else "text"


def count_trouble(field: Field, count: int) -> str:
    """What is wrong with the number of a list's items."""
    if field.minimum is not None and count < field.minimum:
        return f"This needs at least {_counted(field.minimum, 'item')}; it has {count}."
    if field.maximum is not None and count > field.maximum:
        return f"This may have at most {_counted(field.maximum, 'item')}; it has {count}."
    return ""


def _counted(number: float, noun: str) -> str:
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def scalar_trouble(field: Field, value: object) -> str:
    """What is wrong with a single value of the right kind."""
    if field.type is FieldType.CHOICE:
        return _choice_trouble(field, value)
    if field.type is FieldType.NUMBER:
        return _number_trouble(field, value)
    if field.type in DATES:
        return _date_trouble(field, value)
    if field.type in (FieldType.IMAGE, FieldType.FILE):
        return _file_trouble(field, str(value))
    if field.type in TEXTS and isinstance(value, str):
        return _text_trouble(field, value)
    return ""


def _choice_trouble(field: Field, value: object) -> str:
    if field.open_choices or any(
        type(choice.value) is type(value) and choice.value == value for choice in field.choices
    ):
        return ""
    return f"“{_shown(value)}” is not one of the values that the site knows."


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _number_trouble(field: Field, value: object) -> str:
    if isinstance(value, str):
        value = number_of(value)
    try:
        number = float(value) if isinstance(value, (int, float)) else math.nan
    except OverflowError:
        number = math.nan
    if math.isnan(number) and field.open_type:
        return ""
    if math.isnan(number):
        return "This is not a number: write figures only, like 12 or 3.5."
    if field.whole and not number.is_integer():
        return "This must be a whole number."
    low, high, step = field.minimum, field.maximum, field.step
    if low is not None and (number < low or (field.exclusive_minimum and number == low)):
        least = (
            f"must be more than {low:g}" if field.exclusive_minimum else f"must be {low:g} or more"
        )
        return f"This {least}."
    if high is not None and (number > high or (field.exclusive_maximum and number == high)):
        most = (
            f"must be less than {high:g}"
            if field.exclusive_maximum
            else f"must be {high:g} or less"
        )
        return f"This {most}."
    if step:
        steps = (number - (low or 0)) / step
        if math.isfinite(steps) and abs(steps - round(steps)) > _STEP_SLACK * max(1, abs(steps)):
            base = f" from {low:g} on" if low else ""
            return f"This goes in steps of {step:g}{base}."
    return ""


def _date_trouble(field: Field, value: object) -> str:
    said = iso_date(value)
    if field.date_format and isinstance(value, str):
        read = parse_date(value, field.date_format)
        said = read.isoformat() if read else said
    if said is None and field.open_type:
        return ""
    if said is None:
        example = format_date(_EXAMPLE, field.date_format or "YYYY-MM-DD")
        return f"This is not a date yet: write it like {example}."
    if field.earliest and said[: len(field.earliest)] < field.earliest[: len(said)]:
        return f"This must be {field.earliest} or later."
    if field.latest and said[: len(field.latest)] > field.latest[: len(said)]:
        return f"This must be {field.latest} or earlier."
    return ""


def _file_trouble(field: Field, value: str) -> str:
    wanted = field.media.extensions if field.media else ()
    if not wanted:
        return ""
    path = value.partition("?")[0].partition("#")[0]
    suffix = path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
    if suffix in wanted:
        return ""
    return f"The site takes only {_listed([f'.{one}' for one in wanted])} files here."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _text_trouble(field: Field, text: str) -> str:
    if field.maximum is not None and len(text) > field.maximum:
        over = _counted(len(text) - int(field.maximum), "character")
        return f"This is {over} too long."
    if field.minimum is not None and len(text) < field.minimum:
        return f"This needs at least {_counted(field.minimum, 'character')}."
    if field.pattern and not matches(field.pattern, text):
        return field.pattern_message or "This is not written as the site wants it."
    return _form_trouble(field, text.strip())


def _form_trouble(field: Field, text: str) -> str:
    match field.type:
        case FieldType.URL if not (_ABSOLUTE if field.in_schema else _ADDRESS).fullmatch(text):
            return "This is no web address: one looks like https://example.org/page."
        case FieldType.EMAIL if not _EMAIL.fullmatch(text):
            return "This is no e-mail address: one looks like desk@example.org."
        case FieldType.COLOR if not _COLOUR.fullmatch(text):
            return "This is no colour: one looks like #1f6feb."
    return ""


def matches(pattern: str, text: str) -> bool:
    """Whether a site's pattern is found in a text.

    A pattern that can't be read here, or takes too long, counts as found: a rule that nobody can
    check must not stand in anybody's way.

    Args:
        pattern: As JavaScript has it, with or without slashes and flags ("/^a$/i").
        text: Where it is looked for.
    """
    compiled = _compiled(pattern)
    if compiled is None:
        return True
    try:
        return compiled.search(text, timeout=_PATTERN_TIMEOUT_S) is not None
    except TimeoutError:
        return True


_SLASHED = regex.compile(r"/(?P<body>.+)/(?P<flags>[dgimsuvy]*)", regex.DOTALL)
_CODE_POINT = regex.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}")
# What JavaScript's classes hold: nothing beyond ASCII, be the text in any language.
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}
_SET_OR_ESCAPE = regex.compile(r"\\.|[\[\]]", regex.DOTALL)
_FLAGS = {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL}


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> regex.Pattern[str] | None:
    slashed = _SLASHED.fullmatch(pattern)
    flags = regex.V0
    if slashed:
        pattern = slashed["body"]
        for letter in slashed["flags"]:
            flags |= _FLAGS.get(letter, 0)
    # JavaScript's \u{…} and $ are written otherwise here.
    pattern = _CODE_POINT.sub(lambda found: f"\\U{int(found[1], 16):08x}", pattern)
    pattern = _with_ascii_classes(pattern)
    if pattern.endswith("$") and not pattern.endswith("\\$") and not flags & regex.MULTILINE:
        pattern = pattern[:-1] + r"\Z"
    try:
        return regex.compile(pattern, flags)
    except (regex.error, ValueError, RecursionError):
        return None


def _with_ascii_classes(pattern: str) -> str:
    """A pattern with its classes of figures and letters written out; opposites outside brackets."""
    inside = False

    def written_out(found: regex.Match[str]) -> str:
        nonlocal inside
        sign = found.group()
        if sign in "[]":
            inside = sign == "["
            return sign
        held = _CLASSES.get(sign[1].lower())
        if held is None or (inside and sign[1].isupper()):
            return sign
        return held if inside else f"[{'^' if sign[1].isupper() else ''}{held}]"

    return _SET_OR_ESCAPE.sub(written_out, pattern)
