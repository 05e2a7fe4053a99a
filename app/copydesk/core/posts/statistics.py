"""How long a text is, and how long it takes to read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Silent reading of non-fiction by adults: M. Brysbaert, "How many words do we read per minute?",
# Journal of Memory and Language 109 (2019), a meta-analysis of 190 studies.
WORDS_A_MINUTE = 238
# Chinese, Japanese and Korean are timed by characters; 500 a minute is what Medium counts with
# (help.medium.com, "Read time").
CHARACTERS_A_MINUTE = 500
# Thai, Lao, Khmer and Burmese put no spaces between words; only a dictionary could tell them
# apart, so their words are reckoned at this many letters and marks each.
_LETTERS_A_WORD = 5
_MOST_AT_ONCE = 100_000

# What Markdown and HTML add that nobody reads: comments, tags, link targets, definitions.
_MARKS = re.compile(
    r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]{0,1000}>|(?<=\])\([^()\n]{0,2000}\)|(?<=\])\[[^\]\n]{0,200}\]"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[^\n]*|^ {0,3}(?:`{3,}|~{3,})[^\n]*|&#?\w{1,32};",
    re.MULTILINE | re.DOTALL,
)
# Letters, digits and their marks, held together by what joins parts of one word: "co-op", "3.5",
# "Asif's", and addresses.
_WORD = re.compile(r"[^\W_]+(?:[^\s\w]?[^\W_]+|[\u0300-\u036f\u0900-\u0dff\u200c\u200d]+)*")
_BY_CHARACTER = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Statistics:
    """The length of a text.

    Attributes:
        words: Words; in Chinese and Japanese, characters.
        minutes: Reading time, whole minutes rounded up; 0 for an empty text.
    """

    words: int
    minutes: int


def count(text_body: str) -> Statistics:
    """Counts a post's text without its fields; about 0.1 s a megabyte, so not at every key."""
    words = characters = 0
    for piece in _pieces(text_body):
        more_words, more_characters = _counted(piece)
        words += more_words
        characters += more_characters
    minutes = words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE
    return Statistics(words + characters, math.ceil(minutes))


def _pieces(text: str) -> Iterator[str]:
    """The text, in pieces where it is very long.

    A regular expression lets no other thread run; the window would wait a second for the words of
    ten megabytes.
    """
    start = 0
    while len(text) - start > _MOST_AT_ONCE:
        end = start + _MOST_AT_ONCE
        border = max(text.rfind("\n", start, end), text.rfind(" ", start, end)) + 1
        end = border if border > start else end
        yield text[start:end]
        start = end
    yield text[start:]


def _counted(text: str) -> tuple[int, int]:
    """The words, and the characters of scripts that are timed by them."""
    text = _MARKS.sub(" ", text)
    characters = letters = 0
    if not text.isascii():
        text, characters = _BY_CHARACTER.subn(" ", text)
        text, letters = _UNSPACED.subn(" ", text)
    return len(_WORD.findall(text)) + math.ceil(letters / _LETTERS_A_WORD), characters
