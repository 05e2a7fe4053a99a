"""Which rows a form has for a post. Plain functions: no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.posts.parts import parts_of
from copydesk.core.site.validate import is_shown
from copydesk.ui.details.editors.base import Shown, plain
from copydesk.ui.details.editors.plans import MOST_DEPTH, RowPlan, is_odd, own_field, plan_row
from copydesk.ui.details.editors.raw import MOST_SOURCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.posts.fences import Format
    from copydesk.core.posts.frontmatter import FieldEntry, Frontmatter
    from copydesk.core.posts.parts import Part
    from copydesk.core.site.field import Field

# A field that most siblings have is shown although this post lacks it; others can be added.
_COMMON_SHARE = 0.6
# The rows of a form: what a schema of a large site has ten times over.
MOST_ROWS = 1_000


def plan_rows(
    frontmatter: Frontmatter, fields: Sequence[Field], present: Mapping[str, RowPlan]
) -> list[RowPlan]:
    """The rows for a post: known fields in their usual order, then its own; `MOST_ROWS` at most.

    A field of the site's schema always has its row. One that only other posts have needs many of
    them, and where there is a schema, this post must have it.

    Args:
        frontmatter: The post's fields.
        fields: Those of its collection.
        present: The rows that show this same post now. They keep their editors while the value
            fits, so that nothing is taken away from under a cursor.
    """
    entries = {entry.key: entry for entry in frontmatter.entries}
    data, language = frontmatter.data, frontmatter.format or "yaml"
    schema = any(field.in_schema for field in fields)
    plans: list[RowPlan] = []

    def add(field: Field, entry: FieldEntry | None, *, known: bool, own: bool = False) -> None:
        if len(plans) < MOST_ROWS:
            before = present.get(field.name)
            shown = _shown(entry, field, before, language, data)
            plans.append(plan_row(field, shown, before, known=known, own=own))

    def stays(before: RowPlan | None, entry: FieldEntry | None, known: bool) -> bool:
        """Whether a row goes on as it is, be there a thousand others."""
        shown = before.shown if before is not None and before.known == known else None
        if shown is None or shown.language != language or shown.present != (entry is not None):
            return False
        if shown.data is not None and shown.data != data:
            return False
        return entry is None or _says(shown, entry)

    for field in fields:
        entry, before = entries.get(field.name), present.get(field.name)
        common = field.in_schema or (not schema and field.share >= _COMMON_SHARE)
        if field.hidden or not (entry is not None or common) or not is_shown(field, data, data):
            continue
        known = field.in_schema or not schema
        if before is not None and before.base is field and stays(before, entry, known):
            plans.append(before)
        else:
            add(field, entry, known=known)
    names = {field.name for field in fields}
    # Without posts beside it, a post's own fields are all the fields there are.
    known = not fields
    for key, entry in entries.items():
        if key in names:
            continue
        before = present.get(key)
        if before is not None and before.own and stays(before, entry, known):
            plans.append(before)
        else:
            add(own_field(key, entry.value, before), entry, known=known, own=True)
        if len(plans) >= MOST_ROWS:
            break
    return plans


def _says(shown: Shown, entry: FieldEntry) -> bool:
    """Whether an entry is as it is shown; the source tells kinds apart that compare equal."""
    source = entry.source or plain(entry.value)
    return shown.source == source and shown.value == entry.value


def _shown(
    entry: FieldEntry | None,
    field: Field,
    before: RowPlan | None,
    language: Format,
    data: Mapping[str, object],
) -> Shown:
    root = data if _looks_up(field) else None
    if entry is None:
        return Shown(language=language, data=root)
    source = entry.source or plain(entry.value)
    shown = Shown(True, entry.value, source, {}, language, root)
    old = before.shown if before is not None else None
    if old is not None and old.present and old.language == language and _says(old, entry):
        return old if old.data == root else replace(old, data=root)
    if not isinstance(entry.value, (Mapping, list, tuple)) or is_odd(shown):
        return shown
    if len(source) > MOST_SOURCE:
        return shown
    return _with_parts(parts_of(entry.source, entry.value, language), language, root)


def _with_parts(part: Part, language: Format, data: Mapping[str, object] | None) -> Shown:
    parts = {key: _with_parts(inner, language, data) for key, inner in part.parts.items()}
    return Shown(True, part.value, part.source, parts, language, data)


def _looks_up(field: Field, depth: int = MOST_DEPTH) -> bool:
    """Whether a part of a field is shown only while a field outside of it says so."""
    if depth == 0:
        return False
    inner = [*field.fields, *(one for block in field.blocks for one in block.fields)]
    if field.item is not None:
        inner.append(field.item)
    return any(one.when is not None or _looks_up(one, depth - 1) for one in inner)
