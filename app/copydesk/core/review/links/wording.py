"""Rules for what a link says to a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.text.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.link_places import LinkPlace
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

# WCAG 2.2's failures F63 and F84 name "click here", "more" and "read more":
# https://www.w3.org/WAI/WCAG22/Techniques/failures/F84
_VAGUE = (
    "click here", "here", "click", "click this", "click this link", "this link", "link",
    "this page", "this", "more", "read more", "learn more", "see more", "more info",
    "more information", "find out more", "read more here", "read this", "see here", "go here",
    "over here", "right here", "details", "continue", "continue reading",
)  # fmt: skip
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MARKS = re.compile(r"[*_`~]+")
_SHORTEST = 3


def empty(draft: Draft, _options: Options) -> Iterator[Found]:
    """Links without a word, and links without an address."""
    for link in draft.links:
        if link.kind != "link":
            continue
        if link.leads_nowhere and not link.html:
            yield Found(
                link.span,
                "The link has no address",
                "Write the address between the brackets, or take them away.",
                _unlinked(draft, link),
            )
        elif not link.described and not _is_place(draft, link):
            edit = TextEdit(link.span.start, link.span.end, "")
            yield Found(
                link.span,
                "The link has no text",
                "There is nothing for a reader to see or click.",
                (Fix("Remove it", (edit,)),),
            )


def _unlinked(draft: Draft, link: LinkPlace) -> tuple[Fix, ...]:
    words = link.inner.of(draft.text)
    edit = TextEdit(link.span.start, link.span.end, words)
    return (Fix("Keep only its text", (edit,)),)


def _is_place(draft: Draft, link: LinkPlace) -> bool:
    """Whether it is a place to link to, not a link: `[](#mill){#mill}`, `<a id="mill" href>`."""
    tag = draft.text[link.span.start : link.inner.start]
    named = link.html and bool(re.search(r"\s(?:id|name)\s*=", tag))
    return (
        named or link.href.startswith("#") or draft.text[link.span.end : link.span.end + 1] == "{"
    )


def vague(draft: Draft, options: Options) -> Iterator[Found]:
    """Links whose text says nothing of where they lead."""
    listed = options["phrases"]
    phrases = frozenset(map(str.casefold, listed)) if isinstance(listed, tuple | list) else ()
    for link in draft.links:
        if link.kind == "link" and plain_text(link) in phrases:
            text = " ".join(link.text.split())
            yield Found(
                link.inner,
                f"“{text}” says nothing of where the link leads",
                "Who hears links read out alone, or only looks them over, can’t tell it apart.",
            )


def same_text(draft: Draft, options: Options) -> Iterator[Found]:
    """Links of the same text that lead to different places."""
    listed = options["phrases"]
    vague_ones = frozenset(map(str.casefold, listed)) if isinstance(listed, tuple | list) else ()
    first: dict[str, LinkPlace] = {}
    for link in draft.links:
        words = plain_text(link)
        if link.kind != "link" or not link.href or len(words) < _SHORTEST or words in vague_ones:
            continue
        before = first.setdefault(words, link)
        if _address(before) != _address(link):
            yield Found(
                link.inner,
                "The same text led to another place before",
                f"The first one leads to {before.href[:80]}",
                related=(before.inner,),
                about=before.href,
            )


def _address(link: LinkPlace) -> str:
    href = re.sub(r"^https?://(?:www\.)?", "", link.href.casefold())
    return href.removesuffix("/").removesuffix("/index.html")


def plain_text(link: LinkPlace) -> str:
    """A link's words without case, marks and signs around them."""
    text = _MARKS.sub("", link.text)
    return " ".join(_EDGES.sub("", text).casefold().split())


_PHRASES = Option("phrases", _VAGUE, "What a link’s text must not be alone, without signs.")
_HEAD = "---\ntitle: Ferry back\n---\n\n"

RULES: tuple[Rule, ...] = (
    Rule(
        id="empty-link",
        family=Family.LINKS,
        title="A link without text or without an address",
        why="Readers see nothing to click, or click and stay where they are.",
        severity=Severity.ERROR,
        check=empty,
        example=Example(
            bad=f"{_HEAD}It sails on [Monday]().\n",
            good=f"{_HEAD}It sails on Monday.\n",
        ),
    ),
    Rule(
        id="vague-link-text",
        family=Family.LINKS,
        title="A link text such as “click here”",
        why="Links are read out alone and looked over; each should say where it leads.",
        severity=Severity.WARNING,
        check=vague,
        example=Example(
            bad=f"{_HEAD}For times [click here](/times/).\n",
            good=f"{_HEAD}See [the ferry’s times](/times/).\n",
        ),
        options=(_PHRASES,),
    ),
    Rule(
        id="same-link-text",
        family=Family.LINKS,
        title="The same link text for different places",
        why="Who looks links over, or hears them alone, takes them for one.",
        severity=Severity.NOTE,
        check=same_text,
        example=Example(
            bad=f"{_HEAD}See [the report](/may/). In June came [the report](/june/).\n",
            good=f"{_HEAD}See [the report](/may/). In June came [a second one](/june/).\n",
        ),
        options=(_PHRASES,),
    ),
)
