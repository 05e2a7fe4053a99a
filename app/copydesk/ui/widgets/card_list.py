"""The list that shows cards: keys, mouse, and what is in front stays in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from copydesk.ui.widgets.card_layout import PAD_PX, CardSetter
from copydesk.ui.widgets.cards import Card, CardRows, Fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent, QPoint
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent

    from copydesk.ui.theme.theme import Theme
    from copydesk.ui.widgets.cards import Section

_FOLD_PX = 30
_BATCH = 60
_Index = QModelIndex | QPersistentModelIndex


class CardList(QListView):
    """Cards by arrow keys; Enter goes to one, Tab leads into its links, digits press them.

    Signals:
        chosen (str): Go to what this card is about.
        link_chosen (str, str): Do this about a card: its ident, the link's key.
        came_to (str): The keyboard or the mouse came to this card; "" for none.
    """

    chosen = Signal(str)
    link_chosen = Signal(str, str)
    came_to = Signal(str)

    def __init__(self, theme: Theme, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName("cards")
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # A post may have a thousand findings: rows are laid out a batch at a time.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.rows = CardRows(self)
        self.setModel(self.rows)
        self.selectionModel().currentChanged.connect(self._note_current)
        self._setter = CardSetter(theme)
        self.setItemDelegate(_CardDelegate(theme, self._setter, self))
        self.link = -1
        """The link of the current card that has the keyboard; -1 for none."""
        self.hovered: tuple[int, int] = (-1, -1)
        """The row and the link under the mouse."""
        theme.changed.connect(self.viewport().update)

    # What is shown -----------------------------------------------------------------------------

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Shows these cards; the current one stays current, or the one in its place."""
        if tuple(sections) == self.rows.sections:
            return
        row, ident = self.currentIndex().row(), self.current_ident
        offset = self.verticalScrollBar().value()
        self.rows.set_sections(sections)
        self._come_back(row, ident)
        self.verticalScrollBar().setValue(offset)

    def _come_back(self, row: int, ident: str) -> None:
        there = self.rows.row_of(ident)
        if there < 0:
            self.link = -1
            there = min(row, self.rows.rowCount() - 1)
        if there >= 0:
            self.setCurrentIndex(self.rows.index(there))

    @property
    def current_ident(self) -> str:
        """The current card; "" for none, "fold:…" for the line over a section."""
        return self.rows.ident_at(self.currentIndex().row())

    @property
    def current_card(self) -> Card | None:
        """The current card."""
        one = self.rows.at(self.currentIndex())
        return one if isinstance(one, Card) else None

    def show_card(self, ident: str) -> bool:
        """Makes a card the current one, wherever it is folded away; False where there is none."""
        if not self.rows.reveal(ident):
            return False
        index = self.rows.index(self.rows.row_of(ident))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    # Keys --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there or presses the link that has the keyboard; digits press links."""
        one = self.rows.at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(one, self.link)
        elif isinstance(one, Card) and event.text() in "123456789" and event.text():
            number = int(event.text()) - 1
            if number < len(one.links):
                self._press(one, number)
        elif isinstance(one, Fold) and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if one.is_open != (event.key() == Qt.Key.Key_Right):
                self._press(one, -1)
        else:
            super().keyPressEvent(event)

    def _press(self, one: Card | Fold | None, link: int) -> None:
        if isinstance(one, Fold):
            row, ident = self.currentIndex().row(), f"fold:{one.name}"
            self.rows.toggle(one.name)
            self._come_back(row, ident)
        elif isinstance(one, Card) and 0 <= link < len(one.links):
            self.link_chosen.emit(one.ident, one.links[link].key)
        elif isinstance(one, Card):
            self.chosen.emit(one.ident)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the links of the current card, then on."""
        card = self.current_card
        count = len(card.links) if card else 0
        link = self.link + (1 if forwards else -1)
        if self.link < 0 and not forwards:
            return super().focusNextPrevChild(forwards)
        if -1 <= link < count:
            self.link = link
            self.viewport().update()
            return True
        self.link = -1
        return super().focusNextPrevChild(forwards)

    @Slot(QModelIndex, QModelIndex)
    def _note_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Another card has no link that has the keyboard."""
        if current.row() != previous.row():
            self.link = -1
        self.came_to.emit(self.current_card.ident if self.current_card else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Comes to the first card where it was at none."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lets go of the link."""
        super().focusOutEvent(event)
        if self.link >= 0:
            self.link = -1
            self.viewport().update()

    # The mouse ---------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows what is a link."""
        super().mouseMoveEvent(event)
        self._hover(self._link_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._hover((-1, -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a link does what it says, elsewhere it goes to what the card is about."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._press(self.rows.at(index), self._link_at(place)[1])

    def _hover(self, place: tuple[int, int]) -> None:
        if place != self.hovered:
            self.hovered = place
            is_link = place[1] >= 0
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
            )
            self.viewport().update()

    def _link_at(self, place: QPoint) -> tuple[int, int]:
        index = self.indexAt(place)
        card = self.rows.at(index)
        if not isinstance(card, Card):
            return -1, -1
        inside = QPointF(place - self.visualRect(index).topLeft())
        return index.row(), self._setter.layout(card).link_at(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sets the cards anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._setter.use_width(self.viewport().width())
            self.scheduleDelayedItemsLayout()


class _CardDelegate(QStyledItemDelegate):
    """Paints cards, and the lines over sections."""

    def __init__(self, theme: Theme, setter: CardSetter, parent: CardList) -> None:
        super().__init__(parent)
        self._theme, self._setter, self._list = theme, setter, parent
        self._fold_font = theme.ui_font(12)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words need."""
        one = self._list.rows.at(index)
        if isinstance(one, Card):
            self._setter.use_width(self._list.viewport().width())
            return QSize(0, self._setter.layout(one).height_px)
        return QSize(0, _FOLD_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        one = self._list.rows.at(index)
        painter.save()
        rect, state = option.rect, option.state
        has_keyboard = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_Selected and self._list.hasFocus():
            painter.fillRect(rect, self._theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            hover = self._theme.color("sel")
            hover.setAlphaF(0.55)
            painter.fillRect(rect, hover)
        if has_keyboard:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), self._theme.color("accent"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.color("line"))
        if isinstance(one, Card):
            row, link = self._list.hovered
            marked = link if row == index.row() else -1
            if has_keyboard and self._list.link >= 0:
                marked = self._list.link
            layout = self._setter.layout(one)
            layout.paint(painter, QPointF(rect.topLeft()), one, self._theme, marked)
        elif isinstance(one, Fold):
            painter.setFont(self._fold_font)
            painter.setPen(self._theme.color("soft"))
            inner = rect.adjusted(PAD_PX, 0, -PAD_PX, 0)
            arrow = "▾" if one.is_open else "▸"
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, f"{arrow}  {one.label}")
        painter.restore()
