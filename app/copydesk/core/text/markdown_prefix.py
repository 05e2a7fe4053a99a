"""What a line of Markdown begins with: indent, quote marks, list marker, task box, heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PREFIX = re.compile(
    r"(?P<quote>[ \t]*(?:>[ ]?)*)(?P<indent>[ \t]*)"
    r"(?:(?P<heading>\#{1,6}(?=[ \t]|$)[ \t]*)"
    r"|(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+|$)(?P<box>\[[ xX]\](?:[ \t]+|$))?)?"
)
# A line of nothing but these is a break or an underline, not an empty list item.
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The parts of a line before its text; each is a piece of the line, "" when missing."""

    quote: str
    indent: str
    heading: str
    marker: str
    gap: str
    box: str

    @property
    def length(self) -> int:
        """Where the line's own text starts."""
        return self.outer + len(self.heading + self.marker + self.gap + self.box)

    @property
    def outer(self) -> int:
        """Where a list marker or a heading's mark starts, or would."""
        return len(self.quote) + len(self.indent)

    @property
    def quoted(self) -> bool:
        """Whether the line is in a quote."""
        return ">" in self.quote

    @property
    def number(self) -> int | None:
        """The number of a numbered item."""
        return int(self.marker[:-1]) if self.marker[:1].isdigit() else None

    @property
    def kind(self) -> str:
        """What sort of list item: "tasks", "numbers", "bullets" or ""."""
        if self.box:
            return "tasks"
        if not self.marker:
            return ""
        return "bullets" if self.number is None else "numbers"


def prefix_of(line: str) -> Prefix:
    """The prefix of one line without its line end."""
    match = _PREFIX.match(line)
    if match is None:  # every part may be empty
        raise AssertionError
    quote, indent = match["quote"], match["indent"]
    if ">" not in quote:
        quote, indent = "", quote + indent
    if is_rule(line):
        return Prefix(quote, indent, "", "", "", "")
    return Prefix(
        quote,
        indent,
        match["heading"] or "",
        match["marker"] or "",
        match["gap"] or "",
        match["box"] or "",
    )


def is_rule(line: str) -> bool:
    """Whether the line is a thematic break, or the underline of a heading."""
    return _RULE.fullmatch(line) is not None
