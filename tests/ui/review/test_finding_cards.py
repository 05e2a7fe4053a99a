"""Findings as cards: words, order, links."""

from __future__ import annotations

from dataclasses import replace

from copydesk.core.review.finding import Finding, Fix, Severity
from copydesk.core.review.suggestions.items import open_items
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span
from copydesk.ui.review.finding_cards import (
    CardFacts,
    counts_of,
    finding_sections,
    idents_of,
    summary,
)
from copydesk.ui.review.item_cards import item_section

FIX = Fix("Remove it", (TextEdit(0, 3, ""),))
ERROR = Finding(
    "dashes", Severity.ERROR, Span(9, 12), "A heading", "Dashes.", "Why not.", (FIX,), safe=True
)
WARNING = replace(ERROR, rule="misspelt", severity=Severity.WARNING, span=Span(0, 3), fixes=())
NOTE = replace(WARNING, rule="long", severity=Severity.NOTE)
FACTS = CardFacts(lambda position: position + 1, spelling={"misspelt"})


def labels(section: str, *findings: Finding, facts: CardFacts = FACTS) -> list[list[str]]:
    made = finding_sections(list(enumerate(findings)), facts)[section]
    return [[link.label for link in card.links] for card in made.cards]


def test_errors_come_first_notes_and_what_stands_are_folded() -> None:
    accepted = replace(ERROR, accepted="A name")
    made = finding_sections(list(enumerate([WARNING, ERROR, NOTE, accepted])), FACTS)
    assert [card.kind for card in made["open"].cards] == ["Error", "Warning"]
    assert (made["notes"].label, made["notes"].folded) == ("1 note", True)
    assert made["accepted"].label == "1 let stand"
    assert made["accepted"].cards[0].detail == "Line 10 · A name"
    assert [link.key for link in made["accepted"].cards[0].links] == ["take-back"]


def test_links_say_what_can_be_done() -> None:
    assert labels("open", ERROR) == [["Remove it", "Accept…", "Why"]]
    assert labels("open", ERROR, ERROR)[0] == [
        "Remove it", "Fix all 2 of this kind", "Accept…", "Why",
    ]  # fmt: skip
    assert labels("open", WARNING) == [
        ["Suggest", "Add to the site’s words", "Add to my words", "Accept…", "Why"]
    ]
    assert "Compare" in labels("open", replace(ERROR, source="wire.txt"))[0]
    guest = CardFacts(lambda position: position + 1, can_accept=False)
    assert labels("open", ERROR, facts=guest) == [["Remove it", "Why"]]


def test_why_and_spellings_are_told_once_they_were_asked_for() -> None:
    facts = replace(
        FACTS, unfolded={"finding:misspelt:0"}, spellings={"finding:misspelt:0": ["ferry"]}
    )
    (card,) = finding_sections([(5, WARNING)], facts)["open"].cards
    assert card.more == "Why not."
    assert next(link.label for link in card.links) == "“ferry”"
    assert [link.label for link in card.links][-2:] == ["Less", "The rules"]


def test_a_card_stays_the_same_while_others_come_and_go() -> None:
    assert idents_of([(0, ERROR)])[0] == idents_of([(0, WARNING), (1, ERROR)])[1]


def test_a_field_is_named() -> None:
    (card,) = finding_sections([(0, replace(ERROR, field=("seo", 1, "title")))], FACTS)[
        "open"
    ].cards
    assert card.detail.startswith("Field “seo.2.title”")


def test_sums() -> None:
    accepted = replace(ERROR, accepted="")
    assert counts_of(list(enumerate([ERROR, WARNING, NOTE, accepted]))) == (1, 1)
    assert summary(2, 0, 1, 1) == "2 to fix · 1 to answer · 1 suggestion open"
    assert summary(0, 1_200, 0, 2) == "1,200 to look at · 2 suggestions open"
    assert summary(0, 0) == ""


def test_suggestions_and_comments_have_cards() -> None:
    items = open_items("A {~~nine~>ten~~} and {==this==}{>>Which?<<}{>>That one.<<}.")
    suggestion, comment = item_section(items).cards
    assert suggestion.headline == "Suggestion: nine → ten"
    assert [link.key for link in suggestion.links] == ["accept", "reject"]
    assert comment.detail == "Which?"
    assert "That one." in comment.more
    assert [link.key for link in comment.links] == ["reply", "resolve"]
