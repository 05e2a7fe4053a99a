"""The editor of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout

from copydesk.core.posts.field_edits import Bare
from copydesk.core.site.numbers import number_of, stepped_number
from copydesk.core.site.rules import scalar_trouble
from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import Shown, Surroundings, Wish, plain
from copydesk.ui.details.editors.boxed import BoxedEditor
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class NumberEditor(BoxedEditor):
    """A number, kept as it is written: 1.10 stays 1.10. Up and Down step it."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._inner.setContentsMargins(7, 3, 3, 3)
        self._more = self._step_button("One more", self._step_up)
        self._less = self._step_button("One less", self._step_down)
        steps = QVBoxLayout()
        steps.setSpacing(0)
        steps.addWidget(self._more)
        steps.addWidget(self._less)
        self._inner.addLayout(steps)
        self._input.textEdited.connect(self._wish)
        self._input.installEventFilter(self)
        surroundings.theme.changed.connect(self._redress)
        self._redress()

    def _step_button(self, words: str, pressed: object) -> QToolButton:
        button = QToolButton(self._box)
        button.setObjectName("step_button")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.setIconSize(QSize(10, 10))
        button.setFixedSize(16, 11)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({'Up' if pressed == self._step_up else 'Down'})")
        button.clicked.connect(pressed)
        return button

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        self._input.put(self._text_of(shown))
        self.complain(self._trouble(self._input.text()))

    @staticmethod
    def _text_of(shown: Shown) -> str:
        if isinstance(shown.value, str):  # a number in quotes
            return shown.value
        return shown.source or plain(shown.value)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        super().set_read_only(read_only)
        for button in (self._more, self._less):
            button.setVisible(not read_only)

    @Slot(str)
    def _wish(self, text: str) -> None:
        self.complain(self._trouble(text), later=True)
        if not text.strip() or number_of(text) is not None:
            self._write(text.strip(), typed=True)

    def _write(self, text: str, *, typed: bool) -> None:
        self.note_emptied(text)
        before = self.shown.value if self.shown is not None else None
        as_text = isinstance(before, str) if before not in (None, "") else self.field.as_text
        if as_text:
            self.wished.emit(Wish(text, as_text=True, typed=typed))
        else:
            self.wished.emit(Wish(Bare(text), typed=typed))

    def take_back(self) -> bool:
        """Drops what is no number yet."""
        text = self._input.text().strip()
        if self.shown is None or not text or number_of(text) is not None:
            return False
        if text == self._text_of(self.shown):
            return False
        self.display(self.shown)
        return True

    def _trouble(self, text: str) -> str:
        text = text.strip()
        number = number_of(text)
        if not text:
            return ""
        if number is None:
            return scalar_trouble(self.field, text)
        return value_trouble(self.field, text if self.field.as_text else number)

    @Slot()
    def _step_up(self) -> None:
        self._step(1)

    @Slot()
    def _step_down(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        new = None if self.read_only else stepped_number(self._input.text(), self.field, by)
        if new is None:
            return
        self._input.put(new)
        self._input.setFocus()
        self._input.selectAll()
        self.complain(self._trouble(new))
        # Steps on end are one step of undo, as keys are.
        self._write(new, typed=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with a watched widget's event."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = _STEPS.get(Qt.Key(event.key()))
            if by is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _redress(self) -> None:
        self._more.setIcon(icon("chevron-up", self.surroundings.theme))
        self._less.setIcon(icon("chevron-down", self.surroundings.theme))
