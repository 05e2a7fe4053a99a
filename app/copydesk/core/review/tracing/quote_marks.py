"""Finds quotations in paragraphs of plain prose, whatever marks they stand in.

Straight and curly double marks, single ones in the British manner with apostrophes between them,
«French», »German« and „low“ ones. A quotation that runs over paragraphs, each opened anew, is
one; so is one that its attribution breaks: “The bridge,” she said, “is safe.”
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.speech import SPEECH

if TYPE_CHECKING:
    from collections.abc import Sequence

# How far a closing mark is looked for, in characters.
_LONGEST = 6_000
# An attribution that breaks a quotation is short.
_LONGEST_BREAK = 140
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", '"': '"', "‘": "’'", "'": "'’"}
_SINGLE = "‘'"
_MAY_BEGIN = '[…("“.£$€₹'
_ENDS = '.,:;!?)—–”"'
_FEW_WORDS = 3
# Words that begin with an apostrophe.
_CLIPPED = re.compile(r"(?:tis|twas|til|till|em|n|cause|bout|round|\d\ds?)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])[.!?;:](?:\s|$)")
_SAYS = re.compile(rf"\b(?:{SPEECH})\b")
_SAYING = re.compile(rf"\s*,?\s*(?:{SPEECH})\b")
_CONTINUES = re.compile(r"\b(?:and|but|then|later|before|while|as|of|adding|called)\W*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two quotation marks.

    Attributes:
        paragraph: The index of its paragraph.
        start: Where its words start there.
        end: Where they end.
        outer_start: Where its opening mark stands.
        outer_end: Where what follows its closing mark starts.
    """

    paragraph: int
    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: a piece, or several that its attribution or a paragraph's end part."""

    pieces: tuple[Piece, ...]


def find_quotations(paragraphs: Sequence[str]) -> tuple[Quotation, ...]:
    """The quotations of a text in order; those within another are left out."""
    found: list[Quotation] = []
    carried: list[Piece] = []  # of a quotation that the last paragraph left open
    mark = ""
    for index, text in enumerate(paragraphs):
        pieces, opened = _pieces(text, index)
        if carried:
            if pieces and _opens_with(text, mark) and pieces[0].outer_start <= _lead(text):
                carried.append(pieces.pop(0))
                if not pieces and opened == mark and carried[-1].outer_end >= len(text):
                    continue
            if len(carried) > 1:
                found.append(Quotation(tuple(carried)))
            carried = []
        unclosed = pieces.pop() if opened else None
        found.extend(_joined(text, pieces))
        if unclosed:
            carried, mark = [unclosed], opened
    if len(carried) > 1:
        found.append(Quotation(tuple(carried)))
    return tuple(found)


def _opens_with(text: str, mark: str) -> bool:
    return text.lstrip()[:1] == mark


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _pieces(text: str, paragraph: int) -> tuple[list[Piece], str]:
    """The stretches between marks; the mark of the last one where nothing closes it, else ""."""
    found: list[Piece] = []
    at = 0
    unclosed = -1
    while at < len(text):
        mark = text[at]
        if mark not in _CLOSERS or not _opens(text, at):
            at += 1
            continue
        close = _closing(text, at)
        if close < 0:
            unclosed = at
            at += 1
            continue
        unclosed = -1
        piece = _piece(text, paragraph, at, close)
        if piece is not None:
            found.append(piece)
        at = close + 1
    if unclosed >= 0:
        piece = _piece(text, paragraph, unclosed, len(text))
        if piece is not None:
            return [*found, piece], text[unclosed]
    return found, ""


def _piece(text: str, paragraph: int, opening: int, closing: int) -> Piece | None:
    start, end = opening + 1, closing
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(letter.isalnum() for letter in text[start:end]):
        return None
    return Piece(paragraph, start, end, opening, min(closing + 1, len(text)))


def _opens(text: str, at: int) -> bool:
    """Whether the mark at a position opens a quotation."""
    mark = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace():
        return bool(after) and mark in "«‹"  # the French put a space inside
    if mark in "“„«‹":
        return True
    if before and (before.isalnum() or before in ".,!?…%)]’”'\""):
        return False
    if mark in _SINGLE:
        return not _CLIPPED.match(text, at + 1) and (after.isalnum() or after in _MAY_BEGIN)
    return True


def _closing(text: str, at: int) -> int:
    """Where the quotation that opens at a position is closed; -1 for nowhere."""
    mark = text[at]
    if mark in _SINGLE:
        return _single_closing(text, at)
    closers = _CLOSERS[mark]
    for place in range(at + 1, min(len(text), at + _LONGEST)):
        letter = text[place]
        if letter in closers:
            after = text[place + 1 : place + 2]
            if letter == '"' and text[place - 1].isspace() and after and not after.isspace():
                return -1  # another one opens here
            return place
        if letter == mark and mark != '"':
            return -1
    return -1


def _single_closing(text: str, at: int) -> int:
    """The mark that closes a single one: not an apostrophe, as far as can be told."""
    mark = text[at]
    possessive = -1  # the first mark that may as well be that of a plural
    for place in range(at + 1, min(len(text), at + _LONGEST)):
        if text[place] not in "‘’'":
            continue
        before, after = text[place - 1], text[place + 1 : place + 2]
        if text[place] == mark and before.isspace() and after.isalnum():
            return possessive  # the next quotation opens
        if text[place] not in _CLOSERS[mark] or after.isalnum() or before.isspace():
            continue
        if before in ".,!?…—–" or not after or after in _ENDS or _SAYING.match(text, place + 1):
            early = possessive >= 0 and len(text[at:possessive].split()) <= _FEW_WORDS
            return possessive if early and before not in ".,!?…" else place
        if before not in "sS" and text[place - 2 : place] != "in":
            return possessive if possessive >= 0 else place
        if possessive < 0:
            possessive = place
    return possessive


def _joined(text: str, pieces: list[Piece]) -> list[Quotation]:
    """The pieces of one paragraph, those that an attribution parts put together."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _is_broken(text, groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [Quotation(tuple(group)) for group in groups]


def _is_broken(text: str, first: Piece, second: Piece) -> bool:
    """Whether what stands between two pieces only tells who speaks."""
    between = text[first.outer_end : second.outer_start]
    said = between.strip()
    if not said or len(said) > _LONGEST_BREAK or _SENTENCE_END.search(between):
        return False
    if len(_SAYS.findall(said)) != 1 and "according to" not in said:
        return False
    if _CONTINUES.search(said):
        return False
    if said[-1] not in ",—–" and (
        not text[second.start].islower() or "," in said or len(said.split()) > _FEW_WORDS + 1
    ):
        return False
    return text[first.end - 1] in ",—–-…!?" or said[0] == ","
