"""A finding that was let stand stays so until the text under it changes."""

from __future__ import annotations

import time
from dataclasses import replace

from copydesk.core.review.acceptance import accept, mark_accepted
from copydesk.core.review.finding import Finding, Severity
from copydesk.core.text.positions import Span

TEXT = "Okafar came. Then Okafar left, and Okafar slept.\n"


def _findings(text: str, word: str = "Okafar") -> list[Finding]:
    found, at = [], text.find(word)
    while at >= 0:
        span = Span(at, at + len(word))
        found.append(Finding("spelling", Severity.WARNING, span, "Unknown word"))
        at = text.find(word, at + 1)
    return found


def _accepted(text: str, of: str = TEXT, number: int = 1) -> list[bool]:
    record = accept(_findings(of)[number], of, reason="So spelt", by="A", when="2026-11-20")
    return [one.accepted == "So spelt" for one in mark_accepted(_findings(text), text, [record])]


def test_only_the_one_that_was_meant_is_let_stand() -> None:
    assert _accepted(TEXT) == [False, True, False]


def test_it_stays_where_text_moves_around_it() -> None:
    assert _accepted("A new start.\n\n" + TEXT + "And Okafar woke.") == [False, True, False, False]


def test_the_others_being_fixed_leaves_it() -> None:
    assert _accepted(TEXT.replace("Okafar came", "Okafor came")) == [True, False]


def test_it_opens_again_when_its_text_changes() -> None:
    changed = TEXT.replace("Okafar", "Okaphar")
    record = accept(_findings(TEXT)[0], TEXT, reason="So spelt", by="A", when="2026-11-20")
    (first, *_rest) = mark_accepted(_findings(changed, "Okaphar"), changed, [record])
    assert first.accepted is None


def test_two_acceptances_let_two_stand() -> None:
    records = [
        accept(_findings(TEXT)[number], TEXT, reason=f"{number}", by="A", when="")
        for number in (0, 2)
    ]
    found = mark_accepted(_findings(TEXT), TEXT, records)
    assert [one.accepted for one in found] == ["0", None, "2"]


def test_another_rule_on_the_same_text_stays_open() -> None:
    record = accept(_findings(TEXT)[0], TEXT, reason="So spelt", by="A", when="")
    other = Finding("name-spelling", Severity.WARNING, Span(0, 6), "Spelt two ways")
    assert mark_accepted([other], TEXT, [record])[0].accepted is None


def test_a_finding_of_a_missing_field_is_told_by_the_field() -> None:
    at_end = Span(4, 4)
    missing = [
        Finding("missing-field", Severity.ERROR, at_end, f"{name} is missing", field=(name,))
        for name in ("title", "date")
    ]
    record = accept(missing[1], TEXT, reason="Undated on purpose", by="A", when="")
    found = mark_accepted(missing, TEXT, [record])
    assert [one.accepted for one in found] == [None, "Undated on purpose"]


def test_thousands_are_told_apart_by_their_places_at_once() -> None:
    text = "".join(f"The {number}th Okafar came.\n" for number in range(3_000))
    found = _findings(text)
    records = [accept(one, text, reason="So spelt", by="A", when="") for one in found[::2]]
    began = time.perf_counter()
    again = mark_accepted(found, text, records)
    assert [one.accepted for one in again] == ["So spelt", None] * 1_500
    moved = [replace(one, before=f"No, {one.before}") for one in records]
    again = mark_accepted(found, text, moved)
    assert [one.accepted for one in again] == ["So spelt", None] * 1_500
    assert time.perf_counter() - began < 5  # it took minutes to compare each with each
