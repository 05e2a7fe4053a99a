"""What is known of a site's fields, as a whole: for `copydesk fields`, and for who asks why."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.library.reading import read_entry
from copydesk.core.library.scan import is_post, survey
from copydesk.core.site.detect import detect_site
from copydesk.core.site.learn import learn_fields, metadata_of
from copydesk.core.site.schema.combine import with_inferred
from copydesk.core.site.schema.facts import NewPostRule
from copydesk.core.site.schema.reading import read_site_schema
from copydesk.core.site.schema.site_schema import CollectionSchema
from copydesk.core.storage.failures import storage_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from copydesk.core.site.field import Field
    from copydesk.core.site.model import Site
    from copydesk.core.site.schema.facts import SchemaNotice
    from copydesk.core.site.schema.site_schema import SiteSchema

MOST_SAMPLES = 300
"""How many posts of a collection, the newest, show what its fields are."""


@dataclass(frozen=True, slots=True)
class DescribedCollection:
    """One collection, with its fields from all sources.

    Attributes:
        schema: What the site's sources say; without any, its names and its folder.
        posts: How many posts it has.
        fields: The schema's, then those that only posts have.
    """

    schema: CollectionSchema
    posts: int
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class DescribedSite:
    """All that is known of a site's fields.

    Attributes:
        site: Its generator and folders.
        collections: The schema's, then the generator's that no schema speaks of.
        notices: What of the schema could not be read.
    """

    site: Site
    collections: tuple[DescribedCollection, ...]
    notices: tuple[SchemaNotice, ...]


def describe_site(path: Path) -> DescribedSite:
    """The site at or above a folder or a post; for a post, its own collection alone.

    Args:
        path: Absolute; it is there.

    Raises:
        StorageError: The site's folder can't be read.
    """
    post = None if path.is_dir() else path
    site = detect_site(path if post is None else path.parent)
    schema = read_site_schema(site.root, site)
    try:
        files = survey(site.root).files
    except OSError as error:
        raise storage_error(error, site.root, "read") from error
    library = _Posts(site, schema, {p: t for p, (t, _size) in files.items()})
    if post is not None:
        relative = site.relative(post)
        if relative is None:
            raise StorageError(f"“{post.name}” is no post of the site “{site.name}”.")
        return DescribedSite(site, (library.of_post(relative),), schema.notices)
    return DescribedSite(site, tuple(library.collections()), schema.notices)


class _Posts:
    """The posts of a site, by collection; each is read once at most."""

    def __init__(self, site: Site, schema: SiteSchema, times: Mapping[str, int]) -> None:
        self._site, self._schema = site, schema
        self._times = {path: t for path, t in times.items() if is_post(path)}
        self._read: dict[str, tuple[str, Mapping[str, object]]] = {}

    def collections(self) -> list[DescribedCollection]:
        told = self._schema.collections()
        posts: dict[int, list[str]] = {id(one): [] for one in told}
        rest: dict[str, list[str]] = {c.folder: [] for c in self._site.collections}
        for path in self._times:
            own = self._collection_of(path)
            if own is not None and id(own) in posts:
                posts[id(own)].append(path)
            elif (collection := self._site.collection_of(self._site.root / path)) is not None:
                rest[collection.folder].append(path)
        folders = {one.folder for one in told}
        unnamed = [
            self._described(_of_generator(c.name, c.label, c.folder), rest[c.folder])
            for c in self._site.collections
            if c.folder not in folders and (rest[c.folder] or not c.folder)
        ]
        return [self._described(one, posts[id(one)]) for one in told] + unnamed

    def of_post(self, path: str) -> DescribedCollection:
        schema = self._schema.of_post(path, self._data(path))
        if schema is None:
            collection = self._site.collection_of(self._site.root / path)
            name, label, folder = (
                (collection.name, collection.label, collection.folder)
                if collection
                else ("", self._site.name, path.rpartition("/")[0])
            )
            schema = _of_generator(name, label, folder)
        prefix = f"{schema.folder}/" if schema.folder else ""
        beside = [one for one in self._times if one.startswith(prefix)]
        if schema.sources:
            beside = [one for one in beside if self._collection_of(one) is schema]
        return self._described(schema, beside)

    def _collection_of(self, path: str) -> CollectionSchema | None:
        """A post's own; its values are read only where a source wants to know them."""
        data = self._data(path) if self._by_value else {}
        return self._schema.of_post(path, data)

    @property
    def _by_value(self) -> bool:
        return any(one.facts.selector for reader in self._schema.told for one in reader)

    def _described(self, schema: CollectionSchema, posts: Sequence[str]) -> DescribedCollection:
        newest = nlargest(MOST_SAMPLES, posts, key=self._times.__getitem__)
        learned = learn_fields([(path, self._metadata(path)) for path in sorted(newest)])
        return DescribedCollection(schema, len(posts), with_inferred(schema.fields, learned.fields))

    def _metadata(self, path: str) -> str:
        return self._entry(path)[0]

    def _data(self, path: str) -> Mapping[str, object]:
        return self._entry(path)[1]

    def _entry(self, path: str) -> tuple[str, Mapping[str, object]]:
        if path not in self._read:
            entry = read_entry(self._site.root, path)
            source = entry.metadata_json if entry else ""
            self._read[path] = source, metadata_of(source)
        return self._read[path]


def _of_generator(name: str, label: str, folder: str) -> CollectionSchema:
    """A collection that no source speaks of."""
    return CollectionSchema(name, label, folder, (), False, NewPostRule(), (), ())
