"""Two versions of a post side by side, with what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.text.diff import rows_between
from copydesk.core.text.positions import QtMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.text.diff import Row
    from copydesk.core.text.positions import Span
    from copydesk.ui.theme.theme import Theme


class CompareDialog(QDialog):
    """Mine on the left, theirs on the right, scrolled together.

    Signals:
        keep_mine_requested: The left text stays.
        take_theirs_requested: The right text comes in.
    """

    keep_mine_requested = Signal()
    take_theirs_requested = Signal()

    def __init__(self, mine: str, theirs: str, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Compare — {name}")
        self.resize(min(1100, parent.width()), min(720, parent.height()))
        self._rows = rows_between(mine, theirs)
        self._theme = theme
        self._left = self._pane([row.left for row in self._rows], "Your text")
        self._right = self._pane([row.right for row in self._rows], "The text on disk")
        self._mark(self._left, "left", theme.color("deleted"))
        self._mark(self._right, "right", theme.color("ins"))
        for pane, other in ((self._left, self._right), (self._right, self._left)):
            for bar, twin in (
                (pane.verticalScrollBar(), other.verticalScrollBar()),
                (pane.horizontalScrollBar(), other.horizontalScrollBar()),
            ):
                bar.valueChanged.connect(twin.setValue)
        self._arrange()
        self._current = -1
        self._next()

    def _pane(self, lines: list[str | None], name: str) -> QPlainTextEdit:
        pane = QPlainTextEdit()
        pane.setReadOnly(True)
        pane.setAccessibleName(name)
        pane.setFont(self._theme.mono_font(13))
        pane.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        pane.setPlainText("\n".join(QtMap.shown(line or "") for line in lines))
        pane.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        return pane

    def _mark(self, pane: QPlainTextEdit, side: str, colour: QColor) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for number, row in enumerate(self._rows):
            if row.same:
                continue
            here = getattr(row, side)
            quiet = QColor(colour)
            quiet.setAlphaF(0.45)
            marks.append(self._whole_line(pane, number, quiet if here is not None else None))
            marks += self._words(pane, number, row, side, colour)
        pane.setExtraSelections(marks)

    def _whole_line(
        self, pane: QPlainTextEdit, number: int, colour: QColor | None
    ) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(pane.document().findBlockByNumber(number))
        style = QTextCharFormat()
        style.setBackground(colour or self._theme.color("panel"))
        style.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = style
        return mark

    def _words(
        self, pane: QPlainTextEdit, number: int, row: Row, side: str, colour: QColor
    ) -> list[QTextEdit.ExtraSelection]:
        marks = []
        text = getattr(row, side) or ""
        to_qt = QtMap(text).to_qt
        start = pane.document().findBlockByNumber(number).position()
        for span in row.left_changes if side == "left" else row.right_changes:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(pane.document())
            cursor.setPosition(start + to_qt(span.start))
            cursor.setPosition(start + to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            style = QTextCharFormat()
            style.setBackground(colour)
            style.setFontWeight(700)
            mark.format = style
            marks.append(mark)
        return marks

    def _arrange(self) -> None:
        panes = QSplitter(Qt.Orientation.Horizontal)
        for title, pane in (("Your text", self._left), ("The text on disk", self._right)):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            label = QLabel(title)
            label.setProperty("quiet", True)
            column.addWidget(label)
            column.addWidget(pane)
            panes.addWidget(side)
        changes = sum(not row.same for row in self._rows)
        count = QLabel("1 line differs" if changes == 1 else f"{changes} lines differ")
        count.setProperty("quiet", True)
        following = QPushButton("Next difference")
        following.clicked.connect(self._next)
        keep = QPushButton("Keep mine")
        keep.clicked.connect(self.keep_mine_requested)
        keep.clicked.connect(self.accept)
        take = QPushButton("Take theirs")
        take.clicked.connect(self.take_theirs_requested)
        take.clicked.connect(self.accept)
        close = QPushButton("Decide later")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(count)
        buttons.addWidget(following)
        buttons.addStretch(1)
        for button in (close, take, keep):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(panes, 1)
        column.addLayout(buttons)

    @Slot()
    def _next(self) -> None:
        """Goes to the next difference, and round again after the last."""
        starts = [
            number
            for number, row in enumerate(self._rows)
            if not row.same and (number == 0 or self._rows[number - 1].same)
        ]
        if starts:
            self._current = next((s for s in starts if s > self._current), starts[0])
            row = self._rows[self._current]
            self._show(self._right, row.right, row.right_changes)
            self._show(self._left, row.left, row.left_changes)

    def _show(self, pane: QPlainTextEdit, text: str | None, changes: Sequence[Span]) -> None:
        """Scrolls to the words that differ: a paragraph is one long line."""
        cursor = QTextCursor(pane.document().findBlockByNumber(self._current))
        start = cursor.position()
        if text and changes:
            to_qt = QtMap(text).to_qt
            # The end first, then the start, so that both are seen where there is room.
            cursor.setPosition(start + to_qt(changes[0].end))
            pane.setTextCursor(cursor)
            cursor.setPosition(start + to_qt(changes[0].start))
        pane.setTextCursor(cursor)
        pane.centerCursor()
