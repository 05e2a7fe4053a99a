"""The editor of a value out of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from copydesk.ui.details.editors.base import FieldEditor, Shown, Surroundings, Wish
from copydesk.ui.details.editors.completion import WordCompleter
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.text import shown_text
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.ui.theme.theme import Theme

_ARROW_PX = 14


class ChoiceBox(QComboBox):
    """A combo box that a turn of the wheel over the form does not change."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the form."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        super().paintEvent(event)
        x = 6 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - 20
        place = QRect(x, (self.height() - _ARROW_PX) // 2, _ARROW_PX, _ARROW_PX)
        painter = QPainter(self)
        icon("chevron-down", self._theme).paint(painter, place)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(80, super().minimumSizeHint().height())


class ChoiceEditor(FieldEditor):
    """Choices to pick from; where the site takes others too, they can be typed."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._box = ChoiceBox(surroundings.theme, self)
        self._line: LineInput | None = None
        if field.open_choices:
            self._line = LineInput(self._box)
            self._line.setObjectName("choice_input")
            self._box.setEditable(True)
            self._box.setLineEdit(self._line)
            self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = WordCompleter(self._line)
            completer.offer(choice.label for choice in field.choices)
            self._box.setCompleter(completer)
            completer.activated.connect(self._wish_completed)
            self._line.textEdited.connect(self._wish_typed)
            self._line.left.connect(self.settle)
            self._line.menu_opened.connect(self.menu_opened)
        else:
            self._box.addItem("")
        self._box.addItems([choice.label for choice in field.choices])
        self._box.setCurrentIndex(-1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self._box.activated.connect(self._wish_picked)

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
        self._box.setProperty("invalid", invalid)
        self._box.style().unpolish(self._box)
        self._box.style().polish(self._box)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        text = shown_text(shown)
        if self._line is not None:
            self._line.put(text)
            return
        place = self._box.findText(text)
        if place < 0:
            self._box.addItem(text)
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)
        known = not text or text in {choice.value for choice in self.field.choices}
        self.complain("" if known else "The site does not know this value.")

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._box.setEnabled(not read_only)

    @Slot(str)
    def _wish_typed(self, text: str) -> None:
        self.wished.emit(Wish(text, as_text=True))

    @Slot(str)
    def _wish_completed(self, text: str) -> None:
        self.wished.emit(Wish(text, as_text=True, typed=False))

    @Slot(int)
    def _wish_picked(self, place: int) -> None:
        self.complain("")
        self.wished.emit(Wish(self._box.itemText(place), as_text=True, typed=False))
