"""A text as a row of words among which names are looked for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from copydesk.core.review.tracing.tokens import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = regex.compile(
    r"(?P<skip>(?:https?://|www\.)[^\s)>\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<!\w)[@#]\w+)"
    r"|(?P<word>(?:(?:\p{Lu}\.){2,}|\p{Lu}\.(?=\s?\p{Lu}))"
    r"|(?<![\p{L}\p{N}_])[\p{L}][\p{L}\p{M}]*(?:['’ʼ][\p{L}\p{M}]+)*(?![\p{N}_]))"
    r"|(?P<other>[\p{N}_][\p{L}\p{M}\p{N}_.,]*|[\p{L}][\p{L}\p{M}\p{N}_]*|&)"
)
_POSSESSIVE = regex.compile(r"['’ʼ]s$", regex.IGNORECASE)
_APOSTROPHES = regex.compile(r"['’ʼ.]")
_JOINT = regex.compile(r"[ \t\u00a0\u202f]+|[ \t]*(?:\r\n|\r|\n)[ \t]*(?![\r\n])|[-‑]|['’] ?")
_START = regex.compile(r"(?:^|[.!?…:;]|[\r\n]|[–—|•])[\s\"'“‘«„»”’(\[*_>\ufffc-]*$|[\"“‘«„(\[]\s*$")
_ABBREVIATION = regex.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|Rs|\p{Lu})\.\s*$"
)
_LONGEST_HEADLINE = 25
_ENDS = (".", ":", ";", ",", "।")
_PARAGRAPH = regex.compile(r"\S[^\n]*(?:\n(?![^\S\n]*\n)[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        text: As it stands, its possessive "’s" cut off.
        start: Where it starts.
        end: Where it ends, the possessive left out.
        norm: What it is compared by.
        capital: Whether it starts with a capital.
        opens: Whether a sentence, a quotation or a line starts with it.
        joint: What parts it from the word before; "" for what joins no name.
        possessive: Whether an "’s" was cut off.
    """

    text: str
    start: int
    end: int
    norm: str
    capital: bool
    opens: bool
    joint: str
    possessive: bool = False


def norm_of(word: str) -> str:
    """A word as names are compared: without case, diacritics, apostrophes and full stops."""
    if word.isascii() and word.isalpha():
        return word.lower()
    return _APOSTROPHES.sub("", folded(word))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; addresses and handles are left out."""
    found: list[Word] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        between, last = text[last:start], end
        kind = match.lastgroup
        if kind == "skip":
            continue
        token = match.group()
        possessive = len(token) > 3 and token[-1] in "sS" and token[-2] in "'’ʼ"
        if possessive:
            token, end = token[:-2], end - 2
        joint = _joint(between) if found else ""
        capital = kind == "word" and token[0].isupper()
        opens = capital and _opens(text[max(0, start - 16) : start])
        found.append(Word(token, start, end, norm_of(token), capital, opens, joint, possessive))
    return tuple(found)


def _joint(between: str) -> str:
    if between == " ":
        return " "
    if between in ("-", "‑"):
        return "-"
    return " " if _JOINT.fullmatch(between) else ""


def _opens(before: str) -> bool:
    if before[-1:] == " " and before[-2:-1].isalnum():
        return False
    return bool(_START.search(before)) and not _ABBREVIATION.search(before)


def is_headline(found: Sequence[Word], *, fewest: int = 2) -> bool:
    """Whether a text's words have capitals for the look of it.

    Args:
        found: Its words.
        fewest: How many longer words there must be, the first one aside.
    """
    longer = [word for word in found[1:] if len(word.text) > 3 and word.text.isalpha()]
    return len(longer) >= fewest and sum(w.capital for w in longer) >= 0.7 * len(longer)


@dataclass(frozen=True, eq=False)
class ReadText:
    """A text with its words, for names.

    Attributes:
        text: The text.
        heads: Whether it is a title or a heading, which a few words show.
        prose: Whether it can't be a headline: a table's cell, an item of a list.
    """

    text: str
    heads: bool = False
    prose: bool = False

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return words_of(self.text)

    @cached_property
    def in_capitals(self) -> bool:
        """Whether it is a headline."""
        if self.prose:
            return False
        if self.heads:
            return is_headline(self.words, fewest=1)
        if len(self.words) > _LONGEST_HEADLINE or self.text.rstrip().endswith(_ENDS):
            return False
        return not self.text.startswith(("—", "–", "-")) and is_headline(self.words)


def prose_words(found: ReadText) -> tuple[Word, ...]:
    """The words of a plain text that stand in no headline: in no line in capitals by itself."""
    starts = [word.start for word in found.words]
    kept: list[Word] = []
    for match in _PARAGRAPH.finditer(found.text):
        here = found.words[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]
        line = match.group()
        alone = "\n" not in line and len(here) <= _LONGEST_HEADLINE
        if not (alone and not line.rstrip().endswith(_ENDS) and is_headline(here)):
            kept.extend(here)
    return tuple(kept)
