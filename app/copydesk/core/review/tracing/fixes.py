"""Fixes that put a source's words in the place of a draft's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.review.finding import Fix
from copydesk.core.review.tracing.claim import ClaimKind
from copydesk.core.review.tracing.tokens import tokens_of
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.source import Source
    from copydesk.core.review.tracing.claim import Claim
    from copydesk.core.text.positions import Span

_LABEL = "Use the source’s words"
# What would be a mark in the draft, or ends the quotation there.
_MARKS = re.compile(r"[\"“”«»„*_`\[\]<>|\\{}#]")


def fix_of(
    draft: str, claim: Claim, sources: Sequence[Source], others: Sequence[Claim] = ()
) -> Fix | None:
    """The fix of an altered claim; None where the words can't simply be exchanged.

    Args:
        draft: The text that was traced.
        claim: The claim, altered.
        sources: The sources.
        others: Further claims of the same words, which are put right with it.
    """
    if claim.place is None:
        return None
    if claim.kind is ClaimKind.QUOTE:
        edits = _quotation(draft, claim, sources)
    else:
        edits = _exchanged(draft, (claim, *others), claim.place.text)
    if not edits or not _fields_stay(draft, edits):
        return None
    return Fix(_LABEL, edits)


def _exchanged(draft: str, claims: Sequence[Claim], words: str) -> tuple[TextEdit, ...]:
    words = " ".join(words.split())
    if _MARKS.search(words):
        return ()
    return tuple(
        TextEdit(claim.start, claim.end, words)
        for claim in claims
        if claim.span.of(draft) == claim.text
    )


def _quotation(draft: str, claim: Claim, sources: Sequence[Source]) -> tuple[TextEdit, ...]:
    """The words that differ, one by one, so that links and emphasis stay."""
    place = claim.place
    text = next((one.text for one in sources if place and one.name == place.source), "")
    if len(claim.pieces) != 1 or not claim.differences or place is None:
        return ()
    edits = []
    for here, there in claim.differences:
        words = " ".join(there.of(text).split())
        if _MARKS.search(words) or _MARKS.search(here.of(draft)):
            return ()
        edits.append(_edit(draft, claim.span, here, words))
    made = apply_edits(draft, edits)
    after = made[claim.start : claim.end + len(made) - len(draft)]
    wanted = "".join(token.norm for token in tokens_of(place.text))
    got = "".join(token.norm for token in tokens_of(after))
    return tuple(edits) if got and got in wanted else ()


def _edit(draft: str, quotation: Span, here: Span, words: str) -> TextEdit:
    """One exchange; the space beside what comes in or goes out is seen to."""
    start, end = here.start, here.end
    if not words:
        if draft[end : end + 1] == " ":
            end += 1
        elif start > quotation.start and draft[start - 1] == " ":
            start -= 1
        return TextEdit(start, end, "")
    if start == end:
        words = f"{words} " if start < quotation.end and draft[start].isalnum() else f" {words}"
    elif start == quotation.start and draft[start].isupper():
        words = words[0].upper() + words[1:]
    return TextEdit(start, end, words)


def _fields_stay(draft: str, edits: Sequence[TextEdit]) -> bool:
    """Whether the fields can be read as before, each of them there."""
    before = read_frontmatter(draft)
    if all(edit.start >= before.body_start for edit in edits):
        return True
    after = read_frontmatter(apply_edits(draft, edits))
    kinds = {key: type(value) for key, value in before.data.items()}
    return after.readable and {key: type(value) for key, value in after.data.items()} == kinds
