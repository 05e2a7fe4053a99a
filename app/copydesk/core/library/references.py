"""The posts that a field can refer to: found by what was typed, and by what is written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.core.library.entry import file_title, title_key
from copydesk.core.site.model import POST_SUFFIXES
from copydesk.core.site.schema.common import BrokenSourceError, parse_yaml
from copydesk.core.text.ranking import fold, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.site.field import Reference

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")
# Astro and others keep authors and the like in files of data, one each.
_DATA_SUFFIXES = (".json", ".yaml", ".yml", ".toml")
_SUFFIXES = frozenset((*POST_SUFFIXES, *_DATA_SUFFIXES))
_MOST_DATA_FILES = 2_000
_MOST_DATA_BYTES = 64 * 1024
_TITLES = ("title", "name", "label", "headline")


@dataclass(frozen=True, slots=True)
class Referable:
    """One post that can be referred to.

    Attributes:
        value: What is written of it.
        title: What an editor calls it.
        detail: Where it is, and from when: "authors/mira.md · 2026-11-14".
        path: Its file, relative to the folder that the index was made for.
    """

    value: str
    title: str
    detail: str
    path: str


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """All posts that one reference can name.

    Attributes:
        items: The newest first; without dates by title.
        texts: What to search in, for each.
        places: By each way a post can be written, its place in `items`.
    """

    items: tuple[Referable, ...] = ()
    texts: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def search(self, query: str, limit: int) -> list[Referable]:
        """The best matches for what was typed; for nothing typed the first ones."""
        return [self.items[place] for place in rank(query, self.texts, limit)]

    def find(self, value: str) -> Referable | None:
        """The post that a written value names."""
        place = self.places.get(value.strip())
        if place is None:
            place = self.places.get(_plain_name(value))
        return None if place is None else self.items[place]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one file that may be referred to.

    Attributes:
        path: Relative to the folder that the index is made for.
        title: What an editor calls it.
        date: ISO 8601; "" for none.
        data: Its fields.
    """

    path: str
    title: str
    date: str
    data: Mapping[str, object]


def candidates(entries: Iterable[PostEntry], reference: Reference) -> list[Candidate]:
    """The posts of these entries; their fields are read only where the reference needs them."""
    needed = {*reference.display, *reference.search}
    if reference.value not in ("slug", "path"):
        needed.add(reference.value)
    found = []
    for entry in entries:
        data: Mapping[str, object] = {}
        unnamed = _is_unnamed(entry)
        if needed or unnamed or '"slug"' in entry.metadata_json:
            data = _json_map(entry.metadata_json)
        title = (_named(data) if unnamed else "") or entry.title
        found.append(Candidate(entry.path, title, entry.date or "", data))
    return found


def _is_unnamed(entry: PostEntry) -> bool:
    """Whether a post is called after its file, and may say its name elsewhere: authors do."""
    fields = entry.metadata_json
    said = any(f'"{key}"' in fields for key in _TITLES[1:])
    return said and entry.title == file_title(entry.path)


def _named(data: Mapping[str, object]) -> str:
    return next((str(data[key]) for key in _TITLES if data.get(key)), "")


def data_candidates(folder: Path, prefix: str) -> list[Candidate]:
    """The files of data in a folder that are a collection's entries: an author each, say.

    Args:
        folder: The collection's, absolute.
        prefix: The same as the index has it, "" or ending with "/".
    """
    found: list[Candidate] = []
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    for path in paths[:_MOST_DATA_FILES]:
        if path.suffix.lower() not in _DATA_SUFFIXES or path.name.startswith((".", "_")):
            continue
        data = _data_of(path)
        if data is not None:
            title = _named(data) or file_title(path.name)
            found.append(Candidate(prefix + path.name, title, "", data))
    return found


def build_index(
    found: Sequence[Candidate], reference: Reference, folder: str, root: str = ""
) -> ReferenceIndex:
    """The index of what a reference can name.

    Args:
        found: The files of its collection.
        reference: How they are named and shown.
        folder: The collection's, as the candidates' paths begin; "" for all.
        root: The site's root below that of the paths, or "" where they are one.
    """
    made = [(one, value) for one in found if (value := _value(one, reference, folder, root))]
    dated = 2 * sum(bool(one.date) for one, _value in made) > len(made)
    made.sort(key=lambda pair: title_key(pair[0].title))
    if dated:
        made.sort(key=lambda pair: pair[0].date, reverse=True)
    items, texts = [], []
    places: dict[str, int] = {}
    for place, (one, value) in enumerate(made):
        item = Referable(value, _title(one, reference), _detail(one, reference), one.path)
        items.append(item)
        texts.append(_text(item, one, reference))
        places.setdefault(value, place)
    for place, (one, value) in enumerate(made):
        # Other ways to write the same: a value of its own goes before them.
        for name in _other_names(one, value, folder, root):
            places.setdefault(name, place)
    return ReferenceIndex(tuple(items), tuple(texts), places)


def _value(one: Candidate, reference: Reference, folder: str, root: str) -> str:
    match reference.value:
        case "slug":
            own = one.data.get("slug")
            return own if isinstance(own, str) and own else _slug(one.path, folder)
        case "path":
            return one.path.removeprefix(f"{root}/") if root else one.path
        case name:
            value = one.data.get(name)
            return str(value) if isinstance(value, str | int | float) and value != "" else ""


def _slug(path: str, folder: str) -> str:
    """The path below the collection's folder, without suffix; a post of its own folder is that."""
    below = path.removeprefix(f"{folder}/") if folder else path
    stem = _without_suffix(below)
    head, _slash, last = stem.rpartition("/")
    return head if last in ("index", "_index") and head else stem


def _without_suffix(path: str) -> str:
    head, _dot, suffix = path.rpartition(".")
    return head if f".{suffix.lower()}" in _SUFFIXES else path


def _other_names(one: Candidate, value: str, folder: str, root: str) -> set[str]:
    below = one.path.removeprefix(f"{folder}/") if folder else one.path
    in_site = one.path.removeprefix(f"{root}/") if root else one.path
    slug = _slug(one.path, folder)
    names = {below, in_site, slug, _without_suffix(below), _without_suffix(in_site)}
    if slug[:4].isdigit():
        names.add(_DATED.sub("", slug))
    names |= {_plain_name(name) for name in (*names, value) if _is_not_plain(name)}
    return names


def _is_not_plain(name: str) -> bool:
    """Whether `_plain_name` makes another one of it; without the cost of making it."""
    return not name.islower() or " " in name or not name.isascii()


def _plain_name(value: str) -> str:
    """A value as generators make ids of it: in lower case, spaces as hyphens."""
    return re.sub(r"\s+", "-", value.strip().strip("/").lower())


def _title(one: Candidate, reference: Reference) -> str:
    shown = one.data.get(reference.display[0]) if reference.display else None
    return str(shown) if isinstance(shown, str | int | float) and shown != "" else one.title


def _detail(one: Candidate, reference: Reference) -> str:
    more = [one.data.get(name) for name in reference.display[1:]]
    words = [str(value) for value in more if isinstance(value, str | int | float) and value != ""]
    day = one.date[: len("2026-11-22")]
    return " · ".join((*words, one.path, day) if day else (*words, one.path))


def _text(item: Referable, one: Candidate, reference: Reference) -> str:
    words = [item.title, item.path, item.value]
    words += [str(value) for name in reference.search if (value := one.data.get(name))]
    if reference.display[1:]:
        words.append(item.detail)
    return fold("\n".join(words))


def _json_map(source: str) -> Mapping[str, object]:
    try:
        data = json.loads(source or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _data_of(path: Path) -> Mapping[str, object] | None:
    """The fields of a file of data; None where it has none that can be read."""
    try:
        if path.stat().st_size > _MOST_DATA_BYTES:
            return None
        text = path.read_text("utf-8-sig")
        match path.suffix.lower():
            case ".json":
                data: object = json.loads(text)
            case ".toml":
                data = tomllib.loads(text)
            case _:
                data = parse_yaml(text)
    except (OSError, ValueError, RecursionError, BrokenSourceError):
        return None
    return data if isinstance(data, Mapping) else None
