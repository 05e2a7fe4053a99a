"""Notices above the status bar: one sentence, a next step, a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from copydesk.services.notifier import Level, Notice
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from copydesk.ui.theme.theme import Theme

_SHOWN_MS = 8_000
_MOST = 3
_ICONS = {
    Level.INFO: ("info", "accent"),
    Level.WARNING: ("triangle-alert", "warn"),
    Level.ERROR: ("circle-alert", "bad"),
}


class Notices(QWidget):
    """Shows the latest notices; those that report a failure stay until dismissed.

    Signals:
        keyboard_left: The notice that had the keyboard is gone.
    """

    keyboard_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Adds one, and lets the oldest go when there are too many."""
        self.withdraw(notice.sentence)
        bar = NoticeBar(notice, self._theme)
        bar.dismissed.connect(self._dismissed)
        self._column.addWidget(bar)
        if notice.level is Level.INFO:
            QTimer.singleShot(_SHOWN_MS, bar, bar.dismiss)
        # What failed stays the longest: the oldest of the others goes before it.
        earlier = sorted(self.bars()[:-1], key=lambda one: one.notice.level is Level.ERROR)
        for old in earlier[: max(0, len(earlier) + 1 - _MOST)]:
            self._remove(old)
        self.show()

    @Slot(str)
    def withdraw(self, sentence: str) -> None:
        """Takes the notice that says this off the screen."""
        for bar in self.bars():
            if bar.notice.sentence == sentence:
                self._remove(bar)

    def bars(self) -> list[NoticeBar]:
        """The notices on screen, oldest first."""
        return [
            bar
            for i in range(self._column.count())
            if (item := self._column.itemAt(i)) and isinstance(bar := item.widget(), NoticeBar)
        ]

    @Slot()
    def _dismissed(self) -> None:
        bar = self.sender()
        if isinstance(bar, NoticeBar):
            self._remove(bar)

    def _remove(self, bar: NoticeBar) -> None:
        focus: QWidget | None = self.window().focusWidget()  # also while a dialog is in front
        had_keyboard = focus is not None and bar.isAncestorOf(focus)
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self.bars()))
        if had_keyboard:
            self.keyboard_left.emit()


class NoticeBar(QWidget):
    """One notice.

    Signals:
        dismissed: It was answered, closed, or its time is over.
    """

    dismissed = Signal()

    def __init__(self, notice: Notice, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = notice
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(9)
        mark = QLabel()
        name, colour = _ICONS[notice.level]
        mark.setPixmap(icon(name, theme, colour).pixmap(16, 16))
        row.addWidget(mark)
        words = QLabel(f"{notice.sentence} {notice.next_step}".strip())
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        for action in notice.actions:
            button = QPushButton(action.label)
            button.clicked.connect(action.run)
            button.clicked.connect(self.dismiss)
            row.addWidget(button)
        close = QToolButton()
        close.setIcon(icon("x", theme))
        close.setAccessibleName("Dismiss")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.dismiss)
        row.addWidget(close)
        self.setAccessibleName(words.text())

    @Slot()
    def dismiss(self) -> None:
        """Takes it off the screen."""
        self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape dismisses."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
