"""The rules of this family, in the order of the reference page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.links import images, resolving, wording, written

if TYPE_CHECKING:
    from copydesk.core.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *resolving.RULES,
    *written.RULES,
    *wording.RULES,
    *images.RULES,
)
