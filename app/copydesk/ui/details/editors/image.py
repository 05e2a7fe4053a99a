"""The editor of an image's path, with a small picture of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from copydesk.services.thumbnails import Thumbnail, remote_host
from copydesk.ui.details.editors.base import (
    FieldEditor,
    Shown,
    Surroundings,
    Wish,
    mark_invalid,
)
from copydesk.ui.details.editors.input_box import InputBox
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.text import shown_text
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

_WIDTH_PX, _HEIGHT_PX = 44, 28
# Decoded at twice the size for screens of double density.
_DENSITY = 2
_MOST_PIXELS = 100_000_000
_LOOK_AFTER_MS = 250
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


class ImageEditor(FieldEditor):
    """A path to type, and what it leads to; an image from elsewhere is named, never fetched."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._ticket = 0
        self._box = InputBox(surroundings.theme, self)
        self._box.setObjectName("image_box")
        self._picture = QLabel(self._box)
        self._picture.setObjectName("thumbnail")
        self._picture.setFixedSize(_WIDTH_PX, _HEIGHT_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._input = LineInput(self._box)
        self._input.setObjectName("image_input")
        self._box.follow(self._input)
        inner = QHBoxLayout(self._box)
        inner.setContentsMargins(8, 3, 4, 3)
        inner.setSpacing(4)
        inner.addWidget(self._picture)
        inner.addWidget(self._input, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_LOOK_AFTER_MS)
        self._pause.timeout.connect(self.look)
        self._input.textEdited.connect(self._wish)
        self._input.left.connect(self.settle)
        self._input.menu_opened.connect(self.menu_opened)
        surroundings.theme.changed.connect(self.look)
        if surroundings.thumbnails is not None:
            surroundings.thumbnails.loaded.connect(self._take)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._input

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        mark_invalid(self._box, invalid)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        self._input.put(shown_text(shown))
        self.look()

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._input.setReadOnly(read_only)

    @Slot(str)
    def _wish(self, text: str) -> None:
        self.complain("")
        self._pause.start()
        self.wished.emit(Wish(text, as_text=True))

    @Slot()
    def look(self) -> None:
        """Asks for the picture of what stands in the input."""
        text = self._input.text().strip()
        host = remote_host(text)
        self._show_icon()
        self._picture.setToolTip(
            f"From {host}; images from elsewhere are not loaded." if host else ""
        )
        self._ticket = 0
        thumbnails = self.surroundings.thumbnails
        if text and not host and thumbnails is not None:
            # Inline answers come before `load` returns its ticket.
            self._ticket = -1
            ticket = thumbnails.load(
                self.surroundings.post(), text, key=f"{id(self)}:{self.field.name}"
            )
            if self._ticket == -1:
                self._ticket = ticket

    @Slot(object)
    def _take(self, thumbnail: Thumbnail) -> None:
        if self._ticket not in (-1, thumbnail.ticket):
            return
        self._ticket = 0
        self.complain(thumbnail.trouble, later=self._input.hasFocus())
        if isinstance(thumbnail.picture, QImage):
            pixmap = QPixmap.fromImage(thumbnail.picture)
            pixmap.setDevicePixelRatio(_DENSITY)
            self._picture.setPixmap(pixmap)

    def _show_icon(self) -> None:
        self._picture.setPixmap(icon("image", self.surroundings.theme).pixmap(16, 16))
