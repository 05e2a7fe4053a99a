"""How far the reading of the folder has come."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from copydesk.ui.posts.words import reading_line


class ProgressStrip(QWidget):
    """A hairline of a bar and a line of words; hidden when there is nothing to wait for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("posts-progress")
        self._bar, self._words = QProgressBar(), QLabel()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Posts read")
        self._words.setProperty("faint", True)
        self._words.setContentsMargins(12, 3, 12, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.hide()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Says that `done` of `total` posts are read; 0 of 0 while the folder is being listed."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(reading_line(done, total))
        self.setVisible(done < total or total == 0)
