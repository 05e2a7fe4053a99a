"""What the rules of tracing tell, and what their fixes make of a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.core.review.check import check_post
from copydesk.core.review.site_facts import SiteFacts
from copydesk.core.review.source import Source
from copydesk.core.review.tracing.rules import RULES
from copydesk.core.site.model import Site, site_label
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from copydesk.core.review.finding import Finding

_WIRE = (
    'Ann Roe, who keeps the archive, said: "We lost two chairs, and most of the maps."\n\n'
    'Tom Low said: "I was asleep." The flood of 4 May 2021 cost £850,000, Roe said.\n'
)


def _found(draft: str, *wires: str) -> tuple[Finding, ...]:
    site = Site(Path("/site"), None, site_label(None, "commonmark"), "commonmark")
    sources = tuple(Source(f"wire-{number}.txt", text) for number, text in enumerate(wires, 1))
    return check_post(draft, Path("/site/a.md"), SiteFacts(site, {}), sources=sources, rules=RULES)


def _told(draft: str, *wires: str) -> list[tuple[str, str, str]]:
    return [(one.rule, one.sentence, one.detail) for one in _found(draft, *(wires or (_WIRE,)))]


def test_without_sources_nothing_is_told() -> None:
    assert _found("“Never said,” said Zed Nobody, 90, on 3 May 1807.\n") == ()


def test_a_quotation_that_no_source_has_is_told_with_what_is_nearest() -> None:
    draft = "“We lost two chairs in the rain and each of my old brown hats,” said Ann Roe.\n"
    ((rule, sentence, detail),) = _told(draft)
    assert (rule, sentence) == ("quote-not-found", "Quotation not in the source")
    assert detail.endswith("— closest in wire-1.txt: “We lost two chairs”.")


def test_no_source_of_several() -> None:
    ((_, _, detail),) = _told("“Nothing of the kind happened here,” said Roe.\n", _WIRE, "Ann Roe.")
    assert detail.endswith("none of the 2 sources has it.")


def test_words_in_quotation_marks_are_only_noted() -> None:
    ((rule, sentence, _),) = _told("The cellar was a “swimming pool”.\n")
    assert (rule, sentence) == ("quoted-words-not-found", "Words not in the source")


@pytest.mark.parametrize(
    ("draft", "detail", "fixed"),
    [
        (
            "“We lost two chairs and all of the **maps**,” Ann Roe said.\n",
            "The draft has “all” for “most”.",
            "“We lost two chairs and most of the **maps**,” Ann Roe said.\n",
        ),
        (
            "“We lost chairs, and most of the maps,” Ann Roe said.\r\n",
            "The draft leaves out “two”.",
            "“We lost two chairs, and most of the maps,” Ann Roe said.\r\n",
        ),
        (
            "---\ntitle: 'Roe: “They lost two chairs, and most of the maps”'\n---\n",
            "The draft has “They” for “We”.",
            "---\ntitle: 'Roe: “We lost two chairs, and most of the maps”'\n---\n",
        ),
    ],
)
def test_an_altered_quotation_is_put_right(draft: str, detail: str, fixed: str) -> None:
    (finding,) = (one for one in _found(draft, _WIRE) if one.rule == "quote-altered")
    assert finding.detail.startswith(detail)
    assert finding.source == "wire-1.txt"
    assert finding.source_span is not None
    assert finding.source_span.of(_WIRE).endswith("of the maps")
    assert apply_edits(draft, finding.fixes[0].edits) == fixed


def test_a_fix_that_would_break_fields_is_not_offered() -> None:
    draft = "---\ntitle: Roe “was sleeping”\n---\n\n“I was sleeping,” said Tom Low.\n"
    wire = 'Tom Low said: "I was: asleep."'
    for finding in _found(draft, wire):
        for fix in finding.fixes:
            assert ": asleep" not in apply_edits(draft, fix.edits).split("---")[1]


def test_another_speaker_is_told() -> None:
    ((rule, _, detail),) = _told("“I was asleep,” said Ann Roe.\n")
    assert rule == "quote-speaker"
    assert detail == "The draft gives “I was asleep” to Ann Roe, the source to Tom Low."


def test_numbers_within_an_altered_quotation_are_told_once() -> None:
    told = _told("“We lost nine chairs, and most of the maps,” said Ann Roe.\n")
    assert [rule for rule, _, _ in told] == ["quote-altered"]


def test_a_number_is_told_with_the_source_s() -> None:
    ((rule, sentence, detail),) = _told("The flood cost £580,000.\n")
    assert (rule, sentence) == ("number-altered", "Number not in the source: £580,000")
    assert "850,000" in detail


def test_a_name_is_told_once_for_all_its_places() -> None:
    draft = "The mayor, Stella Quick, came. “I was asleep,” said Tom Low. Stella Quick left.\n"
    (finding,) = _found(draft, _WIRE)
    assert finding.rule == "name-not-found"
    assert [span.of(draft) for span in finding.related] == ["Stella Quick"]
