"""What stands in the preview's place while there is no page to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class MessagePage(QWidget):
    """A quiet sentence in the middle, and perhaps a button under it.

    Signals:
        painted: It was painted for the first time.
        pressed: The button was pressed.
    """

    painted = Signal()
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewMessage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._was_painted = False
        self._label = QLabel(self)
        self._label.setProperty("quiet", True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 22, 40, 22)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(self._label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def say(self, text: str, button: str = "") -> None:
        """Shows a message, with a button where one is named."""
        self._label.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells of the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
