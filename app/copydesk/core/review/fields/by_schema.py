"""Rules for what the site's own schema says of fields: the form's validation of a whole post."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from copydesk.core.posts.paths import NoSuchPlaceError, value_at
from copydesk.core.review.fields.places import (
    plain_name,
    rename_fix,
    set_fix,
    shortened,
    span_of,
)
from copydesk.core.review.finding import Found, Severity
from copydesk.core.review.rule import Example, Family, Rule
from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.rules import TEXTS
from copydesk.core.site.validate import check_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.review.draft import Draft
    from copydesk.core.review.finding import Fix
    from copydesk.core.review.rule import Options
    from copydesk.core.site.validate import FieldTrouble

# A slip is one letter wrong, missing, too many or changed with its neighbour; in long names two.
_SHORTEST = 4
_LONG = 9


def missing(draft: Draft, _options: Options) -> Iterator[Found]:
    """Fields that the schema requires and the post lacks."""
    fields = _stated(draft)
    for trouble in _troubles(draft, fields, "missing"):
        field = _field_at(fields, trouble.path)
        fixes: tuple[Fix, ...] = ()
        if field is not None and field.default not in (None, "", [], {}):
            label = f"Set it to “{shortened(str(field.default))}”"
            fixes = set_fix(draft, label, trouble.path, field.default)
        name = shortened(trouble.label)
        yield Found(
            span_of(draft, trouble.path),
            f"“{name}” is missing",
            trouble.sentence,
            fixes,
            trouble.path,
        )


def invalid(draft: Draft, _options: Options) -> Iterator[Found]:
    """Values that break a rule of the schema."""
    fields = _stated(draft)
    for trouble in _troubles(draft, fields, "value"):
        yield Found(
            span_of(draft, trouble.path),
            f"“{shortened(trouble.label)}” has a value that the site won’t take",
            trouble.sentence,
            _value_fixes(draft, _field_at(fields, trouble.path), trouble.path),
            trouble.path,
        )


def unknown(draft: Draft, _options: Options) -> Iterator[Found]:
    """Fields that a schema which takes no others doesn't know, and slips for those it does."""
    fields = _stated(draft)
    if not fields or not draft.frontmatter.readable:
        return
    _fields, closed = draft.facts.fields_of(draft.path, draft.frontmatter.data)
    known = {field.name for field in fields}
    for key in draft.frontmatter.data:
        if key in known:
            continue
        meant = _meant(key, [name for name in known if name not in draft.frontmatter.data])
        if not meant and not closed:
            continue
        label = f"Rename it to “{meant}”"
        entry = draft.frontmatter.entry(key)
        yield Found(
            entry.key_span if entry else span_of(draft, (key,)),
            f"The site knows no field “{shortened(key)}”",
            f"Is “{meant}” meant?" if meant else "Posts of this kind may have no other fields.",
            rename_fix(draft, label, (key,), meant) if meant else (),
            (key,),
        )


def _stated(draft: Draft) -> tuple[Field, ...]:
    """The fields that the site's schema itself has: what other posts have is no law."""
    if not draft.frontmatter.readable:
        return ()
    fields, _closed = draft.facts.fields_of(draft.path, draft.frontmatter.data)
    return tuple(field for field in fields if field.in_schema)


def _troubles(draft: Draft, fields: Sequence[Field], kind: str) -> Iterator[FieldTrouble]:
    for trouble in check_fields(draft.frontmatter.data, fields):
        if trouble.kind == kind:
            yield trouble


def _field_at(fields: Sequence[Field], path: FieldPath) -> Field | None:
    """The field that a path leads to; None inside blocks."""
    found = next((field for field in fields if field.name == path[0]), None)
    for part in path[1:]:
        if found is None:
            return None
        if isinstance(part, int):
            found = found.item
        else:
            found = next((field for field in found.fields if field.name == part), None)
    return found


def _value_fixes(draft: Draft, field: Field | None, path: FieldPath) -> tuple[Fix, ...]:
    try:
        value = value_at(draft.frontmatter.data, path)
    except NoSuchPlaceError:
        return ()
    if field is None:
        return ()
    if field.type is FieldType.CHOICE and isinstance(value, str):
        words = [choice.value for choice in field.choices if isinstance(choice.value, str)]
        meant = _meant(value, words)
        return set_fix(draft, f"Make it “{meant}”", path, meant) if meant else ()
    if field.type in TEXTS and isinstance(value, (bool, int, float, dt.date)):
        entry = draft.frontmatter.entry(str(path[0])) if len(path) == 1 else None
        written = entry.source.strip() if entry else str(value)
        return set_fix(draft, "Put it in quotes", path, written, as_text=True)
    if field.type in (FieldType.TAGS, FieldType.LIST) and isinstance(value, str):
        items = [item.strip() for item in value.split(",") if item.strip()]
        return set_fix(draft, "Make it a list", path, items) if items else ()
    return ()


def _meant(written: str, names: Sequence[str]) -> str:
    """The one of these names that was surely meant; "" for none."""
    folded = {plain_name(name): name for name in names}
    own = plain_name(written)
    if own in folded:
        return folded[own]
    if len(own) < _SHORTEST:
        return ""
    slips = 1 if len(own) < _LONG else 2
    best = extractOne(own, list(folded), scorer=OSA.distance, score_cutoff=slips)
    return folded[best[0]] if best else ""


_SCHEMA = """[collections.posts]
folder = "posts"

[collections.posts.fields.title]
type = "text"
required = true

[collections.posts.fields.section]
type = "choice"
required = true
choices = ["news", "sport"]
open-choices = false
default = "news"
"""
_SITE = (("copydesk.toml", _SCHEMA),)

RULES: tuple[Rule, ...] = (
    Rule(
        id="missing-field",
        family=Family.FIELDS,
        title="A field that the site’s schema requires",
        why="A site that checks its posts can’t be built without it.",
        severity=Severity.ERROR,
        check=missing,
        example=Example(
            bad="---\ntitle: Mill Lane floods\n---\n\nThe lane is closed.\n",
            good="---\ntitle: Mill Lane floods\nsection: news\n---\n\nThe lane is closed.\n",
            site=_SITE,
        ),
        beyond=True,
    ),
    Rule(
        id="invalid-field",
        family=Family.FIELDS,
        title="A value that breaks a rule of the site’s schema",
        why="A site that checks its posts can’t be built with it.",
        severity=Severity.ERROR,
        check=invalid,
        example=Example(
            bad="---\ntitle: Mill Lane floods\nsection: News\n---\n\nThe lane is closed.\n",
            good="---\ntitle: Mill Lane floods\nsection: news\n---\n\nThe lane is closed.\n",
            site=_SITE,
        ),
        beyond=True,
    ),
    Rule(
        id="unknown-field",
        family=Family.FIELDS,
        title="A field that the site’s schema doesn’t know",
        why="The site ignores such a field, or refuses the whole post.",
        severity=Severity.WARNING,
        check=unknown,
        example=Example(
            bad="---\ntitel: Mill Lane floods\nsection: news\n---\n\nThe lane is closed.\n",
            good="---\ntitle: Mill Lane floods\nsection: news\n---\n\nThe lane is closed.\n",
            site=_SITE,
        ),
        beyond=True,
    ),
)
