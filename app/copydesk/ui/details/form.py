"""The rows of a post's fields, kept while only their values change."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from copydesk.ui.details.add_field import AddField
from copydesk.ui.details.editors.inputs import UndoRouter
from copydesk.ui.details.field_row import FieldRow
from copydesk.ui.details.problem_view import ProblemView
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.shown import RowPlan


class Form(QWidget):
    """All fields of one post.

    Signals:
        row_added (FieldRow): Connect it.
        show_requested: Show the fields in the editor.
        add_opened: Fields to offer are wanted.
    """

    row_added = Signal(object)
    show_requested = Signal()
    add_opened = Signal()

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details_form")
        self._surroundings = surroundings
        self._order: list[FieldRow] = []
        self._patient = False
        self.undo_router = UndoRouter(self)
        self.heading = QLabel(self)
        self.heading.setObjectName("form_heading")
        self.heading.setWordWrap(True)
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.warnings = ProblemView(self)
        self.warnings.hide()
        self._known = _column(11)
        self._own = _column(11)
        self._rule = QFrame(self)
        self._rule.setObjectName("rule")
        self._rule.setFixedHeight(1)
        self._own_heading = QLabel("Not seen in other posts", self)
        self._own_heading.setObjectName("form_heading")
        self.add_link = self._link("+ Add a field")
        self.show_link = self._link("Show in the editor")
        links = QWidget(self)
        flow = FlowLayout(links, gap_px=12)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.add_link)
        flow.addWidget(self.show_link)
        self.add_field = AddField(surroundings.theme, self)
        self.add_field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.warnings)
        layout.addLayout(self._known)
        layout.addWidget(self._rule)
        layout.addWidget(self._own_heading)
        layout.addLayout(self._own)
        layout.addWidget(links)
        layout.addWidget(self.add_field)
        layout.addStretch(1)
        self.add_link.clicked.connect(self.add_opened)
        self.show_link.clicked.connect(self.show_requested)
        self.add_field.closed.connect(self._close_add)

    def _link(self, words: str) -> QPushButton:
        link = QPushButton(words, self)
        link.setProperty("link", True)
        link.setAutoDefault(False)
        return link

    def minimumSizeHint(self) -> QSize:
        """Any height: the scroll area asks how high it is at the width it has.

        The layout's own answer is for its narrowest width, where words wrap most.
        """
        return QSize(super().minimumSizeHint().width(), 0)

    def row(self, key: str) -> FieldRow | None:
        """The row of a field."""
        return next((row for row in self._order if row.field.name == key), None)

    def first_input(self) -> QWidget | None:
        """What the focus goes to when it goes to the form."""
        return self._order[0].editor.main_input if self._order else None

    def plans(self) -> dict[str, RowPlan]:
        """What each row was last told to show."""
        return {row.field.name: row.plan for row in self._order}

    def settle(self) -> None:
        """Takes what stands half typed in the field that has the keyboard."""
        for row in self._order:
            if row.isAncestorOf(self.focusWidget()):  # of nothing, nobody is
                row.editor.settle()

    def forget(self) -> None:
        """Lets go of the post that was shown; its rows wait for the next one's fields.

        Making a row takes 4 ms, giving it another value 0.1 ms.
        """
        for row in self._order:
            row.forget()
        self.add_field.hide()

    def set_patient(self, patient: bool) -> None:
        """Whether fields that are still to be filled in are left alone until visited."""
        self._patient = patient
        for row in self._order:
            row.set_patient(patient)

    def show_rows(
        self, plans: Sequence[RowPlan], *, editable: bool, written: FieldRow | None = None
    ) -> None:
        """Shows these fields; rows of fields that stay are kept.

        Args:
            plans: In order.
            editable: Whether they can be changed here.
            written: The row whose own wish led here; what stands in its editor stays.
        """
        old = {row.field.name: row for row in self._order}
        wanted: list[FieldRow] = []
        for plan in plans:
            row = old.get(plan.field.name)
            if row is None or not _same_kind(row.field, plan.field):
                row = self._make(plan)
            else:
                del old[plan.field.name]
                if row is written:
                    row.take_written(plan)
                else:
                    row.take(plan)
            row.set_editable(editable)
            row.set_patient(self._patient)
            wanted.append(row)
        for row in old.values():
            self._discard(row)
        self.add_link.setVisible(editable)
        known = [row for row, plan in zip(wanted, plans, strict=True) if plan.known]
        own = [row for row, plan in zip(wanted, plans, strict=True) if not plan.known]
        moved = _fill(self._known, known) | _fill(self._own, own)
        self._rule.setVisible(bool(wanted))
        self._own_heading.setVisible(bool(own))
        self._order = known + own
        if moved:
            self._order_tabs()

    def _make(self, plan: RowPlan) -> FieldRow:
        row = FieldRow(plan, self._surroundings, self)
        for widget in row.editor.inputs():
            widget.installEventFilter(self.undo_router)
        self.row_added.emit(row)
        return row

    @staticmethod
    def _discard(row: FieldRow) -> None:
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _order_tabs(self) -> None:
        stops = [widget for row in self._order for widget in row.editor.inputs()]
        stops += [self.add_link, self.show_link]
        for before, after in itertools.pairwise(stops):
            QWidget.setTabOrder(before, after)

    def open_add(self, fields: Sequence[Field]) -> None:
        """Asks for a field to add."""
        self.add_field.open(fields)

    @Slot()
    def _close_add(self) -> None:
        had_focus = self.add_field.isAncestorOf(self.focusWidget())
        self.add_field.hide()
        if had_focus:
            self.add_link.setFocus()


def _column(gap_px: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    return column


def _fill(column: QVBoxLayout, rows: Sequence[FieldRow]) -> bool:
    """Makes a column hold these rows in this order; True when anything moved."""
    present = [column.itemAt(place).widget() for place in range(column.count())]  # type: ignore[union-attr]  # within count
    if present == list(rows):
        return False
    for place, row in enumerate(rows):
        item = column.itemAt(place)
        if item is None or item.widget() is not row:
            column.insertWidget(place, row)
            row.show()
    return True


def _same_kind(a: Field, b: Field) -> bool:
    return (a.type, a.label, a.choices, a.open_choices) == (
        b.type,
        b.label,
        b.choices,
        b.open_choices,
    )
