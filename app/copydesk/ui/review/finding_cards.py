"""Findings as cards: in which words, in which order, with which links."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Severity
from copydesk.ui.widgets.cards import Card, CardLink, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from copydesk.core.review.finding import Finding

Numbered = tuple[int, "Finding"]
"""A finding with the number by which the review knows it."""

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "faint"}
_KINDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"}
# Of a rule that offers more ways than this, the first ones.
_MOST_FIXES = 3
RULES_PAGE = "rules"
"""The key of the link to the page about the rules."""


@dataclass(frozen=True)
class CardFacts:
    """What cards need to know beside the findings.

    Attributes:
        line_of: The 1-based line of a position.
        spelling: The rules whose findings are words that a list can take.
        unfolded: The idents of cards that say why.
        spellings: More ways to spell a word, by the card's ident; once they were asked for.
        can_accept: Whether there is a place to keep a reason.
    """

    line_of: Callable[[int], int]
    spelling: Collection[str] = ()
    unfolded: Collection[str] = ()
    spellings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    can_accept: bool = True


def idents_of(findings: Sequence[Numbered]) -> dict[int, str]:
    """The idents of findings' cards by their numbers.

    They count the findings of a rule from the top, so that a card stays the one it was while
    findings of other rules come and go.
    """
    seen: Counter[str] = Counter()
    idents = {}
    for number, finding in findings:
        idents[number] = f"finding:{finding.rule}:{seen[finding.rule]}"
        seen[finding.rule] += 1
    return idents


def finding_sections(findings: Sequence[Numbered], facts: CardFacts) -> dict[str, Section]:
    """The cards of findings by section: "open", "notes" and "accepted"; empty ones too."""
    alike = Counter(one.rule for _number, one in findings if one.accepted is None)
    by_name: dict[str, list[Numbered]] = {"open": [], "notes": [], "accepted": []}
    for numbered in findings:
        by_name[_section_of(numbered[1])].append(numbered)
    by_name["open"].sort(key=_weight)
    idents = idents_of(findings)
    cards = {
        name: tuple(finding_card(idents[n], one, alike[one.rule], facts) for n, one in found)
        for name, found in by_name.items()
    }
    notes, accepted = len(cards["notes"]), len(cards["accepted"])
    return {
        "open": Section("open", cards["open"]),
        "notes": Section("notes", cards["notes"], _counted(notes, "note"), folded=True),
        "accepted": Section("accepted", cards["accepted"], f"{accepted} let stand", folded=True),
    }


def finding_card(ident: str, finding: Finding, alike: int, facts: CardFacts) -> Card:
    """The card of one finding.

    Args:
        ident: The card's.
        finding: The finding.
        alike: How many open findings of its rule there are.
        facts: See `CardFacts`.
    """
    if finding.accepted is not None:
        links = (CardLink("take-back", "Take back"),)
        place = _place(finding, facts)
        reason = finding.accepted or "no reason given"
        return Card(ident, "faint", "Let stand", finding.sentence, f"{place} · {reason}", links)
    is_open = ident in facts.unfolded
    return Card(
        ident,
        _TONES[finding.severity],
        _KINDS[finding.severity],
        finding.sentence,
        " · ".join(part for part in (_place(finding, facts), finding.detail) if part),
        tuple(_links(finding, alike, facts, ident)),
        finding.why if is_open else "",
    )


def _links(finding: Finding, alike: int, facts: CardFacts, ident: str) -> list[CardLink]:
    links = [
        CardLink(f"fix:{number}", fix.label)
        for number, fix in enumerate(finding.fixes[:_MOST_FIXES])
    ]
    if finding.safe and finding.fixes and alike > 1:
        links.append(CardLink("fix-all", f"Fix all {alike} of this kind"))
    if finding.rule in facts.spelling:
        if ident in facts.spellings:
            words = facts.spellings[ident]
            links += [CardLink(f"spell:{word}", f"“{word}”") for word in words]
        else:
            links.append(CardLink("spellings", "Suggest"))
        links.append(CardLink("word-site", "Add to the site’s words"))
        links.append(CardLink("word-own", "Add to my words"))
    if finding.source:
        links.append(CardLink("compare", "Compare"))
    if facts.can_accept:
        links.append(CardLink("accept", "Accept…"))
    is_open = ident in facts.unfolded
    if finding.why:
        links.append(CardLink("why", "Less" if is_open else "Why"))
    if is_open:
        links.append(CardLink(RULES_PAGE, "The rules"))
    return links


def _section_of(finding: Finding) -> str:
    if finding.accepted is not None:
        return "accepted"
    return "notes" if finding.severity is Severity.NOTE else "open"


def _weight(numbered: Numbered) -> tuple[int, int, int]:
    number, finding = numbered
    return finding.severity.weight, finding.span.start, number


def _place(finding: Finding, facts: CardFacts) -> str:
    if finding.field:
        names = ".".join(str(part + 1) if isinstance(part, int) else part for part in finding.field)
        return f"Field “{names}”"
    return f"Line {facts.line_of(finding.span.start):,}"


def counts_of(findings: Sequence[Numbered]) -> tuple[int, int]:
    """How many open errors and warnings there are."""
    still = [one.severity for _number, one in findings if one.accepted is None]
    return still.count(Severity.ERROR), still.count(Severity.WARNING)


def summary(errors: int, warnings: int, comments: int = 0, suggestions: int = 0) -> str:
    """What there is to do, in a line: "2 to fix · 1 to look at · 1 to answer"."""
    parts = []
    if errors:
        parts.append(f"{errors:,} to fix")
    if warnings:
        parts.append(f"{warnings:,} to look at")
    if comments:
        parts.append(f"{comments:,} to answer")
    if suggestions:
        parts.append(f"{_counted(suggestions, 'suggestion')} open")
    return " · ".join(parts)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what if count == 1 else f'{what}s'}"
