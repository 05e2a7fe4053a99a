"""Which fields a post should have: what the site says, and what the posts beside it show."""

from __future__ import annotations

from functools import partial
from heapq import nlargest
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.site.learn import Learned, learn_fields, learn_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.site.field import Field
    from copydesk.core.site.model import Collection, Site
    from copydesk.core.site.schema.site_schema import CollectionSchema
    from copydesk.services.library import Library
    from copydesk.services.schemas import Schemas
    from copydesk.services.tasks import TaskRunner

# The newest posts show how the site is written now, and a bound keeps the work too short to be
# felt by who types (measured: the fields of 300 posts 7 ms, the words of 2,000 posts 17 ms).
_MOST_SAMPLES = 300
_MOST_WORD_SOURCES = 2_000
# Posts that change one after the other, as while a folder is read, are learned from once.
_SETTLE_MS = 400


class Fields(QObject):
    """Knows the fields of each collection and the words used in them.

    Signals:
        fields_changed: Ask again: the fields of some collection, or their words, are others now.
    """

    fields_changed = Signal()

    def __init__(
        self,
        library: Library,
        tasks: TaskRunner,
        schemas: Schemas,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._schemas = library, tasks, schemas
        self._site: Site | None = None
        self._learned: dict[str, Learned] = {}
        self._words: dict[str, tuple[str, ...]] | None = None
        self._last: tuple[tuple[Field, ...], tuple[Field, ...], tuple[Field, ...]] | None = None
        self._stale: set[str] = set()
        self._words_stale = False
        self._asked: set[str] = set()
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._learn_stale)
        library.folder_opened.connect(self._forget)
        library.entries_changed.connect(self._note_changes)
        schemas.changed.connect(self.fields_changed)

    @property
    def site(self) -> Site | None:
        """The site whose collections are used, once it is known."""
        return self._site

    def set_site(self, site: Site | None) -> None:
        """Takes the collections of a site; without one, each folder of posts is its own."""
        self._site = site
        self._forget()
        self._schemas.set_site(site)
        self.fields_changed.emit()

    def collection_of(self, path: Path | None) -> Collection | None:
        """The collection that a post belongs to, where the site has one for it."""
        return self._site.collection_of(path) if self._site and path else None

    def schema_of(
        self, path: Path | None, data: Mapping[str, object] | None = None
    ) -> CollectionSchema | None:
        """What the site's sources say of posts like this one; None where they say nothing.

        Args:
            path: The post's file.
            data: Its values: some sites tell by one of them which kind a post is.
        """
        relative = self._site.relative(path) if self._site and path else None
        return None if relative is None else self._schemas.schema.of_post(relative, data or {})

    @property
    def notes(self) -> tuple[str, ...]:
        """What else could be known of the site's fields, and how; a sentence each."""
        notices = self._schemas.schema.notices
        return tuple(f"{one.sentence} {one.next_step}" for one in notices if one.quiet)

    def kinds_in(self, folder: Path) -> tuple[CollectionSchema, ...]:
        """The kinds of post that the site lets be made in a folder; none where it says nothing."""
        relative = self._site.relative(folder) if self._site else None
        if relative is None:
            return ()
        return self._schemas.schema.kinds_in("" if relative == "." else relative)

    def fields_for(
        self, path: Path | None, data: Mapping[str, object] | None = None
    ) -> tuple[Field, ...]:
        """The fields of posts like this one: the schema's, then those that other posts have.

        What other posts have is empty until it is learned.

        Args:
            path: The post's file.
            data: Its values, see `schema_of`.
        """
        schema = self.schema_of(path, data)
        place = self._place(path)
        if place is None:
            return schema.fields if schema else ()
        folder, own = place
        if folder not in self._asked:
            self._asked.add(folder)
            self._start(folder)
        shown = self._learned.get(folder, Learned()).without(own)
        return self._joined(schema.fields, shown) if schema else shown

    def _joined(self, fields: tuple[Field, ...], shown: tuple[Field, ...]) -> tuple[Field, ...]:
        """Both together: for the same ones the very same fields, as a form asks at every key."""
        if self._last is None or self._last[0] is not fields or self._last[1] != shown:
            from copydesk.core.site.schema.combine import with_inferred  # not needed to start

            self._last = (fields, shown, with_inferred(fields, shown))
        return self._last[2]

    def completions(self, path: Path | None, key: str) -> list[str]:
        """Values that posts of the library use for a field, the most used first."""
        if path is None or self._library.root is None:
            return []
        if self._words is None:
            self._words = {}
            self._start_words()
        return list(self._words.get(key, ()))

    def _place(self, path: Path | None) -> tuple[str, str] | None:
        """The collection's folder and the post, both as the library names them; "" is its root."""
        root = self._library.root
        if path is None or root is None or not path.is_relative_to(root):
            return None
        own = path.relative_to(root).as_posix()
        below = self._collection_folder(path)
        if below is None or self._site is None:
            return own.rpartition("/")[0], own
        folder = self._site.root / below
        if folder == root or not folder.is_relative_to(root):
            return "", own
        return folder.relative_to(root).as_posix(), own

    def _collection_folder(self, path: Path) -> str | None:
        """The folder of the posts to learn from, relative to the site's root."""
        collection = self.collection_of(path)
        schema = self.schema_of(path)
        folders = [collection.folder] if collection else []
        folders += [schema.folder] if schema and schema.folder else []
        return max(folders, key=len, default=None)

    def _entries_in(self, folder: str) -> Iterable[PostEntry]:
        entries = self._library.entries
        prefix = f"{folder}/" if folder else ""
        return (entries[path] for path in list(entries) if path.startswith(prefix))

    def _start(self, folder: str) -> None:
        newest = nlargest(_MOST_SAMPLES, self._entries_in(folder), key=_age)
        # In the library's own order, so that a saved post does not shuffle equal choices.
        posts = sorted((entry.path, entry.metadata_json) for entry in newest)
        self._tasks.run(
            partial(learn_fields, posts),
            partial(self._take_fields, self._generation, folder),
            key=f"fields:{folder}",
        )

    def _start_words(self) -> None:
        newest = nlargest(_MOST_WORD_SOURCES, self._library.entries.values(), key=_age)
        sources = [entry.metadata_json for entry in newest]
        self._tasks.run(
            partial(learn_words, sources), partial(self._take_words, self._generation), key="words"
        )

    def _take_fields(self, generation: int, folder: str, learned: Learned) -> None:
        if generation == self._generation and self._learned.get(folder) != learned:
            self._learned[folder] = learned
            self.fields_changed.emit()

    def _take_words(self, generation: int, words: dict[str, tuple[str, ...]]) -> None:
        if generation == self._generation and words != self._words:
            self._words = words
            self.fields_changed.emit()

    @Slot()
    def _forget(self) -> None:
        self._generation += 1
        self._learned.clear()
        self._asked.clear()
        self._stale.clear()
        self._words = None

    @Slot(object)
    def _note_changes(self, paths: set[str]) -> None:
        self._stale.update(
            folder
            for folder in self._asked
            if not folder or any(path.startswith(f"{folder}/") for path in paths)
        )
        self._words_stale = self._words is not None
        if (self._stale or self._words_stale) and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _learn_stale(self) -> None:
        for folder in self._stale:
            self._start(folder)
        self._stale.clear()
        if self._words_stale:
            self._words_stale = False
            self._start_words()


def _age(entry: PostEntry) -> int:
    return entry.mtime_ns
