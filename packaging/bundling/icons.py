"""Copydesk's own icon as desktops want it: PNGs in a hicolor theme, an .ico and an .icns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bundling.places import APP_ID, ROOT

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = ROOT / "resources" / "icons" / "copydesk.svg"
HICOLOR_PX = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
"""The sizes of the hicolor theme that desktops ask for, in pixels."""
# Windows draws these by itself at no other size; macOS's sizes are those of Pillow's icns table.
_ICO_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_ICNS_PX = (16, 32, 64, 128, 256, 512, 1024)


def draw(size: int) -> Image.Image:
    """The icon, ``size`` pixels wide and high, on nothing."""
    renderer = QSvgRenderer(QByteArray(SOURCE.read_bytes()))
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def write_hicolor(share: Path) -> None:
    """Writes ``icons/hicolor`` into a folder that is a system's ``share``."""
    theme = share / "icons" / "hicolor"
    for size in HICOLOR_PX:
        path = theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        path.parent.mkdir(parents=True)
        draw(size).save(path, "PNG", optimize=True)
    path = theme / "scalable" / "apps" / f"{APP_ID}.svg"
    path.parent.mkdir(parents=True)
    path.write_bytes(SOURCE.read_bytes())


def write_ico(path: Path) -> None:
    """Writes the icon of Windows' programs and files."""
    pictures = [draw(size) for size in _ICO_PX]
    pictures[-1].save(
        path, "ICO", sizes=[(size, size) for size in _ICO_PX], append_images=pictures[:-1]
    )


def write_icns(path: Path) -> None:
    """Writes the icon of macOS' bundles."""
    pictures = [draw(size) for size in _ICNS_PX]
    pictures[-1].save(path, "ICNS", append_images=pictures[:-1])
