"""The editor of a list of anything: a row an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.add_item import AddItem
from copydesk.ui.details.editors.base import Shown, Surroundings, Wish
from copydesk.ui.details.editors.composite import CompositeEditor, fill_column, same_kind
from copydesk.ui.details.editors.item_field import item_field
from copydesk.ui.details.editors.list_item import ListItem
from copydesk.ui.details.editors.new_values import new_block, new_value
from copydesk.ui.details.editors.plans import kept, plan_item, shown_part
from copydesk.ui.details.editors.summary import singular, summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Block, Field
    from copydesk.ui.details.editors.labelled_row import LabelledRow, MakeEditor
    from copydesk.ui.details.editors.plans import RowPlan

# A row takes 3 ms to make: more are shown as they are asked for, so many at a time.
STEP = 30
# To show what was just added at its end, at most so many are made at once.
_MOST_AT_ONCE = 300
# A list of as many groups shows them open; of a longer one each is a line.
_MOST_OPEN = 2

_Change = tuple[Literal["insert", "remove", "move"], int, int]


class ListEditor(CompositeEditor):
    """Items to write in, add, remove and reorder."""

    def __init__(
        self,
        make: MakeEditor,
        field: Field,
        surroundings: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(make, field, surroundings, parent)
        self._items: list[ListItem] = []
        self._change: _Change | None = None
        # What the items were found to be, where no schema says it.
        self._held: Field | None = None
        self._singular = ""
        self._target = -1
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._most = STEP
        self._rest = QPushButton(self)
        self._rest.setProperty("link", True)
        self._rest.setAutoDefault(False)
        self._rest.hide()
        self._add = AddItem(surroundings.theme, self)
        self._line = QFrame(self)
        self._line.setObjectName("drop_line")
        self._line.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._column)
        layout.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest.clicked.connect(self._show_more)
        self._add.requested.connect(self._append)
        self._add.block_requested.connect(self._append_block)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus: the first item, or what adds one."""
        return self._items[0].main_input if self._items else self._add.button

    def inputs(self) -> list[QWidget]:
        """What takes keys, for undo and the tab order."""
        rest = () if self._rest.isHidden() else (self._rest,)
        return [*super().inputs(), *rest, self._add.button]

    def rows(self) -> Sequence[LabelledRow]:
        """The items in their order."""
        return list(self._items)

    def part_row(self, part: str | int) -> LabelledRow | None:
        """The item of that number, counted from 0."""
        if not isinstance(part, int) or part >= min(len(self._values()), _MOST_AT_ONCE):
            return None
        if part >= len(self._items):
            self._most = part + 1
            self.show_parts(None)
        return self._items[part]

    def items(self) -> list[ListItem]:
        """The items in their order."""
        return list(self._items)

    def set_name(self, name: str) -> None:
        """Names the items and what adds one."""
        self.name = name
        self._number()

    def set_read_only(self, read_only: bool) -> None:
        """Makes the values only readable."""
        super().set_read_only(read_only)
        self._add.setVisible(not read_only)

    def forget(self) -> None:
        """Makes the next value be shown whatever stands in the editor now."""
        super().forget()
        self._held = None
        self._most = STEP

    def describe(self, sentence: str) -> None:
        """Tells those who can't see it what is wrong."""
        self._add.button.setAccessibleDescription(sentence)

    def summary(self) -> str:
        """How many there are."""
        return summary_of(self.field, self._values())

    def _values(self) -> list[object]:
        value = self.shown.value if self.shown else None
        return list(value) if isinstance(value, (list, tuple)) else []

    # Showing ----------------------------------------------------------------------------------

    def show_parts(self, written: LabelledRow | None) -> None:
        """Shows the items; rows of those that stay are kept."""
        shown, values = self.shown or Shown(), self._values()
        field = self._held = self._item_field()
        wanted = [shown_part(shown, place) for place in range(min(len(values), self._most))]
        slots = self._slots(wanted)
        staying = {id(item) for item in slots if item is not None}
        changed = [item for item in self._items if id(item) not in staying]
        for item in changed:
            self.discard(item)
            self._line.hide()  # it may have been the one that is dragged
        self._items = []
        made = False
        unfolded = len(values) <= _MOST_OPEN or self._change is not None
        for part, slot in zip(wanted, slots, strict=True):
            plan = plan_item(field, part, slot.plan if slot is not None else None)
            if slot is None or not same_kind(slot.field, plan.field):
                if slot is not None:
                    self.discard(slot)
                self._items.append(self._make_item(plan, unfolded=unfolded))
                made = True
                continue
            if slot is written:
                slot.take_written(plan)
            else:
                slot.take(plan)
            self._items.append(slot)
        self._finish(field, len(values))
        if fill_column(self._column, self._items) or made or changed:
            self.inputs_changed.emit()

    def _finish(self, field: Field, total: int) -> None:
        self._singular = field.label
        self._number()
        rest = total - len(self._items)
        self._rest.setText(
            f"… and {rest:,} more: show {'the next ' if rest > STEP else ''}{min(rest, STEP)}"
        )
        self._rest.setVisible(rest > 0)
        most = self.field.maximum
        self._add.offer(field, whole=self.field.label, full=most is not None and total >= most)
        self.counted.emit(f"{total} / {most:g}" if most is not None else "")
        self.complain(value_trouble(self.field, self._values()))

    @Slot()
    def _show_more(self) -> None:
        first = len(self._items)
        self._most += STEP
        self.show_parts(None)
        if first < len(self._items):
            self.focus(self._items[first].main_input)

    def _number(self) -> None:
        for number, item in enumerate(self._items, 1):
            item.set_number(number, self._singular or singular(self.field.label), self.name)
        self._add.set_name(self.name)

    def _slots(self, wanted: Sequence[Shown]) -> list[ListItem | None]:
        """For each item that is to be shown the row that shows it already, or a like one."""
        slots: list[ListItem | None] = list(self._items)
        if self._change is not None:
            action, place, to = self._change
            if action == "insert":
                slots.insert(place, None)
            elif action == "remove":
                del slots[place]
            else:
                slots.insert(to, slots.pop(place))
            if len(slots) == len(wanted):
                return slots
        old = self._items
        most = min(len(old), len(wanted))
        head = 0
        while head < most and old[head].plan.shown == wanted[head]:
            head += 1
        tail = 0
        while tail < most - head and old[-1 - tail].plan.shown == wanted[-1 - tail]:
            tail += 1
        middle: list[ListItem | None] = list(old[head : len(old) - tail])
        need = len(wanted) - head - tail
        middle = [*middle[:need], *[None] * (need - len(middle))]
        return [*old[:head], *middle, *old[len(old) - tail :]]

    def _make_item(self, plan: RowPlan, *, unfolded: bool) -> ListItem:
        item = ListItem(plan, self.surroundings, self, self.make, unfolded=unfolded)
        item.editor.stays = True
        item.set_editable(not self.read_only)
        item.set_patient(self.patient)
        item.wished.connect(self._pass)
        item.removal_requested.connect(self._remove)
        item.move_requested.connect(self._move)
        item.addition_requested.connect(self._add_after)
        item.dragged.connect(self._show_target)
        item.dropped.connect(self._drop)
        item.editor.inputs_changed.connect(self.inputs_changed)
        return item

    # Changing ---------------------------------------------------------------------------------

    @Slot(object, object)
    def _pass(self, item: ListItem, wish: Wish) -> None:
        self.send_within(item, self._items.index(item), wish)

    @Slot()
    def _append(self) -> None:
        self._insert(len(self._values()), new_value(self._item_field()))

    @Slot(object)
    def _append_block(self, block: Block) -> None:
        field = self._item_field()
        self._insert(len(self._values()), new_block(field, block))

    @Slot(object)
    def _add_after(self, item: ListItem) -> None:
        field = self._item_field()
        if not self._add.isEnabled():
            return
        if field.type is FieldType.BLOCK and len(field.blocks) > 1:
            self._add.open_menu()
        else:
            self._insert(self._items.index(item) + 1, new_value(self._item_field()))

    def _item_field(self) -> Field:
        now = item_field(self.field, self._values())
        return now if self.field.item is not None else kept(self._held, now)

    def _insert(self, place: int, value: object) -> None:
        if self.shown is not None and isinstance(self.shown.value, list):
            wish = Wish(value, action="insert", path=(place,), typed=False)
        else:
            wish = Wish([value], typed=False)
        if place >= self._most:
            self._most = min(place + 1, max(self._most, _MOST_AT_ONCE))
        if self._send_change(("insert", place, 0), wish) and place < len(self._items):
            self._items[place].set_open(True)
            self.focus(self._items[place].main_input)

    @Slot(object)
    def _remove(self, item: ListItem) -> None:
        place = self._items.index(item)
        focused = item.isAncestorOf(self.focusWidget())
        wish = Wish(action="remove", path=(place,), typed=False)
        if self._send_change(("remove", place, 0), wish) and focused:
            after = min(place, len(self._items) - 1)
            self.focus(self._items[after].main_input if self._items else self._add.button)

    @Slot(object, int)
    def _move(self, item: ListItem, steps: int) -> None:
        place = self._items.index(item)
        to = max(0, min(place + steps, len(self._items) - 1))
        if to == place:
            return
        focused = self.focusWidget() if item.isAncestorOf(self.focusWidget()) else None
        wish = Wish(action="move", path=(place,), to=to, typed=False)
        if self._send_change(("move", place, to), wish) and focused is not None:
            self.focus(focused)

    def _send_change(self, change: _Change, wish: Wish) -> bool:
        """Wishes for another order of items; True when it came to pass."""
        before = self._values()
        self._asked, self._change = None, change
        try:
            self.wished.emit(wish)
        finally:
            self._change = None
        return self._values() != before or change[0] == "move"

    # Dragging ---------------------------------------------------------------------------------

    @Slot(object, int)
    def _show_target(self, item: ListItem, height: int) -> None:
        y = self.mapFromGlobal(QPoint(0, height)).y()
        middles = [one.y() + one.height() / 2 for one in self._items]
        gap = sum(y > middle for middle in middles)
        place = self._items.index(item)
        self._target = gap - 1 if gap > place else gap
        at = (
            self._items[gap].y() - 3
            if gap < len(self._items)
            else (self._items[-1].geometry().bottom() + 2)
        )
        self._line.setGeometry(0, max(at, 0), self.width(), 2)
        self._line.raise_()
        self._line.show()

    @Slot(object)
    def _drop(self, item: ListItem) -> None:
        self._line.hide()
        target, self._target = self._target, -1
        if target >= 0:
            self._move(item, target - self._items.index(item))
