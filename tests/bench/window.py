"""A real desk in this process, and how to wait for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractScrollArea, QWidget

    from copydesk.application.desk import Desk

_SLEEPING = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_TICK_MS = 2


def wait_for(true: Callable[[], bool], timeout_s: float = 60.0) -> float:
    """Runs the event loop until something is true; gives the milliseconds that took.

    The loop sleeps between events, as a desk's does: one that spins would keep the interpreter's
    lock from the threads that are measured.
    """
    begun = time.perf_counter()
    ticks = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    ticks.start()
    while not true():
        if time.perf_counter() - begun > timeout_s:
            raise TimeoutError(true)
        QApplication.processEvents(_SLEEPING)
    ticks.stop()
    return (time.perf_counter() - begun) * 1000


class PaintClock(QObject):
    """Tells when a widget has finished painting after a key."""

    def __init__(self, typed_in: QWidget, painted: QAbstractScrollArea) -> None:
        super().__init__()
        self._typed_in, self._painted = typed_in, painted
        self._inside = False
        self._painted_s = 0.0
        painted.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paints in place, so that the time noted is that of the paint's end."""
        if event.type() != QEvent.Type.Paint or self._inside:
            return False
        self._inside = True
        QCoreApplication.sendEvent(watched, event)
        self._inside = False
        if not self._painted_s:
            self._painted_s = time.perf_counter()
        return True

    def key_ms(self, key: str) -> float:
        """Presses a key; milliseconds until what it changes is painted."""
        QApplication.processEvents()
        self._painted_s = 0.0
        begun = time.perf_counter()
        QTest.keyClicks(self._typed_in, key)
        wait_for(lambda: self._painted_s > 0)
        return (self._painted_s - begun) * 1000

    def stop(self) -> None:
        """Lets go of the widgets."""
        self._painted.viewport().removeEventFilter(self)


def open_post(desk: Desk, path: Path) -> float:
    """Opens a post; milliseconds until its preview is in the page."""
    shown: list[int] = []
    desk.preview.result_shown.connect(shown.append)
    begun = time.perf_counter()
    desk.open_post(path)
    wait_for(lambda: bool(shown) and desk.editors.current_document is not None)
    elapsed = (time.perf_counter() - begun) * 1000
    desk.preview.result_shown.disconnect(shown.append)
    return elapsed
