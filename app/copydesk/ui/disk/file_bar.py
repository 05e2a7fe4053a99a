"""A bar above a post's text: what is the matter with its file, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from copydesk.ui.icons import icon
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance

    from copydesk.ui.theme.theme import Theme


class FileBar(QWidget):
    """A mark, a sentence, and a button for each way out under it.

    Attributes:
        words: The sentence.
        buttons: The ways out, by the words on them at first.
    """

    def __init__(self, name: str, theme: Theme, mark: str, colour: str) -> None:
        """Makes an empty bar; see `say`.

        Args:
            name: What style sheets call it.
            theme: For the mark.
            mark: An icon's name.
            colour: The mark's colour, one of the theme's.
        """
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 10, 6)
        self._row.setSpacing(9)
        label = QLabel()
        label.setPixmap(icon(mark, theme, colour).pixmap(16, 16))
        self._row.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.buttons: dict[str, QPushButton] = {}

    def say(self, sentence: str, offers: Sequence[tuple[str, SignalInstance]]) -> None:
        """Shows a sentence, and a button for each label, which emits its signal; once only."""
        self.setAccessibleName(sentence)
        self.words.setText(sentence)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=6, row_gap_px=6)
        flow.setContentsMargins(0, 0, 0, 0)
        for label, signal in offers:
            button = QPushButton(label)
            button.clicked.connect(signal)
            flow.addWidget(button)
            self.buttons[label] = button
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(buttons)
        self._row.addLayout(column, 1)
