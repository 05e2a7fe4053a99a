"""A desk without a window, with its part of the recovery journal."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from copydesk.core.storage.file_system import FileSystem
from copydesk.core.storage.journal import Journal
from copydesk.services.documents import Documents
from copydesk.services.recovery import Recovery, journal_folder
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.core.storage.history import History
    from copydesk.core.storage.journal_entry import JournalEntry
    from copydesk.services.open_document import OpenDocument
    from tests.helpers.notifier_spy import NotifierSpy


class FullDisk(FileSystem):
    """A disk that is full when the test says so."""

    full = False

    def write(self, descriptor: int, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(descriptor, data)


class WindowlessDesk:
    """One desk without a window."""

    def __init__(
        self, qtbot: QtBot, notifier: NotifierSpy, history: History, disk: FileSystem
    ) -> None:
        self.qtbot, self.notifier = qtbot, notifier
        self.tasks = TaskRunner(notifier)
        self.documents = Documents(notifier, self.tasks)
        self.journal = Journal(journal_folder(), disk=disk)
        self.recovery = Recovery(
            self.documents, self.tasks, notifier, history, journal=self.journal
        )
        self.found: list[list[JournalEntry]] = []
        self.recovery.found.connect(self.found.append)
        self.gone = False

    def open(self, path: Path) -> OpenDocument:
        """Opens a file and waits for it."""
        found: list[OpenDocument] = []
        self.documents.open(path, found.append)
        self.until(lambda: bool(found))
        return found[0]

    def until(self, condition: Callable[[], object]) -> None:
        """Waits for something."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def settled(self) -> None:
        """Waits until the journal holds what it should."""
        writer = self.recovery.journalling
        self.until(
            lambda: not (writer._touched or writer._wanted or writer._writing or self.tasks.busy)
        )

    def look_back(self) -> list[JournalEntry]:
        """Looks for what other desks left; gives all that waits."""
        self.recovery.look_back()
        self.until(lambda: not self.tasks.busy)
        return self.recovery.waiting

    def restore(self, entry: JournalEntry) -> OpenDocument:
        """Restores an entry and waits for its document."""
        found: list[OpenDocument] = []
        self.recovery.restore(entry, found.append)
        self.until(lambda: bool(found))
        self.settled()
        return found[0]

    def die(self) -> None:
        """Ends as by `kill -9`: nothing is tidied up, and the system frees the lock."""
        if not self.gone:
            self.gone = True
            assert self.tasks.drain()
            self.journal.close()
