"""One word of a list, as a chip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.ui.theme.theme import Theme

# Wider words are cut in the middle of the panel's 260 px and whole in the tool tip.
_WIDEST_PX = 170
_NARROWEST_PX = 60


class Chip(QFrame):
    """A word with a cross. It takes the focus by click or arrow, never by Tab.

    Signals:
        removal_requested: By the cross, Delete or Backspace.
        moved (int): The focus is to go this many chips on; Home and End give ±1000.
        shifted (int): The word itself is to go this many places on.
        left_by_typing (str): A letter was typed: it belongs into the input.
    """

    removal_requested = Signal()
    moved = Signal(int)
    shifted = Signal(int)
    left_by_typing = Signal(str)

    def __init__(self, word: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.word = word
        self._theme = theme
        self.setObjectName("chip")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{word}; Delete removes it, Alt and an arrow move it")
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._cross = QToolButton(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setIconSize(QSize(10, 10))
        self._cross.setAccessibleName(f"Remove {word}")
        self._cross.setToolTip(f"Remove {word}")
        self._cross.clicked.connect(self.removal_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 3, 0)
        layout.setSpacing(1)
        layout.addWidget(self._label)
        layout.addWidget(self._cross)
        theme.changed.connect(self._redress)
        self._redress()

    @Slot()
    def _redress(self) -> None:
        self._cross.setIcon(icon("x", self._theme))
        self._label.setFont(self._theme.ui_font(12))
        self._fit(_WIDEST_PX)

    def _fit(self, room_px: int) -> None:
        """Cuts the word where there is no room for it, as in a list inside of a list."""
        metrics = QFontMetrics(self._label.font())
        shown = metrics.elidedText(self.word, Qt.TextElideMode.ElideRight, room_px)
        self._label.setText(shown)
        self.setToolTip(self.word if shown != self.word else "")

    def _frame_px(self) -> int:
        """What is beside the word."""
        return super().sizeHint().width() - self._label.sizeHint().width()

    def sizeHint(self) -> QSize:
        """As wide as the word, up to a limit."""
        word = QFontMetrics(self._label.font()).horizontalAdvance(self.word) + 1
        width = min(word, _WIDEST_PX) + self._frame_px()
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        hint = self.sizeHint()
        return QSize(min(_NARROWEST_PX, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the word to the width there is."""
        super().resizeEvent(event)
        self._fit(min(self.width() - self._frame_px(), _WIDEST_PX))

    def set_removable(self, removable: bool) -> None:
        """Shows or hides the cross."""
        self._cross.setVisible(removable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the keys described above."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: 1 if rtl else -1,
            Qt.Key.Key_Right: -1 if rtl else 1,
            Qt.Key.Key_Home: -1000,
            Qt.Key.Key_End: 1000,
        }
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(steps[key])
        elif key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_requested.emit()
        elif event.text().isprintable() and event.text().strip():
            self.left_by_typing.emit(event.text())
        else:
            super().keyPressEvent(event)
