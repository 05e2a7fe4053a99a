"""How a single value is written in TOML, in the manner of the value it replaces."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.toml_values import toml_value
from copydesk.core.posts.values import Bare, unwritable
from copydesk.core.posts.yaml_scalars import date_text, is_date_text

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # but for tab and line feed
_ESCAPES = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", '"': '"', "\\": "\\"}
_TO_ESCAPE = re.compile(r"[\x00-\x1f\x7f\"\\]")
_TO_ESCAPE_LONG = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\\]|\"(?=\"\")|(?<=\"\")\"|\"\Z")
_QUOTES = re.compile(r"\"{3}|'{3}|[\"']")
_INT = re.compile(r"(?P<sign>[-+]?)(?P<base>0[xob])?(?P<digits>[0-9A-Fa-f_]+)")
# A date and time as people type it: the seconds left out, or a blank before the zone.
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)(:\d\d(?:\.\d+)?)?(?: ?([Zz]|[-+]\d\d(?=:?\d\d)):?(\d\d)?)?"
)


def quote_of(source: str) -> str:
    """The quotes that a text's source starts with, one or three; "" for what is no text."""
    found = _QUOTES.match(source)
    if found is None:
        return ""
    return found.group()[0] if source in ('""', "''") else found.group()


def text_source(
    text: str, quote: str, newline: str = "\n", *, flat: bool = False, opens: bool = True
) -> str:
    r"""Text in quotes of the wanted kind, or of the nearest that can hold it.

    Args:
        text: What it shall say.
        quote: One or three of ``"`` or ``'``.
        newline: The line end of a text that goes over several lines.
        flat: Keep it on one line, whatever the quote.
        opens: Whether a text in three quotes starts on the line below them.
    """
    if not flat and (len(quote) == 3 or "\n" in text):
        return _long_source(text, quote[0], newline, opens=opens)
    if quote[0] == "'" and not re.search(r"['\n]", text) and not _CONTROL.search(text):
        return f"'{text}'"
    return '"' + _TO_ESCAPE.sub(_escape, text) + '"'


def _long_source(text: str, mark: str, newline: str, *, opens: bool) -> str:
    first = newline if opens or text.startswith("\n") else ""
    literal = mark == "'" and "'''" not in text and not text.endswith("'")
    if not literal or _CONTROL.search(text):
        mark, text = '"', _TO_ESCAPE_LONG.sub(_escape, text)
    return mark * 3 + first + text.replace("\n", newline) + mark * 3


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return "\\" + _ESCAPES.get(character, f"u{ord(character):04X}")


def key_source(name: str, quote: str = "") -> str:
    """A name; in the wanted quotes, or bare where it can be and none are wanted."""
    if not quote and _BARE_KEY.fullmatch(name):
        return name
    return text_source(name, quote or '"', flat=True)


def scalar_source(
    value: object, old: str, quote: str, newline: str = "\n", *, flat: bool = False
) -> str:
    """The source of a `settled` value: text, a number, a yes or no, a date or a time.

    Args:
        value: What it shall say.
        old: The source of the value it replaces; "" for a new one.
        quote: For text, where the old value was none.
        newline: The line end of text that goes over several lines.
        flat: Keep text on one line where the old was on one.
    """
    if isinstance(value, Bare):
        return value.source
    old_quote = quote_of(old)
    if isinstance(value, str):
        long = len(old_quote) == 3
        opens = not long or old[3:4] in ("\r", "\n")
        one_line = flat and not long
        return text_source(value, old_quote or quote, newline, flat=one_line, opens=opens)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _int_source(value, old)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dt.datetime):
        return date_text(value, old)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    raise unwritable()


def settled(value: object, old: object) -> object:
    """The value as TOML can hold it, over an old one.

    What was typed is TOML's own source, or text; nothing, in a map, is left out; a date over one
    that stands in quotes is text to the site, and stays so.

    Raises:
        EditRefusedError: A list would hold nothing at a place, which TOML has no word for; or it is
            of a kind that fields don't have.
    """
    if isinstance(value, Bare):
        typed = bare_source(value.source)
        return value.source if typed is None else Bare(typed)
    if isinstance(value, Mapping):
        before = old if isinstance(old, Mapping) else {}
        return {
            str(key): settled(item, before.get(key))
            for key, item in value.items()
            if not is_nothing(item)
        }
    if isinstance(value, (list, tuple)):
        if any(map(is_nothing, value)):
            raise EditRefusedError(
                "TOML has no empty value, so a list can’t hold one.",
                "Give it a value, or remove it from the list.",
            )
        items = old if isinstance(old, list) and len(old) == len(value) else [None] * len(value)
        return [settled(item, before) for item, before in zip(value, items, strict=True)]
    if isinstance(value, dt.date) and isinstance(old, str) and is_date_text(old):
        return date_text(value, old)
    if isinstance(value, (str, bool, int, float, dt.date, dt.time)):
        return value
    raise unwritable()


def is_nothing(value: object) -> bool:
    """Whether it is what TOML can only say by leaving the name out."""
    return value is None or (isinstance(value, Bare) and not value.source.strip())


def holds_typed(value: object) -> bool:
    """Whether any of it is source just as it was typed."""
    if isinstance(value, Mapping):
        return any(map(holds_typed, value.values()))
    return any(map(holds_typed, value)) if isinstance(value, list) else isinstance(value, Bare)


def said(value: object) -> object:
    """What a `settled` value says, as reading it back gives it."""
    if isinstance(value, Bare):
        return toml_value(value.source)
    if isinstance(value, Mapping):
        return {key: said(item) for key, item in value.items()}
    if isinstance(value, list):
        return [said(item) for item in value]
    return value


def bare_source(typed: str) -> str | None:
    """What was typed as TOML's number, yes or no, date or time; None for what is text to TOML."""
    source = typed.strip()
    moment = _MOMENT.fullmatch(source)
    if moment:
        day, seconds, zone, minutes = moment.groups()
        source = day + (seconds or ":00") + (zone or "") + (f":{minutes}" if minutes else "")
    if not source or source[0] in "\"'[{" or re.search(r"[\r\n#]", source):
        return None
    try:
        toml_value(source)
    except ValueError:
        return None
    return source


def _int_source(value: int, old: str) -> str:
    """A number in the old one's base, with its sign and its groups of digits."""
    found = _INT.fullmatch(old)
    if found is None:
        return str(value)
    base, digits = found["base"], found["digits"]
    if base and value >= 0:
        form = {"0x": "X" if digits.upper() == digits and digits.lower() != digits else "x"}
        return base + format(value, form.get(base, base[1]))
    grouped = not base and re.fullmatch(r"\d{1,3}(?:_\d{3})+", digits)
    sign = "+" if found["sign"] == "+" and value >= 0 else ""
    return sign + (f"{value:_}" if grouped else str(value))
