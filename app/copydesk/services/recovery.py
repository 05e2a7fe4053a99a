"""What was not saved when a desk ended: kept while it is typed, found at the next start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import platformdirs
from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.errors import CopydeskError, StorageError
from copydesk.core.posts.encoding import decode, encode
from copydesk.core.storage.fingerprint import read_file
from copydesk.core.storage.history import Origin
from copydesk.core.storage.journal import Journal
from copydesk.services.history import HISTORY_LANE, keep_text
from copydesk.services.journalling import JOURNAL_LANE, Journalling
from copydesk.services.open_document import DiskVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from copydesk.core.storage.history import History
    from copydesk.core.storage.journal_entry import JournalEntry
    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.tasks import TaskRunner

    _Then = Callable[[OpenDocument], object]

T = TypeVar("T")


class Recovery(QObject):
    """Keeps unsaved posts in the journal, and gives back those of desks that are gone.

    Without anybody who listens to `found`, what was found stays where it is.

    Signals:
        found (list[JournalEntry]): These posts of desks that are gone were not saved; all of them,
            each time.
        waiting_changed: There is more or less in `waiting`.
        restored (OpenDocument, JournalEntry): A post stands again with its unsaved text.

    Attributes:
        journalling: What writes the journal.
        history: Where the files that posts were made from are looked up.
    """

    found = Signal(object)
    waiting_changed = Signal()
    restored = Signal(object, object)

    def __init__(
        self,
        documents: Documents,
        tasks: TaskRunner,
        notifier: Notifier,
        history: History | None = None,
        parent: QObject | None = None,
        *,
        journal: Journal | None = None,
    ) -> None:
        """Uses the journal of the person at the desk unless another one is given."""
        super().__init__(parent)
        self.history = history
        self._documents = documents
        self._tasks = tasks
        self._notifier = notifier
        self._journal = journal or Journal(journal_folder())
        self.journalling = Journalling(documents, tasks, notifier, self._journal, self)
        self.journalling.keep_given_up = self._keep_version
        self.journalling.seen_to.connect(self._settle_restored)
        self._waiting: list[JournalEntry] = []
        self._decided: set[str] = set()
        # By the document that holds it now; settled once that is in the journal itself.
        self._restored: dict[str, JournalEntry] = {}

    @property
    def waiting(self) -> list[JournalEntry]:
        """What was found and nobody has decided on."""
        return list(self._waiting)

    def flush(self) -> None:
        """Writes all that is unsaved, and returns when it is on the disk.

        Raises:
            StorageError: Something could not be written.
        """
        self.journalling.flush()

    def look_back(self) -> None:
        """Looks for what desks that are gone have left; `found` tells of it."""
        self._in_order(self._journal.orphans, self._sift)

    def _sift(self, entries: list[JournalEntry]) -> None:
        unreadable = self._journal.take_unreadable()
        if unreadable:
            many = len(unreadable) > 1
            self._notifier.warn(
                f"{len(unreadable)} recovery files can't be read."
                if many
                else "A recovery file can't be read.",
                f"{'They are' if many else 'It is'} kept in {unreadable[0].parent}.",
            )
        undecided = [entry for entry in entries if entry.ident not in self._decided]
        self._tasks.run(partial(_saved_of, undecided), partial(self._offer, undecided))

    def _offer(self, entries: list[JournalEntry], saved: set[str]) -> None:
        for entry in entries:
            if entry.ident in saved:
                self._settle(entry)
        self._set_waiting([entry for entry in entries if entry.ident not in self._decided])
        if self._waiting:
            self.found.emit(self.waiting)

    def restore(self, entry: JournalEntry, then: _Then | None = None) -> None:
        """Opens a post with its unsaved text, as one undoable step.

        Its entry is kept until the text is in this desk's own part of the journal.

        Args:
            entry: One of `waiting`.
            then: Called with its document.
        """
        if entry.ident in self._decided:
            return
        self._decide(entry)

        def restored(document: OpenDocument) -> None:
            self._take_over(document, entry)
            if then:
                then(document)

        def with_base(base: DiskVersion | None) -> None:
            self._documents.restore(
                entry.path,
                entry.text,
                entry.text_format,
                base,
                restored,
                name=entry.name,
                known=(entry.base_digest, entry.base_format),
            )

        self._tasks.run(
            partial(_base_of, entry, self.history), with_base, partial(self._undecide, entry)
        )

    def _take_over(self, document: OpenDocument, entry: JournalEntry) -> None:
        if document.modified:
            self._restored[document.ident] = entry
            self.journalling.follow_on(document, entry)
        else:
            self._settle(entry)
        self.restored.emit(document, entry)

    @Slot(object)
    def _settle_restored(self, idents: set[str]) -> None:
        for ident in idents & self._restored.keys():
            self._settle(self._restored.pop(ident))

    def set_aside(self, entry: JournalEntry) -> None:
        """Keeps a post's unsaved text among its versions only: the editor does not want it now.

        Args:
            entry: One of `waiting`.
        """
        if entry.ident in self._decided:
            return
        self._decide(entry)

        def set_aside() -> None:
            self._keep_version(entry)
            self._journal.settle(entry)

        # Both or neither, though the program end meanwhile.
        self._tasks.run(
            set_aside, _nothing, partial(self._undecide, entry), in_order=True, lane=HISTORY_LANE
        )

    def _keep_version(self, entry: JournalEntry) -> None:
        """For any thread."""
        if self.history is not None and entry.text.strip():
            path = entry.path or self.history.untitled_path(entry.ident, entry.name)
            keep_text(self.history, path, entry.text, entry.text_format, Origin.SET_ASIDE)

    def _decide(self, entry: JournalEntry) -> None:
        self._decided.add(entry.ident)
        self._set_waiting([one for one in self._waiting if one.ident != entry.ident])

    def _set_waiting(self, entries: list[JournalEntry]) -> None:
        if entries != self._waiting:
            self._waiting = entries
            self.waiting_changed.emit()

    def _undecide(self, entry: JournalEntry, error: Exception) -> None:
        self._decided.discard(entry.ident)
        self._set_waiting([*self._waiting, entry])
        self._notifier.error(error)

    def _settle(self, entry: JournalEntry) -> None:
        self._decide(entry)
        self._in_order(partial(self._journal.settle, entry), _nothing)

    def _in_order(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._tasks.run(work, done, in_order=True, lane=JOURNAL_LANE)

    def close(self) -> None:
        """Ends at the end of the program, after the tasks; what is undecided is left."""
        try:
            self.journalling.finish()
        except StorageError as error:
            self._notifier.error(error)
        self._journal.close()


def journal_folder() -> Path:
    """Where the journals of all desks of this person are."""
    return platformdirs.user_state_path("copydesk", appauthor=False) / "recovery"


def _saved_of(entries: Iterable[JournalEntry]) -> set[str]:
    """Those whose text was saved all the same: the desk ended before it could forget them."""
    return {entry.ident for entry in entries if entry.path and _is_saved(entry, entry.path)}


def _is_saved(entry: JournalEntry, path: Path) -> bool:
    """Whether a save would write the very bytes that are there, whatever they seem to be now."""
    try:
        return read_file(path).data == encode(entry.text, entry.text_format)
    except CopydeskError:
        return False


def _base_of(entry: JournalEntry, history: History | None) -> DiskVersion | None:
    """The file that the text was made from, where its content is known."""
    if history is None or entry.base_digest is None:
        return None
    try:
        data = history.content(entry.base_digest)
    except (StorageError, ValueError):
        return None
    if data is None:
        return None
    decoded = decode(data, entry.base_format or entry.text_format)
    return DiskVersion(decoded.text, decoded.text_format, entry.base_digest)


def _nothing(_result: None) -> None:
    """For who does not wait."""
