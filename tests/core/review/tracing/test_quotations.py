"""Quotations are found in whatever marks, and laid to the words of a source."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.source import Source
from copydesk.core.review.tracing.claim import Claim, ClaimKind, Verdict
from copydesk.core.review.tracing.context import read_context
from copydesk.core.review.tracing.quotations import trace_quotations
from copydesk.core.review.tracing.quote_marks import find_quotations
from copydesk.core.review.tracing.trace import trace
from tests.core.review.tracing.quotation_cases import CASES

_SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
_BRIDGE = (
    'Ann Roe said: "The bridge is safe, and it will be open on Monday. We checked it twice."\n'
)


def _traced(draft: str, source: str = _BRIDGE) -> list[Claim]:
    return trace_quotations(read_context(draft, [Source("wire.txt", source)]))


def _verdicts(draft: str, source: str = _BRIDGE) -> list[str]:
    return [claim.verdict.value for claim in _traced(draft, source)]


def _quoted(*paragraphs: str) -> list[list[str]]:
    return [
        [paragraphs[piece.paragraph][piece.start : piece.end] for piece in quotation.pieces]
        for quotation in find_quotations(paragraphs)
    ]


@pytest.mark.parametrize("name", CASES)
def test_quotations_of_many_manners(name: str) -> None:
    source, draft, wanted = CASES[name]
    got = [(claim.text, claim.verdict.value, claim.speaker) for claim in _traced(draft, source)]
    assert [(verdict, speaker) for _, verdict, speaker in got] == list(wanted), got


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('He said "yes" and "no".', [["yes"], ["no"]]),
        ("He said “yes, ‘maybe’” to her.", [["yes, ‘maybe’"]]),
        ("‘It’s the dogs’ dinner,’ he said.", [["It’s the dogs’ dinner,"]]),
        ("The players’ bus and the ’90s.", []),
        ("It was 'don't ask', they said, in the '90s.", [["don't ask"]]),
        ("« Oui », dit-elle.", [["Oui"]]),
        ("„Ja“, sagte sie. »Nein«, er.", [["Ja"], ["Nein"]]),
        ('A 5\'10" wall and a 3" nail.', []),
        ("“The bridge,” she said, “is safe.”", [["The bridge,", "is safe."]]),
        ("“We go,” she said. “We stay.”", [["We go,"], ["We stay."]]),
        ("She called it “a”, and Ann Roe “b”.", [["a"], ["b"]]),
        ("An “open mark and no end", []),
        ("“One “two” three.", [["two"]]),
        ("उसने कहा, “हम आएँगे।”", [["हम आएँगे।"]]),
        ("اس نے کہا “ہم آئیں گے” آج", [["ہم آئیں گے"]]),
        ("😀 “Good”, 😀", [["Good"]]),
        ("“…” and “ ”", []),
    ],
)
def test_marks(text: str, pieces: list[list[str]]) -> None:
    assert _quoted(text) == pieces


def test_a_quotation_over_paragraphs_is_one() -> None:
    assert _quoted("He said: “One.", "“Two.", "“Three.” He left.") == [["One.", "Two.", "Three."]]
    assert _quoted("He said: “One.", "Two.") == []


@pytest.mark.parametrize(
    "quotation",
    [
        "the bridge is safe",
        "THE BRIDGE IS SAFE, and it will be open on Monday",
        "The bridge is safe … open on Monday.",
        "The bridge is safe [...] We checked it twice.",
        "[The bridge] is safe",
        "[I]t will be open on Monday",
        "It [the bridge] will be open on Monday",
        "The **bridge** is [safe](https://example.org/bridge)",
        "The bridge\nis safe",
    ],
)
def test_typography_makes_no_difference(quotation: str) -> None:
    assert _verdicts(f"Roe said: “{quotation}”\n") == ["verbatim"]
    assert _verdicts(f"Roe said: “{quotation}”\n".replace("\n", "\r\n")) == ["verbatim"]


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("five per cent of the café", "5% of the cafe"),
        ("a well-known co-operation", "a well known cooperation"),
        ("food & drink for twenty-five", "food and drink for 25"),
        ("Rs 5 crore a year", "₹5 crore a year"),
        ("1,250 of them", "1250 of them"),
        ("it’s over", "it's over"),
        ("[t]hirty-six hours", "Thirty-six hours"),
    ],
)
def test_manners_of_writing_make_no_difference(draft: str, source: str) -> None:
    assert _verdicts(f"Roe said: “{draft}”.", f'Roe said it was "{source}" there.') == ["verbatim"]


@pytest.mark.parametrize(
    "quotation",
    [
        "The bridge is not safe, and it will be open on Monday.",
        "The bridge is safe, and it could be open on Monday.",
        "The bridge is safe. We checked it three times.",
        "bridge was safe, and it will open on Monday",
        "It will be open on Tuesday.",
    ],
)
def test_other_words_are_altered(quotation: str) -> None:
    assert _verdicts(f"Roe said: “{quotation}”") == ["altered"]


@pytest.mark.parametrize(
    "quotation",
    [
        "We should never have built it here.",
        "Safe travels on Monday to everyone.",
        "The tunnel is flooded, and nobody will be going anywhere.",
        "unsafe",
        "twice as safe as before",
    ],
)
def test_what_no_source_has_is_not_found(quotation: str) -> None:
    assert _verdicts(f"Roe said: “{quotation}”") == ["not_found"]


def test_differences_stand_side_by_side() -> None:
    draft = "Roe said: “The bridge is *quite* safe, and it could be open on Monday.”"
    (claim,) = _traced(draft)
    assert [(a.of(draft), b.of(_BRIDGE)) for a, b in claim.differences] == [
        ("quite", ""),
        ("could", "will"),
    ]
    assert claim.place is not None
    assert claim.place.span.of(_BRIDGE) == claim.place.text
    assert claim.place.text == "The bridge is safe, and it will be open on Monday"


def test_a_quotation_in_the_source_may_be_broken_by_its_attribution() -> None:
    source = '"The bridge is safe," said Ann Roe, "and open." Tom Low laughed.'
    (claim,) = _traced("Roe said: “The bridge is safe and open.”", source)
    assert (claim.verdict, claim.speaker) == (Verdict.VERBATIM, "ok")


def test_places_are_those_of_the_draft_with_its_suggestions() -> None:
    draft = "Roe said: “The bridge is {--not --}safe.”"
    quotes = [c for c in trace(draft, [Source("a", _BRIDGE)]).claims if c.kind is ClaimKind.QUOTE]
    assert [claim.verdict for claim in quotes] == [Verdict.VERBATIM]
    assert quotes[0].span.of(draft) == "The bridge is {--not --}safe."


@pytest.mark.parametrize(
    "draft",
    [
        "+++\ntitle = 'Roe: “The bridge is safe”'\n+++\n",
        '{"title": "Roe: “The bridge is safe”"}\n',
        "---\ntitle: >-\n  Roe: “The bridge\n  is safe”\n---\n",
        "---\r\ntitle: 'Roe: “The bridge is safe”'\r\n---\r\n",
        "Roe: “The bridge is safe”",
    ],
)
def test_fields_of_every_format_are_traced(draft: str) -> None:
    (claim,) = _traced(draft)
    assert claim.verdict is Verdict.VERBATIM
    assert claim.span.of(draft).split() == ["The", "bridge", "is", "safe"]


def test_a_headline_names_only_whom_the_text_names() -> None:
    draft = "# Transport Minister Comments on Bridge, Says “The Bridge Is Safe”\n\nAnn Roe spoke.\n"
    (claim,) = _traced(draft)
    assert (claim.verdict, claim.speaker, claim.said_by) == (Verdict.VERBATIM, None, "")


_HOSTILE = [
    '"',
    '" "',
    " 'a",
    "“",
    "‘as’ ",
    "«a »",
    "“a … ",
    "“a,” he said, ",
    "“A” Ab Cd ",
    "“a b\n\n",
]


@pytest.mark.parametrize("piece", _HOSTILE)
def test_hostile_drafts_take_no_time(piece: str) -> None:
    draft = piece * (10_000 // len(piece))
    start = time.process_time()
    _traced(draft, draft)
    assert time.process_time() - start < 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "’",
                "‘",
                "«",
                "»",
                " ",
                "\n\n",
                "said",
                "Roe",
                "…",
                "[",
                "]",
                "a",
                ".",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_draft_is_traced(text: str) -> None:
    for claim in _traced(text, text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.pieces[0] == claim.span


@pytest.mark.skipif(not _SEEDS.is_dir(), reason="the two real posts are not here")
def test_the_real_post_and_its_wire() -> None:
    draft = next(_SEEDS.glob("001_*")).read_text("utf-8")
    wire = next(_SEEDS.glob("000_*")).read_text("utf-8")
    claims = trace(draft, [Source("wire", wire)]).claims
    quotes = {claim.text: claim for claim in claims if claim.kind is ClaimKind.QUOTE}
    told = {text.split()[0] + " " + text.split()[-1]: one for text, one in quotes.items()}
    assert told["On Page"].verdict is Verdict.VERBATIM
    chance = told["There Kashmir,"]
    assert (chance.verdict, chance.speaker) == (Verdict.ALTERED, "ok")
    assert chance.place is not None
    assert "could win the upcoming elections" in chance.place.text
    assert told["Pakistan matters."].verdict is Verdict.NOT_FOUND
    names = {claim.text: claim.verdict for claim in claims if claim.kind is ClaimKind.NAME}
    for name in ("Omar Abdullah", "Narendra Modi", "Bharatiya Janata Party"):
        assert names[name] is Verdict.NOT_FOUND
    for name in ("Khawaja Asif", "National Conference", "Jammu and Kashmir", "Congress"):
        assert names[name] is Verdict.VERBATIM
