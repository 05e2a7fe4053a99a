"""``copydesk trace``: every claim of a draft, and where its sources have it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.cli.output import print_text
from copydesk.core.posts.encoding import decode
from copydesk.core.review.tracing.claim import Claim, ClaimKind, Verdict
from copydesk.core.review.tracing.sources import read_source
from copydesk.core.review.tracing.trace import trace
from copydesk.core.storage.fingerprint import read_file
from copydesk.core.text.positions import line_at, line_starts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

_WELL, _FOUND, _USED_WRONGLY = 0, 1, 2
_ABOUT = (
    "Traces every quotation, number, date and name of a draft to its sources: text, Markdown,"
    " HTML, Word or PDF. Exit status 1 where a quotation, a number or a date is altered or in no"
    " source, a quotation is somebody else's, or a name is spelt otherwise; names that no source"
    " has are told, and are no failure. Positions are code points into the draft's text."
)
_WORDS = {
    Verdict.VERBATIM: "verbatim",
    Verdict.ALTERED: "altered",
    Verdict.NOT_FOUND: "not found",
}


def add_parser(subparsers: Any) -> None:
    """Adds the command to the parser of the program."""
    parser = subparsers.add_parser(
        "trace", help="where its sources have what a draft says", description=_ABOUT
    )
    parser.add_argument("draft", type=Path, metavar="DRAFT", help="a post")
    parser.add_argument(
        "--source", nargs="+", action="extend", type=Path, required=True, metavar="FILE",
        help="a source; may be given more than once",
    )  # fmt: skip
    parser.add_argument("--format", choices=("json", "text"), default="json", help="default: json")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    for path in (arguments.draft, *arguments.source):
        if not path.is_file():
            print(f"copydesk: there is no file “{path}”.", file=sys.stderr)
            return _USED_WRONGLY
    text = decode(read_file(arguments.draft).data).text
    sources = [read_source(path.absolute()) for path in arguments.source]
    claims = trace(text, sources).claims
    if arguments.format == "json":
        data = {
            "draft": str(arguments.draft),
            "sources": [str(path) for path in arguments.source],
            "claims": [_as_json(claim) for claim in claims],
        }
        print_text(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print_text("\n".join(_as_lines(arguments.draft, text, claims)))
    return _FOUND if any(map(_fails, claims)) else _WELL


def _fails(claim: Claim) -> bool:
    if claim.kind is ClaimKind.NAME:
        return claim.verdict is Verdict.ALTERED
    return claim.verdict is not Verdict.VERBATIM or claim.speaker == "wrong"


def _as_json(claim: Claim) -> dict[str, object]:
    # What is merely nearest is no place that has the claim.
    place = None if claim.verdict is Verdict.NOT_FOUND else claim.place
    data: dict[str, object] = {
        "kind": claim.kind.value,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "verdict": claim.verdict.value,
        "source": place.source if place else None,
        "source_text": place.text if place else None,
        "source_start": place.span.start if place else None,
        "source_end": place.span.end if place else None,
        "speaker": claim.speaker,
        "why": claim.sentence,
    }
    if claim.place and not place:
        data["nearest"] = {"source": claim.place.source, "source_text": claim.place.text}
    if claim.kind is ClaimKind.QUOTE:
        data["said_by"] = claim.said_by or None
        data["source_said_by"] = claim.source_said_by or None
        data["pieces"] = [[piece.start, piece.end] for piece in claim.pieces]
        data["differences"] = [
            [[here.start, here.end], [there.start, there.end]] for here, there in claim.differences
        ]
    return data


def _as_lines(draft: Path, text: str, claims: Sequence[Claim]) -> list[str]:
    starts = line_starts(text)
    lines = []
    for claim in claims:
        line = line_at(starts, claim.start)
        place = f"{draft}:{line + 1}:{claim.start - starts[line] + 1}"
        words = " ".join(claim.text.split())
        verdict = _WORDS[claim.verdict]
        if claim.speaker == "wrong":
            verdict += ", another speaker"
        more = f" {claim.sentence}" if claim.sentence else ""
        lines.append(f"{place}: {claim.kind.value} {verdict}: “{words}”{more}")
    failed = sum(map(_fails, claims))
    lines.append(f"{len(claims)} claims, {failed} to look at.")
    return lines
