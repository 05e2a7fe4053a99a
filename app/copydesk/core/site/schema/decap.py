"""Decap CMS's and Sveltia CMS's configuration: `admin/config.yml` among the files a site serves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.schema.common import (
    clean_folder,
    flag,
    inner,
    is_map,
    listed,
    maps,
    number,
    text,
    texts,
)
from copydesk.core.site.schema.decap_config import Config, read_config
from copydesk.core.site.schema.decap_fields import Surroundings, fields_of
from copydesk.core.site.schema.decap_media import site_folders
from copydesk.core.site.schema.decap_names import name_template, with_slug
from copydesk.core.site.schema.facts import (
    CollectionFacts,
    FieldFacts,
    NewPostRule,
    Reading,
    SchemaNotice,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.core.site.model import Site
    from copydesk.core.site.schema.common import Values

LABEL = "Decap configuration"

_SUFFIXES = tuple(suffix.lstrip(".") for suffix in POST_SUFFIXES)
# How a file is written that holds nothing but data, and so is no post.
_DATA = ("yml", "yaml", "toml", "json", "raw")
_FORMATS = {
    "frontmatter": "yaml",
    "yaml-frontmatter": "yaml",
    "toml-frontmatter": "toml",
    "json-frontmatter": "json",
}
# The files of a path's template lie at most so deep.
_MOST_DEPTH = 10


@dataclass(frozen=True, slots=True)
class _Languages:
    """How a collection's posts are kept in several languages.

    Attributes:
        structure: Decap's word for it; "" where there is but one language.
        locales: The languages, the default one first.
    """

    structure: str = ""
    locales: tuple[str, ...] = ()


def read(root: Path, site: Site) -> Reading:
    """What the site's Decap or Sveltia configuration says; see `SchemaReader`."""
    config, notices, watched = read_config(root, site)
    if config is None:
        return Reading((), tuple(notices), tuple(watched))
    collections = _Reader(config, notices).collections()
    return Reading(collections, tuple(notices), tuple(watched))


class _Reader:
    """Reads the collections of one configuration."""

    def __init__(self, config: Config, notices: list[SchemaNotice]) -> None:
        self._source = config.source
        self._values = config.values
        self._notices = notices
        self._all = [
            *maps(config.values, "collections"),
            {"name": "_singletons", "files": listed(config.values, "singletons")},
        ]
        posts = (
            text(one, "name")
            for one in self._all
            if isinstance(one.get("folder"), str) and _suffix(one) in _SUFFIXES
        )
        self._around = Surroundings(
            site_folders(config.values),
            config.sveltia,
            frozenset(name for name in posts if name),
        )

    def collections(self) -> tuple[CollectionFacts, ...]:
        """All collections of posts; those of data files are left out."""
        result: list[CollectionFacts] = []
        for data in self._all:
            if listed(data, "files"):
                result += self._files(data)
            elif isinstance(data.get("folder"), str):
                result += self._folder(data)
        return tuple(result)

    def _folder(self, data: Values) -> Iterator[CollectionFacts]:
        name, suffix = text(data, "name"), _suffix(data)
        if name is None or suffix not in _SUFFIXES:
            return
        folder = clean_folder(str(data["folder"]))
        if folder is None:
            self._notices.append(_outside(self._source, name))
            return
        languages = self._languages(data)
        # With a path of its own, a post's files lie beside it unless the site says otherwise.
        beside = {"media_folder": ""} if text(data, "path") and "media_folder" not in data else {}
        identifier = _identifier(data)
        around = replace(
            self._around,
            folders=self._around.folders.below({**beside, **data}),
            slug_from=(identifier,),
        )
        facts = CollectionFacts(
            name=name,
            source=self._source,
            label=text(data, "label"),
            folder=folder,
            include=_include(data, suffix, languages),
            fields=_own_fields(data, around, languages),
            new_post=self._new_post(data, suffix, identifier, languages),
        )
        yield from _selected(facts, inner(data, "filter"))
        yield from self._index_file(data, facts, around, languages)

    def _index_file(
        self, data: Values, facts: CollectionFacts, around: Surroundings, languages: _Languages
    ) -> Iterator[CollectionFacts]:
        """Sveltia's index file of a collection, where it has fields of its own."""
        index = inner(data, "index_file")
        if not listed(index, "fields"):
            return
        stem = text(index, "name") or "_index"
        path = f"{facts.folder}/{stem}.{_suffix(data)}".lstrip("/")
        yield CollectionFacts(
            name=f"{facts.name}/{stem}",
            source=self._source,
            label=text(index, "label"),
            files=(path,),
            fields=_own_fields({**data, "fields": index["fields"]}, around, languages),
            new_post=NewPostRule(may_create=False),
        )

    def _files(self, data: Values) -> Iterator[CollectionFacts]:
        """Each file of a collection of single files, which has fields of its own."""
        collection = text(data, "name") or ""
        for one in maps(data, "files"):
            name, path = text(one, "name"), clean_folder(text(one, "file") or "..")
            if name is None or not path:
                continue
            suffix = path.rpartition(".")[2].lower()
            if suffix not in _SUFFIXES:
                continue
            merged = {**data, **one}
            languages = self._languages(merged)
            around = replace(
                self._around,
                folders=self._around.folders.below(data).below(one),
                slug_from=(_identifier(one),),
            )
            paths = (path.replace("{{locale}}", locale) for locale in languages.locales or ("",))
            yield CollectionFacts(
                name=name if collection.startswith("_") else f"{collection}/{name}",
                source=self._source,
                label=text(one, "label"),
                files=tuple(dict.fromkeys(paths)),
                fields=_own_fields(merged, around, languages),
                new_post=NewPostRule(
                    suffix=suffix,
                    format=_FORMATS.get(text(merged, "format") or ""),
                    fences=_fences(merged),
                    may_create=False,
                ),
            )

    def _languages(self, data: Values) -> _Languages:
        """How a collection is translated, which it must ask for."""
        own = data.get("i18n")
        whole = inner(self._values, "i18n")
        if not own or not whole:
            return _Languages()
        said = {**whole, **own} if is_map(own) else whole
        locales = texts(said, "locales")
        first = text(said, "default_locale")
        ordered = dict.fromkeys((*((first,) if first in locales else ()), *locales))
        return _Languages(text(said, "structure") or "", tuple(one for one in ordered if one))

    def _new_post(
        self, data: Values, suffix: str, identifier: str, languages: _Languages
    ) -> NewPostRule:
        rules = {**inner(self._values, "slug"), **inner(data, "slug")}
        template = text(data, "slug") or "{{slug}}"
        path = text(data, "path")
        slug = name_template(with_slug(path, template) if path else template, identifier)
        name = slug.name
        index = text(inner(inner(data, "meta"), "path"), "index_file")
        if index:
            name = f"{name}/{index}"
        name = _in_language(f"{name}.{suffix}", suffix, languages)
        length = number(data, "slug_length") or number(rules, "maxlength") or slug.slug_length
        return NewPostRule(
            file_name=None if ".." in name else name,
            suffix=suffix,
            format=_FORMATS.get(text(data, "format") or ""),
            fences=_fences(data),
            slug_from=slug.slug_from or identifier,
            slug_words=text(rules, "sanitize_replacement"),
            ascii_slug=True if text(rules, "encoding") == "ascii" else None,
            slug_length=int(length) if length and length > 0 else None,
            may_create=flag(data, "create") is True,
        )


def _suffix(data: Values) -> str:
    """How the names of a collection's files end."""
    said = (text(data, "extension") or "").lstrip(".").lower()
    if said:
        return said
    form = text(data, "format") or ""
    return form if form in _DATA else "md"


def _fences(data: Values) -> tuple[str, str] | None:
    said = texts(data, "frontmatter_delimiter")
    return (said[0], said[-1]) if said else None


def _identifier(data: Values) -> str:
    """The field that stands for a post; Decap looks for a title, else for the next best."""
    said = text(data, "identifier_field")
    if said:
        return said.removeprefix("fields.")
    names = [name for one in maps(data, "fields") if (name := text(one, "name"))]
    return next((name for name in ("title", "name", "label", "headline") if name in names), "title")


def _include(data: Values, suffix: str, languages: _Languages) -> tuple[str, ...]:
    """Globs of the posts that the tool itself would list: those as deep as its paths."""
    if inner(data, "nested"):
        return (f"**/*.{suffix}",)
    depth = (text(data, "path") or "").strip("/").count("/")
    depth += languages.structure == "multiple_folders"
    return tuple(f"{'*/' * level}*.{suffix}" for level in range(min(depth, _MOST_DEPTH) + 1))


def _in_language(name: str, suffix: str, languages: _Languages) -> str:
    """The name of a post in the site's first language."""
    first = languages.locales[0] if languages.locales else ""
    if first and languages.structure == "multiple_folders":
        return f"{first}/{name}"
    if first and languages.structure == "multiple_files":
        return f"{name.removesuffix(f'.{suffix}')}.{first}.{suffix}"
    return name


def _own_fields(
    data: Values, around: Surroundings, languages: _Languages
) -> tuple[FieldFacts, ...]:
    """A collection's fields, without the one that is the post's text."""
    said = inner(data, "body_field")
    body = text(said, "key") or "body"
    fields = fields_of(data, around)
    if languages.structure == "single_file" and languages.locales:
        # Every language has all the fields, its text among them, under its own key.
        return tuple(
            FieldFacts(name=one, label=one, type=FieldType.OBJECT, fields=fields)
            for one in languages.locales
        )
    if flag(said, "inline"):
        return fields
    return tuple(one for one in fields if one.name != body)


def _selected(facts: CollectionFacts, rule: Values) -> Iterator[CollectionFacts]:
    """The collection, once for each value of a field by which its posts are chosen."""
    key = text(rule, "field")
    said = rule.get("value")
    values = [_written(one) for one in (said if isinstance(said, list) else [said])]
    wanted = [one for one in values if one]
    if key is None or not wanted:
        yield facts
        return
    for one in wanted:
        yield replace(facts, selector=(key.removeprefix("fields."), one))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, float)) else ""


def _outside(source: str, name: str) -> SchemaNotice:
    return SchemaNotice(
        source,
        f"“{source}” puts the posts of “{name}” outside of the site.",
        "Correct the collection’s folder; its fields are taken from the posts until then.",
    )
