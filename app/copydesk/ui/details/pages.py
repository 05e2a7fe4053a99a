"""What stands in the place of the form when there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from copydesk.ui.details.problem_view import ProblemView


def _words(text: str, parent: QWidget, style: str) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty(style, True)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def _page_layout(page: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(14, 14, 14, 14)
    layout.setSpacing(8)
    return layout


class EmptyPage(QWidget):
    """No post is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = _page_layout(self)
        layout.addWidget(_words("Open a post to see its fields here.", self, "quiet"))
        layout.addStretch(1)


class NoFieldsPage(QWidget):
    """The post has no frontmatter.

    Signals:
        title_requested: Add a title.
    """

    title_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = _page_layout(self)
        layout.addWidget(_words("This post has no fields yet.", self, "strong"))
        layout.addWidget(
            _words(
                "A title, a date and tags are kept in a few lines at the top of the file.",
                self,
                "quiet",
            )
        )
        self.title_button = QPushButton("Add a title", self)
        self.title_button.setProperty("primary", True)
        self.title_button.clicked.connect(self.title_requested)
        layout.addWidget(self.title_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)


class ProblemPage(QWidget):
    """The fields can't be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = _page_layout(self)
        layout.addWidget(_words("The form steps aside until this is put right.", self, "quiet"))
        self.problems = ProblemView(self)
        layout.addWidget(self.problems)
        layout.addWidget(
            _words("Nothing in the file was changed; you can go on writing.", self, "quiet")
        )
        layout.addStretch(1)
