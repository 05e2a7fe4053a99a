"""Where the guide tells of a rule; apart from the pages, which need no rules to be shown."""

from __future__ import annotations

from copydesk.core.markup.numbering import slug
from copydesk.core.review.rules import BY_ID


def rule_anchor(rule: str) -> str:
    """The place of a rule on the page about them; "" for a rule that is not on it."""
    found = BY_ID.get(rule)
    return slug(found.title) if found is not None else ""
