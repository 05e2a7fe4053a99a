"""Runs one rule on prose over one post, without a disk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.review.check import check_post
from copydesk.core.review.draft import Draft
from copydesk.core.review.prose.rules import RULES
from copydesk.core.review.settings import ReviewSettings, RuleSetting
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.site.model import Site, site_label
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.review.finding import Finding

_BY_ID = {rule.id: rule for rule in RULES}
_ROOT = Path("/nowhere")


def draft_of(text: str) -> Draft:
    """A post of a site without settings."""
    site = Site(_ROOT, None, site_label(None, "commonmark"), "commonmark")
    return Draft(text, _ROOT / "post.md", SiteFacts(site))


def findings(
    text: str,
    rule: str,
    *,
    language: str = "en",
    options: Mapping[str, object] | None = None,
    name: str = "post.md",
) -> tuple[Finding, ...]:
    """What the rule, switched on, finds in a whole post."""
    setting = RuleSetting(off=False, options=options or {})
    settings = ReviewSettings(rules={rule: setting}, language=language)
    site = Site(_ROOT, None, site_label(None, "commonmark"), "commonmark")
    return check_post(
        text,
        _ROOT / name,
        SiteFacts(site, settings=settings),
        today=dt.date(2026, 11, 20),
        rules=(_BY_ID[rule],),
    )


def marked(text: str, rule: str, *, language: str = "en") -> list[str]:
    """What of the post the rule's findings cover."""
    return [found.span.of(text) for found in findings(text, rule, language=language)]


def fixed(text: str, rule: str, *, language: str = "en") -> str:
    """The post with the first fix of every finding made, as "fix all" does."""
    edits = [
        edit
        for found in findings(text, rule, language=language)
        if found.fixes
        for edit in found.fixes[0].edits
    ]
    return apply_edits(text, edits)
