"""Hunspell dictionaries: those that ship, the editor's and the site's, read when first wanted.

A dictionary is a pair of files, ``xx_YY.dic`` and ``xx_YY.aff``; further ones, such as those of
LibreOffice, need only be put into a folder. Hunspell's objects are not safe to share between
threads, so each has a lock, and what it said of a word is kept.
"""

from __future__ import annotations

import codecs
import re
import threading
import unicodedata
from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from copydesk.core.errors import CopydeskError
from copydesk.core.resources import resource_path
from copydesk.core.review.spelling.neighbours import WordShapes, further, neighbours

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.site_facts import SiteFacts

    class _Hunspell(Protocol):
        def spell(self, word: str) -> bool: ...
        def suggest(self, word: str) -> tuple[str, ...]: ...


_SET = re.compile(rb"^\s*SET\s+(\S+)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_MOST_KEPT = 200_000
# A shorter list misses so many words that what it lacks is seldom wrong (hi_IN has 15,991).
_ENOUGH_WORDS = 30_000
# So many letters can hold two slips and still tell which word was meant.
_LONG_WORD = 9
# Hunspell's own limit is 100 bytes (MAXWORDLEN in its hunspell/atypes.hxx).
_LONGEST_WORD = 48
_loading = threading.Lock()


class DictionaryError(CopydeskError):
    """A dictionary that can't be read."""


class Dictionary:
    """One dictionary, for any thread."""

    def __init__(self, path: Path) -> None:
        """Reads it: 0.1 s for 100,000 words.

        Args:
            path: The file that ends in ".dic"; the other has to be beside it.

        Raises:
            DictionaryError: It is missing or broken.
        """
        self.name = path.stem.replace("-", "_")
        self._path = path
        self._encoding = _checked_encoding(path)
        self._hunspell = _opened(path)
        self._lock = threading.Lock()
        self._said: dict[str, bool] = {}
        self._near: dict[str, tuple[str, ...]] = {}

    def accepts(self, word: str) -> bool:
        """Whether the word is spelt right. Words that its letters can't write are let be."""
        said = self._said.get(word)
        if said is None:
            if len(self._said) > _MOST_KEPT:
                self._said.clear()
            said = self._said[word] = self._asked(word)
        return said

    @property
    def large(self) -> bool:
        """Whether it has words enough for a word that it lacks to be taken for a mistake."""
        return len(self._lines) > _ENOUGH_WORDS

    @cached_property
    def script(self) -> str:
        """The script of its words, as their letters' Unicode names begin: "LATIN"."""
        sample = self._lines[:: max(1, len(self._lines) // 200)]
        names = Counter(script_of(line[:1]) for line in sample if line[:1].isalpha())
        return names.most_common(1)[0][0] if names else "LATIN"

    def near(self, word: str) -> tuple[str, ...]:
        """Its words one slip away from one it lacks, of a long one two; the likeliest first."""
        found = self._near.get(word)
        if found is None:
            if len(self._near) > _MOST_KEPT:
                self._near.clear()
            found = neighbours(word, self._shapes, self.accepts)
            if not found and len(word) >= _LONG_WORD:
                found = further(word, self._shapes)
            self._near[word] = found
        return found

    def suggest(self, word: str) -> tuple[str, ...]:
        """What Hunspell proposes: slow, 0.2 s a word."""
        if len(word) > _LONGEST_WORD:
            return ()
        try:
            with self._lock:
                return tuple(self._hunspell.suggest(word))
        except UnicodeError:
            return ()

    def _asked(self, word: str) -> bool:
        if len(word) > _LONGEST_WORD:
            return True
        try:
            with self._lock:
                return bool(self._hunspell.spell(word))
        except UnicodeError:
            return True

    @cached_property
    def _lines(self) -> list[str]:
        text = self._path.read_bytes().decode(self._encoding, "replace")
        return text.removeprefix("\ufeff").split("\n")[1:]

    @cached_property
    def _shapes(self) -> WordShapes:
        return WordShapes(line.partition("/")[0].strip() for line in self._lines)


def dictionary_files(facts: SiteFacts) -> dict[str, Path]:
    """The ``.dic`` files at hand by name ("en_GB"): the site's before the editor's and ours."""
    found: dict[str, Path] = {}
    for folder in _folders(facts):
        try:
            paths = sorted(folder.glob("*.dic"))
        except OSError:
            continue
        for path in paths:
            if _NAME.fullmatch(path.stem):
                found.setdefault(path.stem.replace("-", "_"), path)
    return found


def available_languages(facts: SiteFacts) -> tuple[str, ...]:
    """The languages that can be checked, as BCP 47 tags, sorted."""
    return tuple(sorted(name.replace("_", "-") for name in dictionary_files(facts)))


def open_dictionary(path: Path) -> Dictionary:
    """The dictionary of a ``.dic`` file, read once a process and again when it changed.

    Raises:
        DictionaryError: It is missing or broken.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise DictionaryError(f"The dictionary {path.stem} can’t be read.") from error
    with _loading:
        return _loaded(path, state.st_mtime_ns, state.st_size)


def script_of(word: str) -> str:
    """The script of a word's first letter, as its Unicode name begins: "LATIN", "ARABIC"."""
    return _script(word[:1])


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


@lru_cache(maxsize=24)
def _loaded(path: Path, _changed: int, _size: int) -> Dictionary:
    return Dictionary(path)


def _folders(facts: SiteFacts) -> list[Path]:
    folders = [*facts.dictionary_folders, resource_path("dictionaries")]
    if facts.settings.dictionaries:
        root = facts.site.root
        own = root / facts.settings.dictionaries
        if own.resolve().is_relative_to(root.resolve()):
            folders.insert(0, own)
    return folders


def _checked_encoding(path: Path) -> str:
    """The encoding of a pair of files.

    Raises:
        DictionaryError: A file is missing, empty, or not in the encoding it names.
    """
    rules = path.with_suffix(".aff")
    if not rules.is_file():
        raise DictionaryError(
            f"The dictionary {path.stem} has no {rules.name} beside it.",
            "Copy both files into the folder.",
        )
    try:
        said = _SET.search(rules.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        words = path.read_bytes()
    except OSError as error:
        raise DictionaryError(f"The dictionary {path.stem} can’t be read.") from error
    # Hunspell's own name for what Python calls otherwise; without a name it takes ISO 8859-1.
    name = said.group(1).decode("ascii", "replace") if said else "ISO8859-1"
    name = name.replace("microsoft-cp", "cp").replace("ISO8859-", "ISO-8859-")
    try:
        codecs.lookup(name)
        words.decode(name)
    except (LookupError, UnicodeError) as error:
        raise DictionaryError(
            f"The dictionary {path.stem} is not written in the encoding it names.",
            "Fetch it anew from where it came from.",
        ) from error
    if words.count(b"\n") < 2:
        raise DictionaryError(f"The dictionary {path.stem} holds no words.")
    return name


def _opened(path: Path) -> _Hunspell:
    import hunspell  # type: ignore[import-untyped]  # has no stubs; its library is 3 MB, read when a post is first checked

    try:
        made: _Hunspell = hunspell.Hunspell(path.stem, hunspell_data_dir=str(path.parent))
    except Exception as error:  # whatever the library says of a broken file
        raise DictionaryError(f"The dictionary {path.stem} can’t be read.") from error
    return made
