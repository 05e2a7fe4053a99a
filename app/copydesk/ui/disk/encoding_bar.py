"""The bar above the text of a post whose encoding is only the likeliest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from copydesk.ui.disk.file_bar import FileBar

if TYPE_CHECKING:
    from copydesk.ui.theme.theme import Theme


class EncodingBar(FileBar):
    """Says how the file was read and asks whether that is right.

    Signals:
        confirmed: It reads right.
        other_requested: It is to be read another way.
        utf8_requested: It reads right, and is to be written in UTF-8 from the next save on.
    """

    confirmed = Signal()
    other_requested = Signal()
    utf8_requested = Signal()

    def __init__(self, encoding: str, theme: Theme) -> None:
        """Shows ``encoding`` by its full name: "Western European (Windows-1252)"."""
        super().__init__("encodingBar", theme, "languages", "soft")
        self.say(
            f"This file is not in UTF-8. It reads as {encoding}.",
            (
                ("That’s right", self.confirmed),
                ("Another encoding…", self.other_requested),
                ("Save as UTF-8", self.utf8_requested),
            ),
        )
