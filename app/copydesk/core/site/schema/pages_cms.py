"""Pages CMS's configuration: `.pages.yml` at the site's root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.schema.common import (
    BrokenSourceError,
    broken_notice,
    clean_folder,
    flag,
    inner,
    is_map,
    listed,
    maps,
    parse_yaml,
    read_source,
    text,
    texts,
)
from copydesk.core.site.schema.facts import CollectionFacts, NewPostRule, Reading, SchemaNotice
from copydesk.core.site.schema.pages_checks import configuration_notices
from copydesk.core.site.schema.pages_fields import PagesFields
from copydesk.core.site.schema.pages_media import media_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.core.site.model import Site
    from copydesk.core.site.schema.common import Values

LABEL = "Pages CMS configuration"

_SOURCE = ".pages.yml"
_SUFFIXES = tuple(suffix.lstrip(".") for suffix in POST_SUFFIXES)
_FORMATS = {"yaml-frontmatter": "yaml", "toml-frontmatter": "toml", "json-frontmatter": "json"}
# What a collection's new files are called where it doesn't say.
_FILE_NAME = "{year}-{month}-{day}-{primary}.md"
_TAG = re.compile(r"(?<!\\)\{(?P<key>[^{}]+)\}")
_MOMENTS = ("year", "month", "day", "hour", "minute", "second")
_WORDS = ("string", "text")
# Groups of collections may lie in groups, but no menu goes deeper.
_MOST_DEPTH = 20


def read(root: Path, site: Site) -> Reading:  # noqa: ARG001 - every reader is asked alike
    """What the site's Pages CMS configuration says; see `SchemaReader`."""
    notices: list[SchemaNotice] = []
    watched = (_SOURCE,)
    source = read_source(root, _SOURCE, notices)
    if source is None:
        return Reading((), tuple(notices), watched)
    try:
        config = parse_yaml(source)
    except BrokenSourceError as error:
        return Reading((), (broken_notice(_SOURCE, "YAML", error.line),), watched)
    if config is None:
        return Reading((), (), watched)
    if not is_map(config):
        return Reading((), (broken_notice(_SOURCE, "YAML", 0),), watched)
    notices += configuration_notices(_SOURCE, source, config)
    collections = tuple(_collections(config, notices))
    return Reading(collections, tuple(notices), watched)


def _collections(config: Values, notices: list[SchemaNotice]) -> Iterator[CollectionFacts]:
    entries = list(_entries(config, "content"))
    posts = frozenset(
        name
        for one in entries
        if (name := text(one, "name")) and text(one, "type") != "file" and _holds_posts(one)
    )
    reader = PagesFields(inner(config, "components"), media_places(config), posts)
    for one in entries:
        name = text(one, "name")
        if name is None or not _holds_posts(one) or not listed(one, "fields"):
            continue
        path = clean_folder(str(one.get("path") or ""))
        if path is None:
            notices.append(_outside(name))
        elif text(one, "type") == "file":
            yield _file(name, path, one, reader)
        else:
            yield _folder(name, path, one, reader)


def _entries(data: Values, key: str, depth: int = 0) -> Iterator[Values]:
    """The collections and files, those in groups too."""
    for one in maps(data, key):
        if text(one, "type") != "group":
            yield one
        elif depth < _MOST_DEPTH:
            yield from _entries(one, "items", depth + 1)


def _file(name: str, path: str, data: Values, reader: PagesFields) -> CollectionFacts:
    return CollectionFacts(
        name=name,
        source=_SOURCE,
        label=text(data, "label"),
        files=(path,),
        fields=tuple(one for one in reader.fields(data) if one.name != "body"),
        new_post=NewPostRule(
            suffix=_extension(data),
            format=_FORMATS.get(text(data, "format") or ""),
            fences=_fences(data),
            may_create=False,
        ),
    )


def _folder(name: str, path: str, data: Values, reader: PagesFields) -> CollectionFacts:
    primary = _primary(data)
    below = "" if flag(data, "subfolders") is False else "**/"
    suffix = _extension(data)
    return CollectionFacts(
        name=name,
        source=_SOURCE,
        label=text(data, "label"),
        folder=path,
        include=(f"{below}*.{suffix}",) if suffix else (),
        exclude=tuple(one if "/" in one else f"**/{one}" for one in texts(data, "exclude")),
        fields=tuple(one for one in reader.fields(data) if one.name != "body"),
        new_post=NewPostRule(
            file_name=_file_name(data, primary),
            suffix=suffix or None,
            format=_FORMATS.get(text(data, "format") or ""),
            fences=_fences(data),
            slug_from=primary,
            may_create=False if flag(inner(data, "operations"), "create") is False else None,
        ),
    )


def _holds_posts(data: Values) -> bool:
    """Whether the files are posts: fields before a text."""
    form = text(data, "format")
    if form is not None and form not in _FORMATS:
        return False
    extension = _extension(data)
    return extension in _SUFFIXES or (not extension and text(data, "type") != "file")


def _extension(data: Values) -> str:
    """How the files' names end; "" where a template leaves it out."""
    said = text(data, "extension")
    name = text(data, "path") if text(data, "type") == "file" else _template(data)
    last = (name or "").rpartition("/")[2]
    found = last.rpartition(".")[2] if "." in last[1:] else ""
    return (said or ("" if "}" in found else found)).lstrip(".").lower()


def _template(data: Values) -> str:
    said = data.get("filename")
    if is_map(said):
        said = said.get("template")
    return said if isinstance(said, str) and said else _FILE_NAME


def _file_name(data: Values, primary: str | None) -> str | None:
    """The template in Copydesk's tags; None for one that leads out of the folder."""

    def tag(found: re.Match[str]) -> str:
        key = found["key"].strip()
        if key in _MOMENTS:
            return f"{{{{{key}}}}}"
        field = key.removeprefix("fields.")
        if key in ("primary", "slug") or field == primary:
            return "{{slug}}"
        return f"{{{{{field}}}}}"

    template = _TAG.sub(tag, _template(data)).replace("\\{", "{").replace("\\}", "}")
    return None if ".." in template else template.strip("/")


def _primary(data: Values) -> str | None:
    """The field that stands for a post: the one it is named by."""
    said = text(inner(data, "view"), "primary")
    if said:
        return said.removeprefix("fields.")
    fields = [one for one in maps(data, "fields") if text(one, "name")]
    if any(one["name"] == "title" for one in fields):
        return "title"
    words = (str(one["name"]) for one in fields if one.get("type") in _WORDS)
    return next((name for name in words if name != "body"), None)


def _fences(data: Values) -> tuple[str, str] | None:
    said = texts(data, "delimiters")
    return (said[0], said[-1]) if said else None


def _outside(name: str) -> SchemaNotice:
    return SchemaNotice(
        _SOURCE,
        f"“{_SOURCE}” puts the posts of “{name}” outside of the site.",
        "Correct the collection’s path; its fields are taken from the posts until then.",
    )
