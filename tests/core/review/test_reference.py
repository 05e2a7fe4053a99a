"""The page about the rules is the rules' own."""

from __future__ import annotations

from copydesk.core.resources import resource_text
from copydesk.core.review.reference import rules_page
from copydesk.core.review.rules import RULES


def test_the_help_page_is_made_from_the_rules() -> None:
    assert resource_text("help", "rules.md") == rules_page(), "run: make help-pages"


def test_every_rule_is_on_it() -> None:
    page = rules_page()
    assert [rule.id for rule in RULES if f"\n`{rule.id}` · " not in page] == []
