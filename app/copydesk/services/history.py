"""Keeps versions of the open posts while they are worked on, so that no text is ever lost."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.errors import CopydeskError, StorageError
from copydesk.core.posts.encoding import TextFormat, decode, encode
from copydesk.core.storage.fingerprint import digest, read_file
from copydesk.core.storage.history import History, Origin, Version
from copydesk.core.storage.history_database import HistoryDatabase
from copydesk.core.storage.history_prune import prune
from copydesk.core.storage.history_salvage import salvage
from copydesk.services.open_document import DiskVersion

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.settings import Settings
    from copydesk.services.tasks import TaskRunner

T = TypeVar("T")

HISTORY_LANE = "history"
"""The order of tasks that keep versions: a save does not wait for them."""
# Opening the file checks it, 0.3 s where it holds 200,000 versions: before the first save needs it.
_OPEN_MS = 2_000
# Old versions are let go of when the desk has long started, then a few times a day.
_FIRST_PRUNE_MS = 3 * 60_000
_PRUNE_EVERY_MS = 6 * 3_600_000
# In these any text can be written, half characters too.
_ANY_TEXT = (TextFormat(), TextFormat("utf-16-le", bom=True, undecodable=True))


class HistoryKeeper(QObject):
    """Decides what is kept when; all of it is written off the window's thread.

    - A post is edited for the first time since it was read: what stands on disk, as FOUND.
    - It is saved: what was written, as SAVED, or RESTORED or RECOVERED after `next_save_is`.
    - Another program's change is taken over: what stood there before, then theirs, as OUTSIDE.
    - Text is about to be thrown away (`Documents.letting_go`): that text. Mine is SET_ASIDE, or
      BEFORE_MERGE; theirs is OUTSIDE.
    - A file is about to be replaced and what stands in it is not kept: that, before it is replaced.

    A history that can't be written stops no save; the editor is told once.

    Signals:
        changed (Path): This post has other versions now.
    """

    changed = Signal(object)
    _troubled = Signal(object)
    _damaged = Signal(object)
    _newer = Signal()

    def __init__(
        self,
        documents: Documents,
        tasks: TaskRunner,
        notifier: Notifier,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._documents, self._tasks = documents, tasks
        self._notifier, self._settings = notifier, settings
        folder = platformdirs.user_data_path("copydesk", appauthor=False) / "history"
        self.history = History(folder)
        self._told = False
        self._stopping = threading.Event()
        self._bases: dict[OpenDocument, DiskVersion | None] = {}
        self._next: dict[OpenDocument, Origin] = {}
        self._join(documents)
        self._prune_timer = QTimer(self, singleShot=True, interval=_FIRST_PRUNE_MS)
        self._prune_timer.timeout.connect(self.prune)
        self._prune_timer.start()
        self._open_timer = QTimer(self, singleShot=True, interval=_OPEN_MS)
        self._open_timer.timeout.connect(self._open)
        self._open_timer.start()

    def _join(self, documents: Documents) -> None:
        self._listen(self.history.database)
        self._troubled.connect(self._tell_trouble)
        self._damaged.connect(self._tell_damage)
        self._newer.connect(self._tell_newer)
        documents.keep_before_save = self.keep_before_save
        documents.opened.connect(self._note_opened)
        documents.saved.connect(self._keep_saved)
        documents.reloaded.connect(self._keep_reloaded)
        documents.letting_go.connect(self._keep_given_up)
        documents.closed.connect(self._forget)

    def _listen(self, database: HistoryDatabase) -> None:
        # Called on whatever thread meets it; a signal brings it here.
        database.damaged, database.newer = self._damaged.emit, self._newer.emit

    def versions(self, document: OpenDocument, then: Callable[[list[Version]], object]) -> None:
        """Gives the versions of a post, newest first, once all that was asked before is kept."""
        path = document.path
        if path is None:
            then([])
            return
        stands = document.base.digest if document.base is not None else None
        self._ask(partial(self.history.versions, path, stands), then, partial(then, []))

    def content(self, version: Version, then: Callable[[DiskVersion | None], object]) -> None:
        """Gives the text of a version, or None when it can't be read any more."""
        self._ask(partial(_read, self.history, version), then, partial(then, None))

    def untitled(self, then: Callable[[list[Version]], object]) -> None:
        """Gives the newest version of each post that never had a file, newest first."""
        self._ask(self.history.untitled, then, partial(then, []))

    def next_save_is(self, document: OpenDocument, origin: Origin) -> None:
        """Notes that a version was brought back into a post: what its next save is kept as."""
        self._next[document] = origin

    def keep_before_save(self, path: Path, data: bytes) -> None:
        """Makes sure that ``data``, which is about to be replaced in that file, is kept.

        For any thread. The save goes on without it, but must know.

        Raises:
            StorageError: It could not be kept; the editor is told already.
        """
        try:
            self.history.keep_standing(path, data)
        except Exception as error:
            self._troubled.emit(error)
            raise

    @Slot(object, object)
    def follow_move(self, old: Path, new: Path) -> None:
        """Goes along when a post, or a folder, was moved inside the desk."""
        self._run(partial(self.history.moved, old, new), lambda _none: self.changed.emit(new))

    @Slot()
    def prune(self) -> None:
        """Lets go of old versions, as the settings say; what was damaged is looked through."""
        self._prune_timer.start(_PRUNE_EVERY_MS)
        for damaged in self.history.database.set_aside():
            self._salvage(damaged)
        values = self._settings.values
        work = partial(self._prune, values.history_days, values.history_megabytes)
        self._tasks.run(work, self._pruned, self._tell_trouble)

    def stop(self) -> None:
        """To be called at the end, before the tasks are drained: what is queued is written."""
        self._prune_timer.stop()
        self._open_timer.stop()
        self._stopping.set()
        self._tasks.run(self.history.close, _ignore, in_order=True, lane=HISTORY_LANE)

    @Slot()
    def _open(self) -> None:
        self._run(self.history.open, _ignore)

    def _prune(self, days: int, megabytes: int) -> int:
        database = HistoryDatabase(self.history.folder)
        self._listen(database)
        try:
            return prune(database, days, megabytes, cancelled=self._stopping.is_set)
        finally:
            database.close()

    def _pruned(self, gone: int) -> None:
        if gone:
            self._all_changed()

    def _all_changed(self) -> None:
        for document in self._documents:
            if document.path is not None:
                self.changed.emit(document.path)

    @Slot(object)
    def _note_opened(self, document: OpenDocument) -> None:
        self._bases[document] = document.base
        document.modified_changed.connect(partial(self._note_modified, document))
        if document.modified:
            self._keep_base(document)

    def _note_modified(self, document: OpenDocument, modified: bool) -> None:
        self._bases[document] = document.base
        if modified:
            self._keep_base(document)

    def _keep_base(self, document: OpenDocument) -> None:
        if document.path is not None and document.base is not None:
            self._keep(document.path, document.base, Origin.FOUND)

    @Slot(object)
    def _keep_saved(self, document: OpenDocument) -> None:
        self._bases[document] = document.base
        origin = self._next.pop(document, Origin.SAVED)
        if document.path is not None and document.base is not None:
            self._keep(document.path, document.base, origin)

    @Slot(object)
    def _keep_reloaded(self, document: OpenDocument) -> None:
        before, self._bases[document] = self._bases.get(document), document.base
        if document.path is None or document.base is None:
            return
        if before is not None:
            self._keep(document.path, before, Origin.FOUND)
        self._keep(document.path, document.base, Origin.OUTSIDE)

    @Slot(object, str)
    def _keep_given_up(self, document: OpenDocument, why: str) -> None:
        path, theirs = document.path, document.theirs
        if path is not None and theirs is not None:
            self._keep_base(document)
            if why in ("overwritten", "merging"):
                self._keep(path, theirs, Origin.OUTSIDE)
                self._bases[document] = theirs
        if why != "overwritten":
            place = path or self.history.untitled_path(document.ident, document.name)
            origin = Origin.BEFORE_MERGE if why == "merging" else Origin.SET_ASIDE
            self._keep_text(place, document.text, document.text_format, origin)

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._bases.pop(document, None)
        self._next.pop(document, None)

    def _keep(self, path: Path, version: DiskVersion, origin: Origin) -> None:
        work = partial(_keep_version, self.history, path, version, origin)
        self._run(work, partial(self._kept, path))

    def _keep_text(self, path: Path, text: str, text_format: TextFormat, origin: Origin) -> None:
        if text.strip():
            work = partial(keep_text, self.history, path, text, text_format, origin)
            self._run(work, partial(self._kept, path))

    def _kept(self, path: Path, is_new: bool) -> None:
        if is_new:
            self._told = False
            self.changed.emit(path)

    def _run(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._tasks.run(work, done, self._tell_trouble, in_order=True, lane=HISTORY_LANE)

    def _ask(
        self, work: Callable[[], T], then: Callable[[T], object], failed: Callable[[], object]
    ) -> None:
        def tell(error: Exception) -> None:
            self._tell_trouble(error)
            failed()

        self._tasks.run(work, then, tell, in_order=True, lane=HISTORY_LANE)

    @Slot(object)
    def _tell_trouble(self, error: Exception) -> None:
        """Once until something can be kept again; every key could tell it anew."""
        if self._told:
            return
        self._told = True
        if isinstance(error, StorageError):
            step = f"Posts are saved as usual, without their older versions. {error.next_step}"
            self._notifier.error(error.sentence, step)
        else:
            self._notifier.error(error)

    @Slot(object)
    def _tell_damage(self, damaged: Path) -> None:
        self._notifier.warn(
            "The history of your posts was damaged, and a new one was begun.",
            f"What can be read of the old one is brought over. It stays in “{damaged.parent}”.",
        )
        self._salvage(damaged)

    def _salvage(self, damaged: Path) -> None:
        work = partial(salvage, self.history, damaged, cancelled=self._stopping.is_set)
        self._tasks.run(work, self._salvaged, self._tell_trouble)

    def _salvaged(self, brought: int) -> None:
        if brought:
            self._notifier.info(f"{brought:,} older texts were brought over into the new history.")
            self._all_changed()

    @Slot()
    def _tell_newer(self) -> None:
        self._notifier.warn(
            "A newer Copydesk wrote the history of your posts, so it is left as it is.",
            "Until you update, versions are kept apart from it.",
        )


def _keep_version(history: History, path: Path, version: DiskVersion, origin: Origin) -> bool:
    """Whether it was not the newest already."""
    if history.stands(path, version.digest):
        return False
    encoding = version.text_format.encoding
    history.keep(path, _bytes_of(path, version), origin, encoding=encoding)
    return True


def _bytes_of(path: Path, version: DiskVersion) -> bytes:
    """The bytes as they stood in the file."""
    data = b""
    try:
        data = encode(version.text, version.text_format)
        if digest(data) != version.digest:
            content = read_file(path)
            data = content.data if content.digest == version.digest else data
    except CopydeskError:
        data = data or _written(version.text, version.text_format)[0]
    return data


def keep_text(
    history: History, path: Path, text: str, text_format: TextFormat, origin: Origin
) -> bool:
    """Keeps any text as a version, in its own format or in one that can hold it; True.

    Raises:
        StorageError: It can't be kept.
    """
    data, written_as = _written(text, text_format)
    history.keep(path, data, origin, encoding=written_as.encoding)
    return True


def _written(text: str, text_format: TextFormat) -> tuple[bytes, TextFormat]:
    for wanted in (text_format, *_ANY_TEXT):
        try:
            return encode(text, wanted), wanted
        except CopydeskError:
            continue
    raise ValueError(text_format)


def _read(history: History, version: Version) -> DiskVersion | None:
    data = history.content(version.digest)
    if data is None:
        return None
    decoded = decode(data, TextFormat(version.encoding) if version.encoding else None)
    return DiskVersion(decoded.text, decoded.text_format, version.digest)


def _ignore(_result: object) -> None:
    pass
