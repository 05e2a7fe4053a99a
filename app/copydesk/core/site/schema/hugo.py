"""Hugo's archetypes: the fields that new posts of a section begin with, and their defaults.

An archetype is a beginning, not a law: it says which fields posts have, and of what kind only where
its value leaves no doubt. A section without an archetype of its own takes the site's default one;
what the site lacks is taken from its themes.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.core.site.field import FieldType
from copydesk.core.site.labels import humanise
from copydesk.core.site.layouts import is_dir, is_file
from copydesk.core.site.model import Collection
from copydesk.core.site.schema.common import (
    BrokenSourceError,
    clean_folder,
    is_map,
    parse_yaml,
    read_source,
    text,
    texts,
)
from copydesk.core.site.schema.facts import (
    CollectionFacts,
    FieldFacts,
    NewPostRule,
    Reading,
    SchemaNotice,
)
from copydesk.core.site.schema.hugo_template import Archetype, Made, read_archetype
from copydesk.core.site.schema.jsonc import parse_jsonc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from copydesk.core.site.model import Site

LABEL = "Hugo archetypes"

_CONFIGS = tuple(
    f"{folder}{name}.{kind}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for kind in ("toml", "yaml", "yml", "json")
)
_SUFFIXES = (".md", ".markdown", ".mdx")
_INDEXES = tuple(f"{name}{suffix}" for name in ("index", "_index") for suffix in _SUFFIXES)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_MOST_THEMES = 20
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Found:
    """An archetype's main file.

    Attributes:
        path: Relative to the site's root.
        bundle: The file's name within the folder it is for; "" where it is a single file.
    """

    path: str
    bundle: str = ""


def read(root: Path, site: Site) -> Reading:
    """What the archetypes of a Hugo site say of each of its sections."""
    if site.generator != "hugo":
        return Reading()
    notices: list[SchemaNotice] = []
    folders = _archetype_folders(root, notices)
    content = site.content_dirs[0] if site.content_dirs else "content"
    sections = [*site.collections] or [Collection(content.rpartition("/")[2], "", content)]
    sections += _in_languages(root, folders, site.collections)
    known: dict[str, Archetype] = {}
    collections = []
    for section in sections:
        found = _archetype_of(root, folders, section.folder.rpartition("/")[2])
        if found is None:
            continue
        if found.path not in known:
            source = read_source(root, found.path, notices)
            if source is None:
                continue
            known[found.path] = read_archetype(source)
            if known[found.path].line:
                notices.append(_unreadable(found.path, known[found.path].line))
        collections.append(_facts(section, found, known[found.path]))
    return Reading(tuple(collections), tuple(dict.fromkeys(notices)), (*folders, *_CONFIGS))


def _facts(section: Collection, found: _Found, archetype: Archetype) -> CollectionFacts:
    reader = _Fields(archetype, section.name)
    suffix = found.path.rpartition(".")[2]
    return CollectionFacts(
        name=section.name,
        source=found.path,
        folder=section.folder,
        fields=reader.fields(archetype.values),
        binding=False,
        new_post=NewPostRule(
            template=found.path,
            suffix=suffix,
            file_name=f"{{{{slug}}}}/{found.bundle}" if found.bundle.startswith("index.") else None,
        ),
    )


def _unreadable(path: str, line: int) -> SchemaNotice:
    return SchemaNotice(
        path,
        f"The fields of the archetype “{path}” can’t all be read.",
        "Their names are known; what they hold is taken from the posts.",
        line,
    )


# --- where archetypes are


def _archetype_folders(root: Path, notices: list[SchemaNotice]) -> tuple[str, ...]:
    """The folders of archetypes, the site's own first."""
    own, themes = "archetypes", []
    for path in _CONFIGS:
        config = _config(root, path, notices)
        if is_map(config):
            own = clean_folder(text(config, "archetypeDir") or own) or own
            themes += [clean_folder(name) for name in texts(config, "theme")]
    named = [name for name in dict.fromkeys(themes) if name]
    used = named or _subfolders(root / "themes")
    return (own, *(f"themes/{name}/archetypes" for name in used[:_MOST_THEMES]))


def _config(root: Path, path: str, notices: list[SchemaNotice]) -> object:
    source = read_source(root, path, notices)
    if source is None:
        return None
    try:
        if path.endswith(".toml"):
            return tomllib.loads(source)
        return (parse_jsonc if path.endswith(".json") else parse_yaml)(source)
    except (tomllib.TOMLDecodeError, BrokenSourceError, RecursionError):
        return None  # the generator itself will say so


def _subfolders(folder: Path) -> list[str]:
    return sorted(name for name in _names(folder) if name[:1] != "." and is_dir(folder / name))


def _in_languages(
    root: Path, folders: tuple[str, ...], collections: Sequence[Collection]
) -> Iterator[Collection]:
    """The sections with archetypes that lie one folder further in, below a language's."""
    languages = [one for one in collections if _LANGUAGE.fullmatch(one.name)]
    if not languages:
        return
    own = {name.partition(".")[0] for folder in folders for name in _names(root / folder)}
    for language in languages:
        for name in sorted(own - {"default"}):
            folder = f"{language.folder}/{name}"
            if is_dir(root / folder):
                yield Collection(name, humanise(name), folder)


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _archetype_of(root: Path, folders: tuple[str, ...], section: str) -> _Found | None:
    for name in (section, "default"):
        for folder in folders:
            for suffix in _SUFFIXES:
                if is_file(root / f"{folder}/{name}{suffix}"):
                    return _Found(f"{folder}/{name}{suffix}")
        for folder in folders:
            for index in _INDEXES:
                if is_file(root / f"{folder}/{name}/{index}"):
                    return _Found(f"{folder}/{name}/{index}", index)
    return None


# --- fields


@dataclass(frozen=True, slots=True)
class _Fields:
    """Turns an archetype's values into facts."""

    archetype: Archetype
    section: str

    def fields(self, values: Mapping[str, object], depth: int = 0) -> tuple[FieldFacts, ...]:
        return tuple(self._facts(key, value, depth) for key, value in values.items())

    def _facts(self, key: str, value: object, depth: int) -> FieldFacts:
        if isinstance(value, str):
            return self._text(key, value)
        if depth >= _DEEPEST or value is None:
            return FieldFacts(name=key)
        if isinstance(value, bool):
            return FieldFacts(name=key, type=FieldType.BOOLEAN, default=value)
        if isinstance(value, (int, float)):
            return FieldFacts(name=key, type=FieldType.NUMBER, default=value)
        if isinstance(value, dt.date):
            has_time = isinstance(value, dt.datetime)
            kind = FieldType.DATETIME if has_time else FieldType.DATE
            return FieldFacts(name=key, type=kind, default=value.isoformat())
        if isinstance(value, Mapping):
            return FieldFacts(name=key, type=FieldType.OBJECT, fields=self.fields(value, depth + 1))
        if isinstance(value, (list, tuple)):
            return self._list(key, value, depth)
        return FieldFacts(name=key)

    def _list(self, key: str, value: list[object] | tuple[object, ...], depth: int) -> FieldFacts:
        maps = [item for item in value if is_map(item)]
        if maps and len(maps) == len(value):
            merged: dict[str, object] = {}
            for one in maps:
                merged |= {name: inner for name, inner in one.items() if name not in merged}
            item = FieldFacts(name="", type=FieldType.OBJECT, fields=self.fields(merged, depth + 1))
            return FieldFacts(name=key, type=FieldType.LIST, item=item)
        if any(isinstance(item, (Mapping, list, tuple)) for item in value):
            return FieldFacts(name=key)
        made = [self._default(key, item) if isinstance(item, str) else item for item in value]
        default = [item for item in made if item is not None]
        return FieldFacts(name=key, type=FieldType.TAGS, default=default or None)

    def _text(self, key: str, value: str) -> FieldFacts:
        """A text may become anything, but for the moment of its making."""
        parts = self.archetype.parts_of(value)
        only = parts[0] if len(parts) == 1 else None
        if isinstance(only, Made) and only.is_date:
            kind = FieldType.DATETIME if only.has_time else FieldType.DATE
            return FieldFacts(name=key, type=kind, default="{{now}}")
        return FieldFacts(name=key, default=self._default(key, value))

    def _default(self, key: str, value: str) -> str | None:
        """What a new post has; None for nothing, or for what only Hugo could tell."""
        pieces = []
        for part in self.archetype.parts_of(value):
            said = part.tag(key, self.section) if isinstance(part, Made) else part
            if said is None:
                return None
            pieces.append(said)
        return "".join(pieces) or None
