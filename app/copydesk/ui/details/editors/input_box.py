"""A frame around an input that has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.ui.theme.theme import Theme

_RADIUS_PX = 4.5


class InputBox(QFrame):
    """Shows, as an input does, that the keyboard is in it.

    It is drawn: having a style sheet read anew while the keyboard moves makes Qt lose its place.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._input: QWidget | None = None
        self._lit = False

    def follow(self, widget: QWidget) -> None:
        """Takes the input that the frame stands around."""
        self._input = widget
        widget.installEventFilter(self)

    def set_lit(self, lit: bool) -> None:
        """Shows that what is dragged over it can be dropped."""
        self._lit = lit
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with the input's event."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the frame, in the accent's colour while one can type in it."""
        super().paintEvent(event)
        focused = self._input is not None and self._input.hasFocus()
        if not self._lit and (not focused or self.property("invalid")):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("accent"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX
        )
        painter.end()
