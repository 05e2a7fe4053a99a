"""Claims as plain values, between the processes of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.core.review.tracing.claim import Claim, ClaimKind, Place, Verdict
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def claim_to_data(claim: Claim) -> dict[str, Any]:
    """A claim as values of JSON; positions are code points."""
    place = claim.place
    return {
        "kind": claim.kind.value,
        "text": claim.text,
        "span": _pair(claim.span),
        "verdict": claim.verdict.value,
        "place": place and [place.source, _pair(place.span), place.text],
        "speaker": claim.speaker,
        "sentence": claim.sentence,
        "differences": [[_pair(here), _pair(there)] for here, there in claim.differences],
        "said_by": claim.said_by,
        "source_said_by": claim.source_said_by,
        "pieces": [_pair(piece) for piece in claim.pieces],
    }


def claim_from_data(data: Mapping[str, Any]) -> Claim:
    """The claim of what `claim_to_data` gave.

    Raises:
        KeyError, TypeError, ValueError: It is something else.
    """
    place = data["place"]
    return Claim(
        kind=ClaimKind(data["kind"]),
        text=data["text"],
        span=Span(*data["span"]),
        verdict=Verdict(data["verdict"]),
        place=Place(place[0], Span(*place[1]), place[2]) if place else None,
        speaker=data["speaker"],
        sentence=data["sentence"],
        differences=tuple((Span(*here), Span(*there)) for here, there in data["differences"]),
        said_by=data["said_by"],
        source_said_by=data["source_said_by"],
        pieces=tuple(Span(*piece) for piece in data["pieces"]),
    )


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
