"""The button that folds a group of fields away and brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.ui.theme.theme import Theme

_ARROW_PX = 12


class FoldButton(QPushButton):
    """A line with an arrow: a title, and a quieter word about what is folded away.

    Signals:
        turned (bool): By the editor: open now, or not.
    """

    turned = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget, *, card: bool = False) -> None:
        """Makes one; `card` for that of a list's item, which is more than a label."""
        super().__init__(parent)
        self.setObjectName("fold")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme, self._title, self._summary, self._name = theme, "", "", ""
        self._arrow, self._words = QLabel(self), QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName("fold_words")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words.setProperty("card", card)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(4)
        layout.addWidget(self._arrow)
        layout.addWidget(self._words, 1)
        for label in (self._arrow, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._turn)
        theme.changed.connect(self._redress)
        self._redress()

    def say(self, title: str, summary: str = "", *, bad: bool = False) -> None:
        """Shows a title, and behind it a summary; `bad` where something in there is wrong."""
        self._title, self._summary = title, summary
        if self._words.property("bad") != bad:
            self._words.setProperty("bad", bad)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)
        self._fit()
        self._tell()

    def words(self) -> str:
        """What stands on it in full."""
        return " · ".join(word for word in (self._title, self._summary) if word)

    def set_name(self, name: str) -> None:
        """Names it for those who can't see where it stands."""
        self._name = name
        self._tell()

    def set_open(self, unfolded: bool) -> None:
        """Turns the arrow."""
        if unfolded != self.isChecked():
            self.setChecked(unfolded)
        self._redress()
        self._tell()

    def _tell(self) -> None:
        state = "open" if self.isChecked() else "folded"
        self.setAccessibleName(f"{self._name or self._title}, {state}")
        self.setAccessibleDescription(self._summary)

    @Slot(bool)
    def _turn(self, unfolded: bool) -> None:
        self._redress()
        self._tell()
        self.turned.emit(unfolded)

    @Slot()
    def _redress(self) -> None:
        arrow = "chevron-down" if self.isChecked() else "chevron-right"
        pixmap = icon(arrow, self._theme).pixmap(_ARROW_PX, _ARROW_PX)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            pixmap = pixmap.transformed(QTransform().scale(-1, 1))
        self._arrow.setPixmap(pixmap)

    def _fit(self) -> None:
        """Cuts the words at the button's width."""
        whole = self.words()
        metrics = QFontMetrics(self._words.font())
        room = max(self.width() - _ARROW_PX - 12, 40)
        self._words.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room))
        self.setToolTip(whole if self._words.text() != whole else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes Enter as it takes Space, and arrows as a tree does."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        opening, closing = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl:
            opening, closing = closing, opening
        key, unfolded = event.key(), self.isChecked()
        turns = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if turns or (key == opening and not unfolded) or (key == closing and unfolded):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, max(self.fontMetrics().height() + 6, 22))

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(60, self.sizeHint().height())
