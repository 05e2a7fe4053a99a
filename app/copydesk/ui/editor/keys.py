"""What keys do in the text beyond what every text field does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from copydesk.core.text import line_commands
from copydesk.core.text.block_commands import is_item
from copydesk.core.text.edits import TextEdit
from copydesk.core.text.text_command import Change, Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCursor

    from copydesk.core.text.line_states import LineStates
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.editor.bridge import Bridge
    from copydesk.ui.editor.folding import FieldsFold

_Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_TAB = 2
# Qt's text widgets keep these for themselves; here they belong to the table of actions.
_LEFT_TO_ACTIONS = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
)


class Keyboarded(Protocol):
    """What keys act on: the Markdown editor."""

    text_document: OpenDocument
    bridge: Bridge
    states: LineStates
    fold: FieldsFold

    def textCursor(self) -> QTextCursor:  # noqa: D102, N802 - Qt's
        ...

    def setTextCursor(self, cursor: QTextCursor, /) -> None:  # noqa: D102, N802 - Qt's
        ...

    def make(self, change: Change, *, merge: str = "") -> None:
        """Makes a change of the text."""

    def run(self, command_id: str) -> bool:
        """Runs a command."""

    def undo(self) -> None:
        """Takes the last step back."""

    def redo(self) -> None:
        """Makes it again."""


def belongs_to_actions(event: QKeyEvent) -> bool:
    """Whether an action's shortcut comes before what Qt's text widget would do with the key."""
    return any(event.matches(key) for key in _LEFT_TO_ACTIONS)


def handle(editor: Keyboarded, event: QKeyEvent) -> bool:
    """Does what the key stands for; False leaves it to the text widget."""
    modifiers = event.modifiers() & (_CONTROL | _SHIFT | _ALT)
    key = event.key()
    if event.matches(QKeySequence.StandardKey.Undo):
        editor.undo()
        return True
    if event.matches(QKeySequence.StandardKey.Redo) or (
        key == _Key.Key_Y and modifiers == _CONTROL
    ):
        editor.redo()
        return True
    if belongs_to_actions(event):
        return True
    if editor.fold.folded and _on_fold(editor, event):
        return True
    if key in (_Key.Key_Return, _Key.Key_Enter) and not modifiers & (_CONTROL | _ALT):
        _enter(editor, plain=bool(modifiers & _SHIFT))
        return True
    if key in (_Key.Key_Backspace, _Key.Key_Delete) and not modifiers:
        return _delete_over_cut(editor, forward=key == _Key.Key_Delete)
    if key == _Key.Key_Tab and not modifiers:
        _tab(editor)
        return True
    if key == _Key.Key_Backtab and modifiers in (_SHIFT, Qt.KeyboardModifier.NoModifier):
        editor.run("format.outdent")
        return True
    if key == _Key.Key_Home and not modifiers & (_CONTROL | _ALT):
        return _home(editor, keep_anchor=bool(modifiers & _SHIFT))
    return False


def _enter(editor: Keyboarded, *, plain: bool) -> None:
    text, selection = editor.text_document.text, editor.bridge.selection()
    if plain:
        change = line_commands.newline(text, selection)
    else:
        in_code = editor.states.in_code(selection.start)
        change = line_commands.enter(text, selection, in_code=in_code)
    editor.make(change, merge="typing")


def _delete_over_cut(editor: Keyboarded, *, forward: bool) -> bool:
    """Deletes across what looks like a line end in a very long line, and is none."""
    if not editor.bridge.at_cut(forward=forward):
        return False
    at = editor.bridge.selection().head - (0 if forward else 1)
    change = Change((TextEdit(at, at + 1, ""),), Selection(at, at), "Delete")
    editor.make(change, merge="typing")
    return True


def _tab(editor: Keyboarded) -> None:
    text, selection = editor.text_document.text, editor.bridge.selection()
    chosen = text[selection.start : selection.end]
    if "\n" in chosen or "\r" in chosen or is_item(text, selection.head):
        editor.run("format.indent")
        return
    line = editor.bridge.lines.start(editor.bridge.lines.line_at(selection.start))
    width = _TAB - (selection.start - line) % _TAB
    at = selection.start + width
    edit = TextEdit(selection.start, selection.end, " " * width)
    editor.make(Change((edit,), Selection(at, at), "Typing"), merge="typing")


def _home(editor: Keyboarded, *, keep_anchor: bool) -> bool:
    cursor = editor.textCursor()
    layout = cursor.block().layout()
    line = layout.lineForTextPosition(cursor.positionInBlock())
    if line.isValid() and line.lineNumber() > 0:
        return False  # on the second row of a wrapped line, Qt goes to the start of the row
    head = line_commands.home(editor.text_document.text, editor.bridge.selection().head)
    mode = cursor.MoveMode.KeepAnchor if keep_anchor else cursor.MoveMode.MoveAnchor
    cursor.setPosition(editor.bridge.to_qt(head), mode)
    editor.setTextCursor(cursor)
    return True


def _on_fold(editor: Keyboarded, event: QKeyEvent) -> bool:
    """Keys at and around the folded fields: none of them may change what is hidden."""
    cursor, body, key = editor.textCursor(), editor.fold.body_start, event.key()
    if event.matches(QKeySequence.StandardKey.SelectAll):
        cursor.setPosition(body)
        cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        return True
    if event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
        # Not on to the label: who goes to the start means to write there.
        cursor.setPosition(body)
        editor.setTextCursor(cursor)
        return True
    if not editor.fold.on_label:
        at_start = cursor.position() == body and not cursor.hasSelection()
        return at_start and key == _Key.Key_Backspace
    opens = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Right)
    if key in opens and not event.modifiers() & (_CONTROL | _ALT | _SHIFT):
        editor.fold.set_folded(folded=False)
        cursor.movePosition(cursor.MoveOperation.NextBlock)  # behind the opening fence
        editor.setTextCursor(cursor)
        return True
    if key == _Key.Key_Down and not event.modifiers():
        cursor.setPosition(body)
        editor.setTextCursor(cursor)
        return True
    changes = key in (_Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Tab, _Key.Key_Backtab, *opens)
    if event.text().isprintable() and event.text() and not event.modifiers() & (_CONTROL | _ALT):
        cursor.setPosition(body)  # what is typed on the label belongs to the text below
        editor.setTextCursor(cursor)
        return False
    return changes
