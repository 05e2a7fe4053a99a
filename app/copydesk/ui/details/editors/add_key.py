"""What adds a field to a group that no schema knows: an input for its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from copydesk.ui.details.editors.inputs import LineInput

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class AddKey(QWidget):
    """Enter takes the name, Escape thinks better of it. In an empty group a link opens it.

    Signals:
        named (str): Add a field of this name.
        inputs_changed: The input came or went.
    """

    named = Signal(str)
    inputs_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.link = QPushButton("+ Add a field to it", self)
        self.link.setProperty("link", True)
        self.link.setAutoDefault(False)
        self.entry = LineInput(self)
        self.entry.setPlaceholderText("Name of the field")
        self.entry.hide()
        self._trouble = QLabel(self)
        self._trouble.setObjectName("field_trouble")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.entry)
        layout.addWidget(self._trouble)
        self._wanted = False
        self.link.clicked.connect(self.open)
        self.entry.returnPressed.connect(self._take)
        self.entry.textEdited.connect(self._clear)

    def inputs(self) -> list[QWidget]:
        """What takes keys."""
        if self.entry.isHidden():
            return [self.link] if self._wanted else []
        return [self.entry]

    def set_name(self, name: str) -> None:
        """Names it for those who can't see where it stands."""
        self.link.setAccessibleName(f"Add to {name}")
        self.entry.setAccessibleName(f"Name of the new field of {name}")

    def refuse(self, sentence: str) -> None:
        """Says why the field can't be added."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def offer(self, *, link: bool) -> None:
        """Shows the link or not; an open input stays."""
        self._wanted = link
        self.link.setVisible(link and self.entry.isHidden())
        self.setVisible(link or not self.entry.isHidden())

    @Slot()
    def open(self) -> None:
        """Asks for the name."""
        self.entry.clear()
        self.entry.show()
        self.offer(link=self._wanted)
        self.inputs_changed.emit()
        self.entry.setFocus()

    def close_input(self) -> None:
        """Goes back to being a link."""
        had_focus = self.entry.hasFocus()
        self.entry.hide()
        self.offer(link=self._wanted)
        self.refuse("")
        self.inputs_changed.emit()
        if had_focus and self._wanted:
            self.link.setFocus()

    @Slot()
    def _take(self) -> None:
        name = self.entry.text().strip()
        if name:
            self.named.emit(name)
        else:
            self.close_input()

    @Slot()
    def _clear(self) -> None:
        self.refuse("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes on Escape."""
        if event.key() == Qt.Key.Key_Escape and not self.entry.isHidden():
            self.close_input()
        else:
            super().keyPressEvent(event)
