"""The words of a post that no dictionary has, each with how surely it is misspelt."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.review.spelling.dictionaries import script_of
from copydesk.core.review.spelling.languages import (
    DEVANAGARI,
    language_of_draft,
    lexicon_for,
)
from copydesk.core.review.spelling.neighbours import slip_weight
from copydesk.core.review.spelling.runs import Run, coded_words, runs_of
from copydesk.core.review.spelling.speller import Speller, speller_for
from copydesk.core.review.spelling.tokens import Token, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.draft import Draft
    from copydesk.core.text.positions import Span

# A run, and a post, of which more is unknown than this is written in another language.
_FOREIGN_SHARE = 0.4
_FEWEST_IN_RUN = 3
_FEWEST_IN_POST = 15
# Each costs about a millisecond the first time.
_MOST_LOOKED_FOR = 150
_SHORTEST_SWAPPED = 4
_SHORTEST_MISSPELT = 5
_SHORTEST_NAME = 6
_LONG_NAME = 9
_SHORTEST_PART = 6
_LONG = 8
# In characters: about three words.
_NEXT_TO = 20
_UNLIKELY = 9
_HINDI_LETTER = re.compile("[\u0904-\u0939]")
# A word that is used so often is spelt so on purpose.
_ON_PURPOSE = 3


class Sureness(enum.Enum):
    """How surely a word that no dictionary has is misspelt."""

    MISSPELT = enum.auto()
    """A word that the dictionary has is one slip away."""
    UNKNOWN = enum.auto()
    """It may be a term, a coinage or a word of another language."""


class Place(NamedTuple):
    """Where a word stands.

    Attributes:
        token: As it stands in its run.
        run: The run.
    """

    token: Token
    run: Run

    @property
    def span(self) -> Span:
        """In the text that is checked."""
        return self.run.words.span(self.token.start, self.token.end)

    @property
    def slanted(self) -> bool:
        """Whether it is in italics."""
        return any(one.start <= self.span.start < one.end for one in self.run.slanted)

    @property
    def names_its_link(self) -> bool:
        """Whether it is in the text of a link whose address has it too."""
        small = self.token.text.lower()
        return any(
            inner.start <= self.span.start < inner.end and small in href.lower()
            for inner, href in self.run.linked
        )

    @property
    def alone(self) -> bool:
        """Whether it is all that stands in its run or between two brackets, as a handle does."""
        text, (word, start, end, _) = self.run.words.text, self.token
        if text.strip() == word:
            return True
        return text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")


@dataclass(frozen=True, slots=True)
class JudgedWord:
    """One word that no dictionary has.

    Attributes:
        word: As it stands first, apostrophes straight.
        sureness: How surely it is misspelt.
        places: All the places where it stands so, in order.
        near: Words one slip away, the likeliest first, in the word's case.
    """

    word: str
    sureness: Sureness
    places: tuple[Place, ...]
    near: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands."""
        return tuple(place.span for place in self.places)

    @property
    def field(self) -> FieldPath:
        """The field that it stands in first; () for the text."""
        return self.places[0].run.field


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the dictionaries say of a post.

    Attributes:
        language: The one it was judged by.
        checked: Whether there was a dictionary, and the text is in its language.
        trouble: Why a dictionary could not be read, as a sentence; "" where all could.
        places: Every word that was looked at.
        words: Those that no dictionary has, by place.
    """

    language: str
    checked: bool = False
    trouble: str = ""
    places: tuple[Place, ...] = ()
    words: tuple[JudgedWord, ...] = field(default=())


_last: tuple[Draft, Judgement] | None = None


def judge(draft: Draft) -> Judgement:
    """Judges a post's words; the last judgement is kept, since several rules tell of it."""
    global _last
    last = _last
    if last is not None and last[0] is draft:
        return last[1]
    judgement = _judge(draft)
    _last = (draft, judgement)
    return judgement


def _judge(draft: Draft) -> Judgement:
    language = language_of_draft(draft)
    facts = draft.facts
    lexicon = lexicon_for(language, facts)
    if lexicon is None or not lexicon.accepted:
        return Judgement(language, trouble=lexicon.trouble if lexicon else "")
    names = _source_names(draft)
    kept: list[Place] = []
    found: list[JudgedWord] = []
    checked = False
    lexicons = [lexicon]
    if lexicon.script != DEVANAGARI and _HINDI_LETTER.search(draft.text):
        lexicons.append(lexicon_for("hi", facts) or lexicon)
    for one in dict.fromkeys(lexicons):
        speller = speller_for(one, facts)
        places, unknown = _sift(draft, speller)
        if one is lexicon:
            checked, kept = places is not None, list(places or ())
        if places is not None:
            found.extend(_judged(draft, unknown, speller, names))
    found.sort(key=lambda word: word.places[0].span)
    return Judgement(language, checked, lexicon.trouble, tuple(kept), tuple(found))


def _sift(draft: Draft, speller: Speller) -> tuple[list[Place] | None, list[Place]]:
    """A post's words of a lexicon's letters, and the unknown ones; None for a foreign text."""
    everything: list[Place] = []
    unknown: list[Place] = []
    foreign = 0
    for run in runs_of(draft):
        places = list(_places(run, speller.lexicon.script))
        lacking = [place for place in places if not speller.knows(place.token.text)]
        if _is_foreign(places, lacking, _FEWEST_IN_RUN):
            foreign += len(places)
            continue
        everything.extend(places)
        unknown.extend(lacking)
    if foreign > len(everything) or _is_foreign(everything, unknown, _FEWEST_IN_POST):
        return None, []
    return everything, unknown


def _places(run: Run, script: str) -> Iterator[Place]:
    plain = script == "LATIN" and run.words.text.isascii()
    for token in tokens_in(run.words.text):
        if not plain and script_of(token.text) != script:
            continue
        place = Place(token, run)
        if run.shut:
            at = place.span.start
            if any(shut.start <= at < shut.end for shut in run.shut):
                continue
        yield place


def _is_foreign(places: list[Place], lacking: list[Place], fewest: int) -> bool:
    if len(lacking) < fewest:
        return False
    small = {place.token.text for place in places if place.token.text.islower()}
    wrong = {place.token.text for place in lacking if place.token.text.islower()}
    return len(wrong) >= fewest and len(wrong) > _FOREIGN_SHARE * len(small)


def _judged(
    draft: Draft, unknown: list[Place], speller: Speller, names: frozenset[str]
) -> Iterator[JudgedWord]:
    named = {place.token.text for place in unknown if is_name(place)}
    coded = coded_words(draft) if unknown else frozenset()
    groups: dict[str, list[Place]] = {}
    for place in unknown:
        word = place.token.text
        small = word.lower()
        if word in named or small in names or small in coded or place.names_its_link:
            continue
        groups.setdefault(word, []).append(place)
    strange: dict[int, list[int]] = {}
    for word, places in islice(groups.items(), _MOST_LOOKED_FOR):
        if not speller.near(word.lower()):
            for place in places:
                strange.setdefault(id(place.run), []).append(place.token.start)
    for number, (word, places) in enumerate(groups.items()):
        judged = _one(word, places, speller, strange, look=number < _MOST_LOOKED_FOR)
        if judged is not None:
            yield judged


def _one(
    word: str,
    places: list[Place],
    speller: Speller,
    strange: Mapping[int, Sequence[int]],
    *,
    look: bool,
) -> JudgedWord | None:
    part = _wrong_part(word, speller)
    small = part.lower()
    near = speller.near(small) if look and len(part) >= _SHORTEST_SWAPPED else ()
    weight = slip_weight(small, near[0]) if near else _UNLIKELY
    if word[:1].isupper():
        # At the start of a sentence a name looks as any word does.
        if weight > _likely_in_name(small) or len(places) > 1:
            return None
    elif part != word.removesuffix("'s") and (weight > 1 or len(part) < _SHORTEST_PART):
        weight = _UNLIKELY
    sure = (
        speller.large
        and weight <= _likely(small)
        and (len(places) < _ON_PURPOSE or weight <= 1)
        and not (speller.lexicon.english and not small.isascii())
        and not any(place.slanted or place.alone for place in places)
        and not any(_among_others(place, strange) for place in places)
        and not speller.is_made(small)
        and not (word == small and speller.is_name(part))
    )
    if word[:1].isupper() and not sure:
        return None
    whole = tuple(_cased(word.replace(part, one), word) for one in near)
    return JudgedWord(word, Sureness.MISSPELT if sure else Sureness.UNKNOWN, tuple(places), whole)


def _among_others(place: Place, strange: Mapping[int, Sequence[int]]) -> bool:
    """Whether a word that is like none is next to it, as in words of another language."""
    starts = strange.get(id(place.run), ())
    at = place.token.start
    return any(other != at and abs(other - at) < _NEXT_TO for other in starts)


def _likely_in_name(word: str) -> int:
    """The same for one with a capital, which may be a name."""
    if len(word) < _SHORTEST_NAME:
        return -1
    return 2 if len(word) >= _LONG_NAME else 0


def _likely(word: str) -> int:
    """How unlikely a slip may be in a word for it to be one."""
    if len(word) <= _SHORTEST_MISSPELT:
        return len(word) - _SHORTEST_SWAPPED
    return 2 if len(word) < _LONG else 3


def _wrong_part(word: str, speller: Speller) -> str:
    """The part between hyphens that is unknown, where it is one; without a possessive."""
    wrong = [part for part in word.split("-") if not speller.knows(part)]
    part = wrong[0] if len(wrong) == 1 else word
    return part.removesuffix("'s")


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def is_name(place: Place) -> bool:
    """Whether a word has a capital that no sentence gave it, or one before another capital."""
    word = place.token.text
    if not word[:1].isupper():
        return False
    if not place.token.first or place.run.heading:
        return True
    after = place.run.words.text[place.token.end : place.token.end + 2]
    return len(after) > 1 and after[0] == " " and after[1].isupper()


def _source_names(draft: Draft) -> frozenset[str]:
    """The words with a capital in the attached sources, in lower case."""
    return frozenset(_capitals(source.text for source in draft.sources))


def _capitals(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for token in tokens_in(text):
            if token.text[:1].isupper():
                yield token.text.lower()
                yield token.text.lower().removesuffix("'s")
