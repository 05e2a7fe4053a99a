"""The opening tags of a stretch of HTML with their attributes' places; forgiving and linear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A tag longer than this is passed over: one that is never closed must not cost a search to the end
# of the text for each "<" in it.
_LONGEST_TAG = 2_000
_OPENING = re.compile(r"<(?:(!--)|([A-Za-z][\w.:-]*))")
_REST = re.compile(r"""(?:[^<>"'{}]|"[^"]*"|'[^']*'|\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\})*+>""")
_ATTRIBUTE = re.compile(
    r"""([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\{)|([^\s"'<>{}]+)))?""",
)
_VERBATIM = ("script", "style", "textarea", "template", "iframe")


@dataclass(frozen=True, slots=True)
class Tag:
    """One opening tag.

    Attributes:
        name: As written; of HTML's own in lower case.
        span: With its brackets.
        attributes: By name in lower case: the value and where it stands; None for a value that a
            program computes.
        spread: Whether a program may add attributes (``{...props}``).
    """

    name: str
    span: Span
    attributes: Mapping[str, tuple[str | None, Span]] = field(default_factory=dict)
    spread: bool = False


def tags_in(text: str, span: Span) -> Iterator[Tag]:
    """The opening tags inside a span; those in comments and scripts are none."""
    at = span.start
    while found := _OPENING.search(text, at, span.end):
        at = found.end()
        if found[1]:
            end = text.find("-->", at, span.end)
            at = end + 3 if end >= 0 else span.end
            continue
        limit = min(span.end, at + _LONGEST_TAG)
        rest = _REST.match(text, at, limit)
        if rest is None:
            continue
        name = found[2]
        if name.islower() or name.isupper():
            name = name.lower()
        whole = Span(found.start(), rest.end())
        yield Tag(name, whole, *_attributes(text, Span(at, rest.end() - 1)))
        at = whole.end
        if name in _VERBATIM:
            end = text.find(f"</{name}", at, span.end)
            at = end if end >= 0 else span.end


def _attributes(text: str, span: Span) -> tuple[dict[str, tuple[str | None, Span]], bool]:
    result: dict[str, tuple[str | None, Span]] = {}
    for found in _ATTRIBUTE.finditer(text, span.start, span.end):
        group = next((n for n in (2, 3, 5) if found[n] is not None), 0)
        if group:
            value: tuple[str | None, Span] = (unescape(found[group]), Span(*found.span(group)))
        else:
            value = ("" if found[4] is None else None, Span(found.end(), found.end()))
        result.setdefault(found[1].lower(), value)
    return result, "{..." in text[span.start : span.end]
