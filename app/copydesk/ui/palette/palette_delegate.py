"""Paints the rows of the palette, with the letters that matched emphasised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from copydesk.core.text.positions import utf16_length
from copydesk.core.text.ranking import emphasised
from copydesk.ui.palette.palette_model import QUERY_ROLE, ROW_ROLE, PaletteRow
from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from copydesk.ui.theme.theme import Theme

ROW_PX = 34
_PAD_PX = 14
_DOT_PX = 8
_GAP_PX = 18
_ASIDE_SHARE = 0.45
_Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Title left, path right; or command left, its key right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.ui_font(13)
        self._small = theme.ui_font(12)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Every row is as high as every other."""
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        row: PaletteRow = index.data(ROW_ROLE)
        query: str = index.data(QUERY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(option.rect.adjusted(4, 0, -4, 0), 5, 5)
        inner = option.rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if row.status_token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(row.status_token))
            painter.drawEllipse(inner.left(), inner.center().y() - 3, _DOT_PX, _DOT_PX)
            inner.setLeft(inner.left() + _DOT_PX + 10)
        inner = self._paint_aside(painter, inner, row, query)
        self._paint_text(painter, inner, row.text, query, self._font, "ink")
        painter.restore()

    def _paint_aside(self, painter: QPainter, inner: QRect, row: PaletteRow, query: str) -> QRect:
        """Paints path or key at the right; gives the room left of it."""
        metrics = QFontMetrics(self._small)
        if row.key:
            width = metrics.horizontalAdvance(row.key)
            place = QRect(inner.right() - width, inner.top(), width + 1, inner.height())
            painter.setFont(self._small)
            painter.setPen(self._theme.color("soft"))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, row.key)
            inner = inner.adjusted(0, 0, -width - _GAP_PX, 0)
        if not row.aside:
            return inner
        needed = QFontMetrics(self._font).horizontalAdvance(row.text) + _GAP_PX
        room = max(inner.width() - needed, round(inner.width() * _ASIDE_SHARE))
        aside = metrics.elidedText(row.aside, Qt.TextElideMode.ElideMiddle, room)
        width = metrics.horizontalAdvance(aside)
        place = QRect(inner.right() - width, inner.top(), width + 1, inner.height())
        self._paint_text(painter, place, aside, query if not row.key else "", self._small, "faint")
        return inner.adjusted(0, 0, -width - _GAP_PX, 0)

    def _paint_text(
        self, painter: QPainter, place: QRect, text: str, query: str, font: QFont, token: str
    ) -> None:
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        if runs_right_to_left(text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(self._formats(shown, query))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width() + 1)
        layout.endLayout()
        painter.setPen(self._theme.color(token))
        top = place.top() + (place.height() - line.height()) / 2
        layout.draw(painter, QPointF(place.left(), top))

    def _formats(self, shown: str, query: str) -> list[QTextLayout.FormatRange]:
        if not query.strip():
            return []
        marked = QTextCharFormat()
        marked.setForeground(QBrush(self._theme.color("accent")))
        marked.setFontWeight(QFont.Weight.DemiBold)
        formats = []
        for start, end in emphasised(query, shown):
            each = QTextLayout.FormatRange()
            each.start = utf16_length(shown[:start])
            each.length = utf16_length(shown[start:end])
            each.format = marked
            formats.append(each)
        return formats
