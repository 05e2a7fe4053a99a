"""Where the sentences of plain prose stand."""

from __future__ import annotations

import re
from bisect import bisect_right

from copydesk.core.text.positions import Span

_END = re.compile(
    r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*"  # a blank line
    r"|[.!?…।۔]+[\"'”’»)\]*_]*\s+(?=[\"'“‘«„(\[*_]*[^\Wa-z_])"
)
# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?:^|[\s(“\"‘'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|No|Nos|Rs|vs|etc"
    r"|e\.g|i\.e|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences in order, without the space between them; blank lines part them too."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        piece = match.group()
        if piece[0] == "." and _SHORT.search(
            text[max(start, match.start() - 8) : match.start() + 1]
        ):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def sentence_at(sentences: tuple[Span, ...], position: int) -> Span:
    """The sentence that holds a position, or the last one before it; empty where there is none."""
    index = bisect_right(sentences, position, key=lambda span: span.start) - 1
    return sentences[index] if index >= 0 else Span(0, 0)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if end > start:
        found.append(Span(start, end))
