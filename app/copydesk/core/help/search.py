"""Finding words in the guide: in titles first, then in what the pages say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.help.pages import PAGES
from copydesk.core.resources import resource_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from copydesk.core.help.pages import PageEntry

# How much stands around a word that was found, in characters.
_BEFORE, _AFTER = 28, 90
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<!--.*?-->|</?\w[^<>]*>", re.DOTALL)
# Rules between a table's rows, fences, signs of headings and lists, bars between cells.
_LINES = re.compile(r"^\|[ |:-]+\|$|^ *`{3,}.*$|^#{1,6} |^ *(?:-|\d+\.) |\|", re.MULTILINE)
_INLINE = re.compile(r"\*\*|`|(?<!\w)\*|\*(?!\w)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that has all the words.

    Attributes:
        page: The page.
        snippet: The words around the first of them, in plain text; "" where the title has all.
    """

    page: PageEntry
    snippet: str


def load_texts() -> dict[str, str]:
    """What every page says, as plain text, by the page's name; one that is missing is left out."""
    texts = {}
    for page in PAGES:
        try:
            texts[page.name] = plain_text(resource_text("help", f"{page.name}.md"))
        except OSError:
            continue
    return texts


def plain_text(markdown: str) -> str:
    """The words of a page of ours, in one line, without its signs."""
    text = _TAG.sub("", _LINK.sub(r"\1", _PICTURE.sub("", markdown)))
    return " ".join(_INLINE.sub("", _LINES.sub(" ", text)).split())


def find(query: str, texts: Mapping[str, str]) -> list[Hit]:
    """The pages with every word of a query; those with all of them in the title first.

    Args:
        query: Words or beginnings of words, in any order and case.
        texts: From `load_texts`.
    """
    words = query.casefold().split()
    by_title: list[Hit] = []
    by_text: list[Hit] = []
    for page in PAGES:
        text = texts.get(page.name, "")
        title, folded = page.title.casefold(), text.casefold()
        if not words or not all(word in title or word in folded for word in words):
            continue
        if all(word in title for word in words):
            by_title.append(Hit(page, ""))
        else:
            by_text.append(Hit(page, _snippet(text, folded, words)))
    return by_title + by_text


def _snippet(text: str, folded: str, words: Sequence[str]) -> str:
    """What stands around the first place of the longest word, cut between words."""
    place = max(folded.find(max(words, key=len)), 0)
    start, end = max(place - _BEFORE, 0), min(place + _AFTER, len(text))
    piece = text[start:end]
    if start:
        piece = "…" + piece.partition(" ")[2]
    return piece.rpartition(" ")[0] + "…" if end < len(text) else piece
