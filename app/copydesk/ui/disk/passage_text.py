"""One version of a passage, to be read or written, with the words marked that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from copydesk.core.text.positions import QtMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from copydesk.core.text.positions import Span
    from copydesk.ui.theme.theme import Theme

_FONT_PX = 13
_SMALLEST_PX = QSize(160, 60)


class PassageText(QPlainTextEdit):
    """Holds an exact text: line ends aside, every character comes out as it went in."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("passageText")
        self.setFont(theme.mono_font(_FONT_PX))
        self.setTabChangesFocus(True)
        self.setMinimumSize(_SMALLEST_PX)
        self._exact = ""
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)

    def sizeHint(self) -> QSize:
        """As little as it needs: it takes what room there is."""
        return _SMALLEST_PX

    @property
    def text(self) -> str:
        r"""What stands in it, lines ended by ``"\n"``."""
        return QtMap.typed(self.document().toRawText(), "\n", self._exact)

    def show_text(self, text: str, known: str = "") -> None:
        """Shows a text; ``known`` holds what else may be put in, for its unusual characters."""
        self._exact = text + known
        self.setPlainText(QtMap.shown(text))

    def mark(self, text: str, changes: Sequence[Span], colour: QColor) -> None:
        """Marks stretches of the shown ``text``, and scrolls to the first."""
        to_qt = QtMap(text).to_qt
        style = QTextCharFormat()
        style.setBackground(colour)
        style.setFontWeight(600)
        marks = []
        for span in changes:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(to_qt(span.start))
            cursor.setPosition(to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = style
            marks.append(mark)
        self.setExtraSelections(marks)
        if changes:
            cursor = QTextCursor(self.document())
            cursor.setPosition(to_qt(changes[0].start))
            self.setTextCursor(cursor)
