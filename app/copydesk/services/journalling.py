"""Keeps the text of every unsaved post in the recovery journal while it is typed."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.errors import StorageError
from copydesk.core.storage.journal_entry import JournalEntry
from copydesk.services.history import HISTORY_LANE
from copydesk.services.notifier import NoticeAction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from copydesk.core.storage.journal import Journal
    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.tasks import TaskRunner

JOURNAL_LANE = "journal"
"""The order of tasks that write the journal: neither delays a save nor waits for one."""

# The promise is one second after typing stops and five while it goes on, with the time to write.
_AFTER_TYPING_MS = 300
_WHILE_TYPING_MS = 2_000
_TRY_AGAIN_MS = 5_000

# What is to be done for a document: keep this entry, or remove those up to this number.
_Job = JournalEntry | int


@dataclass(slots=True)
class _Outcome:
    """What became of some jobs: the documents that were seen to, and what is left to do, why."""

    done: set[str] = field(default_factory=set)
    left: dict[str, _Job] = field(default_factory=dict)
    error: StorageError | None = None


class Journalling(QObject):
    """Follows every open document; only its text, which nobody changes, goes to a thread.

    Signals:
        seen_to (set[str]): The journal holds the newest text of these documents, by `ident`, or
            nothing where nothing of them is unsaved.

    Attributes:
        keep_given_up: Keeps among the versions, on a thread, what an editor closed without saving;
            its entry goes only after that. None lets it go at once.
        cursor_of: Where the cursor of a document stands, in code points.
        root_of: The folder that is open.
    """

    seen_to = Signal(object)

    def __init__(
        self,
        documents: Documents,
        tasks: TaskRunner,
        notifier: Notifier,
        journal: Journal,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.keep_given_up: Callable[[JournalEntry], object] | None = None
        self.cursor_of: Callable[[OpenDocument], int | None] = _nowhere
        self.root_of: Callable[[], Path | None] = _none
        self._documents = documents
        self._tasks = tasks
        self._notifier = notifier
        self._journal = journal
        self._numbers = itertools.count(1)
        # What of which document is to be written: the newest wins while the disk is slow.
        self._wanted: dict[str, _Job] = {}
        self._writing = False
        self._touched: dict[OpenDocument, None] = {}  # in this order
        self._journalled: set[str] = set()
        self._follows: dict[str, str] = {}
        self._is_told = False
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_TYPING_MS)
        self._soon.timeout.connect(self._take_down)
        self._at_latest = QTimer(self, singleShot=True, interval=_WHILE_TYPING_MS)
        self._at_latest.timeout.connect(self._take_down)
        self._later = QTimer(self, singleShot=True, interval=_TRY_AGAIN_MS)
        self._later.timeout.connect(self._pump)
        documents.opened.connect(self._follow)
        documents.overwriting.connect(self.write_now)
        documents.saved.connect(self.take_down_now)
        documents.letting_go.connect(self.take_down_now)
        documents.closed.connect(self._forget)

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        touch = partial(self._touch, document)
        document.changed.connect(touch)
        document.modified_changed.connect(touch)
        document.path_changed.connect(touch)
        document.disk_state_changed.connect(touch)
        document.format_changed.connect(touch)
        touch()

    def _touch(self, document: OpenDocument, _what: object = None) -> None:
        """Runs with every key: no more than timers."""
        if document.modified or document.ident in self._journalled:
            self._touched[document] = None
            self._soon.start()
            if not self._at_latest.isActive():
                self._at_latest.start()

    @Slot()
    def _take_down(self) -> None:
        self._soon.stop()
        self._at_latest.stop()
        for document in self._touched:
            self._want(document)
        self._touched.clear()
        self._pump()

    def _want(self, document: OpenDocument) -> None:
        ident = document.ident
        if document.modified:
            self._wanted[ident] = self._entry(document)
            self._journalled.add(ident)
        elif ident in self._journalled:
            self._wanted[ident] = next(self._numbers)
            self._journalled.discard(ident)

    def _entry(self, document: OpenDocument) -> JournalEntry:
        return JournalEntry(
            ident=document.ident,
            number=next(self._numbers),
            path=document.path,
            name=document.name,
            text=document.text,
            text_format=document.text_format,
            base_digest=document.base.digest if document.base else None,
            base_format=document.base.text_format if document.base else None,
            cursor=self.cursor_of(document),
            root=self.root_of(),
            when=datetime.now(UTC).astimezone(),
            follows=self._follows.get(document.ident, ""),
        )

    @Slot(object)
    def take_down_now(self, document: OpenDocument, _why: str = "") -> None:
        """Hands over how a document stands, without waiting for its editor to pause."""
        self._touched.pop(document, None)
        self._want(document)
        self._pump()

    @Slot(object)
    def write_now(self, document: OpenDocument) -> None:
        """Returns when a document's text is on the disk, or it was told why it is not."""
        self._touched.pop(document, None)
        self._want(document)
        with contextlib.suppress(StorageError):
            self.finish()

    def follow_on(self, document: OpenDocument, entry: JournalEntry) -> None:
        """Notes that a document holds what was recovered, and keeps it at once."""
        self._follows[document.ident] = entry.ident
        self.take_down_now(document)

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        ident = document.ident
        self._touched.pop(document, None)
        if ident in self._journalled:
            self._journalled.discard(ident)
            if document.modified and self.keep_given_up is not None:
                self._give_up(self.keep_given_up, self._entry(document))
            else:
                self._wanted[ident] = next(self._numbers)
                self._pump()
        self._follows.pop(ident, None)

    def _give_up(self, keep: Callable[[JournalEntry], object], entry: JournalEntry) -> None:
        """Lets an entry go once its text is kept elsewhere, at the end of the program too."""

        def given_up(_nothing: None) -> None:
            self.seen_to.emit({entry.ident})

        def stays(error: Exception) -> None:
            if not isinstance(error, StorageError):
                self._notifier.error(error)
            else:
                self._notifier.warn(
                    f"What you did not save of “{entry.name}” could not be put into its history.",
                    "It is kept all the same, and you are asked again at the next start.",
                )

        work = partial(_keep_and_remove, self._journal, keep, entry)
        self._tasks.run(work, given_up, stays, in_order=True, lane=HISTORY_LANE)

    @Slot()
    def _pump(self) -> None:
        if self._wanted and not self._writing:
            jobs, self._wanted = self._wanted, {}
            self._writing = True
            self._tasks.run(
                partial(_carry_out, self._journal, jobs),
                self._written,
                partial(self._broke, jobs),
                in_order=True,
                lane=JOURNAL_LANE,
            )

    def _written(self, outcome: _Outcome) -> None:
        self._writing = False
        self._settle(outcome)
        if outcome.error is None:
            self._pump()

    def _broke(self, jobs: Mapping[str, _Job], error: Exception) -> None:
        self._writing = False
        self._put_back(jobs)
        self._notifier.error(error)

    def _settle(self, outcome: _Outcome) -> None:
        self._put_back(outcome.left)
        if outcome.error is not None:
            self._tell(outcome)
        elif self._is_told:
            self._is_told = False
            self._notifier.info("Unsaved text is kept for recovery again.")
        if outcome.done:
            self.seen_to.emit(outcome.done)

    def _put_back(self, jobs: Mapping[str, _Job]) -> None:
        self._wanted = {**jobs, **self._wanted}
        if jobs:
            self._later.start()

    def _tell(self, outcome: _Outcome) -> None:
        """Says it once, until it works again; what can't be removed is safe, and harms nobody."""
        unkept = [d for d in self._documents if isinstance(outcome.left.get(d.ident), JournalEntry)]
        if unkept and not self._is_told and outcome.error is not None:
            self._is_told = True
            self._notifier.error(
                outcome.error,
                "Save it, or save a copy on another disk. Copydesk goes on trying.",
                NoticeAction("Save a copy…", partial(self._ask_for_copy, unkept[0])),
            )

    def _ask_for_copy(self, document: OpenDocument) -> None:
        if document in self._documents.all_open:
            self._documents.copy_wanted.emit(document)

    def flush(self) -> None:
        """Writes all that is unsaved, and returns when it is on the disk.

        Raises:
            StorageError: Something could not be written.
        """
        self._soon.stop()
        self._at_latest.stop()
        self._touched.clear()
        for document in self._documents:
            self._want(document)
        self.finish()

    def finish(self) -> None:
        """Does what was asked for already, and returns when that is on the disk.

        Raises:
            StorageError: Something could not be written.
        """
        jobs, self._wanted = self._wanted, {}
        outcome = _carry_out(self._journal, jobs)
        self._settle(outcome)
        if outcome.error is not None:
            raise outcome.error


def _keep_and_remove(
    journal: Journal, keep: Callable[[JournalEntry], object], entry: JournalEntry
) -> None:
    keep(entry)
    journal.remove(entry.ident, entry.number)


def _carry_out(journal: Journal, jobs: Mapping[str, _Job]) -> _Outcome:
    """Writes and removes entries; one that fails does not keep the others."""
    outcome = _Outcome()
    for ident, job in jobs.items():
        try:
            if isinstance(job, int):
                journal.remove(ident, job)
            else:
                journal.write(job)
        except StorageError as error:
            outcome.left[ident] = job
            outcome.error = error
        else:
            outcome.done.add(ident)
    return outcome


def _nowhere(_document: OpenDocument) -> None:
    """Nobody knows the cursor."""


def _none() -> None:
    """Nobody knows the folder."""
