"""Words one slip away from a misspelt one: a letter too many, too few, wrong, or two swapped.

The four slips are those of F. Damerau, "A technique for computer detection and correction of
spelling errors" (CACM 7, 1964), who found that four in five misspellings are one of them. The
first letter is taken to be right, which it nearly always is (J. Pollock and A. Zamora, "Automatic
spelling correction in scientific and scholarly text", CACM 27, 1984).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_MOST_ASKED = 250
# What stands after a contraction's apostrophe: n't, 're, 's.
_LONGEST_CONTRACTION = 2
# Letters rarer than this in a list are those of its foreign words.
_RARE_LETTER = 40


class WordShapes:
    """Which letters and which three in a row the words of a dictionary have.

    Most strings one slip away from a word have three letters in a row that no word has, so that
    nothing need be asked about them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        small = [word for word in words if word[:1].isalpha() and not word[0].isupper()]
        text = "$^".join(small)
        self._threes = {text[n : n + 3] for n in range(len(text) - 2)}
        letters = Counter(text)
        self.letters = "".join(
            sorted(one for one, often in letters.items() if one.isalpha() and often > _RARE_LETTER)
        )
        self._by_start: dict[str, list[str]] = {}
        for word in small:
            self._by_start.setdefault(word[:2], []).append(word)

    def beginning(self, start: str) -> list[str]:
        """The words that begin with two letters, as listed."""
        return self._by_start.get(start, [])

    def plausible(self, word: str, start: int, end: int) -> bool:
        """Whether each three letters around the changed part ``start <= n < end`` stand in a word.

        Endings are not looked at: a dictionary makes them by rules.
        """
        padded = f"^{word}"
        first, last = max(0, start - 1), min(end + 1, len(padded) - 2)
        return all(padded[n : n + 3] in self._threes for n in range(first, last))


def neighbours(word: str, shapes: WordShapes, accepts: Callable[[str], bool]) -> tuple[str, ...]:
    """The words one slip away, the likeliest slip first.

    Args:
        word: In lower case.
        shapes: Of the dictionary.
        accepts: Whether it has a word.
    """
    found: dict[str, int] = {}
    asked = 0
    for candidate, weight in sorted(_slips(word, shapes), key=lambda one: one[1]):
        if asked > _MOST_ASKED:
            break
        if candidate in found or candidate == word:
            continue
        asked += 1
        if accepts(candidate):
            found[candidate] = weight
    return tuple(found)


def further(word: str, shapes: WordShapes) -> tuple[str, ...]:
    """The words of a list two slips away from a long one, its first two letters right."""
    found = process.extract(
        word, shapes.beginning(word[:2]), scorer=OSA.distance, score_cutoff=2, limit=4
    )
    words = [one[0] for one in found]
    return tuple(sorted(words, key=lambda one: -JaroWinkler.similarity(word, one)))


def slip_weight(word: str, other: str) -> int:
    """How unlikely a slip made one word of another, both of about one length; 0 is likeliest."""
    if sorted(word) == sorted(other) or other.replace("'", "") == word:
        return 0
    if len(word) != len(other):
        longer = max(word, other, key=len)
        doubled = any(longer[n] == longer[n - 1] for n in range(1, len(longer)))
        return 1 if doubled else 2
    differ = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return max((_wrong_letter(a, b) for a, b in differ), default=0)


def _slips(word: str, shapes: WordShapes) -> Iterator[tuple[str, int]]:
    """Each plausible string one slip away, with how unlikely the slip is."""
    size = len(word)
    for n in range(1, size):
        without = word[:n] + word[n + 1 :]
        if shapes.plausible(without, n, n):
            yield without, 1 if word[n] == word[n - 1] else 2
        if n + 1 < size and word[n] != word[n + 1]:
            swapped = word[:n] + word[n + 1] + word[n] + word[n + 2 :]
            if shapes.plausible(swapped, n, n + 2):
                yield swapped, 0
    for n in range(2, size):
        if size - n <= _LONGEST_CONTRACTION:
            yield f"{word[:n]}'{word[n:]}", 0
    for letter in shapes.letters:
        for n in range(1, size + 1):
            more = word[:n] + letter + word[n:]
            if shapes.plausible(more, n, n + 1):
                yield more, 1 if letter == word[n - 1] else 2
            if n < size and word[n] != letter:
                other = word[:n] + letter + word[n + 1 :]
                if shapes.plausible(other, n, n + 1):
                    yield other, _wrong_letter(word[n], letter)


def _wrong_letter(one: str, other: str) -> int:
    if one in _VOWELS and other in _VOWELS:
        return 1
    for row in _ROWS:
        at = row.find(one)
        if at >= 0 and other in row[max(0, at - 1) : at + 2]:
            return 2
    return 3
