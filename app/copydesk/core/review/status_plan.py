"""What to write, and where, for a post to have another status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import set_field
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.posts.metadata import (
    PostStatus,
    is_status_key,
    read_status,
    status_named,
    status_words,
)
from copydesk.core.review.workflow import status_of
from copydesk.core.site.field import FieldType
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from copydesk.core.site.field import Field
    from copydesk.core.text.edits import TextEdit

_WORDED = (FieldType.CHOICE, FieldType.TEXT)
# What each says of a post that is published.
_YES_OR_NO = {"draft": False, "published": True}


@dataclass(frozen=True, slots=True)
class StatusPlan:
    """How a post gets another status.

    Attributes:
        edits: Of its text; none where its fields say it already, or can't.
        kept: The word to keep beside it; "" where its fields say it all.
    """

    edits: tuple[TextEdit, ...]
    kept: str


def status_plan(text: str, fields: Iterable[Field], status: PostStatus) -> StatusPlan:
    """The plan that gives a post a status.

    Only fields that the site's own schema has are written: as far as they can say the status, they
    do. What they can't say is kept beside the post.

    Args:
        text: The whole post.
        fields: Those of posts like it; what was only seen in other posts is left alone.
        status: One of `core.review.workflow.STEPS`.

    Raises:
        EditRefusedError: The post says otherwise in a field that may not be written.
    """
    new = text
    # Words first: where they say it, no “yes or no” need be added.
    ours = [field for field in fields if field.in_schema and not field.read_only]
    for field in sorted(ours, key=_is_yes_or_no):
        value = _value(field, read_frontmatter(new).data, status)
        if value is not None:
            new = apply_edits(new, set_field(new, field.name, value, as_text=field.as_text))
    data = read_frontmatter(new).data
    own, said = read_status(data)
    kept = "" if said and own is status else status.value
    if status_of(data, kept) is not status:
        raise _refusal(data, own)
    return StatusPlan(edits_between(text, new), kept)


def _value(field: Field, data: Mapping[str, object], status: PostStatus) -> object:
    """What a field must hold for a post to have a status; None where nothing need be written."""
    present = data.get(field.name)
    published = status is PostStatus.PUBLISHED
    if _is_yes_or_no(field):
        wanted = _YES_OR_NO[field.name.lower()] is published
        needless = present is None and read_status(data) == (status, True)
        return None if needless or present == wanted else wanted
    if not is_status_key(field.name) or field.type not in _WORDED or field.multiple:
        return None
    now = status_named(present) if isinstance(present, str) else None
    if now is status:
        return None
    words = _words_of(field)
    if not words and now is not None:  # any word will do, and this one is a status
        return status.value
    # Where it knows no such status, the next before it is true too, and nothing is published.
    steps = (status,) if published else (status, PostStatus.DRAFT)
    wanted_word = next((words[step] for step in steps if step in words), None)
    return None if wanted_word == present else wanted_word


def _is_yes_or_no(field: Field) -> bool:
    return field.type is FieldType.BOOLEAN and field.name.lower() in _YES_OR_NO


def _words_of(field: Field) -> dict[PostStatus, str]:
    """The word of a field for each status that it knows: the most usual of several."""
    found: dict[PostStatus, tuple[int, str]] = {}
    for choice in field.choices:
        if not isinstance(choice.value, str):
            continue
        status = status_named(choice.value)
        if status is not None:
            plain = "".join(c for c in choice.value.lower() if c not in "-_ ")
            ranked = (status_words(status).index(plain), choice.value)
            found[status] = min(found.get(status, ranked), ranked)
    return {status: word for status, (_rank, word) in found.items()}


def _refusal(data: Mapping[str, object], own: PostStatus) -> EditRefusedError:
    keys = [key for key in data if is_status_key(key) or key.lower() in _YES_OR_NO]
    names = " and ".join(f"“{key}”" for key in keys)
    return EditRefusedError(
        f"The post itself says “{own.label.lower()}”, in a field that is not in the site’s schema.",
        f"Change {names} in its details." if names else "",
    )
