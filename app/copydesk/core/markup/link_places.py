"""The links and images of a post with their places in the source, those in HTML included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markdown_it.common.utils import unescapeAll

from copydesk.core.markup.html_tags import Tag, tags_in
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from copydesk.core.markup.manuscript import Inline, Manuscript, Passage

_OBJECT = "\ufffc"
_TEMPLATE_MARKS = ("{{", "{%", "<%", "${", _OBJECT)
_SPACES = " \t\r\n"
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_COMPONENT = re.compile(r"<(?:[A-Z]|img\b|svg\b|i\b|video\b|picture\b|span\s)")
# How far behind `<a …>` its `</a>` is looked for, in code points.
_FARTHEST_END = 2_000
# `[label]: <address> "title"`, https://spec.commonmark.org/0.31.2/#link-reference-definitions
_DEFINITION = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?\[(?:[^\[\]\\]|\\.){1,999}+\]:[ \t]*(?:<([^<>\r\n]*)>|([^\s<]\S*))"
)

LinkKind = Literal["link", "address", "image", "definition"]


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """One link or image.

    Attributes:
        kind: "address" is a URL that stands for itself, "definition" the line of a reference.
        href: Where it leads, as a browser would read it; "" where only a template knows.
        span: All of it.
        inner: A link's text, an image's description; empty where it has none.
        text: What a reader reads of it: words alone, or the description.
        href_span: Where the address is written; None for a link by reference.
        html: Whether it is an HTML element.
        bare: Whether an address stands without angle brackets.
        described: Whether it has words for who can't see: an image's alt attribute, be it empty,
            a picture or a label in a link without text.
    """

    kind: LinkKind
    href: str
    span: Span
    inner: Span
    text: str
    href_span: Span | None = None
    html: bool = False
    bare: bool = False
    described: bool = True

    @property
    def leads_nowhere(self) -> bool:
        """Whether its address was left empty."""
        return self.href_span is not None and not len(self.href_span)


def links_in(manuscript: Manuscript) -> tuple[LinkPlace, ...]:
    """All links and images of a post, by their start."""
    found: list[LinkPlace] = []
    for passage in manuscript.passages:
        found += _in_passage(manuscript.text, passage)
    for leaf in manuscript.leaves:
        if leaf.kind == "html":
            found += _in_html(manuscript.text, leaf.span)
    found += _definitions(manuscript)
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))


def _in_passage(text: str, passage: Passage) -> Iterator[LinkPlace]:
    images = [one.span for one in passage.inlines if one.kind == "image"]
    for inline in passage.inlines:
        if inline.kind == "link":
            yield _link(text, inline, images)
        elif inline.kind == "image":
            yield _image(text, inline)
        elif inline.kind == "address":
            yield LinkPlace(
                "address",
                _plain(inline.href),
                inline.span,
                inline.inner,
                inline.inner.of(text),
                inline.inner,
                bare=inline.bare,
            )
        elif inline.kind == "html":
            yield from _in_html(text, inline.span, passage.span.end)


def _link(text: str, inline: Inline, images: list[Span]) -> LinkPlace:
    where = _destination(text, inline.inner.end, inline.span.end)
    href = _plain(unescapeAll(where.of(text)) if where else inline.href)
    inner = inline.inner.of(text)
    holds = any(
        inline.inner.start <= one.start and one.end <= inline.inner.end for one in images
    ) or bool(_COMPONENT.search(inner))
    words = " ".join(_TAGS.sub("", inner).split()) if not holds or "](" not in inner else ""
    return LinkPlace(
        "link", href, inline.span, inline.inner, words, where, described=bool(words) or holds
    )


def _image(text: str, inline: Inline) -> LinkPlace:
    where = _destination(text, inline.inner.end, inline.span.end)
    href = _plain(unescapeAll(where.of(text)) if where else inline.href)
    alt = " ".join(inline.inner.of(text).split())
    return LinkPlace("image", href, inline.span, inline.inner, alt, where, described=bool(alt))


def _destination(text: str, after: int, end: int) -> Span | None:
    """Where the address of `](address "title")` stands; `after` is the bracket's place."""
    if text[after : after + 2] != "](":
        return None
    start = after + 2
    while start < end and text[start] in _SPACES:
        start += 1
    if text[start : start + 1] == "<":
        stop = text.find(">", start, end)
        return Span(start + 1, stop) if stop > 0 else None
    if text.startswith(("{{", "{%"), start):  # a template may hold spaces
        return Span(start, max(start, end - 1))
    stop, depth = start, 0
    while stop < end - 1 and text[stop] not in _SPACES:
        depth += {"(": 1, ")": -1}.get(text[stop], 0)
        stop += 2 if text[stop] == "\\" else 1
    return Span(start, min(stop, end - 1))


def _plain(href: str) -> str:
    """An address without what surrounds it; "" for one that a template makes."""
    href = href.strip()
    return "" if any(mark in href for mark in _TEMPLATE_MARKS) else href


def _in_html(text: str, span: Span, end: int | None = None) -> Iterator[LinkPlace]:
    for tag in tags_in(text, span):
        if tag.name == "a" and "href" in tag.attributes:
            yield _anchor(text, tag, max(span.end, end or 0))
        elif tag.name == "img":
            yield _picture(tag)


def _address(tag: Tag, name: str) -> tuple[str, Span | None]:
    value, where = tag.attributes.get(name, (None, None))
    return ("", None) if value is None else (value, where)


def _anchor(text: str, tag: Tag, end: int) -> LinkPlace:
    href, where = _address(tag, "href")
    after = tag.span.end
    close = text.find("</a", after, min(end, after + _FARTHEST_END))
    # Without an end in sight nothing is known of its text.
    inner = Span(after, close) if close >= 0 else Span(after, after)
    within = inner.of(text)
    words = " ".join(_TAGS.sub(" ", within).split())
    known = close >= 0 and not tag.spread
    labelled = "aria-label" in tag.attributes or "title" in tag.attributes
    described = bool(words) or labelled or not known or bool(_TAGS.search(within))
    whole = Span(tag.span.start, close + len("</a>") if close >= 0 else after)
    return LinkPlace(
        "link", _plain(href), whole, inner, words, where, html=True, described=described
    )


def _picture(tag: Tag) -> LinkPlace:
    href, where = _address(tag, "src")
    alt, place = tag.attributes.get("alt", ("", None))
    here = place or Span(tag.span.end, tag.span.end)
    described = "alt" in tag.attributes or tag.spread or _is_hidden(tag.attributes)
    words = " ".join((alt or "").split())
    return LinkPlace(
        "image", _plain(href), tag.span, here, words, where, html=True, described=described
    )


def _is_hidden(attributes: Mapping[str, tuple[str | None, Span]]) -> bool:
    """Whether a picture is kept from who can't see, or named in another way."""
    hidden = attributes.get("aria-hidden", ("", None))[0] == "true"
    role = attributes.get("role", ("", None))[0] in ("presentation", "none")
    return hidden or role or "aria-label" in attributes or "aria-labelledby" in attributes


def _definitions(manuscript: Manuscript) -> Iterator[LinkPlace]:
    for reference in manuscript.references:
        line = manuscript.lines(reference.line, reference.line + 1)
        found = _DEFINITION.match(manuscript.text, line.start, line.end)
        if found is None:  # the address stands on the next line
            yield LinkPlace("definition", _plain(reference.href), line, line, "")
            continue
        group = 1 if found[1] is not None else 2
        where = Span(*found.span(group))
        yield LinkPlace(
            "definition",
            _plain(unescapeAll(found[group])),
            line,
            Span(line.end, line.end),
            "",
            where,
        )
