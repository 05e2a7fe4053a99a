"""How many words came and went between two versions of a post: quickly, and bounded for any text.

Lines that both versions have are left out first; of the rest the words are counted as two bags,
so that a paragraph that only moved counts as nothing. A real diff of two texts of 20,000 words
takes 19 s (difflib, measured); this takes 10 ms for 1 MB of which a line changed, 0.2 s where all
of it did.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Chinese, Japanese and Korean are counted by the character, as in the status bar.
_UNITS = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\\W_]+(?:[^\\s\\w]?[^\\W_]+)*"
)
# What is counted in one go, in characters or lines: the interpreter is held for about 2 ms by it.
_PIECE = 20_000


def word_change(old: bytes | None, new: bytes) -> tuple[int, int]:
    """Words that ``new`` has and ``old`` has not, and the reverse.

    Args:
        old: The version before; None where there is none.
        new: The version.
    """
    new_lines = _bag(_lines(new))
    old_lines = _bag(_lines(old)) if old is not None else Counter()
    added, removed = new_lines - old_lines, old_lines - new_lines
    new_words, old_words = _words(added.elements()), _words(removed.elements())
    return (new_words - old_words).total(), (old_words - new_words).total()


def _lines(data: bytes) -> list[bytes]:
    if data.startswith(_UTF16_MARKS):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.splitlines()


def _bag(lines: Sequence[bytes]) -> Counter[bytes]:
    bag: Counter[bytes] = Counter()
    for start in range(0, len(lines), _PIECE):
        bag.update(lines[start : start + _PIECE])
    return bag


def _words(lines: Iterable[bytes]) -> Counter[str]:
    words: Counter[str] = Counter()
    for line in lines:
        for piece in _pieces(line.decode("utf-8", "replace")):
            words.update(_UNITS.findall(piece))
    return words


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that end between words, where it has spaces at all."""
    start = 0
    while len(text) - start > _PIECE:
        end = text.find(" ", start + _PIECE, start + 2 * _PIECE)
        end = end if end >= 0 else start + _PIECE
        yield text[start:end]
        start = end
    yield text[start:]
