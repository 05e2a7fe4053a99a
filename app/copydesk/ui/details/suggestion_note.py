"""What is suggested for a field, under it, with what answers that."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from copydesk.core.text.critic import marks_in, rejected_reading


class SuggestionNote(QWidget):
    """Says what the field was before the suggestion that it shows; hidden without one.

    Signals:
        answered (bool): Accepted, or rejected.
    """

    answered = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("suggestion_note")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        self.links = [self._link("Accept", accepts=True), self._link("Reject", accepts=False)]
        for link in self.links:
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def _link(self, words: str, *, accepts: bool) -> QPushButton:
        link = QPushButton(words, self)
        link.setProperty("link", True)
        link.setAutoDefault(False)
        link.clicked.connect(partial(self.answered.emit, accepts))
        return link

    def show_value(self, value: object, label: str) -> bool:
        """Shows what a value suggests; whether that is anything."""
        marks = marks_in(value) if isinstance(value, str) else ()
        if marks and isinstance(value, str):
            who = f"{marks[0].author} suggests this" if marks[0].author else "This is suggested"
            before = rejected_reading(value, marks).text
            self._words.setText(f"{who}. Before: {before}" if before else f"{who}.")
            for link in self.links:
                link.setAccessibleName(f"{link.text()} the suggestion for {label}")
        self.setVisible(bool(marks))
        return bool(marks)
