"""The guide's own window: pages at the left, the page in front, a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.settings import ZOOM_RANGE
from copydesk.ui.help.find_strip import FindStrip
from copydesk.ui.help.page_list import PageList
from copydesk.ui.help.page_view import PageView
from copydesk.ui.help.tool_button import tool_button
from copydesk.ui.help.trail import Place, Trail
from copydesk.ui.icons import icon, product_icon
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent

    from copydesk.core.help.page import HelpPage
    from copydesk.core.help.search import Hit
    from copydesk.ui.theme.theme import Theme

_FIRST_PX, _LIST_PX = (1040, 780), 250
_LEAST_PX, _LEAST_LIST_PX = (560, 380), 180
_ZOOM_STEP = 10
_NOTHING = "No page says that. Try another word, or fewer."

WINDOW_KEYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("go_back", "Back to the page before", ("Alt+Left",)),
    ("go_forward", "Forward again", ("Alt+Right",)),
    ("look_for", "Look for words in all pages", ("Ctrl+Shift+F",)),
    ("find_here", "Find on the page", ("Ctrl+F",)),
    ("find_next", "Find the next one", ("F3",)),
    ("find_previous", "Find the one before", ("Shift+F3",)),
    ("zoom_in", "Larger letters", ("Ctrl+=", "Ctrl++")),
    ("zoom_out", "Smaller letters", ("Ctrl+-",)),
    ("zoom_back", "Letters as they were", ("Ctrl+0",)),
    ("leave", "Put away what is looked for, or close the guide", ("Esc",)),
    ("close", "Close the guide", ("Ctrl+W",)),
)
"""What the keys of this window do: the name of its method, words, keys."""


class HelpWindow(QWidget):
    """Shows pages of the guide; it asks for each by a signal.

    Signals:
        page_wanted (Place): Call `show_page` with the page of this place.
        link_followed (str): A link on the page was followed.
        closed: It is no longer shown.
    """

    page_wanted = Signal(object)
    link_followed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[Hit]], zoom: int) -> None:
        """Makes it, hidden and without a page.

        Args:
            theme: Its looks.
            find: Gives the pages with all words of a query.
            zoom: The size of letters, in per cent.
        """
        super().__init__()
        self.setObjectName("helpWindow")
        self.setWindowTitle("Guide")
        self.setWindowIcon(product_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*_LEAST_PX)
        self.resize(*_FIRST_PX)
        self._theme, self._find = theme, find
        self._first_zoom = self._zoom = zoom
        self._trail = Trail()
        self.page = PageView(theme)
        self.page.set_zoom(zoom)
        self.list = PageList(theme)
        self.field = named(QLineEdit(), "helpField")
        self._strip = FindStrip(self.page, theme)
        self._nothing = QLabel(_NOTHING)
        self._nothing.setProperty("quiet", True)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(16, 10, 16, 10)
        self._back = tool_button("Back (Alt+Left)", self.go_back)
        self._forward = tool_button("Forward (Alt+Right)", self.go_forward)
        self._title = named(QLabel(), "helpTitle")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._join()
        self._dress()
        self._follow_trail()

    def _arrange(self) -> None:
        self.field.setPlaceholderText("Look for words")
        self.field.setAccessibleName("Look for words in the guide")
        self.field.setClearButtonEnabled(True)
        self._found = QStackedWidget()
        self._found.addWidget(self.list)
        self._found.addWidget(self._nothing)
        side = named(QWidget(), "helpSide")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        field_row = QHBoxLayout()
        field_row.setContentsMargins(10, 10, 10, 6)
        field_row.addWidget(self.field)
        column.addLayout(field_row)
        column.addWidget(self._found, 1)
        side.setMinimumWidth(_LEAST_LIST_PX)
        main = named(QWidget(), "helpMain")
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.page, 1)
        column.addWidget(self._strip)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(side)
        self._splitter.addWidget(main)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_LIST_PX, self.width() - _LIST_PX])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)

    def _bar(self) -> QWidget:
        bar = named(QWidget(), "helpBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 6, 12, 6)
        row.setSpacing(4)
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(6)
        row.addWidget(self._title, 1)
        return bar

    def _join(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.look_again)
        self.list.chosen.connect(self._choose)
        self.page.link_followed.connect(self.link_followed)
        self._strip.closed.connect(self.page.setFocus)
        self._theme.changed.connect(self._dress)
        for name, _words, keys in WINDOW_KEYS:
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(getattr(self, name))

    # Pages --------------------------------------------------------------------------------------

    def go(self, page: str, anchor: str = "", words: Sequence[str] = ()) -> None:
        """Goes on to a page, to a place on it, or to the first of some words."""
        place = Place(page, anchor, words=tuple(words))
        self._trail.visit(place, self.page.scrolled)
        self._ask(place)

    def show_page(self, place: Place, page: HelpPage) -> None:
        """Shows the page that was asked for."""
        if self.page.page is not page:
            self.page.show_page(page)
        self.page.mark(place.words)
        if place.words and place.scroll is None:
            self.page.scroll_to("", 0)
            self.page.to_mark()
        else:
            self.page.scroll_to(place.anchor, place.scroll)
        self._title.setText(page.title)
        self.setWindowTitle(f"{page.title} – Guide")
        self.page.setAccessibleName(page.title)
        self.list.select(page.name)
        self._strip.follow_page()

    @property
    def here(self) -> Place | None:
        """The place in front."""
        return self._trail.here

    @Slot()
    def go_back(self) -> None:
        """Goes back to the place before."""
        self._step(-1)

    @Slot()
    def go_forward(self) -> None:
        """Goes to the place that was left by going back."""
        self._step(1)

    def _step(self, by: int) -> None:
        place = self._trail.step(by, self.page.scrolled)
        if place is not None:
            self._ask(place)

    def _ask(self, place: Place) -> None:
        self._follow_trail()
        self.page_wanted.emit(place)

    def _follow_trail(self) -> None:
        self._back.setEnabled(self._trail.can_go_back)
        self._forward.setEnabled(self._trail.can_go_forward)

    @Slot(str)
    def _choose(self, name: str) -> None:
        self.go(name, words=self._words)
        if not self.field.hasFocus():
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    # Looking for words --------------------------------------------------------------------------

    @property
    def _words(self) -> list[str]:
        return self.field.text().casefold().split()

    @Slot()
    def look_again(self) -> None:
        """Lists the pages with the words in the field, or all where it is empty."""
        hits = self._find(self.field.text()) if self._words else []
        if self._words:
            self.list.show_hits(hits, self._words)
        else:
            self.list.show_all()
            here = self._trail.here
            self.list.select(here.page if here else "")
            self.page.mark(())
        nothing = bool(self._words) and not hits
        self._found.setCurrentWidget(self._nothing if nothing else self.list)

    @Slot()
    def look_for(self) -> None:
        """Puts the keyboard into the field."""
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys that are for the list below it."""
        if watched is self.field and isinstance(event, QKeyEvent):
            key, pressed = event.key(), event.type() == QEvent.Type.KeyPress
            if pressed and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if pressed and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.choose_current()
                return True
        return super().eventFilter(watched, event)

    # Keys ---------------------------------------------------------------------------------------

    @Slot()
    def find_here(self) -> None:
        """Opens the strip that finds words on the page."""
        self._strip.open()

    @Slot()
    def find_next(self) -> None:
        """Goes to the next place of what is looked for on the page."""
        self._strip.next()

    @Slot()
    def find_previous(self) -> None:
        """Goes to the place before."""
        self._strip.previous()

    @Slot()
    def zoom_in(self) -> None:
        """Makes the letters larger."""
        self._set_zoom(self._zoom + _ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Makes the letters smaller."""
        self._set_zoom(self._zoom - _ZOOM_STEP)

    @Slot()
    def zoom_back(self) -> None:
        """Makes the letters as large as they were at first."""
        self._set_zoom(self._first_zoom)

    def _set_zoom(self, percent: int) -> None:
        low, high = ZOOM_RANGE
        self._zoom = max(low, min(high, percent))
        self.page.set_zoom(self._zoom)

    @Slot()
    def leave(self) -> None:
        """Puts away the strip or the words looked for, or closes the window."""
        if not self._strip.isHidden():
            self._strip.close_strip()
        elif self.field.hasFocus() and self.field.text():
            self.field.clear()
        else:
            self.close()

    # The window ---------------------------------------------------------------------------------

    def sizes(self) -> list[int]:
        """Its width and height, and the width of the list, in pixels."""
        return [self.width(), self.height(), self._splitter.sizes()[0]]

    def restore_sizes(self, sizes: Sequence[int]) -> None:
        """Gives it the sizes it had, as far as the screen has room."""
        if len(sizes) == len(self.sizes()) and all(sizes):
            width, height, list_width = sizes
            room = self.screen().availableSize()
            self.resize(min(width, room.width()), min(height, room.height()))
            self._splitter.setSizes([list_width, self.width() - list_width])

    def hideEvent(self, event: QHideEvent) -> None:
        """Tells that it is gone."""
        super().hideEvent(event)
        self.closed.emit()

    @Slot()
    def _dress(self) -> None:
        self._back.setIcon(icon("arrow-left", self._theme))
        self._forward.setIcon(icon("arrow-right", self._theme))
