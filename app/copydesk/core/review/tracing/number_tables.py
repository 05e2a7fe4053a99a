"""Amounts in tables whose heading says what all are counted in: "($ millions)", "Rs in crore"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.number_marks import CURRENCIES
from copydesk.core.review.tracing.number_words import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.review.tracing.number_forms import NumberFound

_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_HEADING = re.compile(
    rf"(?<![\w$£€₹])(?:{_SIGN})[ \u00a0]?(?:in )?"
    r"(?P<scale>thousand|million|billion|trillion|lakh|crore|mn|bn|m|cr)s?\b",
    re.IGNORECASE,
)
_LONGEST_HEADING = 120
_FEWEST_WORDS_OF_PROSE = 12
_WORD = re.compile(r"[^\W\d_]{2,}")
_LINE = re.compile(r"[^\r\n]+")


def with_table_scales(text: str, found: Sequence[NumberFound]) -> Iterator[NumberFound]:
    """The numbers of a text; a bare one below such a heading may be that many millions as well.

    Args:
        text: A source's words; the rows of its tables on lines of their own.
        found: Its numbers in order. A heading holds until the next line of prose.
    """
    if not _HEADING.search(text):
        yield from found
        return
    starts = [number.span.start for number in found]
    scale = Decimal(1)
    for line in _LINE.finditer(text):
        scale = _scale_from(line.group(), scale)
        first, last = bisect_left(starts, line.start()), bisect_left(starts, line.end())
        for number in found[first:last]:
            bare = number.unit in ("plain", "money") and not number.measure
            small = abs(number.value) < 1_000_000  # what has its own scale needs no other
            if scale > 1 and bare and small and number.other is None:
                yield replace(number, other=number.value * scale)
            else:
                yield number


def _scale_from(line: str, before: Decimal) -> Decimal:
    """What bare amounts of a line and those below it are counted in."""
    if line.rstrip().endswith((".", "!", "?", "”", '"')):
        return Decimal(1)
    if len(_WORD.findall(line)) >= _FEWEST_WORDS_OF_PROSE or len(line) > 4 * _LONGEST_HEADING:
        return Decimal(1)
    heading = _HEADING.search(line) if len(line) <= _LONGEST_HEADING else None
    return Decimal(SCALES[heading["scale"].lower()]) if heading else before
