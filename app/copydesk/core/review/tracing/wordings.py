"""How findings of tracing read: what differs, what is closest, in an editor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.review.source import Source
    from copydesk.core.review.tracing.claim import Claim

_LONGEST = 60
_MOST_DIFFERENCES = 3


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Words on one line, cut at a space where they are too long."""
    line = " ".join(text.split()).rstrip(",")
    if len(line) <= longest:
        return line
    return line[: longest + 1].rsplit(" ", 1)[0][:longest].rstrip(" ,.;:–—-") + "…"


def closest(claim: Claim, count: int) -> str:
    """What comes nearest to a quotation that no source has."""
    if claim.place is None:
        return f"“{shortened(claim.text)}”: {sources_lack(count).lower()}"
    near = f"closest in {claim.place.source}: “{shortened(claim.place.text)}”"
    return f"“{shortened(claim.text)}” — {near}."


def sources_lack(count: int) -> str:
    """That no source has it, by the number of sources."""
    return "The source does not have it." if count == 1 else f"None of the {count} sources has it."


def differing(claim: Claim, draft: str, sources: Sequence[Source]) -> str:
    """Which words of an altered quotation differ from those of the source, and how it reads."""
    if claim.place is None:
        return claim.sentence
    text = next((one.text for one in sources if one.name == claim.place.source), "")
    parts = []
    for here, there in claim.differences[:_MOST_DIFFERENCES]:
        ours, theirs = shortened(here.of(draft)), shortened(there.of(text))
        if ours and theirs:
            parts.append(f"has “{ours}” for “{theirs}”")
        elif ours:
            parts.append(f"adds “{ours}”")
        elif theirs:
            parts.append(f"leaves out “{theirs}”")
    if not parts:
        return f"{claim.place.source} says “{shortened(claim.place.text, 2 * _LONGEST)}”."
    if len(claim.differences) > _MOST_DIFFERENCES:
        parts.append("differs further on")
    told = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    said = shortened(claim.place.text, 2 * _LONGEST)
    return f"The draft {told}. {claim.place.source} says “{said}”."
