"""Where a post's block of fields starts and ends: its fences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from copydesk.core.text.positions import Span

Format = Literal["yaml", "toml", "json"]

# Longer blocks are not fields that anybody filled in.
LONGEST_BLOCK = 1 << 20
# Blank lines before the opening fence: Astro, Hugo and python-frontmatter skip them.
_OPENING = re.compile(
    r"\ufeff?(?P<before>(?:[ \t]*(?:\r\n|\n|\r)){0,50})"
    r"(?P<fence>-{3,}|\+{3})[ \t]*(?:\r\n|\n|\r|\Z)"
)
# Jekyll and Pandoc close YAML with "..." as well, as YAML itself ends a document.
_CLOSING = {
    "yaml": re.compile(r"[\r\n](?P<fence>-{3,}|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)"),
    "toml": re.compile(r"[\r\n](?P<fence>\+{3})[ \t]*(?:\r\n|\n|\r|\Z)"),
}
_JSON_OPENING = re.compile(r"\ufeff?\s{0,1000}(?P<brace>\{)(?=\s*(?:\"|\}\s*(?:[\r\n]|\Z)))")
_JSON_CLOSING = re.compile(r"[\r\n]\}[ \t]*(?:\r\n|\n|\r|\Z)")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Fenced:
    """A block with both its fences.

    Attributes:
        format: By its fences.
        span: From the opening fence to past the closing one's line end.
        content: Between the fences' lines; of JSON, its braces included.
        opening: The opening fence itself.
        closing: The closing fence itself.
        at_top: Whether nothing stands before it.
    """

    format: Format
    span: Span
    content: Span
    opening: Span
    closing: Span
    at_top: bool


def opening_fence(text: str) -> re.Match[str] | None:
    """The opening YAML or TOML fence, its line end included; group "fence" is the marks."""
    return _OPENING.match(text)


def find_block(text: str) -> Fenced | None:
    """The fenced block at the top of ``text``, if it has one. Reads no further than its end."""
    opening = _OPENING.match(text)
    if opening is None:
        return _find_json(text)
    kind: Format = "toml" if opening["fence"][0] == "+" else "yaml"
    start = opening.end()
    # From the line end of the opening fence, so that an empty block's closing fence is found.
    closing = _CLOSING[kind].search(text, max(start - 1, 0), start + LONGEST_BLOCK)
    if closing is None or text[start - 1 : start] not in ("\n", "\r"):
        return None
    end = closing.end()
    if text[end - 1] == "\r" and text[end : end + 1] == "\n":
        end += 1  # the search window ended between the two
    fence = Span(*opening.span("fence"))
    content = Span(start, closing.start("fence"))
    return Fenced(
        kind,
        Span(fence.start, end),
        content,
        fence,
        Span(*closing.span("fence")),
        not opening["before"],
    )


def _find_json(text: str) -> Fenced | None:
    opening = _JSON_OPENING.match(text)
    if opening is None:
        return None
    start = opening.start("brace")
    closing = _JSON_CLOSING.search(text, start, start + LONGEST_BLOCK)
    if closing:
        brace = text.index("}", closing.start())
    else:
        line = re.compile(r"[^\r\n]*").match(text, start, start + LONGEST_BLOCK)
        one_line = line.group().rstrip() if line else ""
        if not one_line.endswith("}") or one_line.startswith(("{%", "{{")):
            return None
        brace = start + len(one_line) - 1
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
