"""Writing open posts to their files: one save a post at a time, none lost on the way."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.errors import ConflictError, SharedFileError
from copydesk.services.encodings import Encodings
from copydesk.services.open_document import DiskState, DiskVersion, OpenDocument
from copydesk.services.save_troubles import SaveTroubles
from copydesk.services.save_work import Ground, Write, overwrite, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.notifier import Notifier
    from copydesk.services.save_work import Keep
    from copydesk.services.tasks import TaskRunner

    _Then = Callable[[OpenDocument], object]

# A save that met another program amid its own is tried this often before the editor is told.
_MOST_TRIES = 3


@dataclass(slots=True)
class _Saving:
    """A save under way.

    Attributes:
        path: Where it writes.
        text: What it writes.
        then: To be called when it is done.
        again: Whether newer text is to be saved after it.
        tries: How often it was tried before.
        renames: Whether that becomes the document's path.
    """

    path: Path
    text: str
    then: list[_Then]
    again: bool = False
    tries: int = 0
    renames: bool = False


class Saves(QObject):
    """Saves documents, and says when.

    Attributes:
        keep_before_save: Given a path and what stands there, on a thread, before it is replaced.
        root: The open folder: below it the folder of a deleted post may be made again.
        troubles: Tells why something was not saved.

    Signals:
        overwriting (OpenDocument): Its file is about to be written in place.
        saved (OpenDocument): Its file was written.
        ended (OpenDocument): Nothing of it is being written any more, for better or worse.
        look_wanted (set[Path]): A save met another file than expected; `settle` after a look.
        copy_wanted (OpenDocument): The editor wants its text saved elsewhere.
    """

    overwriting = Signal(object)
    saved = Signal(object)
    ended = Signal(object)
    look_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, notifier: Notifier, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self.keep_before_save: Keep | None = None
        self.root: Path | None = None
        self.encodings = Encodings(notifier, self)
        self._notifier = notifier
        self._tasks = tasks
        self.troubles = SaveTroubles(notifier, self.copy_wanted.emit)
        # The disk that each document's file was last seen on.
        self._devices: dict[OpenDocument, int] = {}
        self._saving: dict[OpenDocument, _Saving] = {}
        # Refused because the file was not as expected; a look tells what it is.
        self._refused: dict[OpenDocument, _Saving] = {}
        self._gone: set[OpenDocument] = set()
        self._copying = 0
        self._waiting: dict[OpenDocument | None, Callable[[], object]] = {}

    @property
    def busy(self) -> bool:
        """Whether anything is being written."""
        return bool(self._saving or self._copying)

    def is_saving(self, document: OpenDocument) -> bool:
        """Whether this document is being written."""
        return document in self._saving

    def when_written(self, document: OpenDocument | None, call: Callable[[], object]) -> None:
        """Calls once a document, or everything for None, is no longer being written."""
        self._waiting[document] = call

    def forget(self, document: OpenDocument) -> None:
        """The document was closed."""
        self._refused.pop(document, None)
        self._waiting.pop(document, None)
        self._devices.pop(document, None)
        self.troubles.forget(document)
        if document in self._saving:
            self._gone.add(document)

    def note_device(self, document: OpenDocument, device: int) -> None:
        """The file was read from the disk of that number."""
        self._devices[document] = device

    def save(
        self, document: OpenDocument, then: _Then | None = None, *, recreate: bool = False
    ) -> None:
        """Writes the document to its file unless another program's text would be lost by it.

        Args:
            document: An open one.
            then: Called once its present text is on disk; not when that fails.
            recreate: Whether a file that was deleted may be made again without asking.
        """
        thens = [then] if then else []
        if document in self._saving:
            saving = self._saving[document]
            saving.again = saving.again or document.text != saving.text
            saving.then += thens
        elif document.path is not None:
            deleted = document.disk_state is DiskState.DELETED
            answer = "save"
            if deleted and not recreate:
                answer = self.troubles.ask_deleted(document.path)
            if answer == "save":
                self._save(document, document.path, thens)
            elif answer == "copy":
                self.copy_wanted.emit(document)

    def _save(self, document: OpenDocument, path: Path, then: list[_Then], tries: int = 0) -> None:
        if document.disk_state is DiskState.CHANGED:
            self.troubles.tell_changed(document, path)
            return
        if not document.modified:
            for call in then:
                call(document)
            return
        self._write(document, path, then, tries)

    def _write(self, document: OpenDocument, path: Path, then: list[_Then], tries: int) -> None:
        data = self.encodings.bytes_of(document)
        if data is None:
            return
        text, text_format = document.text, document.text_format
        on_disk = document.disk_state is DiskState.SAME and document.base is not None
        expected = document.base.digest if on_disk and document.base else None
        if older := self._refused.pop(document, None):
            then = older.then + then
        self._saving[document] = _Saving(path, text, then, tries=tries)

        def written(digest: str) -> None:
            self._written(document, DiskVersion(text, text_format, digest))

        links = self.troubles.links_of(document)
        if links == "through":
            self.overwriting.emit(document)
        work = Write(
            path,
            data,
            expected,
            self.keep_before_save,
            links,
            Ground(self.root, self._devices.get(document)),
        )
        failed = partial(self._not_saved, document)
        self._tasks.run(partial(write, work), written, failed, in_order=True)

    def save_as(
        self,
        document: OpenDocument,
        path: Path,
        taken: frozenset[Path],
        then: _Then | None = None,
    ) -> None:
        """Writes the document to a file that is its own from then on, once it is written.

        Args:
            document: An open one that has no path.
            path: A new file, or one that the editor agreed to replace.
            taken: The files themselves of the other open documents; none of these is replaced.
            then: Called once it is on disk.
        """
        if document in self._saving:
            return
        data = self.encodings.bytes_of(document)
        if data is None:
            return
        text, text_format = document.text, document.text_format
        self._saving[document] = _Saving(path, text, [then] if then else [], renames=True)

        def written(digest: str) -> None:
            self._written(document, DiskVersion(text, text_format, digest))

        work = partial(overwrite, Write(path, data, None, self.keep_before_save), taken)
        self._tasks.run(work, written, partial(self._not_saved, document), in_order=True)

    def _written(self, document: OpenDocument, version: DiskVersion) -> None:
        saving = self._saving.pop(document)
        if document not in self._gone:
            self.troubles.settle(document)
            if saving.renames:
                document.set_path(saving.path)
            document.mark_saved(version)
            self.saved.emit(document)
            if saving.again and document.modified:
                self.save(document)
            if document in self._saving:
                self._saving[document].then += saving.then
            else:
                for call in saving.then:
                    call(document)
        self._end(document)

    def _not_saved(self, document: OpenDocument, error: Exception) -> None:
        again = (
            isinstance(error, SharedFileError)
            and document not in self._gone
            and self.troubles.ask_shared(document, error)
        )
        saving = self._saving.pop(document)
        path = document.path
        if document in self._gone:
            self.troubles.forget(document)
            self._notifier.error(error)
        elif isinstance(error, SharedFileError):
            if again and path is not None:
                self._save(document, path, saving.then, saving.tries)
        elif saving.renames or path is None or not isinstance(error, ConflictError):
            self.troubles.tell(document, error)
        elif path != saving.path:  # it was moved in the meantime
            self._save(document, path, saving.then, saving.tries)
        else:
            self._refused[document] = saving
            self.look_wanted.emit({path})
        self._end(document)

    def settle(self, document: OpenDocument) -> None:
        """After a look at why a save was refused: tells of it, or tries again."""
        saving = self._refused.pop(document, None)
        path = document.path
        if saving is None or path is None:
            return
        if document.disk_state is DiskState.SAME and saving.tries < _MOST_TRIES:
            # Whatever came in between is gone again, or holds the very same text.
            self._save(document, path, saving.then, saving.tries + 1)
        elif document.disk_state is DiskState.DELETED:
            self.troubles.tell_deleted(document, path)
        elif document.disk_state is DiskState.CHANGED:
            self._save(document, path, [])
        else:
            self._notifier.warn(
                f"“{path.name}” was not saved: another program is writing it.",
                "Save it again in a moment.",
            )

    def _end(self, document: OpenDocument) -> None:
        if document not in self._saving:
            self._gone.discard(document)
            self.ended.emit(document)
            if waiting := self._waiting.pop(document, None):
                waiting()
        if not self.busy and (waiting := self._waiting.pop(None, None)):
            waiting()

    def save_copy(
        self, document: OpenDocument, path: Path, then: Callable[[], object] | None = None
    ) -> None:
        """Writes the text to another file and leaves the document where it is.

        The person has already agreed to replace a file that is there.
        """
        data = self.encodings.bytes_of(document)
        if data is None:
            return
        self._copying += 1

        def ended(error: Exception | None, _digest: str = "") -> None:
            self._copying -= 1
            if error is not None:
                self.troubles.tell(document, error)
            elif then:
                then()
            self._end(document)

        # The post's own file is replaced by a save only, which looks at what stands there.
        own = {Path(os.path.realpath(document.path))} if document.path else set()
        work = partial(overwrite, Write(path, data, None, self.keep_before_save), frozenset(own))
        self._tasks.run(work, partial(ended, None), ended, in_order=True)
