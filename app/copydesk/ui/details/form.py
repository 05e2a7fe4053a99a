"""The rows of a post's fields, kept while only their values change."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from copydesk.ui.details.add_field import AddField
from copydesk.ui.details.editors.base import FieldEditor
from copydesk.ui.details.editors.composite import fill_column, same_kind
from copydesk.ui.details.editors.inputs import UndoRouter, cursor_of, place_cursor
from copydesk.ui.details.field_row import FieldRow
from copydesk.ui.details.problem_view import ProblemView
from copydesk.ui.details.trouble_bar import TroubleBar
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.editors.plans import RowPlan

# Making a row takes 4 ms. As many as are on screen at first are made within the one; what is
# further down comes in slices with room for keys and paint between them.
_AT_ONCE_S = 0.025
_SLICE_S = 0.008
_PAUSE_MS = 8
_MANY = 20
# A usual post comes whole, however busy the machine is.
_AT_LEAST = 8


class Form(QWidget):
    """All fields of one post.

    Signals:
        row_added (FieldRow): Connect it.
        grown: Rows were added; what was scrolled to may have moved.
        show_requested: Show the fields in the editor.
        add_opened: Fields to offer are wanted.
    """

    row_added = Signal(object)
    grown = Signal()
    show_requested = Signal()
    add_opened = Signal()

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details_form")
        self._surroundings = surroundings
        self._plans: dict[str, RowPlan] = {}
        self._rows: dict[str, FieldRow] = {}
        self._placed: list[tuple[FieldRow, bool]] = []
        self._stops: list[QWidget] = []
        self._patient = False
        self._editable = True
        self._slices = QTimer(self)
        self._slices.setInterval(_PAUSE_MS)
        self._slices.timeout.connect(self._make_slice)
        self._tabs_soon = QTimer(self)
        self._tabs_soon.setSingleShot(True)
        self._tabs_soon.setInterval(0)
        self._tabs_soon.timeout.connect(self._order_tabs)
        self.undo_router = UndoRouter(self, _takes_back)
        self.heading = QLabel(self)
        self.heading.setObjectName("form_heading")
        self.heading.setWordWrap(True)
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.troubles = TroubleBar(self)
        self.warnings = ProblemView(self)
        self.warnings.hide()
        self._known = _column(11)
        self._own = _column(11)
        self._rule = QFrame(self)
        self._rule.setObjectName("rule")
        self._rule.setFixedHeight(1)
        self._own_heading = QLabel(self)
        self._own_heading.setObjectName("form_heading")
        self.rest = QLabel(self)
        self.rest.setObjectName("form_heading")
        self.rest.hide()
        self.add_link = self._link("+ Add a field")
        self.show_link = self._link("Show in the editor")
        self.add_field = AddField(surroundings.theme, self)
        self.add_field.hide()
        self._lay_out()
        self.add_link.clicked.connect(self.add_opened)
        self.show_link.clicked.connect(self.show_requested)
        self.add_field.closed.connect(self._close_add)

    def _lay_out(self) -> None:
        links = QWidget(self)
        flow = FlowLayout(links, gap_px=12)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.add_link)
        flow.addWidget(self.show_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.troubles)
        layout.addWidget(self.warnings)
        layout.addLayout(self._known)
        layout.addWidget(self._rule)
        layout.addWidget(self._own_heading)
        layout.addLayout(self._own)
        layout.addWidget(self.rest)
        layout.addWidget(links)
        layout.addWidget(self.add_field)
        layout.addStretch(1)

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
        """The row of a field; it is made if it was not yet."""
        plan = self._plans.get(key)
        if plan is not None and key not in self._rows:
            self._make(plan)
            self._place()
        return self._rows.get(key)

    def made_rows(self) -> list[FieldRow]:
        """The rows that were made by now, in their order."""
        return [self._rows[key] for key in self._plans if key in self._rows]

    @property
    def complete(self) -> bool:
        """Whether all rows were made."""
        return len(self._rows) == len(self._plans)

    def first_input(self) -> QWidget | None:
        """What the focus goes to when it goes to the form."""
        rows = self.made_rows()
        return rows[0].main_input if rows else None

    def plans(self) -> dict[str, RowPlan]:
        """What each row was last told to show."""
        return dict(self._plans)

    def settle(self) -> None:
        """Takes what stands half typed in the field that has the keyboard."""
        for row in self._rows.values():
            if row.isAncestorOf(self.focusWidget()):  # of nothing, nobody is
                row.editor.settle()

    def forget(self) -> None:
        """Lets go of the post that was shown; its rows wait for the next one's fields.

        Making a row takes 4 ms, giving it another value 0.1 ms.
        """
        self._close_popups()
        for row in self._rows.values():
            row.forget()
        self.add_field.hide()

    def _close_popups(self) -> None:
        """Closes calendars, lists and menus of the fields: what is picked is for this post."""
        while (popup := QApplication.activePopupWidget()) is not None and self._owns(popup):
            popup.close()
            if popup.isVisible():
                return

    def _owns(self, popup: QWidget) -> bool:
        # A list of completions has no parent, but hands its keys to the input below it.
        part: QWidget | None = popup.focusProxy() or popup
        while part is not None and part is not self:
            part = part.parentWidget()
        return part is self

    def set_patient(self, patient: bool) -> None:
        """Whether fields that are still to be filled in are left alone until visited."""
        self._patient = patient
        for row in self._rows.values():
            row.set_patient(patient)

    def show_rows(
        self,
        plans: Sequence[RowPlan],
        *,
        editable: bool = True,
        written: FieldRow | None = None,
        rest: int = 0,
    ) -> None:
        """Shows these fields; rows of fields that stay are kept.

        Args:
            plans: In order.
            editable: Whether they can be changed here.
            written: The row whose own wish led here; what stands in its editor stays.
            rest: How many more fields the post has.
        """
        self._editable = editable
        self._plans = {plan.field.name: plan for plan in plans}
        for name, row in list(self._rows.items()):
            plan = self._plans.get(name)
            if plan is None or not (row.plan is plan or same_kind(row.field, plan.field)):
                self._discard(name, remake=plan)
            elif row is written:
                row.take_written(plan)
            else:
                row.take(plan)
                row.set_editable(editable)
        self._say_words(plans, rest)
        self._make_some(_AT_ONCE_S, least=_AT_LEAST)
        self._place()
        if self.complete:
            self._slices.stop()
        else:
            self._slices.start()

    def _say_words(self, plans: Sequence[RowPlan], rest: int) -> None:
        schema = any(plan.base.in_schema for plan in plans)
        self.add_link.setVisible(self._editable)
        self._rule.setVisible(bool(plans))
        self._own_heading.setText("Not in the schema" if schema else "Not seen in other posts")
        self._own_heading.setVisible(any(not plan.known for plan in plans))
        self.rest.setText(f"… and {rest:,} more: show in the editor.")
        self.rest.setVisible(rest > 0)

    # Making rows ------------------------------------------------------------------------------

    def _make(self, plan: RowPlan) -> FieldRow:
        row = FieldRow(plan, self._surroundings, self)
        row.set_editable(self._editable)
        row.set_patient(self._patient)
        row.editor.inputs_changed.connect(self._note_inputs)
        self._rows[plan.field.name] = row
        self._watch(row)
        self.row_added.emit(row)
        return row

    def _make_some(self, seconds: float, *, least: int = 1) -> None:
        """Makes the next rows that are missing, for about so long."""
        begin, made = time.perf_counter(), 0
        for name, plan in self._plans.items():
            if name not in self._rows:
                self._make(plan)
                made += 1
                if made >= least and time.perf_counter() - begin > seconds:
                    return

    @Slot()
    def _make_slice(self) -> None:
        self._make_some(_SLICE_S)
        self._place()
        if self.complete:
            self._slices.stop()
        self.grown.emit()

    def _place(self) -> None:
        """Puts the rows that were made where they belong."""
        rows = self.made_rows()
        places = [(row, row.plan.known) for row in rows]
        before, self._placed = self._placed, places
        if places == before:
            return
        # Those that stand are not looked at again where all that is new comes behind them.
        behind = rows[len(before) :] if places[: len(before)] == before else None
        # Once for all of them: each row that shows up would have every other one laid out anew.
        layout = self.layout()
        layout.setEnabled(False)  # type: ignore[union-attr]  # it has one
        if behind is not None:
            for row in behind:
                (self._known if row.plan.known else self._own).addWidget(row)
                row.show()
        else:
            fill_column(self._known, [row for row in rows if row.plan.known])
            fill_column(self._own, [row for row in rows if not row.plan.known])
        layout.setEnabled(True)  # type: ignore[union-attr]  # it has one
        layout.invalidate()  # type: ignore[union-attr]  # it has one
        if len(rows) > _MANY:
            # Or else all rows are first squeezed into the height that the form has.
            self.resize(self.width(), max(self.heightForWidth(self.width()), self.height()))
        if behind is not None and self._stops:
            self._set_stops([*self._stops[:-2], *_inputs(behind)])
        else:
            self._order_tabs()

    def _discard(self, name: str, remake: RowPlan | None) -> None:
        row = self._rows.pop(name)
        writing = self.focusWidget()
        focused = row.isAncestorOf(writing)
        row.blockSignals(True)  # what stands half typed in it goes with it
        row.hide()
        row.setParent(None)
        row.deleteLater()
        if remake is not None:
            fresh = self._make(remake)
            if focused:
                fresh.main_input.setFocus()
                place_cursor(fresh.main_input, cursor_of(writing))

    # Keys -------------------------------------------------------------------------------------

    def _watch(self, row: FieldRow) -> None:
        for widget in row.inputs():
            widget.installEventFilter(self.undo_router)

    @Slot()
    def _note_inputs(self) -> None:
        sender = self.sender()
        for row in self._rows.values():
            if row.editor is sender:
                self._watch(row)
        self._tabs_soon.start()

    @Slot()
    def _order_tabs(self) -> None:
        self._set_stops(_inputs(self.made_rows()))

    def _set_stops(self, inputs: Sequence[QWidget]) -> None:
        stops = [*inputs, self.add_link, self.show_link]
        # Those at the beginning that stayed as they were are in order already.
        pairs = zip(self._stops, stops, strict=False)
        same = sum(1 for _ in itertools.takewhile(_is_same, pairs))
        for before, after in itertools.pairwise(stops[max(same - 1, 0) :]):
            QWidget.setTabOrder(before, after)
        self._stops = stops

    def open_add(self, fields: Sequence[Field]) -> None:
        """Asks for a field to add."""
        self.add_field.open(fields)

    @Slot()
    def _close_add(self) -> None:
        had_focus = self.add_field.isAncestorOf(self.focusWidget())
        self.add_field.hide()
        if had_focus:
            self.add_link.setFocus()


def _takes_back(watched: QObject) -> bool:
    """Whether what was half typed in an input was all that there was to take back."""
    part: QObject | None = watched
    while part is not None:
        if isinstance(part, FieldEditor) and part.take_back():
            return True
        part = part.parent()
    return False


def _inputs(rows: Sequence[FieldRow]) -> list[QWidget]:
    return [widget for row in rows for widget in row.inputs()]


def _is_same(pair: tuple[QWidget, QWidget]) -> bool:
    return pair[0] is pair[1]


def _column(gap_px: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    return column
