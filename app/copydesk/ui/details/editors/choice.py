"""The editor of a value out of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import FieldEditor, Shown, Surroundings, Wish, mark_invalid
from copydesk.ui.details.editors.completion import WordCompleter
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.text import shown_text
from copydesk.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Choice, Field


def choice_of(field: Field, value: object) -> Choice | None:
    """The field's choice of this very value: 3 is not "3", and no is not 0."""
    return next(
        (one for one in field.choices if type(one.value) is type(value) and one.value == value),
        None,
    )


def choice_wish(value: object, *, typed: bool = False) -> Wish:
    """The wish for a choice's value, which keeps its kind."""
    return Wish(value, as_text=isinstance(value, str), typed=typed)


class ChoiceEditor(FieldEditor):
    """Choices to pick from by their labels; where the site takes others too, they can be typed."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._box = ChoiceBox(surroundings.theme, self)
        self._line: LineInput | None = None
        self._completer: WordCompleter | None = None
        # What each entry of the box stands for; the first one of a closed box for nothing at all.
        self._values: list[object] = [choice.value for choice in field.choices]
        # A value that is none of the choices has an entry of its own at the end.
        self._strange = False
        if field.open_choices:
            self._make_line()
        else:
            self._box.addItem("")
            self._values.insert(0, None)
        self._box.addItems([choice.label or " " for choice in field.choices])
        self._box.setCurrentIndex(-1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self._box.activated.connect(self._wish_picked)

    def _make_line(self) -> None:
        line = self._line = LineInput(self._box)
        line.setObjectName("choice_input")
        self._box.setEditable(True)
        self._box.setLineEdit(line)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self._completer = WordCompleter(line)
        self._box.setCompleter(completer)
        completer.activated.connect(self._wish_completed)
        # Before the wish: a line edit looks for completions after it told of the edit.
        line.textEdited.connect(self._offer)
        line.textEdited.connect(self._wish_typed)
        line.left.connect(self.settle)
        line.menu_opened.connect(self.menu_opened)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._line or self._box

    def inputs(self) -> list[QWidget]:
        """What takes keys: the box, which hands them on to its line."""
        return [self._box]

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        super().set_invalid(False)
        mark_invalid(self._box, invalid)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        found = choice_of(self.field, shown.value) if shown.present else None
        text = found.label if found else shown_text(shown)
        if self._line is not None:
            self._line.put(text)
        else:
            self._show_picked(shown, text)
        self.complain(value_trouble(self.field, shown.value))

    def _show_picked(self, shown: Shown, text: str) -> None:
        if self._strange:
            self._box.removeItem(self._box.count() - 1)
            self._values.pop()
        places = [
            place
            for place, value in enumerate(self._values)
            if place and type(value) is type(shown.value) and value == shown.value
        ]
        empty = not shown.present or shown.value in (None, "")
        self._strange = not places and not empty
        if self._strange:
            self._box.addItem(text)
            self._values.append(shown.value)
            places = [self._box.count() - 1]
        self._box.setCurrentIndex(places[0] if places and (shown.present or not empty) else 0)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._box.setEnabled(not read_only)

    @Slot()
    def _offer(self) -> None:
        if self._completer is not None:
            self._completer.offer(choice.label for choice in self.field.choices)

    @Slot(str)
    def _wish_typed(self, text: str) -> None:
        self._wish_labelled(text, typed=True)

    @Slot(str)
    def _wish_completed(self, text: str) -> None:
        self._wish_labelled(text, typed=False)

    def _wish_labelled(self, text: str, *, typed: bool) -> None:
        """Writes the value that a label stands for, and any other text as it is."""
        found = next((one for one in self.field.choices if one.label == text), None)
        value = found.value if found else text
        self.complain(value_trouble(self.field, value), later=True)
        self.wished.emit(choice_wish(value, typed=typed))

    @Slot(int)
    def _wish_picked(self, place: int) -> None:
        if self._line is None and place == 0:
            self.complain("")
            self.wished.emit(self._empty_wish())
        elif not (self._strange and place == self._box.count() - 1):
            value = self._values[place]
            self.complain(value_trouble(self.field, value))
            self.wished.emit(choice_wish(value))

    def _empty_wish(self) -> Wish:
        """What stands for no choice: null where the site takes it, else no field at all."""
        if self.field.nullable or self.field.required:
            return Wish(None, typed=False)
        return Wish(action="remove", typed=False)
