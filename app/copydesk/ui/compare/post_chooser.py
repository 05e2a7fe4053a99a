"""Asks which other post to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Found = tuple[Path, str, str]
    """A post's file, its title, and where it is."""

_WIDTH_PX, _HEIGHT_PX = 460, 380
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PostChooser(QDialog):
    """Type to search, arrows move, Enter picks, Escape closes.

    Signals:
        picked (Path): This post.
    """

    picked = Signal(object)

    def __init__(self, search: Callable[[str], Sequence[Found]], parent: QWidget) -> None:
        """Lists what `search` finds for what is typed, best first; all for nothing typed."""
        super().__init__(parent)
        self.setObjectName("postChooser")
        self.setWindowTitle("Compare with another post")
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._search = search
        self._found: Sequence[Found] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a post by its title or file")
        self.field.setAccessibleName("Find a post")
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Posts found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel("No post is like this.")
        self._nothing.setProperty("quiet", True)
        column = QVBoxLayout(self)
        for part in (self.field, self.list, self._nothing):
            column.addWidget(part)
        self.field.textChanged.connect(self._look)
        self.list.itemClicked.connect(self._pick)
        self._look("")

    @Slot(str)
    def _look(self, text: str) -> None:
        self._found = self._search(text)
        self.list.clear()
        for _path, title, place in self._found:
            item = QListWidgetItem(f"{title}\n{place}")
            item.setToolTip(place)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)

    @Slot()
    def _pick(self, _item: object = None) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            self.accept()
            self.picked.emit(self._found[row][0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the keys of the list work while one types."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick()
                return True
        return super().eventFilter(watched, event)
