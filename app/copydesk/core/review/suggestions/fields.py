"""Suggestions in a post's fields: the value's own text holds the mark, quoted as its format wants.

A value is suggested as a whole. Where rejecting it by the value alone would leave quotes behind
that were not there, the mark keeps the source of the value as it was (``was``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import set_field, set_field_source
from copydesk.core.posts.frontmatter import read_frontmatter
from copydesk.core.review.suggestions.runs import write_change
from copydesk.core.text.critic import accepted_reading, marks_in, rejected_reading
from copydesk.core.text.critic_metadata import written_metadata
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import TextEdit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.suggestions.recording import Author

# A longer source is not kept in the mark: the text comes back in other quotes then.
_MOST_KEPT = 600
_WAS = "was"


def suggest_field(text: str, path: FieldPath, new: str, author: Author) -> tuple[TextEdit, ...]:
    """What suggests another text for a field, or for a part of one.

    Raises:
        EditRefusedError: It is no text, has another's suggestion, or can't be written.
    """
    value = _value(text, path)
    if not isinstance(value, str):
        raise EditRefusedError(
            "Only a text that is there already can carry a suggestion.",
            "Switch to Editing to change this field.",
        )
    marks = marks_in(value)
    if any(mark.author != author.name for mark in marks):
        raise EditRefusedError(
            "This field holds a suggestion already.", "Accept or reject that one first."
        )
    original = rejected_reading(value, marks).text
    if new == original:
        return resolve_field(text, path, accepts=False) if marks else ()
    if marks:  # made anew on the field as it was, so that its quotes are remembered
        before = apply_edits(text, resolve_field(text, path, accepts=False))
        made = suggest_field(before, path, new, author)
        return edits_between(text, apply_edits(before, made))
    metadata = author.metadata
    made = set_field(text, path, write_change(original, new, metadata)[0])
    after = apply_edits(text, made)
    if apply_edits(after, resolve_field(after, path, accepts=False)) == text:
        return made
    was = _source(text, path)
    if was and len(was) <= _MOST_KEPT:
        metadata = written_metadata({**author.data, _WAS: was})
    return set_field(text, path, write_change(original, new, metadata)[0])


def resolve_field(text: str, path: FieldPath, *, accepts: bool) -> tuple[TextEdit, ...]:
    """What accepts or rejects all suggestions in a field, or in a part of one.

    Raises:
        EditRefusedError: Nothing could be found that changes this field alone.
    """
    value = _value(text, path)
    marks = marks_in(value) if isinstance(value, str) else ()
    if not isinstance(value, str) or not marks:
        return ()
    before = _as_it_was(text, path, rejected_reading(value, marks).text, marks[0].metadata)
    if not accepts:
        return edits_between(text, before)
    made = set_field(before, path, accepted_reading(value, marks).text)
    return edits_between(text, apply_edits(before, made))


def _as_it_was(text: str, path: FieldPath, original: str, metadata: Mapping[str, object]) -> str:
    was = metadata.get(_WAS)
    if isinstance(was, str):
        try:
            after = apply_edits(text, set_field_source(text, path, was))
        except EditRefusedError:
            after = ""
        if after and _value(after, path) == original:
            return after
    return apply_edits(text, set_field(text, path, original))


def marked_paths(value: object, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Where below a value there are texts with suggestions."""
    if isinstance(value, str):
        if marks_in(value):
            yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(key, str):
                yield from marked_paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from marked_paths(inner, (*path, index))


def accepted_data(data: Mapping[str, object]) -> dict[str, object]:
    """The values of fields as they are once every suggestion in them is accepted."""
    return {key: _accepted(value) for key, value in data.items()}


def _accepted(value: object) -> object:
    if isinstance(value, str):
        return accepted_reading(value).text
    if isinstance(value, Mapping):
        return {key: _accepted(inner) for key, inner in value.items()}
    return [_accepted(inner) for inner in value] if isinstance(value, list) else value


def _value(text: str, path: FieldPath) -> object:
    value: object = read_frontmatter(text).data
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _source(text: str, path: FieldPath) -> str:
    """A field's source; "" for a part of one."""
    entry = read_frontmatter(text).entry(str(path[0])) if len(path) == 1 else None
    return entry.source if entry is not None else ""
