"""The words of a text, and which of them two texts share.

A word is what Unicode takes for one: letters with their marks, digits with the marks that join
them ("1,400.50"). Chinese and Japanese are taken by character; so are Thai, Lao, Khmer and
Burmese, whose words only a dictionary could tell apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from copydesk.core.text.diff import common_head, common_tail
from copydesk.core.text.matching import Budget, matches_between
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    import regex

_SINGLE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = (
    rf"[{_SINGLE}]\p{{M}}*"
    rf"|[[\p{{L}}\p{{N}}_]--[{_SINGLE}]]"
    rf"(?:[[\p{{L}}\p{{M}}\p{{N}}_\u200c\u200d]--[{_SINGLE}]]|[.,:’'](?=\p{{N}}))*"
)
_TOKEN = rf"{_WORD}|\r\n|[\r\n]|[ \t]+|\X"
# What plain ASCII needs no Unicode tables for: five times as fast.
_ASCII_TOKEN = re.compile(
    r"[A-Za-z0-9_](?:[A-Za-z0-9_]|[.,:'](?=[0-9]))*|\r\n|[\r\n]|[ \t]+|[\s\S]"
)
_ASCII_WORDS = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_]|[.,:'](?=[0-9]))*")
# Longer stretches between the first and the last change are not looked into.
_LONGEST = 200_000
# Shorter texts are cut into words without looking for where they begin to differ.
_SHORT = 4_000
# Below this share of common letters two texts are shown as different altogether.
_ALIKE = 0.3
# To the edge of a word from where two texts begin to differ.
_LONGEST_WORD = 200

ChangedRun = tuple[int, int, int, int]
"""Start and end among the old tokens, start and end among the new ones."""


@dataclass(frozen=True, slots=True)
class WordDiff:
    """What differs between two texts.

    Attributes:
        changes: Each stretch of the old text with what the new one has in its place, in order;
            either may be empty. Between them both are equal.
    """

    changes: tuple[tuple[Span, Span], ...]

    @property
    def old_changes(self) -> tuple[Span, ...]:
        """The stretches that only the old text has."""
        return tuple(old for old, _ in self.changes if old)

    @property
    def new_changes(self) -> tuple[Span, ...]:
        """The stretches that only the new text has."""
        return tuple(new for _, new in self.changes if new)


@cache
def _unicode(pattern: str) -> regex.Pattern[str]:
    import regex  # with its tables 20 ms, which no start should wait for

    return regex.compile(pattern, regex.V1)


def tokens(text: str) -> list[str]:
    """The text cut into words, line ends, runs of spaces, and single other characters."""
    found: list[str] = (
        _ASCII_TOKEN.findall(text) if text.isascii() else _unicode(_TOKEN).findall(text)
    )
    return found


def count_words(text: str) -> int:
    """How many words a text has; of a very long one, how many there are between spaces."""
    if len(text) > _LONGEST:
        return len(text.split())
    return len((_ASCII_WORDS if text.isascii() else _unicode(_WORD)).findall(text))


def compare_words(
    old: str, new: str, *, fold_line_ends: bool = False, budget: Budget | None = None
) -> WordDiff:
    r"""The words that differ.

    Args:
        old: The earlier text.
        new: The later one.
        fold_line_ends: Whether a line end of another kind ("\r\n" for "\n") is no difference.
        budget: What is left of a larger comparison.
    """
    head, tail = _alike_ends(old, new) if len(old) + len(new) > _SHORT else (0, 0)
    middle = Span(head, len(old) - tail), Span(head, len(new) - tail)
    ours, theirs = middle[0].of(old), middle[1].of(new)
    if not ours and not theirs:
        return WordDiff(())
    if not ours or not theirs or len(ours) + len(theirs) > _LONGEST:
        return WordDiff((middle,))
    before, after = tokens(ours), tokens(theirs)
    runs = changed_runs(
        _folded(before) if fold_line_ends else before,
        _folded(after) if fold_line_ends else after,
        kept=head + tail,
        budget=budget,
    )
    if runs is None:  # one whole for another
        return WordDiff(((Span(0, len(old)), Span(0, len(new))),))
    old_at, new_at = _starts(before, head), _starts(after, head)
    return WordDiff(
        tuple(
            (Span(old_at[a], old_at[a_end]), Span(new_at[b], new_at[b_end]))
            for a, a_end, b, b_end in runs
        )
    )


def changed_runs(
    old: Sequence[str],
    new: Sequence[str],
    *,
    keys: tuple[Sequence[Hashable], Sequence[Hashable]] | None = None,
    kept: int = 0,
    budget: Budget | None = None,
) -> list[ChangedRun] | None:
    """The stretches of tokens that differ; None where next to nothing is alike.

    Args:
        old: Tokens.
        new: The same.
        keys: What is compared in their place: words with how they are set, for one.
        kept: How many characters around them are alike.
        budget: What is left of a larger comparison.
    """
    matches = matches_between(*(keys or (old, new)), budget)
    alike = kept + sum(
        len(token) for a, _, size in matches for token in old[a : a + size] if not token.isspace()
    )
    longer = kept + max(sum(not t.isspace() and len(t) for t in side) for side in (old, new))
    if alike < _ALIKE * longer:
        return None
    runs: list[ChangedRun] = []
    a = b = 0
    for match_a, match_b, size in [*matches, (len(old), len(new), 0)]:
        if match_a > a or match_b > b:
            between = old[runs[-1][1] : a] if runs else []
            if runs and _is_between_words(between, runs[-1], match_a - a, match_b - b):
                runs[-1] = (runs[-1][0], match_a, runs[-1][2], match_b)
            else:
                runs.append((a, match_a, b, match_b))
        a, b = match_a + size, match_b + size
    return runs


def _is_between_words(
    between: Sequence[str], before: ChangedRun, old_after: int, new_after: int
) -> bool:
    """Whether two words next to each other were replaced: that reads better as one change."""
    a, a_end, b, b_end = before
    replaced = a_end > a and b_end > b and old_after and new_after
    return bool(replaced) and list(between) == [" "]


def _folded(words: Iterable[str]) -> list[str]:
    return ["\n" if word in ("\r\n", "\r") else word for word in words]


def _starts(words: list[str], first: int = 0) -> list[int]:
    return list(accumulate(map(len, words), initial=first))


def _alike_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters both begin and end with alike, no word cut."""
    head = common_head(old, new)
    tail = common_tail(old, new, head)
    head = min(_word_start(old, head), _word_start(new, head))
    tail = len(old) - _word_end(old, len(old) - tail)
    return head, min(tail, len(new) - _word_end(new, len(new) - tail))


def _word_start(text: str, position: int) -> int:
    """Where the word that reaches over a position starts."""
    begin = max(0, position - _LONGEST_WORD)
    starts = _starts(tokens(text[begin : position + _LONGEST_WORD]))
    return next(
        (a + begin for a, b in pairwise(starts) if a <= position - begin < b),
        position,
    )


def _word_end(text: str, position: int) -> int:
    """Where it ends."""
    begin = max(0, position - _LONGEST_WORD)
    starts = _starts(tokens(text[begin : position + _LONGEST_WORD]))
    return next((b + begin for a, b in pairwise(starts) if a < position - begin <= b), position)
