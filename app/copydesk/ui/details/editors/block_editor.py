"""The editor of a block: a group of fields whose kind one of its keys names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from copydesk.core.site.field import Choice, Field, FieldType
from copydesk.core.site.validate import block_of
from copydesk.ui.details.editors.base import Wish
from copydesk.ui.details.editors.new_values import new_block
from copydesk.ui.details.editors.object_editor import ObjectEditor
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Block
    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.editors.labelled_row import LabelledRow, MakeEditor


class BlockEditor(ObjectEditor):
    """The fields of the block's kind; while it has none, the kinds to choose from."""

    def __init__(
        self,
        make: MakeEditor,
        field: Field,
        surroundings: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(make, field, surroundings, parent)
        self._kinds = QWidget(self)
        flow = FlowLayout(self._kinds, gap_px=6)
        flow.setContentsMargins(0, 0, 0, 0)
        self._buttons: list[QWidget] = []
        for block in field.blocks:
            button = QPushButton(block.label, self._kinds)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, block))
            flow.addWidget(button)
            self._buttons.append(button)
        self._ask = QLabel("Choose what it is to be:", self)
        self._ask.setObjectName("field_hint")
        self._layout.insertWidget(0, self._ask)
        self._layout.insertWidget(1, self._kinds)

    def _block(self) -> Block | None:
        value = self.shown.value if self.shown else None
        return block_of(self.field, value) if isinstance(value, Mapping) else None

    @property
    def _undecided(self) -> bool:
        value = self.shown.value if self.shown else None
        return not isinstance(value, Mapping) or not value.get(self.field.block_key)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus."""
        if self._undecided and self._buttons:
            return self._buttons[0]
        return super().main_input

    def inputs(self) -> list[QWidget]:
        """What takes keys, for undo and the tab order."""
        return [*(self._buttons if self._undecided else ()), *super().inputs()]

    @property
    def _takes_keys(self) -> bool:
        """Whether keys can be added: a block's kind says which there are."""
        return False

    def known_fields(self) -> Sequence[Field]:
        """The fields of its kind; the key that names the kind is told by the title."""
        block = self._block()
        kind = Field(
            self.field.block_key,
            "Kind",
            FieldType.CHOICE,
            in_schema=True,
            choices=tuple(Choice(one.name, one.label) for one in self.field.blocks),
            open_choices=False,
            hidden=block is not None or self._undecided,
        )
        return (kind, *(block.fields if block is not None else ()))

    def show_parts(self, written: LabelledRow | None) -> None:
        """Shows the block's keys, and what it can be while that is open."""
        for part in (self._ask, self._kinds):
            part.setVisible(self._undecided and not self.read_only)
        super().show_parts(written)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the values only readable."""
        super().set_read_only(read_only)
        self._kinds.setEnabled(not read_only)

    def _say_rest(self, total: int) -> None:
        if self._undecided and not total:
            self._word.hide()
        else:
            super()._say_rest(total)

    def _choose(self, block: Block, _checked: bool = False) -> None:
        value = self.shown.value if self.shown else None
        fresh = new_block(self.field, block)
        old = dict(value) if isinstance(value, Mapping) else {}
        self._asked = None
        self.wished.emit(Wish({**fresh, **{k: v for k, v in old.items() if v}}, typed=False))
        if not self._undecided:
            self.focus(self.main_input)
