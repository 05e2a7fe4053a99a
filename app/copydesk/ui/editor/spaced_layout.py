"""Lines with room between them, and colours only where somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtWidgets import QPlainTextDocumentLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout

# PySide's super() costs half a microsecond more, and this runs 160 times a key.
_block_rect = QPlainTextDocumentLayout.blockBoundingRect


class Colouring(Protocol):
    """What gives a block its colours, when the layout first comes to it."""

    epoch: int

    def colour(self, block: QTextBlock) -> None:
        """Gives the block its formats and marks it, by its user state, as of this epoch."""


class SpacedLayout(QPlainTextDocumentLayout):
    """The layout of a QPlainTextEdit, with a line pitch of one's own.

    QPlainTextDocumentLayout ignores the line height of block formats. So each block is laid out by
    Qt and its lines are then moved apart, each in the middle of its pitch; a line that is higher
    by itself (an Urdu one) keeps its height. Qt comes here for a block only when it is near the
    viewport, which makes it the place to colour one, too.

    Attributes:
        pitch_px: From line to line.
        room_px: What is left free under the last line.
        colouring: What colours a block.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.pitch_px = 0.0
        self.room_px = 0.0
        self.colouring: Colouring | None = None
        self._coloured = False
        self._settling = False
        self._noted: tuple[int, int, int] | None = None
        document.contentsChange.connect(self._note_change)

    @Slot(int, int, int)
    def _note_change(self, at: int, removed: int, added: int) -> None:
        self._noted = (at, removed, added)

    def settle(self) -> None:
        """Makes Qt forget that blocks got colours, which it notes as a change of the document.

        It would otherwise count it in with the next key, and say that half the text has changed.
        To be called where no change is under way.
        """
        if self._coloured:
            self._coloured = False
            self._settling = True
            self.document().markContentsDirty(0, 0)
            self._settling = False

    def documentChanged(self, at: int, removed: int, added: int) -> None:
        """Lays out what has changed.

        Where a line got colours in answer to a change, Qt makes the change out to be twice that
        line, and would lay out and paint the whole viewport for every key; what it said at first
        is enough.
        """
        if not self._settling:
            super().documentChanged(*(self._noted or (at, removed, added)))
        self._noted = None

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The size of a block, which is coloured and laid out first if need be."""
        if not block.isValid():  # Qt asks for the one behind the last, too
            return QRectF()
        colouring = self.colouring
        if colouring is not None and block.userState() != colouring.epoch and block.isVisible():
            colouring.colour(block)
            self._coloured = True
        rect = _block_rect(self, block)
        if not rect.isValid():
            return rect
        layout = block.layout()
        count = layout.lineCount()
        if not layout.lineAt(0).y():
            self._space(block, layout, count)
            rect = _block_rect(self, block)
        # The last line's lower half of its spacing; the upper one moved its top.
        rect.setHeight(rect.height() + layout.lineAt(0).y())
        if not block.next().isValid():
            rect.setHeight(rect.height() + self.room_px)
        return rect

    def _space(self, block: QTextBlock, layout: QTextLayout, count: int) -> None:
        # Qt's own layout leaves right-to-left paragraphs at the left edge.
        from_right = block.textDirection() == Qt.LayoutDirection.RightToLeft
        top = 0.0
        for number in range(count):
            line = layout.lineAt(number)
            height = line.height()
            pitch = max(self.pitch_px, height + 1)
            free = max(0.0, line.width() - line.naturalTextWidth()) if from_right else 0.0
            line.setPosition(QPointF(line.x() + free, top + (pitch - height) / 2))
            top += pitch
