"""The system asks the program to end: at logout, in a terminal, from a script."""

from __future__ import annotations

import contextlib
import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

if TYPE_CHECKING:
    from types import FrameType

# What a system does not know of these is left out.
_NAMES = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


class EndSignals(QObject):
    """Hears the system's signals while Qt waits for events, and tells them between two of these.

    Python runs its handlers only between two steps of Python, and while Qt waits there are none.
    So the system writes each signal's number into a socket that Qt listens to.

    Signals:
        asked: The program is to end.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_end, self._write_end = socket.socketpair()
        for end in (self._read_end, self._write_end):
            end.setblocking(False)
        self._listener = QSocketNotifier(self._read_end.fileno(), QSocketNotifier.Type.Read, self)
        self._listener.activated.connect(self._hear)

    def install(self) -> None:
        """Listens from now on; a signal that whoever started the program ignores stays ignored."""
        signal.set_wakeup_fd(self._write_end.fileno(), warn_on_full_buffer=False)
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _note)

    @Slot()
    def _hear(self) -> None:
        with contextlib.suppress(OSError):
            if self._read_end.recv(4096):
                self.asked.emit()


def _note(_number: int, _frame: FrameType | None) -> None:
    """The socket tells it; without a handler of Python's own the program would just be gone."""
