"""TinaCMS: the schema that it compiles into `tina/tina-lock.json`, which sites commit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType, Media
from copydesk.core.site.schema.common import (
    Values,
    broken_notice,
    clean_folder,
    flag,
    inner,
    is_map,
    maps,
    read_json,
    text,
)
from copydesk.core.site.schema.facts import (
    CollectionFacts,
    FieldFacts,
    NewPostRule,
    Reading,
    SchemaNotice,
)
from copydesk.core.site.schema.tina_fields import TinaFields

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.model import Site

LABEL = "TinaCMS"

_LOCK = "tina/tina-lock.json"
# The lock holds all of GraphQL's words for the schema too: ten times the schema itself.
_MOST_BYTES = 8_000_000
# The versions of Tina's schema that are understood.
_NEWEST = 3
_POSTS = {"md", "mdx", "markdown"}
_TEMPLATE = "_template"
_FENCES = {"yaml": "---", "toml": "+++"}


def read(root: Path, site: Site) -> Reading:  # noqa: ARG001 - a reader's signature
    """What Tina's schema says of a site; see `SchemaReader`."""
    notices: list[SchemaNotice] = []
    lock = read_json(root, _LOCK, notices, most=_MOST_BYTES)
    if lock is None:
        return Reading((), tuple(notices), (_LOCK,))
    schema = inner(lock, "schema") if is_map(lock) else {}
    if not isinstance(schema.get("collections"), (list, tuple)):
        notices.append(broken_notice(_LOCK, "JSON of TinaCMS", 0))
        return Reading((), tuple(notices), (_LOCK,))
    if _is_too_new(schema):
        notices.append(
            SchemaNotice(
                _LOCK,
                f"“{_LOCK}” comes from a newer TinaCMS than this version of Copydesk knows.",
                "What could be read of it counts; the rest is taken from the posts.",
            )
        )
    fields = TinaFields(_media(schema))
    collections = [
        facts
        for collection in maps(schema, "collections")
        for facts in _collection(collection, fields)
    ]
    return Reading(tuple(collections), tuple(notices), (_LOCK,))


def _is_too_new(schema: Values) -> bool:
    version = text(inner(schema, "version"), "fullVersion") or ""
    major = version.partition(".")[0]
    return major.isdigit() and int(major) > _NEWEST


def _media(schema: Values) -> Media | None:
    """Where images go: Tina writes the address below the folder that is served."""
    store = inner(inner(inner(schema, "config"), "media"), "tina")
    if not store:
        return None  # kept by a service elsewhere
    served, below = text(store, "publicFolder") or "", text(store, "mediaRoot") or ""
    folder = clean_folder(f"{served}/{below}")
    public = clean_folder(below)
    if folder is None or public is None:
        return None
    return Media(folder or ".", f"/{public}")


def _collection(collection: Values, fields: TinaFields) -> list[CollectionFacts]:
    """One collection, or one for each template that its posts can have."""
    name, path = text(collection, "name"), collection.get("path")
    suffix = text(collection, "format") or "md"
    folder = clean_folder(path) if isinstance(path, str) else None
    if name is None or folder is None or suffix not in _POSTS:
        return []
    match = inner(collection, "match")
    facts = CollectionFacts(
        name=name,
        source=_LOCK,
        label=text(collection, "label"),
        folder=folder,
        include=(f"{text(match, 'include') or '**/*'}.{suffix}",),
        exclude=tuple(f"{one}.{suffix}" for one in (text(match, "exclude"),) if one),
        new_post=_rule(collection, suffix),
    )
    beginning = inner(inner(collection, "ui"), "defaultItem")
    templates = maps(collection, "templates")
    if not templates:
        made = fields.all_of(collection, beginning)
        return [replace(facts, fields=made, new_post=_from_title(facts, collection))]
    return [_of_template(facts, one, fields, beginning) for one in templates if text(one, "name")]


def _of_template(
    facts: CollectionFacts, template: Values, fields: TinaFields, beginning: Values
) -> CollectionFacts:
    name = text(template, "name") or ""
    told = FieldFacts(name=_TEMPLATE, type=FieldType.TEXT, default=name, hidden=True)
    made = fields.all_of(template, inner(inner(template, "ui"), "defaultItem") or beginning)
    label = text(template, "label") or name
    return replace(
        facts,
        label=f"{facts.label or facts.name}: {label}",
        fields=(told, *made),
        selector=(_TEMPLATE, name),
        new_post=_from_title(facts, template),
    )


def _rule(collection: Values, suffix: str) -> NewPostRule:
    actions = inner(inner(collection, "ui"), "allowedActions")
    form = text(collection, "frontmatterFormat")
    fences = collection.get("frontmatterDelimiters")
    if isinstance(fences, str):
        fences = (fences, fences)
    pair = tuple(fences) if isinstance(fences, (list, tuple)) else ()
    known = len(pair) == 2 and all(isinstance(one, str) and one for one in pair)
    own = known and pair[0] != _FENCES.get(form or "yaml")
    return NewPostRule(
        suffix=suffix,
        format=form if form in ("yaml", "toml", "json") else None,
        fences=(str(pair[0]), str(pair[1])) if own else None,
        may_create=flag(actions, "create"),
    )


def _from_title(facts: CollectionFacts, group: Values) -> NewPostRule:
    """The collection's rule, with the field that Tina makes file names from."""
    titles = [one for one in maps(group, "fields") if flag(one, "isTitle")]
    name = (text(titles[0], "nameOverride") or text(titles[0], "name")) if titles else None
    return replace(facts.new_post, slug_from=name)
