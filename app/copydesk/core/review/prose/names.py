"""One name spelt in two ways in one post: "Okafor" and "Okafar"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.prose.reading import as_written, passages
from copydesk.core.review.prose.sentences import STARTERS, TITLES
from copydesk.core.review.prose.words import LETTER, MARKS
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.spelling.languages import lexicon_for
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.review.spelling.languages import Lexicon
    from copydesk.core.text.positions import Span

_WORD = re.compile(
    rf"(?<![\w@#/.{MARKS}'’-])(?:{LETTER}[\w{MARKS}]*)(?![\w@/]|[.]\w|['’](?!s\b)\w)"
)
_VOWELS = re.compile("[aeiouy]")
_SHORTEST = 4
# How many words a full name has besides the one looked at.
_FULL_NAME = 3
# A shorter name with one letter changed is as often another name, unless it stands beside the same
# first name or surname; a longer one may have two letters changed.
_SURE_LENGTH = 6
_LONG = 9
# Who writes a name wrong does so once or twice; what is often written both ways is two names.
_MOST_OF_THE_RARE = 2
# A post with more different names than this is a list or a register.
_MOST_NAMES = 600


@dataclass(slots=True)
class _Name:
    """One spelling and where it stands."""

    spelling: str
    places: list[tuple[Span, bool]] = field(default_factory=list)  # whether it can be replaced
    beside: set[str] = field(default_factory=set)  # names right before or after it, folded


def _check(draft: Draft, _options: Options) -> Iterator[Found]:
    lexicon = lexicon_for(draft.language, draft.facts)
    if lexicon is None or not lexicon.accepted:
        return
    names = _names(draft, lexicon)
    if not 1 < len(names) <= _MOST_NAMES:
        return
    told: set[str] = set()
    for one, other in _alike(names):
        rare, usual = _rare_and_usual(names[one], names[other])
        if rare.spelling in told or usual.spelling in told:
            continue
        if _is_one_name(rare, usual, lexicon):
            told.add(rare.spelling)
            yield _found(rare, usual)


def _names(draft: Draft, lexicon: Lexicon) -> dict[str, _Name]:
    """The capitalised words of a post that are no common words, by spelling."""
    found: dict[str, _Name] = {}
    common: dict[str, bool] = {}
    for passage in passages(draft):
        text = passage.words.text
        words = list(_WORD.finditer(text))
        for number, match in enumerate(words):
            spelling = match.group()
            if not _is_name_like(spelling):
                continue
            lower = spelling.lower()
            if lower not in common:
                common[lower] = any(one.accepts(lower) for one in lexicon.accepted)
            if common[lower] and spelling[1:].islower():
                continue
            name = found.setdefault(spelling, _Name(spelling))
            whole = as_written(draft, passage, *match.span())
            name.places.append((whole or passage.words.span(*match.span()), whole is not None))
            name.beside.update(_beside(text, words, number, -1))
            name.beside.update(_beside(text, words, number, 1))
    return found


def _is_name_like(word: str) -> bool:
    return (
        _SHORTEST <= len(word) <= 40
        and word[0].isupper()
        and not word.isupper()
        and not any(sign.isdigit() or sign == "_" for sign in word)
    )


def _beside(text: str, words: list[re.Match[str]], number: int, step: int) -> Iterator[str]:
    """The capitalised words before one (step -1) or after it (1), joined to it by single spaces."""
    for _ in range(_FULL_NAME):
        last, number = words[number], number + step
        if not 0 <= number < len(words):
            return
        left, right = (words[number], last) if step < 0 else (last, words[number])
        word = words[number].group()
        if text[left.end() : right.start()] != " " or not word[0].isupper():
            return
        folded = word.casefold()
        if len(word) > 1 and folded not in STARTERS and folded not in TITLES:
            yield folded


def _alike(names: Mapping[str, _Name]) -> Iterator[tuple[str, str]]:
    """Pairs of spellings a slip or two apart."""
    from rapidfuzz import process  # 10 ms, which no start should wait for
    from rapidfuzz.distance import OSA

    spellings = list(names)
    folded = [spelling.casefold() for spelling in spellings]
    for number, one in enumerate(folded[:-1]):
        rest = folded[number + 1 :]
        near = process.extract(one, rest, scorer=OSA.distance, score_cutoff=2, limit=None)
        for other, distance, at in near:
            # Another first letter makes another word: "Import", "Export"; "React", "Preact".
            if other[0] != one[0]:
                continue
            if distance < 2 or _may_differ_twice(one, other):
                yield spellings[number], spellings[number + 1 + at]


def _may_differ_twice(one: str, other: str) -> bool:
    """Whether two letters are no more than a slip: in a long name, or where they are vowels."""
    shortest = min(len(one), len(other))
    if shortest < _SURE_LENGTH:
        return False
    return shortest >= _LONG or _VOWELS.sub("", one) == _VOWELS.sub("", other)


def _rare_and_usual(one: _Name, other: _Name) -> tuple[_Name, _Name]:
    """The rarer first; of two alike, the one that comes later."""
    if len(one.places) == len(other.places):
        return (other, one) if one.places[0][0] <= other.places[0][0] else (one, other)
    return (one, other) if len(one.places) < len(other.places) else (other, one)


def _is_one_name(rare: _Name, usual: _Name, lexicon: Lexicon) -> bool:
    if len(rare.places) > _MOST_OF_THE_RARE:
        return False
    one, other = rare.spelling, usual.spelling
    if one.casefold() == other.casefold():  # "GitHub" and "Github"
        return True
    if _is_form_of(one.casefold(), other.casefold()) or _is_of_code(one) or _is_of_code(other):
        return False
    shared = bool(rare.beside & usual.beside)
    if rare.beside and usual.beside and not shared:
        return False
    known = [any(book.accepts(name) for book in lexicon.accepted) for name in (one, other)]
    if all(known):  # "John" and "Joan" are two names, but hardly two Smiths
        return False
    return shared or min(len(one), len(other)) >= _SURE_LENGTH


def _is_of_code(name: str) -> bool:
    """Whether a name is put together as programs' are: "TextEncoderStream"."""
    return sum(sign.isupper() for sign in name) > 2


def _is_form_of(one: str, other: str) -> bool:
    """Whether two differ at their ends only: a plural, "Kashmir" and "Kashmiri", "Maria", "Mario".

    A letter doubled at the end is a slip.
    """
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return long[len(short) :] != short[-1]
    stem = min(len(short), len(long)) - 1
    return short[:stem] == long[:stem]


def _found(rare: _Name, usual: _Name) -> Found:
    return Found(
        rare.places[0][0],
        f"“{rare.spelling}” is “{usual.spelling}” elsewhere",
        f"{_times(usual)} it is spelt “{usual.spelling}”, {_times(rare).lower()} so.",
        fixes=tuple(
            Fix(f"Make it “{right.spelling}”", edits)
            for wrong, right in ((rare, usual), (usual, rare))
            if (edits := _edits(wrong, right))
        ),
        related=tuple(span for span, _ in (*rare.places[1:], *usual.places)),
    )


def _times(name: _Name) -> str:
    return {1: "Once", 2: "Twice"}.get(len(name.places), f"{len(name.places)} times")


def _edits(wrong: _Name, right: _Name) -> tuple[TextEdit, ...]:
    if not all(whole for _, whole in wrong.places):
        return ()
    return tuple(TextEdit(span.start, span.end, right.spelling) for span, _ in wrong.places)


RULES = (
    Rule(
        id="mixed-names",
        family=Family.LANGUAGE,
        title="A name spelt in two ways",
        why="One of the two is wrong, and its owner will notice.",
        severity=Severity.WARNING,
        check=_check,
        example=Example(
            bad="---\ntitle: Library\n---\n\nMira Okafor opened the doors at nine.\n\n"
            "“We are dry,” Okafar said.\n",
            good="---\ntitle: Library\n---\n\nMira Okafor opened the doors at nine.\n\n"
            "“We are dry,” Okafor said.\n",
        ),
    ),
)
