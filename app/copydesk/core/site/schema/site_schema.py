"""All that a site says of its own fields: of each post, and of each collection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from copydesk.core.site.labels import humanise
from copydesk.core.site.schema.combine import Stated, combined_fields
from copydesk.core.site.schema.facts import (
    EVERY,
    CollectionFacts,
    NewPostRule,
    SchemaNotice,
)
from copydesk.core.site.schema.globs import matches_glob, unfolded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from copydesk.core.site.field import Field


@dataclass(frozen=True, slots=True)
class CollectionSchema:
    """What a site's sources say together of the posts of one kind.

    Attributes:
        name: As the most believed source calls it; "*" where it is only said of every collection.
        label: In an editor's words.
        folder: Relative to the site's root; "" for the root itself.
        fields: In the order to show them.
        closed: Whether other fields break the site's build.
        new_post: How new ones are made.
        told_by: What the sources are called, the most believed first but those that only add to
            others last: "Astro schema".
        sources: The files that were read.
        selector: The field and value by which a post says that it is one of these, where it must.
        files: Single posts, where it is not a folder.
    """

    name: str
    label: str
    folder: str
    fields: tuple[Field, ...]
    closed: bool
    new_post: NewPostRule
    told_by: tuple[str, ...]
    sources: tuple[str, ...]
    selector: tuple[str, str] | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One source's facts, and what the source is called."""

    label: str
    facts: CollectionFacts
    folder: str


@dataclass
class SiteSchema:
    """What was read of a site's sources.

    Attributes:
        told: For each reader that found something, what it says, the most believed first.
        notices: What could not be read.
        watched: Files and folders, relative to the root, on which all this depends.
    """

    told: tuple[tuple[Told, ...], ...] = ()
    notices: tuple[SchemaNotice, ...] = ()
    watched: tuple[str, ...] = ()
    _known: dict[tuple[int, ...], CollectionSchema] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SiteSchema):
            return NotImplemented
        mine, theirs = (self.told, self.notices), (other.told, other.notices)
        return mine == theirs and self.watched == other.watched

    __hash__ = None  # type: ignore[assignment]  # what it remembers changes

    def of_post(self, path: str, data: Mapping[str, object]) -> CollectionSchema | None:
        """The schema of one post; None where no source speaks of it.

        Args:
            path: Relative to the site's root, "/" between folders.
            data: Its fields' values: some sites tell by one which kind a post is.
        """
        chosen = [one for reader in self.told for one in _of_reader(reader, path, data)]
        return self._combined(chosen) if chosen else None

    def collections(self) -> tuple[CollectionSchema, ...]:
        """All collections that the sources name, each with all that is said of it."""
        result: dict[tuple[str, ...], CollectionSchema] = {}
        for reader in self.told:
            for one in reader:
                if one.facts.name == EVERY:
                    continue
                key = (one.folder, *one.facts.files, *(one.facts.selector or ()))
                if key not in result:
                    result[key] = self._combined(self._beside(one))
        return tuple(result.values())

    def kinds_in(self, folder: str) -> tuple[CollectionSchema, ...]:
        """The kinds of post that can be made in a folder; none where no source speaks of it.

        Args:
            folder: Relative to the site's root, "" for the root itself.
        """
        for reader in self.told:
            near = [
                one
                for one in reader
                if one.facts.name != EVERY and not one.facts.files and _is_in(folder, one.folder)
            ]
            if near:
                deepest = max(len(one.folder) for one in near)
                kinds = {
                    id(kind): kind
                    for one in near
                    if len(one.folder) == deepest
                    for kind in [self._combined(self._beside(one, folder))]
                }
                wanted = [kind for kind in kinds.values() if kind.new_post.may_create is not False]
                return tuple(wanted or kinds.values())
        said = self.of_post(f"{folder}/a.md".lstrip("/"), {})
        return (said,) if said else ()

    def _beside(self, told: Told, folder: str | None = None) -> list[Told]:
        """What all readers say of the posts that one of them speaks of."""
        example = told.facts.files[0] if told.facts.files else _example(told, folder)
        data = dict([told.facts.selector]) if told.facts.selector else {}
        found = [one for reader in self.told for one in _of_reader(reader, example, data)]
        return found if told in found else [told]

    def _combined(self, told: Sequence[Told]) -> CollectionSchema:
        key = tuple(id(one) for one in told)
        if key not in self._known:
            self._known[key] = combined_collection(told)
        return self._known[key]


def _of_reader(reader: Sequence[Told], path: str, data: Mapping[str, object]) -> list[Told]:
    """What one reader says of a post: of the collection that fits best, and of every collection."""
    fitting = [one for one in reader if one.facts.name != EVERY and _fits(one, path, data)]
    best = max(fitting, key=_closeness, default=None)
    chosen = [one for one in fitting if best and _same_collection(one, best)]
    return chosen + [one for one in reader if one.facts.name == EVERY]


def _same_collection(one: Told, other: Told) -> bool:
    a, b = one.facts, other.facts
    return (a.name, a.files, a.selector) == (b.name, b.files, b.selector)


def _closeness(told: Told) -> tuple[bool, bool, int]:
    return bool(told.facts.files), told.facts.selector is not None, len(told.folder)


def _fits(told: Told, path: str, data: Mapping[str, object]) -> bool:
    facts = told.facts
    if facts.selector is not None:
        key, value = facts.selector
        if key not in data or not _says(data[key], value):
            return False
    if facts.files:
        return path in facts.files
    prefix = f"{told.folder}/" if told.folder else ""
    if not path.startswith(prefix):
        return False
    below = path[len(prefix) :]
    included = not facts.include or any(matches_glob(below, glob) for glob in facts.include)
    return included and not any(matches_glob(below, glob) for glob in facts.exclude)


def _says(value: object, wanted: str) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_says(item, wanted) for item in value)
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return said == wanted


def _is_in(folder: str, other: str) -> bool:
    return not other or folder == other or folder.startswith(f"{other}/")


def _example(told: Told, folder: str | None = None) -> str:
    """The path of a post that could be in a collection, or in a folder of it."""
    folder = told.folder if folder is None else folder
    suffix = told.facts.new_post.suffix or "md"
    for glob in told.facts.include:
        for one in unfolded(glob):
            suffix = one.rpartition(".")[2] if "." in one.rpartition("/")[2] else suffix
            break
    name = f"a.{suffix}" if "*" not in suffix else "a.md"
    return f"{folder}/{name}" if folder else name


def combined_collection(told: Sequence[Told]) -> CollectionSchema:
    """What several sources say of one collection, the most believed first."""
    named = next((one for one in told if one.facts.name != EVERY), told[0])
    facts = [one.facts for one in told]
    whole = [one for one in facts if not one.partial]
    sources = [[Stated(stated, one.source, one.binding) for stated in one.fields] for one in facts]
    order = next((one.order for one in facts if one.order), ())
    # What only adds to others tells no order: its own fields come last.
    usual = [stated.name for one in whole for stated in one.fields]
    closed = next((one.closed for one in facts if one.closed is not None), False)
    return CollectionSchema(
        name=named.facts.name,
        label=next((f.label for f in facts if f.label), humanise(named.facts.name)),
        folder=named.folder,
        fields=combined_fields(sources, (*order, *usual)),
        closed=closed,
        new_post=combined_rule([one.new_post for one in facts]),
        told_by=tuple(
            dict.fromkeys(one.label for one in sorted(told, key=lambda one: one.facts.partial))
        ),
        sources=tuple(dict.fromkeys(one.source for one in facts)),
        selector=named.facts.selector,
        files=named.facts.files,
    )


def combined_rule(rules: Sequence[NewPostRule]) -> NewPostRule:
    """What several sources say of new posts, the most believed first."""
    result = NewPostRule()
    for rule in rules:
        told = {
            name: value
            for name in NewPostRule.__dataclass_fields__
            if getattr(result, name) is None and (value := getattr(rule, name)) is not None
        }
        result = replace(result, **told)
    return result
