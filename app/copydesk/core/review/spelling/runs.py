"""The runs of prose in a post: its passages and those fields that readers read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.posts.entries import FieldEntry
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.draft import Draft

_FIELD_WORDS = "title headline subtitle description summary excerpt abstract standfirst deck intro"
PROSE_FIELDS = frozenset(_FIELD_WORDS.split())
"""Fields whose values are sentences for readers, by their names in lower case."""

# What stands between these is a program's.
_CODE_TAG = re.compile(
    r"<(/?)(code|kbd|samp|var|tt|pre|script|style|math|svg)\b[^>]*>", re.IGNORECASE
)
_LANG_TAG = re.compile(r"<(\w+)\b[^>]*\blang\s*=[^>]*>", re.IGNORECASE)
_CODE_WORD = re.compile(r"[^\W\d_]{3,40}")


class Placed(Protocol):
    """Words with their places."""

    text: str

    def span(self, start: int, end: int) -> Span:
        """The source of the words ``start <= position < end``."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of prose.

    Attributes:
        words: As read, with their places.
        field: The field that it is the value of; () for the text.
        heading: Whether it is a heading or a title, where each word may have a capital.
        shut: Stretches of the source that are not to be looked at.
        slanted: Stretches in italics, in which words are often foreign.
        quoted: Whether it is a block quotation.
        linked: Texts of links, each with where it leads.
    """

    words: Placed
    field: FieldPath = ()
    heading: bool = False
    shut: tuple[Span, ...] = ()
    slanted: tuple[Span, ...] = ()
    quoted: bool = False
    linked: tuple[tuple[Span, str], ...] = ()


class FieldWords:
    """A field's value and where its letters stand, found word by word."""

    def __init__(self, source: str, value: str, value_span: Span) -> None:
        """Takes the value, and the span of the text in which it is written."""
        self.text = value
        at = source.find(value, value_span.start, value_span.end)
        self._words: list[tuple[int, int]] = []  # a word's start in the value, and in the source
        if at >= 0:
            self._words.append((0, at))
            return
        position = value_span.start
        for word in re.finditer(r"\S+", value):
            at = source.find(word.group(), position, value_span.end)
            at = position if at < 0 else at
            self._words.append((word.start(), at))
            position = min(at + len(word.group()), value_span.end)

    def span(self, start: int, end: int) -> Span:
        """The source of a part of the value that lies in one word."""
        if not self._words:
            return Span(0, 0)
        index = max(0, bisect_right(self._words, (start, 1 << 62)) - 1)
        begin, at = self._words[index]
        return Span(at + start - begin, at + end - begin)


def runs_of(draft: Draft) -> Iterator[Run]:
    """The runs of a post: fields first, then the text."""
    for entry in draft.frontmatter.entries:
        run = _field_run(draft.text, entry)
        if run is not None:
            yield run
    for passage in draft.manuscript.passages:
        yield Run(
            passage.words,
            heading=passage.kind == "heading",
            shut=tuple(_shut(draft.text, passage)),
            slanted=tuple(one.inner for one in passage.inlines if one.kind == "em"),
            quoted="blockquote" in passage.within,
            linked=tuple((one.inner, one.href) for one in passage.inlines if one.kind == "link"),
        )


def _field_run(text: str, entry: FieldEntry) -> Run | None:
    name = entry.key.lower()
    if name not in PROSE_FIELDS or not isinstance(entry.value, str):
        return None
    value = entry.value
    words = FieldWords(text, value, entry.value_span)
    return Run(words, (entry.key,), heading=name in ("title", "headline"))


def _shut(text: str, passage: Passage) -> Iterator[Span]:
    """What stands between tags of code, or of another language."""
    closing, start = "", 0
    for inline in passage.inlines:
        if inline.kind != "html":
            continue
        tag = inline.span.of(text)
        if closing:
            if tag.lower().startswith(closing):
                yield Span(start, inline.span.end)
                closing = ""
            continue
        opening = _CODE_TAG.match(tag)
        if opening and not opening.group(1):
            closing, start = f"</{opening.group(2).lower()}", inline.span.start
            continue
        foreign = _LANG_TAG.match(tag)
        if foreign:
            closing, start = f"</{foreign.group(1).lower()}", inline.span.start
    if closing:
        yield Span(start, passage.span.end)


def coded_words(draft: Draft) -> frozenset[str]:
    """The words of a post's code, in lower case: what they name is named in its text too."""
    manuscript = draft.manuscript
    spans = [leaf.span for leaf in manuscript.leaves if leaf.kind in ("fence", "code")]
    for passage in manuscript.passages:
        spans += [one.span for one in passage.inlines if one.kind in ("code", "html", "address")]
    return frozenset(
        word.lower() for span in spans for word in _CODE_WORD.findall(draft.text, *_ends(span))
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
