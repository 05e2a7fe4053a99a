"""Front Matter CMS: page folders and the content types of the posts in them.

A post says by `fmContentType` of which type it is; one that doesn't is of its folder's type, where
the folder has but one, else of the type "default". So a folder with several types gives facts for
each, told apart by that field.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.core.site.schema.common import Values, clean_folder, flag, maps, text, texts
from copydesk.core.site.schema.facts import (
    CollectionFacts,
    FieldFacts,
    NewPostRule,
    Reading,
    SchemaNotice,
)
from copydesk.core.site.schema.front_matter_fields import (
    MOST_FIELDS,
    FieldsReader,
    own_placeholders,
)
from copydesk.core.site.schema.front_matter_settings import (
    MAIN_FILE,
    WORKSPACE,
    Settings,
    read_settings,
)
from copydesk.core.site.schema.front_matter_words import with_tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.core.site.model import Site

LABEL = "Front Matter CMS"

TYPE_KEY = "fmContentType"
"""The field by which a post says of which content type it is."""

_DEFAULT = "default"
# What the extension gives posts of a site without a type "default" (its constants/ContentType.ts).
_BUILT_IN: Values = {
    "name": _DEFAULT,
    "fields": [
        {"title": "Title", "name": "title", "type": "string"},
        {"title": "Description", "name": "description", "type": "string"},
        {"title": "Publishing date", "name": "date", "type": "datetime", "default": "{{now}}"},
        {"title": "Content preview", "name": "preview", "type": "image"},
        {"title": "Is in draft", "name": "draft", "type": "draft"},
        {"title": "Tags", "name": "tags", "type": "tags"},
        {"title": "Categories", "name": "categories", "type": "categories"},
    ],
}
_FILE_PREFIX = "{{date|yyyy-MM-dd}}"
# Where generators keep the files they serve, in the order they are tried.
_NO_STATIC = ("", "assets")
_FORMATS = {"YAML": "yaml", "TOML": "toml", "JSON": "json"}
_MOST_FOLDERS = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """One folder of pages.

    Attributes:
        found: What the site says of it.
        folder: Relative to the site's root.
        include: Globs below it.
        label: In an editor's words.
    """

    found: Values
    folder: str
    include: tuple[str, ...]
    label: str | None


def read(root: Path, site: Site) -> Reading:
    """What the site's settings for Front Matter CMS say."""
    settings = read_settings(root)
    if not settings.found:
        return Reading((), tuple(settings.notices), tuple(settings.watched))
    collections = _Collections(settings, site).facts()
    return Reading(tuple(collections), tuple(settings.notices), tuple(settings.watched))


class _Collections:
    """Makes the facts of every page folder and content type."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self._settings = settings
        self._site = site
        served = [one for one in site.public_dirs if one not in _NO_STATIC]
        self._static = served[0] if served else None
        self._made: list[str] = []
        self._placeholders = own_placeholders(settings)
        self._types = {
            str(one["name"]): one
            for one in settings.items("taxonomy.contentTypes")
            if isinstance(one.get("name"), str)
        }
        self._fields: dict[str, tuple[FieldFacts, ...]] = {}

    def facts(self) -> list[CollectionFacts]:
        places = list(self._places())
        result = [facts for place in places for facts in self._of_place(place)]
        own = {_sole_type(place, self._types) for place in places}
        for name in self._types:
            if name != _DEFAULT and own != {name}:
                facts = self._facts(name, _Place({}, "", (), None))
                result.append(replace(facts, selector=(TYPE_KEY, name)))
        if len(self._made) >= MOST_FIELDS:
            self._settings.notices.append(
                SchemaNotice(
                    MAIN_FILE,
                    f"The content types have more than {MOST_FIELDS:,} fields.",
                    "The fields after these are taken from the posts.",
                )
            )
        return result

    # --- folders

    def _places(self) -> Iterator[_Place]:
        folders = self._settings.items("content.pageFolders")
        for found in folders[:_MOST_FOLDERS]:
            for path in self._paths(found):
                place = self._place(found, path)
                if place is not None:
                    yield place
        if folders or not self._types:
            return
        # Without page folders the types are for every post that is opened.
        for collection in self._site.collections:
            yield _Place({}, collection.folder, (), None)
        if not self._site.collections:
            yield _Place({}, "", (), None)

    def _paths(self, found: Values) -> Iterator[str]:
        """The paths of a page folder: one for each of its languages."""
        path = text(found, "path")
        if path is None:
            return
        languages = maps(found, "locales") or self._settings.items("content.i18n")
        default = text(found, "defaultLocale")
        if default is None or not languages:
            yield path
            return
        seen = set()
        for language in languages:
            inner = text(language, "path") or ""
            if inner or language.get("locale") == default:
                seen.add(posixpath.normpath(posixpath.join(path, inner.lstrip("/"))))
        yield from sorted(seen or {path})

    def _place(self, found: Values, path: str) -> _Place | None:
        plain = path.replace("\\", "/").replace(WORKSPACE, "").split("{{")[0]
        folder = clean_folder(plain)
        label = (text(found, "title") or "").replace(WORKSPACE, "").strip(" /") or None
        deep = flag(found, "excludeSubdir") is not True
        if folder is None:
            self._settings.notices.append(
                SchemaNotice(
                    self._settings.origin("content.pageFolders", path),
                    f"The page folder “{label or path}” lies outside the site.",
                    "Its posts are shown without a schema.",
                )
            )
            return None
        fixed, star, rest = folder.partition("*")
        if not star:
            return _Place(found, folder, () if deep else ("*",), label)
        # "docs/*/news": the folder is what stands before the star, the rest is a pattern.
        head, _slash, tail = fixed.rpartition("/")
        pattern = f"{tail}*{rest}"
        return _Place(found, head, (f"{pattern}/**/*" if deep else f"{pattern}/*",), label)

    def _of_place(self, place: _Place) -> Iterator[CollectionFacts]:
        sole = _sole_type(place, self._types)
        yield self._facts(sole, place)
        wanted = [name for name in texts(place.found, "contentTypes") if name in self._types]
        if len(wanted) > 1:
            for name in wanted:
                if name != _DEFAULT:
                    yield replace(self._facts(name, place), selector=(TYPE_KEY, name))

    # --- one type in one folder

    def _facts(self, name: str, place: _Place) -> CollectionFacts:
        stated = self._types.get(name)
        found = _BUILT_IN if stated is None else stated
        fields = self._fields_of(name, found)
        return CollectionFacts(
            name=self._name(name, place),
            source=self._settings.origin("taxonomy.contentTypes", name),
            label=place.label,
            folder=place.folder,
            include=place.include,
            exclude=tuple(_excluded(texts(place.found, "excludePaths"))),
            fields=fields,
            binding=stated is not None,
            new_post=self._new_post(found, place),
        )

    def _name(self, type_name: str, place: _Place) -> str:
        """What the collection is called: its type, or its folder where the type says nothing."""
        if type_name != _DEFAULT:
            return type_name
        return place.folder.rpartition("/")[2] or place.label or _DEFAULT

    def _fields_of(self, name: str, found: Values) -> tuple[FieldFacts, ...]:
        if name not in self._fields:
            source = self._settings.origin("taxonomy.contentTypes", name)
            reader = FieldsReader(self._settings, source, self._static, self._made)
            # A type without fields of its own has the built-in ones.
            shown = found if isinstance(found.get("fields"), list) else _BUILT_IN
            fields = reader.fields(maps(shown, "fields"))
            if name != _DEFAULT:
                says = FieldFacts(name=TYPE_KEY, type=FieldType.TEXT, default=name, hidden=True)
                fields = (*(one for one in fields if one.name != TYPE_KEY), says)
            self._fields[name] = fields
        return self._fields[name]

    def _new_post(self, found: Values, place: _Place) -> NewPostRule:
        settings = self._settings
        suffix = (
            text(found, "fileType") or settings.text("content.defaultFileType") or "md"
        ).lstrip(".")
        template = clean_folder((text(found, "template") or "").removeprefix(WORKSPACE))
        creates = flag(place.found, "disableCreation") is not True
        return NewPostRule(
            file_name=self._file_name(found, place, suffix),
            suffix=suffix,
            format=_FORMATS.get((settings.text("taxonomy.frontMatterType") or "").upper()),
            template=template or None,
            may_create=None if creates else False,
        )

    def _file_name(self, found: Values, place: _Place, suffix: str) -> str | None:
        """The new file's path; None where the prefix has a part that only the extension knows."""
        prefix: object = self._settings.values.get("templates.prefix", _FILE_PREFIX)
        for rule in (place.found, found):
            if "filePrefix" in rule:
                prefix = rule["filePrefix"]
        if prefix == "yyyy-MM-dd":
            prefix = _FILE_PREFIX
        start = ""
        if isinstance(prefix, str) and prefix:
            tags = with_tags(prefix, self._placeholders)
            if tags is None or ".." in tags:
                return None
            start = tags
        if not flag(found, "pageBundle"):
            return f"{start}-{{{{slug}}}}.{suffix}" if start else f"{{{{slug}}}}.{suffix}"
        bridge = "-" if start and not start.endswith("/") else ""
        name = (text(found, "defaultFileName") or "index").replace("/", "")
        return f"{start}{bridge}{{{{slug}}}}/{name}.{suffix}"


def _sole_type(place: _Place, types: Values) -> str:
    """The type of the posts of a folder that name none."""
    wanted = texts(place.found, "contentTypes")
    if len(wanted) == 1 and wanted[0] in types:
        return wanted[0]
    # A site with a single type of another name means that one.
    return _DEFAULT if _DEFAULT in types or len(types) != 1 else next(iter(types))


def _excluded(paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        clean = path.strip("/").removeprefix("./")
        if clean:
            yield clean
            yield f"{clean}/**"
