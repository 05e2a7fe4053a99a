"""The box that filters the posts by text, and the button that sorts them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from copydesk.core.library.arrange import BY_DATE, BY_TITLE
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from copydesk.ui.theme.theme import Theme

_ORDERS = ((BY_DATE, "Newest first"), (BY_TITLE, "By title"))


class FilterField(QLineEdit):
    """The box; Down goes on to the list, Esc empties it.

    Signals:
        left_down: Down or Enter was pressed.
    """

    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes Esc while there is text, Down and Enter; the rest is typing."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class FilterBar(QWidget):
    """Filter box and sort button, side by side.

    Signals:
        text_changed (str): What is typed in the box now.
        sort_chosen (str): `BY_DATE` or `BY_TITLE`.
    """

    text_changed = Signal(str)
    sort_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sort = BY_DATE
        self.field = FilterField()
        self.field.setObjectName("posts-filter")
        self.field.setPlaceholderText("Filter the posts")
        self.field.setAccessibleName("Filter the posts")
        self.field.setToolTip(
            "Lists the posts with these words in title, path, description or tags"
        )
        self.field.textChanged.connect(self._text_changed)
        self._clear = QAction("Clear the filter", self)
        self._clear.triggered.connect(self.field.clear)
        self._clear.setVisible(False)
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._button = QToolButton()
        self._button.setObjectName("posts-sort")
        self._button.setIconSize(QSize(16, 16))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._orders: dict[str, QAction] = {}
        self._button.setMenu(self._menu())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self._say_order()

    @property
    def sort(self) -> str:
        """`BY_DATE` or `BY_TITLE`."""
        return self._sort

    def choose_sort(self, sort: str) -> None:
        """Puts another order in force; one there is not is left out."""
        if sort != self._sort and sort in self._orders:
            self._sort = sort
            self._orders[sort].setChecked(True)
            self._say_order()
            self.sort_chosen.emit(sort)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(self)
        for sort, label in _ORDERS:
            action = QAction(label, group)
            action.setObjectName(f"sort-{sort}")
            action.setCheckable(True)
            action.setChecked(sort == self._sort)
            action.triggered.connect(partial(self.choose_sort, sort))
            menu.addAction(action)
            self._orders[sort] = action
        return menu

    def _say_order(self) -> None:
        words = f"Sort the posts: {self._orders[self._sort].text().lower()}"
        self._button.setToolTip(words)
        self._button.setAccessibleName(words)

    @Slot(str)
    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.text_changed.emit(text)

    @Slot()
    def _draw_icons(self) -> None:
        self._clear.setIcon(icon("x", self._theme))
        self._button.setIcon(icon("arrow-up-down", self._theme))
