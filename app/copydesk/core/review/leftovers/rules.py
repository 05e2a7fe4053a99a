"""The rules of this family: a line of the table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.leftovers import marks, words

if TYPE_CHECKING:
    from copydesk.core.review.rule import Rule

RULES: tuple[Rule, ...] = (*words.RULES, *marks.RULES)
