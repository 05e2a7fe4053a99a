"""Numbers written in English words, Indian ones included: "two hundred and five", "nine lakh"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_TENS["fourty"] = 40
_HUNDRED = 100
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
# Fractions are compared at as many places as this.
_PLACES = Decimal("0.0001")

SCALES: dict[str, Decimal] = {
    **dict.fromkeys(("dozen",), Decimal(12)),
    **dict.fromkeys(("thousand", "k"), Decimal(10) ** 3),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), Decimal(10) ** 5),
    **dict.fromkeys(("million", "m", "mn", "mln"), Decimal(10) ** 6),
    **dict.fromkeys(("crore", "crores", "cr"), Decimal(10) ** 7),
    **dict.fromkeys(("billion", "bn", "b"), Decimal(10) ** 9),
    **dict.fromkeys(("trillion", "tn", "trn"), Decimal(10) ** 12),
}
"""What a word after a number multiplies it by."""

SCALE_WORDS = tuple(word for word in SCALES if word not in ("k", "m", "b"))
"""Those that may stand apart from the number."""

_ALONE = frozenset((*_UNITS, *_TENS))
_STARTS = _ALONE | {"a", "an", "half"}
_WORD = re.compile(r"[A-Za-z]+")
_JOINT = re.compile(r"[ \t\u00a0]*-?[ \t\u00a0\n]*|[ \t\u00a0]*,[ \t\u00a0]*")
STARTING_WORDS = tuple(sorted(_STARTS - {"a", "an"}, key=len, reverse=True))
"""The words a number in words may start with, "a" aside."""


class WordParser:
    """Reads one number from a list of lower-case words.

    Attributes:
        at: How many words have been read so far.
        fraction: Whether what was read is a part of something: "two-thirds".
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self.at = 0
        self.fraction = False

    def _next(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self._words[at] if at < len(self._words) else ""

    def number(self) -> Decimal | None:
        """The number at the start; None where none is."""
        if self._next() == "half":
            return self._half()
        if self._next() in ("a", "an"):
            return self._after_article()
        value = self._below_thousand()
        if value is None:
            return None
        part = self._part(value)
        return part if part is not None else self._scaled(value)

    def scaled(self, value: Decimal) -> Decimal:
        """A number in figures with the scales and smaller parts that follow it in words."""
        return self._scaled(value)

    def _half(self) -> Decimal | None:
        if self._next(1) not in ("a", "an") or self._next(2) not in SCALE_WORDS:
            return None
        value = SCALES[self._next(2)] / 2
        self.at += 3
        return self._multiplied(value)

    def _after_article(self) -> Decimal | None:
        following = self._next(1)
        if following == "hundred" or following in SCALE_WORDS:
            self.at += 1
            value = Decimal(1)
            if following == "hundred":
                value = self._hundreds(Decimal(1))
            return self._scaled(value)
        if following == "quarter" and self._next(2) == "of" and self._next(3) in ("a", "an"):
            if self._next(4) not in SCALE_WORDS:
                return None
            value = SCALES[self._next(4)] / 4
            self.at += 5
            return value
        if following in _PARTS and following != "half" and self._next(2) == "of":
            self.at += 2
            self.fraction = True
            return (1 / Decimal(_PARTS[following])).quantize(_PLACES)
        return None

    def _part(self, value: Decimal) -> Decimal | None:
        """The value of "two-thirds", once "two" has been read."""
        word = self._next()
        singular = word.removesuffix("s") if word != "halves" else "half"
        if singular not in _PARTS or value >= _PARTS[singular]:
            return None
        if value == 1 and (word.endswith("s") or self._next(1) != "of"):
            return None
        if value > 1 and not word.endswith("s"):
            return None
        self.at += 1
        self.fraction = True
        return (value / _PARTS[singular]).quantize(_PLACES)

    def _below_hundred(self) -> Decimal | None:
        word = self._next()
        if word in _TENS:
            self.at += 1
            unit = _UNITS.get(self._next(), 0)
            if 0 < unit < 10:
                self.at += 1
                return Decimal(_TENS[word] + unit)
            return Decimal(_TENS[word])
        if word in _UNITS:
            self.at += 1
            return Decimal(_UNITS[word])
        return None

    def _below_thousand(self) -> Decimal | None:
        value = self._below_hundred()
        if value is None:
            return None
        if self._next() == "hundred" and value > 0:
            return self._hundreds(value)
        if self._next() == "point" and self._next(1) in _UNITS:
            return self._after_point(value)
        if self._next() == "and" and self._next(1) in ("a", "an") and self._next(2) == "half":
            self.at += 3
            return value + Decimal("0.5")
        return value

    def _hundreds(self, count: Decimal) -> Decimal:
        self.at += 1
        value = count * _HUNDRED
        before = self.at
        if self._next() == "and":
            self.at += 1
        rest = self._below_hundred()
        if rest is None:
            self.at = before
            return value
        return value + rest

    def _after_point(self, value: Decimal) -> Decimal:
        digits = ""
        self.at += 1
        while self._next() in _UNITS and _UNITS[self._next()] < 10:
            digits += str(_UNITS[self._next()])
            self.at += 1
        return value + Decimal(f"0.{digits}") if digits else value

    def _multiplied(self, value: Decimal) -> Decimal:
        while self._next() in SCALE_WORDS:
            value *= SCALES[self._next()]
            self.at += 1
        return value

    def _scaled(self, value: Decimal) -> Decimal:
        total = Decimal(0)
        limit = None
        while True:
            start = self.at
            step = self._multiplied(value)
            if self.at == start or (limit is not None and step >= limit):
                self.at = start
                # What has no scale of its own ends the number: "thousand and five".
                return total + value
            total += step
            limit = SCALES[self._words[self.at - 1]]
            before = self.at
            following = self._smaller(limit)
            if following is None:
                self.at = before
                return total
            value = following

    def _smaller(self, limit: Decimal) -> Decimal | None:
        """What may follow a scale: "two thousand" → "and five", "three hundred"."""
        with_and = self._next() == "and"
        if with_and:
            self.at += 1
        if self._next() in ("a", "an"):
            return None
        value = self._below_thousand()
        if value is None or value == 0 or value >= limit:
            return None
        # "Two thousand and three million" are two numbers.
        if self._next() in SCALE_WORDS and (with_and or SCALES[self._next()] >= limit):
            return None
        return value


def words_ahead(text: str, start: int, most: int = 30) -> list[re.Match[str]]:
    """The words from a position on, as long as only spaces, a hyphen or a comma part them."""
    found: list[re.Match[str]] = []
    at = start
    while len(found) < most:
        word = _WORD.match(text, at)
        if not word:
            break
        found.append(word)
        joint = _JOINT.match(text, word.end())
        at = joint.end() if joint else word.end()
        if at == word.end():
            break
    return found


def number_in_words(text: str) -> Decimal | None:
    """The number that a whole text spells out; None where it is anything else."""
    words = words_ahead(text, 0, 40)
    if not words or words[-1].end() != len(text):
        return None
    parser = WordParser([word.group().lower() for word in words])
    value = parser.number()
    return value if value is not None and parser.at == len(words) else None


def spelt(value: int) -> str:
    """A whole number from 0 to 999,999,999,999 in English words: "two hundred and five"."""
    for name, size in (("billion", 10**9), ("million", 10**6), ("thousand", 1000)):
        if value >= size:
            rest = value % size
            joint = " and " if rest < _HUNDRED else " "
            return f"{spelt(value // size)} {name}" + (joint + spelt(rest) if rest else "")
    if value >= _HUNDRED:
        rest = value % _HUNDRED
        return f"{spelt(value // _HUNDRED)} hundred" + (f" and {spelt(rest)}" if rest else "")
    names = {number: word for word, number in [*_UNITS.items(), *_TENS.items()] if word != "fourty"}
    if value in names:
        return names[value]
    return f"{names[value - value % 10]}-{names[value % 10]}"
