"""The rules of this family: a line of the table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.prose import (
    balance,
    dashes,
    house_style,
    hyphens,
    length,
    names,
    punctuation,
    quotes,
    readability,
    repeated,
    spacing,
)

if TYPE_CHECKING:
    from copydesk.core.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *repeated.RULES,
    *quotes.RULES,
    *balance.RULES,
    *dashes.RULES,
    *spacing.RULES,
    *punctuation.RULES,
    *names.RULES,
    *hyphens.RULES,
    *length.RULES,
    *readability.RULES,
    *house_style.RULES,
)
