"""A labelled editor, in the form or inside a group, and what is wrong with its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import is_missed, missing_trouble
from copydesk.ui.details.editors.base import Wish
from copydesk.ui.details.editors.fold import FoldButton
from copydesk.ui.details.editors.turning import turned
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QContextMenuEvent, QEnterEvent

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.base import FieldEditor, Surroundings
    from copydesk.ui.details.editors.plans import RowPlan

    MakeEditor = Callable[[Field, Surroundings, QWidget], FieldEditor]

# A menu, or another program's window, takes the keyboard only for a while.
_LEAVING = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.OtherFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_EMPTY: tuple[object, ...] = (None, "", [], {})


class LabelledRow(QWidget):
    """A label, an editor, and a line for what is wrong.

    Signals:
        wished (LabelledRow, Wish): Write this.
        removal_requested (LabelledRow): Take the field out of what it is in.
        move_requested (LabelledRow, int): Move it so many places on in the file.
    """

    move_modifiers: ClassVar[Qt.KeyboardModifier] = (
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )

    wished = Signal(object, object)
    removal_requested = Signal(object)
    move_requested = Signal(object, int)

    def __init__(
        self, plan: RowPlan, surroundings: Surroundings, parent: QWidget, make: MakeEditor
    ) -> None:
        super().__init__(parent)
        self.field, self.plan = plan.field, plan
        self._theme = surroundings.theme
        self._prefix = ""
        self._present = False
        self._patient = self._visited = False
        self._editable = True
        self._said = {"refused": "", "editor": "", "required": "", "odd": ""}
        self.editor = make(plan.field, surroundings, self)
        self._label = QLabel(self)
        self._label.setObjectName("field_label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fold = self._make_fold() if self.editor.foldable else None
        self._note = QLabel(self)
        self._note.setObjectName("field_note")
        self._more = QToolButton(self)
        self._more.setObjectName("field_more")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.setIconSize(QSize(14, 14))
        self._hint = QLabel(self)
        self._hint.setObjectName("field_hint")
        self._trouble = QLabel(self)
        self._trouble.setObjectName("field_trouble")
        for words in (self._hint, self._trouble):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.hide()
        self._turn_link: QPushButton | None = None
        self._lay_out()
        self._connect(surroundings)
        self._watch_inputs()
        self._redress()
        self._fold_at_first()
        self.take(plan)
        self._apply_editable()

    def _make_fold(self) -> FoldButton:
        return FoldButton(self._theme, self)

    def _connect(self, surroundings: Surroundings) -> None:
        self._more.clicked.connect(self._open_menu)
        self.editor.wished.connect(self._pass_wish)
        self.editor.complained.connect(self._note_complaint)
        self.editor.counted.connect(self._note.setText)
        self.editor.menu_opened.connect(self._extend_menu)
        self.editor.inputs_changed.connect(self._watch_inputs)
        surroundings.theme.changed.connect(self._redress)
        if self._fold is not None:
            self._fold.turned.connect(self._turn)

    def _lay_out(self) -> None:
        ticked = self.field.type is FieldType.BOOLEAN
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(6)
        self._bar.addWidget(self.editor if ticked else self._fold or self._label, 1)
        self._bar.addWidget(self._more)
        self._bar.addWidget(self._note)
        self._label.setVisible(self._has_label)
        self._more.setFixedSize(22, 16)
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(self._bar)
        if not ticked:
            layout.addWidget(self.editor)
        layout.addWidget(self._hint)
        layout.addWidget(self._trouble)

    @property
    def _has_label(self) -> bool:
        return self._fold is None and self.field.type is not FieldType.BOOLEAN

    # Values -----------------------------------------------------------------------------------

    def take(self, plan: RowPlan) -> None:
        """Shows what the post has now; the kind of editor must be the same."""
        if plan is self.plan and self.editor.shown is plan.shown:
            return
        if plan == self.plan and self.editor.shown == plan.shown:
            return
        other = plan.field != self.field
        self.plan = plan
        self.field = self.editor.field = plan.field
        self._redo_words(plan)
        if plan.shown != self.editor.shown:
            self.refuse("")
            self.editor.show_value(plan.shown)
        elif other:
            self.editor.note_field()
        self._summarise()

    def take_written(self, plan: RowPlan) -> None:
        """Learns what its own wish came to; the editor stays as it is."""
        self.plan = plan
        self.field = self.editor.field = plan.field
        self._redo_words(plan)
        self.editor.note_written(plan.shown)
        self._summarise()

    def forget(self) -> None:
        """Drops what was half done in another post."""
        self.editor.forget()
        self._visited = False
        self.refuse("")

    def set_patient(self, patient: bool) -> None:
        """Whether a field that is still to be filled in is left alone until it was visited."""
        if patient != self._patient:
            self._patient = patient
            self.editor.set_patient(patient)
            self._look_for_value()

    def set_editable(self, editable: bool) -> None:
        """Makes the field only readable where it, or what it is in, can't be changed."""
        if editable != self._editable:
            self._editable = editable
            self._apply_editable()

    @property
    def editable(self) -> bool:
        """Whether it can be changed."""
        return self._editable and not self.field.read_only

    def _apply_editable(self) -> None:
        self.editor.set_read_only(not self.editable)

    def refuse(self, sentence: str) -> None:
        """Says why the last wish was not written; "" when it was."""
        said = self.editor.refuse(sentence)
        self._say("refused", "" if said else sentence)

    @property
    def trouble(self) -> str:
        """What stands under the field."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    @property
    def present(self) -> bool:
        """Whether the post has the field."""
        return self._present

    # Words ------------------------------------------------------------------------------------

    def set_prefix(self, prefix: str) -> None:
        """Names what the field is in, for those who can't see it: "Authors 2"."""
        if prefix != self._prefix:
            self._prefix = prefix
            self._name()

    def _name(self) -> None:
        name = ", ".join(word for word in (self._prefix, self.field.label) if word)
        required = ", required" if self.field.required else ""
        if self._fold is not None:
            self._fold.set_name(name + required)
        self.editor.set_name(name if self._fold is not None else name + required)
        self._more.setAccessibleName(f"More for {name}")
        self._more.setToolTip(f"More for {self.field.label}")

    def _redo_words(self, plan: RowPlan) -> None:
        self._present = plan.shown.present
        self._say("odd", plan.odd)
        self._look_for_value()
        mark = " *" if self.field.required else ""
        self._label.setText(self.field.label + mark)
        self._label.setToolTip(self.field.name)
        self._hint.setText(self.field.hint)
        self._hint.setVisible(bool(self.field.hint))
        if self._label.property("unset") != (not plan.shown.present):
            self._label.setProperty("unset", not plan.shown.present)
            self._label.style().polish(self._label)
        self._offer_turn(plan)
        self._name()

    def _offer_turn(self, plan: RowPlan) -> None:
        """Offers to make the value one of the kind that the field is of, where that can be."""
        offer = turned(plan) if self.editable else None
        link = self._turn_link
        if offer is not None:
            if link is None:
                link = self._turn_link = QPushButton(self)
                link.setProperty("link", True)
                link.setAutoDefault(False)
                link.clicked.connect(self._turn_value)
                self.layout().addWidget(link)  # type: ignore[union-attr]  # it has one
            link.setText(offer[0])
            link.setAccessibleName(f"{offer[0]}: {self.field.label}")
        if link is not None and link.isHidden() == (offer is not None):
            link.setVisible(offer is not None)
            self.editor.inputs_changed.emit()

    @Slot()
    def _turn_value(self) -> None:
        offer = turned(self.plan)
        if offer is not None:
            as_text = isinstance(offer[1], str)
            self.wished.emit(self, Wish(offer[1], as_text=as_text, typed=False))

    @Slot()
    def _look_for_value(self) -> None:
        """Says that the field is empty where it should not be."""
        shown, field = self.plan.shown, self.field
        empty = shown.value in _EMPTY and not (field.nullable and shown.present)
        missing = empty and is_missed(field)
        if shown.present and shown.value in ([], {}) and field.in_schema:
            missing = False  # a list of nothing is a list to the site; its limits say the rest
        said = missing and self.editable and (self._visited or not self._patient)
        self._say("required", missing_trouble(field) if said else "")

    @Slot(str)
    def _note_complaint(self, sentence: str) -> None:
        self._say("editor", sentence)

    def _say(self, source: str, sentence: str) -> None:
        self._said[source] = sentence
        shown = next((said for said in self._said.values() if said), "")
        if shown != self._trouble.text() or self._trouble.isHidden() == bool(shown):
            self._trouble.setText(shown)
            self._trouble.setVisible(bool(shown))
            self.editor.describe(shown)
            self.editor.set_invalid(bool(shown))

    # Keys and wishes --------------------------------------------------------------------------

    @Slot()
    def _watch_inputs(self) -> None:
        for widget in self.editor.inputs():
            widget.installEventFilter(self)
        if self._fold is not None:
            self._fold.installEventFilter(self)
        if self._has_label:
            self._label.setBuddy(self.editor.main_input)
        self._name()

    def inputs(self) -> list[QWidget]:
        """What takes keys, in their order."""
        folds: list[QWidget] = [self._fold] if self._fold is not None else []
        if self._fold is not None and not self._fold.isChecked():
            return folds
        link = self._turn_link
        after = [link] if link is not None and not link.isHidden() else []
        return [*folds, *self.editor.inputs(), *after]

    @property
    def main_input(self) -> QWidget:
        """Where the focus goes when it goes to the field."""
        if self._fold is not None and not self._fold.isChecked():
            return self._fold
        return self.editor.main_input

    def reach(self, path: FieldPath) -> LabelledRow:
        """The row of a part, opened on the way; where there is none, the nearest it is in."""
        if not path:
            return self
        self.set_open(True)
        inner = self.editor.part_row(path[0])
        return inner.reach(path[1:]) if isinstance(inner, LabelledRow) else self

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes that the keyboard was in the field and left it, and takes the keys that move it."""
        kind = event.type()
        if (
            kind == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() in _LEAVING
        ):
            self._visited = True
            # Not while the keyboard is on its way: the style sheets are read anew for it.
            QTimer.singleShot(0, self, self._look_for_value)
        elif (
            kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and isinstance(event, QKeyEvent)
            and self.take_key(watched, event)
        ):
            event.accept()  # before the desk's own shortcuts
            return True
        return super().eventFilter(watched, event)

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether a key in one of the inputs is for the row; it is obeyed when it is pressed."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not steps or modifiers != self.move_modifiers or not self._is_nearest(watched):
            return False
        if event.type() == QEvent.Type.KeyPress and self._present and self.editable:
            self.move_requested.emit(self, steps)
        return True

    def _is_nearest(self, watched: QObject) -> bool:
        """Whether no row inside this one, moved by the same keys, holds the input."""
        part: QObject | None = watched
        while part is not None and part is not self:
            if isinstance(part, LabelledRow) and part.move_modifiers == self.move_modifiers:
                return False
            part = part.parent()
        return True

    @Slot(object)
    def _pass_wish(self, wish: object) -> None:
        self.wished.emit(self, wish)

    # Folding ----------------------------------------------------------------------------------

    def _fold_at_first(self) -> None:
        if self._fold is not None:
            value = self.plan.shown.value
            self.set_open(bool(value) or self.field.required)

    def set_open(self, unfolded: bool) -> None:
        """Opens or folds away what is in the field; only where it can be folded."""
        if self._fold is not None:
            self._fold.set_open(unfolded)
            self._turn(unfolded)

    @Slot(bool)
    def _turn(self, unfolded: bool) -> None:
        self.editor.setVisible(unfolded)
        self.editor.set_open(unfolded)
        self._summarise()
        self.editor.inputs_changed.emit()

    def _summarise(self) -> None:
        if self._fold is not None:
            mark = " *" if self.field.required else ""
            summary = "" if self._fold.isChecked() else self.editor.summary()
            self._fold.say(self.field.label + mark, summary)

    # The menu ---------------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu) -> None:
        """Adds what can be done with the field."""
        self.editor.offer_actions(menu)
        can = self._present and self.editable
        for words, action in (
            ("Move up in the file", self._request_up),
            ("Move down in the file", self._request_down),
            ("Remove field", self._request_removal),
        ):
            line = menu.addAction(words)
            line.setEnabled(can)
            line.triggered.connect(action)

    @Slot(object)
    def _extend_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        self.fill_menu(menu)

    @Slot()
    def _open_menu(self) -> None:
        self._popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _popup(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the field's menu."""
        self._popup(event.globalPos())

    @Slot()
    def _request_removal(self) -> None:
        self.removal_requested.emit(self)

    @Slot()
    def _request_up(self) -> None:
        self.move_requested.emit(self, -1)

    @Slot()
    def _request_down(self) -> None:
        self.move_requested.emit(self, 1)

    # Looks ------------------------------------------------------------------------------------

    @Slot()
    def _redress(self) -> None:
        self._more.setIcon(icon("ellipsis", self._theme))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Shows that there is a menu."""
        self._more.show()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Takes the hint away."""
        self._more.hide()
        super().leaveEvent(event)
