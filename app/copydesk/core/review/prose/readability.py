"""How hard a post is to read, by Flesch's reading ease.

English: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948), 221-233:
206.835 - 1.015 * words a sentence - 84.6 * syllables a word. The grade is that of J. P. Kincaid et
al., Research Branch Report 8-75 (1975): 0.39 * words a sentence + 11.8 * syllables a word - 15.59.
The same measure was fitted anew for German (T. Amstad, "Wie verständlich sind unsere Zeitungen?",
1978), French (L. Kandel, A. Moles, Cahiers d'études de radio-télévision 19, 1958), Spanish
(J. Fernández Huerta, Consigna 214, 1959) and Italian (V. Franchina, R. Vacca, Linguaggi 3, 1986).
Other languages have no such formula here: of them only lengths are told.

Syllables come from Liang's hyphenation patterns (pyphen), which never part a single letter from a
word; in English no word is given fewer than its groups of vowels. Measured on the words of 400
posts of an English blog against the CMU Pronouncing Dictionary: 97.6 % of them right, the sum 1 %
short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.prose.reading import base_language, passages
from copydesk.core.review.prose.sentences import sentences
from copydesk.core.review.prose.words import LETTER, WORD
from copydesk.core.review.rule import Example, Family, Option, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

    class _Hyphenator(Protocol):
        def positions(self, word: str) -> list[int]: ...


# Constant, weight of words a sentence, weight of syllables a word; sources above.
_FORMULAS = {
    "en": (206.835, 1.015, 84.6),
    "de": (180.0, 1.0, 58.5),
    "fr": (207.0, 1.015, 73.6),
    "es": (206.84, 1.02, 60.0),
    "it": (217.0, 1.3, 60.0),
}
_PATTERNS = {"en": "en_US", "de": "de_DE", "fr": "fr", "es": "es", "it": "it_IT"}
# R. Flesch, "The Art of Readable Writing" (1949), table of reading ease.
_BANDS = (
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "plain"),
    (50, "fairly difficult"),
    (30, "difficult"),
)
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"[^aeiouyl]e$|[aeiou]le$")
_SILENT_ED = re.compile(r"[^aeiouytd]ed$")
_SILENT_ES = re.compile(r"(?<![cs]h)(?<![^aeiouy]l)(?<=[^aeiouyscxzg])es$")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HAS_LETTER = re.compile(LETTER)
# Fewer words make no measure: Flesch took samples of a hundred.
_FEWEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a post's paragraphs are to read; headings and tables are left out.

    Attributes:
        words: Words with a letter in them; numbers in figures are left out.
        sentences: How many.
        syllables: How many; 0 where the language has no formula here.
        flesch: Reading ease, the higher the easier, mostly 0 to 100; None without a formula or
            with fewer than 100 words.
        grade: The school year of the United States that should follow it; of English only.
        sentence: The whole for an editor; "" for a post without words.
    """

    words: int
    sentences: int
    syllables: int
    flesch: float | None
    grade: float | None
    sentence: str


def readability(draft: Draft) -> Readability:
    """Measures a post."""
    language = base_language(draft)
    words = latin = sentence_count = syllables = 0
    for passage in passages(draft):
        if passage.kind != "paragraph":
            continue
        text = passage.words.text
        sentence_count += len(sentences(text))
        for match in WORD.finditer(text):
            word = match.group()
            if _HAS_LETTER.search(word):
                words += 1
                if language in _FORMULAS and _LATIN.match(word):
                    latin += 1
                    syllables += _syllables(word.lower(), language)
    if latin * 2 < words:  # it says "en" and is written in Hindi
        language, syllables = "", 0
    return _measured(language, words, max(1, sentence_count) if words else 0, syllables)


def _measured(language: str, words: int, sentence_count: int, syllables: int) -> Readability:
    if not words:
        return Readability(0, 0, 0, None, None, "")
    a_sentence = words / sentence_count
    length = f"{a_sentence:.0f} words a sentence"
    formula = _FORMULAS.get(language)
    if formula is None or words < _FEWEST_WORDS:
        told = length[0].upper() + length[1:]
        return Readability(words, sentence_count, syllables, None, None, told)
    a_word = syllables / words
    flesch = formula[0] - formula[1] * a_sentence - formula[2] * a_word
    grade = 0.39 * a_sentence + 11.8 * a_word - 15.59 if language == "en" else None
    told = f"Reading ease {flesch:.0f}, {_band(flesch)}: {length}"
    return Readability(words, sentence_count, syllables, flesch, grade, told)


def _band(flesch: float) -> str:
    return next((name for least, name in _BANDS if flesch >= least), "very difficult")


@lru_cache(maxsize=20_000)
def _syllables(word: str, language: str) -> int:
    """The syllables of a word in lower case; parts joined by hyphens counted each."""
    parts = [part for part in re.split(r"[-/.:&@+]", word) if part]
    return sum(_of_part(part, language) for part in parts) or 1


def _of_part(word: str, language: str) -> int:
    patterns = _hyphenator(language)
    count = len(patterns.positions(word)) + 1
    return max(count, _vowel_groups(word)) if language == "en" else count


def _vowel_groups(word: str) -> int:
    word = word.replace("'", "").replace("’", "")
    count = len(_VOWELS.findall(word))
    if _SILENT_E.search(word) or _SILENT_ED.search(word) or _SILENT_ES.search(word):
        count -= 1
    return max(1, count)


@cache
def _hyphenator(language: str) -> _Hyphenator:
    # Reads its patterns: 20 ms, which no start should wait for. It has no types of its own.
    import pyphen  # type: ignore[import-untyped]

    made: _Hyphenator = pyphen.Pyphen(lang=_PATTERNS[language])
    return made


def _check(draft: Draft, options: Options) -> Iterator[Found]:
    least = options["minimum"]
    measured = readability(draft)
    if not isinstance(least, (int, float)) or measured.flesch is None:
        return
    if measured.flesch < least:
        whole = draft.manuscript.passages[0].span
        detail = (
            f"{measured.words} words in {measured.sentences} sentences, "
            f"{measured.syllables / measured.words:.2f} syllables a word, by Flesch’s formula."
        )
        yield Found(whole, f"Hard to read: reading ease {measured.flesch:.0f}", detail)


_HARD = (
    "Administrative considerations necessitated comprehensive reconsideration of infrastructural "
    "responsibilities. "
)
_EASY = "The town has thought again about who mends its roads and who pays for them. "

RULES = (
    Rule(
        id="readability",
        family=Family.LANGUAGE,
        title="A post that is hard to read",
        why="Long sentences of long words cost readers. The measure is Flesch’s reading ease: "
        "60 and more is plain English, below 30 reads like a statute.",
        severity=Severity.NOTE,
        check=_check,
        options=(Option("minimum", 30, "The reading ease below which a post is told of."),),
        example=Example(
            bad=f"---\ntitle: Roads\n---\n\n{(_HARD * 14).strip()}\n",
            good=f"---\ntitle: Roads\n---\n\n{(_EASY * 8).strip()}\n",
        ),
    ),
)
