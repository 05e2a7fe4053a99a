"""Raw HTML that reaches over blank lines: which blocks belong inside one element.

``<details>``, some Markdown, ``</details>`` are three blocks and more to CommonMark, but one piece
for whoever closes open elements. An element that is never closed holds nothing but its own block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_CONTAINERS = frozenset(
    {
        *("a", "address", "article", "aside", "blockquote", "center", "dd", "details", "div"),
        *("dl", "dt", "figcaption", "figure", "footer", "header", "hgroup", "li", "main", "nav"),
        *("ol", "picture", "pre", "section", "span", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    }
)

Marks = tuple[tuple[str, ...], tuple[str, ...]]
NO_MARKS: Marks = ((), ())


def html_marks(html: str) -> Marks:
    """The elements that a piece of raw HTML closes without opening, and those it leaves open."""
    closes: list[str] = []
    opens: list[str] = []
    for found in _TAG.finditer(_without_comments(html)):
        name = found.group(2).lower()
        if name not in _CONTAINERS:
            continue
        if not found.group(1):
            opens.append(name)
        elif name in opens:
            # What was opened inside it ends with it.
            del opens[len(opens) - 1 - opens[::-1].index(name) :]
        else:
            closes.append(name)
    return tuple(closes), tuple(opens)


def _without_comments(html: str) -> str:
    parts = []
    start = 0
    while (opening := html.find("<!--", start)) >= 0:
        closing = html.find("-->", opening)
        if closing < 0:
            break
        parts.append(html[start:opening])
        start = closing + 3
    parts.append(html[start:])
    return "".join(parts)


def groups(marks: Sequence[Marks]) -> list[tuple[int, int]]:
    """The ranges of blocks that an element reaches over, outermost only.

    Args:
        marks: What each block closes and opens, in the order of the document.

    Returns:
        ``(first, last)`` indices, last included; in order and without overlap.
    """
    open_at: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    result: list[tuple[int, int]] = []
    for index, (closes, opens) in enumerate(marks):
        for name in closes:
            if not waiting.get(name):
                continue
            while open_at:
                opened, first = open_at.pop()
                waiting[opened] -= 1
                if opened == name:
                    while result and result[-1][0] >= first:
                        result.pop()
                    if result and result[-1][1] >= first:
                        first = result.pop()[0]
                    result.append((first, index))
                    break
        for name in opens:
            open_at.append((name, index))
            waiting[name] = waiting.get(name, 0) + 1
    return [(first, last) for first, last in result if last > first]
