"""Which parts of a text became which, told by the words they share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from copydesk.core.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.text.matching import Budget

Pair = tuple[int | None, int | None]
"""The numbers of an old part and of the new one it became; None where the other side has none."""

# Two parts with this share of their words in common are one that changed.
_ALIKE = 0.4
# More comparisons of one part with another are not made, and what one costs of a budget.
_MOST, _STEPS = 2_500, 20


def paired(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Pair]:
    """Parts of two texts, in the order of both; those that share too little stand alone."""
    budget.steps -= _STEPS * min(len(old) * len(new), _MOST)
    if len(old) * len(new) > _MOST or budget.steps < 0:
        return [*((n, None) for n in range(len(old))), *((None, n) for n in range(len(new)))]
    before, after = list(map(_words, old)), list(map(_words, new))
    share = [[_share(one, other) for other in after] for one in before]
    # The best of all pairings that keep the order, from the end.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], share[i][j] + best[i + 1][j + 1])
    result: list[Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        here = best[i][j]
        if i < len(old) and here == best[i + 1][j]:
            result.append((i, None))
            i += 1
        elif j < len(new) and here == best[i][j + 1]:
            result.append((None, j))
            j += 1
        else:
            result.append((i, j))
            i, j = i + 1, j + 1
    return result


def _words(text: str) -> Counter[str]:
    return Counter(token for token in tokens(text) if not token.isspace())


def _share(one: Counter[str], other: Counter[str]) -> float:
    """The words that both have, of all; 0 where too few; a hair where neither has any."""
    longer = max(one.total(), other.total())
    if not longer:
        return 0.01
    share = (one & other).total() / longer
    return share if share >= _ALIKE else 0.0
