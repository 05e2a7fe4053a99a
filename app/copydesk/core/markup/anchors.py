"""The places of a post that a link can lead to: `#mill-lane`.

Every generator names headings in its own way, and most can be told to do otherwise. So an anchor
is known by its letters and figures alone; how it is spelt exactly matters only where one looks for
the nearest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from copydesk.core.markup.commonmark_parser import make_parser
from copydesk.core.markup.numbering import Numbering, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

# `{#id}`, `{: #id .class}`: kramdown, Hugo, Python-Markdown's attr_list; MDX writes `\\{#id}`.
_EXPLICIT = re.compile(r"\{:?[^{}\r\n]{0,200}?#([^\s{}]{1,200})[^{}\r\n]{0,200}\}")
_NAMED = re.compile(r"""\b(?:id|name)\s?=\s?\{?["'`]?([^\s"'`<>{}]{1,200})""", re.IGNORECASE)
# What brings in text that is not in the file: includes of Liquid, Nunjucks, Hugo, MkDocs' snippets
# and macros, Azure's and GitLab's includes, and MDX's imports of other pages.
_INCLUDES = re.compile(
    r"\{%-?\s*(?:include|render|import|from|extends|call|macro|for)\b|\{\{[<%]|--8<--"
    r"|\[!INCLUDE|^::include|^import\s.*\.mdx?[\"']",
    re.MULTILINE | re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{|\{%|\ufffc|<%")
_MARKS = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()]*(?:\([^()]*\))?[^()]*\)|\[[^\[\]]*\])"
)
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_ATTRIBUTES = re.compile(r"\s*\\?\{:?[^{}]{0,300}\}\s*$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"[-_]\d{1,3}$")
# A heading's id as kramdown makes it: https://kramdown.gettalong.org/converter/html.html#auto-ids
_NOT_IN_KRAMDOWN = re.compile(r"[^a-z0-9 -]")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one post.

    Attributes:
        exact: As the usual generators write them.
        keys: The same by letters and figures alone.
        open: Whether there may be others, made by what is not in the file.
    """

    exact: frozenset[str]
    keys: frozenset[str]
    open: bool

    def has(self, anchor: str) -> bool:
        """Whether a link's fragment leads to one of them; True where that can't be known."""
        name = unquote(anchor)
        if self.open or name in self.exact:
            return True
        key = anchor_key(name)
        return not key or key in self.keys or anchor_key(_NUMBERED.sub("", name)) in self.keys


def anchor_key(name: str) -> str:
    """An anchor's letters and figures, without case."""
    return _NOT_LETTERS.sub("", name).casefold()


def anchors_of(tokens: Sequence[Token], body: str) -> Anchors:
    """The anchors of a text.

    Args:
        tokens: Its block tokens.
        body: The text itself, without its fields.
    """
    headings = list(_headings(tokens))
    numbering = Numbering()
    exact: set[str] = set()
    for heading in headings:
        plain = _TAGS.sub("", heading).replace("`", "").replace("*", "")
        exact.add(numbering.heading(slug(plain)))
        exact.add(_kramdown(plain))
    explicit = _EXPLICIT.findall(body) if "{" in body else []
    named = _NAMED.findall(body)
    exact |= {name.strip("\"'") for name in (*explicit, *named)}
    keys = {anchor_key(name) for name in exact} | _keys(headings)
    unknown = bool(_INCLUDES.search(body)) or any(map(_TEMPLATE.search, headings))
    return Anchors(frozenset(exact - {""}), frozenset(keys - {""}), unknown)


def anchors_in(body: str) -> Anchors:
    """The anchors of a text of which only the blocks need be read."""
    tokens: list[Token] = []
    md = make_parser()
    plain = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    md.block.parse(plain, md, {}, tokens)
    return anchors_of(tokens, plain)


def _headings(tokens: Sequence[Token]) -> Iterable[str]:
    """The words of each heading, marks of links and images taken out."""
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and token.type == "inline":
            content = _ATTRIBUTES.sub("", token.content[:500])
            yield _MARKS.sub(r"\1", _MARKS.sub(r"\1", content))


def _keys(headings: Sequence[str]) -> set[str]:
    """Each with what is HTML in it and without: `<canvas>` in code is words."""
    with_tags = {anchor_key(heading) for heading in headings}
    return with_tags | {anchor_key(_TAGS.sub("", heading)) for heading in headings}


def _kramdown(heading: str) -> str:
    text = re.sub(r"^[^A-Za-z]+", "", heading)
    return _NOT_IN_KRAMDOWN.sub("", text.lower()).replace(" ", "-")
