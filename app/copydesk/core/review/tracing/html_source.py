"""The words of a web page: its article, paragraphs apart, without scripts and navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html

from copydesk.core.posts.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEAD = 4_096
_DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "nav", "aside", "form", "button", "svg",
        "iframe", "object", "select", "textarea", "head", "footer", "video", "audio", "canvas",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
# An article has at least this many words, else the whole page is read.
_FEWEST_WORDS = 40
_PARAGRAPH, _LINE = "\n\n", "\n"


def read_text(data: bytes, _name: str) -> str:
    """The words of a page."""
    charset = _CHARSET.search(data[:_HEAD])
    text = _decoded(data, charset[1].decode("ascii") if charset else "")
    if not text.strip():
        return ""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    articles = [_words(element) for element in tree.iter("article", "main")]
    best = max(articles, key=len, default="")
    title = _title(tree)
    if len(best.split()) < _FEWEST_WORDS:
        best = _words(tree)
    return best if title and title in best else f"{title}\n\n{best}".strip()


def _decoded(data: bytes, charset: str) -> str:
    decoded = decode(data)
    if not charset or decoded.text_format.bom:
        return decoded.text
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return decoded.text


def _title(tree: HtmlElement) -> str:
    found = next(iter(tree.iter("title")), None)
    return " ".join((found.text or "").split()) if found is not None else ""


def _words(root: HtmlElement) -> str:
    """The text of an element; the walk is a loop, so that no nesting is too deep."""
    pieces = [*_pieces(root)]
    text = re.sub(r"[ \t\f\v]*\n[ \t\f\v]*", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _pieces(root: HtmlElement) -> Iterator[str]:
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if closing:
            if block:
                yield _PARAGRAPH
            elif tag in _CELLS:
                yield "\t"
        elif not tag or (element is not root and _is_dropped(element, tag)):
            pass
        else:
            if block:
                yield _PARAGRAPH
            elif tag == "br":
                yield _LINE
            yield _collapsed(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            yield _collapsed(element.tail)


def _is_dropped(element: HtmlElement, tag: str) -> bool:
    if tag in _DROPPED or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("aria-hidden") == "true"


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""
