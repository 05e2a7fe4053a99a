"""What adds an item to a list; of blocks, one of several kinds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from copydesk.core.site.field import FieldType

if TYPE_CHECKING:
    from copydesk.core.site.field import Block, Field
    from copydesk.ui.theme.theme import Theme


class AddItem(QWidget):
    """A button; where there are several kinds of blocks, with a menu of them.

    Signals:
        requested: Add an item.
        block_requested (Block): Add a block of this kind.
    """

    requested = Signal()
    block_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._blocks: tuple[Block, ...] = ()
        self._whole = ""
        self.button = QPushButton(self)
        self.button.setProperty("link", True)
        self.button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        self.button.clicked.connect(self._request)

    def offer(self, field: Field, *, whole: str, full: bool) -> None:
        """Says what it adds; nothing more where the list is full.

        Args:
            field: What one item is.
            whole: What the list is called.
            full: Whether it takes no more.
        """
        self._whole = whole
        self._blocks = field.blocks if field.type is FieldType.BLOCK else ()
        label = field.label[:1].lower() + field.label[1:]
        if label.casefold() == self._whole.casefold():
            label = f"to {label}"  # "gallery" is not what one of its pictures is called
        self.button.setText(f"+ Add {'a block' if self._blocks else label or 'one'}")
        self.button.setEnabled(not full)
        self.setEnabled(not full)
        self.button.setToolTip(
            "The list holds as many as the site takes." if full else "Ctrl+Enter"
        )

    def set_name(self, name: str) -> None:
        """Names it for those who can't see where it stands."""
        self.button.setAccessibleName(f"Add to {name}")

    @Slot()
    def _request(self) -> None:
        if len(self._blocks) > 1:
            self.open_menu()
        elif self._blocks:
            self.block_requested.emit(self._blocks[0])
        else:
            self.requested.emit()

    def open_menu(self) -> None:
        """Shows the kinds of blocks."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for block in self._blocks:
            menu.addAction(block.label).triggered.connect(partial(self.block_requested.emit, block))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
