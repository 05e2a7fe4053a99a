"""What the posts of a folder teach: their fields, and the words used in them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.infer import infer_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from copydesk.core.site.field import Field

# A value offered for completion is a word or a name, not a sentence; and there is an end to them.
_LONGEST_WORD = 60
_MOST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Learned:
    """What a collection's posts show of its fields.

    Attributes:
        fields: In their usual order.
        only_in: For each key that a single post has, that post's path.
        posts: How many posts this was learned from.
    """

    fields: tuple[Field, ...] = ()
    only_in: tuple[tuple[str, str], ...] = ()
    posts: int = 0

    def without(self, path: str) -> tuple[Field, ...]:
        """The fields that posts other than this one have."""
        own = {key for key, holder in self.only_in if holder == path}
        return tuple(field for field in self.fields if field.name not in own)


def learn_fields(posts: Sequence[tuple[str, str]]) -> Learned:
    """The fields of posts given as pairs of path and metadata (a JSON object)."""
    samples: list[dict[str, object]] = []
    holders: dict[str, str] = {}
    for path, source in posts:
        metadata = metadata_of(source)
        if metadata:
            samples.append(metadata)
            for key in metadata:
                holders[key] = "" if key in holders else path
    only = tuple((key, path) for key, path in holders.items() if path)
    return Learned(infer_fields(samples), only, len(samples))


def learn_words(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By key, the values that posts use, the most used first.

    Items of lists all count; a value that stands alone counts once a second post has it too.

    Args:
        sources: The metadata of each post, JSON objects.
    """
    listed: dict[str, Counter[str]] = {}
    alone: dict[str, Counter[str]] = {}
    for source in sources:
        for key, value in metadata_of(source).items():
            if isinstance(value, str):
                if 0 < len(value) <= _LONGEST_WORD:
                    alone.setdefault(key, Counter())[value] += 1
            elif isinstance(value, list):
                words = [item for item in value if isinstance(item, str)]
                listed.setdefault(key, Counter()).update(w for w in words if w)
    for key, counts in alone.items():
        kept = {word: count for word, count in counts.items() if count > 1}
        listed.setdefault(key, Counter()).update(kept)
    return {
        key: tuple(word for word, _count in counts.most_common(_MOST_WORDS))
        for key, counts in listed.items()
        if counts
    }


def metadata_of(source: str) -> dict[str, object]:
    """A post's metadata out of its JSON; empty where that is none."""
    try:
        metadata = json.loads(source) if source else {}
    except ValueError:
        return {}
    return metadata if isinstance(metadata, dict) else {}
