"""How well a tracer does on the labelled set: precision and recall by kind and by verdict.

A produced claim meets a labelled one when their kinds agree and they share more than half of the
shorter; each place of the draft is met once. It is right when the verdicts agree as well.
Precision = right / produced, recall = labelled claims met rightly / labelled. What meets no label
and touches an ignored stretch isn't counted as produced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.tracing.labelled import LabelledClaim, LabelledPair, labelled_pairs


class ClaimLike(Protocol):
    """What a tracer says of one place of the draft."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def verdict(self) -> str: ...
    @property
    def speaker(self) -> str | None: ...


Trace = Callable[[str, list[tuple[str, str]]], Iterable[ClaimLike]]


@dataclass(slots=True)
class Tally:
    """Counts of claims; the shares are 1 where there is nothing to count."""

    labelled: int = 0
    detected: int = 0
    labelled_right: int = 0
    produced: int = 0
    produced_right: int = 0

    @property
    def precision(self) -> float:
        return self.produced_right / self.produced if self.produced else 1.0

    @property
    def recall(self) -> float:
        return self.labelled_right / self.labelled if self.labelled else 1.0

    @property
    def detection(self) -> float:
        """The share of labelled claims that were met, whatever the verdict."""
        return self.detected / self.labelled if self.labelled else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference; `wanted` is empty for a claim nobody labelled, `got` for one not met."""

    pair: str
    kind: str
    text: str
    wanted: str
    got: str


@dataclass(slots=True)
class Score:
    """Tallies by kind and by (kind, verdict); (right, all) by the labelled speaker."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    verdicts: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    speakers: dict[str | None, tuple[int, int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    @property
    def speaker_accuracy(self) -> float:
        """Of the quotations met that a source has: how many speakers are right."""
        counted = sum(total for _, total in self.speakers.values())
        return sum(right for right, _ in self.speakers.values()) / counted if counted else 1.0


def score(trace: Trace, pairs: Sequence[LabelledPair] | None = None) -> Score:
    """Runs `trace` over `pairs` (all of them unless given) and counts."""
    result = Score()
    for pair in labelled_pairs() if pairs is None else pairs:
        produced = list(trace(pair.draft, list(pair.sources)))
        met = _met(produced, pair.claims)
        by_label: dict[int, list[ClaimLike]] = defaultdict(list)
        for index, claim in enumerate(produced):
            _count_produced(result, pair, claim, met.get(index))
            if index in met:
                by_label[id(met[index])].append(claim)
        for label in pair.claims:
            _count_labelled(result, pair, label, by_label[id(label)])
    return result


def _met(
    produced: Sequence[ClaimLike], labels: Sequence[LabelledClaim]
) -> dict[int, LabelledClaim]:
    """The label that each produced claim (by index) meets, the largest share first."""
    meetings = []
    for index, claim in enumerate(produced):
        for number, label in enumerate(labels):
            if label.kind != claim.kind:
                continue
            for place, piece in enumerate(label.pieces):
                shared = piece.shared_with(claim.start, claim.end)
                if 2 * shared > min(piece.end - piece.start, claim.end - claim.start):
                    meetings.append((-shared, index, number, place))
    met: dict[int, LabelledClaim] = {}
    taken: set[tuple[int, int]] = set()
    for _, index, number, place in sorted(meetings):
        if index not in met and (number, place) not in taken:
            met[index] = labels[number]
            taken.add((number, place))
    return met


def _count_produced(
    result: Score, pair: LabelledPair, claim: ClaimLike, label: LabelledClaim | None
) -> None:
    if label is None and any(s.shared_with(claim.start, claim.end) for s in pair.ignored):
        return
    right = label is not None and label.verdict == claim.verdict
    for tally in (result.kinds[claim.kind], result.verdicts[claim.kind, claim.verdict]):
        tally.produced += 1
        tally.produced_right += right
    if label is None:
        text = pair.draft[claim.start : claim.end]
        result.misses.append(Miss(pair.name, claim.kind, text, "", claim.verdict))


def _count_labelled(
    result: Score, pair: LabelledPair, label: LabelledClaim, met: list[ClaimLike]
) -> None:
    right = any(claim.verdict == label.verdict for claim in met)
    for tally in (result.kinds[label.kind], result.verdicts[label.kind, label.verdict]):
        tally.labelled += 1
        tally.detected += bool(met)
        tally.labelled_right += right
    if not right:
        got = ", ".join(claim.verdict for claim in met)
        result.misses.append(Miss(pair.name, label.kind, label.text, label.verdict, got))
    if label.kind == "quote" and label.verdict != "not_found" and met:
        _count_speaker(result, pair, label, met[0])


def _count_speaker(
    result: Score, pair: LabelledPair, label: LabelledClaim, claim: ClaimLike
) -> None:
    right, total = result.speakers.get(label.speaker, (0, 0))
    same = claim.speaker == label.speaker
    result.speakers[label.speaker] = (right + same, total + 1)
    if not same:
        wanted, got = f"speaker {label.speaker}", f"speaker {claim.speaker}"
        result.misses.append(Miss(pair.name, "speaker", label.text, wanted, got))
