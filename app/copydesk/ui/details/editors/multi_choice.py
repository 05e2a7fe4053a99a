"""The editor of several values out of a few: boxes to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from copydesk.core.site.validate import value_trouble
from copydesk.core.text.ranking import fold
from copydesk.ui.details.editors.base import (
    FieldEditor,
    Shown,
    Surroundings,
    Wish,
    mark_invalid,
    plain,
)
from copydesk.ui.details.editors.choice import choice_of
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.yes_no import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copydesk.core.site.field import Field

# So many boxes stand on screen at once; with more of them there is a line to look for one.
_MOST_IN_SIGHT = 7
# So many are made; of a longer list, what is ticked and what is looked for.
_MOST_BOXES = 60
_LINE_PX = 24


class MultiChoiceEditor(FieldEditor):
    """A box for each choice, and one for each other value that the post has.

    Values stay in the post's order; a newly ticked one comes last. Where the site takes other
    values too, the line below adds one.
    """

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._read_only = False
        self._name = field.label
        self._items: list[object] = []
        # The choices, then what else the post has; and which of them have a box now.
        self._values: list[object] = [choice.value for choice in field.choices]
        self._offered: list[object] = []
        self._labels = {(type(one.value), one.value): one.label for one in field.choices}
        self._boxes: list[TickBox] = []
        self._frame = QFrame(self)
        self._frame.setObjectName("tick_list")
        self._holder = QWidget(self._frame)
        self._ticks = QVBoxLayout(self._holder)
        self._ticks.setContentsMargins(4, 4, 4, 4)
        self._ticks.setSpacing(2)
        self._scroll = QScrollArea(self._frame)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._holder)
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        self._filter = self._make_line("tick_filter", "Find…", self._look_for)
        self._add: LineInput | None = None
        if field.open_choices:
            self._add = self._make_line("tick_add", "add another…", None)
        self._rest = QLabel(self._frame)
        self._rest.setObjectName("tick_rest")
        self._rest.setWordWrap(True)
        inner.addWidget(self._filter)
        inner.addWidget(self._scroll)
        inner.addWidget(self._rest)
        if self._add is not None:
            self._add.returnPressed.connect(self._add_typed)
            self._add.left.connect(self.settle)
            inner.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self._fill_boxes()

    def _make_line(
        self, name: str, words: str, edited: Callable[[str], object] | None
    ) -> LineInput:
        line = LineInput(self._frame)
        line.setObjectName(name)
        line.setPlaceholderText(words)
        line.menu_opened.connect(self.menu_opened)
        if edited is not None:
            line.textChanged.connect(edited)
        return line

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        first = self._boxes[0] if self._boxes else self._add or self._filter
        return self._filter if not self._filter.isHidden() else first

    def inputs(self) -> list[QWidget]:
        """What takes keys, for undo and the tab order."""
        lines = [line for line in (self._filter, self._add) if line and not line.isHidden()]
        return [*lines[:1], *self._boxes, *lines[1:]] if lines else [*self._boxes]

    def set_name(self, name: str) -> None:
        """Names the inputs: each box keeps its own words."""
        self._name = name
        self._filter.setAccessibleName(f"Find in {name}")
        if self._add is not None:
            self._add.setAccessibleName(f"Add another to {name}")
        for box in self._boxes:
            box.setAccessibleName(f"{box.text().replace('&&', '&')}, {name}")

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        mark_invalid(self._frame, invalid)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._read_only = read_only
        for box in self._boxes:
            box.setEnabled(not read_only)
        if self._add is not None:
            self._add.setVisible(not read_only)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        value = shown.value
        if isinstance(value, list | tuple):
            self._items = list(value)
        else:
            self._items = [] if value in (None, "") else [value]
        strange = [item for item in self._items if choice_of(self.field, item) is None]
        values = [*(choice.value for choice in self.field.choices), *strange]
        if values != self._values:
            self._values = values
            self._fill_boxes()
        elif any(self._place(value) is not None for value in self._without_box()):
            self._fill_boxes()
        self._tick()
        self._judge(shown.value)

    def _judge(self, value: object) -> None:
        self.complain(value_trouble(self.field, value))
        self.counted.emit(f"{len(self._items)} chosen" if self._items else "")

    def _without_box(self) -> list[object]:
        if len(self._values) <= _MOST_BOXES:
            return []
        return [value for value in self._values if _place_of(value, self._offered) is None]

    def _found(self) -> list[object]:
        """The values to make boxes for: of a long list the ticked ones, or those looked for."""
        if len(self._values) <= _MOST_BOXES:
            return list(self._values)
        wanted = fold(self._filter.text()).split()
        found = [value for value in self._values if self._is_like(value, wanted)]
        if wanted:
            return found
        ticked = [value for value in found if self._place(value) is not None]
        return [*ticked, *(value for value in found if _place_of(value, ticked) is None)]

    def _is_like(self, value: object, wanted: Sequence[str]) -> bool:
        words = fold(self._words(value))
        return all(word in words for word in wanted)

    def _fill_boxes(self) -> None:
        """Makes the boxes anew."""
        for box in self._boxes:
            self._ticks.removeWidget(box)
            box.hide()
            box.deleteLater()
        found = self._found()
        self._offered = found[:_MOST_BOXES]
        self._boxes = [self._make_box(value) for value in self._offered]
        rest = len(found) - len(self._offered)
        self._rest.setText(f"… and {rest} more: type above to find them.")
        self._rest.setVisible(rest > 0)
        many = len(self._values) > _MOST_IN_SIGHT
        self._filter.setVisible(many)
        height = min(len(self._boxes), _MOST_IN_SIGHT) * _LINE_PX + (12 if many else 8)
        self._scroll.setFixedHeight(height if self._boxes else 0)
        self.set_name(self._name)
        self.inputs_changed.emit()
        if many and self._filter.text() and len(self._values) <= _MOST_BOXES:
            self._look_for(self._filter.text())

    def _words(self, value: object) -> str:
        try:
            return self._labels.get((type(value), value)) or plain(value)
        except TypeError:  # a group or a list, which is no choice
            return plain(value)

    def _make_box(self, value: object) -> TickBox:
        words = self._words(value)
        box = TickBox(words.replace("&", "&&"), self.surroundings.theme, self._holder)
        box.setFixedHeight(_LINE_PX - 2)
        # A long label is cut, and whole in the tool tip.
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setToolTip(words)
        box.setEnabled(not self._read_only)
        box.clicked.connect(self._turn)
        box.installEventFilter(self)
        self._ticks.addWidget(box)
        box.show()
        return box

    def _tick(self) -> None:
        for box, value in zip(self._boxes, self._offered, strict=True):
            box.setChecked(self._place(value) is not None)

    def _place(self, value: object) -> int | None:
        return _place_of(value, self._items)

    @Slot(bool)
    def _turn(self, ticked: bool) -> None:
        box = self.sender()
        number = next((n for n, one in enumerate(self._boxes) if one is box), None)
        if number is None:
            return
        value = self._offered[number]
        place = self._place(value)
        if ticked and place is None:
            self._items.append(value)
        elif not ticked and place is not None:
            del self._items[place]
        self._write()

    @Slot()
    def _add_typed(self) -> None:
        if self._add is None or self._read_only:
            return
        text = self._add.text().strip()
        self._add.clear()
        if not text:
            return
        known = next((one for one in self.field.choices if fold(one.label) == fold(text)), None)
        value = known.value if known else text
        if self._place(value) is None:
            self._items.append(value)
            if known is None and _place_of(value, self._values) is None:
                self._values.append(value)
            if _place_of(value, self._offered) is None:
                self._fill_boxes()
            self._tick()
            self._write()

    def take_back(self) -> bool:
        """Drops what is typed in the line that has the keyboard."""
        lines = [line for line in (self._filter, self._add) if line is not None]
        typed = next((line for line in lines if line.hasFocus() and line.text()), None)
        if typed is not None:
            typed.clear()
        return typed is not None

    @Slot()
    def settle(self) -> None:
        """A word left standing in the input is meant to be in the list."""
        self._add_typed()
        super().settle()

    def _write(self) -> None:
        self._judge(self._items)
        self.wished.emit(Wish(list(self._items), typed=False))

    @Slot(str)
    def _look_for(self, text: str) -> None:
        if len(self._values) > _MOST_BOXES:
            self._fill_boxes()
            self._tick()
            return
        wanted = fold(text).split()
        for box, value in zip(self._boxes, self._offered, strict=True):
            box.setVisible(self._is_like(value, wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the arrows go from box to box, and scrolls to where the keyboard is."""
        if watched in self._boxes and isinstance(watched, TickBox):
            if event.type() == QEvent.Type.FocusIn:
                self._scroll.ensureWidgetVisible(watched, 0, 4)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
                if by is not None and not event.modifiers():
                    shown = [box for box in self._boxes if not box.isHidden()]
                    place = shown.index(watched) + by
                    if 0 <= place < len(shown):
                        shown[place].setFocus()
                    return True
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(80, super().minimumSizeHint().height())


def _place_of(value: object, values: Sequence[object]) -> int | None:
    """Where this very value is: 3 is not "3", and no is not 0."""
    alike = (n for n, one in enumerate(values) if type(one) is type(value) and one == value)
    return next(alike, None)
