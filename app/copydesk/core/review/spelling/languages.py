"""Which dictionaries judge a post, and which letters are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.review.spelling.dictionaries import (
    Dictionary,
    DictionaryError,
    dictionary_files,
    open_dictionary,
)

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.site_facts import SiteFacts

# Written without spaces between words, which no list of words can judge.
_UNSPACED = frozenset(("zh", "ja", "th", "lo", "km", "my", "bo"))
# English as spelt in the United States, and in the countries that follow it (CLDR 46, the
# children of "en" that don't inherit from "en-001").
_AMERICAN = frozenset(("US", "PH", "PR", "GU", "VI", "UM", "AS", "MH", "MP", "PW", "FM"))
DEVANAGARI = "DEVANAGARI"
"""The script of Hindi, as `Lexicon.script` has it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The dictionaries of one language.

    Attributes:
        language: As asked for: "en-IN".
        accepted: A word that one of these has is right.
        other: Of English: the dictionary of the other spelling, where one is named.
        script: The first word of its letters' Unicode names: "LATIN".
        trouble: The dictionary that can't be read, as a sentence; "" for none.
    """

    language: str
    accepted: tuple[Dictionary, ...]
    other: Dictionary | None = None
    script: str = "LATIN"
    trouble: str = ""

    @property
    def english(self) -> bool:
        """Whether it is English of any kind."""
        return self.language.partition("-")[0] == "en"


def language_of_draft(draft: Draft) -> str:
    """The post's language; the site's says which kind of it, where the post doesn't."""
    language, site = draft.language, draft.facts.settings.language
    if "-" not in language and site.partition("-")[0].lower() == language.lower():
        return site
    return language


def lexicon_for(language: str, facts: SiteFacts) -> Lexicon | None:
    """The dictionaries of a language; None where there are none."""
    files = dictionary_files(facts)
    names = _names(language, files)
    if not names:
        return None
    return _lexicon(language, tuple(files[name] for name in names))


def is_checkable(language: str) -> bool:
    """Whether a dictionary could judge the language at all."""
    return language.partition("-")[0].lower() not in _UNSPACED


def _lexicon(language: str, paths: tuple[Path, ...]) -> Lexicon:
    found: list[Dictionary] = []
    trouble = ""
    for path in paths:
        try:
            found.append(open_dictionary(path))
        except DictionaryError as error:
            trouble = str(error)
    if not found:
        return Lexicon(language, (), trouble=trouble)
    variant = language.partition("-")[2]
    if language.partition("-")[0] == "en" and variant and variant != "CA" and len(found) > 1:
        return Lexicon(language, (found[0],), found[1], trouble=trouble)
    return Lexicon(language, tuple(found), None, found[0].script, trouble)


def _names(language: str, files: dict[str, Path]) -> list[str]:
    """The dictionaries' names that judge a language; of English the named spelling first."""
    wanted = language.replace("-", "_")
    first, _, variant = wanted.partition("_")
    first = first.lower()
    british = [name for name in ("en_GB",) if name in files]
    american = [name for name in ("en_US",) if name in files]
    if wanted in files and first != "en":
        return [wanted]
    if first == "en":
        own = [wanted] if wanted in files and wanted not in ("en", "en_GB", "en_US") else []
        if own:
            return own
        pair = [*american, *british] if variant.upper() in _AMERICAN else [*british, *american]
        return pair or _named(first, files)
    return _named(first, files)


def _named(first: str, files: dict[str, Path]) -> list[str]:
    """One dictionary of the language: that of its own country, else the first."""
    names = [name for name in files if name.partition("_")[0].lower() == first]
    usual = f"{first}_{first.upper()}"
    return sorted(names, key=lambda name: (name != usual, name != first, name))[:1]
