"""Which of many texts are meant by what was typed, best first."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_SCORE = 68
"""Of rapidfuzz's 100: lets one slip in five letters through, and little that is unrelated."""
_LEAST_FUZZY_LETTERS = 3
_MISSING_LETTERS = 2


def fold(text: str) -> str:
    """``text`` as it is compared: without case, accents composed one way."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).casefold()


def rank(query: str, texts: Sequence[str], limit: int) -> list[int]:
    """The places in ``texts`` of the best matches for what was typed.

    Texts with every typed word come first: those that begin with what was typed, then those with
    it as a whole in their first line, then in the order given. What room is left goes to texts
    that are alike (rapidfuzz's partial ratio), for slips and letters left out.

    Args:
        query: What was typed.
        texts: Prepared with `fold`; the first line weighs more than the others.
        limit: How many to give at most.
    """
    wanted = fold(query).strip()
    words = wanted.split()
    if not words:
        return list(range(min(limit, len(texts))))
    found: Sequence[int] = range(len(texts))
    for word in words:
        found = [place for place in found if word in texts[place]]
    tiers: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    inner = " " + wanted
    for place in found:
        text = texts[place]
        if text.startswith(wanted):
            tiers[0].append(place)
        else:
            at = text.find(wanted, 0, text.find("\n") + 1 or None)
            tiers[3 if at < 0 else 1 if text.startswith(inner, at - 1) else 2].append(place)
    best = [place for tier in tiers for place in tier][:limit]
    if len(best) < limit and len(wanted) >= _LEAST_FUZZY_LETTERS:
        taken = set(best)
        alike = process.extract(
            wanted,
            texts,
            scorer=fuzz.partial_token_set_ratio if len(words) > 1 else fuzz.partial_ratio,
            limit=limit,
            score_cutoff=_LEAST_SCORE,
        )
        if len(words) > 1:
            # One word in common makes a token set ratio of 100; all of them must be alike.
            alike = [hit for hit in alike if _all_alike(words, hit[0])]
        best.extend(place for _text, _score, place in alike if place not in taken)
    return best[:limit]


def _all_alike(words: Sequence[str], text: str) -> bool:
    return all(fuzz.partial_ratio(word, text) >= _LEAST_SCORE for word in words)


def emphasised(query: str, text: str) -> list[tuple[int, int]]:
    """Which letters of ``text`` matched, to show why it was found.

    Returns:
        (start, end) pairs of code points in order, not overlapping.
    """
    letters, places = _folded_letters(text)
    marked = [False] * len(text)
    for word in fold(query).split():
        at = letters.find(word)
        spans = [(at, at + len(word))] if at >= 0 else _common_letters(word, letters)
        for start, end in spans:
            for place in places[start:end]:
                marked[place] = True
    return _runs(marked)


def _folded_letters(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and which letter each one of the result came from."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for folded in letter.casefold():
            letters.append(folded)
            places.append(place)
    return "".join(letters), places


def _common_letters(word: str, text: str) -> list[tuple[int, int]]:
    aligned = fuzz.partial_ratio_alignment(word, text, score_cutoff=_LEAST_SCORE)
    if aligned is None:
        return []
    # The stretch found is as long as the word; with letters left out it goes on a little.
    start, end = aligned.dest_start, aligned.dest_end + _MISSING_LETTERS
    return [
        (start + step.dest_start, start + step.dest_end)
        for step in LCSseq.opcodes(word, text[start:end])
        if step.tag == "equal"
    ]


def _runs(marked: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, is_marked in enumerate(marked):
        if not is_marked:
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
