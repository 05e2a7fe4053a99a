"""Whatever a post holds, the rules on prose neither fail nor take long, and each fix holds."""

from __future__ import annotations

import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.check import options_of
from copydesk.core.review.prose.rules import RULES
from copydesk.core.text.edits import apply_edits
from tests.core.review.prose_findings import draft_of, findings

_PIECES = st.sampled_from(
    [*"\"'“”‘’„«»()[]*_`#>|-–—.,;:!?…।۔ \n", "\r\n", "\r", "  ", "the ", "The ", "a) ", "6'2\"",
     "[x](y) ", "**b** ", "`c`", "&quot;", "\\\"", "धीरे ", "ہے ", "😀", "\u00a0", "-- ", " - ",
     "Okafor ", "Okafar ", "co-op ", "coop ", "10-12 ", "{{ t }}", "{++n++}", "{>>c<<}", "\ufffc"]
)  # fmt: skip
_POSTS = st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=60, deadline=None)
@given(_POSTS)
def test_no_rule_fails_and_every_fix_can_be_made(post: str) -> None:
    with _failures() as failed:
        for rule in RULES:
            found = findings(post, rule.id)
            for one in found:
                assert 0 <= one.span.start <= one.span.end <= len(post)
                for fix in one.fixes:
                    apply_edits(post, fix.edits)
            if rule.safe:  # "fix all" makes them in one go
                edits = [edit for one in found if one.fixes for edit in one.fixes[0].edits]
                apply_edits(post, edits)
    assert failed == []


class _failures(logging.Handler):  # noqa: N801 - reads as a block
    """Collects what `check_post` logs of rules that raise."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())

    def __enter__(self) -> list[str]:
        logging.getLogger("copydesk.core.review.check").addHandler(self)
        return self.told

    def __exit__(self, *_: object) -> None:
        logging.getLogger("copydesk.core.review.check").removeHandler(self)


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "‘a ", "(", "a) ", ":(", "the ", "a - ", "a--b", "a . ", "a  ", "Okafor ", "a, ",
     "!?", "is ", "co-op ", ".", "ab.The "],
)  # fmt: skip
def test_20_000_characters_of_nonsense(piece: str) -> None:
    draft = draft_of(piece * (20_000 // len(piece)))
    assert draft.manuscript.passages
    started = time.perf_counter()
    for rule in RULES:
        for _ in rule.check(draft, options_of(rule, draft.facts.settings)):
            pass
    assert time.perf_counter() - started < 5
