"""Numbers and dates of a draft are traced by what they say, not by how they look."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Verdict
from copydesk.core.review.tracing.context import read_context
from copydesk.core.review.tracing.dates import trace_dates
from copydesk.core.review.tracing.names import trace_names
from copydesk.core.review.tracing.numbers import trace_numbers
from copydesk.core.review.tracing.sources import Source
from copydesk.core.review.tracing.trace import trace

_SEEDS = sorted((Path(__file__).parents[5] / "shared" / "seeds").glob("*.txt"))


def _numbers(draft: str, *sources: str) -> list[Claim]:
    texts = [Source(f"source-{number}.txt", text) for number, text in enumerate(sources)]
    return list(trace_numbers(read_context(draft, texts)))


def _dates(draft: str, *sources: str) -> list[Claim]:
    texts = [Source(f"source-{number}.txt", text) for number, text in enumerate(sources)]
    return list(trace_dates(read_context(draft, texts)))


@pytest.mark.parametrize(
    ("draft", "source", "verdict"),
    [
        ("1.4 million birds", "Some 1,400,000 birds", "verbatim"),
        ("fourteen lakh birds", "Some 1.4 million birds", "verbatim"),
        ("₹20 million", "It cost Rs 2 crore.", "verbatim"),
        ("40% of them", "Forty per cent of them", "verbatim"),
        ("a dozen eggs", "He had 12 eggs.", "verbatim"),
        ("three-quarters of them", "It was 75 per cent of them.", "verbatim"),
        ("It cost £5m.", "It cost £5 m to build.", "verbatim"),
        ("about 1.4 million birds", "Some 1,412,300 birds", "verbatim"),
        ("There were 1.4 million birds.", "There were 1,412,300 birds.", "altered"),
        ("It cost £900,000 to mend the roof.", "They spent £850,000 on the roof.", "altered"),
        ("The roof cost 10,000.", "The roof cost 100,000.", "altered"),
        ("There were 12,481 votes.", "She had 12,418 of them.", "altered"),
        ("Work takes 26 months.", "Work takes 26 weeks.", "altered"),
        ("It cost $5m to build.", "It cost £5m to build.", "altered"),
        ("43 per cent of members pay.", "34% of members pay.", "altered"),
        ("34 members pay.", "34% of the staff walk.", "not_found"),
        ("She keeps 725 goats.", "The roof cost £850,000 in 1998.", "not_found"),
        ("She keeps three goats.", "On 3 July the roof fell.", "not_found"),
    ],
)
def test_numbers(draft: str, source: str, verdict: str) -> None:
    assert [claim.verdict.value for claim in _numbers(draft, source)] == [verdict]


def test_the_nearest_number_of_the_same_thing_is_told() -> None:
    source = "The roof cost £850,000. The windows cost £91,000. Some 870,000 people walk by."
    (claim,) = _numbers("The council paid £900,000 for the roof.", source)
    assert claim.sentence == "The source says £850,000."
    assert claim.place
    assert claim.place.span.of(source) == "£850,000"
    assert _numbers("A horse ate 7 pies.", source)[0].sentence == "No source has this number."


def test_a_place_in_a_row_is_told_only_where_the_source_has_another() -> None:
    assert _numbers("It was built in the 19th century.", "A horse ate 7 pies.") == []
    (claim,) = _numbers("It is the 27th lantern parade.", "It is the 28th lantern parade.")
    assert claim.verdict is Verdict.ALTERED


def test_a_number_that_the_draft_has_beside_is_not_meant() -> None:
    source = "About 34% of the library's 11,200 members live outside the town."
    draft = "Some 34% of the 11,200 members live outside the town, and 6,750 borrow e-books."
    assert [claim.verdict.value for claim in _numbers(draft, source)] == [
        "verbatim",
        "verbatim",
        "not_found",
    ]


def test_a_cell_of_a_table_is_read_with_its_row() -> None:
    draft = "| Item | Cost |\n| --- | --- |\n| Roof slates | £27 |\n| Buckets | £31 |\n"
    claims = _numbers(draft, "Roof slates are £29 each. For buckets they paid £35.")
    assert [claim.place and claim.place.text for claim in claims] == ["£29", "£35"]


@pytest.mark.parametrize(
    ("draft", "source", "verdict"),
    [
        ("on March 12, 2026", "It was 12 March 2026.", "verbatim"),
        ("on 12/03/2026", "It was 2026-03-12.", "verbatim"),
        ("on 12th March", "It was 12 March 2026.", "verbatim"),
        ("in March 2026", "It was 12 March 2026.", "verbatim"),
        ("in 2026", "It was 12 March 2026.", "verbatim"),
        ("on 12 March 2026", "It was 12 March, and in January 2026 too.", "verbatim"),
        ("on Thursday", "It was 12 March 2026.", "verbatim"),
        ("in the 1990s", "Since the 1990s it was so.", "verbatim"),
        ("The roof fell on 13 March 2026.", "The roof fell on 12 March 2026.", "altered"),
        ("The roof fell on Wednesday.", "The roof fell on Tuesday evening.", "altered"),
        ("The mill opened in 1909.", "The mill opened in 1907.", "altered"),
        ("The mill opened in April 2021.", "The mill opened in April 2022.", "altered"),
        ("It rained on 12 March 2021.", "The mill fell on 12 March 2026.", "not_found"),
        ("A goat was seen on 3 July.", "The mill opened in 1907.", "not_found"),
        ("A goat was seen on 5 June 2013.", "The mill burned in 2013.", "not_found"),
        ("A goat was seen on Friday.", "The mill burned in 2013.", "not_found"),
    ],
)
def test_dates(draft: str, source: str, verdict: str) -> None:
    assert [claim.verdict.value for claim in _dates(draft, source)] == [verdict]


def test_a_year_that_the_source_leaves_out_must_be_near_its_other_years() -> None:
    source = "Leeds, 2 April 2026. The roof fell on 12 March."
    (claim,) = _dates("It was on 12 March 1986.", source)
    assert claim.verdict is not Verdict.VERBATIM


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_places_hold_whatever_ends_the_lines(end: str) -> None:
    lines = [
        "---",
        "title: “Twelve” for 👍 Okafor",
        "---",
        "**On 3 May** Mira Okafor",
        "saw 1,300.",
    ]
    draft, source = end.join(lines), f"Mira Okafor{end}saw 12 on 4 May."
    claims = trace(draft, [Source("s", source)]).claims
    for claim in claims:
        assert claim.span.of(draft) == claim.text
        assert claim.place is None or claim.place.span.of(source) == claim.place.text
    assert {claim.text for claim in claims} >= {"3 May", "Mira Okafor", "1,300"}


@pytest.mark.parametrize(
    "field",
    [
        'title: "The vote of\n  Hexley Town Council\n  cost 1,300"',
        "title: >-\n  The vote of\n  Hexley Town Council\n  cost 1,300",
        'title: "The \\"vote\\" of Hexley Town Council cost 1,300"',
    ],
)
def test_places_hold_in_fields_that_are_written_otherwise(field: str) -> None:
    draft = f"---\n{field}\n---\nHexley Town Council met.\n"
    found = trace(draft, [Source("s", "Hexley Town Council")]).claims
    texts = [claim.text for claim in found if claim.kind is not ClaimKind.QUOTE]
    assert texts == ["Hexley Town Council", "1,300", "Hexley Town Council"]


@pytest.mark.parametrize(
    "draft",
    ["", "+++\ntitle = 'Five goats'\n+++\n", '{"title": "Five goats"}\n', "राम ने ५ किताबें पढ़ीं।"],
)
def test_any_post_can_be_traced(draft: str) -> None:
    for claim in trace(draft, [Source("s", "Five goats. پانچ")]).claims:
        assert claim.span.of(draft) == claim.text


def test_without_sources_nothing_is_found() -> None:
    verdicts = {claim.verdict for claim in trace("Mira Okafor saw 7 goats in 2019.", []).claims}
    assert verdicts == {Verdict.NOT_FOUND}


@pytest.mark.skipif(len(_SEEDS) != 2, reason="the documents are not at hand")
def test_the_real_pair() -> None:
    texts = [path.read_text("utf-8") for path in _SEEDS]
    draft = next(text for text in texts if text.startswith("---"))
    wire = next(text for text in texts if not text.startswith("---"))
    context = read_context(draft, [Source("wire.txt", wire)])
    names = {claim.text: claim.verdict.value for claim in trace_names(context)}
    assert {name for name, verdict in names.items() if verdict == "not_found"} == {
        "Omar Abdullah",
        "Narendra Modi",
        "Bharatiya Janata Party",
        "BJP",
        "Indian Parliament",
        "Islamabad",
    }
    assert {name for name, verdict in names.items() if verdict == "verbatim"} >= {
        "Khawaja Asif",
        "Asif",
        "Article 370",
        "Jammu and Kashmir",
        "Congress",
        "National Conference",
        "NC",
    }
    dates = [(claim.text, claim.verdict.value) for claim in trace_dates(context)]
    assert dates == [
        ("September 19, 2024", "verbatim"),
        ("August 2019", "not_found"),
        ("2019", "verbatim"),
    ]
    assert list(trace_numbers(context)) == []


def test_a_long_post_with_long_sources_is_traced_in_time() -> None:
    source = "\n\n".join(
        f"On {day % 28 + 1} March {1900 + day % 120} Mira Okafor spent £{day},{day:03} on roofs."
        for day in range(1, 400)
    )
    draft = "\n\n".join(
        f"Tom Ashby paid £{day},{day + 1:03} on {day % 28 + 1} April." for day in range(1, 100)
    )
    context = read_context(draft, [Source("s", source)])
    start = time.process_time()
    for tracer in (trace_numbers, trace_dates, trace_names):
        assert all(claim.kind is not ClaimKind.QUOTE for claim in tracer(context))
    assert time.process_time() - start < 6


def test_a_number_at_a_thousand_places_takes_no_time() -> None:
    text = "Row\t0\t12\n" * 700
    context = read_context(text.replace("\t", " a "), [Source("s", text)])
    start = time.process_time()
    assert {claim.verdict for claim in trace_numbers(context)} == {Verdict.VERBATIM}
    assert time.process_time() - start < 6
