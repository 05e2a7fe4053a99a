"""How alike two places are by the words around them: whether they speak of the same thing."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from copydesk.core.review.tracing.sentences import sentence_at
from copydesk.core.review.tracing.word_lists import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.tracing.context import IndexedSource, Run, TracingContext
    from copydesk.core.review.tracing.tokens import Token
    from copydesk.core.text.positions import Span

_SUFFIXES = ("ations", "ation", "ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "ly", "s")
_HAS_DIGIT = re.compile(r"\d")
# Words further off than this say little of what a number is about.
_REACH = 14
# How near the words of a table's other cells are to one.
_IN_ROW = 0.7


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, roughly: "members" and "member" are alike."""
    word = word.removesuffix("'s").removesuffix("'")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word.removesuffix(suffix)
            break
    word = word.removesuffix("e") if len(word) > 4 else word
    return word[:7]


def tells(norm: str) -> bool:
    """Whether a word says what a sentence is about."""
    return len(norm) > 1 and norm not in words("everywhere") and not _HAS_DIGIT.search(norm)


_WEIGHTS: WeakKeyDictionary[TracingContext, Weights] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The telling words around a place.

    Attributes:
        near: Each word's stem with its nearness, from 1 beside the place to nearly 0.
        after: The stem of the telling word right after it; "" for none. What is counted, as a rule.
        before: The same, right before it.
    """

    near: dict[str, float]
    after: str = ""
    before: str = ""


def surroundings(
    tokens: Sequence[Token], starts: Sequence[int], sentence: Span, span: Span
) -> Surroundings:
    """The telling words around a span, of the same sentence.

    Args:
        tokens: Of the whole text.
        starts: Where each of them starts.
        sentence: The sentence that holds the span.
        span: The place.
    """
    low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
    first, after = bisect_left(starts, span.start), bisect_left(starts, span.end)
    near: dict[str, float] = {}
    for index in range(max(low, first - _REACH), min(high, after + _REACH)):
        norm = tokens[index].norm
        if first <= index < after or not (tells(norm) or (len(norm) > 1 and norm.isdigit())):
            continue
        distance = first - index if index < first else index - after + 1
        key = stem(tokens[index].norm)
        near[key] = max(near.get(key, 0), 1 - (distance - 1) / (_REACH + 2))
    following = _telling(tokens, range(after, min(high, after + 3)))
    leading = _telling(tokens, range(first - 1, max(low, first - 3) - 1, -1))
    return Surroundings(near, following, leading)


def _telling(tokens: Sequence[Token], indices: range) -> str:
    return next((stem(tokens[n].norm) for n in indices if tells(tokens[n].norm)), "")


class Weights:
    """How much each word tells: the rarer in the sources, the more."""

    def __init__(self, sources: Sequence[IndexedSource]) -> None:
        self._seen: Counter[str] = Counter()
        self._total = 1
        for source in sources:
            stems = [stem(norm) if tells(norm) else "" for norm in source.norms]
            starts = source.token_starts
            for sentence in source.sentences:
                self._total += 1
                low, high = bisect_left(starts, sentence.start), bisect_right(starts, sentence.end)
                self._seen.update(set(stems[low:high]))

    def of(self, key: str) -> float:
        """1 for a word of one sentence; the more sentences have it, the less, down to 0.3."""
        seen = self._seen[key]
        return max(0.3, 1 - math.log(max(seen, 1)) / math.log(self._total + 20))


def weights_of(context: TracingContext) -> Weights:
    """Those of a context's sources, counted once."""
    found = _WEIGHTS.get(context)
    if found is None:
        found = _WEIGHTS[context] = Weights(context.sources)
    return found


def likeness(ours: Surroundings, theirs: Surroundings, weights: Weights) -> float:
    """From 0 for nothing in common to 1 for places that all the same words surround."""
    small, large = ours.near, theirs.near
    if len(small) > len(large):
        small, large = large, small
    shared = sum(
        math.sqrt(small[key] * large[key]) * weights.of(key) for key in small if key in large
    )
    if ours.after and ours.after == theirs.after:
        shared += 0.6 * weights.of(ours.after)
    if ours.before and ours.before == theirs.before:
        shared += 0.3 * weights.of(ours.before)
    if not shared:
        return 0.0
    # Two words in common weigh as much in a long sentence as in a short one.
    whole = min(sum(side.values()) for side in (small, large))
    return shared / (shared + 1.2 + 0.15 * whole)


class DraftWords:
    """The words around places of a draft."""

    def __init__(self, context: TracingContext) -> None:
        self._starts: dict[int, tuple[int, ...]] = {}
        self._rows: dict[int, frozenset[str]] = {}
        rows: dict[int, list[Run]] = {}
        for run in context.runs:
            if run.kind == "cell" and run.text:
                line = context.draft.rfind("\n", 0, run.span(0, 1).start)
                rows.setdefault(line, []).append(run)
        for cells in rows.values():
            words = frozenset(
                stem(token.norm) for cell in cells for token in cell.tokens if tells(token.norm)
            )
            self._rows.update((id(cell), words) for cell in cells)

    def around(self, run: Run, span: Span) -> Surroundings:
        """The telling words around a place; of a table's cell, those of its row too."""
        starts = self._starts.get(id(run))
        if starts is None:
            starts = self._starts[id(run)] = tuple(token.start for token in run.tokens)
        around = surroundings(run.tokens, starts, sentence_at(run.sentences, span.start), span)
        for word in self._rows.get(id(run), ()):
            around.near.setdefault(word, _IN_ROW)
        return around


def source_surroundings(source: IndexedSource, span: Span) -> Surroundings:
    """Those of a place in a source."""
    sentence = sentence_at(source.sentences, span.start)
    return surroundings(source.tokens, source.token_starts, sentence, span)
