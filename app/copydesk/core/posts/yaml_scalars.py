"""How a single value is written in YAML, in the manner of the value it replaces."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from io import StringIO

import yaml
from yaml.emitter import Emitter

_STRING = "tag:yaml.org,2002:str"
# What some YAML 1.1 or 1.2 parser of a site's (js-yaml, Go, Ruby) takes for a number, a date or a
# word of its own, though PyYAML reads it as text. Too much here only costs a pair of quotes.
_LOOKS_TYPED = re.compile(r"[-+.\d][-+.\d_,:xXoObBeEtTzZ a-fA-F]*|[yYnN=]|<<")
_NEEDS_ESCAPE = re.compile(
    "[^\t\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPES = {"\0": "0", "\a": "a", "\b": "b", "\n": "n", "\v": "v", "\f": "f", "\r": "r"}
_WORDS = {"true": "false", "yes": "no", "on": "off"}
_OPPOSITE = _WORDS | {no: yes for yes, no in _WORDS.items()}
_resolver = yaml.resolver.Resolver()


@dataclass(frozen=True, slots=True)
class Manner:
    """How the value that stood there before was written.

    Attributes:
        style: Of a text: "" plain, "'" or '"'.
        quote: The quotes to take where plain writing won't do.
        source: The source of the old value, "" for none.
        flow: Whether it stands inside brackets.
    """

    style: str = ""
    quote: str = '"'
    source: str = ""
    flow: bool = False


def scalar_source(value: object, manner: Manner) -> str:
    """The one-line source of a text, number, yes or no, date or nothing."""
    if isinstance(value, str):
        return text_source(value, manner)
    if isinstance(value, bool):
        return _bool_source(value, manner.source)
    if isinstance(value, float):
        return _float_source(value)
    if isinstance(value, dt.date):
        return date_text(value, manner.source)
    if value is None:
        # An empty place is how people leave a field open, but inside brackets it must be said.
        return manner.source if manner.source in ("~", "null", "Null", "NULL") else "null"
    return str(value)


def text_source(value: str, manner: Manner) -> str:
    """A text on one line: plain where no parser could misread it, else quoted."""
    style = manner.style
    if not style and not reads_as_text(value, flow=manner.flow):
        style = manner.quote
    if style == "'" and not _NEEDS_ESCAPE.search(value) and "\t" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        return '"' + _NEEDS_ESCAPE.sub(_escape, escaped) + '"'
    return value


def reads_as_text(value: str, *, flow: bool) -> bool:
    """Whether ``value``, without quotes, is read as that very text by every YAML parser."""
    if not value or _LOOKS_TYPED.fullmatch(value) or _NEEDS_ESCAPE.search(value):
        return False
    if _resolver.resolve(yaml.ScalarNode, value, (True, False)) != _STRING:  # type: ignore[no-untyped-call]  # the stubs lack it
        return False
    analysis = Emitter(StringIO(), allow_unicode=True).analyze_scalar(value)
    return bool(analysis.allow_flow_plain if flow else analysis.allow_block_plain)


def date_text(value: dt.date, old: str) -> str:
    """A date or a moment in ISO 8601, with the separator and the zone's writing of the old one."""
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    between = re.match(r"\d{4}-\d\d?-\d\d?([Tt ])", old.lstrip("'\""))
    text = value.isoformat(sep=between[1] if between else "T")
    zulu = old.rstrip("'\"").endswith(("Z", "z")) or not re.search(r":\d\d[ .\d]*[-+]\d\d", old)
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") and zulu else text


def is_date_text(value: object) -> bool:
    """Whether ``value`` is text that says a date or a moment in ISO 8601."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if 0xD800 <= ord(character) <= 0xDFFF:
        return character  # a byte of the file that is no text: kept, no escape could say it
    if character in _ESCAPES:
        return "\\" + _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _bool_source(value: bool, old: str) -> str:
    word = old.lower()
    if word not in _OPPOSITE:
        return "true" if value else "false"
    if (word in _WORDS) is not value:
        word = _OPPOSITE[word]
    if old.isupper():
        return word.upper()
    return word.capitalize() if old[0].isupper() else word


def _float_source(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    # YAML 1.1 takes an exponent only after a point: 1e+16 would be text.
    return text.replace("e", ".0e", 1) if "e" in text and "." not in text else text
