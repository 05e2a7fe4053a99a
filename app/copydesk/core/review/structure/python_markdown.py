"""Lists that Python-Markdown, the engine of MkDocs and Pelican, reads unlike all others.

It wants a blank line before a list, four columns a level, and no fence inside one:
https://python-markdown.github.io/#differences and its documentation of fenced code blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix, Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.review.structure.extensions import extensions_of
from copydesk.core.review.structure.list_outline import (
    TAB,
    indent_of,
    indented_by_four,
    line_of,
    outer_lists,
)
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import newline_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from copydesk.core.markup.manuscript import Manuscript
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.review.structure.list_outline import OuterList

_ENGINE = "python-markdown"
_LISTS = ("bullet_list_open", "ordered_list_open")
_SANE = "mdx_truly_sane_lists"


def _after_text(draft: Draft, _options: Options) -> Iterator[Found]:
    if draft.facts.site.engine != _ENGINE or _SANE in extensions_of(draft.facts.site):
        return
    for line in _lines_after_text(draft.manuscript.tokens):
        span = draft.manuscript.lines(line, line + 1)
        words = span.of(draft.text)
        prefix = words[: len(words) - len(words.lstrip(" \t>"))].rstrip() if ">" in words else ""
        newline = newline_near(draft.text, span.start)
        yield Found(
            span,
            "The list is shown as part of the paragraph",
            "The site’s engine starts a list only after a blank line.",
            (Fix("Add a blank line", (TextEdit(span.start, span.start, prefix + newline),)),),
        )


def _lines_after_text(tokens: Sequence[Token]) -> Iterator[int]:
    """The first lines of lists that follow a paragraph at once, but not as an item's own list."""
    for index, token in enumerate(tokens):
        if token.type not in _LISTS or not token.map or token.markup == ")" or index < 3:
            continue
        opening = tokens[index - 3]
        if opening.type != "paragraph_open" or opening.level != token.level or not opening.map:
            continue
        within_item = index > 3 and tokens[index - 4].type == "list_item_open"
        if opening.map[1] != token.map[0] or within_item:
            continue
        if not token.level or _items(tokens, index) > 1:  # a quotation may end with "- Name"
            yield token.map[0]


def _items(tokens: Sequence[Token], index: int) -> int:
    """How many items, up to two, the list has that opens at an index."""
    level, count = tokens[index].level, 0
    for token in tokens[index + 1 :]:
        if token.level <= level or count == 2:
            break
        count += token.type == "list_item_open" and token.level == level + 1
    return count


def _nesting(draft: Draft, _options: Options) -> Iterator[Found]:
    if draft.facts.site.engine != _ENGINE or _SANE in extensions_of(draft.facts.site):
        return
    manuscript = draft.manuscript
    for outer in outer_lists(manuscript):
        offence = _first_offence(manuscript, outer)
        if offence is None:
            continue
        line, is_item = offence
        edits = indented_by_four(manuscript, outer)
        yield Found(
            manuscript.lines(line, line + 1),
            "The inner list is not shown as one"
            if is_item
            else "This part falls out of its list item",
            f"The site’s engine wants {TAB} spaces for what belongs inside an item.",
            (Fix(f"Indent by {TAB} spaces", edits),) if edits else (),
        )


def _first_offence(manuscript: Manuscript, outer: OuterList) -> tuple[int, bool] | None:
    """The first line that stands too far left, and whether it is an item's."""
    found: list[tuple[int, bool]] = []
    for item in outer.items:
        parent = item.parent
        if parent and item.first != parent.first and item.indent - parent.indent < TAB:
            found.append((item.first, True))
        found += (
            (line, False)
            for line in item.blocks
            if indent_of(line_of(manuscript, line)) - item.indent < TAB
        )
    return min(found, default=None)


def _fence(draft: Draft, _options: Options) -> Iterator[Found]:
    if draft.facts.site.engine != _ENGINE or "superfences" in extensions_of(draft.facts.site):
        return
    depth = 0
    for token in draft.manuscript.tokens:
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "fence" and depth and token.map:
            yield Found(
                draft.manuscript.lines(token.map[0], token.map[0] + 1),
                "The code inside the list is not shown as code",
                "The site’s engine knows fences only at the start of a line. In a list, indent"
                " the code by eight spaces in place of its fences.",
            )


RULES = (
    Rule(
        id="list-after-text",
        family=Family.STRUCTURE,
        title="A list right under a paragraph (Python-Markdown)",
        why="Readers see hyphens in the middle of a paragraph in place of a list.",
        severity=Severity.ERROR,
        check=_after_text,
        safe=True,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\nThe ports:\n- Oban\n- Mallaig\n",
            good="---\ntitle: Ferry strike\n---\nThe ports:\n\n- Oban\n- Mallaig\n",
            engine=_ENGINE,
        ),
    ),
    Rule(
        id="list-nesting",
        family=Family.STRUCTURE,
        title="What is inside a list item and not indented enough (Python-Markdown)",
        why="Readers see inner items among the outer ones, or the list broken in two.",
        severity=Severity.WARNING,
        check=_nesting,
        example=Example(
            bad="---\ntitle: Ferry strike\n---\n- Oban\n  - Mull\n  - Barra\n- Mallaig\n",
            good="---\ntitle: Ferry strike\n---\n- Oban\n    - Mull\n    - Barra\n- Mallaig\n",
            engine=_ENGINE,
        ),
    ),
    Rule(
        id="fence-in-list",
        family=Family.STRUCTURE,
        title="A block of code inside a list item (Python-Markdown)",
        why="Readers see backticks and the code run into one line.",
        severity=Severity.WARNING,
        check=_fence,
        example=Example(
            bad="---\ntitle: Ferry data\n---\n- Load it:\n\n    ```\n    get boats\n    ```\n",
            good="---\ntitle: Ferry data\n---\n- Load it:\n\n        get boats\n",
            engine=_ENGINE,
        ),
    ),
)
