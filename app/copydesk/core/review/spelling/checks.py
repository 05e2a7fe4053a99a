"""The checks of spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.review.finding import Fix, Found
from copydesk.core.review.spelling.dictionaries import dictionary_files
from copydesk.core.review.spelling.english import counterpart
from copydesk.core.review.spelling.fixes import joined, replacement
from copydesk.core.review.spelling.judging import JudgedWord, Place, Sureness, is_name, judge
from copydesk.core.review.spelling.languages import (
    is_checkable,
    language_of_draft,
    lexicon_for,
)
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.review.spelling.dictionaries import Dictionary

_MOST_FIXES = 3
_SHORTEST = 4
_CAPITALS_OF = {True: "American", False: "British"}


def misspelt(draft: Draft, _options: Options) -> Iterator[Found]:
    """Words that no dictionary has and that are one slip away from one that it has."""
    for word in judge(draft).words:
        if word.sureness is Sureness.MISSPELT:
            yield _told(draft, word, f"“{word.word}” is misspelt")


def unknown(draft: Draft, _options: Options) -> Iterator[Found]:
    """Words that no dictionary has and that may be right all the same."""
    for word in judge(draft).words:
        if word.sureness is Sureness.UNKNOWN:
            yield _told(draft, word, f"“{word.word}” is in no dictionary")


def no_dictionary(draft: Draft, _options: Options) -> Iterator[Found]:
    """A post whose spelling can't be checked."""
    language = language_of_draft(draft)
    if not is_checkable(language) or not draft.text.strip():
        return
    lexicon = lexicon_for(language, draft.facts)
    place = _language_place(draft)
    if lexicon is None:
        at_hand = ", ".join(
            sorted(name.replace("_", "-") for name in dictionary_files(draft.facts))
        )
        detail = f"There are dictionaries for {at_hand}."
        yield Found(place, f"No dictionary for “{language}”", detail, about=language)
    elif lexicon.trouble:
        yield Found(place, f"A dictionary for “{language}” can’t be read", lexicon.trouble)


def mixed_english(draft: Draft, _options: Options) -> Iterator[Found]:
    """Words spelt in the English that the post is not written in."""
    judgement = judge(draft)
    lexicon = lexicon_for(judgement.language, draft.facts)
    if lexicon is None or not lexicon.english or not judgement.checked:
        return
    by_name = {one.name: one for one in (*lexicon.accepted, lexicon.other) if one is not None}
    if not {"en_GB", "en_US"} <= by_name.keys():
        return
    british = _spelt_as(judgement.places, by_name["en_GB"], by_name["en_US"])
    american = _spelt_as(judgement.places, by_name["en_US"], by_name["en_GB"])
    if lexicon.other is not None:
        usual = lexicon.accepted[0].name == "en_US"
    elif british and american:
        usual = _count(american) > _count(british)
    else:
        return
    wrong = british if usual else american
    right = american if usual else british
    yield from _respellings(draft, wrong, right, usual=usual)


def _spelt_as(places: Iterable[Place], has: Dictionary, lacks: Dictionary) -> dict[str, _Spelt]:
    """The words, in lower case, that only one English spells so; none in names and quotations."""
    found: dict[str, _Spelt] = {}
    others: dict[str, str] = {}
    for place in places:
        word = place.token.text
        if len(word) < _SHORTEST or "-" in word or place.run.quoted or not _is_common(place):
            continue
        small = word.lower()
        if small not in others:
            others[small] = counterpart(small, has, lacks)
        if others[small]:
            found.setdefault(small, _Spelt(others[small], [])).places.append(place)
    return found


def _is_common(place: Place) -> bool:
    """Whether a word is in small letters, or has its capital from where it stands."""
    word = place.token.text
    return word.islower() or (place.token.first and word.istitle() and not is_name(place))


class _Spelt(NamedTuple):
    """A word of one English, how the other spells it, and where it stands."""

    other: str
    places: list[Place]


def _count(spelt: dict[str, _Spelt]) -> int:
    return sum(len(one.places) for one in spelt.values())


def _respellings(
    draft: Draft, wrong: dict[str, _Spelt], others: dict[str, _Spelt], *, usual: bool
) -> Iterator[Found]:
    """One finding a word.

    Args:
        draft: The post.
        wrong: The words of the English that it is not written in.
        others: Those of the one that it is written in.
        usual: Whether that is American.
    """
    right = [one.places[0].span for one in list(others.values())[:1]]
    theirs, ours = _CAPITALS_OF[not usual], _CAPITALS_OF[usual]
    for word, spelt in wrong.items():
        first, *more = [place.span for place in spelt.places]
        other = _like(spelt.other, spelt.places[0].token.text)
        told = f"In {ours} English it is “{spelt.other}”"
        yield Found(
            first,
            f"“{word}” is {theirs} spelling",
            f"{told}, as the rest of the post has it." if right else f"{told}.",
            _fixes(draft, spelt.places, (other,)),
            spelt.places[0].run.field,
            (*more, *right),
        )


def _told(draft: Draft, word: JudgedWord, sentence: str) -> Found:
    near = word.near[:_MOST_FIXES]
    if len(near) == 1:
        detail = f"Did you mean “{near[0]}”?"
    elif near:
        detail = f"Did you mean {_listed([f'“{one}”' for one in near])}?"
    else:
        detail = ""
    spans = word.spans
    fixes = _fixes(draft, word.places, near)
    return Found(spans[0], sentence, detail, fixes, word.field, spans[1:])


def _fixes(draft: Draft, places: Sequence[Place], others: Iterable[str]) -> tuple[Fix, ...]:
    """A fix for each replacement, which makes it wherever the word stands."""
    found = []
    for other in others:
        each = [
            replacement(draft.text, place.span, place.token.text, other, place.run.field)
            for place in places
        ]
        edits = joined([edit for edits in each for edit in edits], each[0])
        if edits:
            found.append(Fix(f"Change to “{other}”", edits))
    return tuple(found)


def _like(word: str, model: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _language_place(draft: Draft) -> Span:
    """The field that says the language, else where the text starts."""
    for entry in draft.frontmatter.entries:
        if entry.key.lower() in ("lang", "language", "locale"):
            return entry.value_span
    return Span(draft.body_start, draft.body_start)
