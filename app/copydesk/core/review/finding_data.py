"""Findings as JSON: between the processes of the program, and as `copydesk check` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.core.review.finding import Finding, Fix, Severity
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def to_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain values with stable names; positions are code points."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.span.start,
        "end": finding.span.end,
        "sentence": finding.sentence,
        "detail": finding.detail,
        "why": finding.why,
        "field": list(finding.field),
        "fixes": [
            {
                "label": fix.label,
                "edits": [[edit.start, edit.end, edit.new] for edit in fix.edits],
            }
            for fix in finding.fixes
        ],
        "safe": finding.safe,
        "related": [[span.start, span.end] for span in finding.related],
        "about": finding.about,
        "source": finding.source,
        "source_span": _pair(finding.source_span),
        "accepted": finding.accepted,
    }


def from_data(data: Mapping[str, Any]) -> Finding:
    """The finding of what `to_data` gave.

    Raises:
        KeyError, TypeError, ValueError: It is something else.
    """
    return Finding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        span=Span(data["start"], data["end"]),
        sentence=data["sentence"],
        detail=data["detail"],
        why=data["why"],
        fixes=tuple(
            Fix(fix["label"], tuple(TextEdit(*edit) for edit in fix["edits"]))
            for fix in data["fixes"]
        ),
        safe=data["safe"],
        field=tuple(data["field"]),
        related=tuple(Span(*pair) for pair in data["related"]),
        about=data["about"],
        source=data["source"],
        source_span=Span(*data["source_span"]) if data["source_span"] else None,
        accepted=data["accepted"],
    )


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
