"""What checks know of the site around a post; made once, for many posts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from copydesk.core.library.addresses import Addresses, read_addresses
from copydesk.core.library.habits import Habits, read_habits
from copydesk.core.review.settings import ReviewSettings
from copydesk.core.site.routes import Routes, read_routes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.site.field import Field
    from copydesk.core.site.model import Site

    FieldsOf = Callable[[Path, Mapping[str, object]], "tuple[tuple[Field, ...], bool]"]
    """The fields of a post's collection, and whether others are unknown to its schema."""


def _no_fields(_path: Path, _data: Mapping[str, object]) -> tuple[tuple[Field, ...], bool]:
    return (), False


@dataclass(frozen=True)
class SiteFacts:
    """A site as its checks see it.

    Attributes:
        site: The site.
        entries: All its posts, by path relative to its root.
        settings: What `copydesk.toml` says of the review.
        fields_of: The schema's fields of a post.
        personal_words: The editor's own word list.
        dictionary_folders: Where further hunspell dictionaries lie.
    """

    site: Site
    entries: Mapping[str, PostEntry] = field(default_factory=dict)
    settings: ReviewSettings = field(default_factory=ReviewSettings)
    fields_of: FieldsOf = _no_fields
    personal_words: frozenset[str] = frozenset()
    dictionary_folders: tuple[Path, ...] = ()

    @cached_property
    def tags(self) -> Counter[str]:
        """How many posts have each tag."""
        return Counter(tag for entry in self.entries.values() for tag in entry.tags)

    @cached_property
    def by_title(self) -> dict[str, list[str]]:
        """The paths of posts by title, case and spaces folded."""
        found: dict[str, list[str]] = {}
        for path, entry in self.entries.items():
            if entry.known:
                found.setdefault(" ".join(entry.title.split()).casefold(), []).append(path)
        return found

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses that posts state, and which of them share one."""
        return read_addresses(self.site, self.entries.values())

    @cached_property
    def routes(self) -> Routes:
        """What the site serves besides its posts."""
        return read_routes(self.site)

    @cached_property
    def habits(self) -> Mapping[str, Habits]:
        """What the posts of each folder usually have."""
        return read_habits(self.entries.values())

    @cached_property
    def resolved(self) -> dict[str, Path | None]:
        """The files that addresses from the site's root lead to, as far as they were asked for."""
        return {}
