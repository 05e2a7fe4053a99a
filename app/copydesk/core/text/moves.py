"""Which parts of a text moved: told from those that were taken out and others that came in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from copydesk.core.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

# A part that was also rewritten is the same one with this share of its words left in common; below
# so many words that happens by chance.
_ALIKE, _FEWEST_WORDS = 0.6, 5
# A word of more parts than this tells none of them apart; so many parts are looked at closely.
_COMMON, _CLOSEST = 8, 3


def moved_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The numbers of old parts and of the new ones that they are.

    Parts that stand once on each side are the same where they are equal, or share most of their
    words. The work grows with the number of words, not of pairs.

    Args:
        old: Parts that only the older text has at their place.
        new: The same of the newer one.
    """
    pairs = equal_pairs(old, new)
    taken_old, taken_new = {one for one, _ in pairs}, {other for _, other in pairs}
    return sorted(pairs + _alike_pairs(old, new, taken_old, taken_new))


def equal_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The same of parts that are equal, white space around them aside."""
    mine, theirs = [text.strip() for text in old], [text.strip() for text in new]
    counts, others = Counter(mine), Counter(theirs)
    places = {text: number for number, text in enumerate(theirs)}
    return [
        (number, places[text])
        for number, text in enumerate(mine)
        if counts[text] == others[text] == 1 and any(map(str.isalnum, text))
    ]


def _alike_pairs(
    old: Sequence[str], new: Sequence[str], taken_old: set[int], taken_new: set[int]
) -> list[tuple[int, int]]:
    if len(taken_old) == len(old) or len(taken_new) == len(new):
        return []
    theirs = {number: _words(new[number]) for number in range(len(new)) if number not in taken_new}
    having: dict[str, list[int]] = {}
    for number, words in theirs.items():
        for word in words:
            having.setdefault(word, []).append(number)
    found: list[tuple[float, int, int]] = []
    for number in range(len(old)):
        if number in taken_old:
            continue
        words = _words(old[number])
        votes: Counter[int] = Counter()
        for word in words:
            parts = having.get(word, ())
            if len(parts) <= _COMMON:
                votes.update(parts)
        found += [
            (share, number, other)
            for other, _votes in votes.most_common(_CLOSEST)
            if (share := _share(words, theirs[other])) >= _ALIKE
        ]
    result: list[tuple[int, int]] = []
    for _share_of_both, number, other in sorted(found, key=_best_first):
        if number not in taken_old and other not in taken_new:
            taken_old.add(number)
            taken_new.add(other)
            result.append((number, other))
    return result


def _best_first(pair: tuple[float, int, int]) -> tuple[float, int, int]:
    return -pair[0], pair[1], pair[2]


def _words(text: str) -> Counter[str]:
    return Counter(token for token in tokens(text) if token[0].isalnum())


def _share(one: Counter[str], other: Counter[str]) -> float:
    longer = max(one.total(), other.total())
    if min(one.total(), other.total()) < _FEWEST_WORDS:
        return 0.0
    return (one & other).total() / longer
