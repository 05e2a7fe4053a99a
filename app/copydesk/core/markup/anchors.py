"""The places of a post that a link can lead to: `#mill-lane`.

Every generator names headings in its own way, and most can be told to do otherwise. So an anchor
is known by its letters and figures alone; how it is spelt exactly matters only where one looks for
the nearest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from copydesk.core.markup.numbering import Numbering, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

# `{#id}`, `{: #id .class}`: kramdown, Hugo, Python-Markdown's attr_list; MDX writes `\\{#id}`.
_EXPLICIT = re.compile(r"\{:?[^{}\r\n]{0,200}?#([^\s{}]{1,200})[^{}\r\n]{0,200}\}")
_NAMED = re.compile(r"""\b(?:id|name)\s?=\s?\{?["'`]?([^\s"'`<>{}]{1,200})""", re.IGNORECASE)
# A line with marks, or one above a line of dashes or equals signs; also inside quotes and JSX.
_HEADING = re.compile(
    r"^[ \t>]*#{1,6}[ \t]+([^\r\n]+)"
    r"|^[ \t>]*([^\s#>][^\r\n]*)(?:\r\n|\n|\r)[ \t>]*(?:=+|-{2,})[ \t]*$",
    re.MULTILINE,
)
_LONGEST = 500
_SYMBOL = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]|:[a-z][a-z_]*:")
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
        beginnings: Those of headings with symbols in them, which some generators spell out.
        open: Whether there may be others, made by what is not in the file.
    """

    exact: frozenset[str]
    keys: frozenset[str]
    beginnings: tuple[str, ...]
    open: bool

    def has(self, anchor: str) -> bool:
        """Whether a link's fragment leads to one of them; True where that can't be known."""
        name = unquote(anchor)
        if self.open or name in self.exact:
            return True
        key = anchor_key(name)
        if not key or key in self.keys or anchor_key(_NUMBERED.sub("", name)) in self.keys:
            return True
        return bool(self.beginnings) and key.startswith(self.beginnings)


def anchor_key(name: str) -> str:
    """An anchor's letters and figures, without case."""
    return _NOT_LETTERS.sub("", name).casefold()


def anchors_in(body: str) -> Anchors:
    """The anchors of a text without its fields.

    Lines are looked at, not blocks: in MDX another parser than CommonMark's decides what is code,
    and to take a line of code for a heading does no harm.
    """
    headings = [_words(found[1] or found[2] or "") for found in _HEADING.finditer(body)]
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
    symbols = {anchor_key(_SYMBOL.split(one)[0]) for one in headings if _SYMBOL.search(one)}
    unknown = bool(_INCLUDES.search(body)) or any(map(_TEMPLATE.search, headings))
    return Anchors(
        frozenset(exact - {""}), frozenset(keys - {""}), tuple(sorted(symbols - {""})), unknown
    )


def _words(heading: str) -> str:
    """The words of a heading, marks of links and images taken out."""
    content = _ATTRIBUTES.sub("", heading[:_LONGEST].rstrip().rstrip("#").rstrip())
    return unescape(_MARKS.sub(r"\1", _MARKS.sub(r"\1", content)))


def _keys(headings: Sequence[str]) -> set[str]:
    """Each with what is HTML in it and without: `<canvas>` in code is words."""
    with_tags = {anchor_key(heading) for heading in headings}
    return with_tags | {anchor_key(_TAGS.sub("", heading)) for heading in headings}


def _kramdown(heading: str) -> str:
    text = re.sub(r"^[^A-Za-z]+", "", heading)
    return _NOT_IN_KRAMDOWN.sub("", text.lower()).replace(" ", "-")
