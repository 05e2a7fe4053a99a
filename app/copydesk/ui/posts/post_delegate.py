"""Paints the rows of the tree: folders, posts, and the note that there are more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from copydesk.ui.posts import row_style as px
from copydesk.ui.posts.posts_model import COUNT_ROLE, NODE_ROLE, SMALL_ROLE
from copydesk.ui.posts.rename_field import RenameField
from copydesk.ui.posts.row_style import RowStyle
from copydesk.ui.posts.tree_nodes import Node, NodeKind
from copydesk.ui.widgets.direction import runs_right_to_left
from copydesk.ui.widgets.status_colours import STATUS_TOKENS

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject

    from copydesk.core.library.entry import PostEntry
    from copydesk.ui.theme.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class PostDelegate(QStyledItemDelegate):
    """Draws rows as the design has them, in the theme's colours."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.style_of_rows = RowStyle(theme)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """How high a row is; its width is the list's."""
        node: Node = index.data(NODE_ROLE)
        if node.kind is NodeKind.FOLDER:
            return QSize(0, px.FOLDER_ROW_PX)
        if node.entry is None:
            return QSize(0, px.MORE_ROW_PX)
        return QSize(0, self.style_of_rows.post_height_px(node.entry.title, node.depth))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        node: Node = index.data(NODE_ROLE)
        painter.save()
        self._paint_ground(painter, option, node)
        if node.kind is NodeKind.FOLDER:
            self._paint_folder(painter, option, node)
        elif node.entry is None:
            self._paint_more(painter, option, index)
        else:
            self._paint_post(painter, option, index, node.depth, node.entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, node: Node) -> None:
        state, rect = option.state, option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver and node.kind is not NodeKind.MORE:
            hover = self._theme.color("sel")
            hover.setAlphaF(0.55)
            painter.fillRect(rect, hover)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(
                QRect(rect.left(), rect.top(), 2, rect.height()), self._color("accent")
            )

    def _color(self, token: str) -> QColor:
        return self._theme.color(token)

    def _paint_folder(self, painter: QPainter, option: QStyleOptionViewItem, node: Node) -> None:
        rect, style = option.rect, self.style_of_rows
        left = rect.left() + px.FOLDER_LEFT_PX + px.INDENT_PX * node.depth
        middle = rect.center().y() + 0.5
        is_open = bool(option.state & QStyle.StateFlag.State_Open)
        _paint_arrow(painter, left, middle, self._color("soft"), is_open=is_open)
        left += px.ARROW_COLUMN_PX
        count = f"{node.folder.count:,}"
        count_width = QFontMetrics(style.count_font).horizontalAdvance(count) + px.COUNT_GAP_PX
        metrics = QFontMetrics(style.folder_font)
        room = rect.right() - px.PAD_RIGHT_PX - left - count_width
        label = metrics.elidedText(node.folder.label, Qt.TextElideMode.ElideRight, room)
        middle_left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(style.folder_font)
        painter.setPen(self._color("soft"))
        painter.drawText(QRect(left, rect.top(), room, rect.height()), middle_left, label)
        left += metrics.horizontalAdvance(label) + px.COUNT_GAP_PX
        painter.setFont(style.count_font)
        painter.setPen(self._color("faint"))
        painter.drawText(QRect(left, rect.top(), count_width, rect.height()), middle_left, count)

    def _paint_more(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.setFont(self.style_of_rows.small_font)
        painter.setPen(self._color("faint"))
        left = px.title_left_px(index.data(NODE_ROLE).depth)
        rect = option.rect.adjusted(left, 0, -px.PAD_RIGHT_PX, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, index.data())

    def _paint_post(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: _Index,
        depth: int,
        entry: PostEntry,
    ) -> None:
        style = self.style_of_rows
        rect = option.rect
        left = rect.left() + px.title_left_px(depth)
        top = rect.top() + px.PAD_TOP_PX
        dot = QRect(left - px.DOT_COLUMN_PX, top + px.DOT_TOP_PX + 1, px.DOT_PX, px.DOT_PX)
        self._paint_dot(painter, dot, readable=entry.readable, status=entry.status.value)
        titles = style.titles(depth)
        painter.setPen(self._color("ink"))
        title = titles.set_title(entry.title)
        title.draw(painter, left, top)
        self._paint_count(painter, option, index)
        small_top = top + title.lines * px.TITLE_LINE_PX
        backwards = runs_right_to_left(entry.title)
        width = titles.width_px + (0 if backwards else px.COUNT_COLUMN_PX)
        painter.setFont(style.small_font)
        painter.setPen(self._color("faint" if entry.readable else "bad"))
        side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(style.small_font)
        small = metrics.elidedText(index.data(SMALL_ROLE), Qt.TextElideMode.ElideRight, width)
        painter.drawText(
            QRect(left, small_top, width, px.SMALL_LINE_PX),
            side | Qt.AlignmentFlag.AlignVCenter,
            small,
        )

    def _paint_count(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """How much there is to do in the post, right of its title."""
        errors, warnings = index.data(COUNT_ROLE)
        if not errors + warnings:
            return
        painter.setFont(self.style_of_rows.count_font)
        painter.setPen(self._color("bad" if errors else "warn"))
        area = option.rect.adjusted(0, px.PAD_TOP_PX, -px.PAD_RIGHT_PX, 0)
        area.setHeight(px.TITLE_LINE_PX)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, side, f"{errors + warnings:,}")

    def _paint_dot(self, painter: QPainter, dot: QRect, *, readable: bool, status: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if readable:
            painter.setBrush(self._color(STATUS_TOKENS[status]))
            painter.drawEllipse(dot)
            return
        # A sharp shape instead of a dot, for those who don't tell the colours apart.
        painter.setBrush(self._color("bad"))
        box = dot.adjusted(-1, -1, 1, 0)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(box.center().x() + 0.5, box.top()),
                    QPointF(box.right() + 1, box.bottom() + 1),
                    QPointF(box.left(), box.bottom() + 1),
                ]
            )
        )

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index
    ) -> QWidget:
        """A box for the file name."""
        return RenameField(parent)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Puts the box over the title."""
        node: Node = index.data(NODE_ROLE)
        left = option.rect.left() + px.title_left_px(node.depth) - 8
        # Over the whole title, so that nothing of it shows below.
        height = (
            self.style_of_rows.post_height_px(node.entry.title, node.depth) if node.entry else 0
        )
        height -= px.PAD_BOTTOM_PX + px.SMALL_LINE_PX
        editor.setGeometry(
            left, option.rect.top() + 3, option.rect.right() - left - 4, max(26, height)
        )

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Fills the box once; news of the post while one types leaves it alone."""
        if isinstance(editor, RenameField) and not editor.text():
            editor.start_with(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Hands over what was typed."""
        if isinstance(editor, RenameField):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


def _paint_arrow(
    painter: QPainter, left: float, middle: float, colour: QColor, *, is_open: bool
) -> None:
    """A small filled triangle, down for an open folder and right for a closed one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if is_open:
        points = [(0.0, -2.0), (7.0, -2.0), (3.5, 2.5)]
    else:
        points = [(1.0, -3.5), (5.5, 0.0), (1.0, 3.5)]
    painter.drawPolygon(QPolygonF([QPointF(left + x, middle + y) for x, y in points]))
