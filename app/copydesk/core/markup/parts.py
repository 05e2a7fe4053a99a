"""A rendered piece of a post on its way from unsafe HTML to a block."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.markup.blocks import block_id
from copydesk.core.markup.html_groups import NO_MARKS, Marks
from copydesk.core.markup.numbering import Numbering, fill, shifted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.markup.finish import Finish

_LINE = re.compile(r' data-line="(\d+)"')
_FIRST_TAG = re.compile(r"<([a-z][a-z0-9]*)")


@dataclass(slots=True)
class Part:
    """One block's HTML, rendered once; what depends on the rest of the post is filled in later.

    Attributes:
        raw: Not safe, with the marks of `numbering`.
        headings: The slugs of its headings.
        references: The labels of its footnote references.
        html_marks: What raw HTML it leaves open and closes.
        is_raw: Whether it is a block of raw HTML.
    """

    raw: str
    headings: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    html_marks: Marks = NO_MARKS
    is_raw: bool = False
    _clean: str | None = field(default=None, repr=False)
    _values: tuple[object, ...] | None = field(default=None, repr=False)
    _finished: tuple[str, str] = field(default=("", ""), repr=False)

    def finished(self, finish: Finish, numbering: Numbering) -> tuple[str, str]:
        """The safe HTML and its id."""
        if self._clean is None:
            self._clean = finish.html(self.raw)
            self._finished = (self._clean, block_id(self._clean))
        if self.headings or self.references:
            values = numbering.values(self.headings, self.references)
            if values != self._values:
                html = fill(self._clean, values)
                self._values, self._finished = values, (html, block_id(html))
        return self._finished


def joined(parts: Iterable[tuple[Part, int]]) -> Part:
    """Several parts as one, for an element of raw HTML that reaches over them.

    Args:
        parts: Each with its first line, counted from that of the first.
    """
    raw: list[str] = []
    headings: list[str] = []
    references: list[str] = []
    for part, line in parts:
        html = shifted(part.raw, len(headings), len(references))
        if line:
            html = _moved_down(html, line)
            if not part.is_raw:
                html = _FIRST_TAG.sub(rf'<\1 data-line="{line}"', html, count=1)
        raw.append(html)
        headings += part.headings
        references += part.references
    return Part("".join(raw), tuple(headings), tuple(references))


def _moved_down(html: str, lines: int) -> str:
    return _LINE.sub(lambda found: f' data-line="{int(found[1]) + lines}"', html)
