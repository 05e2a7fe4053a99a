"""What a misspelt word may have been meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from copydesk.core.review.spelling.languages import Lexicon, lexicon_for
from copydesk.core.review.spelling.neighbours import slip_weight
from copydesk.core.review.spelling.speller import speller_for

if TYPE_CHECKING:
    from copydesk.core.review.site_facts import SiteFacts

_MOST = 6
_FURTHEST = 3
_LONGEST = 60
_PLAIN = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


def suggestions(word: str, language: str, facts: SiteFacts) -> tuple[str, ...]:
    """What a word may be meant to be, the likeliest first, in the word's case.

    Asks Hunspell, which takes about 0.2 s a word and dictionary: only for a word that an editor
    looks at.

    Args:
        word: As it stands.
        language: BCP 47.
        facts: The site, with its dictionaries and word lists.
    """
    lexicon = lexicon_for(language, facts)
    if lexicon is None or not lexicon.accepted or len(word) > _LONGEST:
        return ()
    plain = word.translate(_PLAIN)
    speller = speller_for(lexicon, facts)
    near = speller.near(plain.lower())
    found = dict.fromkeys((*near, *_proposed(lexicon, plain)))
    ranked = sorted(found, key=lambda other: _distance(plain.lower(), other.lower()))
    close = [other for other in ranked if OSA.distance(plain.lower(), other.lower()) <= _FURTHEST]
    cased = dict.fromkeys(_cased(other, plain) for other in close)
    return tuple(other for other in cased if other != plain)[:_MOST]


@lru_cache(maxsize=512)
def _proposed(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for dictionary in lexicon.accepted:
        found.update(dict.fromkeys(dictionary.suggest(word)))
    return tuple(found)


def _distance(word: str, other: str) -> tuple[int, int, int]:
    """For sorting: fewer slips, then likelier ones, the first letter right."""
    slips = OSA.distance(word, other)
    weight = slip_weight(word, other) if slips == 1 else 0
    return slips, weight, int(word[:1] != other[:1])


def _cased(other: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return other.upper()
    return other[:1].upper() + other[1:] if like[:1].isupper() else other
