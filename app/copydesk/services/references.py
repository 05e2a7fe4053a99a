"""The posts that fields can refer to, kept in step with the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.library.references import (
    Candidate,
    Referable,
    ReferenceIndex,
    build_index,
    candidates,
    data_candidates,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry
    from copydesk.core.site.field import Reference
    from copydesk.core.site.model import Site
    from copydesk.services.library import Library
    from copydesk.services.schemas import Schemas
    from copydesk.services.tasks import TaskRunner

# Posts that change one after the other, as while a folder is read, are taken in at once.
_SETTLE_MS = 400


class References(QObject):
    """Finds the posts that a reference may name. Indexes are made on a thread.

    Signals:
        changed: Ask again: posts came, went or have other titles.
        open_requested (Path): Open this post.
    """

    changed = Signal()
    open_requested = Signal(object)

    def __init__(
        self,
        library: Library,
        schemas: Schemas | None,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._schemas, self._tasks = library, schemas, tasks
        self._site: Site | None = None
        self._indexes: dict[Reference, ReferenceIndex] = {}
        self._asked: set[Reference] = set()
        self._stale: set[Reference] = set()
        self._generation = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self._build_stale)
        library.folder_opened.connect(self._forget)
        library.entries_changed.connect(self._note_paths)
        library.loaded.connect(self.changed)  # what is missing can be said from now on
        if schemas is not None:
            schemas.changed.connect(self._note_all)

    def set_site(self, site: Site | None) -> None:
        """Looks for collections in this site from now on."""
        self._site = site
        self._forget()

    def index(self, reference: Reference) -> ReferenceIndex | None:
        """All that a reference may name; None until it is known, which `changed` tells."""
        if reference not in self._asked:
            self._asked.add(reference)
            self._build(reference)
        return self._indexes.get(reference)

    def search(self, reference: Reference, query: str, limit: int) -> list[Referable]:
        """The best matches for what was typed."""
        index = self.index(reference)
        return index.search(query, limit) if index else []

    def find(self, reference: Reference, value: str) -> Referable | None:
        """The post that a written value names, if it is known."""
        index = self.index(reference)
        return index.find(value) if index else None

    def trouble(self, reference: Reference, value: str) -> str:
        """What is wrong with a written value; "" too while that can't be known."""
        index = self.index(reference)
        if not value or index is None or not index.items or self._library.loading:
            return ""
        if index.find(value) is not None:
            return ""
        where = f" in {reference.collection}" if reference.collection else ""
        return f"There is no post “{value}”{where}."

    def open(self, post: Referable) -> None:
        """Asks for a post to be opened."""
        self.open_requested.emit(self._library.absolute(post.path))

    def _build(self, reference: Reference) -> None:
        root = self._library.root
        if root is None:
            self._indexes[reference] = ReferenceIndex()
            return
        folder, place = self._folder(reference.collection)
        prefix = f"{folder}/" if folder else ""
        entries: Sequence[PostEntry] = [
            entry for path, entry in self._library.entries.items() if path.startswith(prefix)
        ]
        self._tasks.run(
            partial(_index, entries, reference, folder, self._site_prefix(), place),
            partial(self._take, self._generation, reference),
            key=f"references:{reference!r}",
        )

    def _folder(self, collection: str) -> tuple[str, Path | None]:
        """A collection's folder below the library's, and on disk where it may hold data too."""
        root = self._library.root
        if not collection or root is None:
            return "", None
        folder = self._named(collection)
        path = (self._site.root if self._site is not None else root) / folder
        if path == root or (not path.is_relative_to(root) and root.is_relative_to(path)):
            return "", path
        inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else folder
        return inside, path

    def _named(self, collection: str) -> str:
        """The folder of a collection, below the site's root."""
        if self._schemas is not None:
            for schema in self._schemas.schema.collections():
                if schema.name == collection:
                    return schema.folder
        own = self._site.collections if self._site is not None else ()
        return next((one.folder for one in own if one.name == collection), collection)

    def _site_prefix(self) -> str:
        root, site = self._library.root, self._site
        if root is None or site is None or site.root == root or not site.root.is_relative_to(root):
            return ""
        return site.root.relative_to(root).as_posix()

    def _take(self, generation: int, reference: Reference, index: ReferenceIndex) -> None:
        if generation == self._generation and self._indexes.get(reference) != index:
            self._indexes[reference] = index
            self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self._generation += 1
        self._indexes.clear()
        self._asked.clear()
        self._stale.clear()
        self.changed.emit()

    @Slot(object)
    def _note_paths(self, paths: set[str]) -> None:
        """Only what holds a post that changed is made anew."""
        for reference in self._asked - self._stale:
            folder, _place = self._folder(reference.collection)
            if not folder or any(path.startswith(f"{folder}/") for path in paths):
                self._stale.add(reference)
        self._build_soon()

    @Slot()
    def _note_all(self) -> None:
        self._stale |= self._asked
        self._build_soon()

    def _build_soon(self) -> None:
        if self._stale and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _build_stale(self) -> None:
        stale, self._stale = self._stale, set()
        for reference in stale:
            self._build(reference)


def _index(
    entries: Sequence[PostEntry],
    reference: Reference,
    folder: str,
    root: str,
    place: Path | None,
) -> ReferenceIndex:
    found: list[Candidate] = candidates(entries, reference)
    if place is not None:
        found += data_candidates(place, f"{folder}/" if folder else "")
    return build_index(found, reference, folder, root)
