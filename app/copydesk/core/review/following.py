"""Findings that move along with a text while it is written, until it is checked again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.review.finding import Fix
from copydesk.core.text.edits import TextEdit, moved
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.finding import Finding


class FollowedSpans:
    """Spans of a text that follow its edits; one whose words were touched is gone.

    Words are touched too where something but a space is typed right beside them: it makes another
    word of the last one.
    """

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self._spans: list[Span | None] = list(spans)

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, number: int) -> Span | None:
        """Where a span is now; None for one that is gone."""
        return self._spans[number]

    def between(self, low: int, high: int) -> list[tuple[int, Span]]:
        """Those that touch a range, each with its number."""
        return [
            (number, span)
            for number, span in enumerate(self._spans)
            if span is not None and span.start <= high and span.end >= low
        ]

    def follow(self, edits: Sequence[TextEdit]) -> None:
        """Moves all spans as ``edits``, ordered and apart from each other, move the text."""
        if len(edits) == 1:
            edit, grown = edits[0], edits[0].growth
            start = edit.start
            self._spans = [
                span
                if span is None or span.end < start
                else Span(span.start + grown, span.end + grown)
                if span.start > edit.end
                else moved_span(span, edits)
                for span in self._spans
            ]
        elif edits:
            self._spans = [span and moved_span(span, edits) for span in self._spans]


def moved_span(span: Span, edits: Sequence[TextEdit]) -> Span | None:
    """Where a span of the old text is after edits; None where they touch its words."""
    for edit in edits:
        if edit.start > span.end:
            break
        if edit.end >= span.start and _touches(edit, span):
            return None
    start = moved(span.start, edits)
    end = moved(span.end, edits, after_insert=span.start == span.end)
    return Span(start, max(start, end))


def _touches(edit: TextEdit, span: Span) -> bool:
    """Whether an edit that reaches a span changes what stands in it, or its first or last word."""
    if edit.end == span.start and edit.end > edit.start:
        return not edit.new or not edit.new[-1].isspace()
    if edit.start == span.end and edit.end > edit.start:
        return not edit.new or not edit.new[0].isspace()
    if edit.start == edit.end == span.start:
        return span.start < span.end and not edit.new[-1:].isspace()
    if edit.start == edit.end == span.end:
        return not edit.new[:1].isspace()
    return True


class Following:
    """The findings of one check of a text, in positions of the text as it is by now.

    Each is known by its number in the check's own order.
    """

    def __init__(self, findings: Sequence[Finding] = ()) -> None:
        self._known: tuple[Finding | None, ...] = tuple(findings)
        # Worked off when somebody looks, and not at every key.
        self._edits: list[tuple[TextEdit, ...]] = []

    @property
    def now(self) -> tuple[Finding | None, ...]:
        """The findings as they are now; None for those whose words have changed since."""
        if self._edits:
            self._known = tuple(one and _moved(one, self._edits) for one in self._known)
            self._edits = []
        return self._known

    def follow(self, edits: tuple[TextEdit, ...]) -> None:
        """Notes edits of the text, ordered and apart from each other."""
        last = self._edits[-1] if self._edits else ()
        if len(edits) == len(last) == 1 and _goes_on(last[0], edits[0]):
            joined = TextEdit(last[0].start, last[0].end, last[0].new + edits[0].new)
            self._edits[-1] = (joined,)
        else:
            self._edits.append(edits)

    def accept(self, number: int, reason: str | None) -> None:
        """Notes that an editor lets a finding stand, or with None no longer does."""
        finding = self.now[number]
        if finding is not None:
            changed = replace(finding, accepted=reason)
            self._known = (*self._known[:number], changed, *self._known[number + 1 :])


def _goes_on(last: TextEdit, edit: TextEdit) -> bool:
    """Whether an edit adds to the end of what the last one put in, as typing does."""
    return edit.start == edit.end == last.start + len(last.new) and bool(last.new)


def _moved(finding: Finding, steps: Sequence[tuple[TextEdit, ...]]) -> Finding | None:
    span, fixes, related = finding.span, finding.fixes, finding.related
    for edits in steps:
        there = moved_span(span, edits)
        if there is None:
            return None
        span = there
        if fixes:
            moved_fixes = (_moved_fix(fix, edits) for fix in fixes)
            fixes = tuple(fix for fix in moved_fixes if fix is not None)
        related = tuple(Span(moved(one.start, edits), moved(one.end, edits)) for one in related)
    return replace(finding, span=span, fixes=fixes, related=related)


def _moved_fix(fix: Fix, edits: Sequence[TextEdit]) -> Fix | None:
    """A fix in the text after edits; None where they touch what it changes."""
    made = []
    for edit in fix.edits:
        if any(one.start < edit.end and one.end > edit.start for one in edits):
            return None
        start = moved(edit.start, edits)
        made.append(TextEdit(start, start + edit.end - edit.start, edit.new))
    return Fix(fix.label, tuple(made))
