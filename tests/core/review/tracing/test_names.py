"""Names are told from other capitalised words, and traced whatever way they are written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.tracing import word_lists
from copydesk.core.review.tracing.claim import Claim, ClaimKind, Verdict
from copydesk.core.review.tracing.name_index import spelt_otherwise
from copydesk.core.review.tracing.sources import Source
from copydesk.core.review.tracing.trace import trace

_NOTHING = "nothing at all"


def _claims(draft: str, *sources: str) -> list[Claim]:
    texts = [Source(f"source-{number}.txt", text) for number, text in enumerate(sources)]
    return [claim for claim in trace(draft, texts).claims if claim.kind is ClaimKind.NAME]


def _names(draft: str) -> list[str]:
    return [claim.text for claim in _claims(draft, _NOTHING)]


def _verdicts(draft: str, *sources: str) -> dict[str, str]:
    return {claim.text: claim.verdict.value for claim in _claims(draft, *sources)}


@pytest.mark.parametrize(
    ("draft", "names"),
    [
        ("The vote was carried by Mira Okafor.", ["Mira Okafor"]),
        ("Councillor Tom Ashby spoke to Dr Wangdi.", ["Tom Ashby", "Wangdi"]),
        ("Prime Minister Narendra Modi went to Leeds.", ["Narendra Modi", "Leeds"]),
        ("Pakistani Defence Minister Khawaja Asif spoke.", ["Khawaja Asif"]),
        (
            "National Conference President Farooq Abdullah left.",
            ["National Conference", "Farooq Abdullah"],
        ),
        ("Ludwig van Beethoven met Osama bin Laden.", ["Ludwig van Beethoven", "Osama bin Laden"]),
        ("It was J. K. Rowling and D.Y. Chandrachud.", ["J. K. Rowling", "D.Y. Chandrachud"]),
        ("He moved to the University of Leeds.", ["University of Leeds"]),
        ("It is Jammu and Kashmir’s own.", ["Jammu and Kashmir"]),
        ("He saw Oslo and Bergen.", ["Oslo", "Bergen"]),
        (
            "The Department of Health and Social Care agreed.",
            ["Department of Health and Social Care"],
        ),
        ("They met at Tanner’s Wharf.", ["Tanner’s Wharf"]),
        ("It was Ashby’s plan.", ["Ashby"]),
        ("Under Article 370 it was so.", ["Article 370"]),
        ("It was Sarah O’Neill of St Mary’s.", ["Sarah O’Neill", "St Mary"]),
        ("He met Superintendent of Police Ayush Agarwal.", ["Ayush Agarwal"]),
        ("Economist Jean Drewe agreed.", ["Jean Drewe"]),
        ("He met the Bishop of Leeds.", ["Leeds"]),
        ("Ben Stokes hit 70.", ["Ben Stokes"]),
        ("It was Noor-un-Nisa Begum.", ["Noor-un-Nisa Begum"]),
        ("It was Hae-won Park of Leeds.", ["Hae-won Park", "Leeds"]),
        ("It was Mair ap Huw.", ["Mair ap Huw"]),
        ("The Leeds-to-York train was late.", ["Leeds", "York"]),
        ("He met a Gull Bay Republican there.", ["Gull Bay"]),
        ("He met a Social Democrat there.", ["Social Democrat"]),
        ("He saw the National Museums of Kenya.", ["National Museums of Kenya"]),
        ("He joined the United Weavers of America.", ["United Weavers of America"]),
        ("He met the Bay Farmers’ and Fishers’ Union.", ["Bay Farmers’ and Fishers’ Union"]),
        ("He rang Mercia Fire and Rescue.", ["Mercia Fire and Rescue"]),
        ("Farmers Harbhajan and Lalita agreed.", ["Harbhajan", "Lalita"]),
        ("Critics say so. Hopes are high. Nobody knows.", []),
        ("On Tuesday the British and the Indian teams met in March.", []),
        ("I think that I’ve seen it, he said. He’s right.", []),
        ("The chief minister and the Prime Minister met.", []),
        ("The council met, and the Council agreed.", []),
        ("See https://Example.org/Page or write to Desk@Example.org, @Desk.", []),
        ("The BBC and the MoD agreed, said the CEO.", ["BBC", "MoD"]),
        ("- Manchester United beat Arsenal\n- Rain fell", ["Manchester United", "Arsenal"]),
    ],
)
def test_what_is_a_name(draft: str, names: list[str]) -> None:
    assert _names(draft) == names


def test_a_hyphen_joins_two_names_that_stand_alone_elsewhere() -> None:
    draft = "The Congress-National Conference alliance spoke for the Congress."
    assert _names(draft) == ["Congress", "National Conference", "Congress"]


def test_a_headline_has_only_names_known_from_the_text() -> None:
    draft = (
        '---\ntitle: "Old Library Roof to Get New Slates as Okafor Counts Buckets"\n---\n'
        "## What the Council Said About Slates\n\nThe vote pleased Mira Okafor.\n"
    )
    assert _names(draft) == ["Okafor", "Mira Okafor"]


@pytest.mark.parametrize(
    ("draft", "source", "verdict"),
    [
        ("It was Mira Okafor.", "Mira Okafor, the librarian, spoke.", "verbatim"),
        ("It was Okafor.", "Mira Okafor, the librarian, spoke.", "verbatim"),
        ("It was Okafor’s plan.", "MIRA OKAFOR", "verbatim"),
        ("It was Helene Brandli.", "We met Hélène Brändli.", "verbatim"),
        ("It was Narendra Modi.", "We met Narendra Damodardas Modi.", "verbatim"),
        ("It was Mira Okafar.", "We met Mira Okafor.", "altered"),
        ("It was Mehbuba Mufti.", "We met Mehbooba Mufti.", "altered"),
        ("It was Joanna Carr.", "We met Joanna Kerr.", "altered"),
        ("It was in Panwel.", "We met in Panvel.", "altered"),
        ("It was Hae-wun Park.", "We met Hae-woon Park.", "altered"),
        ("It was Hae-won Park.", "We met Hae-sun Park.", "not_found"),
        ("It was the Weatherbey Foundation.", "We met the Weatherby Foundation.", "altered"),
        ("It was Section 45.", "Under Section 44 it is so.", "altered"),
        ("It was Rahul Mehta.", "We met Rohit Mehra.", "not_found"),
        ("It was Rekha Menon.", "We met Revathi Menon.", "not_found"),
        ("It was Tim Ashby.", "We met Tom Ashby.", "not_found"),
        ("It was Derek Ash.", "We met Tom Ashby.", "not_found"),
        ("It was Ash.", "We met Tom Ashby under an ash.", "not_found"),
        ("It was Leeds.", "We met in York.", "not_found"),
    ],
)
def test_verdicts(draft: str, source: str, verdict: str) -> None:
    assert list(_verdicts(draft, source).values()) == [verdict]


def test_a_short_form_is_as_good_as_what_it_stands_for() -> None:
    draft = "The National Conference (NC) spoke. Then the NC left. The World Health Organization."
    source = "The National Conference met the WHO. World leaders came."
    verdicts = _verdicts(draft, source)
    assert (verdicts["National Conference"], verdicts["NC"]) == ("verbatim", "verbatim")
    lacking = _verdicts("The Bharatiya Janata Party (BJP) spoke. The BJP left.", source)
    assert lacking == {"Bharatiya Janata Party": "not_found", "BJP": "not_found"}
    assert _verdicts("It is the KMRL.", "Kaveripuram Metro Rail Limited ran.") == {
        "KMRL": "verbatim"
    }


@pytest.mark.parametrize(
    ("draft", "source", "verdict"),
    [
        ("It was the World Health Organization.", "It was the WHO.", "verbatim"),
        ("It was in the US.", "It was in the United States.", "verbatim"),
        ("It was in the United Kingdom.", "It was in the U.K. again.", "verbatim"),
        ("It was the High Court.", "It was before the high court.", "verbatim"),
        ("It was a Falcon.", "The Falcons came.", "verbatim"),
        ("It was Health Activist Dinesh Thakur.", "Dinesh Thakur spoke.", "verbatim"),
        ("It was Chief Executive Mira Okafar.", "Mira Okafor spoke.", "altered"),
        ("It was CM Mira Okafor.", "Mira Grace Okafor spoke.", "verbatim"),
        ("It was the Rural Affairs Ministry.", "The Ministry of Rural Affairs spoke.", "verbatim"),
        ("It was South Leeds.", "We met in Leeds.", "not_found"),
        ("It was Leeds Crown Court.", "It was at the Crown Court at Leeds.", "verbatim"),
        ("It was Leeds Crown Court.", "It was at the Crown Court, then in Leeds.", "not_found"),
        ("It was Van der Berg.", "We met Ann Van der Berg.", "verbatim"),
    ],
)
def test_names_that_stand_otherwise(draft: str, source: str, verdict: str) -> None:
    assert list(_verdicts(draft, source).values()) == [verdict]


def test_a_surname_goes_with_the_whole_name_of_the_draft() -> None:
    draft = "It was Rohit Mehra. Then Mehra left."
    assert set(_verdicts(draft, "We met Rahul Mehta.").values()) == {"not_found"}


def test_names_are_found_without_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_lists, "_dictionaries", tuple)
    assert _names("Late that night the vote pleased Mira Okafor of Leeds.") == [
        "Mira Okafor",
        "Leeds",
    ]


def test_what_is_said_of_a_name() -> None:
    altered, lacking = _claims("We met Mira Okafar in Leeds.", "It was Mira Okafor.")
    assert altered.verdict is Verdict.ALTERED
    assert altered.sentence == "The source spells it “Mira Okafor”."
    assert altered.place
    assert altered.place.span.of("It was Mira Okafor.") == "Mira Okafor"
    assert (lacking.place, lacking.sentence) == (None, "No source names Leeds.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("sulman", "qureshi"), ("salman", "qureshi"), True),
        (("salim", "qadri"), ("salman", "qureshi"), False),
        (("farah", "shaikh"), ("farah", "sheikh"), True),
        (("ruth", "adeyami"), ("dame", "ruth", "adeyemi"), True),
        (("panthers",), ("panther",), False),
        (("article", "370"), ("article", "371"), True),
        (("article", "370"), ("article", "35a"), False),
    ],
)
def test_spelt_otherwise(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert spelt_otherwise(one, other) is same


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="AaBb oftheandMr.'’-&(\n)\"“?1#*é\u0928\u0940", max_size=80),
    st.text(alphabet="AaBb of.'’-&(\n)é", max_size=40),
)
def test_no_text_is_too_odd(draft: str, source: str) -> None:
    for claim in _claims(draft, source):
        assert claim.span.of(draft) == claim.text
        if claim.place:
            assert claim.place.span.of(source) == claim.place.text


@pytest.mark.parametrize("text", ["Ab " * 5_000, "Ab-" * 5_000, "A." * 9_000, "Ab and " * 3_000])
def test_long_runs_take_no_long_time(text: str) -> None:
    start = time.process_time()
    _claims(text, text)
    assert time.process_time() - start < 6


def test_a_slug_in_capitals_makes_no_name() -> None:
    assert _verdicts("# More Levees Planned\n\nIt went on.", "UK--LEVEES-2nd Ld\n\nIt did.") == {}
