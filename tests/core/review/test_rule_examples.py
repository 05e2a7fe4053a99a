"""Every rule does what its example says: finds one thing, and nothing once that is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.rules import BY_ID, RULES
from copydesk.core.text.edits import apply_edits
from tests.core.review.example_site import found_in

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.rule import Rule

_EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RULES)


@_EACH
def test_bad_example_has_one_finding(rule: Rule, tmp_path: Path) -> None:
    findings = found_in(tmp_path, rule, rule.example.bad, rule.example)
    assert [finding.rule for finding in findings] == [rule.id]
    finding = findings[0]
    assert finding.sentence
    assert not finding.sentence.endswith(".")
    assert finding.why.endswith(".")
    assert 0 <= finding.span.start <= finding.span.end <= len(rule.example.bad)


@_EACH
def test_good_example_has_none(rule: Rule, tmp_path: Path) -> None:
    assert found_in(tmp_path, rule, rule.example.good, rule.example) == ()


@_EACH
def test_first_fix_makes_the_good_example(rule: Rule, tmp_path: Path) -> None:
    (finding,) = found_in(tmp_path, rule, rule.example.bad, rule.example)
    if finding.fixes:
        assert apply_edits(rule.example.bad, finding.fixes[0].edits) == rule.example.good
    else:
        assert not rule.safe
