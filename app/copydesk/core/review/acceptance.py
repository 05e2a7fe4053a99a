"""Findings that an editor lets stand: told from the open ones by the text under them."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from copydesk.core.review.records import Acceptance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from copydesk.core.review.finding import Finding

    _Key = tuple[str, str, str, str]

# To compare more surroundings than this by all they have in common would take seconds.
_MOST_COMPARED = 1_000
# So many code points before and behind tell which of several equal words was meant.
_AROUND = 30


class _Candidate(NamedTuple):
    """A finding by its number, and what is around it."""

    number: int
    before: str
    after: str


def accept(finding: Finding, text: str, *, reason: str, by: str, when: str) -> Acceptance:
    """The record that lets a finding stand.

    Args:
        finding: Of this text.
        text: The whole text.
        reason: Why, in the editor's words.
        by: Who says so.
        when: ISO 8601, UTC.
    """
    before, after = _around(finding, text)
    return Acceptance(
        rule=finding.rule,
        text=finding.span.of(text),
        before=before,
        after=after,
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
    open_ones: dict[_Key, list[_Candidate]] = {}
    for index, finding in enumerate(found):
        candidate = _Candidate(index, *_around(finding, text))
        open_ones.setdefault(_key(finding, text), []).append(candidate)
    wanted: dict[_Key, list[Acceptance]] = {}
    for acceptance in acceptances:
        key = (acceptance.rule, acceptance.text, acceptance.about, acceptance.field)
        if key in open_ones:
            wanted.setdefault(key, []).append(acceptance)
    for key, group in wanted.items():
        for number, acceptance in _paired(open_ones[key], group):
            found[number] = replace(found[number], accepted=acceptance.reason)
    return tuple(found)


def _paired(
    candidates: list[_Candidate], acceptances: list[Acceptance]
) -> Iterator[tuple[int, Acceptance]]:
    """Which finding over equal text each acceptance lets stand.

    First those just where they were; of the rest those most alike, or where that is too much work,
    those of which one side is as it was.
    """
    left = dict.fromkeys(candidates)
    for place_of in (_both_sides, _before, _after):
        places: dict[tuple[str, ...], list[_Candidate]] = {}
        for one in reversed(left):
            places.setdefault(place_of(one), []).append(one)
        rest = []
        for acceptance in acceptances:
            if here := places.get(place_of(acceptance)):
                one = here.pop()
                del left[one]
                yield one.number, acceptance
            else:
                rest.append(acceptance)
        acceptances = rest
        if len(acceptances) * len(left) <= _MOST_COMPARED:
            break
    few = len(acceptances) * len(left) <= _MOST_COMPARED
    for acceptance in acceptances[: len(left)]:
        best = max(left, key=lambda one: _likeness(one, acceptance)) if few else next(iter(left))
        del left[best]
        yield best.number, acceptance


def _both_sides(one: _Candidate | Acceptance) -> tuple[str, ...]:
    return one.before, one.after


def _before(one: _Candidate | Acceptance) -> tuple[str, ...]:
    return (one.before,)


def _after(one: _Candidate | Acceptance) -> tuple[str, ...]:
    return (one.after,)


def _key(finding: Finding, text: str) -> _Key:
    return finding.rule, finding.span.of(text), finding.about, _joined(finding)


def _joined(finding: Finding) -> str:
    return ".".join(map(str, finding.field))


def _around(finding: Finding, text: str) -> tuple[str, str]:
    start, end = finding.span.start, finding.span.end
    return _flat(text[max(0, start - _AROUND) : start]), _flat(text[end : end + _AROUND])


def _likeness(one: _Candidate, acceptance: Acceptance) -> float:
    pairs = ((one.before, acceptance.before), (one.after, acceptance.after))
    return sum(SequenceMatcher(None, here, there).ratio() for here, there in pairs)


def _flat(words: str) -> str:
    return " ".join(words.split())
