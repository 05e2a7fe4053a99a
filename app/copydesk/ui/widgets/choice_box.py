"""A list of choices that drops down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox

from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.ui.theme.theme import Theme

_ARROW_PX = 14


class ChoiceBox(QComboBox):
    """A combo box that a turn of the wheel over the form does not change."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the form."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        super().paintEvent(event)
        x = 6 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - 20
        place = QRect(x, (self.height() - _ARROW_PX) // 2, _ARROW_PX, _ARROW_PX)
        painter = QPainter(self)
        icon("chevron-down", self._theme).paint(painter, place)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(80, super().minimumSizeHint().height())
