"""Where a popup of an editor opens: below it, or above where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_GAP_PX = 2


def place_below(popup: QWidget, widget: QWidget) -> None:
    """Moves a popup, which has its size already, to its place beside a widget."""
    place = widget.mapToGlobal(QPoint(0, widget.height() + _GAP_PX))
    area = widget.screen().availableGeometry()
    if place.y() + popup.height() > area.bottom():
        place.setY(widget.mapToGlobal(QPoint(0, 0)).y() - popup.height() - _GAP_PX)
    place.setX(max(area.left(), min(place.x(), area.right() - popup.width())))
    popup.move(place)
