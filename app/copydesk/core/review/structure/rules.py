"""The rules of this family: a line of the table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.structure import (
    dashes,
    dialect,
    headings,
    html_tags,
    levels,
    open_links,
    open_marks,
    plain_lists,
    python_markdown,
    references,
    repeated_title,
    tables,
)

if TYPE_CHECKING:
    from copydesk.core.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *dashes.RULES,
    *levels.RULES,
    *headings.RULES,
    *repeated_title.RULES,
    *open_marks.RULES,
    *open_links.RULES,
    *html_tags.RULES,
    *plain_lists.RULES,
    *python_markdown.RULES,
    *tables.RULES,
    *references.RULES,
    *dialect.RULES,
)
