"""The rules of this family, in the order of the reference page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.fields import (
    by_schema,
    dates,
    duplicates,
    hero,
    lengths,
    readable,
    tags,
)

if TYPE_CHECKING:
    from copydesk.core.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *readable.RULES,
    *by_schema.RULES,
    *dates.RULES,
    *lengths.RULES,
    *duplicates.RULES,
    *tags.RULES,
    *hero.RULES,
)
