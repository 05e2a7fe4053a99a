"""Documents that macOS hands to the program: no arguments, but events of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent


class OpeningApplication(QApplication):
    """The application, with what Finder, the Dock and `open -a` want opened.

    An override and no event filter: a filter would be asked about each event of each widget, and
    every key would cost a call of Python. What comes while the desk is being made waits for it.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._open: Callable[[str], object] | None = None
        self._waiting: list[str] = []

    def open_files_with(self, take: Callable[[str], object]) -> None:
        """Gives the path of each file and folder to `take`, those that came before at once."""
        self._open = take
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            take(path)

    def event(self, event: QEvent) -> bool:
        """Takes what is to be opened; the rest is Qt's."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        path = event.file()  # "" where it is an address of the web
        if path and self._open is not None:
            self._open(path)
        elif path:
            self._waiting.append(path)
        return bool(path)
