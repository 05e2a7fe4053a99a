"""The names that the sources have, and how near another spelling comes to one."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from copydesk.core.review.tracing.word_lists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.review.tracing.claim import Place
    from copydesk.core.review.tracing.context import IndexedSource
    from copydesk.core.review.tracing.name_text import Word

# Shorter words that differ in a letter are other words: Tom and Tim.
_SHORTEST_SLIP = 4
_SHORTEST_TWO_SLIPS = 6
_SHORTEST_ALONE = 5
_SMALL = frozenset(("the", "of", "and", "for", "de", "la", "le", "du", "des", "di", "da", "&"))
KNOWN_SHORT: dict[str, tuple[str, ...]] = {
    "us": ("united", "states"),
    "usa": ("united", "states"),
    "uk": ("united", "kingdom"),
    "un": ("united", "nations"),
    "eu": ("european", "union"),
}
"""Short forms that no text explains."""
KNOWN_LONG = {long: short for short, long in KNOWN_SHORT.items() if short != "usa"}
"""The same, by what they stand for."""
_EXPANDED = re.compile(r"\(\s*(?:the\s+)?[“\"'‘]?([A-Z]{2,7})[”\"'’]?\s*\)")


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name as a source has it.

    Attributes:
        parts: Its words to compare.
        place: Where it first stands.
    """

    parts: tuple[str, ...]
    place: Place


class SourceWords:
    """The capitalised words of one source, by which it is asked for names."""

    def __init__(self, source: IndexedSource, found: Sequence[Word]) -> None:
        self.source = source
        self._words = [word for word in found if word.norm not in _SMALL]
        self._at: dict[str, list[int]] = {}
        self._small: dict[str, list[int]] = {}
        for index, word in enumerate(self._words):
            if word.capital or word.text[:1].isdigit() or word.text[:1].isnumeric():
                self._at.setdefault(word.norm, []).append(index)
            else:
                self._small.setdefault(word.norm, []).append(index)
        self._initials: dict[str, int] | None = None

    def find(self, parts: tuple[str, ...], across: str = "") -> Place | None:
        """Where the words stand one after the other; one name more between two is let be.

        Args:
            parts: The words.
            across: A small word that may stand between two as well.
        """
        for start in self._at.get(parts[0], ()):
            end = self._matched(parts, start, across)
            if end is not None:
                return self.source.place(self._words[start].start, self._words[end].end)
        return self._find_small(parts) if len(parts) > 1 else None

    def _find_small(self, parts: tuple[str, ...]) -> Place | None:
        """Where several words stand without capitals: "high court"."""
        for start in self._small.get(parts[0], ()):
            here = self._words[start : start + len(parts)]
            if tuple(word.norm for word in here) == parts:
                return self.source.place(here[0].start, here[-1].end)
        return None

    def find_acronym(self, letters: str) -> Place | None:
        """Where a short form stands in capitals."""
        for start in self._at.get(letters, ()):
            word = self._words[start]
            if word.text.replace(".", "").isupper():
                return self.source.place(word.start, word.end)
        return None

    def _matched(self, parts: tuple[str, ...], start: int, across: str) -> int | None:
        at = start
        for part in parts[1:]:
            at += 1
            if at < len(self._words) and self._words[at].norm == part:
                continue
            at += 1
            skipped = at < len(self._words) and self._may_stand_between(at - 1, across)
            if not skipped or self._words[at].norm != part or not self._words[at].joint:
                return None
        return at

    def _may_stand_between(self, at: int, across: str) -> bool:
        word = self._words[at]
        return word.capital or word.norm == across or word.norm in words("particles")

    def find_initials(self, letters: str) -> Place | None:
        """Where capitalised words stand whose first letters these are."""
        if self._initials is None:
            self._initials = dict(self._read_initials())
        start = self._initials.get(letters, -1)
        if start < 0:
            return None
        last = self._words[start + len(letters) - 1]
        return self.source.place(self._words[start].start, last.end)

    def _read_initials(self) -> Iterator[tuple[str, int]]:
        for start in reversed(range(len(self._words))):
            letters = ""
            for word in self._words[start : start + 7]:
                if not word.capital or len(word.norm) < 2 or (letters and not word.joint):
                    break
                letters += word.norm[0]
                if len(letters) > 2:
                    yield letters, start


def expansions(text: str, found: Sequence[Word]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Short forms that a text explains, with the words that they stand for: "(BJP)"."""
    starts = [word.start for word in found]
    for match in _EXPANDED.finditer(text):
        letters = match[1].lower()
        at = bisect_left(starts, match.start())
        before = found[max(0, at - 2 * len(letters) - 4) : at]
        named = [w for w in before if w.norm not in _SMALL]
        for size in (len(letters), len(letters) - 1, len(letters) + 1):
            taken = named[-size:] if size > 1 else []
            if (
                len(taken) == size
                and all(w.capital for w in taken)
                and taken[0].norm[:1] == letters[0]
            ):
                yield letters, tuple(word.norm for word in taken)
                break


def spelt_otherwise(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether one name is another, spelt otherwise: one word by a letter or two, the rest equal."""
    ours, theirs = _bare(ours), _bare(theirs)
    if not ours or not theirs or ours == theirs:
        return False
    if len(ours) == 1 or len(theirs) == 1:
        return len(ours) == len(theirs) and alone_otherwise(ours[0], theirs[0])
    if len(theirs) > len(ours):
        windows = [theirs[n : n + len(ours)] for n in range(len(theirs) - len(ours) + 1)]
        return any(_aligned(ours, window) for window in windows)
    if len(ours) > len(theirs):
        return "".join(ours) == "".join(theirs)
    return _aligned(ours, theirs)


def _bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    while len(parts) > 1 and parts[0] in words("titles"):
        parts = parts[1:]
    return parts


def _aligned(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    unequal = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if not unequal:
        return True
    if len(unequal) == 1:
        return is_near(*unequal[0])
    return all(sound(a) == sound(b) and OSA.distance(a, b) <= 2 for a, b in unequal)


def is_near(one: str, other: str) -> bool:
    """Whether two words of a name may be one, beside words that are equal."""
    if one.isdigit() or other.isdigit():
        return len(one) == len(other) > 1 and OSA.distance(one, other) == 1
    if _romanised(one) == _romanised(other):
        return True
    shorter = min(len(one), len(other))
    if max(len(one), len(other)) < _SHORTEST_SLIP:
        return False
    distance = OSA.distance(one, other)
    if distance == 1:
        return shorter >= _SHORTEST_SLIP - 1
    if distance == 2 and shorter >= _SHORTEST_TWO_SLIPS and one[0] == other[0]:
        return True
    return sound(one) == sound(other) and distance <= 3


def _romanised(word: str) -> str:
    """A word with the long vowels of other scripts spelt one way: "Pooja", "Suneel", "Hyun-woo"."""
    return word.replace("oo", "u").replace("ee", "i").replace("aa", "a")


def alone_otherwise(one: str, other: str) -> bool:
    """Whether two words may be one name, each standing for itself."""
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_ALONE or one[0] != other[0]:
        return sound(one) == sound(other) and shorter >= _SHORTEST_SLIP and one != other
    distance = OSA.distance(one, other)
    if one.removesuffix("s") == other.removesuffix("s"):
        return False
    return distance == 1 or (distance == 2 and (shorter > 7 or sound(one) == sound(other)))


_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q|c(?![eiyh])|kh"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"w|b?v"), "v"),
    (re.compile(r"([bdgjt])h"), r"\1"),
    (re.compile(r"(?<=.)[aeiouyh]+"), ""),
    (re.compile(r"^[aeiouy]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Roughly how a word sounds: its consonants, transliterations of one taken as equal."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word
