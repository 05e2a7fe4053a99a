"""Finds where a source has the words of a quotation, or the words it was made of.

The same words stand in a source when they follow each other there, whatever the typography; words
may be parted otherwise ("on-site", "onsite"). Else the nearest wording is found by a local
alignment of words (Smith and Waterman, 1981) around the words that both have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.speech import words

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many words an elision may leave out, and a bracketed insertion stand for.
ELISION = 200
INSERTION = 12
# Words that any two sentences share say little of whether one was made of the other.
_LIGHT = 0.3
_LIGHT_WORDS = words("light")
_MATCH, _MISMATCH, _GAP = 1.0, -0.35, -0.3
_ALIKE = 0.6
# Words that stand at more places than this anchor nothing.
_TOO_COMMON = 60
_WINDOWS = 4
_LONGEST_ALIGNED = 400


def weight(norm: str) -> float:
    """How much a word says of where a sentence comes from."""
    return _LIGHT if norm in _LIGHT_WORDS else 1.0


@lru_cache(maxsize=50_000)
def stem(norm: str) -> str:
    """A word without the commonest English endings, for finding what was inflected otherwise."""
    word = norm.removesuffix("'s").replace("'", "")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word.removesuffix("e") if len(word) > 3 else word


@dataclass(frozen=True, eq=False)
class Stream:
    """Words of a source that follow each other: all of it, or what is said in it.

    Attributes:
        norms: What each word is compared by.
        indices: Which token of the source each one is.
    """

    norms: Sequence[str]
    indices: Sequence[int]

    @cached_property
    def _joined(self) -> tuple[str, list[int], dict[int, int]]:
        starts = [0, *accumulate(map(len, self.norms))]
        return "".join(self.norms), starts, {start: index for index, start in enumerate(starts)}

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words by their stems."""
        return tuple(map(stem, self.norms))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each stem stands."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.stems):
            found.setdefault(word, []).append(index)
        return found

    def runs(self, norms: Sequence[str], after: int = 0, most: int = 20) -> list[tuple[int, int]]:
        """Where the words follow each other, as half-open ranges of this stream's words."""
        text, starts, index_at = self._joined
        wanted = "".join(norms)
        found: list[tuple[int, int]] = []
        at = text.find(wanted, starts[min(after, len(starts) - 1)]) if wanted else -1
        while at >= 0 and len(found) < most:
            first, last = index_at.get(at), index_at.get(at + len(wanted))
            if first is not None and last is not None:
                found.append((first, last))
            at = text.find(wanted, at + 1)
        return found


def find_segments(
    stream: Stream, segments: Sequence[Sequence[str]], gaps: Sequence[int]
) -> list[tuple[int, int]]:
    """Where all segments stand one after the other, as ranges from the first to the last word.

    Args:
        stream: The source's words.
        segments: The quotation's words, cut at what it leaves out.
        gaps: How many words may be missing between each two; one fewer than segments.
    """
    found = []
    for start, end in stream.runs(segments[0]):
        last = end
        for segment, gap in zip(segments[1:], gaps, strict=True):
            following = next(iter(stream.runs(segment, last, 1)), None)
            if following is None or following[0] - last > gap:
                break
            last = following[1]
        else:
            found.append((start, last))
    return found


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quotation's words laid to a stretch of a source.

    Attributes:
        pairs: Words that go together: index in the quotation, index in the stream; both rising.
        stream: The stream.
        coverage: The share of the quotation's words that have their like there, by weight.
        density: The same for the source's words between the first and the last of them.
        content: How many words of some weight go together.
        longest: The longest run of words that follow each other in both.
    """

    pairs: tuple[tuple[int, int], ...]
    stream: Stream
    coverage: float
    density: float
    content: int
    longest: int

    @property
    def score(self) -> float:
        """For choosing among alignments; 0 to 1."""
        return self.coverage * (0.5 + 0.5 * self.density)


def best_alignment(norms: Sequence[str], stream: Stream) -> Alignment | None:
    """The stretch of a stream that is nearest to a quotation's words; None for nothing alike."""
    words = [stem(norm) for norm in norms[:_LONGEST_ALIGNED]]
    best: Alignment | None = None
    for low, high in _windows(words, norms, stream):
        pairs = _aligned(norms, words, stream, low, high)
        found = _measured(norms, pairs, stream) if pairs else None
        if found is not None and (best is None or found.score > best.score):
            best = found
    return best


def _windows(words: Sequence[str], norms: Sequence[str], stream: Stream) -> list[tuple[int, int]]:
    """Stretches of the stream in which many of the words stand in about their order."""
    votes: dict[int, float] = {}
    width = max(6, len(words) // 2)
    heavy = any(weight(norm) == 1.0 for norm in norms)
    for index, word in enumerate(words):
        gain = weight(norms[index])
        places = stream.places.get(word, ())
        if len(places) > _TOO_COMMON or (heavy and gain < 1.0):
            continue
        for place in places:
            bucket = (place - index) // width
            votes[bucket] = votes.get(bucket, 0.0) + gain
    scored = {
        bucket: votes[bucket] + max(votes.get(bucket - 1, 0.0), votes.get(bucket + 1, 0.0))
        for bucket in votes
    }
    chosen = sorted(scored, key=lambda bucket: (-scored[bucket], bucket))[:_WINDOWS]
    return [
        (
            max(0, (bucket - 1) * width - 4),
            min(len(stream.norms), (bucket + 2) * width + len(words) + 4),
        )
        for bucket in chosen
    ]


def _aligned(
    norms: Sequence[str], words: Sequence[str], stream: Stream, low: int, high: int
) -> list[tuple[int, int]]:
    """The best local alignment within a window, as pairs."""
    there = stream.stems[low:high]
    exact = stream.norms[low:high]
    weights = [weight(norms[index]) for index in range(len(words))]
    above = [0.0] * (len(there) + 1)
    ways: list[bytearray] = []
    best, best_at = 0.0, (0, 0)
    for row, word in enumerate(words):
        gain = weights[row]
        skipped = _GAP * (0.3 + gain / 2)
        here = [0.0] * (len(there) + 1)
        way = bytearray(len(there) + 1)
        for column in range(1, len(there) + 1):
            if there[column - 1] == word:
                same = exact[column - 1] == norms[row]
                diagonal = above[column - 1] + gain * (_MATCH if same else _ALIKE)
                kind = 1
            else:
                diagonal = above[column - 1] + _MISMATCH * gain
                kind = 4
            value, chosen = (diagonal, kind) if diagonal > 0 else (0.0, 0)
            up, left = above[column] + skipped, here[column - 1] + _GAP * 0.7
            if up > value:
                value, chosen = up, 2
            if left > value:
                value, chosen = left, 3
            here[column], way[column] = value, chosen
            if value > best:
                best, best_at = value, (row, column)
        ways.append(way)
        above = here
    return _walked(ways, best_at, low) if best > 0 else []


def _walked(ways: list[bytearray], start: tuple[int, int], low: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    row, column = start
    while row >= 0 and ways[row][column]:
        way = ways[row][column]
        if way == 1:
            pairs.append((row, low + column - 1))
        if way != 3:
            row -= 1
        if way != 2:
            column -= 1
    return pairs[::-1]


def _measured(norms: Sequence[str], pairs: list[tuple[int, int]], stream: Stream) -> Alignment:
    matched = 0.0
    content = longest = run = 0
    last = (-2, -2)
    for index, place in pairs:
        same = norms[index] == stream.norms[place]
        matched += weight(norms[index]) * (1.0 if same else _ALIKE + 0.2)
        content += weight(norms[index]) == 1.0
        run = run + 1 if same and (index - 1, place - 1) == last else 1
        longest = max(longest, run)
        last = (index, place)
    whole = sum(map(weight, norms))
    there = sum(weight(norm) for norm in stream.norms[pairs[0][1] : pairs[-1][1] + 1])
    return Alignment(
        tuple(pairs), stream, matched / whole, min(1.0, matched / there), content, longest
    )
