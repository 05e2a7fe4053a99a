"""The ground of a row in a list: chosen, pointed at, or holding the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStyle

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from copydesk.ui.theme.theme import Theme

_HOVER_ALPHA = 0.55
_MARK_PX = 2


def paint_row_ground(
    painter: QPainter, option: QStyleOptionViewItem, row: QRect, theme: Theme
) -> None:
    """Fills a row's place by its state, with a mark at the left where the keyboard is."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(row, theme.color("accent_soft"))
    elif state & QStyle.StateFlag.State_MouseOver:
        hover = theme.color("sel")
        hover.setAlphaF(_HOVER_ALPHA)
        painter.fillRect(row, hover)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(row.left(), row.top(), _MARK_PX, row.height(), theme.color("accent"))
