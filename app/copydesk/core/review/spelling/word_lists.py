"""Word lists: the site's own words and the editor's, one a line, in plain text files.

Lines that start with "#" are comments. An entry in lower case stands for any case; one with
capitals ("iPhone", "Okafor") only for itself and for all capitals.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import platformdirs

from copydesk.core.text.positions import newline_near

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from copydesk.core.review.site_facts import SiteFacts

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_LONGEST_FILE = 4_000_000


def personal_words_path() -> Path:
    """Where the editor's own words are kept; the file need not exist."""
    return platformdirs.user_config_path("copydesk", appauthor=False) / "words.txt"


def site_words_path(facts: SiteFacts) -> Path | None:
    """Where a site's own words are kept; None where it names a file outside its folder."""
    root = facts.site.root
    path = root / facts.settings.words
    if not facts.settings.words or not path.resolve().is_relative_to(root.resolve()):
        return None
    return path


def read_words(text: str) -> frozenset[str]:
    """The entries of a list's text."""
    lines = (_entry(line) for line in _LINES.findall(text.removeprefix("\ufeff")))
    return frozenset(line for line in lines if line)


def with_word(text: str, word: str) -> str:
    """The list's text with one more entry, before the first one that sorts after it.

    Comments, blank lines and line ends stay as they are; an entry that is there is not repeated.
    """
    word = _entry(word)
    if not word or word in read_words(text):
        return text
    newline = newline_near(text, len(text))
    at = len(text)
    position = 0
    for line in _LINES.findall(text):
        entry = _entry(line.removeprefix("\ufeff"))
        if entry and _order(entry) > _order(word):
            at = position + (1 if line.startswith("\ufeff") else 0)
            break
        position += len(line)
    if at == len(text):
        return text + ("" if not text or text[-1] in "\r\n" else newline) + word + newline
    return text[:at] + word + newline + text[at:]


def words_in_file(path: Path | None) -> frozenset[str]:
    """The entries of a list's file; none for one that is not there or can't be read."""
    if path is None:
        return frozenset()
    try:
        state = path.stat()
        if state.st_size > _LONGEST_FILE:
            return frozenset()
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return frozenset()


def is_listed(word: str, words: Collection[str]) -> bool:
    """Whether a list has a word, whose apostrophes are straight, in its case."""
    if word in words or word.lower() in words:
        return True
    return word.isupper() and any(word == entry.upper() for entry in words)


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int, _size: int) -> frozenset[str]:
    return read_words(path.read_bytes().decode("utf-8", "replace"))


def _entry(line: str) -> str:
    line = line.strip()
    if line.startswith("#"):
        return ""
    return unicodedata.normalize("NFC", line).replace("\u2019", "'")


def _order(word: str) -> tuple[str, str]:
    return word.casefold(), word
