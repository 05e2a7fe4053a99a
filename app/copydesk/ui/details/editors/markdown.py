"""Editors of Markdown and of code inside a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence

from copydesk.core.text.markdown_commands import COMMANDS
from copydesk.core.text.positions import QtMap
from copydesk.core.text.text_command import Selection
from copydesk.ui.actions import TABLE
from copydesk.ui.details.editors.inputs import GrowingText
from copydesk.ui.details.editors.text import LongTextEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.core.text.text_command import Change
    from copydesk.ui.details.editors.base import Surroundings

# Those that make sense in a short text; headings and moved lines belong to the post's own text.
_OFFERED = (
    *("format.bold", "format.italic", "format.code", "format.link"),
    *("format.quote", "format.bullets", "format.numbers"),
)


def _keys() -> dict[str, str]:
    """By key, in Qt's portable words, the command that the table of actions has for it."""
    return {key: spec.id for spec in TABLE if spec.id in _OFFERED for key in spec.keys}


class MarkdownText(GrowingText):
    """A text in which the desk's own keys make words bold, italic or a link."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines=4, most_lines=16)
        self._commands = _keys()

    def event(self, event: QEvent) -> bool:
        """Keeps the keys from the window's own shortcuts."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Runs a command, or types."""
        command = self._command(event)
        if not command:
            super().keyPressEvent(event)
        elif not self.isReadOnly():
            self.run(command)

    def _command(self, event: QKeyEvent) -> str:
        keys = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        return self._commands.get(keys, "")

    def run(self, command: str) -> None:
        """Does what a command of the table of actions does to the text."""
        text, cursor = self.text(), self.textCursor()
        places = QtMap(text)
        selection = Selection(places.from_qt(cursor.anchor()), places.from_qt(cursor.position()))
        self._make(COMMANDS[command](text, selection), places)

    def _make(self, change: Change, places: QtMap) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for edit in reversed(change.edits):
            cursor.setPosition(places.to_qt(edit.start))
            cursor.setPosition(places.to_qt(edit.end), cursor.MoveMode.KeepAnchor)
            cursor.insertText(QtMap.shown(edit.new))
        cursor.endEditBlock()
        after = QtMap(self.text())
        cursor.setPosition(after.to_qt(change.selection.anchor))
        cursor.setPosition(after.to_qt(change.selection.head), cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)


class MarkdownEditor(LongTextEditor):
    """Markdown of several lines, in the typeface that Markdown is written in."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        surroundings.theme.changed.connect(self._redress)
        self._redress()

    def _make_input(self) -> GrowingText:
        return MarkdownText(self)

    @Slot()
    def _redress(self) -> None:
        self._input.setProperty("mono", True)
        self._input.setFont(self.surroundings.theme.mono_font(12))


class CodeEditor(LongTextEditor):
    """Code: neither wrapped nor changed by anything but what is typed."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._input.setProperty("mono", True)
        self._input.setLineWrapMode(GrowingText.LineWrapMode.NoWrap)
        self._input.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        surroundings.theme.changed.connect(self._redress)
        self._redress()

    def _make_input(self) -> GrowingText:
        return GrowingText(self, lines=3, most_lines=16)

    def _judge(self, text: str) -> None:
        super()._judge(text)
        if self.field.maximum is None and self.field.language:
            self.counted.emit(_LANGUAGES.get(self.field.language.lower(), self.field.language))

    @Slot()
    def _redress(self) -> None:
        self._input.setFont(self.surroundings.theme.mono_font(12))


_LANGUAGES = {
    "json": "JSON", "yaml": "YAML", "toml": "TOML", "html": "HTML", "css": "CSS", "xml": "XML",
    "js": "JavaScript", "javascript": "JavaScript", "ts": "TypeScript",
    "typescript": "TypeScript", "python": "Python", "sql": "SQL",
}  # fmt: skip
