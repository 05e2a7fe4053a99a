"""What depends on the rest of the post: heading ids that differ, the numbers of footnotes.

A block is rendered once, with marks in those places; the marks are filled in at the end.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field

# Unguessable, so that no post can hold one.
_NONCE = "m" + secrets.token_hex(6)
_MARK = re.compile(_NONCE + r"([hfrn])(\d+)x")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]+")


def mark(kind: str, index: int) -> str:
    """A mark: "h" heading id, "f" footnote's id, "r" the reference's own id, "n" its number.

    Args:
        kind: One of the letters above.
        index: Of the heading or reference within its block.
    """
    return f"{_NONCE}{kind}{index}x"


def slug(heading: str) -> str:
    """A heading's id as GitHub makes it: lower case, no punctuation, "-" for spaces."""
    return _NOT_IN_SLUG.sub("", heading.strip().lower()).replace(" ", "-") or "section"


@dataclass(slots=True)
class Numbering:
    """Counts through one post, block by block."""

    _slugs: dict[str, int] = field(default_factory=dict)
    _footnotes: dict[str, int] = field(default_factory=dict)
    _references: dict[str, int] = field(default_factory=dict)

    def heading(self, base: str) -> str:
        """The id of the next heading whose slug is ``base``: itself, then "-1", "-2"."""
        result = base
        while result in self._slugs:
            self._slugs[base] += 1
            result = f"{base}-{self._slugs[base]}"
        self._slugs[result] = 0
        return result

    def reference(self, label: str) -> tuple[int, int]:
        """The number of a footnote and how often it was referred to, this time included."""
        number = self._footnotes.setdefault(label, len(self._footnotes) + 1)
        count = self._references.get(label, 0) + 1
        self._references[label] = count
        return number, count

    def footnotes(self) -> list[str]:
        """The labels referred to so far, in the order of their numbers."""
        return list(self._footnotes)

    def references_to(self, label: str) -> int:
        """How often a footnote was referred to."""
        return self._references.get(label, 0)

    def values(self, headings: tuple[str, ...], references: tuple[str, ...]) -> tuple[object, ...]:
        """What a block's marks stand for; `fill` puts it in.

        Args:
            headings: The slugs of the block's headings.
            references: The labels of its footnote references.
        """
        return (
            tuple(self.heading(base) for base in headings),
            tuple(self.reference(label) for label in references),
        )


def fill(html: str, values: tuple[object, ...]) -> str:
    """The HTML of a block with its marks filled in."""
    headings: tuple[str, ...]
    references: tuple[tuple[int, int], ...]
    headings, references = values  # type: ignore[assignment]  # as `Numbering.values` gives them

    def value(found: re.Match[str]) -> str:
        kind, index = found.group(1), int(found.group(2))
        if kind == "h":
            return headings[index] if index < len(headings) else ""
        if index >= len(references):
            return ""
        number, count = references[index]
        if kind == "n":
            return str(number)
        return f"fn-{number}" if kind == "f" else reference_id(number, count)

    return _MARK.sub(value, html)


def shifted(html: str, headings: int, references: int) -> str:
    """The HTML with its marks counted on, for putting it behind that of other blocks.

    Args:
        html: Of one block.
        headings: How many headings stand before it.
        references: How many footnote references stand before it.
    """

    def move(found: re.Match[str]) -> str:
        kind, index = found.group(1), int(found.group(2))
        return mark(kind, index + (headings if kind == "h" else references))

    return _MARK.sub(move, html) if headings or references else html


def reference_id(number: int, count: int) -> str:
    """The id of the ``count``-th reference to a footnote."""
    return f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"
