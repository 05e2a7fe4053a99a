"""Headings that are bold, empty, without a section, or none for want of a space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.structure.outline import headings
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.markup.manuscript import Inline, Passage
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_MARKS_ONLY = re.compile(r"[*_\s#=\-]*")
# Two signs at least: one is also how a hashtag, an issue's number and a C directive begin.
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\r\n]+\]:[^\r\n]*", re.MULTILINE)
_NO_SPACE = re.compile(r"(#{2,6})(?=[^\W\d_])")


def _bold(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        if passage.kind != "heading":
            continue
        strong = next((one for one in passage.inlines if one.kind == "strong"), None)
        if strong is None or not _covers(draft, passage, strong):
            continue
        opening, closing = strong.span.start, strong.span.end
        edits = (
            TextEdit(opening, strong.inner.start, ""),
            TextEdit(strong.inner.end, closing, ""),
        )
        yield Found(
            strong.span,
            "The heading is bold all through",
            "A heading has its own weight; marking it bold adds nothing.",
            (Fix("Remove the marks", edits),),
        )


def _covers(draft: Draft, passage: Passage, strong: Inline) -> bool:
    """Whether nothing but marks stands beside a stretch of bold."""
    before = draft.text[passage.span.start : strong.span.start]
    after = draft.text[strong.span.end : passage.span.end]
    return bool(_MARKS_ONLY.fullmatch(before) and _MARKS_ONLY.fullmatch(after))


def _empty(draft: Draft, _options: Options) -> Iterator[Found]:
    for passage in draft.manuscript.passages:
        if passage.kind != "heading" or passage.words.text.strip() or passage.inlines:
            continue
        yield Found(
            passage.span,
            "The heading is empty",
            "It has a number sign and no words.",
            (Fix("Remove it", (_without_line(draft, passage.span),)),),
        )


def _without_line(draft: Draft, span: Span) -> TextEdit:
    """Takes a line out with its line end, and with the blank line that would be one too many."""
    text, start, end = draft.text, span.start, span.end
    one_end = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
    for _ in range(2):
        ending = one_end.match(text, end)
        if ending is None:
            break
        end = ending.end()
    return TextEdit(start, end, "")


def _sections(draft: Draft, _options: Options) -> Iterator[Found]:
    spans = {draft.manuscript.line_of(one.span.start): one for one in headings(draft)}
    before: Passage | None = None
    empty: list[Passage] = []
    for token in draft.manuscript.tokens:
        if token.level or token.nesting < 0 or token.type == "inline" or token.map is None:
            continue
        heading = spans.get(token.map[0]) if token.type == "heading_open" else None
        if before is not None and heading is not None and heading.level <= before.level:
            empty += _if_empty(draft, before, heading.span.start)
        elif empty:  # those in a row are one finding
            yield _without_section(empty)
            empty = []
        before = heading
    # A heading alone is a post that nobody has begun, not a section left empty.
    if before is not None and len(spans) > 1 and not _by_dashes(draft, before):
        empty += _if_empty(draft, before, len(draft.text))
    if empty:
        yield _without_section(empty)


def _if_empty(draft: Draft, heading: Passage, end: int) -> list[Passage]:
    """The heading, unless something follows that is no Markdown: a component of MDX."""
    between = draft.text[heading.span.end : end]
    if draft.path.suffix == ".mdx" and _DEFINITION.sub("", between).strip():
        return []
    return [heading]


def _by_dashes(draft: Draft, heading: Passage) -> bool:
    """Whether it is a paragraph that dashes turn into one, which has a finding of its own."""
    return heading.underlined and not draft.text[heading.span.end :].strip()


def _without_section(empty: list[Passage]) -> Found:
    several = len(empty) > 1
    return Found(
        empty[0].span,
        f"There is no text under {len(empty)} headings"
        if several
        else "There is no text under this heading",
        "The next heading follows at once, or the post ends.",
        related=tuple(heading.span for heading in empty[1:]),
    )


def _space(draft: Draft, _options: Options) -> Iterator[Found]:
    if draft.facts.site.engine == "python-markdown":
        return  # takes it for a heading
    for passage in draft.manuscript.passages:
        if passage.kind != "paragraph" or not passage.words.text.startswith("##"):
            continue
        found = _NO_SPACE.match(draft.text, passage.span.start)
        if found is None:
            continue
        yield Found(
            Span(found.start(), found.end()),
            "The number signs are shown, not a heading",
            "A heading needs a space between its number signs and its words.",
            (Fix("Add a space", (TextEdit(found.end(), found.end(), " "),)),),
        )


RULES = (
    Rule(
        id="heading-bold",
        family=Family.STRUCTURE,
        title="A heading that is bold all through",
        why="Headings are styled by the site; marks inside make some of them look different.",
        severity=Severity.WARNING,
        check=_bold,
        safe=True,
        example=Example(
            bad="---\ntitle: City budget\n---\n## **Income**\n\nTaxes rise.\n",
            good="---\ntitle: City budget\n---\n## Income\n\nTaxes rise.\n",
        ),
    ),
    Rule(
        id="heading-empty",
        family=Family.STRUCTURE,
        title="A heading without words",
        why="Readers see a gap, and those who listen hear a heading that says nothing.",
        severity=Severity.ERROR,
        check=_empty,
        example=Example(
            bad="---\ntitle: City budget\n---\nTaxes rise.\n\n##\n\nRoads are mended.\n",
            good="---\ntitle: City budget\n---\nTaxes rise.\n\nRoads are mended.\n",
        ),
    ),
    Rule(
        id="heading-space",
        family=Family.STRUCTURE,
        title="Number signs without a space after them",
        why="Without the space it is no heading: readers see the number signs.",
        severity=Severity.ERROR,
        check=_space,
        safe=True,
        example=Example(
            bad="---\ntitle: City budget\n---\n##Income\n\nTaxes rise.\n",
            good="---\ntitle: City budget\n---\n## Income\n\nTaxes rise.\n",
        ),
    ),
    Rule(
        id="empty-section",
        family=Family.STRUCTURE,
        title="A heading with nothing under it",
        why="Readers come for text that isn’t there; it may have been forgotten.",
        severity=Severity.WARNING,
        check=_sections,
        example=Example(
            bad="---\ntitle: City budget\n---\n## Income\n\n## Spending\n\nRoads are mended.\n",
            good=(
                "---\ntitle: City budget\n---\n## Income\n\nTaxes rise.\n\n"
                "## Spending\n\nRoads are mended.\n"
            ),
        ),
    ),
)
