"""Text inputs that leave undoing to the post's own history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from copydesk.core.text.positions import QtMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QMenu

_OWN_UNDO = ("edit-undo", "edit-redo")


class UndoRouter(QObject):
    """Turns the undo keys in the inputs it watches into the post's undo.

    Signals:
        undo_requested: Take the last step back.
        redo_requested: Make it again.
    """

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QObject, takes_back: Callable[[QObject], bool]) -> None:
        """Watches nothing yet; `takes_back` drops what is only half typed, or says False."""
        super().__init__(parent)
        self._takes_back = takes_back

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with a watched widget's event."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)  # noqa: S101 - both types are key events
        for key, signal in (
            (QKeySequence.StandardKey.Undo, self.undo_requested),
            (QKeySequence.StandardKey.Redo, self.redo_requested),
        ):
            if event.matches(key):
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    undoes = signal is self.undo_requested
                    if not (undoes and self._takes_back(watched)):
                        signal.emit()
                return True
        return super().eventFilter(watched, event)


def _strip_undo(menu: QMenu) -> None:
    """Takes out the widget's own undo, which knows only this input's history."""
    for action in menu.actions():
        if action.objectName() in _OWN_UNDO:
            menu.removeAction(action)
    first = menu.actions()[0] if menu.actions() else None
    if first is not None and first.isSeparator():
        menu.removeAction(first)


class LineInput(QLineEdit):
    """One line of text.

    Signals:
        left: The focus went elsewhere.
        menu_opened (QMenu): Its menu is about to show.
    """

    left = Signal()
    menu_opened = Signal(object)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu."""
        menu = self.createStandardContextMenu()
        _strip_undo(menu)
        self.menu_opened.emit(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that the focus went."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def put(self, text: str) -> None:
        """Shows `text`, the cursor kept where it can be; an equal one changes nothing."""
        if text == self.text():
            return
        cursor = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(cursor, len(text)) if self.hasFocus() else 0)


class GrowingText(QPlainTextEdit):
    """Several lines of text, as high as what is in it up to a limit.

    Args:
        parent: As Qt has it.
        lines: Its height when there is little in it.
        most_lines: Its greatest height; more is scrolled.
        single: Whether it holds one line, only wrapped: no line end can be typed or pasted.

    Signals:
        edited: The text changed by typing.
        left: The focus went elsewhere.
        menu_opened (QMenu): Its menu is about to show.
    """

    edited = Signal()
    left = Signal()
    menu_opened = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        lines: int = 2,
        most_lines: int = 9,
        single: bool = False,
    ) -> None:
        super().__init__(parent)
        self._lines, self._most_lines, self._single = lines, most_lines, single
        self._putting, self._put = False, ""
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.textChanged.connect(self._note_change)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """The exact text, a line feed at each line's end."""
        return QtMap.typed(self.document().toRawText(), "\n", self._put)

    def put(self, text: str) -> None:
        """Shows `text`, the cursor kept where it can be; an equal one changes nothing."""
        if text == self.text():
            return
        self._putting, self._put = True, text
        cursor = self.textCursor()
        place = cursor.position()
        self.setPlainText(QtMap.shown(text))
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._putting = False
        self._fit()

    def _follow_direction(self) -> None:
        """Sets right-to-left text on the right, by its first letter that has a direction."""
        from_right = self.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() & side != side:
            # Absolute: a plain text document lays right-to-left lines out on the left otherwise.
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            self.document().setDefaultTextOption(option)

    @Slot()
    def _note_change(self) -> None:
        self._follow_direction()
        if not self._putting:
            self.edited.emit()

    def _text_height(self, enough: float) -> float:
        """The height of the text in pixels, scripts with tall letters included."""
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid() and height <= enough:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return height

    @Slot()
    def _fit(self) -> None:
        line = QFontMetrics(self.font()).lineSpacing()
        most = self._most_lines * line
        full = self._text_height(most)
        # Frame, padding and document margin, as the style sheet has them.
        height = round(min(max(full, self._lines * line), most)) + 12
        if height != self.height():
            self.setFixedHeight(height)
        wanted = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if full > most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.verticalScrollBarPolicy() != wanted:
            self.setVerticalScrollBarPolicy(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes no line end where there is to be one line."""
        if self._single and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes text; where there is to be one line, its line ends become spaces."""
        if self._single and source.hasText():
            self.textCursor().insertText(QtMap.shown(" ".join(source.text().split())))
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the height to the new width."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(80, super().minimumSizeHint().height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu."""
        menu = self.createStandardContextMenu()
        _strip_undo(menu)
        self.menu_opened.emit(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that the focus went."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def cursor_of(entry: QWidget | None) -> int | None:
    """Where the cursor of a text input stands, in UTF-16 units; None for other widgets."""
    if isinstance(entry, QLineEdit):
        return entry.cursorPosition()
    return entry.textCursor().position() if isinstance(entry, QPlainTextEdit) else None


def place_cursor(entry: QWidget, position: int | None) -> None:
    """Puts the cursor of a text input somewhere, or at the end where that is further."""
    if position is None:
        return
    if isinstance(entry, QLineEdit):
        entry.setCursorPosition(position)
    elif isinstance(entry, QPlainTextEdit):
        cursor = entry.textCursor()
        cursor.setPosition(min(position, entry.document().characterCount() - 1))
        entry.setTextCursor(cursor)
