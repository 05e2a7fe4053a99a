"""Which of the posts that are new are posts that are gone, under another name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from copydesk.core.library.entry import PostEntry

_NO_FIELDS = ("", "{}")


def renamed_posts(gone: Iterable[PostEntry], new: Iterable[PostEntry]) -> list[tuple[str, str]]:
    """Pairs of a post that is gone and the new one that it became: old path, new path.

    The surest signs come first: the same content, by size and fields, then the same title and date,
    for a post that was edited on the way. Of several that are alike, those of the same file name
    belong together; where that tells nothing, nothing is told.

    Args:
        gone: As they were known last.
        new: As they are known now.
    """
    left, others = {e.path: e for e in gone}, {e.path: e for e in new}
    pairs = []
    for sign in (_content, _head):
        for old, path in _paired(left.values(), others.values(), sign):
            del left[old], others[path]
            pairs.append((old, path))
    return pairs


def _content(entry: PostEntry) -> Hashable:
    """What two posts of the same content have in common; None for no sure sign."""
    if not entry.size:
        return None
    if entry.metadata_json in _NO_FIELDS:  # a moved file keeps its time, a copied one may not
        return entry.mtime_ns, entry.size
    return entry.size, entry.metadata_json


def _head(entry: PostEntry) -> Hashable:
    if not entry.date or entry.metadata_json in _NO_FIELDS:
        return None
    return entry.title, entry.date


def _paired(
    gone: Iterable[PostEntry], new: Iterable[PostEntry], sign: Callable[[PostEntry], Hashable]
) -> Iterator[tuple[str, str]]:
    groups: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for which, entries in enumerate((gone, new)):
        for entry in entries:
            key = sign(entry)
            if key is not None:
                groups[key][which].append(entry.path)
    for old, found in list(groups.values()):
        if len(old) == len(found) == 1:
            yield old[0], found[0]
            continue
        for path in old:
            same = [other for other in found if _name(other) == _name(path)]
            twins = [other for other in old if _name(other) == _name(path)]
            if len(same) == len(twins) == 1:
                yield path, same[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]
