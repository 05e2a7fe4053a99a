"""A place for a panel that is made later."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Place(QWidget):
    """Empty until it takes its panel, which then fills it and gets its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def take(self, panel: QWidget) -> None:
        """Puts the panel in."""
        self._column.addWidget(panel)
        self.setFocusProxy(panel)
