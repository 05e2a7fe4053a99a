"""The words of a run of text that spelling is about, without what only looks like words.

Addresses, file names, code, handles, tags, numbers and units, identifiers and initials are told
by their signs: a stretch between spaces that holds one of them is left out whole.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# Braces hold templates, attributes and expressions; double brackets the names of other pages.
_BRACES = re.compile(r"\{[^{}\n]{0,300}\}|\[\[[^\[\]\n]{0,200}\]\]|&#?\w{1,10};")
# A formula holds one of the signs that prices don't.
_FORMULA = re.compile(r"\$[^$\n]{0,200}[\\^_=][^$\n]{0,200}\$")
_CHUNK = re.compile(r"[^\s\ufffc/\u2013\u2014\u2026]+|[/\u2013\u2014\u2026]+|\ufffc+")
_TECHNICAL = re.compile(
    r"[0-9@\\_=<>|~^%$+*`]|::|\(\)|^[(\[\"'\u2018\u201c]?(?:#|-{1,2}\w)|:\w|\w[.&#]\w|\.\w+$"
)
_WORD = regex.compile(
    r"(?<apostrophe>['\u2019])?"
    r"(?<word>[\p{L}\p{M}\u00ad\u200b-\u200d]+(?:['\u2019\-\u2010\u2011][\p{L}\p{M}\u00ad\u200b-\u200d]+)*)"
    r"(?<cut>['\u2019])?"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b"))
_PLAIN = {ord("\u2019"): "'", ord("\u2010"): "-", ord("\u2011"): "-"}
_ENDS = re.compile(r"[.!?\u0964\u061f\u06d4\u2026]+[\"')\]\u2019\u201d\u00bb*_]*$")
# Around a plain word; an apostrophe may be part of it.
_LEADING = '(["\u201c\u2018'
_TRAILING = '.,;:!?)]"\u201d'
_CLOSERS = frozenset(".!?\u0964\u061f\u06d4\u2026\"')]\u2019\u201d\u00bb*_")
_BETWEEN = "/\u2013\u2014\u2026\ufffc"
_LONGEST_CHUNK = 120
# A full stop after which a name goes on.
_BEFORE_NAME = re.compile(
    r"[(\"\u201c\u2018]?(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|St|Prof|Rev|Fr|Sen|Rep|Gov|Gen|Col|Maj|Lt|Sgt"
    r"|Capt|Cpl|Hon|Shri|Sh|Smt|Km)\."
)
_OPENERS = frozenset("\"'\u2018\u201c\u00ab\u201e")


class Token(NamedTuple):
    """One word as it stands.

    Attributes:
        text: Composed (NFC), with straight apostrophes and hyphens, without soft hyphens.
        start: In the run's text.
        end: In the run's text.
        first: Whether it begins a sentence, a line or a quotation, so that its capital tells
            nothing.
    """

    text: str
    start: int
    end: int
    first: bool


def tokens_in(text: str) -> Iterator[Token]:
    """The words of a run, in order."""
    first = True
    after_slash = False
    masked = _masked(text)
    slashes, breaks = "/" in masked, "\n" in masked
    for chunk in _CHUNK.finditer(masked):
        piece, at = chunk.group(), chunk.start()
        if piece[0] in _BETWEEN:
            after_slash = piece[0] == "/"
            first = first or not after_slash
            continue
        if breaks and "\n" in masked[max(0, at - 1) : at]:
            first = True
        if slashes and (after_slash or "/" in masked[chunk.end() : chunk.end() + 1]):
            after_slash = False
        elif piece.isascii() and piece.isalpha():  # most words, for which this is made fast
            yield Token(piece, at, at + len(piece), first)
            first = False
            continue
        else:
            yield from _in_chunk(text, piece, at, first=first)
        first = _ends_sentence(piece)


def _in_chunk(text: str, piece: str, at: int, *, first: bool) -> Iterator[Token]:
    """The words of a stretch between spaces."""
    core = piece.lstrip(_LEADING)
    start = at + len(piece) - len(core)
    core = core.rstrip(_TRAILING)
    if core.isascii() and core.isalpha():
        yield Token(core, start, start + len(core), first or piece[0] in _OPENERS)
    elif len(piece) <= _LONGEST_CHUNK and not _TECHNICAL.search(piece):
        yield from _words(text, piece, at, first=first)


def _ends_sentence(piece: str) -> bool:
    return (
        piece[-1] in _CLOSERS
        and _ENDS.search(piece) is not None
        and _BEFORE_NAME.fullmatch(piece) is None
    )


def _masked(text: str) -> str:
    """The text with what is surely no prose blanked out, letter for letter."""
    if "{" in text or "[[" in text or "&" in text:
        text = _BRACES.sub(_blank, text)
    if text.count("$") > 1:
        text = _FORMULA.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return "\ufffc" * len(found.group())


def _words(text: str, piece: str, at: int, *, first: bool) -> Iterator[Token]:
    for found in _WORD.finditer(piece):
        begins = first or (found.start() > 0 and piece[found.start() - 1] in _OPENERS)
        begins = begins or found.group("apostrophe") is not None
        first = False
        start, end = at + found.start("word"), at + found.end("word")
        word = text[start:end]
        plain = unicodedata.normalize("NFC", word.translate(_INVISIBLE)).translate(_PLAIN)
        if _is_clipped(found, plain):
            continue
        yield Token(plain, start, end, begins)


def _is_clipped(found: regex.Match[str], word: str) -> bool:
    """Whether an apostrophe stands for letters left out: ’tis, goin’."""
    if found.group("cut") and word.endswith("in") and not found.group("apostrophe"):
        return True
    return bool(found.group("apostrophe") == "\u2019") and len(word) < 6
