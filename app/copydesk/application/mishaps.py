"""What nobody expected: it is logged and told, and the desk goes on with every text it holds."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from types import TracebackType

    from copydesk.services.notifier import Notifier

_log = logging.getLogger(__name__)
# What goes wrong at every key or every frame is not told at every one.
_QUIET_S = 30.0


class Mishaps(QObject):
    """Takes the exceptions that no code took: Qt goes on after them, and so does the text."""

    _happened = Signal(object)

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._told: dict[tuple[str, int], float] = {}
        # Later: a message shown from the middle of painting would make it worse.
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes them from now on."""
        sys.excepthook = self.take

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Logs one, and tells the editor of it unless that was just done."""
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected", exc_info=(kind, error, trace))
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else (str(kind), 0)
        now = time.monotonic()
        if now - self._told.get(place, -_QUIET_S) >= _QUIET_S:
            self._told[place] = now
            self._happened.emit(error)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        self._notifier.error(
            error, "Your text is still here. Save it; if it happens again, start Copydesk anew."
        )
