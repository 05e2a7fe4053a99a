"""British and American English: words that are spelt one way here and another way there.

A word counts as one of the two only where the dictionaries bear it out: one of them has it and the
other has not, while the other has what a rule of the spelling makes of it. "-ize" is therefore at
home in both, as Oxford spells it, and "license" too. The rules are those of D. Crystal, *The
Cambridge Encyclopedia of the English Language* (2nd edition, 2003), p. 307.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.spelling.dictionaries import Dictionary

# What one English writes, and what the other does; each pair is read both ways.
_PAIRS = (
    ("our", "or"),
    ("tre", "ter"),
    ("tred", "tered"),
    ("tring", "tering"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("ysi", "yzi"),
    ("logue", "log"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("llor", "lor"),
    ("pped", "ped"),
    ("pping", "ping"),
    ("ence", "ense"),
    ("ae", "e"),
    ("oe", "e"),
    ("oul", "ol"),
    ("ul", "ull"),
    ("il", "ill"),
    ("eing", "ing"),
    ("eable", "able"),
    ("gramme", "gram"),
    ("que", "ck"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("plough", "plow"),
    ("sce", "ske"),
    ("llery", "lry"),
    ("minium", "minum"),
    ("cosy", "cozy"),
    ("draught", "draft"),
    ("pyjama", "pajama"),
)
_BOTH_WAYS = tuple({*_PAIRS, *((there, here) for here, there in _PAIRS)})


def counterpart(word: str, has: Dictionary, lacks: Dictionary) -> str:
    """How the other English spells a word; "" for one that is spelt alike, or is only in one.

    Args:
        word: In lower case.
        has: The dictionary that has to have the word, and not its counterpart.
        lacks: The dictionary for which it has to be the other way round.
    """
    if lacks.accepts(word) or not has.accepts(word):
        return ""
    for other in _respelt(word):
        if lacks.accepts(other) and not has.accepts(other):
            return other
    return ""


def _respelt(word: str) -> Iterator[str]:
    """What each rule makes of a word, at each place it fits."""
    for here, there in _BOTH_WAYS:
        at = word.find(here, 1)
        while at > 0:
            yield word[:at] + there + word[at + len(here) :]
            at = word.find(here, at + 1)
