"""What counts as a word in prose, in any script."""

from __future__ import annotations

import re

# What ``\w`` leaves out of words: vowel signs and other marks of Latin, Arabic and the scripts of
# India (danda and double danda, U+0964 and U+0965, are stops), and the two joiners.
MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff"
    "\u200c\u200d"
)
LETTER = r"[^\W\d_]"
WORD_PART = rf"[^\W_][\w{MARKS}]*"
WORD = re.compile(rf"{WORD_PART}(?:['’.,:/@&+-]?{WORD_PART})*")
"""A word as it is counted: "co-op", "don’t", "3.5", "10:30" and "e.g" are one each."""

INNER = re.compile(rf"[\w{MARKS}]")
"""A character that can be inside a word."""


def count_words(text: str) -> int:
    """How many words a stretch of prose has."""
    return sum(1 for _ in WORD.finditer(text))


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written with white space between them."""
    return frozenset(words.split())
