"""The editor of one post's text."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QMenu, QToolTip

from copydesk.core.text.critic import marks_in
from copydesk.core.text.critic_stretches import past_metadata
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.inline_commands import link_target, link_to
from copydesk.core.text.line_states import LineStates
from copydesk.core.text.markdown_commands import COMMANDS
from copydesk.core.text.positions import QtMap
from copydesk.core.text.text_command import Change, Selection, newline_for
from copydesk.ui.editor import keys
from copydesk.ui.editor.bridge import Bridge
from copydesk.ui.editor.folding import FieldsFold
from copydesk.ui.editor.highlighter import Highlighter
from copydesk.ui.editor.text_view import Mark, TextView
from copydesk.ui.editor.underlines import Underlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from copydesk.core.text.positions import Span
    from copydesk.services.open_document import OpenDocument, TextChange
    from copydesk.services.settings import Settings
    from copydesk.ui.theme.theme import Theme


class MarkdownEditor(TextView):
    """Shows and edits the text of one open document.

    Signals:
        position_changed (int, int): The cursor's line and column, both 0-based.
        link_activated (str): Ctrl+click on a link; its target as it is written.
        menu_opening (QMenu, int): The menu of the text opens at this position; what belongs
            there is put in.
    """

    position_changed = Signal(int, int)
    link_activated = Signal(str)
    menu_opening = Signal(object, int)

    def __init__(
        self,
        document: OpenDocument,
        theme: Theme,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, settings, parent)
        self.setAccessibleName("Text of the post")
        self.text_document = document
        self._found: Sequence[Span] = ()
        self._found_current: Span | None = None
        self.bridge = Bridge(document, self)
        self.states = LineStates(document.text, self.bridge.lines, self._fields_end())
        self.highlighter = Highlighter(theme, self.states, self.bridge.lines)
        self.highlighter.marks = marks_in(document.text)
        self.spaced_layout.colouring = self.highlighter
        self.fold = FieldsFold(document, self, self.bridge, self.states, self.highlighter)
        self.underlines = Underlines(self, self.bridge, theme)
        self.bridge.following.connect(self._on_following)
        self.bridge.reread.connect(self._on_reread)
        self.bridge.block_edited.connect(self._on_block_edited)
        self.bridge.shown.connect(self._on_shown)
        self.cursorPositionChanged.connect(self._tell_position)
        theme.changed.connect(self._on_theme)
        if document.frontmatter.readable:
            self.fold.set_folded(folded=True)
        self._go_to_start()

    # The document ------------------------------------------------------------------------------

    def _fields_end(self) -> int:
        span = self.text_document.frontmatter.span
        return span.end if span else 0

    def _marks_changed(self) -> bool:
        """Reads the marks again; whether lines that were not touched may look different now."""
        before, marks = self.highlighter.marks, marks_in(self.text_document.text)
        self.highlighter.marks = marks
        return len(before) != len(marks)

    @Slot(object)
    def _on_following(self, change: TextChange) -> None:
        self.underlines.follow(change.edits)
        marks_changed = self._marks_changed()
        states_changed = self.states.follow(
            change.edits, change.before, self.text_document.text, self._fields_end()
        )
        if states_changed or marks_changed:
            self.highlighter.start_epoch()
            self.viewport().update()

    @Slot()
    def _on_reread(self) -> None:
        self.underlines.show(())
        self.highlighter.marks = marks_in(self.text_document.text)
        self.states.read(self.text_document.text, self._fields_end())
        self.highlighter.start_epoch()
        self.viewport().update()

    @Slot(object)
    def _on_block_edited(self, block: QTextBlock) -> None:
        if block.isVisible():
            self.highlighter.recolour(block)

    @Slot(object)
    def _on_shown(self, change: TextChange) -> None:
        self.fold.follow()
        in_fold = change.edits[0].start < self.fold.body_position
        if change.origin is not self.bridge and change.cursor is not None and not in_fold:
            self.bridge.select(Selection(change.cursor, change.cursor))
            self._keep_lines_around_cursor()

    @Slot()
    def _on_theme(self) -> None:
        self.highlighter.dress()
        self.viewport().update()

    def undo(self) -> None:
        """Takes the document's last step back."""
        self.text_document.undo()

    def redo(self) -> None:
        """Makes the step last taken back again."""
        self.text_document.redo()

    def make(self, change: Change, *, merge: str = "") -> None:
        """Makes a change of the text and selects what it says, unless it is of folded lines."""
        if self.fold.folded and (
            min(change.selection.start, *(edit.start for edit in change.edits))
            < self.fold.body_position
            if change.edits
            else self.fold.on_label
        ):
            return
        placed = self.text_document.apply(
            change.edits, change.label, merge=merge, cursor=change.selection.head
        )
        self.bridge.select(change.selection if placed is None else Selection(placed, placed))

    def run(self, command_id: str) -> bool:
        """Runs a command of the table of actions; False when it isn't one of the text's."""
        command = COMMANDS.get(command_id)
        if command is not None:
            self.make(command(self.text_document.text, self.bridge.selection()))
        elif command_id == "edit.undo":
            self.undo()
        elif command_id == "edit.redo":
            self.redo()
        elif command_id == "edit.fold-fields":
            self.fold.toggle()
        else:
            return False
        return True

    # Cursor and state --------------------------------------------------------------------------

    def cursor_position(self) -> int:
        """Where the cursor is, in code points of the document's text."""
        return self.bridge.selection().head

    def place_cursor(self, position: int, *, focus: bool = True) -> None:
        """Puts the cursor somewhere and shows it; unfolds the fields when it is in them."""
        self.show_span(Selection(position, position))
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_span(self, selection: Selection) -> None:
        """Selects a span and scrolls to it; unfolds the fields when it is in them."""
        length = len(self.text_document.text)
        selection = Selection(min(selection.anchor, length), min(selection.head, length))
        if selection.start < self.fold.body_position:
            self.fold.set_folded(folded=False)
        self.bridge.select(selection)
        self.ensureCursorVisible()
        self._keep_lines_around_cursor()

    def show_character(self, position: int) -> None:
        """Selects one character and shows it, ready to be typed over."""
        self.show_span(Selection(position, position + 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_line(self, line: int) -> None:
        """Puts the cursor at the start of a 0-based line; past the end, of the last."""
        self.place_cursor(self.bridge.line_position(line))

    def position(self) -> tuple[int, int]:
        """The cursor's line and column, both 0-based."""
        return self.bridge.place_of(self.cursor_position())

    def state(self) -> dict[str, Any]:
        """What to restore another time: cursor, scroll, and whether the fields are folded."""
        selection = self.bridge.selection()
        return {
            "anchor": selection.anchor,
            "cursor": selection.head,
            "top": round(self.first_visible_line(), 3),
            "folded": self.fold.folded,
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Puts back what `state` gave; what doesn't fit the text any more is left alone."""
        if isinstance(state.get("folded"), bool):
            self.fold.set_folded(state["folded"] and self.text_document.frontmatter.readable)
        cursor, anchor = state.get("cursor"), state.get("anchor", state.get("cursor"))
        length = len(self.text_document.text)
        if isinstance(cursor, int) and isinstance(anchor, int):
            inside = [max(0, min(place, length)) for place in (anchor, cursor)]
            self.bridge.select(Selection(*inside))
        top = state.get("top")
        if isinstance(top, int | float) and math.isfinite(top):
            self.scroll_to_line(top)

    def set_found(self, spans: Sequence[Span], current: Span | None = None) -> None:
        """Marks what a search found, in order, and the one of them that is at hand."""
        if spans or self._found:
            self.viewport().update()
        self._found, self._found_current = spans, current
        self.marked = bool(spans)

    def marks(self, start: int, end: int) -> Sequence[Mark]:
        """The found stretches in sight."""
        if not self._found:
            return ()
        low = bisect_left(self._found, self.bridge.from_qt(start), key=lambda span: span.end)
        high = bisect_left(self._found, self.bridge.from_qt(end), key=lambda span: span.start)
        plain, current = self._theme.color("cmt"), self._theme.color("accent")
        current.setAlpha(110)
        to_qt, length = self.bridge.to_qt, self.bridge.lines.length
        return [
            Mark(
                to_qt(span.start),
                to_qt(span.end),
                current if span == self._found_current else plain,
            )
            for span in self._found[low:high]
            if span.end <= length
        ]

    @Slot()
    def _tell_position(self) -> None:
        self.position_changed.emit(*self.position())

    def _go_to_start(self) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self.fold.body_start)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(0)

    # Input -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Lets shortcuts of the table of actions come before keys of the text widget."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and keys.belongs_to_actions(event)
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Does what the key stands for in Markdown, else what it does in any text."""
        self._settle()
        if keys.handle(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)
            self._settle()
            self._pass_metadata(event)

    def _pass_metadata(self, event: QKeyEvent) -> None:
        """Takes the cursor on where a key moved it into what is not seen of a mark."""
        if not self.highlighter.marks or event.text():
            return
        selection = self.bridge.selection()
        forward = event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Home)
        head = past_metadata(self.highlighter.marks, selection.head, forward=forward)
        if head != selection.head:
            anchor = head if selection.empty else selection.anchor
            self.bridge.select(Selection(anchor, head))

    def _settle(self) -> None:
        """Gets ready for a key; the one before may have left something to mend."""
        self.spaced_layout.settle()
        if not self.bridge.in_step:
            self.bridge.resync()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Takes composed text, except where the fields are folded."""
        self._settle()
        if self.fold.on_label:
            return
        replaced_from = self.textCursor().selectionStart() + event.replacementStart()
        if event.replacementLength() and replaced_from < self.fold.body_start:
            # It may replace text before the cursor, but nothing that is folded.
            kept = QInputMethodEvent(event.preeditString(), event.attributes())
            kept.setCommitString(event.commitString())
            event = kept
        super().inputMethodEvent(event)
        if event.commitString():
            self._settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ends the step of undo that was being typed."""
        self.text_document.break_undo()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Folds on a click on the label; Ctrl+click on a link follows it."""
        if event.button() == Qt.MouseButton.LeftButton:
            if self.fold.label_rect().contains(event.position()):
                self.fold.toggle()
                event.accept()
                return
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                place = self.cursorForPosition(event.position().toPoint()).position()
                target = link_target(self.text_document.text, self.bridge.from_qt(place))
                if target:
                    self.link_activated.emit(target)
                    event.accept()
                    return
        super().mousePressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Takes text; files are for whoever is around the editor."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Gives the document's own characters, which Qt would not."""
        selection = self.bridge.selection()
        # Qt's own object: one made here would outlive Python in the clipboard and crash the exit.
        data = super().createMimeDataFromSelection()
        data.text()  # Qt fills it on the first look, and would fill it over what is put in here
        data.clear()
        chosen = self.text_document.text[selection.start : selection.end]
        data.setText(chosen.replace("\r\n", "\n").replace("\r", "\n"))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes with the neighbours' line ends; an address over words makes a link."""
        pasted = source.text()
        if not pasted:
            return
        if not self.bridge.in_step:  # amid a move by drag and drop, which ends as one change
            cursor = self.textCursor()
            if cursor.position() < self.fold.body_start:  # dropped on the label
                cursor.setPosition(self.fold.body_start)
            cursor.insertText(QtMap.shown(pasted))
            return
        text, selection = self.text_document.text, self.bridge.selection()
        body = self.fold.body_position
        selection = Selection(max(selection.anchor, body), max(selection.head, body))
        change = link_to(text, selection, pasted)
        if change is None:
            newline = newline_for(text, selection.start, selection.end)
            pasted = pasted.replace("\r\n", "\n").replace("\r", "\n").replace("\n", newline)
            at = selection.start + len(pasted)
            edit = TextEdit(selection.start, selection.end, pasted)
            change = Change((edit,), Selection(at, at), "Paste")
        self.make(change)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shows the menu of the text."""
        document, selected = self.text_document, self.textCursor().hasSelection()
        menu = QMenu(self)
        self.menu_opening.emit(menu, self._position_at(event.pos()))
        undo = menu.addAction(f"Undo {document.undo_label.lower()}".strip(), self.undo)
        undo.setEnabled(document.can_undo)
        menu.addAction("Redo", self.redo).setEnabled(document.can_redo)
        menu.addSeparator()
        menu.addAction("Cut", self.cut).setEnabled(selected)
        menu.addAction("Copy", self.copy).setEnabled(selected)
        menu.addAction("Paste", self.paste).setEnabled(self.canPaste())
        menu.addSeparator()
        menu.addAction("Select all", self.select_text)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _position_at(self, place: QPoint) -> int:
        """The position of the text at a point of the viewport."""
        return self.bridge.from_qt(self.cursorForPosition(place).position())

    def viewportEvent(self, event: QEvent) -> bool:
        """Says what was found where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.underlines.at(self._position_at(event.pos()))
            words = "<hr>".join(one.tip for one in found)
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    @Slot()
    def select_text(self) -> None:
        """Selects the whole text, without what is folded."""
        self.bridge.select(Selection(self.fold.body_position, len(self.text_document.text)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the text and the label of the folded fields."""
        super().paintEvent(event)
        if self.underlines:
            painter = QPainter(self.viewport())
            self.underlines.paint(painter, event.rect())
            painter.end()
        label = self.fold.label_rect()
        if not label.isEmpty() and label.intersects(event.rect().toRectF()):
            painter = QPainter(self.viewport())
            self.fold.paint(painter, self._theme)
            painter.end()
