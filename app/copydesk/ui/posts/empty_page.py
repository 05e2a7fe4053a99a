"""What the panel says where there are no posts to list."""

from __future__ import annotations

import enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class Emptiness(enum.Enum):
    """Why there is nothing to list."""

    NO_FOLDER = "no folder"
    NO_POSTS = "no posts"
    NO_MATCH = "no match"


_WORDS = {
    Emptiness.NO_FOLDER: ("", "Your posts are listed here once a folder is open."),
    Emptiness.NO_POSTS: (
        "There are no posts in this folder.",
        "Posts are files that end in .md, .markdown or .mdx.",
    ),
    Emptiness.NO_MATCH: ("No post matches the filter.", ""),
}
_BUTTONS = {
    Emptiness.NO_FOLDER: (),
    Emptiness.NO_POSTS: (("new-post", "New post"), ("open-folder", "Open another folder")),
    Emptiness.NO_MATCH: (("clear", "Clear the filter"),),
}


class EmptyPage(QWidget):
    """A sentence, and buttons that lead on.

    Signals:
        asked (str): A button's name: "open-folder", "new-post" or "clear".
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("posts-empty")
        self._sentence, self._advice = QLabel(), QLabel()
        self._sentence.setProperty("strong", True)
        self._advice.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 36, 16, 16)
        column.setSpacing(8)
        for label in (self._sentence, self._advice):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._buttons: dict[Emptiness, list[QPushButton]] = {}
        for why, buttons in _BUTTONS.items():
            self._buttons[why] = []
            for name, text in buttons:
                button = QPushButton(text)
                button.setObjectName(f"{why.value.replace(' ', '-')}-{name}")
                button.clicked.connect(partial(self.asked.emit, name))
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
                self._buttons[why].append(button)
        column.addStretch(1)

    def say(self, why: Emptiness) -> None:
        """Shows the words and buttons for that."""
        sentence, advice = _WORDS[why]
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        for reason, buttons in self._buttons.items():
            for button in buttons:
                button.setVisible(reason is why)

    def focus_first(self) -> None:
        """Puts the keyboard on the first button that shows."""
        shown = [button for buttons in self._buttons.values() for button in buttons]
        for button in shown:
            if not button.isHidden():
                button.setFocus()
                return
