"""How a text, a number or a word is written in JSON, in the manner of the value it replaces."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.values import Bare, unwritable
from copydesk.core.posts.yaml_scalars import date_text

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_SHORT = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
# Signs that can't stand in JSON, and those that can't be seen: said by number, whoever reads it.
_ALWAYS = '"\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff'
# Signs that a page's markup means, which Go's and .NET's writers escape.
_MARKUP = re.compile(r"\\u00(?:3[cCeE]|26)")
_BEYOND_ASCII = re.compile(r"\\u(?!00[0-7])[0-9a-fA-F]{4}")
_CAPITALS = re.compile(r"\\u[0-9a-f]*[A-F]")
# What int() takes (sys.int_info.default_max_str_digits).
_MOST_DIGITS = 4_300


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A value's JSON of one or more lines, to be written as it is."""

    source: str


@dataclass(frozen=True, slots=True)
class Letters:
    r"""Which signs a block writes by their numbers, though it need not.

    Attributes:
        ascii: All beyond ASCII, as in "caf\u00e9".
        slash: "/", as in "https:\/\/".
        markup: "<", ">" and "&".
        capitals: Whether the numbers have capital letters.
    """

    ascii: bool = False
    slash: bool = False
    markup: bool = False
    capitals: bool = False

    @staticmethod
    def of(source: str, old: str = "") -> Letters:
        """The habit of a block, and before that of the old value that is replaced in it."""

        def does(escaped: re.Pattern[str], plain: re.Pattern[str]) -> bool:
            for text in (old, source):
                if plain.search(text):
                    return False
                if escaped.search(text):
                    return True
            return False

        return Letters(
            does(_BEYOND_ASCII, re.compile("[^\x00-\x7f]")),
            does(re.compile(r"\\/"), re.compile(r"(?<!\\)/")),
            does(_MARKUP, re.compile("[<>&]")),
            bool(_CAPITALS.search(old) or _CAPITALS.search(source)),
        )

    def text_source(self, value: str) -> str:
        """A text in its quotes."""
        chosen = _ALWAYS + ("\x80-\U0010ffff" if self.ascii else "")
        chosen += ("/" if self.slash else "") + ("<>&" if self.markup else "")
        return '"' + re.sub(f"[{chosen}]", self._escape, value) + '"'

    def _escape(self, match: re.Match[str]) -> str:
        sign = match.group()
        if sign in _SHORT:
            return _SHORT[sign]
        if sign == "/":
            return "\\/"
        units = sign.encode("utf-16-be", "surrogatepass")
        numbers = (units[at : at + 2].hex() for at in range(0, len(units), 2))
        return "".join(f"\\u{one.upper() if self.capitals else one}" for one in numbers)


def scalar_source(value: object, letters: Letters) -> str:
    """The source of a settled text, number, yes or no, or nothing.

    Raises:
        EditRefusedError: JSON has no word for it.
    """
    if isinstance(value, Bare):
        return value.source
    if isinstance(value, str):
        return letters.text_source(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise EditRefusedError(
            "JSON has no word for a number that is endless or none.", "Give a number."
        )
    try:
        return json.dumps(value)
    except ValueError as error:  # more digits than Python writes
        raise EditRefusedError(
            "That number is too long for a field.", "Give it fewer digits."
        ) from error


def settled(value: object, old: object = None) -> object:
    """A value as JSON holds it: dates and times as text in the manner of the ``old`` one.

    `Bare` is left only where it is a number or a word of JSON.

    Raises:
        EditRefusedError: It is of a kind that fields don't have.
    """
    if isinstance(value, Mapping):
        before = old if isinstance(old, Mapping) else {}
        return {str(key): settled(item, before.get(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [settled(item) for item in value]
    if isinstance(value, Bare):
        source = value.source.strip()
        if _NUMBER.fullmatch(source):
            return Bare(source)
        return value.source if source else None
    if isinstance(value, dt.date):
        return date_text(value, old if isinstance(old, str) else "")
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, dt.time):
        return value.isoformat()
    raise unwritable()


def said(value: object) -> object:
    """What a settled value is read as."""
    if isinstance(value, Mapping):
        return {key: said(item) for key, item in value.items()}
    if isinstance(value, list):
        return [said(item) for item in value]
    return loaded(value.source) if isinstance(value, (Bare, Verbatim)) else value


def holds_source(value: object) -> bool:
    """Whether there is something in a settled value whose very signs count."""
    if isinstance(value, Mapping):
        return any(map(holds_source, value.values()))
    if isinstance(value, list):
        return any(map(holds_source, value))
    return isinstance(value, (Bare, Verbatim))


def loaded(source: str) -> object:
    """What JSON says, as python-frontmatter has it read; a number of very many digits as a float.

    Raises:
        json.JSONDecodeError: It is no JSON.
    """
    return json.loads(source, parse_int=whole_number)


def whole_number(source: str) -> int | float:
    """A whole number; of more digits than Python takes, infinity, as in JavaScript."""
    return int(source) if len(source) <= _MOST_DIGITS else float(source)
