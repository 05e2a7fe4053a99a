"""One child process that reads posts, and what it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.services.child_process import ChildProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

# One batch is read while the answer of the other is on its way, and no more than that: answers
# that pile up would be taken in all at once.
_MOST_BATCHES = 2
# The child reads 5,000 posts a second; one that holds it up this long is not worth the wait.
_TIME_LIMIT_MS = 10_000


class ReaderLane(QObject):
    """Sends batches of posts to one child.

    Signals:
        answered (list, list[str]): Rows of entries, see `entry.to_row`, and paths that are gone.
        lost (list[str], str): The child went, and these posts were not read; a sentence, or "".
    """

    answered = Signal(object, object)
    lost = Signal(object, str)

    def __init__(self, child: ChildProcess | None, parent: QObject) -> None:
        super().__init__(parent)
        self._child = child or ChildProcess("scan", self)
        self._child.message_received.connect(self._receive)
        self._child.failed.connect(self._lose)
        self._setting: dict[str, str] | None = None
        self._told = False
        self._in_flight: dict[int, Sequence[str]] = {}
        self._next_id = 0
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(_TIME_LIMIT_MS)
        self._limit.timeout.connect(self._overrun)

    @property
    def busy(self) -> bool:
        """Whether an answer is to come."""
        return bool(self._in_flight)

    @property
    def full(self) -> bool:
        """Whether the child has enough to do for now."""
        return len(self._in_flight) >= _MOST_BATCHES

    def open(self, setting: dict[str, str]) -> None:
        """Says which folder the paths to come are in; what is in flight is forgotten."""
        self._in_flight.clear()
        self._limit.stop()
        self._setting = setting
        self._told = False

    def send(self, paths: Sequence[str]) -> None:
        """Asks for these posts to be read."""
        self._tell()
        self._next_id += 1
        self._in_flight[self._next_id] = paths
        if not self._limit.isActive():
            self._limit.start()
        self._child.send({"kind": "read", "id": self._next_id, "paths": list(paths)})

    def forget(self, paths: Sequence[str]) -> None:
        """Has the entries of these posts dropped from the cache."""
        self._tell()
        self._child.send({"kind": "forget", "paths": list(paths)})

    def stop(self) -> None:
        """Ends the child; a later request starts another."""
        self._in_flight.clear()
        self._limit.stop()
        self._told = False
        self._child.stop()

    def _tell(self) -> None:
        if not self._told and self._setting is not None:
            self._told = True
            self._child.send(self._setting)

    @Slot(object)
    def _receive(self, message: dict[str, Any]) -> None:
        if self._in_flight.pop(message.get("id", 0), None) is None:
            return  # asked for before another folder was opened
        self._limit.stop()
        if self._in_flight:
            self._limit.start()
        self.answered.emit(message["rows"], message["missing"])

    @Slot()
    def _overrun(self) -> None:
        self._child.kill_and_restart()
        self._lose("")

    @Slot(str)
    def _lose(self, sentence: str) -> None:
        self._told = False
        self._limit.stop()
        paths = [path for batch in self._in_flight.values() for path in batch]
        self._in_flight.clear()
        if paths:
            self.lost.emit(paths, sentence)
