"""The editor of an image's path, with a small picture of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from copydesk.ui.details.editors.file import FileEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.services.thumbnails import Thumbnail
    from copydesk.ui.details.editors.base import Surroundings

_WIDTH_PX, _HEIGHT_PX = 44, 28
# Decoded at twice the size for screens of double density.
_DENSITY = 2
_MOST_PIXELS = 100_000_000
# A drawing larger than this could keep a thread at work for long, and one that draws other files
# in would have them read from outside the site; a plain icon stands for both.
_MOST_DRAWING_BYTES = 256 * 1024
_DRAWS_OTHERS = re.compile(rb"<\s*(?:\w+:)?image\b|<!ENTITY|@import", re.IGNORECASE)


def decode_thumbnail(data: bytes, mime: str) -> QImage | None:
    """A small picture of an image file; it may be called on any thread.

    Args:
        data: The file's bytes.
        mime: Its media type, "image/jpeg".

    Returns:
        The picture, or None where it can't or should not be decoded.
    """
    if mime == "image/svg+xml" and (len(data) > _MOST_DRAWING_BYTES or _DRAWS_OTHERS.search(data)):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    box = QSize(_WIDTH_PX * _DENSITY, _HEIGHT_PX * _DENSITY)
    reader.setScaledSize(
        size.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding).expandedTo(QSize(1, 1))
    )
    image = reader.read()
    return None if image.isNull() else image


class ImageEditor(FileEditor):
    """A path to type, and what it leads to; an image from elsewhere is named, never fetched."""

    icon_name = "image"
    chosen_as = "Choose an image…"

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._box.setObjectName("image_box")
        self._input.setObjectName("image_input")
        self._picture.setObjectName("thumbnail")
        self._picture.setFixedSize(_WIDTH_PX, _HEIGHT_PX)

    def listen(self, surroundings: Surroundings) -> None:
        """Hears what becomes of the questions that `ask` puts."""
        if surroundings.thumbnails is not None:
            surroundings.thumbnails.loaded.connect(self._take_thumbnail)

    def ask(self, text: str) -> int:
        """Asks for the picture that a path leads to."""
        thumbnails = self.surroundings.thumbnails
        if thumbnails is None:
            return 0
        return thumbnails.load(self.surroundings.post(), text, key=f"{id(self)}:{self.field.name}")

    @Slot(object)
    def _take_thumbnail(self, thumbnail: Thumbnail) -> None:
        if not self.is_mine(thumbnail.ticket):
            return
        self.tell_trouble(thumbnail.trouble)
        if isinstance(thumbnail.picture, QImage):
            pixmap = QPixmap.fromImage(thumbnail.picture)
            pixmap.setDevicePixelRatio(_DENSITY)
            self._picture.setPixmap(pixmap)
