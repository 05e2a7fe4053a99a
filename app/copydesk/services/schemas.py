"""What the site says of its own fields, read again whenever its sources change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.library.scan import is_ignored

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.site.model import Site
    from copydesk.core.site.schema.facts import SchemaNotice
    from copydesk.core.site.schema.site_schema import SiteSchema
    from copydesk.services.library import Library
    from copydesk.services.notifier import Notifier
    from copydesk.services.tasks import TaskRunner

# A generator writes its schemas one after the other; they are read once it is done.
_SETTLE_MS = 150


class Schemas(QObject):
    """Holds the schema of the open site.

    Signals:
        changed: It is another one now, or there is none.
    """

    changed = Signal()

    def __init__(
        self,
        library: Library,
        tasks: TaskRunner,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._notifier = library, tasks, notifier
        self._site: Site | None = None
        self._schema: SiteSchema | None = None
        self._watched: tuple[Path, ...] = ()
        self._told: set[SchemaNotice] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._read)
        library.files_changed.connect(self._note_files)

    @property
    def schema(self) -> SiteSchema:
        """What was read last; empty until then."""
        if self._schema is None:
            from copydesk.core.site.schema.site_schema import SiteSchema  # not needed to start

            self._schema = SiteSchema()
        return self._schema

    def set_site(self, site: Site | None) -> None:
        """Reads another site's sources."""
        self._settle.stop()
        self._site = site
        self._watched = ()
        self._tell(())
        self._take(None)
        self._read()

    @Slot()
    def _read(self) -> None:
        site = self._site
        if site is not None:
            self._tasks.run(partial(_read, site), partial(self._take_reading, site), key="schema")

    def _take_reading(self, site: Site, reading: _Reading) -> None:
        if site is not self._site:
            return
        self._watched = reading.watched
        for folder in reading.folders:
            self._library.watch_folder(folder)
        self._take(reading.schema)
        self._tell(reading.schema.notices)

    def _take(self, schema: SiteSchema | None) -> None:
        if schema != self._schema:
            self._schema = schema
            self.changed.emit()

    def _tell(self, notices: Iterable[SchemaNotice]) -> None:
        """Tells what is new, and takes back what was mended: should it break again, it is new."""
        now = {notice for notice in notices if not notice.quiet}
        for notice in self._told - now:
            self._notifier.withdraw(_spoken(notice))
        for notice in sorted(now - self._told, key=lambda one: (one.source, one.line)):
            self._notifier.warn(_spoken(notice), notice.next_step)
        self._told = now

    @Slot(object)
    def _note_files(self, paths: set[Path]) -> None:
        if any(_concerns(path, watched) for watched in self._watched for path in paths):
            self._settle.start()


def _spoken(notice: SchemaNotice) -> str:
    return f"{notice.sentence} (line {notice.line})" if notice.line else notice.sentence


def _concerns(path: Path, watched: Path) -> bool:
    """Whether news of a path may be news of what is watched: of itself, in it, or above it."""
    return path == watched or watched in path.parents or path in watched.parents


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read.

    Attributes:
        schema: The schema.
        watched: The files and folders it depends on, absolute.
        folders: Folders to watch that the library itself does not look into.
    """

    schema: SiteSchema
    watched: tuple[Path, ...]
    folders: tuple[Path, ...]


def _read(site: Site) -> _Reading:
    # Its readers take long to load, which the window's thread need not wait for.
    from copydesk.core.site.schema.reading import read_site_schema

    schema = read_site_schema(site.root, site)
    folders = {
        folder
        for relative in schema.watched
        if is_ignored(f"{relative}/x")
        and (folder := _nearest_folder(site.root, Path(relative))) is not None
    }
    watched = tuple(site.root / relative for relative in schema.watched)
    return _Reading(schema, watched, tuple(sorted(folders)))


def _nearest_folder(root: Path, relative: Path) -> Path | None:
    """The folder that a path is or lies in, or will lie in; None for the root, which is watched."""
    path = root / relative
    while path != root:
        if path.is_dir():
            return path
        path = path.parent
    return None
