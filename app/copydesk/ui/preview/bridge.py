"""How the page's script reaches the program."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot


class PageBridge(QObject):
    """The object that page.js knows as ``desk``; only the script's own world can see it.

    Signals:
        ready_told: The script is at work in a freshly loaded, empty page.
        scroll_told (float): The reader scrolled; the source line at the top, 0-based.
        click_told (int): The reader clicked; the source line, 0-based.
        link_told (str): The reader followed a link; its address as it stands in the post.
    """

    ready_told = Signal()
    scroll_told = Signal(float)
    click_told = Signal(int)
    link_told = Signal(str)

    @Slot()
    def ready(self) -> None:
        """Called by the script."""
        self.ready_told.emit()

    @Slot(float)
    def scroll(self, line: float) -> None:
        """Called by the script."""
        self.scroll_told.emit(line)

    @Slot(int)
    def click(self, line: int) -> None:
        """Called by the script."""
        self.click_told.emit(line)

    @Slot(str)
    def follow(self, address: str) -> None:
        """Called by the script."""
        self.link_told.emit(address)
