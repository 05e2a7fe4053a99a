"""What a draft and its sources tell of their capitalised words, before names are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from copydesk.core.review.tracing.word_lists import CommonWords, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.review.tracing.name_text import Word

_DEMONYM = regex.compile(r"[a-z]{3,}(?:[ai]an|ese|ish)s?$")

_LONGEST_ACRONYM = 5
_LONGEST_SYLLABLE = 4


class Knowledge:
    """What is known of the capitalised words of a draft and its sources, before names are read.

    Attributes:
        common: The language's words.
    """

    def __init__(self, texts: Iterable[Sequence[Word]]) -> None:
        """Takes the words of texts in sentences; headlines in capitals are no help here."""
        self.common = CommonWords()
        self._inside: set[str] = set()
        self._alone: set[str] = set()
        self._parts: set[str] = set()
        self._surnames: set[str] = set()
        self._joined: set[tuple[str, str]] = set()
        self._pairs: set[tuple[str, str]] = set()
        for text in texts:
            self._learn(text)

    def _learn(self, text: Sequence[Word]) -> None:
        for index, word in enumerate(text):
            if _is_shouted(word) and word.norm in self.common:
                continue
            if not word.capital:
                if len(word.norm) > 1:
                    self.common.add(word.norm)
                continue
            before = text[index - 1] if index else None
            after = text[index + 1] if index + 1 < len(text) else None
            follows = bool(before and before.capital and word.joint and not before.possessive)
            leads = bool(after and after.capital and after.joint and not word.possessive)
            if not word.opens:
                self._inside.add(word.norm)
                if _is_joined(text, index):
                    self._joined.add((word.norm, text[index + 2].norm))
                elif not follows and not _has_more(after):
                    self._alone.add(word.norm)
            if follows and before and before.norm not in words("not-names"):
                self._parts.add(word.norm)
                if not leads and word.norm not in words("heads"):
                    self._surnames.add(word.norm)
            if follows and before and not before.opens:
                self._pairs.add((before.norm, word.norm))

    def stands_inside(self, word: Word) -> bool:
        """Whether a text has the word with a capital in the middle of a sentence."""
        return word.norm in self._inside

    def stands_alone(self, word: Word) -> bool:
        """The same, without another capital beside it."""
        return word.norm in self._alone

    def has_alone(self, norm: str) -> bool:
        """The same, of a word as it is compared."""
        return norm in self._alone

    def are_joined(self, one: Word, other: Word) -> bool:
        """Whether a text has two words joined by "and" inside a sentence."""
        return (one.norm, other.norm) in self._joined

    def is_surname(self, word: Word) -> bool:
        """Whether a text has the word at the end of a longer name."""
        return word.norm in self._surnames

    def is_demonym(self, word: Word) -> bool:
        """Whether a word says where somebody is from: "Georgian", "Maltese"; not "Subramanian"."""
        return (
            bool(_DEMONYM.match(word.norm))
            and word.norm not in self.common
            and word.norm not in words("given")
            and word.norm not in self._parts
            and self.common.has_as_name(word.text)
        )

    def follow(self, one: Word, other: Word) -> bool:
        """Whether two words stand beside each other, capitalised, inside a sentence."""
        return (one.norm, other.norm) in self._pairs


def _has_more(after: Word | None) -> bool:
    """Whether a name goes on after its first word: with a capital, or as in "Noor-un-Nisa"."""
    if after is None or not after.joint:
        return False
    return after.capital or (after.joint == "-" and len(after.norm) <= _LONGEST_SYLLABLE)


def _is_shouted(word: Word) -> bool:
    """Whether a word is in capitals and too long for an acronym: a slug's, a heading's."""
    return len(word.text) > _LONGEST_ACRONYM and word.text.isupper()


def _is_joined(text: Sequence[Word], index: int) -> bool:
    """Whether "and" and another capital follow: such a word may be part of a name."""
    following = text[index + 1 : index + 3]
    return (
        len(following) == 2
        and following[0].norm in ("and", "&")
        and following[1].capital
        and bool(following[0].joint and following[1].joint)
    )
