"""Which way a line of text runs."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left.

    The rule of the Unicode Bidirectional Algorithm (UAX 9, P2 and P3): what stands on its own
    decides, not the language of the post around it.
    """
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return False
        if kind in ("R", "AL"):
            return True
    return False
