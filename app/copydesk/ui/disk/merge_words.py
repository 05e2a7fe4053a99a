"""What a merge brings, in an editor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.core.posts.merge import Kind
from copydesk.core.site.labels import humanise
from copydesk.core.text.passages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.posts.merge import Collision, Merge, Taken

# More fields than this are counted, not named.
_MOST_NAMED = 3


def label_of(collision: Collision) -> str:
    """What a collision is called."""
    if collision.is_field:
        return humanise(collision.label) if collision.label else "All fields"
    return collision.label or "A passage"


def offer(merge: Merge) -> str:
    """What the bar says of a post that two have changed."""
    begin = "Another program changed this post too. "
    from_disk = _gathered(merge, (Kind.THEIRS, Kind.COLLISION))
    if not merge.collisions:
        if not from_disk:
            return begin + "Your text has all that the file has."
        comes = "comes" if _is_one(merge) else "come"
        return f"{begin}The changes don’t touch each other: {from_disk} {comes} from the disk."
    count = len(merge.collisions)
    what = (
        f"{quoted(label_of(merge.collisions[0]))} was" if count == 1 else f"{count:,} passages were"
    )
    return f"{begin}{what} changed on both sides."


def outcome(merge: Merge, decided: int) -> str:
    """What the notice after a merge says.

    Args:
        merge: The one that was made.
        decided: How many collisions the editor decided.
    """
    parts = []
    for kinds, words in (
        ((Kind.THEIRS,), "from the disk"),
        ((Kind.MINE,), "of yours"),
        ((Kind.COLLISION,), "from both sides"),
    ):
        if found := _gathered(merge, kinds):
            parts.append(f"{found} {words}")
    if decided:
        parts.append(
            "1 passage as you decided" if decided == 1 else f"{decided:,} passages as you decided"
        )
    return f"Merged: {_listed(parts, ';')}." if parts else "Merged: both were the same."


def _is_one(merge: Merge) -> bool:
    found = [one for one in merge.taken if one.kind in (Kind.THEIRS, Kind.COLLISION)]
    return len(found) == 1 and found[0].count == 1


def _gathered(merge: Merge, kinds: tuple[Kind, ...]) -> str:
    """Fields by name, paragraphs by number: “Title”, “Tags” and 2 paragraphs."""
    chosen = [one for one in merge.taken if one.kind in kinds]
    fields = [one for one in chosen if one.is_field]
    names = [quoted(humanise(one.label)) for one in fields]
    parts = names if len(names) <= _MOST_NAMED else [f"{len(names)} fields"]
    if count := _paragraphs(chosen):
        parts.append("1 paragraph" if count == 1 else f"{count:,} paragraphs")
    return _listed(parts, ",")


def _paragraphs(chosen: Iterable[Taken]) -> int:
    return sum(one.count for one in chosen if not one.is_field)


def _listed(parts: list[str], mark: str) -> str:
    if mark == "," and len(parts) > 1:
        return f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{mark} ".join(parts)
