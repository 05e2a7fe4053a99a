"""A library with ears on all its signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.services.library import Library
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy

LONG_MS = 20_000


class LibraryDesk:
    """A library with ears on all its signals."""

    def __init__(self, qtbot: QtBot, notifier: NotifierSpy) -> None:
        self.qtbot = qtbot
        self.notifier = notifier
        self.tasks = TaskRunner(notifier)
        self.library = Library(notifier, self.tasks)
        self.changed: list[set[str]] = []
        self.files: set[Path] = set()
        self.states: list[str] = []
        self.progress: list[tuple[int, int]] = []
        self.library.entries_changed.connect(self.changed.append)
        self.library.files_changed.connect(self._note_files)
        self.library.watch_state_changed.connect(self.states.append)
        self.library.progressed.connect(self._note_progress)

    def _note_files(self, paths: set[Path]) -> None:
        self.files |= paths

    def _note_progress(self, done: int, total: int) -> None:
        self.progress.append((done, total))

    def open(self, folder: Path) -> None:
        with self.qtbot.waitSignal(self.library.loaded, timeout=LONG_MS):
            self.library.open_folder(folder)
        self.wait(lambda: self.library.watch_state != "off" and not self.tasks.busy)
        self.changed.clear()
        self.files.clear()

    def wait(self, condition: Callable[[], bool], timeout: int = LONG_MS) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout)

    def titles(self) -> dict[str, str]:
        return {path: entry.title for path, entry in self.library.entries.items()}

    def wait_for_title(self, path: str, title: str) -> None:
        self.wait(lambda: self.titles().get(path) == title)
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is under way any more."""
        self.qtbot.wait(150)
        self.wait(lambda: not self.tasks.busy and not self.library._reader.busy)

    def close(self) -> None:
        self.library.close()
        self.tasks.drain()
