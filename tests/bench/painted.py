"""Tells when a text was first painted, for both starts that are compared."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer


class Painted(QObject):
    """Prints the time of the first paint of what it filters, then ends; stays with ``--stay``."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Waits for the paint; the time is told once it is over."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        """Prints the seconds since 1970: the parent knows when it spawned."""
        print(time.time(), flush=True)
        if "--stay" not in sys.argv:
            QCoreApplication.exit()
