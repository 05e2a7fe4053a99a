"""Traces a draft: every quotation, number, date and name, and where the sources have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.review.tracing.claim import Claim, Trace
from copydesk.core.review.tracing.context import read_context
from copydesk.core.review.tracing.dates import trace_dates
from copydesk.core.review.tracing.names import trace_names
from copydesk.core.review.tracing.numbers import trace_numbers
from copydesk.core.review.tracing.quotations import trace_quotations
from copydesk.core.text.critic import accepted_reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from copydesk.core.review.source import Source
    from copydesk.core.review.tracing.context import TracingContext
    from copydesk.core.text.critic import Reading

    Tracer = Callable[[TracingContext], Iterable[Claim]]

_TRACERS: tuple[Tracer, ...] = (
    trace_quotations,
    trace_numbers,
    trace_dates,
    trace_names,
)


def trace(draft: str, sources: Sequence[Source], *, today: dt.date | None = None) -> Trace:
    """Every claim of a draft, by place; never raises on what a user wrote.

    Args:
        draft: The whole post; suggestions in it are taken as accepted.
        sources: What the claims are traced to.
        today: The day of the tracing; None where it does not matter.
    """
    reading = accepted_reading(draft)
    context = read_context(reading.text, sources, today=today)
    claims = [claim for tracer in _TRACERS for claim in tracer(context)]
    if not reading.plain:
        claims = [_in_draft(claim, reading) for claim in claims]
    return Trace(tuple(sorted(claims, key=lambda claim: (claim.span, claim.kind.value))))


def _in_draft(claim: Claim, reading: Reading) -> Claim:
    """The same claim in positions of the draft as it stands."""
    place = reading.span_in_source
    return replace(
        claim,
        span=place(claim.span),
        differences=tuple((place(words), there) for words, there in claim.differences),
        pieces=tuple(map(place, claim.pieces)),
    )
