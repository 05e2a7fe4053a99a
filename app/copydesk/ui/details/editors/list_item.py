"""One item of a list: a handle to drag it by, its editor, and a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
)

from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import block_of
from copydesk.ui.details.editors.base import FieldEditor
from copydesk.ui.details.editors.fold import FoldButton
from copydesk.ui.details.editors.labelled_row import LabelledRow
from copydesk.ui.details.editors.summary import troubles_in
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QMenu, QWidget

    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.editors.labelled_row import MakeEditor
    from copydesk.ui.details.editors.plans import RowPlan
    from copydesk.ui.theme.theme import Theme

# What these editors do with Alt and an arrow: their list drops down.
_DROP_DOWN = (FieldType.DATE, FieldType.DATETIME, FieldType.CHOICE, FieldType.REFERENCE)
# The height of a line's input, which handle and cross stand beside.
_INPUT_PX = 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Grip(QToolButton):
    """What an item is dragged by.

    Signals:
        dragged (int): The pointer is at this height on the screen.
        dropped: It was let go.
    """

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, theme: Theme, height_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("grip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setIconSize(QSize(12, 12))
        self.setFixedSize(14, height_px)
        theme.changed.connect(self._redress)
        self._redress()

    @Slot()
    def _redress(self) -> None:
        self.setIcon(icon("grip-vertical", self._theme, "faint"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tells where it is dragged to."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tells that it was let go."""
        super().mouseReleaseEvent(event)
        self.dropped.emit()


class ListItem(LabelledRow):
    """An item; of a group or block only one line shows until it is opened.

    Alt+Up and Alt+Down move it, Ctrl+Enter adds one below, Ctrl+Backspace in an empty input or on
    the line of a group removes it.

    Signals:
        addition_requested (ListItem): Add an item after this one.
        dragged (ListItem, int): It is dragged, to this height on the screen.
        dropped (ListItem): It was let go.
    """

    move_modifiers: ClassVar[Qt.KeyboardModifier] = Qt.KeyboardModifier.AltModifier

    addition_requested = Signal(object)
    dragged = Signal(object, int)
    dropped = Signal(object)

    def __init__(
        self,
        plan: RowPlan,
        surroundings: Surroundings,
        parent: QWidget,
        make: MakeEditor,
        *,
        unfolded: bool,
    ) -> None:
        self._number = 0
        self._singular = ""
        self._unfolded = unfolded
        super().__init__(plan, surroundings, parent, make)

    def _make_fold(self) -> FoldButton:
        return FoldButton(self._theme, self, card=True)

    def _lay_out(self) -> None:
        self._label.hide()
        self._more.hide()
        self._hint.hide()
        self._note.hide()  # there is no room for a weekday or a count in each row
        height = 22 if self._fold is not None else _INPUT_PX
        self.grip = Grip(self._theme, height, self)
        self._cross = QToolButton(self)
        self._cross.setObjectName("item_cross")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.setFixedSize(20, height)
        self._frame = QFrame(self)
        self._frame.setObjectName("list_item")
        self._frame.setProperty("card", self._fold is not None)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        self._bar.addWidget(self.grip, 0, top)
        self._bar.addWidget(self._fold or self.editor, 1)
        self._bar.addWidget(self._cross, 0, top)
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(*((3, 2, 3, 2) if self._fold is not None else (0, 0, 0, 0)))
        inner.setSpacing(3)
        inner.addLayout(self._bar)
        if self._fold is not None:
            self.editor.setProperty("bare", True)  # the card is line enough
            body = QHBoxLayout()
            body.setContentsMargins(0, 0, 4, 4)
            body.addWidget(self.editor)
            inner.addLayout(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(self._frame)
        outer.addWidget(self._trouble)
        self._cross.clicked.connect(self._request_removal)
        self.grip.dragged.connect(self._pass_drag)
        self.grip.dropped.connect(self._pass_drop)

    @property
    def _has_label(self) -> bool:
        return False

    def _fold_at_first(self) -> None:
        self.set_open(self._unfolded)

    def set_number(self, number: int, label: str, prefix: str) -> None:
        """Says which one of the list it is.

        Args:
            number: Counted from 1.
            label: What one of the list is called.
            prefix: What the list is called.
        """
        name = f"{prefix} {number}"
        if (number, label, name) == (self._number, self._singular, self._prefix):
            return  # at each key in a long list, of all but one
        self._number = number
        self._singular = label
        self.set_prefix(name)
        self._summarise()

    def _name(self) -> None:
        name = self._prefix
        if self._fold is not None:
            self._fold.set_name(name)
        self.editor.set_name(name)
        self.grip.setAccessibleName(f"Drag {name}")
        self.grip.setToolTip("Drag to another place (Alt+Up, Alt+Down)")
        self._cross.setAccessibleName(f"Remove {name}")
        self._cross.setToolTip("Remove")

    def _redo_words(self, plan: RowPlan) -> None:
        self._present = plan.shown.present
        self._say("odd", plan.odd)
        self._name()

    def _look_for_value(self) -> None:
        """An empty item is one: the list's own rules say the rest."""

    def _apply_editable(self) -> None:
        super()._apply_editable()
        self.grip.setVisible(self.editable)
        self._cross.setVisible(self.editable)

    def _summarise(self) -> None:
        if self._fold is None or not self._number:
            return
        value = self.plan.shown.value
        block = block_of(self.field, value) if isinstance(value, dict) else None
        title = block.label if block is not None else f"{self._singular} {self._number}"
        summary, wrong = self.editor.summary(), 0
        if not self._fold.isChecked():
            wrong = troubles_in(self.field, value)
            if summary and block is None:
                title, summary = summary, ""
        if wrong:
            summary = f"{wrong} to put right"
        self._fold.say(title, summary, bad=bool(wrong))

    # Keys and the mouse -----------------------------------------------------------------------

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether a key in one of the inputs is for the row; it is obeyed when it is pressed."""
        key, pressed = Qt.Key(event.key()), event.type() == QEvent.Type.KeyPress
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
            Qt.KeyboardModifier.ControlModifier
        ):
            if key in _ENTER and self._is_nearest(watched):
                if pressed and self.editable:
                    self.editor.settle()
                    self.addition_requested.emit(self)
                return True
            if (
                key == Qt.Key.Key_Backspace
                and self._is_nearest(watched)
                and self._nothing_in(watched)
            ):
                if pressed and self.editable:
                    self._request_removal()
                return True
        if _drops_down(watched):
            return False
        return super().take_key(watched, event)

    def _nothing_in(self, watched: QObject) -> bool:
        """Whether there is nothing that the key would take a word away from, or hide."""
        if self._fold is not None:
            return watched is self._fold
        if self.editor.shown is not None and isinstance(self.editor.shown.value, list):
            return not self.editor.shown.value
        if isinstance(watched, QLineEdit):
            return watched.isReadOnly() or not watched.text()
        if isinstance(watched, QPlainTextEdit):
            return watched.isReadOnly() or watched.document().isEmpty()
        return True

    def fill_menu(self, menu: QMenu) -> None:
        """Adds what can be done with the item."""
        self.editor.offer_actions(menu)
        for words, action in (
            ("Move up", self._request_up),
            ("Move down", self._request_down),
            ("Add one below", self._request_addition),
            ("Remove", self._request_removal),
        ):
            line = menu.addAction(words)
            line.setEnabled(self.editable)
            line.triggered.connect(action)

    @Slot()
    def _request_addition(self) -> None:
        self.addition_requested.emit(self)

    @Slot(int)
    def _pass_drag(self, height: int) -> None:
        self.dragged.emit(self, height)

    @Slot()
    def _pass_drop(self) -> None:
        self.dropped.emit(self)

    @Slot()
    def _redress(self) -> None:
        super()._redress()
        self._cross.setIcon(icon("x", self._theme))


def _drops_down(watched: QObject) -> bool:
    part: QObject | None = watched
    while part is not None and not isinstance(part, FieldEditor):
        part = part.parent()
    return isinstance(part, FieldEditor) and part.field.type in _DROP_DOWN
