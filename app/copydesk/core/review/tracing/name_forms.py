"""Proper names in English prose, told from other capitalised words by rule, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from copydesk.core.review.tracing.word_lists import pairs, words
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.review.tracing.name_knowledge import Knowledge
    from copydesk.core.review.tracing.name_text import Word

_NUMBER = regex.compile(r"[ \u00a0-](\d{1,4}[A-Z]?)\b(?![.,]\d)")
_ROLE = regex.compile(r"(?:er|or|ist|man|woman|men|ess|ant|ent|ing|ed|ly|ic|s)$")
_CONTRACTED = regex.compile(r"['’ʼ](?:ve|ll|re|d|m|t)$", regex.IGNORECASE)
_LONGEST_SYLLABLE = 4
_LONGEST_RUN = 12


@dataclass(frozen=True, slots=True)
class NameFound:
    """One name.

    Attributes:
        span: Where, in the text that was searched; titles and a possessive's end left out.
        parts: Its words to compare, small ones ("of", "de") left out.
    """

    span: Span
    parts: tuple[str, ...]


def names_in(text: str, found: Sequence[Word], knowledge: Knowledge) -> Iterator[NameFound]:
    """The names of a text in sentences, in order.

    Args:
        text: Plain prose.
        found: Its words.
        knowledge: What the draft and the sources tell of capitalised words.
    """
    index = 0
    while index < len(found):
        if not found[index].capital:
            index += 1
            continue
        end = _run_end(found, index, knowledge)
        for piece in _pieces(found[index:end], knowledge):
            name = _name(text, piece, knowledge)
            if name:
                yield name
        index = end


def _run_end(found: Sequence[Word], start: int, knowledge: Knowledge) -> int:
    """Where a run of capitalised words, small words between them, ends."""
    end = start + 1
    while end < len(found) and end - start < _LONGEST_RUN:
        word = found[end]
        if word.capital and word.joint and not word.opens:
            if not _may_follow(found[end - 1], word, knowledge):
                break
            end += 1
            continue
        step = _across(found, start, end, knowledge)
        if not step:
            break
        end += step
    return end


def _may_follow(before: Word, word: Word, knowledge: Knowledge) -> bool:
    """Whether a capital goes on with a name after a possessive: "Tanner’s Wharf"."""
    if not before.possessive:
        return True
    if knowledge.follow(before, word):
        return True
    return word.norm in words("heads") and not knowledge.stands_alone(before)


def _across(found: Sequence[Word], start: int, at: int, knowledge: Knowledge) -> int:
    """How many words of a name lie from a small word on: 2 for "of Leeds"; 0 for none."""
    small = found[at]
    if small.joint == "-" and not found[at - 1].possessive:
        return _across_hyphen(found, at, knowledge)
    if not small.joint or found[at - 1].possessive:
        return 0
    count = 1
    after = found[at + 1] if at + 1 < len(found) else None
    if after and after.norm == "the" and small.norm in ("of", "for", "in") and after.joint:
        count, after = 2, (found[at + 2] if at + 2 < len(found) else None)
    if not after or not after.capital or not after.joint or after.opens:
        second = after.norm if after else ""
        third = found[at + 2] if at + 2 < len(found) else None
        both = {small.norm, second} <= words("particles")
        return 3 if both and third and third.capital and third.joint else 0
    run = found[start:at]
    if run[0].norm in ("the", "a", "an") and len(run) > 1:
        run = run[1:]
    if small.text == "&":
        return count + 1
    if small.norm in words("particles") and small.norm not in ("y", "e"):
        return count + 1
    if run[-1].norm in words("titles") and after.norm in words("portfolios"):
        return count + 1 if small.norm == "of" else 0  # "Superintendent of Police"
    if small.norm in ("of", "for"):
        heads = run[-1].norm in words(small.norm)
        heads = heads or run[-1].norm.removesuffix("s") in words(small.norm)  # "Museums of Kenya"
        heads = heads or (small.norm == "of" and _is_union(run))
        return count + 1 if heads else 0
    if small.norm == "and" and _is_one(run, found[at + 1 : at + 3], knowledge):
        return count + 1
    return 0


def _is_union(run: Sequence[Word]) -> bool:
    """Whether words name those who work at something: "United Canners" of America."""
    last = run[-1].norm
    trade = last.endswith(("ers", "ors")) and last.removesuffix("s") not in words("titles")
    return trade and len(run) > 1 and not run[0].opens


def _across_hyphen(found: Sequence[Word], at: int, knowledge: Knowledge) -> int:
    """How many words a name goes on for after a hyphen: "Nusrat-un-Nisa", "Hyun-woo Baek"."""
    after = found[at + 1] if at + 1 < len(found) else None
    if not after or not after.capital:
        return 0
    if after.joint == "-":
        return 0 if found[at].norm in words("between-two") else 2
    syllable = len(found[at].norm) <= _LONGEST_SYLLABLE and found[at].norm not in words(
        "no-syllables"
    )
    named = not knowledge.stands_alone(found[at - 1]) and len(found[at - 1].norm) > 1
    return 2 if after.joint and syllable and named and not found[at - 1].text.isupper() else 0


def _is_one(run: Sequence[Word], following: Sequence[Word], knowledge: Knowledge) -> bool:
    """Whether "and" stands inside one name: "Jammu and Kashmir", "Health and Safety Executive"."""
    first, after = run[-1], following[0]
    if _are_members(first, following, knowledge):
        return True
    if (first.norm, after.norm) in pairs("places-with-and"):
        return True
    if any(word.norm in ("of", "for") for word in run):
        # "Department of Health and Human Services".
        of_several = any(word.norm in words("of-several") for word in run)
        return of_several and after.norm in knowledge.common
    if len(run) > 1 or knowledge.stands_alone(first) or first.norm in words("nationalities"):
        return False
    if first.norm in words("titles") or first.norm in words("not-names"):
        return False
    if first.opens and not knowledge.are_joined(first, after):
        return False
    return first.norm in knowledge.common and after.norm in knowledge.common


def _are_members(first: Word, following: Sequence[Word], knowledge: Knowledge) -> bool:
    """Whether a body is of two kinds of people: "Farmers’ and Fishers’ Federation"."""
    both = all(
        word.norm.endswith("s") and word.norm in knowledge.common for word in (first, following[0])
    )
    last = following[1] if len(following) > 1 else None
    return bool(both and last and last.capital and last.joint and last.norm in words("heads"))


def _pieces(run: Sequence[Word], knowledge: Knowledge) -> Iterator[list[Word]]:
    """A run cut at titles and at hyphens that join two names."""
    piece: list[Word] = []
    for index, word in enumerate(run):
        if word.joint == "-" and piece and _joins_two(piece[-1], word, knowledge):
            yield piece
            piece = []
        if not piece and index and _goes_on(run[index - 1], word, run[index + 1 :]):
            continue
        if word.norm in words("titles") and _is_title(piece, run[index:], knowledge):
            yield _without_portfolio(piece)
            piece = []
            continue
        piece.append(word)
    yield piece


def _goes_on(before: Word, word: Word, rest: Sequence[Word]) -> bool:
    """Whether a word belongs to the title before it: "Chief Executive", "Chief Medical"."""
    return bool(rest) and before.norm == "chief" and word.norm in words("of-chiefs")


def _is_title(piece: Sequence[Word], rest: Sequence[Word], knowledge: Knowledge) -> bool:
    """Whether a word that can be a title is one, by what stands before and after it in the run."""
    after = rest[1] if len(rest) > 1 else None
    if piece and not piece[-1].capital and any(word.norm in words("of") for word in piece):
        return False  # "Department of Justice"
    if after is None:
        # "Stephen King", "Farah Sheikh"; not "the company’s Director".
        surname = rest[0].norm in words("titles-or-surnames")
        return not (surname and piece and piece[-1].norm not in knowledge.common)
    if after.norm in words("given") or not after.capital:
        return True
    # "Major Incident Team", "King Street".
    body = any(word.norm in words("heads") for word in rest[1:])
    return not (body and after.norm in knowledge.common)


def _joins_two(before: Word, word: Word, knowledge: Knowledge) -> bool:
    """Whether a hyphen joins two names: "Congress-National Conference"."""
    return knowledge.stands_alone(before) or (
        len(word.text) <= 5 and word.text.isupper() and word.text != "I"
    )


def _without_portfolio(piece: list[Word]) -> list[Word]:
    """What stands before a title without what belongs to it: "Pakistani Defence" → nothing."""
    kept = list(piece)
    while kept and (
        kept[-1].norm in words("portfolios")
        or not kept[-1].capital
        or (len(kept) == 1 and kept[-1].norm in words("nationalities"))
    ):
        kept.pop()
    return kept


def _name(text: str, piece: list[Word], knowledge: Knowledge) -> NameFound | None:
    """The name that a piece of a run is, once what is none is cut off."""
    piece = _trimmed(piece, knowledge)
    if not piece:
        return None
    numbered = numbered_name(text, piece)
    if numbered:
        return numbered
    if len(piece) == 1 and not _is_name(piece[0], knowledge):
        return None
    if len(piece) > 1 and all(
        word.norm in words("not-names") or word.norm in words("portfolios") for word in piece
    ):
        return None
    return NameFound(Span(piece[0].start, piece[-1].end), parts_of(piece))


def parts_of(piece: Sequence[Word]) -> tuple[str, ...]:
    """The words of a name that it is compared by."""
    return tuple(word.norm for word in piece if word.capital or word.joint == "-")


def numbered_name(text: str, piece: list[Word]) -> NameFound | None:
    """A name that ends in a number: "Article 370"."""
    last = piece[-1]
    number = _NUMBER.match(text, last.end) if last.norm in words("labels") else None
    if not number:
        return None
    return NameFound(Span(last.start, number.end(1)), (last.norm, number[1].lower()))


def _trimmed(piece: list[Word], knowledge: Knowledge) -> list[Word]:
    """Without what stands before a name and what is only capitalised for its place."""
    piece = list(piece)
    while piece and (
        not piece[-1].capital or piece[-1].norm in words("units") or _is_partisan(piece)
    ):
        piece.pop()
    while piece:
        first = piece[0]
        if not first.capital:
            piece = _without_office(piece)
        elif first.norm in words("starters") and (len(piece) > 1 or first.opens):
            if not first.opens and len(piece) > 1 and first.norm not in ("the", "a", "an"):
                break  # "First Direct", "New Delhi"
            piece.pop(0)
        elif first.norm in words("not-names") and len(first.text) > 1 and len(piece) > 1:
            if not _is_part(first, piece[1]):
                piece.pop(0)
            else:
                break
        elif first.opens and len(piece) > 1 and _only_opens(piece, knowledge):
            piece.pop(0)
            if piece and len(piece) == 1 and not piece[0].joint:
                break
        else:
            break
    return piece


def _is_partisan(piece: Sequence[Word]) -> bool:
    """Whether the last word tells a party, not a name: "a Maple Grove Republican"."""
    return (
        len(piece) > 1
        and piece[-1].norm in words("partisans")
        and piece[-2].norm not in words("before-partisans")
        and piece[-2].norm not in words("of-places")
    )


def _without_office(piece: list[Word]) -> list[Word]:
    """Without the small words that a title leaves, and its office: "of Police", "of State"."""
    at = 0
    while at < len(piece) and (not piece[at].capital or piece[at].norm in words("portfolios")):
        at += 1
    return piece[at:]


def _is_part(first: Word, second: Word) -> bool:
    """Whether a compass point or the like is part of the name after it: "North Korea"."""
    months_and_days = first.norm[:3] in {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    } or first.norm.removesuffix("s").endswith("day")  # fmt: skip
    return not months_and_days or second.norm in words("heads")


def _only_opens(piece: list[Word], knowledge: Knowledge) -> bool:
    """Whether a sentence's first word is a common one before a name: "Farmers in", "Critics"."""
    first, second = piece[0], piece[1]
    if first.norm not in knowledge.common or knowledge.follow(first, second):
        return False
    if first.norm in words("nationalities"):
        return False
    if first.norm in words("given") and second.norm not in words("starters"):
        return False
    if second.norm in knowledge.common and second.norm not in words("given"):
        return False  # "Bridge Street", "Liberal Democrats"
    # "Farmers", "Striker", "Novelist"; what else stands so is mostly a given name: "Ben Stokes".
    return bool(_ROLE.search(first.norm)) and not knowledge.stands_inside(first)


def _is_name(word: Word, knowledge: Knowledge) -> bool:
    """Whether a single capitalised word is a name."""
    norm = word.norm
    if len(norm) < 2 or norm in words("nationalities") or _CONTRACTED.search(word.text):
        return False
    letters = word.text.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return norm not in words("not-names") and (
            len(letters) > 2 or norm not in words("starters")
        )
    if norm in words("not-names") or norm in words("starters"):
        return False
    if norm in words("titles"):
        return False
    common = norm in knowledge.common
    if word.opens:
        known = knowledge.stands_alone(word) or knowledge.is_surname(word)
        return known if common else not knowledge.is_demonym(word)
    # "The Council" of a text stands for the one that it named before.
    generic = norm in words("portfolios") or norm in words("heads")
    if common and generic and norm not in words("bodies"):
        return False
    return not knowledge.is_demonym(word)
