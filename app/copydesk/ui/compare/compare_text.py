"""The page on which a comparison is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QTextBrowser, QWidget

from copydesk.ui.compare.drawing import (
    FIELD,
    FOLD,
    LINE_ENDS,
    MORE,
    PASSAGE,
    TO_LEFT,
    TO_MOVED,
    Drawing,
    Item,
    Place,
)
from copydesk.ui.compare.manuscript import LINES_A_TIME, rows_of

if TYPE_CHECKING:
    from copydesk.core.posts.compare import PostComparison
    from copydesk.ui.theme.theme import Theme

_BAR_PX = 3
_INSET_PX = 18
# The text is no wider than can be read, also on a wide screen.
_WIDEST_PX, _WIDEST_BESIDE_PX = 860, 1_500
_CHOICE_PX = 122
# So many passages are laid out in 0.1 s.
_PASSAGES_A_TIME = 400


class CompareText(QTextBrowser):
    """Shows a comparison; goes from difference to difference; each may be chosen.

    Signals:
        choice_changed: Another set is chosen.
        current_changed (int): The number of the difference gone to, 0-based.
        action_wanted (Item): What is offered beside each difference is to be done with this one.
    """

    choice_changed = Signal()
    current_changed = Signal(int)
    action_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareText")
        self._theme = theme
        self._comparison: PostComparison | None = None
        self._selectable = self._beside = False
        self._opened: dict[int, int] = {}
        self._most = _PASSAGES_A_TIME
        self._places: list[Place] = []
        self._left: dict[int, Place] = {}
        self._boxes: list[QAbstractButton] = []
        self._action = ""
        self._chosen: set[Item] = set()
        self._current = -1
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(_INSET_PX)
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._place_boxes)
        theme.changed.connect(self._draw)

    # ---- What is shown --------------------------------------------------------------------------

    def show_comparison(
        self, comparison: PostComparison, *, selectable: bool, action: str = "", stay: bool = False
    ) -> None:
        """Shows another comparison; nothing of it is chosen.

        Args:
            comparison: What to show.
            selectable: Whether each difference can be ticked.
            action: What a button beside each difference says, in the place of a tick; "" for none.
            stay: Whether it is the same one after a change: the place in it is kept.
        """
        if action != self._action:
            self._take_boxes(0)
        self._comparison, self._selectable, self._action = comparison, selectable, action
        self._chosen.clear()
        if not stay:
            self._opened.clear()
            self._most = _PASSAGES_A_TIME
            self._current = -1
        self._set_margins()
        self._draw()
        if not stay:
            self.verticalScrollBar().setValue(0)
        elif self._current >= 0 and self._places:
            self._current = min(self._current, len(self._places) - 1)
            self._show_current()
            self.current_changed.emit(self._current)

    def set_side_by_side(self, beside: bool) -> None:
        """Shows both texts beside each other, or one woven into the other."""
        if beside != self._beside:
            self._beside = beside
            self._set_margins()
            self._draw()
            self._show_current()

    @property
    def places(self) -> list[Place]:
        """The differences that are laid out, in order."""
        return self._places

    @property
    def items(self) -> list[Item]:
        """All differences, in order, whether they are laid out yet or not."""
        found = self._comparison
        if found is None:
            return []
        return [
            *([Item(LINE_ENDS, 0)] if found.line_ends else ()),
            *(Item(FIELD, number) for number in range(len(found.fields))),
            *(Item(PASSAGE, number) for number in range(len(found.pieces))),
        ]

    @Slot()
    def _draw(self) -> None:
        if self._comparison is None:
            return
        at = self.verticalScrollBar().value()
        self._places = []  # what is written moves the scroll bar, which asks for them
        drawing = Drawing(self.document(), self._theme)
        rows = rows_of(self._comparison, self._opened, self._most)
        drawing.write(self._comparison, rows, side_by_side=self._beside)
        self._places, self._left = drawing.places, drawing.left
        # It went along with what was written, and Qt scrolls to it at every change of size.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._make_boxes()
        self.verticalScrollBar().setValue(at)
        self._place_boxes()

    @Slot(QUrl)
    def _follow(self, address: QUrl) -> None:
        name = address.toString()
        if name.startswith(TO_MOVED):
            self.go_to(Item(PASSAGE, int(name.removeprefix(TO_MOVED))))
            return
        if name.startswith(TO_LEFT):
            place = self._left.get(int(name.removeprefix(TO_LEFT)))
            if place is not None:
                self._show_place(place)
            return
        if name == MORE:
            self._most += _PASSAGES_A_TIME
        elif name.startswith(FOLD):
            start = int(name.removeprefix(FOLD))
            self._opened[start] = self._opened.get(start, 0) + LINES_A_TIME
        self._draw()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the links while the text has the keyboard, not one of its boxes."""
        if self.hasFocus():
            return super().focusNextPrevChild(forwards)
        return QWidget.focusNextPrevChild(self, forwards)

    # ---- From difference to difference ----------------------------------------------------------

    @property
    def current(self) -> int:
        """The number of the difference gone to last; -1 before the first."""
        return self._current

    def step(self, by: int) -> None:
        """Goes on by so many differences, round again at either end."""
        if not self._places or self._comparison is None:
            return
        if self._current < 0:
            self._current = 0 if by > 0 else len(self._places) - 1
        else:
            shown = len(self._places)
            if self._current + by >= shown and self._most < len(self._comparison.pieces):
                self._most += _PASSAGES_A_TIME
                self._draw()
            self._current = (self._current + by) % len(self._places)
        self._show_current()
        self.current_changed.emit(self._current)

    def go_to(self, item: Item) -> None:
        """Goes to a difference."""
        if item.kind == PASSAGE and item.number >= self._most:
            self._most = item.number + _PASSAGES_A_TIME
            self._draw()
        found = [number for number, place in enumerate(self._places) if place.item == item]
        if found:
            self._current = found[0]
            self._show_current()
            self.current_changed.emit(self._current)

    def _show_current(self) -> None:
        if 0 <= self._current < len(self._places):
            self._show_place(self._places[self._current])

    def _show_place(self, place: Place) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.end)
        self.setTextCursor(cursor)  # its end first, then its start: both are seen where they fit
        cursor.setPosition(place.start)
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top()
        bar = self.verticalScrollBar()
        if not self.viewport().height() // 8 <= top <= self.viewport().height() // 2:
            bar.setValue(bar.value() + top - self.viewport().height() // 4)
        self._place_boxes()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes Space for choosing the difference gone to, or for what is offered beside it."""
        is_space = event.key() == Qt.Key.Key_Space and not event.modifiers()
        if is_space and 0 <= self._current < len(self._boxes):
            self._boxes[self._current].click()
            return
        super().keyPressEvent(event)

    # ---- Choosing -------------------------------------------------------------------------------

    @property
    def chosen(self) -> frozenset[Item]:
        """What is to be brought back."""
        return frozenset(self._chosen)

    def choose_all(self, chosen: bool) -> None:
        """Chooses everything or nothing."""
        wanted = set(self.items) if chosen and self._selectable else set()
        if wanted == self._chosen:
            return
        self._chosen = wanted
        for box, place in zip(self._boxes, self._places, strict=False):
            box.blockSignals(True)
            box.setChecked(place.item in wanted)
            box.blockSignals(False)
        self.choice_changed.emit()

    def _choose(self, number: int, chosen: bool) -> None:
        item = self._places[number].item
        (self._chosen.add if chosen else self._chosen.discard)(item)
        self.choice_changed.emit()

    def _act(self, number: int) -> None:
        self._current = number
        self.action_wanted.emit(self._places[number].item)

    def _make_boxes(self) -> None:
        wanted = len(self._places) if self._selectable or self._action else 0
        self._take_boxes(wanted)
        while len(self._boxes) < wanted:
            self._boxes.append(self._made_box(len(self._boxes)))
        for box, place in zip(self._boxes, self._places, strict=False):
            box.blockSignals(True)
            box.setChecked(place.item in self._chosen)
            box.blockSignals(False)
            box.setAccessibleName(f"{box.text()}: {place.name}")

    def _made_box(self, number: int) -> QAbstractButton:
        if self._action:
            button = QPushButton(self._action, self)
            button.setProperty("link", True)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._act, number))
            return button
        box = QCheckBox("Bring back", self)
        box.toggled.connect(partial(self._choose, number))
        return box

    def _take_boxes(self, kept: int) -> None:
        while len(self._boxes) > kept:
            self._boxes.pop().deleteLater()

    @Slot()
    def _place_boxes(self) -> None:
        viewport = self.viewport().geometry()
        for box, place in zip(self._boxes, self._places, strict=False):
            top = viewport.top() + self._top_of(place)
            size = box.sizeHint()
            box.resize(size)
            box.move(viewport.right() + 12, top)
            box.setVisible(viewport.top() - size.height() < top < viewport.bottom())

    def _top_of(self, place: Place) -> int:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.start)
        return self.cursorRect(cursor).top()

    # ---- Geometry and paint ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the text readable and the boxes beside their differences."""
        self._set_margins()  # before Qt lays the text out in what is left
        super().resizeEvent(event)
        self._place_boxes()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._place_boxes()

    def _set_margins(self) -> None:
        choice = _CHOICE_PX if self._selectable or self._action else 0
        widest = _WIDEST_BESIDE_PX if self._beside else _WIDEST_PX
        spare = max(0, self.width() - self.verticalScrollBar().width() - choice - widest)
        self.setViewportMargins(spare // 2, 0, choice + spare - spare // 2, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Puts a bar beside the difference gone to."""
        super().paintEvent(event)
        if not 0 <= self._current < len(self._places):
            return
        place = self._places[self._current]
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.end)
        top, bottom = self._top_of(place), self.cursorRect(cursor).bottom()
        painter = QPainter(self.viewport())
        painter.fillRect(4, top, _BAR_PX, bottom - top, self._theme.color("accent"))
        painter.end()
