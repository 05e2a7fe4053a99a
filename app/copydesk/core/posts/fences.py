"""Where a post's block of fields starts and ends: its fences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

Format = Literal["yaml", "toml", "json"]

# Longer blocks are not fields that anybody filled in.
LONGEST_BLOCK = 1 << 20
# Blank lines before the opening fence: Astro, Hugo and python-frontmatter skip them. Behind three
# dashes gray-matter (Eleventy, VitePress) and Deno read the name of a format.
_OPENING = re.compile(
    r"\ufeff?(?P<before>(?:[ \t]*(?:\r\n|\n|\r)){0,50})(?P<fence>-{3,}|\+{3})[ \t]*"
    r"(?P<language>(?i:json|toml|ya?ml))?[ \t]*(?:\r\n|\n|\r|\Z)"
)
# Jekyll and Pandoc close YAML with "..." as well, as YAML itself ends a document.
_CLOSING = {
    "yaml": re.compile(r"[\r\n](?P<fence>-{3,}|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)"),
    "toml": re.compile(r"[\r\n](?P<fence>\+{3})[ \t]*(?:\r\n|\n|\r|\Z)"),
    "named": re.compile(r"[\r\n](?P<fence>-{3})[ \t]*(?:\r\n|\n|\r|\Z)"),
}
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
# JSON in its own braces, as Hugo has it. What is no JSON but seems meant for it is told by its
# first name on a line of its own.
_NAME = r"(?:'[^'\r\n]*'|[A-Za-z_$][\w$-]*)[ \t]*:(?!:)"
_COMMENT = r"(?://[^\r\n]*|/\*[^*]*\*/)"
_JSON_OPENING = re.compile(
    r"\ufeff?\s{0,1000}(?P<brace>\{)(?=\s*(?:\"|\}\s*(?:[\r\n]|\Z))"
    rf"|[ \t]*[\r\n]\s*(?:{_COMMENT}\s*){{0,20}}(?:\"|{_NAME}))"
)
_BRACE_AT_END = re.compile(r"\}[ \t]*(?:\r\n|\n|\r|\Z)")
_JSON_CLOSING = re.compile(r"[\r\n]\}[ \t]*(?:\r\n|\n|\r|\Z)")
# Texts, without which the braces are counted. None goes over a line's end; one that is not closed
# there is no text, but is taken whole, as looking at each quote in it again would take too long.
_TEXT_OR_BRACE = re.compile(r'"[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+(?P<closed>")?|[{}]')
_BRACE = re.compile(r"[{}]")
# Hexo's JSON: names and values between lines of semicolons, with braces around them or without;
# the first of the two lines may be left out.
_SEMICOLONS = re.compile(
    r"\ufeff?(?P<before>(?:[ \t]*(?:\r\n|\n|\r)){0,50})(?P<fence>;{3,})[ \t]*(?:\r\n|\n|\r)"
    rf"(?=\s*(?:[\"{{;}}]|{_COMMENT}|{_NAME}))"
)
_FIRST_PAIR = re.compile(
    r"\ufeff?(?P<before>(?:[ \t]*(?:\r\n|\n|\r)){0,50})[ \t]*"
    r"\"(?:[^\"\\\r\n]|\\[^\r\n]){0,200}\"[ \t]*:[ \t]*(?:[\"\[{\d-]|true\b|false\b|null\b)"
)
_SEMICOLONS_BELOW = re.compile(r"\s{0,1000}?[\r\n](?P<fence>;{3,})[ \t]*(?:\r\n|\n|\r|\Z)")
_SEMICOLONS_CLOSING = re.compile(r"[\r\n](?P<fence>;{3,})[ \t]*(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Fenced:
    """A block with both its fences.

    Attributes:
        format: By its fences.
        span: From the opening fence to past the closing one's line end.
        content: Between the fences' lines; of JSON in its own braces, these included.
        opening: The opening fence itself, a format's name after it left out; empty where a block
            of Hexo's has none.
        closing: The closing fence itself.
        at_top: Whether nothing stands before it, so that it is a block even if it can't be read.
        named: Whether the format's name stands after the opening fence.
    """

    format: Format
    span: Span
    content: Span
    opening: Span
    closing: Span
    at_top: bool
    named: bool = False


def opening_fence(text: str) -> re.Match[str] | None:
    """The opening YAML or TOML fence, its line end included.

    Group "fence" is the marks, "language" the name of a format after them.
    """
    found = _OPENING.match(text)
    return None if found and found["language"] and found["fence"] != "---" else found


def opening_of_json(text: str) -> re.Match[str] | None:
    """What begins a block of JSON: the line of semicolons, or the brace, group "brace"."""
    return _SEMICOLONS.match(text) or _JSON_OPENING.match(text)


def opening_without_near_end(text: str) -> Span | None:
    """The opening fence of a block that does end, but only after more than is read as fields."""
    opening = opening_fence(text) or opening_of_json(text)
    if opening is None or len(text) <= LONGEST_BLOCK:
        return None
    groups = opening.groupdict()
    if groups.get("brace"):
        closing, mark = _BRACE_AT_END, Span(*opening.span("brace"))
    else:
        fence = opening["fence"]
        kind = "toml" if fence[0] == "+" else "named" if groups.get("language") else "yaml"
        closing = _SEMICOLONS_CLOSING if fence[0] == ";" else _CLOSING[kind]
        mark = Span(*opening.span("fence"))
    # From where `find_block` stops, and the fence itself before it.
    late = closing.search(text, max(opening.end(), mark.end + LONGEST_BLOCK - 100))
    return mark if late else None


def find_block(text: str) -> Fenced | None:
    """The fenced block at the top of ``text``, if it has one. Reads no further than its end."""
    opening = opening_fence(text)
    if opening is None:
        return _find_own_json(text)
    language = (opening["language"] or "").lower()
    kind: Format = "toml" if opening["fence"][0] == "+" else "yaml"
    if language in ("json", "toml"):
        kind = "json" if language == "json" else "toml"
    closing = _CLOSING["named" if language else kind]
    return _between(text, kind, opening, closing, named=bool(language))


def _between(
    text: str,
    kind: Format,
    opening: re.Match[str],
    closing_fence: re.Pattern[str],
    *,
    named: bool = False,
) -> Fenced | None:
    start = opening.end()
    # From the line end of the opening fence, so that an empty block's closing fence is found.
    closing = closing_fence.search(text, max(start - 1, 0), start + LONGEST_BLOCK)
    if closing is None or text[start - 1 : start] not in ("\n", "\r"):
        return None
    fence = Span(*opening.span("fence"))
    return Fenced(
        kind,
        Span(fence.start, _line_end(text, closing.end())),
        Span(start, closing.start("fence")),
        fence,
        Span(*closing.span("fence")),
        not opening["before"],
        named,
    )


def _line_end(text: str, end: int) -> int:
    # The search window may have ended between the two.
    return end + 1 if text[end - 1] == "\r" and text[end : end + 1] == "\n" else end


def _find_own_json(text: str) -> Fenced | None:
    opening = _SEMICOLONS.match(text)
    if opening is not None:
        marks = re.escape(opening["fence"])
        below = re.compile(rf"[\r\n](?P<fence>{marks})[ \t]*(?:\r\n|\n|\r|\Z)")
        return _between(text, "json", opening, below)
    own = _find_json(text)
    if own is not None:
        closing = _SEMICOLONS_BELOW.match(text, own.closing.end)
        start, at_top = own.opening.start, own.at_top
    else:
        first = _FIRST_PAIR.match(text)
        if first is None:
            return None
        start, at_top = first.end("before"), not first["before"]
        closing = _SEMICOLONS_CLOSING.search(text, start, start + LONGEST_BLOCK)
    if closing is None:
        return own
    return Fenced(
        "json",
        Span(start, _line_end(text, closing.end())),
        Span(start, closing.start("fence")),
        Span(start, start),
        Span(*closing.span("fence")),
        at_top,
    )


def _find_json(text: str) -> Fenced | None:
    opening = _JSON_OPENING.match(text)
    if opening is None:
        return None
    start = opening.start("brace")
    brace = closing_brace(text, start)
    if brace is None:
        return None
    rest = _REST_OF_LINE.match(text, brace + 1)
    end = rest.end() if rest else brace + 1
    return Fenced(
        "json",
        Span(start, end),
        Span(start, brace + 1),
        Span(start, start + 1),
        Span(brace, brace + 1),
        start == 0,
    )


def _braces(text: str, start: int) -> Iterator[re.Match[str]]:
    """The braces from ``start`` on, but for those in texts."""
    for found in _TEXT_OR_BRACE.finditer(text, start, start + LONGEST_BLOCK):
        if found.group()[0] != '"':
            yield found
        elif found["closed"] is None:
            yield from _BRACE.finditer(text, found.start(), found.end())


def closing_brace(text: str, start: int) -> int | None:
    """Where the brace stands that closes the one at ``start`` and ends its line."""
    depth = 0
    for found in _braces(text, start):
        sign = found.group()
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign == "}":
            if _REST_OF_LINE.match(text, found.end()):
                return found.start()
            break
    if not _REST_OF_LINE.match(text, start + 1):
        return None
    # A slip in it hides where it ends: at the first brace that stands on a line of its own.
    closing = _JSON_CLOSING.search(text, start, start + LONGEST_BLOCK)
    return text.index("}", closing.start()) if closing else None
