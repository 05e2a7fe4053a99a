"""The rules of this family: a line of the table each."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.rule import Example, Family, Option, Rule
from copydesk.core.review.tracing.claim import ClaimKind, Verdict
from copydesk.core.review.tracing.fixes import fix_of
from copydesk.core.review.tracing.wordings import closest, differing, shortened, sources_lack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options
    from copydesk.core.review.source import Source
    from copydesk.core.review.tracing.claim import Claim, Trace

_WHOLE_NAMES = {ClaimKind.NUMBER: "Number", ClaimKind.DATE: "Date", ClaimKind.NAME: "Name"}


def trace_of(draft: Draft) -> Trace:
    """The claims of a draft, traced once for all rules."""
    return _traced(draft.text, draft.sources)


@lru_cache(maxsize=4)
def _traced(text: str, sources: tuple[Source, ...]) -> Trace:
    from copydesk.core.review.tracing.trace import trace  # its word lists load with it

    return trace(text, sources)


def _claims(draft: Draft, kind: ClaimKind, verdict: Verdict) -> Iterator[Claim]:
    if draft.sources:
        for claim in trace_of(draft).claims:
            if claim.kind is kind and claim.verdict is verdict:
                yield claim


def _found(draft: Draft, claim: Claim, sentence: str, detail: str, *, fix: bool = False) -> Found:
    made = fix_of(draft.text, claim, draft.sources) if fix else None
    place = claim.place
    return Found(
        claim.span,
        sentence,
        detail,
        (made,) if made else (),
        related=claim.pieces[1:],
        source=place.source if place else "",
        source_span=place.span if place else None,
    )


# Quotations --------------------------------------------------------------------------------------


def _is_speech(claim: Claim, least: object) -> bool:
    """Whether somebody is said to have said it, or it is too long for words in quotation marks."""
    words = sum(len(piece) > 0 for piece in claim.text.split())
    return bool(claim.said_by) or (isinstance(least, int) and words >= least)


def _quotes_not_found(draft: Draft, options: Options, *, speech: bool) -> Iterator[Found]:
    for claim in _claims(draft, ClaimKind.QUOTE, Verdict.NOT_FOUND):
        if _is_speech(claim, options["speech"]) is speech:
            sentence = "Quotation not in the source" if speech else "Words not in the source"
            yield _found(draft, claim, sentence, closest(claim, len(draft.sources)))


def _quotes_altered(draft: Draft, _options: Options) -> Iterator[Found]:
    for claim in _claims(draft, ClaimKind.QUOTE, Verdict.ALTERED):
        detail = differing(claim, draft.text, draft.sources)
        yield _found(draft, claim, "Quotation differs from the source", detail, fix=True)


def _speakers(draft: Draft, _options: Options) -> Iterator[Found]:
    for verdict in (Verdict.VERBATIM, Verdict.ALTERED):
        for claim in _claims(draft, ClaimKind.QUOTE, verdict):
            if claim.speaker == "wrong":
                said = f"The draft gives “{shortened(claim.text)}” to {claim.said_by}"
                detail = f"{said}, the source to {claim.source_said_by}."
                yield _found(draft, claim, "Quotation given to another speaker", detail)


# Numbers, dates, names ---------------------------------------------------------------------------


def _in_broken_quotation(draft: Draft, claim: Claim) -> bool:
    """Whether it stands in a quotation that is told of as a whole."""
    return any(
        piece.start <= claim.start and claim.end <= piece.end
        for quote in trace_of(draft).claims
        if quote.kind is ClaimKind.QUOTE and quote.verdict is not Verdict.VERBATIM
        for piece in quote.pieces
    )


def _differing(draft: Draft, _options: Options, *, kind: ClaimKind) -> Iterator[Found]:
    for claim in _claims(draft, kind, Verdict.ALTERED):
        if not _in_broken_quotation(draft, claim):
            sentence = f"{_WHOLE_NAMES[kind]} not in the source: {shortened(claim.text, 32)}"
            yield _found(draft, claim, sentence, _said(claim), fix=True)


def _said(claim: Claim) -> str:
    place = claim.place
    return claim.sentence or (f"The source says {place.text}." if place else "")


def _missing(draft: Draft, _options: Options, *, kind: ClaimKind) -> Iterator[Found]:
    for claim in _claims(draft, kind, Verdict.NOT_FOUND):
        if not _in_broken_quotation(draft, claim):
            sentence = f"{_WHOLE_NAMES[kind]} not in the source: {shortened(claim.text, 32)}"
            yield _found(draft, claim, sentence, sources_lack(len(draft.sources)))


def _each_name_once(draft: Draft, verdict: Verdict) -> Iterator[tuple[Claim, list[Claim]]]:
    names: dict[str, list[Claim]] = {}
    for claim in _claims(draft, ClaimKind.NAME, verdict):
        if not _in_broken_quotation(draft, claim):
            names.setdefault(claim.text.casefold(), []).append(claim)
    for claims in names.values():
        yield claims[0], claims[1:]


def _names(draft: Draft, _options: Options, *, verdict: Verdict) -> Iterator[Found]:
    for claim, others in _each_name_once(draft, verdict):
        altered = verdict is Verdict.ALTERED
        how = "spelt otherwise in the source" if altered else "not in the source"
        detail = _said(claim) if altered else sources_lack(len(draft.sources))
        sentence = f"Name {how}: {shortened(claim.text, 26)}"
        place = claim.place
        fix = fix_of(draft.text, claim, draft.sources, others) if altered else None
        yield Found(
            claim.span,
            sentence,
            detail,
            (fix,) if fix else (),
            related=tuple(other.span for other in others),
            source=place.source if place else "",
            source_span=place.span if place else None,
        )


# The table ---------------------------------------------------------------------------------------

_WIRE = """\
Lyme Regis, Tuesday 14 April 2026. Five people were rescued when a fishing boat sank off the Cobb.

The coxswain, Ruth Hallett, said: "We had about ten minutes, and we could not save the boat."

The boat's owner, Dan Pascoe, said: "I owe them everything." The lifeboat cost £850,000 in 2019.
"""
_FIELDS = "---\ntitle: Five saved as boat sinks\n---\n\n"
_HALLETT = "The coxswain, Ruth Hallett, was on the slipway. “We had about ten minutes,” she said.\n"


def _example(bad: str, good: str) -> Example:
    return Example(_FIELDS + bad, _FIELDS + good, sources=(("wire.txt", _WIRE),))


_SPEECH = Option(
    "speech", 4, "From how many words on a quotation that nobody is said to have said is speech."
)

RULES: tuple[Rule, ...] = (
    Rule(
        "quote-not-found",
        Family.SOURCES,
        "A quotation that no source has",
        "Nobody can be quoted with words that none of the attached sources has.",
        Severity.ERROR,
        partial(_quotes_not_found, speech=True),
        _example(
            _HALLETT + "\n“Nobody should have sailed that morning,” Hallett said.\n",
            _HALLETT,
        ),
        (_SPEECH,),
    ),
    Rule(
        "quoted-words-not-found",
        Family.SOURCES,
        "Words in quotation marks that no source has",
        "Quotation marks tell readers that somebody used these very words.",
        Severity.NOTE,
        partial(_quotes_not_found, speech=False),
        _example("The boat was an “old lady”.\n", "The boat was old.\n"),
        (_SPEECH,),
    ),
    Rule(
        "quote-altered",
        Family.SOURCES,
        "A quotation whose words differ from the source",
        "A quotation gives somebody's own words; one word can turn them round.",
        Severity.ERROR,
        _quotes_altered,
        _example(
            "“We had about ten minutes, and we would not save the boat,” said Ruth Hallett.\n",
            "“We had about ten minutes, and we could not save the boat,” said Ruth Hallett.\n",
        ),
    ),
    Rule(
        "quote-speaker",
        Family.SOURCES,
        "A quotation given to another speaker than in the source",
        "Words put in the wrong mouth are wrong even where every one of them is right.",
        Severity.ERROR,
        _speakers,
        _example(
            "“I owe them everything,” said Ruth Hallett.\n",
            "“I owe them everything,” said Dan Pascoe.\n",
        ),
    ),
    Rule(
        "number-altered",
        Family.SOURCES,
        "A number that is near to the source's and not equal",
        "Figures get swapped and rounded on the way from source to draft.",
        Severity.WARNING,
        partial(_differing, kind=ClaimKind.NUMBER),
        _example("The lifeboat cost £580,000.\n", "The lifeboat cost £850,000.\n"),
    ),
    Rule(
        "number-not-found",
        Family.SOURCES,
        "A number that no source has",
        "Each figure of a story should come from somewhere that can be named.",
        Severity.WARNING,
        partial(_missing, kind=ClaimKind.NUMBER),
        _example("The station has 34 volunteers.\n", "The station has volunteers.\n"),
    ),
    Rule(
        "date-altered",
        Family.SOURCES,
        "A date that is near to the source's and not equal",
        "A day off is the mistake that readers find first.",
        Severity.WARNING,
        partial(_differing, kind=ClaimKind.DATE),
        _example("The lifeboat cost £850,000 in 2018.\n", "The lifeboat cost £850,000 in 2019.\n"),
    ),
    Rule(
        "date-not-found",
        Family.SOURCES,
        "A date that no source has",
        "Each date of a story should come from somewhere that can be named.",
        Severity.WARNING,
        partial(_missing, kind=ClaimKind.DATE),
        _example("The Cobb was rebuilt in 1824.\n", "The Cobb was rebuilt long ago.\n"),
    ),
    Rule(
        "name-altered",
        Family.SOURCES,
        "A name spelt otherwise than in the source",
        "A misspelt name hurts the person, and nobody can search for it.",
        Severity.WARNING,
        partial(_names, verdict=Verdict.ALTERED),
        _example("Ruth Hallet led the crew.\n", "Ruth Hallett led the crew.\n"),
    ),
    Rule(
        "name-not-found",
        Family.SOURCES,
        "A name that no source has",
        "What is said of a person or a body that no source names was taken from elsewhere.",
        Severity.NOTE,
        partial(_names, verdict=Verdict.NOT_FOUND),
        _example("The mayor, Stella Quick, was there.\n", "The mayor was there.\n"),
    ),
)
