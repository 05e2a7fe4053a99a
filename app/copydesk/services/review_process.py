"""The review process under supervision: what matters most first, and never longer than its time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.services.child_process import ChildProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.frames import Message

_log = logging.getLogger(__name__)

# All rules take 60 ms for a thousand words (6 KB) on an ordinary machine, and the first check reads
# dictionaries for a second. The process stands back behind all others (`core.review.worker`), so on
# a slow machine at its busiest it may wait ten times as long as it works, and nobody waits for it.
BASE_LIMIT_MS = 15_000
LIMIT_MS_PER_MEGABYTE = 30_000
MOST_MS = 45_000
# Starting Python and reading a site of ten thousand posts, from a cold disk.
_OPEN_LIMIT_MS = 120_000
# A batch of counts ends by itself after a fraction of this, unless one post takes as long.
_COUNT_LIMIT_MS = 30_000
_START_LIMIT_MS = 30_000
_ORDER = ("open", "suggest", "check", "trace", "count")
_LAST = frozenset({"site", "suggested", "checked", "traced", "counted", "failed"})


def time_limit_ms(text: str) -> int:
    """How long the check of a text may take, in milliseconds."""
    return min(BASE_LIMIT_MS + LIMIT_MS_PER_MEGABYTE * len(text) // 1_000_000, MOST_MS)


class ReviewProcess(QObject):
    """Has requests answered by the review process; nothing here waits.

    One request is under way at a time; of those of a kind that wait only the newest is kept. A
    process that takes too long is ended and replaced.

    Signals:
        answered (Message, Message): A request, and an answer to it.
        lost (Message, str): A request that has no answer, and a sentence that says why.
    """

    answered = Signal(object, object)
    lost = Signal(object, str)

    def __init__(
        self, parent: QObject | None = None, *, command: Sequence[str] | None = None
    ) -> None:
        """Prepares; the process starts with the first request.

        Args:
            parent: The owner.
            command: In the place of the program's own review process, for tests.
        """
        super().__init__(parent)
        self._child = ChildProcess("review", self, command=command)
        self._child.message_received.connect(self._receive)
        self._child.failed.connect(self._note_death)
        self._opening: Message | None = None
        self._waiting: dict[str, Message] = {}
        self._in_flight: Message | None = None
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._stop_overrun)

    @property
    def process_id(self) -> int | None:
        """The operating system's number of the process."""
        return self._child.process_id

    @property
    def busy(self) -> bool:
        """Whether a request is under way or waits."""
        return self._in_flight is not None or bool(self._waiting)

    def ask(self, request: Message) -> None:
        """Has a request answered, instead of any of its kind that waits.

        See `core.review.worker` for what can be asked. What is opened is opened again by a process
        that stands in for another.
        """
        if request["kind"] == "open":
            self._opening = request
        self._waiting[request["kind"]] = request
        self._go_on()

    def forget(self, kind: str) -> None:
        """Takes back what waits of a kind."""
        self._waiting.pop(kind, None)

    def stop(self) -> None:
        """Ends the process; a later request starts a new one."""
        self._limit.stop()
        self._waiting.clear()
        self._in_flight = None
        self._child.stop()

    def _go_on(self) -> None:
        if self._in_flight is not None:
            return
        if self._opening is not None and self._child.process_id is None:
            self._waiting["open"] = self._opening
        kind = next((kind for kind in _ORDER if kind in self._waiting), None)
        if kind is None:
            return
        self._in_flight = request = self._waiting.pop(kind)
        self._limit.start(_first_limit_ms(kind))
        self._child.send(request)

    @Slot(object)
    def _receive(self, message: Message) -> None:
        request = self._in_flight
        if request is None:
            return
        if message.get("kind") == "started":
            self._limit.start(time_limit_ms(request["text"]))
            return
        if message.get("kind") in _LAST:
            self._limit.stop()
            self._in_flight = None
        self.answered.emit(request, message)
        self._go_on()

    @Slot(str)
    def _note_death(self, sentence: str) -> None:
        """The process died by itself; a new one may run already, and knows nothing."""
        self._limit.stop()
        self._lose(sentence)

    @Slot()
    def _stop_overrun(self) -> None:
        request = self._in_flight
        self._child.kill_and_restart()
        kind = request["kind"] if request else ""
        _log.info("a request of the review took too long: %s", kind)
        self._lose(_TOO_LONG if kind in ("check", "trace") else _NOT_READ)

    def _lose(self, sentence: str) -> None:
        request, self._in_flight = self._in_flight, None
        if self._opening is not None and (request is None or request["kind"] != "open"):
            self._waiting["open"] = self._opening
        if request is not None:
            self.lost.emit(request, sentence)
        self._go_on()


_TOO_LONG = "This post takes too long to check. It is checked again when you change it."
_NOT_READ = "The site takes too long to read, so its posts are not checked."


def _first_limit_ms(kind: str) -> int:
    if kind == "open":
        return _OPEN_LIMIT_MS
    return _COUNT_LIMIT_MS if kind == "count" else _START_LIMIT_MS
