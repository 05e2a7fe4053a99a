"""Findings that an editor lets stand: told from the open ones by the text under them."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from copydesk.core.review.records import Acceptance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.review.finding import Finding

# So many code points before and behind tell which of several equal words was meant.
_AROUND = 30


def accept(finding: Finding, text: str, *, reason: str, by: str, when: str) -> Acceptance:
    """The record that lets a finding stand.

    Args:
        finding: Of this text.
        text: The whole text.
        reason: Why, in the editor's words.
        by: Who says so.
        when: ISO 8601, UTC.
    """
    start, end = finding.span.start, finding.span.end
    return Acceptance(
        rule=finding.rule,
        text=text[start:end],
        before=_flat(text[max(0, start - _AROUND) : start]),
        after=_flat(text[end : end + _AROUND]),
        about=finding.about,
        field=_joined(finding),
        reason=reason,
        by=by,
        when=when,
    )


def mark_accepted(
    findings: Iterable[Finding], text: str, acceptances: Sequence[Acceptance]
) -> tuple[Finding, ...]:
    """The findings in the same order, those let stand with their reason.

    An acceptance lets one finding stand: of several over equal text, that whose surroundings are
    most like those it was made in. It holds as long as there is a finding of its rule over its
    very text, wherever that has moved.
    """
    found = list(findings)
    if not acceptances:
        return tuple(found)
    open_ones: dict[tuple[str, str, str, str], list[int]] = {}
    for index, finding in enumerate(found):
        open_ones.setdefault(_key(finding, text), []).append(index)
    for acceptance in acceptances:
        key = (acceptance.rule, acceptance.text, acceptance.about, acceptance.field)
        candidates = open_ones.get(key, [])
        if not candidates:
            continue
        best = max(candidates, key=lambda index: _likeness(found[index], text, acceptance))
        candidates.remove(best)
        found[best] = replace(found[best], accepted=acceptance.reason)
    return tuple(found)


def _key(finding: Finding, text: str) -> tuple[str, str, str, str]:
    return finding.rule, finding.span.of(text), finding.about, _joined(finding)


def _joined(finding: Finding) -> str:
    return ".".join(map(str, finding.field))


def _likeness(finding: Finding, text: str, acceptance: Acceptance) -> float:
    start, end = finding.span.start, finding.span.end
    around = _flat(text[max(0, start - _AROUND) : start]), _flat(text[end : end + _AROUND])
    pairs = zip(around, (acceptance.before, acceptance.after), strict=True)
    return sum(SequenceMatcher(None, one, other).ratio() for one, other in pairs)


def _flat(words: str) -> str:
    return " ".join(words.split())
