"""Where the parts of a post's fields stand, and fixes that change a field alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from copydesk.core.errors import EditRefusedError
from copydesk.core.posts.field_edits import rename_field, set_field
from copydesk.core.review.finding import Fix
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.draft import Draft


def span_of(draft: Draft, path: FieldPath) -> Span:
    """Where a field's value stands, as closely as can be told; its name for an empty one."""
    key = str(path[0])
    entry = draft.frontmatter.entry(key)
    if entry is None:
        return draft.field_span(key)
    whole = entry.value_span
    if not len(whole):
        return entry.key_span
    part = _written(entry.value, path[1:])
    at = draft.text.find(part, whole.start, whole.end) if part else -1
    return Span(at, at + len(part)) if at >= 0 else whole


def _written(value: object, rest: FieldPath) -> str:
    """The words of an inner value, by which it is found among the others; "" for none."""
    if not rest:
        return ""
    for part in rest:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, (list, tuple)) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return ""
    if isinstance(value, str):
        return value
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return str(value) if plain else ""


def set_fix(
    draft: Draft, label: str, path: FieldPath, value: object, *, as_text: bool = False
) -> tuple[Fix, ...]:
    """A fix that gives a field a value; none where that can't be done to this field alone."""
    try:
        edits = set_field(draft.text, path, value, as_text=as_text)
    except EditRefusedError:
        return ()
    return (Fix(label, edits),) if edits else ()


def rename_fix(draft: Draft, label: str, path: FieldPath, name: str) -> tuple[Fix, ...]:
    """A fix that gives a field another name; none where that can't be done."""
    try:
        edits = rename_field(draft.text, path, name)
    except EditRefusedError:
        return ()
    return (Fix(label, edits),) if edits else ()


def key_like(draft: Draft, *names: str) -> str | None:
    """The post's first field with one of these names, however it is cased or hyphenated."""
    plain = {plain_name(key): key for key in reversed([*draft.frontmatter.data])}
    return next((plain[name] for name in names if name in plain), None)


def plain_name(key: str) -> str:
    """A field's name as names are compared: "pub_date" and "pubDate" are "pubdate"."""
    return key.replace("-", "").replace("_", "").replace(" ", "").lower()


def shortened(text: str, most: int = 32) -> str:
    """As much of a value as a headline has room for."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
