"""What the rules on prose share: which passages they read, and where words stand in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.text.positions import Span

OBJECT = "\ufffc"
"""Stands in a passage's words for code, an address, an image or a template."""


def base_language(draft: Draft) -> str:
    """The language without its country: "en" for "en-GB"."""
    return draft.language.split("-")[0].lower()


def passages(draft: Draft) -> Iterator[Passage]:
    """The passages that hold prose.

    In MDX those with braces are left out: what stands in them is a program's.
    """
    mdx = draft.path.suffix == ".mdx"
    for passage in draft.manuscript.passages:
        if passage.words.text.strip() and not (mdx and "{" in passage.words.text):
            yield passage


def as_written(draft: Draft, passage: Passage, start: int, end: int) -> Span | None:
    """The source of some words, or None where the source spells them otherwise.

    That is so where marks, line ends, escapes or entities stand between them.

    Args:
        draft: The post.
        passage: A passage of it.
        start: Where the words start, in the passage's words.
        end: Where they end.
    """
    span = passage.words.span(start, end)
    return span if span.of(draft.text) == passage.words.text[start:end] else None
