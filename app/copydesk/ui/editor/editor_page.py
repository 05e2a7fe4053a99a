"""What is under one tab: a place for a bar, and the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent

    from copydesk.ui.editor.markdown_editor import MarkdownEditor


class EditorPage(QWidget):
    """One editor with what may stand above it."""

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__()
        self.setObjectName("editorPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor = editor
        self._bars: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(editor, 1)
        self.setFocusProxy(editor)

    def set_bar(self, bar: QWidget | None, kind: str = "disk") -> None:
        """Puts a bar above the text in the place of that kind's before; None takes it away."""
        old = self._bars.pop(kind, None)
        if old is not None and old is not bar:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if bar is not None:
            self._bars[kind] = bar
            self._column.insertWidget(0, bar)
            bar.show()
            last = bar.findChildren(QPushButton)[-1:]
            for button in last:  # from the last of it Tab leads into the text
                QWidget.setTabOrder(button, self.editor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the text from its margins, which let the event through to here."""
        self.editor.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts the cursor on the line beside which the margin was clicked."""
        viewport = self.editor.viewport()
        place = viewport.mapFrom(self, event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place.y() < viewport.height():
            x = 0 if place.x() < 0 else viewport.width() - 1
            self.editor.click(QPoint(x, place.y()))
