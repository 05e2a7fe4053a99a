"""Clones a site off the window's thread, and tells how far it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.publish.clone import CloneWatch
    from copydesk.services.tasks import TaskRunner

_LOOK_EVERY_MS = 80


class Cloning(QObject):
    """One clone at a time.

    Signals:
        progressed (Progress): It is this far.
        finished (Path): The site is in this folder.
        failed (Exception): It is not, and nothing is left of it.
        stopped: It ended as it was told to, and nothing is left of it.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._watch: CloneWatch | None = None
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether a clone is under way."""
        return self._watch is not None

    def start(self, address: str, target: Path) -> None:
        """Begins to clone into a folder to be made; not while another clone is under way."""
        from copydesk.core.publish.clone import CloneWatch, clone  # not needed to start

        if self._watch is not None:
            return
        self._watch = watch = CloneWatch()
        self._look.start()
        # In a lane of its own: no save waits for it, and at the end of the program it is waited
        # for, so that what it made is put away.
        self._tasks.run(
            partial(clone, address, target, watch),
            self._done,
            self._not_done,
            in_order=True,
            lane="clone",
        )

    @Slot()
    def cancel(self) -> None:
        """Ends it; `stopped` follows when what it made is gone."""
        if self._watch is not None:
            self._watch.cancel()

    @Slot()
    def _tell(self) -> None:
        if self._watch is not None:
            self.progressed.emit(self._watch.progress)

    def _done(self, folder: Path) -> None:
        self._end()
        self.finished.emit(folder)

    def _not_done(self, error: Exception) -> None:
        from copydesk.core.publish.clone_failures import CloneCancelledError

        self._end()
        if isinstance(error, CloneCancelledError):
            self.stopped.emit()
        else:
            self.failed.emit(error)

    def _end(self) -> None:
        self._look.stop()
        self._watch = None
