"""`python -m tests.tracing [--misses] [--pairs 17-24]`: the tracer's scores, as tables."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from tests.tracing.labelled import KINDS, VERDICTS, LabelledPair, labelled_pairs
from tests.tracing.score import ClaimLike, Score, Tally, score

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Traced:
    """A claim of the product's tracer, its enums as plain words."""

    kind: str
    start: int
    end: int
    verdict: str
    speaker: str | None


def product_trace(draft: str, sources: list[tuple[str, str]]) -> Iterable[ClaimLike]:
    """What the product's own tracer says; imported late, so the set stands without it."""
    tracing = "copydesk.core.review.tracing"
    trace = import_module(f"{tracing}.trace").trace
    source = import_module(f"{tracing}.sources").Source
    for claim in trace(draft, [source(name, text) for name, text in sources]).claims:
        yield Traced(claim.kind.value, claim.start, claim.end, claim.verdict.value, claim.speaker)


def main(arguments: list[str]) -> int:
    """Prints the tables; returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.tracing", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every difference as well")
    parser.add_argument("--pairs", default="", help="only these, by number: 5, 17-24 or 17-")
    options = parser.parse_args(arguments)
    result = print_score(pairs_numbered(options.pairs))
    if options.misses:
        _print_misses(result)
    return 0


def pairs_numbered(numbers: str) -> tuple[LabelledPair, ...]:
    """The pairs whose folders start with a number within `numbers` ("17-24"); "" takes all."""
    first, dash, last = numbers.partition("-")
    lowest = int(first or 0)
    highest = int(last or 99) if dash or not first else lowest
    return tuple(p for p in labelled_pairs() if lowest <= int(p.name[:2]) <= highest)


def print_score(pairs: tuple[LabelledPair, ...]) -> Score:
    """Prints what the tracer gets right of `pairs`, kind by kind; gives the score."""
    result = score(product_trace, pairs)
    print(f"{sum(len(pair.claims) for pair in pairs)} claims in {len(pairs)} pairs\n")
    _print_tallies(result)
    for speaker, (right, total) in sorted(result.speakers.items(), key=lambda item: str(item[0])):
        print(f"speaker {speaker or 'unnamed':<13}{right:>6} of {total}")
    if result.speakers:
        print(f"speakers right {result.speaker_accuracy:>13.3f}")
    return result


def _print_tallies(result: Score) -> None:
    print(f"{'':<20}{'precision':>10}{'recall':>10}{'detected':>10}{'n':>6}{'produced':>10}")
    for kind in KINDS:
        _print_row(kind, result.kinds[kind])
        for verdict in VERDICTS:
            _print_row(f"  {verdict}", result.verdicts[kind, verdict])
    print()


def _print_row(title: str, tally: Tally) -> None:
    precision = f"{tally.precision:.3f}" if tally.produced else "–"
    shares = f"{tally.recall:>10.3f}{tally.detection:>10.3f}"
    print(f"{title:<20}{precision:>10}{shares}{tally.labelled:>6}{tally.produced:>10}")


def _print_misses(result: Score) -> None:
    for miss in sorted(result.misses, key=lambda miss: (miss.kind, miss.pair)):
        wanted, got = miss.wanted or "no claim", miss.got or "no claim"
        text = " ".join(miss.text.split())
        print(f"{miss.kind:<8}{miss.pair:<24}wanted {wanted}, got {got}: {text}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
