"""The bar above the text of a post whose file another program changed or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from copydesk.services.open_document import DiskState
from copydesk.ui.icons import icon
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from copydesk.ui.theme.theme import Theme


class ConflictBar(QWidget):
    """Says what happened and offers the ways out.

    Signals:
        keep_mine_requested: Save this text over theirs.
        take_theirs_requested: Take their text; undo brings this one back.
        compare_requested: Show both side by side.
        save_again_requested: Write the deleted file anew.
        close_requested: Let the deleted post go.
    """

    keep_mine_requested = Signal()
    take_theirs_requested = Signal()
    compare_requested = Signal()
    save_again_requested = Signal()
    close_requested = Signal()

    def __init__(self, state: DiskState, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conflictBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(9)
        mark = QLabel()
        mark.setPixmap(icon("triangle-alert", theme, "warn").pixmap(16, 16))
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        deleted = state is DiskState.DELETED
        sentence = (
            "The file of this post was deleted. Your text is still here."
            if deleted
            else "Another program changed this post while you were editing it."
        )
        words = QLabel(sentence)
        words.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(words)
        row.addLayout(column, 1)
        self.setAccessibleName(sentence)
        offers = (
            (("Save it again", self.save_again_requested), ("Close", self.close_requested))
            if deleted
            else (
                ("Keep mine", self.keep_mine_requested),
                ("Take theirs", self.take_theirs_requested),
                ("Compare…", self.compare_requested),
            )
        )
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=6, row_gap_px=6)
        flow.setContentsMargins(0, 0, 0, 0)
        for label, signal in offers:
            button = QPushButton(label)
            button.clicked.connect(signal)
            flow.addWidget(button)
        column.addWidget(buttons)
