"""Who speaks is told from the manners in which papers and agencies name people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.source import Source
from copydesk.core.review.tracing.context import read_context
from copydesk.core.review.tracing.quotations import trace_quotations

if TYPE_CHECKING:
    from copydesk.core.review.tracing.claim import Claim

_WORDS = "The lamps were never lit before the boats came home"


def _claim(draft: str, source: str) -> Claim:
    claims = trace_quotations(read_context(draft, [Source("wire.txt", source)]))
    return next(claim for claim in claims if claim.text.startswith("The lamps"))


@pytest.mark.parametrize(
    ("draft", "who"),
    [
        (f"> “{_WORDS}.”\n>\n> — Nell B. Tarrow, Harbour League\n", "Nell B. Tarrow"),
        (f"A Dover judge, Mr Justice Tarrow, spoke. “{_WORDS},” the judge told them.\n", "Tarrow"),
        (f"Nell Tarrow was there. “{_WORDS},” said the 44-year-old Tarrow.\n", "Nell Tarrow"),
        (f"“{_WORDS}”, Nell Tarrow had assured them.\n", "Nell Tarrow"),
        (f"# “{_WORDS}”: Nell Tarrow, 44, recalls\n\nNell Tarrow rowed.\n", "Nell Tarrow"),
        (f"The Crown wanted more, said Nell Tarrow. “{_WORDS}.”\n", "Nell Tarrow"),
        (f"Mair ap Tarrow rowed. “{_WORDS},” Mair ap Tarrow said.\n", "Mair ap Tarrow"),
        (f"> “{_WORDS}.”\n>\n> — Hae-won Tarrow, keeper\n", "Hae-won Tarrow"),
    ],
)
def test_a_draft_names_who_speaks(draft: str, who: str) -> None:
    claim = _claim(draft, f"“{_WORDS},” said Nell Tarrow.\n")
    assert claim.said_by.removeprefix("Mr Justice ") == who


@pytest.mark.parametrize(
    ("source", "who"),
    [
        (f"Sen. Nell Tarrow, D-Gull Bay, voted no. “{_WORDS},” she said.\n", "Tarrow"),
        (f"Dr Nell Tarrow, Institute of Old Harbours, Leeds:\n“{_WORDS}.”\n", "Tarrow"),
        (f"NOTE 15:20 – Group Manager Nell Bell-Tarrow: “{_WORDS}.”\n", "Bell-Tarrow"),
        (f"“{_WORDS},” said Nell Tarrow, Chair and Chief Keeper.\n", "Tarrow"),
    ],
)
def test_a_source_names_who_speaks(source: str, who: str) -> None:
    claim = _claim(f"“{_WORDS},” said the chief keeper, Nell Tarrow.\n", source)
    assert claim.source_said_by.endswith(who)
    assert claim.speaker == "ok"


def test_a_role_is_found_among_titles_in_a_row() -> None:
    source = f"“{_WORDS},” said Nell Tarrow, Chair and Chief Keeper.\n"
    claim = _claim(f"“{_WORDS},” says the chief keeper.\n", source)
    assert (claim.said_by, claim.speaker) == ("Nell Tarrow", "ok")


def test_what_is_led_or_run_by_somebody_is_no_given_name() -> None:
    claim = _claim(f"“{_WORDS},” said Delhi-led Nell Tarrow.\n", f"“{_WORDS},” said Ann Roe.\n")
    assert claim.said_by == "Nell Tarrow"
