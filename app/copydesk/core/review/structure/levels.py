"""The levels of headings: skipped ones, too deep a start, several of the first level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.review.structure.outline import headings, section_of, shift, title_field
from copydesk.core.review.structure.repeated_title import repeats_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_OUTLINE = "Screen readers and tables of contents follow the levels."


def _skipped(draft: Draft, _options: Options) -> Iterator[Found]:
    found = headings(draft)
    for index in range(1, len(found)):
        before, heading = found[index - 1].level, found[index].level
        if heading - before < 2:
            continue
        edits = shift(draft, section_of(found, index), before + 1 - heading)
        yield Found(
            found[index].span,
            f"The heading skips from level {before} to level {heading}",
            f"The next level down is {before + 1}.",
            (Fix(f"Make it level {before + 1}", edits),) if edits else (),
            related=(found[index - 1].span,),
        )


def _start(draft: Draft, options: Options) -> Iterator[Found]:
    found = headings(draft)
    deepest = options["deepest"]
    if not found or not isinstance(deepest, int) or found[0].level <= deepest:
        return
    section = []
    for heading in found:
        if heading.level <= deepest:
            break
        section.append(heading)
    target = max(deepest, 1)
    # Those in between that are less deep than the first must not rise above the start.
    by = target - min(heading.level for heading in section)
    edits = shift(draft, section, by) if by < 0 else ()
    signs = "#" * target
    yield Found(
        found[0].span,
        f"Headings start at level {found[0].level}",
        f"Below the post’s title, the first level is {target}, written {signs}.",
        (Fix("Raise the headings", edits),) if edits else (),
    )


def _several(draft: Draft, _options: Options) -> Iterator[Found]:
    found = headings(draft)
    first = [index for index, heading in enumerate(found) if heading.level == 1]
    if len(first) < 2:
        return
    if title_field(draft):
        edits = shift(draft, found, 1)
        detail = "The post’s title is the one heading of level 1; sections start at level 2."
    else:
        edits = shift(draft, found[first[1] :], 1)
        detail = "A page has one heading of level 1, its title; sections start at level 2."
    yield Found(
        found[first[1]].span,
        f"{len(first)} headings are of level 1",
        detail,
        (Fix("Make them a level deeper", edits),) if edits else (),
        related=tuple(found[index].span for index in first if index != first[1]),
    )


def _beside_title(draft: Draft, _options: Options) -> Iterator[Found]:
    title = title_field(draft)
    if not title or draft.facts.site.generator == "mkdocs":  # shows the title of the text
        return
    found = headings(draft)
    first = [heading for heading in found if heading.level == 1]
    if len(first) != 1 or repeats_title(draft):
        return
    edits = shift(draft, found, 1) if found[0] is first[0] else shift(draft, first, 1)
    yield Found(
        first[0].span,
        "A heading of level 1 beside the title",
        "The title field usually becomes the page’s heading of level 1.",
        (Fix("Make the headings a level deeper", edits),) if edits else (),
    )


RULES = (
    Rule(
        id="heading-levels",
        family=Family.STRUCTURE,
        title="A heading that skips a level",
        why=_OUTLINE + " A gap sounds as if a part were missing.",
        severity=Severity.WARNING,
        check=_skipped,
        example=Example(
            bad="---\ntitle: City budget\n---\n## Income\n\nTaxes.\n\n#### Rates\n\nMore.\n",
            good="---\ntitle: City budget\n---\n## Income\n\nTaxes.\n\n### Rates\n\nMore.\n",
        ),
    ),
    Rule(
        id="heading-start",
        family=Family.STRUCTURE,
        title="Headings that start too deep",
        why=_OUTLINE + " The first heading below the title should be of the second.",
        severity=Severity.WARNING,
        check=_start,
        example=Example(
            bad="---\ntitle: City budget\n---\n### Income\n\nTaxes.\n\n#### Rates\n\nMore.\n",
            good="---\ntitle: City budget\n---\n## Income\n\nTaxes.\n\n### Rates\n\nMore.\n",
        ),
        options=(Option("deepest", 2, "The deepest level that the first heading may have."),),
    ),
    Rule(
        id="multiple-h1",
        family=Family.STRUCTURE,
        title="More than one heading of level 1",
        why="The heading of level 1 says what a page is about, so there should be only one.",
        severity=Severity.WARNING,
        check=_several,
        example=Example(
            bad="---\ntitle: City budget\n---\n# Income\n\nTaxes.\n\n# Spending\n\nRoads.\n",
            good="---\ntitle: City budget\n---\n## Income\n\nTaxes.\n\n## Spending\n\nRoads.\n",
        ),
    ),
    Rule(
        id="h1-beside-title",
        family=Family.STRUCTURE,
        title="A heading of level 1 beside the title field",
        why="Most layouts show the title field as the heading of level 1, so there may be two.",
        severity=Severity.NOTE,
        check=_beside_title,
        example=Example(
            bad="---\ntitle: City budget\n---\n# Where the money comes from\n\nTaxes.\n",
            good="---\ntitle: City budget\n---\n## Where the money comes from\n\nTaxes.\n",
        ),
    ),
)
