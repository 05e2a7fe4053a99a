"""The one table of rules: the window, the command line and the reference page are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.fields import rules as fields
from copydesk.core.review.leftovers import rules as leftovers
from copydesk.core.review.links import rules as links
from copydesk.core.review.prose import rules as prose
from copydesk.core.review.spelling import rules as spelling
from copydesk.core.review.structure import rules as structure
from copydesk.core.review.tracing import rules as tracing

if TYPE_CHECKING:
    from copydesk.core.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *fields.RULES,
    *links.RULES,
    *spelling.RULES,
    *prose.RULES,
    *leftovers.RULES,
    *tracing.RULES,
)

BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
"""The rules by their ids."""
