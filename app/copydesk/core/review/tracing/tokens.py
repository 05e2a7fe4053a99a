"""A text as a row of words that can be compared with another text's, whatever the typography.

Case, diacritics, quotation marks, dashes, hyphens, punctuation and Markdown's marks make no
difference, nor does a letter in brackets ("[T]he"); "&" is "and", "per cent" and "%" are "percent",
small numbers in words are figures.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

from copydesk.core.text.positions import Span

_WORD = regex.compile(
    r"(?P<address>https?://[^\s)>\]]+|\]\([^()\s]*\))"
    r"|(?P<figure>\d+(?:[.,\u00a0\u202f\u2009'’]\d+)*(?![\p{L}\p{M}]))"
    r"|(?P<word>(?:\[\p{L}\](?=\p{Ll}))?[\p{L}\p{M}\p{N}]+(?:['’ʼ`´][\p{L}\p{M}\p{N}]+)*)"
    r"|(?P<sign>[%&])"
)
_GROUPING = regex.compile(r"(?<=\d)[,\u00a0\u202f\u2009'’](?=\d{2,3}(?!\d))")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")
_ACCENTS = regex.compile(r"[\u0300-\u036f]")
# fmt: off
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_FIGURES = {word: str(value) for value, word in enumerate(_UNITS)} | {
    word: str(10 * value) for value, word in enumerate(_TENS, 2)
}
_CURRENCY = frozenset(("Rs", "INR"))
_TEN_FIGURES = frozenset(_FIGURES[word] for word in _TENS)


class Token(NamedTuple):
    """One word.

    Attributes:
        norm: What it is compared by.
        start: Where it starts in the text it was read from.
        end: Where it ends.
    """

    norm: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its place in the text it was read from."""
        return Span(self.start, self.end)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text in order; addresses of links are left out."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        kind = match.lastgroup
        if kind == "address":
            continue
        start, end = match.span()
        word = match.group()
        if word in _CURRENCY:  # "Rs 5" is "₹5", whose sign is no word
            continue
        if kind == "sign":
            norm = "percent" if word == "%" else "and"
        elif kind == "figure":
            norm = _GROUPING.sub("", word)
        else:
            norm = folded(word.replace("[", "").replace("]", ""))  # "[T]he"
            norm = _FIGURES.get(norm, norm)
        last = found[-1] if found else None
        if last and norm == "cent" and last.norm == "per":
            found[-1] = Token("percent", last.start, end)
        elif (
            last
            and last.norm in _TEN_FIGURES
            and len(norm) == 1
            and norm in "123456789"
            and not word.isdecimal()
            and text[last.end : start] in ("-", " ", "‑")
        ):
            found[-1] = Token(str(int(last.norm) + int(norm)), last.start, end)
        else:
            found.append(Token(norm, start, end))
    return tuple(found)


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word without case and diacritics, its apostrophes straight."""
    if word.isascii():
        return word.lower().replace("`", "'")
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", plain).translate(_APOSTROPHES)
