"""Astro's content collections: the schemas it generates, and the config they come from.

A generated schema is what the build checks, so it is believed first. What it can't say, the config
tells: which texts are images, which posts a reference can name, and in which folder posts lie.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

from copydesk.core.site.field import Media
from copydesk.core.site.layouts import is_dir
from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.schema.common import broken_notice, inner, is_map, read_json
from copydesk.core.site.schema.content_config import (
    CONFIGS,
    ConfiguredCollection,
    ContentConfig,
    read_content_config,
)
from copydesk.core.site.schema.facts import CollectionFacts, NewPostRule, Reading, SchemaNotice
from copydesk.core.site.schema.json_schema import ObjectSchema, read_object_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.core.site.model import Site

LABEL = "Astro schema"

_GENERATED = ".astro/collections"
_SUFFIX = ".schema.json"
_INDEX = f"{_GENERATED}/collections.json"
_ASSETS = "src/assets"
_CONTENT = "src/content"
# A site with more collections than this has none of its own making.
_MOST_SCHEMAS = 500
# How many files are looked at to tell a folder of posts from one of data.
_MOST_LOOKED_AT = 2_000
_DATA = (".json", ".yaml", ".yml", ".toml", ".csv")
_MOST_NAMED = 4


def read(root: Path, site: Site) -> Reading:
    """What Astro's schemas and config say of a site; see `SchemaReader`."""
    notices: list[SchemaNotice] = []
    config = read_content_config(root, _image_media(root), notices)
    schemas = _generated(root, notices)
    if config is None and not schemas and not notices and site.generator != "astro":
        return Reading()
    configured = {one.name: one for one in config.collections} if config else {}
    index = _folders_told(root) if schemas else {}
    collections: list[CollectionFacts] = []
    for name in dict.fromkeys((*configured, *schemas)):
        schema, own = schemas.get(name), configured.get(name)
        if not _is_wanted(root, name, schema, own, config):
            continue
        folder = own.folder if own and own.folder is not None else _folder(root, name, index)
        if folder is None and own is not None and own.holds_posts is None:
            continue  # the config's own loader brings its posts from elsewhere
        if schema is not None:
            collections.append(_of_schema(name, schema, own, folder))
        if config is not None and own is not None:
            collections.append(_of_config(config, own, folder))
    if config is not None:
        notices += _unclear(config, configured, schemas)
    read_files = config.read if config else ()
    watched = dict.fromkeys((_GENERATED, *CONFIGS, "tsconfig.json", *read_files))
    return Reading(tuple(collections), tuple(notices), tuple(watched))


def _image_media(root: Path) -> Media:
    """Where the files of Astro's own image fields go: the post names them by the way from it."""
    return Media(_ASSETS if is_dir(root / _ASSETS) else "", None)


# The generated schemas ----------------------------------------------------------------------------


def _generated(root: Path, notices: list[SchemaNotice]) -> dict[str, ObjectSchema]:
    """The schemas that Astro wrote, by collection; those that can't be read make a notice."""
    try:
        with os.scandir(root / _GENERATED) as found:
            names = sorted(one.name for one in found if one.name.endswith(_SUFFIX))
    except OSError:
        return {}
    result = {}
    for file in names[:_MOST_SCHEMAS]:
        path = f"{_GENERATED}/{file}"
        schema = read_json(root, path, notices)
        if schema is None:
            continue
        if not is_map(schema):
            notices.append(broken_notice(path, "JSON schema", 0))
            continue
        read = read_object_schema(schema)
        if not read.known:
            notices.append(_too_new(path))
        result[file.removesuffix(_SUFFIX)] = read
    return result


def _too_new(path: str) -> SchemaNotice:
    return SchemaNotice(
        path,
        f"“{path}” is written in a newer way than this version of Copydesk knows.",
        "What could be read of it counts; the rest is taken from the posts.",
    )


# Which collections, and where -----------------------------------------------------------------


def _is_wanted(
    root: Path,
    name: str,
    schema: ObjectSchema | None,
    own: ConfiguredCollection | None,
    config: ContentConfig | None,
) -> bool:
    """Whether a collection is of posts below the root, as far as can be told."""
    if own is not None and (own.holds_posts is False or own.outside):
        return False
    if own is None and config is not None and config.whole:
        return False  # left from a collection that is gone
    if own is None and schema is not None and not schema.is_object:
        return False  # a list or a map of entries: data, kept in one file
    return not (own is None and _holds_only_data(root / _CONTENT / name))


def _holds_only_data(folder: Path) -> bool:
    data = False
    left = _MOST_LOOKED_AT
    for _here, _folders, files in os.walk(folder):
        for file in files:
            left -= 1
            if file.lower().endswith(POST_SUFFIXES):
                return False
            data = data or file.lower().endswith(_DATA)
        if left < 0:
            break
    return data


def _folder(root: Path, name: str, index: Mapping[str, str]) -> str | None:
    own = f"{_CONTENT}/{name}"
    return own if is_dir(root / own) else index.get(name)


def _folders_told(root: Path) -> dict[str, str]:
    """The folder of each collection, as Astro lists its entries for editors of code."""
    told = read_json(root, _INDEX, [])
    if not is_map(told):
        return {}
    start = root.resolve().as_uri().lower() + "/"
    common: dict[str, list[str]] = {}
    for address, name in inner(told, "entries").items():
        if not isinstance(name, str) or not address.startswith(start):
            continue
        parts = unquote(address[len(start) :]).split("/")[:-1]
        known = common.setdefault(name, parts)
        same = 0
        while same < min(len(known), len(parts)) and known[same] == parts[same]:
            same += 1
        common[name] = parts[:same]
    found = {name: _as_written(root, parts) for name, parts in common.items()}
    return {name: folder for name, folder in found.items() if folder is not None}


def _as_written(root: Path, parts: list[str]) -> str | None:
    """A folder by its parts in lower case, as it is called on disk."""
    real: list[str] = []
    for part in parts:
        try:
            with os.scandir(root.joinpath(*real)) as found:
                names = [one.name for one in found if one.name.lower() == part]
        except OSError:
            return None
        if not names:
            return None
        real.append(part if part in names else names[0])
    return "/".join(real)


# What is said of each -------------------------------------------------------------------------


def _of_schema(
    name: str, schema: ObjectSchema, own: ConfiguredCollection | None, folder: str | None
) -> CollectionFacts:
    # Up to Astro 5 every schema says that it refuses other fields, though most sites pass over
    # them; there the config alone knows.
    refuses = schema.refuses and schema.draft == "2020-12"
    return CollectionFacts(
        name=name,
        source=f"{_GENERATED}/{name}{_SUFFIX}",
        folder=folder,
        include=own.include if own else (),
        exclude=own.exclude if own else (),
        fields=schema.fields,
        closed=True if refuses else None,
        new_post=NewPostRule(suffix=own.suffix if own else None),
    )


def _of_config(
    config: ContentConfig, own: ConfiguredCollection, folder: str | None
) -> CollectionFacts:
    return CollectionFacts(
        name=own.name,
        source=config.path,
        folder=folder,
        include=own.include,
        exclude=own.exclude,
        fields=own.fields,
        closed=own.closed,
        new_post=NewPostRule(suffix=own.suffix),
    )


def _unclear(
    config: ContentConfig,
    configured: Mapping[str, ConfiguredCollection],
    schemas: Mapping[str, ObjectSchema],
) -> list[SchemaNotice]:
    """What is said where the config alone is there, and only partly understood."""
    if not config.collections and not schemas:
        sentence = f"The collections in “{config.path}” can’t be read without running it."
        return [SchemaNotice(config.path, sentence, _SYNC)]
    names: list[str] = []
    for name, one in configured.items():
        if name not in schemas and one.unclear and one.holds_posts and not one.outside:
            fields = [field for field in one.unclear if field]
            names += [f"{name}: {field}" for field in fields] or [name]
    if not names:
        return []
    shown = ", ".join(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        shown += f" and {len(names) - _MOST_NAMED} more"
    sentence = f"Part of “{config.path}” can’t be read without running it ({shown})."
    return [SchemaNotice(config.path, sentence, _SYNC, quiet=True)]


_SYNC = "Run “astro sync” in the site’s folder once; Astro then writes its schema for Copydesk too."
