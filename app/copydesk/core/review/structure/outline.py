"""The headings that give a post its outline, and changing their levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.markup.manuscript import Passage
    from copydesk.core.review.draft import Draft

DEEPEST = 6
"""The deepest level of a heading in Markdown and HTML."""
_TITLE_KEYS = ("title", "headline")


def headings(draft: Draft) -> list[Passage]:
    """The headings that stand in the text itself, not in a quote or a list."""
    return [
        passage
        for passage in draft.manuscript.passages
        if passage.kind == "heading" and not passage.within
    ]


def title_field(draft: Draft) -> str:
    """The title as its field has it, spaces folded; "" where there is none."""
    for key in _TITLE_KEYS:
        value = draft.frontmatter.data.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def section_of(found: Sequence[Passage], index: int) -> list[Passage]:
    """A heading, those after it that are as deep, and those below them."""
    level = found[index].level
    section = [found[index]]
    for heading in found[index + 1 :]:
        if heading.level < level:
            break
        section.append(heading)
    return section


def shift(draft: Draft, section: Iterable[Passage], by: int) -> tuple[TextEdit, ...]:
    """The edits that make headings deeper by some levels, or less deep for a number below 0.

    Returns:
        No edits where one of them can't be moved so far.
    """
    edits: list[TextEdit] = []
    for heading in section:
        level = heading.level + by
        if not 1 <= level <= DEEPEST:
            return ()
        edits += _underlined(draft, heading, level) if heading.underlined else _marked(heading, by)
        if not edits:
            return ()
    return tuple(edits)


def _marked(heading: Passage, by: int) -> list[TextEdit]:
    start = heading.span.start
    if by < 0:
        return [TextEdit(start, start - by, "")]
    return [TextEdit(start, start, "#" * by)]


def _underlined(draft: Draft, heading: Passage, level: int) -> list[TextEdit]:
    """A line of signs can say two levels only; one of a single line can get number signs."""
    line = underline(draft, heading)
    words = Span(heading.span.start, line_end_before(draft.text, line.start))
    if level <= 2:
        return [TextEdit(line.start, line.end, "=-"[level - 1] * len(line))]
    if "\n" in words.of(draft.text) or "\r" in words.of(draft.text):
        return []
    return [
        TextEdit(words.start, words.start, "#" * level + " "),
        TextEdit(words.end, line.end, ""),
    ]


def underline(draft: Draft, heading: Passage) -> Span:
    """The signs that underline a heading, without what stands before and after them."""
    text, end = draft.text, heading.span.end
    while end > heading.span.start and text[end - 1] in " \t":
        end -= 1
    start = end
    while start > heading.span.start and text[start - 1] in "-=":
        start -= 1
    return Span(start, end)


def line_end_before(text: str, position: int) -> int:
    """Where the line before that of a position ends, without its spaces and its line end."""
    start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position))
    while start > 0 and text[start - 1] in "\r\n \t":
        start -= 1
    return max(start, 0)
