"""The line at the bottom: what is true of the post and of the site right now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from copydesk.ui.widgets.named import named

_HEIGHT_PX = 27
_LEFT = ("words", "position", "saved", "review")
_RIGHT = ("engine", "format", "watch")


class StatusBar(QWidget):
    """Small quiet texts by name: words, position, saved, review; engine, format, watch.

    Signals:
        engine_menu_requested: The editor wants to choose another Markdown engine.
        encoding_requested: The editor wants to choose another encoding.
        review_stop_requested: The editor wants no more posts checked for now.
    """

    engine_menu_requested = Signal()
    encoding_requested = Signal()
    review_stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(18)
        self._parts: dict[str, QLabel] = {}
        self._review = self._button("reviewButton", "Checking posts", "")
        self._review.setToolTip("The other posts of the site are being checked; click to stop")
        self._review.clicked.connect(self.review_stop_requested)
        self._buttons = {"review": self._review}
        for name in _LEFT:
            row.addWidget(self._buttons.get(name) or self._label(name))
        row.addStretch(1)
        self._engine = self._button(
            "engineButton", "Markdown engine", "How this site's Markdown is rendered"
        )
        self._engine.clicked.connect(self.engine_menu_requested)
        self._format = self._button(
            "formatButton", "Encoding and line ends", "How this post's file is written"
        )
        self._format.clicked.connect(self.encoding_requested)
        self._buttons |= {"engine": self._engine, "format": self._format}
        for name in _RIGHT:
            row.addWidget(self._buttons.get(name) or self._label(name))

    @staticmethod
    def _button(name: str, accessible: str, tip: str) -> QPushButton:
        button = named(QPushButton(), name)
        button.setAccessibleName(accessible)
        button.setToolTip(f"{tip}; click to choose")
        button.hide()
        return button

    def _label(self, name: str) -> QLabel:
        label = named(QLabel(), f"status-{name}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._parts[name] = label
        return label

    def show_text(self, name: str, text: str, tip: str = "", mood: str = "") -> None:
        """Shows one of the texts.

        Args:
            name: Which one.
            text: What it says; "" hides it.
            tip: More of it, on hover.
            mood: "ok" or "warn" for a colour.
        """
        if name in self._buttons:
            self._buttons[name].setText(text)
            self._buttons[name].setVisible(bool(text))
            return
        label = self._parts[name]
        if (label.text(), label.property("mood")) == (text, mood):
            return
        label.setText(text)
        label.setToolTip(tip)
        label.setVisible(bool(text))
        if label.property("mood") != mood:
            label.setProperty("mood", mood)
            label.style().polish(label)

    def text(self, name: str) -> str:
        """What one of the texts says now."""
        return (self._buttons.get(name) or self._parts[name]).text()

    @property
    def engine_button(self) -> QPushButton:
        """Where the menu of engines opens."""
        return self._engine
