"""The line on which both sides of a comparison are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from copydesk.ui.icons import icon
from copydesk.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from copydesk.ui.theme.theme import Theme

_SHORTEST = 12
_MOST_IN_SIGHT = 16


@dataclass(frozen=True, slots=True)
class SideChoice:
    """One text that may stand on a side.

    Attributes:
        key: What it is known by.
        label: What it is called.
        starts_group: Whether a line parts it from those before.
    """

    key: Hashable
    label: str
    starts_group: bool = False


class SideBar(QWidget):
    """Left and right, each chosen from the same list, and a button that swaps them.

    Signals:
        chosen (int, object): Which side, 0 or 1, and the key of the text chosen for it.
        swapped: Both sides are to change places.
    """

    chosen = Signal(int, object)
    swapped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("compareSides")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._keys: list[Hashable] = []
        self._current: list[Hashable] = [None, None]
        self.pickers = (
            _picker("The earlier text", theme, self),
            _picker("The later text", theme, self),
        )
        signs = (_sign("−", "old"), _sign("+", "new"))
        self.swap = QToolButton()
        self.swap.setAccessibleName("Swap both sides")
        self.swap.setToolTip("Swap both sides")
        self.swap.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.swap.clicked.connect(self.swapped)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 2)
        row.setSpacing(6)
        for side, picker in enumerate(self.pickers):
            row.addWidget(signs[side])
            row.addWidget(picker, 1)
            picker.activated.connect(partial(self._choose, side))
            if side == 0:
                row.addWidget(self.swap)
        theme.changed.connect(self._dress)
        self._dress()

    def offer(self, choices: Sequence[SideChoice]) -> None:
        """Lists what can be chosen; what is chosen stays so."""
        self._keys = []
        for choice in choices:
            if choice.starts_group:
                self._keys.append(None)
            self._keys.append(choice.key)
        for side, picker in enumerate(self.pickers):
            picker.clear()
            for choice in choices:
                if choice.starts_group:
                    picker.insertSeparator(picker.count())
                picker.addItem(choice.label)
                tip = Qt.ItemDataRole.ToolTipRole
                picker.setItemData(picker.count() - 1, choice.label, tip)
            self.show_choice(side, self._current[side])

    def show_choice(self, side: int, key: Hashable) -> None:
        """Shows what stands on a side; it must be among what is offered."""
        self._current[side] = key
        number = self._keys.index(key) if key in self._keys else -1
        self.pickers[side].setCurrentIndex(number)
        self.pickers[side].setToolTip(self.pickers[side].currentText())

    def _choose(self, side: int, number: int) -> None:
        key = self._keys[number]
        self.show_choice(side, self._current[side])  # until the text is there
        if key is not None:
            self.chosen.emit(side, key)

    @Slot()
    def _dress(self) -> None:
        self.swap.setIcon(icon("arrow-left-right", self._theme))


def _sign(text: str, kind: str) -> QLabel:
    sign = QLabel(text)
    sign.setProperty("sign", kind)
    return sign


def _picker(name: str, theme: Theme, parent: QWidget) -> QComboBox:
    picker = ChoiceBox(theme, parent)
    picker.setAccessibleName(name)
    picker.setMaxVisibleItems(_MOST_IN_SIGHT)
    picker.setMinimumContentsLength(_SHORTEST)
    picker.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return picker
