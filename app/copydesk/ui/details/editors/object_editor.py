"""The editor of a group of fields inside a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from copydesk.core.site.infer import field_for_key
from copydesk.ui.details.editors.add_key import AddKey
from copydesk.ui.details.editors.base import Wish
from copydesk.ui.details.editors.composite import CompositeEditor, fill_column, same_kind
from copydesk.ui.details.editors.labelled_row import LabelledRow
from copydesk.ui.details.editors.new_values import new_value
from copydesk.ui.details.editors.plans import plan_parts
from copydesk.ui.details.editors.summary import summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.editors.labelled_row import MakeEditor

# More are shown as a line that says so.
_MOST_ROWS = 200


class ObjectEditor(CompositeEditor):
    """Labelled rows, set in behind a line. Keys that the group lacks are shown empty.

    Rows are only made while it is open.
    """

    foldable = True

    def __init__(
        self,
        make: MakeEditor,
        field: Field,
        surroundings: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(make, field, surroundings, parent)
        self.setObjectName("group")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: dict[str, LabelledRow] = {}
        self._open = True
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(9)
        self._word = QLabel(self)
        self._word.setObjectName("field_hint")
        self._word.setWordWrap(True)
        self._word.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(11, 3, 0, 3)
        self._layout.setSpacing(9)
        self._layout.addLayout(self._column)
        self._layout.addWidget(self._word)
        self._add = AddKey(self)
        self._layout.addWidget(self._add)
        self._add.named.connect(self._add_key)
        self._add.inputs_changed.connect(self.inputs_changed)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus."""
        first = next((row.main_input for row in self._rows.values()), None)
        return first or next(iter(self._add.inputs()), self)

    def rows(self) -> Sequence[LabelledRow]:
        """The rows in their order."""
        return list(self._rows.values())

    def inputs(self) -> list[QWidget]:
        """What takes keys, for undo and the tab order."""
        return [*super().inputs(), *self._add.inputs()]

    def take_back(self) -> bool:
        """Drops the name that is being typed for a new key."""
        typed = self._add.entry.hasFocus() and bool(self._add.entry.text())
        if typed:
            self._add.entry.clear()
        return typed

    @property
    def _takes_keys(self) -> bool:
        """Whether keys can be added: where no schema says which there are."""
        return not self.read_only and not any(field.in_schema for field in self.known_fields())

    def set_read_only(self, read_only: bool) -> None:
        """Makes the values only readable."""
        super().set_read_only(read_only)
        self._offer_keys()

    def _offer_keys(self) -> None:
        self._add.offer(link=self._takes_keys and not self._rows)

    def offer_actions(self, menu: QMenu) -> None:
        """Adds that keys can be added."""
        if self._takes_keys and self._open:
            menu.addAction("Add a field to it…").triggered.connect(self._add.open)

    def part_row(self, part: str | int) -> LabelledRow | None:
        """The row of a key."""
        return self._rows.get(str(part))

    def known_fields(self) -> Sequence[Field]:
        """The fields that the group has by the schema."""
        return self.field.fields

    def set_name(self, name: str) -> None:
        """Names the inputs for those who can't see the labels."""
        self.name = name
        self._add.set_name(name)
        for row in self._rows.values():
            row.set_prefix(name)

    def set_open(self, unfolded: bool) -> None:
        """Makes the rows once they are wanted."""
        self._open = unfolded
        if unfolded and self.shown is not None:
            self.show_parts(None)

    def summary(self) -> str:
        """What it holds, in a few words."""
        return summary_of(self.field, self.shown.value if self.shown else None)

    def show_parts(self, written: LabelledRow | None) -> None:
        """Shows the group's keys; rows of keys that stay are kept."""
        shown = self.shown
        if shown is None or not self._open:
            return
        plans = plan_parts(
            self.known_fields(), shown, {name: row.plan for name, row in self._rows.items()}
        )
        old, self._rows = self._rows, {}
        changed = False
        for plan in plans[:_MOST_ROWS]:
            row = old.get(plan.field.name)
            if row is None or not same_kind(row.field, plan.field):
                row = LabelledRow(plan, self.surroundings, self, self.make)
                self._connect(row)
                changed = True
            else:
                del old[plan.field.name]
                if row is written:
                    row.take_written(plan)
                else:
                    row.take(plan)
            self._rows[plan.field.name] = row
        for row in old.values():
            self.discard(row)
        self._say_rest(len(plans))
        self._offer_keys()
        if fill_column(self._column, self.rows()) or changed or old:
            self.inputs_changed.emit()

    def _say_rest(self, total: int) -> None:
        rest = total - len(self._rows)
        words = f"… and {rest:,} more: show in the editor." if rest else ""
        self._word.setText(words or ("" if total else "Nothing is in it yet."))
        self._word.setVisible(bool(self._word.text()))

    def _connect(self, row: LabelledRow) -> None:
        row.set_prefix(self.name)
        row.set_editable(not self.read_only)
        row.set_patient(self.patient)
        row.wished.connect(self._pass)
        row.removal_requested.connect(self._remove)
        row.move_requested.connect(self._move)
        row.editor.inputs_changed.connect(self.inputs_changed)

    @Slot(object, object)
    def _pass(self, row: LabelledRow, wish: Wish) -> None:
        self.send_within(row, row.field.name, wish)

    @Slot(object)
    def _remove(self, row: LabelledRow) -> None:
        wish = Wish(action="remove", path=(row.field.name,), typed=False)
        self.send(row, wish, written=False)

    @Slot(object, int)
    def _move(self, row: LabelledRow, steps: int) -> None:
        value = self.shown.value if self.shown else None
        if not isinstance(value, Mapping) or row.field.name not in value:
            return
        to = list(value).index(row.field.name) + steps
        if 0 <= to < len(value):
            wish = Wish(action="move", path=(row.field.name,), to=to, typed=False)
            self.send(row, wish, written=False)

    @Slot(str)
    def _add_key(self, name: str) -> None:
        if name in self._rows and self._rows[name].present:
            self._add.refuse(f"There is a field “{name}” already.")
            return
        value = new_value(field_for_key(name))
        self._asked = None
        wish = Wish(value, as_text=isinstance(value, str), path=(name,), typed=False)
        self.wished.emit(wish)
        row = self._rows.get(name)
        if row is not None:
            self._add.close_input()
            self.focus(row.main_input)
