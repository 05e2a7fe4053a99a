"""Writing open posts to their files: one save a post at a time, none lost on the way."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.errors import ConflictError, StorageError
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.fingerprint import read_file
from copydesk.services.encodings import Encodings
from copydesk.services.notifier import Choice, Question
from copydesk.services.open_document import DiskState, DiskVersion, OpenDocument

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.notifier import Notifier
    from copydesk.services.tasks import TaskRunner

    _Then = Callable[[OpenDocument], object]
    _Keep = Callable[[Path, bytes], None]

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

    Signals:
        saved (OpenDocument): Its file was written.
        ended (OpenDocument): Nothing of it is being written any more, for better or worse.
        look_wanted (set[Path]): A save met another file than expected; `settle` after a look.
    """

    saved = Signal(object)
    ended = Signal(object)
    look_wanted = Signal(object)

    def __init__(self, notifier: Notifier, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self.keep_before_save: _Keep | None = None
        self.encodings = Encodings(notifier, self)
        self._notifier = notifier
        self._tasks = tasks
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
        if document in self._saving:
            self._gone.add(document)

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
            if not deleted or recreate or self._may_recreate(document.path):
                self._save(document, document.path, thens)

    def _save(self, document: OpenDocument, path: Path, then: list[_Then], tries: int = 0) -> None:
        if document.disk_state is DiskState.CHANGED:
            self._notifier.warn(
                f"Another program changed “{path.name}” too, so it was not saved.",
                "Choose in the bar above its text which version to keep.",
            )
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

        work = partial(_save, path, data, expected, self.keep_before_save)
        self._tasks.run(work, written, partial(self._not_saved, document), in_order=True)

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

        work = partial(_save_new, path, data, taken, self.keep_before_save)
        self._tasks.run(work, written, partial(self._not_saved, document), in_order=True)

    def _written(self, document: OpenDocument, version: DiskVersion) -> None:
        saving = self._saving.pop(document)
        if document not in self._gone:
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
        saving = self._saving.pop(document)
        path = document.path
        told = document in self._gone or saving.renames
        if told or path is None or not isinstance(error, ConflictError):
            self._notifier.error(error)
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
            self._notifier.warn(
                f"“{path.name}” was not saved: another program deleted or moved it.",
                "Save it again to put it back.",
            )
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

    def _may_recreate(self, path: Path) -> bool:
        answer = self._notifier.ask(
            Question(
                f"“{path.name}” is no longer there.",
                "Your text is still here. Save it again in the same place?",
                (Choice("save", "Save it again"), Choice("cancel", "Not now")),
            )
        )
        return answer == "save"

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
                self._notifier.error(error)
            elif then:
                then()
            self._end(document)

        work = partial(_overwrite, path, data, self.keep_before_save)
        self._tasks.run(work, partial(ended, None), ended, in_order=True)


def _save(path: Path, data: bytes, expected: str | None, keep: _Keep | None) -> str:
    if expected is None:  # it was deleted, perhaps with its folder
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, path, "saved") from error
    return save_atomic(path, data, expected, keep=partial(keep, path) if keep else None)


def _overwrite(path: Path, data: bytes, keep: _Keep | None) -> str:
    expected = read_file(path).digest if path.exists() else None
    return save_atomic(path, data, expected, keep=partial(keep, path) if keep else None)


def _save_new(path: Path, data: bytes, taken: frozenset[Path], keep: _Keep | None) -> str:
    if Path(os.path.realpath(path)) in taken:
        raise StorageError(
            f"“{path.name}” was not saved: a post of that name is open.",
            "Choose another name, or close that post first.",
        )
    return _overwrite(path, data, keep)
