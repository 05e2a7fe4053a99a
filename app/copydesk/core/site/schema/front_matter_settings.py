"""The settings of Front Matter CMS, gathered from all the files that may hold them.

As the extension itself does it: `frontmatter.json`, then the local files that it extends, then the
split files below `.frontmatter/config`, whose folder says which setting they belong to; what
`.vscode/settings.json` says of a setting goes before all that.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.site.schema.common import (
    BrokenSourceError,
    Values,
    broken_notice,
    clean_folder,
    is_map,
    read_source,
    text,
    texts,
)
from copydesk.core.site.schema.facts import SchemaNotice
from copydesk.core.site.schema.jsonc import parse_jsonc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAIN_FILE = "frontmatter.json"
VSCODE_FILE = ".vscode/settings.json"
SPLIT_FOLDER = ".frontmatter/config"
_PREFIX = "frontMatter."
WORKSPACE = "[[workspace]]"
# A folder of settings with more files than this is something else.
_MOST_FILES = 500
_DEEPEST = 6
# Settings that are lists of maps, and the key that tells their items apart.
_LISTS = {
    "taxonomy.contentTypes": "name",
    "taxonomy.fieldGroups": "id",
    "taxonomy.customTaxonomy": "id",
    "content.pageFolders": "path",
    "content.placeholders": "id",
    "content.i18n": "locale",
    "data.files": "id",
    "data.types": "id",
}
_LOWER = {name.lower(): name for name in _LISTS}
# Lists of words, which add up.
_WORDS = ("taxonomy.tags", "taxonomy.categories")


@dataclass
class Settings:
    """What the site says, wherever it says it.

    Attributes:
        root: The site's root.
        values: The settings by their name without "frontMatter.".
        origins: The file of each item of a list: by the setting's name and the item's own.
        notices: What could not be read.
        watched: The files and folders all this depends on.
        found: Whether the site has any of these settings.
    """

    root: Path
    values: dict[str, object] = field(default_factory=dict)
    origins: dict[tuple[str, str], str] = field(default_factory=dict)
    notices: list[SchemaNotice] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)
    found: bool = False

    def items(self, setting: str) -> tuple[Values, ...]:
        """The maps of a setting that is a list of them."""
        value = self.values.get(setting)
        return tuple(item for item in value if is_map(item)) if isinstance(value, list) else ()

    def item(self, setting: str, name: str) -> Values | None:
        """The one map of a list that has this name."""
        key = _LISTS[setting]
        return next((item for item in self.items(setting) if item.get(key) == name), None)

    def origin(self, setting: str, name: str) -> str:
        """The file that says it, relative to the site's root."""
        return self.origins.get((setting, name), MAIN_FILE)

    def text(self, setting: str) -> str | None:
        """A setting that is a text; None where it is open or empty."""
        return text(self.values, setting)

    def words(self, setting: str) -> tuple[str, ...]:
        """A setting that is a list of words."""
        return texts(self.values, setting)


def read_settings(root: Path) -> Settings:
    """Gathers the settings of a site; never raises."""
    settings = Settings(root)
    settings.watched += [MAIN_FILE, SPLIT_FOLDER, VSCODE_FILE]
    main = _read(settings, MAIN_FILE)
    if is_map(main):
        settings.found = True
        own = _settings_of(main)
        for name, value in own.items():
            _take(settings, name, value, MAIN_FILE)
        for path in texts(own, "extends"):
            _extend(settings, path, own)
        if "config.dynamicFilePath" in own:
            settings.notices.append(
                SchemaNotice(
                    MAIN_FILE,
                    "Part of the settings is made by a script, which Copydesk doesn’t run.",
                    "What the script adds is taken from the posts.",
                )
            )
    for path in _split_files(root):
        _take_split(settings, path)
    local = _read(settings, VSCODE_FILE)
    if is_map(local):
        for name, value in _settings_of(local).items():
            settings.found = True
            settings.values[name] = value
            _note_origins(settings, name, value, VSCODE_FILE)
    return settings


def _read(settings: Settings, path: str) -> object:
    source = read_source(settings.root, path, settings.notices)
    if source is None or not source.strip():
        return None
    try:
        value = parse_jsonc(source)
    except BrokenSourceError as error:
        if path != VSCODE_FILE or _PREFIX in source:
            settings.notices.append(broken_notice(path, "JSON", error.line))
        return None
    if not is_map(value) and path in (MAIN_FILE, VSCODE_FILE):
        settings.notices.append(broken_notice(path, "JSON", 1))
    return value


def _settings_of(values: Values) -> dict[str, object]:
    return {
        key.removeprefix(_PREFIX): value for key, value in values.items() if key.startswith(_PREFIX)
    }


def _take(settings: Settings, name: str, value: object, path: str) -> None:
    settings.values[name] = list(value) if isinstance(value, list) else value
    _note_origins(settings, name, value, path)


def _note_origins(settings: Settings, name: str, value: object, path: str) -> None:
    key = _LISTS.get(name)
    if key is not None and isinstance(value, list):
        for item in value:
            if is_map(item) and isinstance(item.get(key), str):
                settings.origins[name, str(item[key])] = path


def _extend(settings: Settings, path: str, own: Values) -> None:
    """Adds what a further file says, where `own`, the first, leaves it open."""
    if "://" in path:
        settings.notices.append(
            SchemaNotice(
                MAIN_FILE,
                f"The settings go on at {path}, and Copydesk fetches nothing from the network.",
                "Save that file in the site and name it there instead.",
            )
        )
        return
    file = clean_folder(path.removeprefix(WORKSPACE))
    if not file or not file.endswith(".json"):
        return
    settings.watched.append(file)
    more = _read(settings, file)
    if not is_map(more):
        if not (settings.root / file).exists():
            settings.notices.append(
                SchemaNotice(
                    MAIN_FILE,
                    f"The settings go on in “{file}”, which isn’t there.",
                    "Check its name.",
                )
            )
        return
    for name, value in _settings_of(more).items():
        if name in _LISTS and isinstance(value, list):
            for item in value:
                _add(settings, name, item, file)
        elif name in _WORDS and isinstance(value, list):
            known = settings.values.get(name)
            both = [*(known if isinstance(known, list) else ()), *value]
            settings.values[name] = [word for at, word in enumerate(both) if word not in both[:at]]
        elif name not in own:
            _take(settings, name, value, file)


def _add(settings: Settings, name: str, item: object, path: str) -> None:
    """Adds an item to a list of maps, unless there is one of that name."""
    key = _LISTS[name]
    if not is_map(item) or not isinstance(item.get(key), str):
        return
    if settings.item(name, str(item[key])) is None:
        settings.values[name] = [*settings.items(name), item]
        settings.origins[name, str(item[key])] = path


def _split_files(root: Path) -> list[str]:
    """The split files, relative to the root, in the order they are read."""
    found: list[str] = []
    top = root / SPLIT_FOLDER
    for folder, folders, names in os.walk(top):
        depth = _below(top, folder).count("/")
        if depth > _DEEPEST or len(found) > _MOST_FILES:
            folders.clear()
        below = _below(root, folder)
        found += [f"{below}/{name}" for name in names if name.endswith(".json")]
    return sorted(found)[:_MOST_FILES]


def _below(root: Path, folder: str) -> str:
    return os.path.relpath(folder, root).replace(os.sep, "/")


def _take_split(settings: Settings, path: str) -> None:
    value = _read(settings, path)
    folder = path.rpartition("/")[0].removeprefix(SPLIT_FOLDER).strip("/")
    name = _list_named(folder.replace("/", ".").lower())
    if name is not None:
        settings.found = True
        for item in _items(value):
            _add(settings, name, item, path)
    elif isinstance(value, str) and folder:
        words = settings.values.setdefault(folder.replace("/", "."), [])
        if isinstance(words, list) and value not in words:
            words.append(value)


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else (value,)


def _list_named(lower: str) -> str | None:
    """The list that a folder of split files adds to; folders below it are for order only."""
    for name, setting in _LOWER.items():
        if lower == name or lower.startswith(f"{name}."):
            return setting
    return None
