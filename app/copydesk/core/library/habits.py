"""What the posts of each folder usually have: what one of them lacks may be an oversight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.library.entry import file_title
from copydesk.core.posts.hero import HERO_KEYS, hero_of
from copydesk.core.site.paths import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from copydesk.core.library.entry import PostEntry

_INDEX = ("index", "_index")
_HERO_MARKS = tuple(f'"{key}"' for key in HERO_KEYS)
# Of fewer posts nothing can be told, and of what a fifth of them lack neither.
_FEWEST = 5
_USUAL = 0.8


@dataclass(slots=True)
class Habits:
    """How many posts of a folder have what.

    Attributes:
        posts: All of them.
        dated: Those with a date.
        described: Those with a description.
        pictured: Those with a picture above the text.
        remote: Those whose picture is on another host.
    """

    posts: int = 0
    dated: int = 0
    described: int = 0
    pictured: int = 0
    remote: int = 0

    def usual(self, count: int) -> bool:
        """Whether one of these counts is the rule in the folder."""
        return self.posts > _FEWEST and count >= _USUAL * self.posts

    @property
    def keeps_pictures_elsewhere(self) -> bool:
        """Whether most of the pictures are on another host anyway."""
        return self.pictured > 1 and 2 * self.remote > self.pictured


def folder_of(path: str) -> str:
    """The folder whose posts one is like; a post that is a folder belongs to the one above."""
    folder, _slash, file = path.rpartition("/")
    return folder.rpartition("/")[0] if file.partition(".")[0] in _INDEX else folder


def read_habits(entries: Iterable[PostEntry]) -> Mapping[str, Habits]:
    """The habits of each folder's posts."""
    found: dict[str, Habits] = {}
    for entry in entries:
        if not entry.known or not entry.readable:
            continue
        habits = found.setdefault(folder_of(entry.path), Habits())
        habits.posts += 1
        habits.dated += entry.date is not None
        habits.described += bool(entry.description)
        picture = _picture(entry.metadata_json)
        habits.pictured += bool(picture)
        habits.remote += is_remote(picture)
    return found


def is_named_by_file(entry: PostEntry) -> bool:
    """Whether a post's title is only what its file is called."""
    return entry.title == file_title(entry.path)


def _picture(metadata_json: str) -> str:
    folded = metadata_json.lower()
    if not any(mark in folded for mark in _HERO_MARKS):
        return ""
    try:
        data = json.loads(metadata_json)
    except ValueError:
        return ""
    hero = hero_of(data) if isinstance(data, dict) else None
    return hero[1] if hero else ""
