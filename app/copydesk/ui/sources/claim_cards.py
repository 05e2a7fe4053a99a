"""Sources and claims as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.review.tracing.claim import ClaimKind, Verdict
from copydesk.ui.widgets.cards import Card, CardLink, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copydesk.core.review.tracing.claim import Claim
    from copydesk.services.kept_records import AttachedSource

_KINDS = {
    ClaimKind.QUOTE: "quotation",
    ClaimKind.NUMBER: "number",
    ClaimKind.DATE: "date",
    ClaimKind.NAME: "name",
}
_TONES = {Verdict.NOT_FOUND: "bad", Verdict.ALTERED: "warn", Verdict.VERBATIM: "ok"}
_SECTIONS = (
    (Verdict.NOT_FOUND, "in no source", False),
    (Verdict.ALTERED, "altered", False),
    (Verdict.VERBATIM, "as in a source", True),
)
_MOST_SHOWN = 120


def source_section(sources: Sequence[AttachedSource]) -> Section:
    """The cards of the sources, in the order they were attached."""
    return Section("sources", tuple(_source_card(n, one) for n, one in enumerate(sources)))


def _source_card(number: int, source: AttachedSource) -> Card:
    links = [CardLink("detach", "Detach")]
    if source.text is None:
        detail, tone = "Its words are gone.", "bad"
    else:
        count = len(source.text.split())
        detail, tone = f"{count:,} {'word' if count == 1 else 'words'}", "accent"
        links.insert(0, CardLink("show", "Show"))
    if source.changed:
        detail += " · the file has changed since"
    if source.changed or source.text is None:
        links.append(CardLink("read", "Read it again"))
    name = source.attachment.name
    return Card(f"source:{number}", tone, "Source", name, detail, tuple(links))


def claim_sections(claims: Sequence[Claim], line_of: Callable[[int], int]) -> list[Section]:
    """The cards of claims by verdict, what needs a look first.

    Args:
        claims: By place.
        line_of: The 1-based line of a position in the draft.
    """
    sections = []
    for verdict, label, folded in _SECTIONS:
        cards = tuple(
            _claim_card(number, claim, line_of)
            for number, claim in enumerate(claims)
            if claim.verdict is verdict
        )
        sections.append(Section(verdict.value, cards, f"{len(cards):,} {label}", folded))
    return [section for section in sections if section.cards]


def _claim_card(number: int, claim: Claim, line_of: Callable[[int], int]) -> Card:
    words = _shown(claim.text)
    kind = _KINDS[claim.kind]
    wrong_speaker = claim.speaker == "wrong"
    tone = "warn" if wrong_speaker and claim.verdict is Verdict.VERBATIM else _TONES[claim.verdict]
    detail = [f"Line {line_of(claim.span.start):,}", claim.sentence]
    if claim.verdict is Verdict.VERBATIM and not claim.sentence and claim.place:
        detail.append(f"In {claim.place.source}")
    headline = f"“{words}”" if claim.kind is ClaimKind.QUOTE else words
    spoken = {"bad": "Not found", "warn": "Altered", "ok": "Verbatim"}[tone]
    return Card(
        f"claim:{number}",
        tone,
        f"{spoken} {kind}",
        headline,
        " · ".join(part for part in detail if part),
    )


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def trace_summary(claims: Sequence[Claim]) -> str:
    """What the tracing says in a line: "3 in no source · 1 altered · 12 as in a source"."""
    parts = []
    for verdict, label, _folded in _SECTIONS:
        count = sum(claim.verdict is verdict for claim in claims)
        if count:
            parts.append(f"{count:,} {label}")
    return " · ".join(parts)
