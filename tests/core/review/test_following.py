"""Findings move with the text, and are gone where their words were touched."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.core.review.claim_data import claim_from_data, claim_to_data
from copydesk.core.review.finding import Finding, Fix, Severity
from copydesk.core.review.following import FollowedSpans, Following, moved_span
from copydesk.core.review.tracing.claim import Claim, ClaimKind, Place, Verdict
from copydesk.core.text.edits import TextEdit, apply_edits
from copydesk.core.text.positions import Span

TEXT = "Teh ferry leaves at nine. Teh bridge is closed."


def finding(start: int, end: int, *fixes: Fix) -> Finding:
    return Finding("misspelt", Severity.WARNING, Span(start, end), "Misspelt", fixes=fixes)


def test_what_is_typed_before_and_behind_moves_or_leaves_a_span() -> None:
    spans = FollowedSpans([Span(0, 3), Span(26, 29)])
    spans.follow((TextEdit(4, 9, "boat"),))
    assert spans[0] == Span(0, 3)
    assert spans[1] == Span(25, 28)
    spans.follow((TextEdit(0, 0, "« "),))
    assert spans[0] == Span(2, 5)


def test_a_letter_beside_a_word_makes_another_word_of_it() -> None:
    assert moved_span(Span(0, 3), (TextEdit(3, 3, "m"),)) is None
    assert moved_span(Span(0, 3), (TextEdit(3, 3, " now"),)) == Span(0, 3)
    assert moved_span(Span(4, 9), (TextEdit(4, 4, "x"),)) is None
    assert moved_span(Span(4, 9), (TextEdit(4, 4, "x "),)) == Span(6, 11)
    assert moved_span(Span(4, 9), (TextEdit(3, 4, ""),)) is None
    assert moved_span(Span(4, 9), (TextEdit(5, 6, "e"),)) is None


def test_an_empty_span_stays_where_text_is_added() -> None:
    assert moved_span(Span(5, 5), (TextEdit(5, 5, " and"),)) is not None
    assert moved_span(Span(5, 5), (TextEdit(0, 2, ""),)) == Span(3, 3)


def test_a_finding_moves_with_its_fixes_and_goes_with_its_words() -> None:
    fix = Fix("Change to “The”", (TextEdit(26, 29, "The"),))
    following = Following([finding(0, 3), finding(26, 29, fix)])
    following.follow((TextEdit(0, 3, "The"), TextEdit(4, 9, "boat")))
    first, second = following.now
    assert first is None
    assert second is not None
    assert second.span == Span(25, 28)
    text = apply_edits(TEXT, (TextEdit(0, 3, "The"), TextEdit(4, 9, "boat")))
    assert (
        apply_edits(text, second.fixes[0].edits) == "The boat leaves at nine. The bridge is closed."
    )


def test_a_fix_elsewhere_goes_where_its_own_words_change() -> None:
    fix = Fix("Remove it", (TextEdit(26, 29, ""),))
    following = Following([finding(0, 3, fix)])
    following.follow((TextEdit(27, 28, "x"),))
    (moved,) = following.now
    assert moved is not None
    assert moved.fixes == ()


def test_an_acceptance_shows_at_once() -> None:
    following = Following([finding(0, 3)])
    following.accept(0, "a name")
    assert [one and one.accepted for one in following.now] == ["a name"]
    following.accept(0, None)
    assert [one and one.accepted for one in following.now] == [None]


@given(
    st.lists(st.tuples(st.integers(0, 47), st.integers(0, 6), st.text("ab e\n", max_size=4))),
    st.integers(0, 40),
    st.integers(1, 7),
)
@settings(max_examples=100)
def test_a_span_that_stays_covers_the_same_words(
    steps: list[tuple[int, int, str]], start: int, length: int
) -> None:
    text, span = TEXT, Span(start, start + length)
    words = span.of(text)
    followed = FollowedSpans([span, span])
    for at, removed, new in steps:
        begin = min(at, len(text))
        edit = TextEdit(begin, min(begin + removed, len(text)), new)
        text = apply_edits(text, (edit,))
        followed.follow((edit,))
        now = followed[0]
        assert now is None or now.of(text) == words


def test_claims_come_back_as_they_were() -> None:
    claim = Claim(
        ClaimKind.QUOTE,
        "the lower shelves",
        Span(3, 20),
        Verdict.ALTERED,
        Place("note", Span(5, 25), "those lower shelves"),
        "wrong",
        "The source says “those lower shelves”.",
        ((Span(3, 6), Span(5, 10)),),
        "Mira Okafor",
        "Ana Petrov",
        (Span(3, 20),),
    )
    assert claim_from_data(claim_to_data(claim)) == claim
    plain = Claim(ClaimKind.NUMBER, "9", Span(0, 1), Verdict.NOT_FOUND)
    assert claim_from_data(claim_to_data(plain)) == plain
