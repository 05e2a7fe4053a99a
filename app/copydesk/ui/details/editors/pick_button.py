"""A button that looks like an input and opens a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from copydesk.ui.icons import icon
from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from copydesk.ui.theme.theme import Theme

_ARROW_PX = 14
_HEIGHT_PX = 30


class PickButton(QPushButton):
    """Shows what is chosen as an input does; a letter typed on it opens the list with it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words, self._ink = "", "ink"
        self.read_only = False
        self.setObjectName("pick_button")
        self.setAutoDefault(False)
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_words(self, words: str, ink: str = "ink") -> None:
        """Shows other words, in one of the theme's colours."""
        self._words, self._ink = words, ink
        self.setToolTip(words)
        self.update()

    @property
    def words(self) -> str:
        """What it shows."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(80, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws frame, words and arrow."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "bad" if self.property("invalid") else "accent" if self.hasFocus() else "line"
        painter.setPen(theme.color(edge))
        painter.setBrush(theme.color("panel" if self.read_only else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = self.rect().adjusted(10, 0, -8, 0)
        arrow = self.rect().adjusted(0, 0, 0, 0)
        arrow.setSize(QSize(_ARROW_PX, _ARROW_PX))
        arrow.moveTop((self.height() - _ARROW_PX) // 2)
        arrow.moveLeft(6 if from_right else self.width() - _ARROW_PX - 6)
        if not self.read_only:
            icon("chevron-down", theme).paint(painter, arrow)
            inner.adjust(_ARROW_PX + 2 if from_right else 0, 0, 0 if from_right else -_ARROW_PX, 0)
        painter.setFont(self.font())
        painter.setPen(theme.color("soft" if self.read_only and self._words else self._ink))
        right = from_right or runs_right_to_left(self._words)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
