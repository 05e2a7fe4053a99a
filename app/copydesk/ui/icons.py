"""Icons of the Lucide set, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from copydesk.core.resources import resource_path, resource_text

if TYPE_CHECKING:
    from copydesk.ui.theme.theme import Theme

_SIZES_PX = (16, 20, 24, 32, 48)


@cache
def _source(name: str) -> str:
    return resource_text("icons", f"{name}.svg")


@cache
def _coloured(name: str, colour: str, disabled: str) -> QIcon:
    icon = QIcon()
    for mode, stroke in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        svg = _source(name).replace("currentColor", stroke)
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        for size in _SIZES_PX:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon


def icon(name: str, theme: Theme, colour: str = "soft") -> QIcon:
    """The icon of that name in one of the theme's colours.

    Raises:
        FileNotFoundError: There is no such icon in resources/icons.
    """
    return _coloured(name, getattr(theme.tokens, colour), theme.tokens.line)


def product_icon() -> QIcon:
    """Copydesk's own icon."""
    return QIcon(str(resource_path("icons", "copydesk.svg")))
