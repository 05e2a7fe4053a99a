"""How far a post is: what its own fields say, and what is kept beside it where they can't."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from copydesk.core.posts.metadata import PostStatus, read_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from copydesk.core.library.entry import PostEntry

STEPS = (PostStatus.DRAFT, PostStatus.REVIEW, PostStatus.READY, PostStatus.PUBLISHED)
"""The way of a post, in order."""

_BEFORE_PUBLISHED = STEPS[:-1]


def status_of(data: Mapping[str, object], kept: str) -> PostStatus:
    """How far a post is.

    Args:
        data: Its fields, as far as they can be read.
        kept: The word of the status kept beside it; "" for none.
    """
    own, said = read_status(data)
    return _effective(own, kept, said=said)


def entry_with_status(entry: PostEntry, kept: str) -> PostEntry:
    """A post as the library lists it, with the status that counts.

    Args:
        entry: As the post's own fields have it.
        kept: As in `status_of`.
    """
    if not kept or not entry.known or not entry.readable:
        return entry
    said = entry.status is not PostStatus.NONE
    if entry.status is PostStatus.PUBLISHED:  # the only one that is taken for granted, too
        _own, said = read_status(json.loads(entry.metadata_json))
    status = _effective(entry.status, kept, said=said)
    return entry if status is entry.status else entry._replace(status=status)


def next_step(data: Mapping[str, object], kept: str) -> PostStatus | None:
    """What a post can become next at the desk; None where that is to be published, or was.

    A post is only taken for published where no field says so: it can still be sent to review.
    """
    status = status_of(data, kept)
    if status is PostStatus.REVIEW:
        return PostStatus.READY
    is_said = read_status(data)[1] or bool(kept)
    if status is PostStatus.READY or (status is PostStatus.PUBLISHED and is_said):
        return None
    return PostStatus.REVIEW


def _effective(own: PostStatus, kept: str, *, said: bool) -> PostStatus:
    """The kept status counts unless the post's fields say otherwise.

    “Draft” says no more than that a post isn't published, which it isn't in review either.
    """
    wanted = next((step for step in STEPS if step.value == kept), None)
    if wanted is None or own is PostStatus.UNREADABLE:
        return own
    if not said or (own is PostStatus.DRAFT and wanted in _BEFORE_PUBLISHED):
        return wanted
    return own
