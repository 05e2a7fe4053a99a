"""How the list of collisions is painted: what it is, and below it what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from copydesk.ui.disk.merge_decisions import STATE_ROLE, State
from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from copydesk.ui.theme.theme import Theme

_PAD_PX = 10
_LINE_PX = 19
_ROW_PX = 2 * _LINE_PX + 12
# Padding and border of a row in merge.qss, and the margin Qt leaves beside the words.
_WRAPPED_PX = QSize(13, 7)


class CollisionDelegate(QStyledItemDelegate):
    """Paints a row of `Decisions`."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt gives it
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - as above
    ) -> QSize:
        """Two lines."""
        return QSize(120, _ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The label in the text's own direction, the state in a colour of its own."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        label, _newline, words = str(index.data()).partition("\n")
        line = QRect(rect.x() + _PAD_PX, rect.y() + 6, rect.width() - 2 * _PAD_PX, _LINE_PX)
        decided = index.data(STATE_ROLE)
        colour = "warn" if decided is State.OPEN else "bad" if decided is None else "ok"
        side = Qt.AlignmentFlag.AlignLeft
        if runs_right_to_left(label):
            side = Qt.AlignmentFlag.AlignRight
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        side |= Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        for text, size, token in ((label, 13, "ink"), (words, 12, colour)):
            font = theme.ui_font(size)
            painter.setFont(font)
            painter.setPen(theme.color(token))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, side, shown)
            line.translate(0, _LINE_PX)
        painter.restore()


class WrappedDelegate(QStyledItemDelegate):
    """Makes rows as high as their words need: Qt forgets the style sheet's padding."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As many lines as there are."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        room = QRect(0, 0, max(1, width - 2 * _WRAPPED_PX.width()), 10_000)
        flags = Qt.TextFlag.TextWordWrap.value
        words = QFontMetrics(option.font).boundingRect(room, flags, str(index.data()))
        return QSize(width, words.height() + 2 * _WRAPPED_PX.height())
