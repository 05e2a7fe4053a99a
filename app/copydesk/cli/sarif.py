"""Findings as SARIF 2.1.0, for code hosts that show them beside a change.

The format is that of https://docs.oasis-open.org/sarif/sarif/v2.1.0/; columns count UTF-16 units,
its own default, named all the same.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from copydesk import __version__
from copydesk.core.review.finding import Severity
from copydesk.core.review.rules import BY_ID
from copydesk.core.text.positions import line_at, line_starts, utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from copydesk.core.review.check_site import CheckedPost
    from copydesk.core.review.finding import Finding
    from copydesk.core.text.positions import Span

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_ROOT = "SITE"


def sarif_log(posts: Sequence[CheckedPost], root: Path) -> dict[str, Any]:
    """The log of one run.

    Args:
        posts: As checked.
        root: What the posts' addresses are relative to.
    """
    used = sorted({finding.rule for post in posts for finding in post.findings})
    index = {rule: at for at, rule in enumerate(used)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Copydesk",
                        "semanticVersion": __version__,
                        "rules": [_rule(rule) for rule in used],
                    }
                },
                "columnKind": "utf16CodeUnits",
                "originalUriBaseIds": {_ROOT: {"uri": f"{root.as_uri().rstrip('/')}/"}},
                "results": [
                    result
                    for post in posts
                    for result in _results(post, _address(post.path, root), index)
                ],
            }
        ],
    }


def _rule(rule_id: str) -> dict[str, Any]:
    rule = BY_ID[rule_id]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family.value]},
    }


def _address(path: Path, root: Path) -> dict[str, str]:
    if path.is_relative_to(root):
        relative = path.relative_to(root)
        # as_uri quotes what an address can't hold.
        quoted = path.as_uri()[len(root.as_uri().rstrip("/")) + 1 :]
        return {"uri": quoted or relative.as_posix(), "uriBaseId": _ROOT}
    return {"uri": path.as_uri()}


def _results(
    post: CheckedPost, address: dict[str, str], index: dict[str, int]
) -> list[dict[str, Any]]:
    places = _Places(post.text)
    return [_result(finding, post.text, address, index, places) for finding in post.findings]


def _result(
    finding: Finding,
    text: str,
    address: dict[str, str],
    index: dict[str, int],
    places: _Places,
) -> dict[str, Any]:
    location = {"artifactLocation": address, "region": places.region(finding.span)}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.sentence}. {finding.detail}".strip()},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"copydesk/v1": _fingerprint(finding, text)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"physicalLocation": {"artifactLocation": address, "region": places.region(span)}}
            for span in finding.related
        ]
    if finding.accepted is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding.accepted}]
    if finding.fixes:
        result["fixes"] = [
            {
                "description": {"text": fix.label},
                "artifactChanges": [
                    {
                        "artifactLocation": address,
                        "replacements": [
                            {
                                "deletedRegion": places.region_of(edit.start, edit.end),
                                "insertedContent": {"text": edit.new},
                            }
                            for edit in fix.edits
                        ],
                    }
                ],
            }
            for fix in finding.fixes
            if fix.edits
        ]
    return result


def _fingerprint(finding: Finding, text: str) -> str:
    """The same for a finding that only moved."""
    parts = (finding.rule, finding.span.of(text), finding.about, ".".join(map(str, finding.field)))
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class _Places:
    """Lines and columns of one text, both from 1, as SARIF counts them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = line_starts(text)

    def region(self, span: Span) -> dict[str, int]:
        return self.region_of(span.start, span.end)

    def region_of(self, start: int, end: int) -> dict[str, int]:
        first_line, first_column = self._place(start)
        last_line, last_column = self._place(end)
        return {
            "startLine": first_line,
            "startColumn": first_column,
            "endLine": last_line,
            "endColumn": last_column,
        }

    def _place(self, position: int) -> tuple[int, int]:
        line = line_at(self._starts, position)
        return line + 1, utf16_length(self._text[self._starts[line] : position]) + 1
