"""The editor of references to several posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import Shown, Surroundings, Wish, mark_invalid
from copydesk.ui.details.editors.chip import Chip
from copydesk.ui.details.editors.input_box import InputBox
from copydesk.ui.details.editors.reference import AnyReferenceEditor, shaped, written_value
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent

    from copydesk.core.library.references import Referable
    from copydesk.core.site.field import Field


class ReferencesEditor(AnyReferenceEditor):
    """Several posts, as chips with their titles, in the post's order.

    With Alt, an arrow on a chip moves its post.
    """

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._items: list[object] = []
        self._chips: list[Chip] = []
        self._box = InputBox(surroundings.theme, self)
        self._box.setObjectName("tag_box")
        self._flow = FlowLayout(self._box, gap_px=4, row_gap_px=3)
        self._flow.setContentsMargins(6, 4, 6, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._box)
        layout.addWidget(self._button)
        self.show_words("Add a post…", "faint")

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        value = shown.value
        if isinstance(value, list | tuple):
            self._items = list(value)
        else:
            self._items = [] if value in (None, "") else [value]
        self._show_chips()
        self._judge(shown.value)
        collection = self.reference.collection
        self.counted.emit(f"references · {collection}" if collection else "references")

    def _judge(self, value: object) -> None:
        troubles = (self.trouble(item) for item in self._items)
        self.complain(value_trouble(self.field, value) or next(filter(None, troubles), ""))

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        mark_invalid(self._box, invalid)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self.read_only = read_only
        self._button.setVisible(not read_only)
        for chip in self._chips:
            chip.set_removable(not read_only)

    def _show_chips(self) -> None:
        words = [post.title if (post := self.post_of(i)) else written_value(i) for i in self._items]
        self._box.setVisible(bool(words) or self.read_only)
        if words == [chip.word for chip in self._chips]:
            return
        focused = next((n for n, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(word) for word in words]
        self._box.updateGeometry()
        if focused is not None:
            place = min(focused, len(self._chips) - 1)
            (self._chips[place] if self._chips else self._button).setFocus()

    def _make_chip(self, word: str) -> Chip:
        chip = Chip(word, self.surroundings.theme, self._box)
        chip.set_removable(not self.read_only)
        chip.removal_requested.connect(self._remove_sender)
        chip.moved.connect(self._move_from_sender)
        chip.shifted.connect(self._shift_sender)
        chip.left_by_typing.connect(self.open_with)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _sender(self) -> int:
        sender = self.sender()
        return next((n for n, chip in enumerate(self._chips) if chip is sender), -1)

    @Slot()
    def _remove_sender(self) -> None:
        place = self._sender()
        if place >= 0 and not self.read_only:
            self._remove(place)

    @Slot(int)
    def _move_from_sender(self, steps: int) -> None:
        place = max(0, self._sender() + steps)
        (self._chips[place] if place < len(self._chips) else self._button).setFocus()

    @Slot(int)
    def _shift_sender(self, steps: int) -> None:
        place = self._sender()
        to = max(0, min(place + steps, len(self._items) - 1))
        if place < 0 or to == place or self.read_only:
            return
        self._items.insert(to, self._items.pop(place))
        self._chips[place].setFocus()
        self._write(Wish(path=(place,), action="move", to=to))
        self._chips[to].setFocus()

    @Slot(object)
    def _take(self, post: Referable) -> None:
        self._button.setFocus()
        if any(written_value(item) == post.value for item in self._items):
            self.complain(f"“{post.title}” is in the list already.")
            return
        like = self._items[-1] if self._items else None
        if isinstance(like, Mapping):
            like = {key: like[key] for key in like if key in ("id", "slug", "value", "collection")}
        self._items.append(shaped(self.reference, post.value, like))
        self._write(Wish(self._items[-1], path=(len(self._items) - 1,), action="insert"))

    def _remove(self, place: int) -> None:
        del self._items[place]
        self._write(Wish(path=(place,), action="remove"))

    def _write(self, step: Wish) -> None:
        """Wishes for one step where the items are groups, whose other lines must stay."""
        self._show_chips()
        self._judge(self._items)
        listed = self.shown is not None and isinstance(self.shown.value, list)
        groups = any(isinstance(item, Mapping) for item in self._items)
        if listed and (groups or step.action == "move"):
            self.wished.emit(replace(step, typed=False))
        else:
            self.wished.emit(Wish(list(self._items), typed=False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets Backspace take out the last one, and an arrow lead to it."""
        if (
            watched is self._button
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._items
        ):
            if event.key() == Qt.Key.Key_Backspace and not self.read_only:
                self._remove(len(self._items) - 1)
                return True
            if event.key() == Qt.Key.Key_Left and self._chips:
                self._chips[-1].setFocus()
                return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu of the chip under the mouse."""
        place = next((n for n, chip in enumerate(self._chips) if chip.underMouse()), None)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if place is not None:
            self.offer_opening(menu, self._items[place])
        self.menu_opened.emit(menu)
        menu.popup(event.globalPos())
