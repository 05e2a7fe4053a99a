"""Asks which folder posts should move to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATH_ROLE = Qt.ItemDataRole.UserRole
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_SIZE_PX = (420, 380)


class FolderChooser(QDialog):
    """A list of folders with a box that filters it.

    Args:
        sentence: What is asked.
        folders: Label and relative path of each folder.
    """

    def __init__(
        self, sentence: str, folders: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Copydesk")
        self.resize(*_SIZE_PX)
        label = QLabel(sentence)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("strong", True)
        label.setWordWrap(True)
        self._field = QLineEdit()
        self._field.setObjectName("folder-filter")
        self._field.setPlaceholderText("Filter the folders")
        self._field.setAccessibleName("Filter the folders")
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("folder-list")
        self._list.setAccessibleName("Folders")
        for text, path in folders:
            item = QListWidgetItem(text)
            item.setData(_PATH_ROLE, path)
            self._list.addItem(item)
        self._accept = QPushButton("Move here")
        self._accept.setProperty("primary", True)
        self._accept.setDefault(True)
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        for widget in (label, self._field, self._list):
            column.addWidget(widget)
        column.addLayout(buttons)
        cancel.clicked.connect(self.reject)
        self._accept.clicked.connect(self.accept)
        self._list.itemDoubleClicked.connect(self.accept)
        self._list.currentItemChanged.connect(self._look)
        self._field.textChanged.connect(self._filter)
        self._filter("")

    def chosen(self) -> str | None:
        """The path of the chosen folder."""
        chosen = [item for item in self._list.selectedItems() if not item.isHidden()]
        return str(chosen[0].data(_PATH_ROLE)) if chosen else None

    @Slot(str)
    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        first: QListWidgetItem | None = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            seen = f"{item.text()} {item.data(_PATH_ROLE)}".casefold()
            item.setHidden(not all(word in seen for word in wanted))
            if first is None and not item.isHidden():
                first = item
        if first is not None and self.chosen() is None:
            self._list.setCurrentItem(first)
        self._look()

    @Slot()
    def _look(self) -> None:
        self._accept.setEnabled(self.chosen() is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the list be walked while the box keeps the keyboard."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LIST_KEYS
        ):
            self._list.event(event)
            return True
        return super().eventFilter(watched, event)

    @classmethod
    def ask(
        cls, sentence: str, folders: Sequence[tuple[str, str]], parent: QWidget | None
    ) -> str | None:
        """The path of the chosen folder, or None when the editor thought better of it."""
        dialog = cls(sentence, folders, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.chosen() if accepted else None
