"""The text widget as a view of the open document: what is typed becomes edits, edits are shown."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor

from copydesk.core.text.diff import common_head, common_tail
from copydesk.core.text.edits import TextEdit, moved
from copydesk.core.text.lines import LineIndex, covering, whole_line_ends
from copydesk.core.text.positions import QtMap, code_points, line_starts, utf16_length
from copydesk.core.text.text_command import Selection, line_start, newline_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QPlainTextEdit

    from copydesk.services.open_document import OpenDocument, TextChange

# More edits than this at once are shown as one: each costs the widget some 20 µs.
_MOST_EDITS = 500


class Bridge(QObject):
    """Joins one OpenDocument and one QPlainTextEdit. The document is the truth.

    Signals:
        following (TextChange): The line index is that of the new text; the widget is about to lay
            it out. What colours lines gets ready here.
        reread: The same, after the whole text was read anew.
        block_edited (QTextBlock): The widget will lay this block out again.
        shown (TextChange): The widget shows the new text, cursor and scroll are in place.
    """

    following = Signal(object)
    reread = Signal()
    block_edited = Signal(object)
    shown = Signal(object)

    def __init__(self, document: OpenDocument, edit: QPlainTextEdit) -> None:
        """Shows the document in ``edit``, whose QTextDocument is the final one."""
        super().__init__(edit)
        self._document = document
        self._edit = edit
        self._qt = edit.document()
        self._writing = False
        self._typing = False
        self.lines = LineIndex(document.text)
        self._units = 0
        self._breaks = 0
        # The lines of the widget that a key was typed into, while the document answers.
        self._within: tuple[int, int] | None = None
        self._is_stale = False
        # Where the cursor belongs once the widget shows what became of a key.
        self._cursor_after: int | None = None
        self._show_all()
        self._qt.contentsChange.connect(self._on_contents_change)
        document.changed.connect(self._on_changed)

    # Positions ---------------------------------------------------------------------------------

    def to_qt(self, position: int) -> int:
        """Qt's position of a position in the document's text."""
        return self._to_qt(position, self._document.text)

    def from_qt(self, qt_position: int) -> int:
        """The position in the document's text of Qt's."""
        return self._from_qt(qt_position, self._document.text)

    def selection(self) -> Selection:
        """What is selected in the widget, in positions of the document's text."""
        cursor = self._edit.textCursor()
        return Selection(self.from_qt(cursor.anchor()), self.from_qt(cursor.position()))

    def select(self, selection: Selection) -> None:
        """Selects in the widget, which scrolls to where the cursor is."""
        cursor = self._edit.textCursor()
        cursor.setPosition(self.to_qt(selection.anchor))
        if not selection.empty:
            cursor.setPosition(self.to_qt(selection.head), QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)

    @property
    def in_step(self) -> bool:
        """Whether the widget holds just as many units and lines as it should."""
        if self._is_stale:
            return False
        count = self._qt.characterCount() - 1
        return count == self._units + self._cuts and self._qt.blockCount() == len(self.lines)

    @property
    def _cuts(self) -> int:
        """How many line ends the widget shows that are none: in very long lines."""
        return len(self.lines) - 1 - self._breaks

    @property
    def line_count(self) -> int:
        """How many lines the document's text has."""
        return self._breaks + 1

    def place_of(self, position: int) -> tuple[int, int]:
        """The 0-based line and column of a position."""
        line = self.lines.line_at(position)
        if not self._cuts:
            return line, position - self.lines.start(line)
        text = self._document.text
        start = line_start(text, position)
        return line - len(self.lines.cuts(text, line)), position - start

    def line_position(self, line: int) -> int:
        """Where a 0-based line starts; past the end, the last."""
        line = max(0, min(line, self._breaks))
        if not self._cuts:
            return self.lines.start(line)
        return line_starts(self._document.text)[line]

    def at_cut(self, *, forward: bool) -> bool:
        """Whether the cursor has the next or last piece of its own line at its other side."""
        cursor = self._edit.textCursor()
        line = cursor.blockNumber() - (0 if forward else 1)
        at_border = cursor.atBlockEnd() if forward else cursor.atBlockStart()
        if not self._cuts or not at_border or cursor.hasSelection():
            return False
        if not 0 <= line < len(self.lines) - 1:
            return False
        end = self.lines.end(line)
        return self._document.text[end - 1 : end] not in "\r\n"

    @property
    def writing(self) -> bool:
        """Whether the document's change is being shown, and positions don't fit yet."""
        return self._writing

    def _to_qt(self, position: int, text: str) -> int:
        line = self.lines.line_at(position)
        start, end = self.lines.start(line), self._content_end(line, text)
        block = self._qt.findBlockByNumber(line)
        return block.position() + utf16_length(text[start : min(position, end)])

    def _from_qt(self, qt_position: int, text: str) -> int:
        block = self._qt.findBlock(qt_position)
        # Amid a change that is recorded otherwise, the widget may have lines that the text has not.
        if not block.isValid() or block.blockNumber() >= len(self.lines):
            return len(text)
        start = self.lines.start(block.blockNumber())
        return code_points(text, start, qt_position - block.position())

    # The widget changed ------------------------------------------------------------------------

    @Slot(int, int, int)
    def _on_contents_change(self, at: int, removed: int, added: int) -> None:
        if not self._writing:
            self._take_over(at, removed, added)
        self._tell_blocks(at, added)

    def _take_over(self, at: int, removed: int, added: int) -> None:
        """Makes an edit of what the widget says has changed."""
        if self._cuts:
            self._take_over_in_pieces(at, added)
            return
        count = self._qt.characterCount() - 1
        # Qt's counts may reach past the end by the last paragraph's own separator.
        removed = max(0, min(removed, self._units - at))
        added = max(0, min(added, count - at))
        edit = None
        if count == self._units - removed + added:
            edit = self._edit_at(at, removed, added)
        self._apply(edit or self._edit_by_comparison())

    def _apply(self, edit: TextEdit) -> None:
        self._typing = True
        try:
            if edit.new or edit.end > edit.start:
                label = "Typing" if edit.new else "Delete"
                placed = self._document.apply((edit,), label, origin=self, merge="typing")
                if placed is not None:  # it was suggested: the widget shows what it was meant to be
                    self._cursor_after, self._is_stale = placed, True
        finally:
            self._typing = False
        if not self.in_step:
            QTimer.singleShot(0, self, self.resync)

    def _take_over_in_pieces(self, at: int, added: int) -> None:
        """The same where a line is so long that the widget shows it in pieces.

        By what blocks hold, not by Qt's counts. What is more than one stretch of text, as a move by
        the mouse may be, is not taken: the widget shows the text again as it was.
        """
        gone = len(self.lines) - self._qt.blockCount()
        block = self._qt.findBlock(at)
        last = self._qt.findBlock(min(at + added, self._qt.characterCount() - 1)).blockNumber()
        while block.blockNumber() < last and block.text() == self._shown_line(block.blockNumber()):
            block = block.next()
        line = block.blockNumber()
        within = line, line + max(0, gone)
        raw = [block.text()]
        for _ in range(-gone):
            block = block.next()
            raw.append(block.text())
        rest = range(block.blockNumber() + 1, last + 1)
        same = all(
            self._qt.findBlockByNumber(number).text() == self._shown_line(number + gone)
            for number in rest
        )
        if self._is_stale or not same or within[1] >= len(self.lines):
            self._is_stale = True  # until then no other change is taken over
            QTimer.singleShot(0, self, self.resync)
            return
        text = self._document.text
        start, end = self.lines.start(line), self._content_end(within[1], text)
        # Of a piece that is empty now nothing is left to go by: it goes with the next one.
        self._within = within if any(raw) else None
        self._is_stale = not any(raw)
        try:
            self._apply(_trimmed(text, start, end, "\n".join(raw)))
        finally:
            self._within = None

    def _shown_line(self, line: int) -> str:
        text = self._document.text
        return QtMap.shown(text[self.lines.start(line) : self._content_end(line, text)])

    def _content_end(self, line: int, text: str) -> int:
        start, end = self.lines.start(line), self.lines.end(line)
        while end > start and text[end - 1] in "\r\n":
            end -= 1
        return end

    def _edit_at(self, at: int, removed: int, added: int) -> TextEdit | None:
        """The edit, or None where Qt's numbers don't fit the text."""
        text = self._document.text
        block = self._qt.findBlock(at)
        line = block.blockNumber()
        if line >= len(self.lines):
            return None
        start = self._exact(text, self.lines.start(line), at - block.position())
        end = None if start is None else self._exact(text, start, removed)
        if start is None or end is None:
            return None
        raw = ""
        if added:
            cursor = QTextCursor(self._qt)
            cursor.setPosition(at)
            cursor.setPosition(at + added, QTextCursor.MoveMode.KeepAnchor)
            raw = cursor.selectedText()
        return _trimmed(text, start, end, raw)

    @staticmethod
    def _exact(text: str, start: int, units: int) -> int | None:
        """As `code_points`, but None where that would be amid a surrogate pair."""
        end = code_points(text, start, units)
        passed = text[start:end]
        return end if _units(passed) == units else None

    def _edit_by_comparison(self) -> TextEdit:
        """The edit between the text and all that the widget shows: slow, and always right."""
        text = self._document.text
        return _trimmed(text, 0, len(text), self._qt.toRawText())

    # The document changed ----------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, change: TextChange) -> None:
        if self._typing:
            if change.origin is self:
                self._follow(change)
                self.shown.emit(change)
            else:  # in answer to the key, which the widget has not finished with
                self._follow(change)
                QTimer.singleShot(0, self, self.resync)
            return
        had_cuts, was_in_step = bool(self._cuts), self.in_step
        # A widget that is behind is shown the text anew below: its positions fit no change.
        edits = self._showable(change) if was_in_step else ()
        places = [
            (
                self._to_qt(edit.start, change.before),
                self._to_qt(edit.end, change.before),
                QtMap.shown(edit.new),
            )
            for edit in edits
        ]
        view = self._edit
        cursor = view.textCursor()
        anchor = moved(self._from_qt(cursor.anchor(), change.before), change.edits)
        head = moved(self._from_qt(cursor.position(), change.before), change.edits)
        if self._cursor_after is not None:
            anchor = head = moved(self._cursor_after, change.edits)
            self._cursor_after = None
        top_line, value = view.firstVisibleBlock().blockNumber(), view.verticalScrollBar().value()
        offset = value - view.firstVisibleBlock().firstLineNumber()
        top_line = min(top_line, len(self.lines) - 1)
        top = moved(self.lines.start(top_line), change.edits, after_insert=False)
        first, gone, come = self._follow(change)
        if had_cuts or self._cuts:
            places = [self._whole_lines(first, gone, come)] if was_in_step else []
        with self._written() as writer:
            for start, end, new in reversed(places):
                writer.setPosition(start)
                writer.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                writer.insertText(new)
        if not self.in_step:
            self.resync()
        self.select(Selection(anchor, head))
        block = self._qt.findBlockByNumber(self.lines.line_at(top))
        view.verticalScrollBar().setValue(block.firstLineNumber() + offset)
        self.shown.emit(change)

    def _showable(self, change: TextChange) -> Sequence[TextEdit]:
        """The edits in a form that maps to the widget's: whole line ends, not too many."""
        edits = change.edits
        has_carriage = "\r" in change.before or any("\r" in edit.new for edit in edits)
        if len(edits) > 1 and (has_carriage or len(edits) > _MOST_EDITS):
            edits = (covering(edits, self._document.text),)
        if has_carriage:
            edits = tuple(whole_line_ends(edit, change.before) for edit in edits)
        return edits

    def _whole_lines(self, first: int, gone: int, come: int) -> tuple[int, int, str]:
        """What puts the new lines into the widget in the place of the old, pieces and all."""
        start, last = (self._qt.findBlockByNumber(n) for n in (first, first + gone - 1))
        new = "\n".join(map(self._shown_line, range(first, first + come)))
        return start.position(), last.position() + last.length() - 1, new

    def _follow(self, change: TextChange) -> tuple[int, int, int]:
        """Takes a change in; which lines it touched, as `LineIndex.follow` says."""
        text = self._document.text
        edit = covering(change.edits, text)
        wide = whole_line_ends(edit, change.before)
        self._units += _units(wide.new) - _units(change.before[wide.start : wide.end])
        self._breaks += _breaks(wide.new) - _breaks(change.before[wide.start : wide.end])
        region = self.lines.follow(change.edits, text, self._within)
        self.following.emit(change)
        return region

    @contextmanager
    def _written(self) -> Iterator[QTextCursor]:
        """A cursor whose changes are not taken for the editor's own."""
        cursor = QTextCursor(self._qt)
        self._writing = True
        cursor.beginEditBlock()
        try:
            yield cursor
        finally:
            cursor.endEditBlock()
            self._writing = False

    # Keeping in step ---------------------------------------------------------------------------

    @Slot()
    def resync(self) -> None:
        """Makes the widget show the document's text again, whatever it shows."""
        self._show_again()
        if self._cursor_after is not None:
            place, self._cursor_after = self._cursor_after, None
            self.select(Selection(place, place))

    def _show_again(self) -> None:
        # What was suggested in place of a key has been followed: only the widget is behind.
        anew = self._cursor_after is None or bool(self._cuts)
        if anew:
            self.lines.read(self._document.text)
        self._is_stale = False
        wanted = self._measured()
        shown = self._qt.toRawText().replace("\u2029", "\n")
        if anew:
            self.reread.emit()
        if wanted == shown and self.in_step:
            return
        head = common_head(shown, wanted)
        tail = common_tail(shown, wanted, head)
        start = utf16_length(shown[:head])
        end = start + utf16_length(shown[head : len(shown) - tail])
        count = self._qt.characterCount() - 1
        if utf16_length(shown) != count:  # it holds half a character, which is lost on the way here
            head = tail = start = 0
            end = count
        with self._written() as writer:
            writer.setPosition(start)
            writer.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            writer.insertText(wanted[head : len(wanted) - tail])

    def _show_all(self) -> None:
        self._edit.setPlainText(self._measured())
        self._qt.setUndoRedoEnabled(False)

    def _measured(self) -> str:
        """The text as the widget is to show it; notes how long that is."""
        text = self._document.text
        self._breaks = _breaks(text)
        if self._cuts:
            text = "\n".join(text[a:b] for a, b in pairwise([0, *self.lines.cuts(text), len(text)]))
        shown = QtMap.shown(text)
        self._units = utf16_length(shown) - self._cuts
        return shown

    def _tell_blocks(self, at: int, added: int) -> None:
        first: QTextBlock = self._qt.findBlock(at)
        last = self._qt.findBlock(min(at + added, self._qt.characterCount() - 1))
        self.block_edited.emit(first)
        if last != first:
            self.block_edited.emit(last)


def _units(text: str) -> int:
    """How many of Qt's units a text takes, a line end being one."""
    return utf16_length(text) - text.count("\r\n")


def _breaks(text: str) -> int:
    """How many line ends a text has."""
    if "\r" not in text:
        return text.count("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _trimmed(text: str, start: int, end: int, raw: str) -> TextEdit:
    """The edit that makes ``text[start:end]`` what the widget holds there, cut to what differs."""
    if start == end or not raw:
        return TextEdit(start, end, _typed(text, start, end, raw))
    old = text[start:end]
    before, after = QtMap.shown(old), raw.replace("\u2029", "\n")
    head = common_head(before, after)
    tail = common_tail(before, after, head)
    end = start + _unshown(old, len(before) - tail)
    start += _unshown(old, head)
    return TextEdit(start, end, _typed(text, start, end, after[head : len(after) - tail]))


def _typed(text: str, start: int, end: int, raw: str) -> str:
    if raw.isascii() and "\n" not in raw:
        return raw
    return QtMap.typed(raw, newline_for(text, start, end), text)


def _unshown(old: str, count: int) -> int:
    """How many characters of ``old`` are behind the first ``count`` of its shown form."""
    if "\r\n" not in old:
        return count
    position = 0
    for _ in range(count):
        position += 2 if old.startswith("\r\n", position) else 1
    return position
