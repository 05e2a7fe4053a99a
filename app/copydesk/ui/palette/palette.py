"""The palette: one box that goes to any post and runs any command."""

from __future__ import annotations

import heapq
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
)

from copydesk.core.text.ranking import fold, rank
from copydesk.ui.palette.palette_delegate import ROW_PX, PaletteDelegate
from copydesk.ui.palette.palette_model import PaletteModel, PaletteRow
from copydesk.ui.widgets.status_colours import STATUS_TOKENS

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.core.library.entry import PostEntry
    from copydesk.services.library import Library
    from copydesk.ui.actions import Actions
    from copydesk.ui.theme.theme import Theme

COMMAND_MARK = ">"
_WIDTH_PX = 600
_TOP_PX = 52
_MOST_ROWS = 100
_ROWS_SHOWN = 11
_MOST_RECENT = 50
_SELF = "go.commands"
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(QFrame):
    """A box over the top of the window, with a list under it.

    Signals:
        post_chosen (Path): Go to this post.
    """

    post_chosen = Signal(object)

    def __init__(self, library: Library, actions: Actions, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName("Palette")
        self._window = window
        self._library = library
        self._actions = actions
        self._recent: list[str] = []
        self._entries: list[PostEntry] | None = None
        self._texts: list[str] = []
        self._before: QWidget | None = None
        self._field = QLineEdit()
        self._field.setObjectName("palette-field")
        self._field.setAccessibleName("Go to a post, or type > for a command")
        self._field.setPlaceholderText("Go to a post by title or path; type > for a command")
        self._field.installEventFilter(self)
        self._model = PaletteModel()
        self._list = QListView()
        self._list.setObjectName("palette-list")
        self._list.setAccessibleName("Found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(theme, self))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._nothing = QLabel()
        self._nothing.setObjectName("palette-nothing")
        self._nothing.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self._field, self._list, self._nothing):
            column.addWidget(widget)
        self._again = QTimer(self, singleShot=True, interval=250)
        self._again.timeout.connect(self._look_again)
        self._field.textChanged.connect(self._look)
        self._list.clicked.connect(self._choose)
        library.folder_opened.connect(self._forget)
        library.entries_changed.connect(self._note_news)
        theme.changed.connect(self._list.viewport().update)
        self.hide()
        window.installEventFilter(self)

    # For the window

    @Slot()
    def show_posts(self) -> None:
        """Opens on the posts, those last open first."""
        self._open("")

    @Slot()
    def show_commands(self) -> None:
        """Opens on the commands."""
        self._open(COMMAND_MARK)

    @Slot(object)
    def note_opened(self, path: Path) -> None:
        """Remembers that a post was open, so that it comes first."""
        relative = self._library.relative(path)
        if relative is not None:
            self._recent = [relative, *(each for each in self._recent if each != relative)]
            del self._recent[_MOST_RECENT:]

    # Opening and closing

    def _open(self, text: str) -> None:
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._field.setText(text)
        self._look()
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._field.setCursorPosition(len(text))

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH_PX, window.width() - 40)
        rows = max(1, min(self._model.rowCount(), _ROWS_SHOWN))
        self._list.setFixedHeight(min(rows * ROW_PX + 2, window.height() - _TOP_PX - 100))
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.setGeometry((window.width() - width) // 2, _TOP_PX, width, self.sizeHint().height())

    @Slot()
    def dismiss(self) -> None:
        """Closes, and gives the keyboard back to where it was."""
        if self.isHidden():
            return
        back, self._before = self._before, None
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self.hide()
        if back is not None and had_focus and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)

    # Looking

    @Slot()
    def _look(self) -> None:
        text = self._field.text()
        if text.lstrip().startswith(COMMAND_MARK):
            query = text.lstrip()[len(COMMAND_MARK) :].strip()
            rows = self._commands(query)
            nothing = "No command is called that."
        else:
            query = text.strip()
            rows = self._posts(query)
            nothing = "No post is called that." if self._library.entries else "No folder is open."
        self._model.show(rows, query)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not rows)
        self._list.setVisible(bool(rows))
        if rows:
            self._go_to(0)
        if self.isVisible():
            self._place()

    def _posts(self, query: str) -> list[PaletteRow]:
        entries = self._library.entries
        if not query:
            recent = [entries[path] for path in self._recent if path in entries]
            rest = heapq.nlargest(_MOST_ROWS, entries.values(), key=attrgetter("mtime_ns"))
            seen = set(self._recent)
            recent.extend(entry for entry in rest if entry.path not in seen)
            return [_post_row(entry) for entry in recent[:_MOST_ROWS]]
        if self._entries is None:
            # In the order of title, which decides between equals.
            self._entries = sorted(entries.values(), key=attrgetter("title_key"))
            self._texts = [fold(f"{entry.title}\n{entry.path}") for entry in self._entries]
        return [_post_row(self._entries[i]) for i in rank(query, self._texts, _MOST_ROWS)]

    def _commands(self, query: str) -> list[PaletteRow]:
        rows = [
            PaletteRow(spec.id, spec.text, spec.group, _shown_key(action.shortcut()))
            for spec, action in self._actions
            if action.isEnabled() and action.isVisible() and spec.id != _SELF
        ]
        texts = [fold(f"{row.text}\n{row.aside}") for row in rows]
        return [rows[i] for i in rank(query, texts, len(rows))]

    @Slot()
    def _forget(self) -> None:
        self._recent.clear()
        self._note_news()

    @Slot()
    def _note_news(self) -> None:
        self._entries = None
        if self.isVisible() and not self._again.isActive():
            self._again.start()

    @Slot()
    def _look_again(self) -> None:
        if not self.isVisible():
            return
        chosen = self._model.row_at(self._list.currentIndex())
        self._look()
        for place in range(self._model.rowCount()):
            row = self._model.row_at(self._model.index(place))
            if chosen is not None and row is not None and row.target == chosen.target:
                self._go_to(place)

    # Choosing

    def _go_to(self, place: int) -> None:
        index = self._model.index(place)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)
        if QAccessible.isActive() and self.isVisible():
            # The keyboard stays in the box; a screen reader must hear the row all the same.
            event = QAccessibleEvent(self._list, QAccessible.Event.Focus)
            event.setChild(place)
            QAccessible.updateAccessibility(event)

    def _step(self, key: int) -> None:
        count, here = self._model.rowCount(), self._list.currentIndex().row()
        if not count:
            return
        page = max(1, self._list.viewport().height() // ROW_PX - 1)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = page if key == Qt.Key.Key_PageDown else -page
            self._go_to(max(0, min(count - 1, here + step)))
        else:
            self._go_to((here + (1 if key == Qt.Key.Key_Down else -1)) % count)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is None:
            return
        is_command = self._field.text().lstrip().startswith(COMMAND_MARK)
        self.dismiss()
        if is_command:
            self._actions.get(row.target).trigger()
        else:
            self.post_chosen.emit(self._library.absolute(row.target))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the box that are for the list; the window's size; the keyboard going away."""
        kind = event.type()
        if watched is self._field:
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
                return self._take_key(event)
            if kind == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
                self.dismiss()
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _LIST_KEYS:
            self._step(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True


def _post_row(entry: PostEntry) -> PaletteRow:
    token = STATUS_TOKENS[entry.status.value if entry.readable else "unreadable"]
    return PaletteRow(entry.path, entry.title, entry.path, status_token=token)


def _shown_key(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)
