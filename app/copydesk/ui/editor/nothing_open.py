"""What stands in the editor's place while no post is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from copydesk.ui.widgets.named import named


class NothingOpen(QWidget):
    """The site's name, one line about it, and what to do next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editorEmpty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = named(QLabel(), "openSiteName")
        self._about, self._sentence = named(QLabel(), "openSiteAbout"), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        for label in (self._name, self._about, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        self._sentence.setProperty("quiet", True)
        column.addStretch(1)

    def say(self, sentence: str, name: str = "", about: str = "") -> None:
        """Shows these; what is empty takes no room."""
        for label, text in ((self._name, name), (self._about, about), (self._sentence, sentence)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(". ".join(filter(None, (name, about, sentence))))
