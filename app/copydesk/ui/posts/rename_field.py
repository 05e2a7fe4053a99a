"""The box in which a post's file is given another name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget


class RenameField(QLineEdit):
    """One line for a file name, with the part before the suffix selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fresh = False
        self.setObjectName("rename-field")
        self.setAccessibleName("New file name")
        self.setToolTip("The name of the post's file. Enter renames it, Esc leaves it as it is.")

    def start_with(self, file_name: str) -> None:
        """Puts the name in; what is most likely to change is selected when the keyboard comes."""
        self.setText(file_name)
        self._fresh = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Selects the name without its suffix; the list has selected all of it."""
        super().focusInEvent(event)
        if self._fresh:
            self._fresh = False
            self.setSelection(0, len(PurePosixPath(self.text()).stem))
