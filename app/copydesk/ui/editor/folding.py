"""The fields at the top of a post, folded away to one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from copydesk.core.text.line_states import LineStates
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.editor.bridge import Bridge
    from copydesk.ui.editor.highlighter import Highlighter
    from copydesk.ui.editor.text_view import TextView
    from copydesk.ui.theme.theme import Theme


class FieldsFold(QObject):
    """Folds the lines of fields: the first one becomes a label, the others are hidden.

    The cursor can stand on the label and nowhere else in what is folded; a selection leaves it
    out, so that nothing hidden is deleted by mistake.

    Signals:
        folded_changed (bool): The fields were folded, or unfolded.
    """

    folded_changed = Signal(bool)

    def __init__(
        self,
        document: OpenDocument,
        view: TextView,
        bridge: Bridge,
        states: LineStates,
        highlighter: Highlighter,
    ) -> None:
        super().__init__(view)
        self._document = document
        self._view = view
        self._bridge = bridge
        self._states = states
        self._highlighter = highlighter
        self._folded = False
        self._hidden_lines = 0
        self._last_position = 0
        self._moving = False
        view.cursorPositionChanged.connect(self.keep_cursor_out)
        view.selectionChanged.connect(self.keep_cursor_out)

    @property
    def folded(self) -> bool:
        """Whether the fields are folded away."""
        return self._folded

    @property
    def possible(self) -> bool:
        """Whether there are fields to fold, and a line of text after them for the cursor."""
        lines = self._states.fields_lines
        return 1 < lines < len(self._bridge.lines)

    @property
    def body_start(self) -> int:
        """Where the text after the fields starts, in Qt's positions; 0 when nothing is folded."""
        if not self._folded:
            return 0
        return self._view.document().findBlockByNumber(self._states.fields_lines).position()

    @property
    def body_position(self) -> int:
        """Where the text after the fields starts; 0 when nothing is folded."""
        return self._bridge.lines.start(self._states.fields_lines) if self._folded else 0

    @property
    def on_label(self) -> bool:
        """Whether the cursor stands on the label."""
        return self._folded and self._view.textCursor().position() < self.body_start

    def label(self) -> str:
        """What the label says; in a narrow view only how many fields there are."""
        count = len(self._document.frontmatter.data)
        fields = f"▸ {count} field{'' if count == 1 else 's'}"
        whole = f"{fields} — shown in Details"
        room_px = self._view.viewport().width() - 2 * self._view.document().documentMargin()
        return whole if self._view.fontMetrics().horizontalAdvance(whole) <= room_px else fields

    def set_folded(self, folded: bool) -> None:
        """Folds or unfolds."""
        if folded and not self.possible:
            folded = False
        if folded != self._folded:
            self._folded = folded
            self._apply()
            if folded:
                self.keep_cursor_out()
            self.folded_changed.emit(folded)

    @Slot()
    def toggle(self) -> None:
        """Folds what is unfolded and the other way round."""
        self.set_folded(not self._folded)

    def follow(self) -> None:
        """Keeps what is folded folded after the fields or their number of lines changed."""
        if not self._folded:
            return
        if not self.possible:
            self.set_folded(False)
        else:
            self._apply()

    def _apply(self) -> None:
        text = self._view.document()
        lines = self._states.fields_lines if self._folded else 0
        highest = max(lines, self._hidden_lines)
        changed = self._highlighter.folded != self._folded
        self._highlighter.folded = self._folded
        self._hidden_lines = lines
        first = text.findBlockByNumber(0)
        block, end = first.next(), first.position() + first.length()
        for number in range(1, highest):
            if not block.isValid():
                break
            visible = number >= lines
            changed = changed or block.isVisible() != visible
            block.setVisible(visible)
            end = block.position() + block.length()
            block = block.next()
        if changed:
            self._highlighter.recolour(first)
            text.markContentsDirty(0, end - 1)
            self._view.viewport().update()

    @Slot()
    def keep_cursor_out(self) -> None:
        """Moves the cursor out of what is folded, on to where it was going."""
        if self._bridge.writing:
            return
        cursor = self._view.textCursor()
        body = self.body_start
        position, anchor = cursor.position(), cursor.anchor()
        if not self._moving and body and min(position, anchor) < body and (position or anchor):
            self._moving = True
            if cursor.hasSelection():
                cursor.setPosition(max(anchor, body))
                cursor.setPosition(max(position, body), cursor.MoveMode.KeepAnchor)
            else:
                cursor.setPosition(body if 0 <= self._last_position < position else 0)
            self._view.setTextCursor(cursor)
            self._moving = False
        self._last_position = cursor.position()

    def label_rect(self) -> QRectF:
        """Where the label, or the mark that folds, is in the viewport; empty when out of sight."""
        if not self._folded and not self.possible:
            return QRectF()
        block = self._view.document().firstBlock()
        if self._view.firstVisibleBlock() != block:
            return QRectF()
        rect = self._view.blockBoundingGeometry(block).translated(self._view.contentOffset())
        margin = self._view.document().documentMargin()
        if self._folded:
            width = self._view.fontMetrics().horizontalAdvance(self.label())
            return QRectF(margin, rect.top(), width, rect.height())
        return QRectF(0, rect.top(), margin, rect.height())

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paints the label, or the mark in the margin that folds."""
        rect = self.label_rect()
        if rect.isEmpty():
            return
        painter.setFont(self._view.font())
        painter.setPen(theme.color("faint"))
        line = self._view.document().firstBlock().layout().lineAt(0)
        baseline = rect.top() + line.y() + line.ascent()
        if self._folded:
            painter.drawText(QPointF(rect.left(), baseline), self.label())
        else:
            painter.drawText(
                QRectF(0, rect.top() + line.y(), rect.width() - 3, line.height()),
                Qt.AlignmentFlag.AlignRight,
                "▾",
            )
