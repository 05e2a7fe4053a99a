"""A layout that sets its widgets side by side and wraps them as words wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FlowLayout(QLayout):
    """Rows of widgets at their own size; a row that is full goes on below.

    Args:
        parent: The widget to lay out.
        gap_px: Space between widgets in a row.
        row_gap_px: Space between rows.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap_px: int = 4, row_gap_px: int = 4
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._row_gap_px = row_gap_px

    def addItem(self, item: QLayoutItem) -> None:
        """Puts a widget at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The widget there, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Takes a widget out."""
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrower layout is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the rows are at that width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Places the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """As small as may be; the height follows the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt calls it so
        """Room for the largest widget."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        x, y, row_height = inner.x(), inner.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), max(inner.width(), 0))
            if x > inner.x() and x + width > inner.x() + inner.width():
                x, y, row_height = inner.x(), y + row_height + self._row_gap_px, 0
            if move:
                place = QRect(QPoint(x, y), QSize(width, hint.height()))
                item.setGeometry(_visual_rect(direction, inner, place))
            x += width + self._gap_px
            row_height = max(row_height, hint.height())
        return y + row_height - rect.y() + margins.bottom()


def _visual_rect(direction: Qt.LayoutDirection, bounds: QRect, place: QRect) -> QRect:
    if direction is Qt.LayoutDirection.LeftToRight:
        return place
    return place.translated(2 * (bounds.center().x() - place.center().x()), 0)
