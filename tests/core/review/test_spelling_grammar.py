"""Grammar is checked where a checker is installed, and never told where it guesses."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.rules import BY_ID
from copydesk.core.review.spelling import grammar
from copydesk.core.review.spelling.grammar import (
    GrammarFound,
    HarperChecker,
    installed_checker,
    ungrammatical,
)
from copydesk.core.text.edits import apply_edits
from copydesk.core.text.positions import Span
from tests.core.review.spelling_site import draft_of, facts_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.core.review.site_facts import SiteFacts

harper = pytest.importorskip("harper")


@pytest.fixture
def facts(tmp_path: Path) -> SiteFacts:
    return facts_in(tmp_path)


@pytest.fixture
def unread() -> Iterator[None]:
    installed_checker.cache_clear()
    yield
    installed_checker.cache_clear()


def test_each_rule_that_is_used_is_one_of_harper_s() -> None:
    assert set(grammar._RULE_NAMES.split()) <= harper.get_default_lint_config().keys()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("It was an long crossing in the rain.", "It was a long crossing in the rain."),
        ("They should of told the crew before.", "They should have told the crew before."),
        ("Work is been slow in the harbour.", "Work has been slow in the harbour."),
        ("The crew **did went** home at noon.", "The crew **did go** home at noon."),
        ("> They left for there own\r\n> boats.", "> They left for their own\r\n> boats."),
    ],
)
def test_slips(facts: SiteFacts, wrong: str, right: str) -> None:
    (found,) = ungrammatical(draft_of(wrong, facts), {})
    assert apply_edits(wrong, found.fixes[0].edits) == right
    assert found.detail.endswith(("?", "."))
    assert "`" not in found.detail


@pytest.mark.parametrize(
    "text",
    [
        "It says a `is_open` flag and an `code` span here.",
        "A 8-hour crossing and an Mbira concert were planned.",
        "An hour, a unit, an heir and a European met here.",
        "## An long crossing that took all the day",
        "---\nlang: hi\n---\n\nयह पुस्तक बहुत अच्छी है और भाषा सरल है।",
        "---\nlang: ur\n---\n\nIt was an long crossing in the rain.",
        "",
        "an",
    ],
)
def test_what_is_right_or_not_for_it(facts: SiteFacts, text: str) -> None:
    assert list(ungrammatical(draft_of(text, facts), {})) == []


def test_positions_are_code_points() -> None:
    text = "\U0001f600 नमस्ते — it was an long crossing in the rain."
    (found,) = HarperChecker().check(text, "en-IN")
    assert found.span.of(text) == "an"
    assert HarperChecker().check("It was an long crossing.", "fr") == []


def test_it_is_off_until_a_site_wants_it(facts: SiteFacts) -> None:
    assert BY_ID["grammar"].off


@pytest.mark.usefixtures("unread")
def test_nothing_without_a_checker(facts: SiteFacts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harper", None)
    assert installed_checker() is None
    assert list(ungrammatical(draft_of("It was an long crossing, they say.", facts), {})) == []


@pytest.mark.usefixtures("unread")
def test_another_package_of_that_name_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harper", pytest)
    assert installed_checker() is None


def test_any_checker_will_do(facts: SiteFacts, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting:
        def check(self, text: str, language: str) -> list[GrammarFound]:
            return [GrammarFound(Span(4, 9), f"Too quiet for {language}.", ("FERRY",), "Loud")]

    monkeypatch.setattr(grammar, "installed_checker", Shouting)
    text = "The ferry came in late last night.\n"
    (found,) = ungrammatical(draft_of(text, facts), {})
    assert (found.sentence, found.detail) == (
        "Should “ferry” be “FERRY”?",
        "Too quiet for en.",
    )
    assert apply_edits(text, found.fixes[0].edits) == text.replace("ferry", "FERRY")
