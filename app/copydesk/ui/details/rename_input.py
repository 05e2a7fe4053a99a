"""The input for a field's new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class RenameInput(QLineEdit):
    """Enter takes the name, Escape and leaving keep the old one.

    Signals:
        named (str): Over: the name, "" for the old one.
    """

    named = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._over = False
        self.selectAll()
        self.returnPressed.connect(self._take)

    @Slot()
    def _take(self) -> None:
        self._end(self.text().strip())

    def _end(self, name: str) -> None:
        if not self._over:
            self._over = True
            self.named.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ends on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._end("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ends when the focus goes elsewhere, but not for a menu."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._end("")
