"""Questions and one-line prompts: what the notifier puts before the editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.services.notifier import Choice, Prompt, Question

_WIDTH_PX = 440


class AskDialog(QDialog):
    """A question with a button for each answer; Escape gives the last one."""

    def __init__(self, question: Question, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Copydesk")
        self.answer = question.choices[-1].key
        column = _column(self, question.sentence, question.detail)
        column.addLayout(self._buttons(question.choices))
        # A width set by hand overrules what the layout asks for: the buttons would overlap.
        self.setMinimumWidth(max(_WIDTH_PX, column.minimumSize().width()))

    def _buttons(self, choices: Sequence[Choice]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for number, choice in enumerate(choices):
            button = QPushButton(choice.label)
            button.setObjectName(f"answer-{choice.key}")
            button.setProperty("primary", number == 0)
            button.setDefault(number == 0)
            button.clicked.connect(partial(self._choose, choice.key))
            button.ensurePolished()
            button.setMinimumWidth(button.sizeHint().width())  # the layout would cut its words
            row.insertWidget(1, button)
        return row

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()

    @classmethod
    def ask(cls, parent: QWidget | None, question: Question) -> str:
        """The key of the answer."""
        dialog = cls(question, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer


class PromptDialog(QDialog):
    """Asks for one line of text and says under it what is wrong with it."""

    def __init__(self, prompt: Prompt, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Copydesk")
        self._check, self._note_of = prompt.check, prompt.note
        column = _column(self, prompt.sentence, "")
        label = QLabel(prompt.label)
        label.setProperty("quiet", True)
        self._line = QLineEdit(prompt.text)
        self._line.setAccessibleName(prompt.label)
        label.setBuddy(self._line)
        self._complaint = QLabel()
        self._complaint.setProperty("bad", True)
        self._complaint.setWordWrap(True)
        self._accept = QPushButton(prompt.accept)
        self._accept.setProperty("primary", True)
        self._accept.setDefault(True)
        self._accept.clicked.connect(self.accept)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._accept)
        self._note = QLabel()
        self._note.setProperty("faint", True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setVisible(prompt.note is not None)
        for part in (label, self._line, self._note, self._complaint):
            column.addWidget(part)
        column.addLayout(buttons)
        self._line.textChanged.connect(self._look)
        self._line.selectAll()
        self._look()

    @Slot()
    def _look(self) -> None:
        text = self._line.text()
        complaint = self._check(text) if self._check and text else ""
        self._complaint.setText(complaint)
        if self._note_of:
            self._note.setText(self._note_of(text) if text.strip() else "")
        self._accept.setEnabled(bool(text.strip()) and not complaint)

    @classmethod
    def ask(cls, parent: QWidget | None, prompt: Prompt) -> str | None:
        """The text, or None when cancelled."""
        dialog = cls(prompt, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog._line.text() if accepted else None


def _column(dialog: QDialog, sentence: str, detail: str) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(8)
    dialog.setMinimumWidth(_WIDTH_PX)
    for text, name in ((sentence, "strong"), (detail, "quiet")):
        if text:
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty(name, True)
            column.addWidget(label)
    column.addSpacing(4)
    return column
