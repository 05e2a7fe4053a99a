"""The one road to threads: work goes out, its result comes back on the window's thread."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QDeadlineTimer, QObject, QRunnable, Qt, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.notifier import Notifier

T = TypeVar("T")


class TaskRunner(QObject):
    """Runs plain functions on a thread pool.

    The functions take and return plain data and touch no QObject. A result or an error is always
    delivered on the thread that owns the runner, unless a newer task of the same key overtook it.
    """

    _finished = Signal(int, object, object)

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._pool = QThreadPool(self)
        # One at a time and in the order asked for: a rename that overtook a save, or met it half
        # way, would leave two files.
        self._lanes: dict[str, QThreadPool] = {}
        self._ids = itertools.count()
        self._waiting: dict[int, _Waiting] = {}
        self._newest: dict[str, int] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        key: str | None = None,
        in_order: bool = False,
        lane: str = "disk",
    ) -> None:
        """Runs ``work`` on a thread, then ``done(result)`` or ``failed(error)`` on this one.

        Args:
            work: Plain function; its exceptions are delivered, never lost.
            done: Called with the result.
            failed: Called with the exception; without it the notifier shows the error.
            key: The result of an older task of the same key is dropped when it comes late.
            in_order: Runs after all other such work is done, beside none of it, and is never left
                out at the end of the program. For everything that changes the disk.
            lane: The order to join, where it is in order: what is written apart from the posts has
                one of its own, so that no save waits for it.
        """
        task = next(self._ids)
        if key is not None:
            self._newest[key] = task
        self._waiting[task] = (done, failed, key)
        pool = self._lane(lane) if in_order else self._pool
        pool.start(_Job(task, work, self._finished.emit))

    def _lane(self, name: str) -> QThreadPool:
        if name not in self._lanes:
            self._lanes[name] = QThreadPool(self)
            self._lanes[name].setMaxThreadCount(1)
        return self._lanes[name]

    @property
    def busy(self) -> bool:
        """Whether any task has not been delivered yet."""
        return bool(self._waiting)

    def drain(self, timeout_ms: int = 10_000) -> bool:
        """Ends at the end of the program; False when running work takes longer.

        What only reads and has not begun is left out; what changes the disk is done. No result is
        delivered any more: those who waited for it are going, too.
        """
        self._pool.clear()
        self._waiting.clear()
        deadline = QDeadlineTimer(timeout_ms)
        lanes = list(self._lanes.values())
        return all(pool.waitForDone(deadline) for pool in (*lanes, self._pool))

    @Slot(int, object, object)
    def _deliver(self, task: int, result: object, error: Exception | None) -> None:
        if task not in self._waiting:
            return
        done, failed, key = self._waiting.pop(task)
        if key is not None:
            if self._newest.get(key) != task:
                return
            del self._newest[key]
        if error is None:
            done(result)
        elif failed is not None:
            failed(error)
        else:
            self._notifier.error(error)


class _Job(QRunnable):
    """One call on the pool; it gets only the bound signal, the runner owns it."""

    def __init__(
        self, task: int, work: Callable[[], object], finish: Callable[[int, object, object], object]
    ) -> None:
        super().__init__()
        self._task, self._work, self._finish = task, work, finish

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - delivered to the caller, whatever it is
            self._finish(self._task, None, error)
        else:
            self._finish(self._task, result, None)


if TYPE_CHECKING:
    from typing import Any

    _Waiting = tuple[Callable[[Any], object], Callable[[Exception], object] | None, str | None]
