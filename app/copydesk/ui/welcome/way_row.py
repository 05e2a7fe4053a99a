"""One way to begin: an icon, a name, a line that says more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QToolButton

from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent as Event
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from copydesk.ui.theme.theme import Theme

_ICON_PX, _PADDING_PX, _GAP_PX = 20, 12, 14
_TITLE_PX, _LINE_PX, _CROSS_PX = 14, 12, 22
_BETWEEN_PX, _ROUND_PX = 3, 8
_ABOVE_PX, _ABOVE_FOLDER_PX = 10, 5


class WayRow(QAbstractButton):
    """A button as wide as the page.

    Signals:
        removed: It is to go from the list.
    """

    removed = Signal()

    def __init__(
        self, icon_name: str, title: str, line: str, theme: Theme, *, key: str = ""
    ) -> None:
        """Shows these.

        Args:
            icon_name: Of the icon.
            title: The name of the way.
            line: What more there is to say; a path is cut in its middle.
            theme: Gives colours and fonts.
            key: What does the same from the keyboard.
        """
        super().__init__()
        self._icon_name, self._line, self._theme, self._key = icon_name, line, theme, key
        self._cross: QToolButton | None = None
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{line} {key}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def make_removable(self) -> None:
        """Gives it a cross, and has Delete do the same."""
        cross = QToolButton(self)
        cross.setIcon(icon("x", self._theme))
        cross.setToolTip("Take it off this list (Del)")
        cross.setAccessibleName(f"Take {self.text()} off this list")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setFixedSize(_CROSS_PX, _CROSS_PX)
        cross.clicked.connect(self.removed)
        cross.hide()
        self._cross = cross
        self.setAccessibleDescription(f"{self._line}. Delete takes it off this list.")

    def sizeHint(self) -> QSize:
        """Two lines of text and what is around them."""
        title, line = self._fonts()
        words = max(title.horizontalAdvance(self.text()), line.horizontalAdvance(self._line))
        around = _ABOVE_PX if self._cross is None else _ABOVE_FOLDER_PX
        height = title.height() + _BETWEEN_PX + line.height() + 2 * around
        return QSize(words + self._left() + 2 * _PADDING_PX, height)

    def minimumSizeHint(self) -> QSize:
        """Its words can be cut."""
        return QSize(180, self.sizeHint().height())

    def _fonts(self) -> tuple[QFontMetrics, QFontMetrics]:
        return (
            QFontMetrics(self._title_font()),
            QFontMetrics(self._theme.ui_font(_LINE_PX)),
        )

    def _title_font(self) -> QFont:
        """Of a folder's name it is lighter than of a way's."""
        return self._theme.ui_font(_TITLE_PX, bold=self._cross is None)

    @staticmethod
    def _left() -> int:
        return _PADDING_PX + _ICON_PX + _GAP_PX

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws icon, words and key on a ground that tells where mouse and keyboard are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        top = (self.height() - _ICON_PX) // 2
        colour = "soft" if self._cross is not None else "accent"
        icon(self._icon_name, self._theme, colour).paint(
            painter, QRect(self._mirrored(_PADDING_PX, _ICON_PX), top, _ICON_PX, _ICON_PX)
        )
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        is_over = self.underMouse() or self.isDown()
        painter.setBrush(theme.color("sel" if self.isDown() else "bg" if is_over else "paper"))
        painter.setPen(theme.color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(ground.toRectF().translated(0.5, 0.5), _ROUND_PX, _ROUND_PX)

    def _paint_words(self, painter: QPainter) -> None:
        title, line = self._fonts()
        room = self.width() - self._left() - _PADDING_PX
        first = room
        if self._key:
            first -= line.horizontalAdvance(self._key) + _GAP_PX
        elif self._cross is not None:
            first = room = room - _CROSS_PX
        top = (self.height() - title.height() - _BETWEEN_PX - line.height()) // 2
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._title_font())
        painter.setPen(self._theme.color("ink"))
        words = title.elidedText(self.text(), Qt.TextElideMode.ElideRight, first)
        painter.drawText(self._place(top, first, title.height()), side, words)
        painter.setFont(self._theme.ui_font(_LINE_PX))
        painter.setPen(self._theme.color("soft"))
        cut = (
            Qt.TextElideMode.ElideMiddle if self._cross is not None else Qt.TextElideMode.ElideRight
        )
        below = top + title.height() + _BETWEEN_PX
        words = line.elidedText(self._line, cut, room)
        painter.drawText(self._place(below, room, line.height()), side, words)
        if self._key:
            painter.setPen(self._theme.color("faint"))
            end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self._place(top, room, title.height()), end, self._key)

    def _place(self, top: int, width: int, height: int) -> QRect:
        return QRect(self._mirrored(self._left(), width), top, width, height)

    def _mirrored(self, left: int, width: int) -> int:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self.width() - left - width if is_mirrored else left

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the cross at the end."""
        super().resizeEvent(event)
        if self._cross is not None:
            left = self._mirrored(self.width() - _CROSS_PX - _PADDING_PX + 4, _CROSS_PX)
            self._cross.move(QPoint(left, (self.height() - _CROSS_PX) // 2))

    def _show_cross(self) -> None:
        if self._cross is not None:
            self._cross.setVisible(self.underMouse() or self.hasFocus())
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes."""
        super().enterEvent(event)
        self._show_cross()

    def leaveEvent(self, event: Event) -> None:
        """The mouse goes."""
        super().leaveEvent(event)
        self._show_cross()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes."""
        super().focusInEvent(event)
        self._show_cross()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes."""
        super().focusOutEvent(event)
        self._show_cross()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has another cross."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._cross is not None:
            self._cross.setIcon(icon("x", self._theme))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it, Delete takes it off the list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the page goes on from row to row
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete and self._cross is not None:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
