"""What can be chosen in the fields of Front Matter CMS: choices, words, drafts, other posts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import Choice, FieldType, Reference
from copydesk.core.site.schema.common import (
    BrokenSourceError,
    Values,
    choice,
    clean_folder,
    flag,
    is_map,
    listed,
    number,
    parse_yaml,
    read_source,
    text,
    texts,
)
from copydesk.core.site.schema.front_matter_settings import WORKSPACE, Settings
from copydesk.core.site.schema.jsonc import parse_jsonc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.site.schema.facts import FieldFacts

# More rows of a data file than this are no list to choose from.
_MOST_CHOICES = 5_000


def plain_choice(facts: FieldFacts, found: Values) -> FieldFacts:
    """A field with choices of its own."""
    return replace(
        facts,
        type=FieldType.CHOICE,
        choices=_choices(listed(found, "choices")),
        open_choices=False,
        multiple=flag(found, "multiple"),
    )


def word_list(settings: Settings, facts: FieldFacts, found: Values) -> FieldFacts:
    """Tags, categories or a taxonomy of the site's own."""
    limit = number(found, "taxonomyLimit")
    most = limit if limit and limit > 0 else None
    if facts.name in settings.words("taxonomy.commaSeparatedFields"):
        return replace(
            facts, type=FieldType.TEXT, hint=facts.hint or "Several are parted by commas."
        )
    choices = tuple(choice(word) for word in _options(settings, found)) or None
    free = settings.values.get("panel.freeform") is not False
    if flag(found, "singleValueAsString"):
        if most != 1:  # one value as text, several as a list: the posts tell
            return facts
        kind = FieldType.CHOICE if choices else FieldType.TEXT
        return replace(facts, type=kind, choices=choices, open_choices=free if choices else None)
    if choices and not free:
        return replace(
            facts,
            type=FieldType.CHOICE,
            choices=choices,
            open_choices=False,
            multiple=True,
            maximum=most,
        )
    return replace(facts, type=FieldType.TAGS, choices=choices, maximum=most)


def _options(settings: Settings, found: Values) -> tuple[str, ...]:
    if found.get("type") == "taxonomy":
        own = settings.item("taxonomy.customTaxonomy", text(found, "taxonomyId") or "")
        return tuple(dict.fromkeys(texts(own, "options"))) if own else ()
    name = "taxonomy.tags" if found.get("type") == "tags" else "taxonomy.categories"
    return tuple(dict.fromkeys(settings.words(name)))


def draft_field(settings: Settings, facts: FieldFacts, _found: Values) -> FieldFacts:
    """The field that says whether a post is a draft, by the site's one rule for it."""
    stated = settings.values.get("content.draftField")
    rule: Values = stated if is_map(stated) else {}
    if rule.get("type") == "choice":
        choices = _choices(listed(rule, "choices"))
        return replace(facts, type=FieldType.CHOICE, choices=choices, open_choices=False)
    # A new post is a draft; where the field says "published", it begins with no.
    default = facts.default if isinstance(facts.default, bool) else not flag(rule, "invert")
    return replace(facts, type=FieldType.BOOLEAN, default=default)


def data_file_choice(settings: Settings, facts: FieldFacts, found: Values) -> FieldFacts:
    """A field whose choices stand in a data file of the site."""
    choices = _rows(settings, found)
    multiple = flag(found, "multiple")
    if not choices:
        return replace(facts, type=FieldType.TAGS if multiple else FieldType.TEXT)
    return replace(
        facts, type=FieldType.CHOICE, choices=choices, open_choices=False, multiple=multiple
    )


def _rows(settings: Settings, found: Values) -> tuple[Choice, ...]:
    key = text(found, "dataFileKey")
    label = text(found, "dataFileValue") or key
    source = settings.item("data.files", text(found, "dataFileId") or "")
    file = clean_folder((text(source, "file") or "").removeprefix(WORKSPACE)) if source else ""
    if not key or not label or not file:
        return ()
    if file not in settings.watched:
        settings.watched.append(file)
    content = read_source(settings.root, file, settings.notices)
    try:
        data = (parse_jsonc if file.endswith(".json") else parse_yaml)(content or "null")
    except BrokenSourceError:
        return ()
    rows = [row for row in (data if isinstance(data, list) else [data]) if is_map(row)]
    return _unique(choice(row.get(key), row.get(label)) for row in rows if row.get(key))


def relation(facts: FieldFacts, found: Values) -> FieldFacts:
    """A field that names another post."""
    kind = text(found, "contentTypeName") or ""
    return replace(
        facts,
        type=FieldType.REFERENCE,
        multiple=flag(found, "multiple"),
        reference=Reference(
            "" if kind == "default" else kind,
            "slug" if found.get("contentTypeValue") == "slug" else "path",
        ),
    )


def _choices(found: Iterable[object]) -> tuple[Choice, ...]:
    return _unique(
        choice(one.get("id"), one.get("title")) if is_map(one) else choice(one) for one in found
    )


def _unique(found: Iterable[Choice]) -> tuple[Choice, ...]:
    """Each value once, and only values that can stand alone."""
    made = {
        (type(one.value), one.value): one
        for one in found
        if one.value is None or isinstance(one.value, (str, int, float))
    }
    return tuple(made.values())[:_MOST_CHOICES]
