"""The words by which tracing tells names from other words, and words that tell from others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from copydesk.core.resources import resource_path, resource_text
from copydesk.core.review.spelling.dictionaries import DictionaryError, open_dictionary

if TYPE_CHECKING:
    from copydesk.core.review.spelling.dictionaries import Dictionary

_DICTIONARIES = ("en_GB.dic", "en_US.dic")


@cache
def words(section: str) -> frozenset[str]:
    """The words of one section of `resources/tracing/words.txt`, in lower case."""
    return frozenset(_sections().get(section, "").split())


@cache
def pairs(section: str) -> frozenset[tuple[str, ...]]:
    """The rows of one section, where commas part them."""
    rows = _sections().get(section, "").split(",")
    return frozenset(tuple(row.split()) for row in rows)


@cache
def _sections() -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in resource_text("tracing", "words.txt").splitlines():
        if line.startswith("["):
            name = line.strip("[] ")
        elif not line.startswith("#"):
            found[name] = f"{found.get(name, '')} {line}"
    return found


class CommonWords:
    """Tells whether a word is one of the language's, and not only a name.

    A word is common where a dictionary or one of the texts has it in lower case. Without
    dictionaries every word is: a sentence's first one is then a name only where it is known as one.
    """

    def __init__(self) -> None:
        self._dictionaries = _dictionaries()
        self._known: dict[str, bool] = {}
        self._seen: set[str] = set()

    def add(self, lower: str) -> None:
        """Takes a word that a text has in lower case."""
        self._seen.add(lower)

    def has_as_name(self, word: str) -> bool:
        """Whether a dictionary has a word as it stands, with its capital."""
        return any(dictionary.accepts(word) for dictionary in self._dictionaries)

    def __contains__(self, word: str) -> bool:
        lower = word.lower()
        known = self._known.get(lower)
        if known is None:
            known = self._known[lower] = (
                lower in self._seen
                or not self._dictionaries
                or any(dictionary.accepts(lower) for dictionary in self._dictionaries)
            )
        return known


@cache
def _dictionaries() -> tuple[Dictionary, ...]:
    found = []
    for name in _DICTIONARIES[:1]:
        try:
            found.append(open_dictionary(resource_path("dictionaries", name)))
        except DictionaryError:
            continue
    return tuple(found)
