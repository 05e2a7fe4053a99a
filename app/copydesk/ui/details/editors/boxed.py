"""Editors that are a line of text in a frame, with small buttons beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout

from copydesk.ui.details.editors.base import FieldEditor, Surroundings, mark_invalid
from copydesk.ui.details.editors.input_box import InputBox
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

_ICON_PX = 14


class BoxedEditor(FieldEditor):
    """A line to type in; what stands beside it in the frame is added by who derives from this."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self.read_only = False
        self._buttons: list[tuple[QToolButton, str]] = []
        self._box = InputBox(surroundings.theme, self)
        self._box.setObjectName("field_box")
        self._input = LineInput(self._box)
        self._box.follow(self._input)
        self._inner = QHBoxLayout(self._box)
        self._inner.setContentsMargins(7, 3, 4, 3)
        self._inner.setSpacing(4)
        self._inner.addWidget(self._input, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._box)
        self._input.left.connect(self.settle)
        self._input.menu_opened.connect(self.menu_opened)
        surroundings.theme.changed.connect(self._redress_buttons)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._input

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        mark_invalid(self._box, invalid)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self.read_only = read_only
        self._input.setReadOnly(read_only)
        if bool(self._box.property("quiet")) != read_only:
            self._box.setProperty("quiet", read_only)
            self._box.style().unpolish(self._box)
            self._box.style().polish(self._box)
        for button, _name in self._buttons:
            button.setEnabled(not read_only)

    def add_button(self, icon_name: str, words: str, pressed: Callable[[], object]) -> QToolButton:
        """A button at the end of the line; what it does must be reachable by keys, too."""
        button = QToolButton(self._box)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setIcon(icon(icon_name, self.surroundings.theme))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(pressed)
        self._buttons.append((button, icon_name))
        self._inner.addWidget(button)
        return button

    @Slot()
    def _redress_buttons(self) -> None:
        for button, name in self._buttons:
            button.setIcon(icon(name, self.surroundings.theme))
