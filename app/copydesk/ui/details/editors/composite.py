"""What editors of lists and groups have in common: each part has a row of its own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.base import FieldEditor, Shown, Surroundings, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.labelled_row import LabelledRow, MakeEditor

# Room to leave around what is scrolled to.
_MARGIN_PX = 24


class CompositeEditor(FieldEditor):
    """An editor made of rows, each of which wishes for its own part."""

    def __init__(
        self,
        make: MakeEditor,
        field: Field,
        surroundings: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, surroundings, parent)
        self.make = make
        self.read_only = False
        self.patient = False
        self.name = field.label
        # The row whose wish is being written, and the one that asked last.
        self._writing: LabelledRow | None = None
        self._asked: LabelledRow | None = None

    def rows(self) -> Sequence[LabelledRow]:
        """The rows in their order."""
        raise NotImplementedError

    def show_parts(self, written: LabelledRow | None) -> None:
        """Shows `self.shown`; what stands in the editor of `written` stays."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """What takes keys, for undo and the tab order."""
        return [widget for row in self.rows() for widget in row.inputs()]

    def display(self, _shown: Shown) -> None:
        """Puts a value on screen."""
        self.show_parts(None)

    def note_written(self, shown: Shown) -> None:
        """Learns what a wish came to; what stands in the editor that wished stays."""
        self.shown = shown
        self.show_parts(self._writing)

    def note_field(self) -> None:
        """Learns that more is known of the field now, or less."""
        if self.shown is not None:
            self.show_parts(None)

    def forget(self) -> None:
        """Makes the next value be shown whatever stands in the editor now."""
        super().forget()
        for row in self.rows():
            row.forget()

    def settle(self) -> None:
        """The focus left: says now what it would have said later."""
        super().settle()
        for row in self.rows():
            if row.isAncestorOf(self.focusWidget()):
                row.editor.settle()

    def set_read_only(self, read_only: bool) -> None:
        """Makes the values only readable."""
        self.read_only = read_only
        for row in self.rows():
            row.set_editable(not read_only)

    def set_patient(self, patient: bool) -> None:
        """Whether parts that are still to be filled in are left alone until visited."""
        self.patient = patient
        for row in self.rows():
            row.set_patient(patient)

    def set_invalid(self, _invalid: bool) -> None:
        """Marks nothing: its parts mark themselves."""

    def describe(self, sentence: str) -> None:
        """Tells those who can't see it what is wrong."""
        self.setAccessibleDescription(sentence)

    def refuse(self, sentence: str) -> bool:
        """Says why the last wish was not written beside the part that wished."""
        if self._asked is None:
            return False
        self._asked.refuse(sentence)
        return True

    def send(self, row: LabelledRow, wish: Wish, *, written: bool = True) -> None:
        """Passes a part's wish on.

        Args:
            row: Its row.
            wish: Its path starts at this editor's own value.
            written: Whether what stands in the row's editor is what it wished for.
        """
        self._asked = row
        self._writing = row if written else None
        try:
            self.wished.emit(wish)
        finally:
            self._writing = None

    def send_within(self, row: LabelledRow, part: str | int, wish: Wish) -> None:
        """Passes on what the editor of a part wished."""
        self.send(row, replace(wish, path=(part, *wish.path)))

    def discard(self, row: LabelledRow) -> None:
        """Takes a row away."""
        if self._asked is row:
            self._asked = None
        row.blockSignals(True)  # what stands half typed in it goes with it
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def focus(self, widget: QWidget) -> None:
        """Gives the keyboard to a part and scrolls to it once it has its place."""
        widget.setFocus()
        QTimer.singleShot(0, widget, partial(reveal, widget))


def reveal(widget: QWidget) -> None:
    """Scrolls what holds a widget so that it is on screen."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget, _MARGIN_PX, _MARGIN_PX)


def fill_column(column: QVBoxLayout, rows: Sequence[QWidget]) -> bool:
    """Makes a column hold these rows in this order; True when anything moved."""
    present = [column.itemAt(place).widget() for place in range(column.count())]  # type: ignore[union-attr]  # within count
    if present == list(rows):
        return False
    pairs = zip(present, rows, strict=False)
    same = sum(1 for _ in takewhile(_is_same, pairs))
    for place in range(same, len(rows)):
        item = column.itemAt(place)
        if item is None or item.widget() is not rows[place]:
            column.insertWidget(place, rows[place])
            rows[place].show()
    return True


def _is_same(pair: tuple[QWidget | None, QWidget]) -> bool:
    return pair[0] is pair[1]


def same_kind(a: Field, b: Field) -> bool:
    """Whether the editor of one field does for the other: what it asks of a field on the way."""
    return _built_from(a) == _built_from(b)


def _built_from(field: Field) -> Field:
    """A field without what its editor takes as it comes."""
    parted = field.type in (FieldType.LIST, FieldType.OBJECT, FieldType.BLOCK)
    blocks = tuple(replace(block, fields=()) for block in field.blocks)
    return replace(
        field,
        required=False,
        share=1.0,
        source="",
        origins=(),
        fields=() if parted else field.fields,
        item=None if parted else field.item,
        blocks=blocks,
    )
