"""Whether a word may stand, as one language's dictionaries and the word lists have it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from copydesk.core.resources import resource_path
from copydesk.core.review.spelling.word_lists import (
    is_listed,
    site_words_path,
    words_in_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.site_facts import SiteFacts
    from copydesk.core.review.spelling.languages import Lexicon

_SHORTEST = 3
_MOST_KEPT = 200_000
_LONGEST_ACRONYM = 6
_ENDING = re.compile(r"(?:n't|'(?:s|d|ll|re|ve|m|t|em|all))+$|(?<=s)'$", re.IGNORECASE)
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_DRAWN_OUT = re.compile(r"(.)\1\1")
# That English puts before any word that it likes, written as one word or with a hyphen.
_PREFIXES = re.compile(
    r"(?:anti|auto|bio|counter|cross|cyber|eco|extra|geo|hydro|hyper|infra|inter|intra|kilo|macro"
    r"|mega|meta|micro|mid|mini|mono|multi|nano|neo|neuro|non|out|over|poly|post|pre|proto|pseudo"
    r"|psycho|quasi|re|self|semi|socio|sub|super|tele|trans|ultra|un|under|vice)(?=[a-z]{5})"
)
# Before which a word is more often new than right: "deserialize", "miscompile".
_UNUSUAL_PREFIX = re.compile(r"(?:de|mis|dis)(?=[a-z]{5})")
# Words of three letters that others are made with.
_SHORT_PART = 3
_SHORT_PART_WORDS = (
    "air app bar box bus car cup day end eye fax hub job kit lab law log man map men net new old"
    " out pad pay pod pop pub run sea set sky sub sun tag tax top war way web yes"
)
_SHORT_PARTS = frozenset(_SHORT_PART_WORDS.split())
_MADE = re.compile(
    r"(?P<stem>[a-z]{3,}?)(?:ers?|ed|ings?|ees?|s|ly|(?<![cg])able"
    r"|i[sz](?:e[drs]?|ing|ations?))"
)
_SINGLE_END = re.compile(r"[^aeiou][aeiou][bcdfglmnprtvz]$")
_SUFFIXES = ("less", "like", "wise", "ness", "able", "ish", "ism", "ist", "fold", "ward", "wards")


def speller_for(lexicon: Lexicon, facts: SiteFacts) -> Speller:
    """The speller of a lexicon for one site, kept while its lists stay as they are."""
    return _made(lexicon, (facts.personal_words, words_in_file(site_words_path(facts))))


class Speller:
    """Judges words by one lexicon and the lists of one site."""

    def __init__(self, lexicon: Lexicon, lists: tuple[frozenset[str], ...]) -> None:
        self.lexicon = lexicon
        self._lists = lists
        self._known: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether a word stands in a dictionary or a list, as it is or with an ending cut off."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            known = self._known[word] = self._looked_up(word)
        return known

    def _looked_up(self, word: str) -> bool:
        if len(word) < _SHORTEST or self._has(word) or self._is_form(word):
            return True
        stem = _ENDING.sub("", word)
        if stem != word and (len(stem) < _SHORTEST or self._has(stem)):
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(self.knows(part) for part in parts)

    def lists(self, word: str) -> bool:
        """Whether the editor's list or the site's has a word."""
        return any(is_listed(word, words) for words in self._lists)

    def near(self, word: str) -> tuple[str, ...]:
        """Words one slip away, in lower case, from the dictionaries that a word must stand in."""
        found: dict[str, None] = {}
        for dictionary in self.lexicon.accepted:
            found.update(dict.fromkeys(dictionary.near(word)))
        return tuple(found)

    def is_name(self, word: str) -> bool:
        """Whether a word in small letters is a known one with a capital: "january"."""
        return self._has(word.capitalize())

    def is_made(self, word: str) -> bool:
        """Whether a word is made of known ones by rule: "frontmatter", "triager", "extractives"."""
        if any(
            len(word[:cut]) > _SHORT_PART or word[:cut] in _SHORT_PARTS for cut in self._cuts(word)
        ):
            return True
        if _UNUSUAL_PREFIX.match(word) and self._has(_UNUSUAL_PREFIX.sub("", word)):
            return True
        made = _MADE.fullmatch(word)
        if made is None:
            return False
        stem = made.group("stem")
        if word[len(stem) :] in ("s", "ly"):
            return stem[-1] != "s" and self._has(stem)
        if _SINGLE_END.search(stem):  # "occured": the last letter has to be doubled
            return self._has(stem + "e")
        return any(self._has(stem + ending) for ending in ("", "e", "y"))

    def _cuts(self, word: str) -> Iterator[int]:
        """Where a word can be cut into two known ones, of four letters or of the usual three."""
        for cut in range(3, len(word) - 2):
            rest = word[cut:]
            if len(rest) == _SHORT_PART and rest not in _SHORT_PARTS:
                continue
            if self._has(word[:cut]) and self._has(rest):
                yield cut

    @cached_property
    def large(self) -> bool:
        """Whether the dictionaries are large enough to call what they lack misspelt."""
        return any(dictionary.large for dictionary in self.lexicon.accepted)

    def _has(self, word: str) -> bool:
        if self.lists(word):
            return True
        lexicon = self.lexicon
        if any(dictionary.accepts(word) for dictionary in lexicon.accepted):
            return True
        if not lexicon.english:
            return False
        # What only the other English has is told by a rule of its own, where there are two ways.
        if lexicon.other is not None and lexicon.other.accepts(word):
            return True
        return word.lower() in _extra_words()

    def _is_form(self, word: str) -> bool:
        """Whether it is an acronym, a name of code, a number, a sound, or made with a prefix."""
        if _is_coded(word) or _DRAWN_OUT.search(word) or _ROMAN.fullmatch(word):
            return True
        if not self.lexicon.english:
            return False
        prefix = _PREFIXES.match(word)
        if prefix and self._has(word[prefix.end() :]):
            return True
        return any(
            word.endswith(suffix)
            and len(word) > len(suffix) + 2
            and self._has(word[: -len(suffix)])
            for suffix in _SUFFIXES
        )


@lru_cache(maxsize=8)
def _made(lexicon: Lexicon, lists: tuple[frozenset[str], ...]) -> Speller:
    return Speller(lexicon, lists)


def _is_coded(word: str) -> bool:
    letters = word.removesuffix("'s").removesuffix("s")
    if letters.isupper():
        return len(letters) <= _LONGEST_ACRONYM
    return (
        any(letter.isupper() and word[n - 1] != "-" for n, letter in enumerate(word) if n)
        and not word.isupper()
    )


@lru_cache(maxsize=1)
def _extra_words() -> frozenset[str]:
    return words_in_file(resource_path("dictionaries", "en_extra.txt"))
