"""One field of the form: its label, its editor, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.make import make_editor
from copydesk.ui.details.rename_input import RenameInput
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QEnterEvent

    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.shown import RowPlan

# A menu, or another program's window, takes the keyboard only for a while.
_LEAVING = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.OtherFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_EMPTY: tuple[object, ...] = (None, "", [], {})


class FieldRow(QWidget):
    """A labelled editor.

    Signals:
        wished (FieldRow, Wish): Write this.
        removal_requested (FieldRow): Take the field out of the post.
        rename_requested (FieldRow, str): Give it this name.
        show_requested (FieldRow): Show it in the editor.
    """

    wished = Signal(object, object)
    removal_requested = Signal(object)
    rename_requested = Signal(object, str)
    show_requested = Signal(object)

    def __init__(self, plan: RowPlan, surroundings: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.plan = plan.field, plan
        self._theme = surroundings.theme
        self._present = False
        self._patient = self._visited = False
        self._editable = True
        self._said = {"refused": "", "editor": "", "required": "", "odd": ""}
        self._rename: RenameInput | None = None
        self.editor = make_editor(plan.field, surroundings, self)
        self._label = QLabel(self)
        self._label.setObjectName("field_label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setBuddy(self.editor.main_input)
        self._note = QLabel(self)
        self._note.setObjectName("field_note")
        self._more = QToolButton(self)
        self._more.setObjectName("field_more")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.setIconSize(QSize(14, 14))
        self._trouble = QLabel(self)
        self._trouble.setObjectName("field_trouble")
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.hide()
        self._lay_out()
        self._more.clicked.connect(self._open_menu)
        self.editor.wished.connect(self._pass_wish)
        self.editor.complained.connect(self._note_complaint)
        self.editor.counted.connect(self._note.setText)
        self.editor.menu_opened.connect(self._extend_menu)
        for widget in self.editor.inputs():
            widget.installEventFilter(self)
        surroundings.theme.changed.connect(self._redress)
        self._redress()
        self.take(plan)

    def _lay_out(self) -> None:
        ticked = self.field.type is FieldType.BOOLEAN
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(6)
        self._bar.addWidget(self.editor if ticked else self._label, 1)
        self._bar.addWidget(self._more)
        self._bar.addWidget(self._note)
        self._label.setVisible(not ticked)
        self._more.setFixedSize(22, 16)
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(self._bar)
        if not ticked:
            layout.addWidget(self.editor)
        layout.addWidget(self._trouble)

    def take(self, plan: RowPlan) -> None:
        """Shows what the post has now; the kind of editor must be the same."""
        if plan == self.plan and self.editor.shown == plan.shown:
            return
        self.plan = plan
        self.field = self.editor.field = plan.field
        self._redo_words(plan)
        self._say("refused", "" if plan.shown != self.editor.shown else self._said["refused"])
        self.editor.show_value(plan.shown)

    def forget(self) -> None:
        """Drops what was half done in another post."""
        self.editor.forget()
        self._visited = False
        self._finish_rename("")
        self.refuse("")

    def take_written(self, plan: RowPlan) -> None:
        """Learns what its own wish came to; the editor stays as it is."""
        self.plan = plan
        self.field = self.editor.field = plan.field
        self._redo_words(plan)
        self.editor.note_written(plan.shown)

    def set_patient(self, patient: bool) -> None:
        """Whether a field that is still to be filled in is left alone until it was visited."""
        if patient != self._patient:
            self._patient = patient
            self._look_for_value()

    def set_editable(self, editable: bool) -> None:
        """Makes the field only readable where its kind of block can't be written."""
        if editable != self._editable:
            self._editable = editable
            self.editor.set_read_only(not editable)

    def refuse(self, sentence: str) -> None:
        """Says why the last wish was not written; "" when it was."""
        self._say("refused", sentence)

    @property
    def trouble(self) -> str:
        """What stands under the field."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    @property
    def present(self) -> bool:
        """Whether the post has the field."""
        return self._present

    def _redo_words(self, plan: RowPlan) -> None:
        shown = plan.shown
        self._present = shown.present
        self._say("odd", plan.odd)
        self._look_for_value()
        mark = " *" if self.field.required else ""
        self._label.setText(self.field.label + mark)
        self._label.setToolTip(self.field.name)
        if self._label.property("unset") != (not shown.present):
            self._label.setProperty("unset", not shown.present)
            self._label.style().polish(self._label)
        name = self.field.label + (", required" if self.field.required else "")
        for widget in {self.editor.main_input, *self.editor.inputs()}:
            widget.setAccessibleName(name)
        self._more.setAccessibleName(f"More for {self.field.label}")
        self._more.setToolTip(f"More for {self.field.label}")

    @Slot()
    def _look_for_value(self) -> None:
        """Says that the field is empty where it should not be."""
        field, empty = self.field, self.plan.shown.value in _EMPTY
        missing = field.required and empty and field.type is not FieldType.BOOLEAN
        said = missing and self._editable and (self._visited or not self._patient)
        self._say("required", "Other posts have this." if said else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes that the keyboard was in the field and left it."""
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() in _LEAVING
        ):
            self._visited = True
            # Not while the keyboard is on its way: the style sheets are read anew for it.
            QTimer.singleShot(0, self, self._look_for_value)
        return super().eventFilter(watched, event)

    @Slot(object)
    def _pass_wish(self, wish: object) -> None:
        self.wished.emit(self, wish)

    @Slot(str)
    def _note_complaint(self, sentence: str) -> None:
        self._say("editor", sentence)

    def _say(self, source: str, sentence: str) -> None:
        self._said[source] = sentence
        shown = next((said for said in self._said.values() if said), "")
        if shown != self._trouble.text() or self._trouble.isHidden() == bool(shown):
            self._trouble.setText(shown)
            self._trouble.setVisible(bool(shown))
            self.editor.main_input.setAccessibleDescription(shown)
            self.editor.set_invalid(bool(shown))

    # The menu ---------------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu) -> None:
        """Adds what can be done with the field."""
        show = menu.addAction("Show in the editor")
        show.setEnabled(self._present)
        show.triggered.connect(self._request_show)
        rename = menu.addAction("Rename field…")
        rename.setEnabled(self._present and self._editable)
        rename.triggered.connect(self.start_rename)
        remove = menu.addAction("Remove field")
        remove.setEnabled(self._present and self._editable)
        remove.triggered.connect(self._request_removal)

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
    def _request_show(self) -> None:
        self.show_requested.emit(self)

    @Slot()
    def _request_removal(self) -> None:
        self.removal_requested.emit(self)

    @Slot()
    def start_rename(self) -> None:
        """Puts an input for the name where the label is."""
        if self._rename is None:
            self._rename = RenameInput(self.field.name, self)
            self._rename.setAccessibleName(f"New name of {self.field.label}")
            self._rename.named.connect(self._finish_rename)
            self._bar.insertWidget(0, self._rename, 1)
            self._label.hide()
            self._rename.setFocus()

    @Slot(str)
    def _finish_rename(self, name: str) -> None:
        had_focus = self._rename is not None and self._rename.hasFocus()
        if self._rename is not None:
            self._rename.deleteLater()
            self._rename = None
        self._label.setVisible(self.field.type is not FieldType.BOOLEAN)
        if had_focus:
            self.editor.main_input.setFocus()
        if name and name != self.field.name:
            self.rename_requested.emit(self, name)

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
