"""One field of the form: its label, its editor, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from copydesk.core.text.critic_scan import has_openings
from copydesk.ui.details.editors.labelled_row import LabelledRow
from copydesk.ui.details.editors.make import make_editor
from copydesk.ui.details.rename_input import RenameInput
from copydesk.ui.details.suggestion_note import SuggestionNote

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from copydesk.ui.details.editors.base import Surroundings
    from copydesk.ui.details.editors.plans import RowPlan


class FieldRow(LabelledRow):
    """A labelled editor of a field at the top of the post.

    Signals:
        rename_requested (FieldRow, str): Give it this name.
        show_requested (FieldRow): Show it in the editor.
        answered (FieldRow, bool): Accept or reject what is suggested for it.
    """

    rename_requested = Signal(object, str)
    show_requested = Signal(object)
    answered = Signal(object, bool)

    def __init__(self, plan: RowPlan, surroundings: Surroundings, parent: QWidget) -> None:
        self._rename: RenameInput | None = None
        self._suggestion: SuggestionNote | None = None
        super().__init__(plan, surroundings, parent, make_editor)

    def _redo_words(self, plan: RowPlan) -> None:
        super()._redo_words(plan)
        value = plan.shown.value
        if self._suggestion is None:
            if not isinstance(value, str) or not has_openings(value):
                return  # as most fields of most posts
            self._suggestion = SuggestionNote(self)
            self._suggestion.answered.connect(self._answer)
            self.layout().addWidget(self._suggestion)  # type: ignore[union-attr]  # it has one
        was_hidden = self._suggestion.isHidden()
        if self._suggestion.show_value(value, self.field.label) == was_hidden:
            self.editor.inputs_changed.emit()

    @Slot(bool)
    def _answer(self, accepts: bool) -> None:
        self.answered.emit(self, accepts)

    def inputs(self) -> list[QWidget]:
        """What takes keys, in their order."""
        note = self._suggestion
        return [
            *super().inputs(),
            *(note.links if note is not None and not note.isHidden() else ()),
        ]

    def forget(self) -> None:
        """Drops what was half done in another post."""
        super().forget()
        self._finish_rename("")

    def fill_menu(self, menu: QMenu) -> None:
        """Adds what can be done with the field."""
        show = menu.addAction("Show in the editor")
        show.setEnabled(self._present)
        show.triggered.connect(self._request_show)
        rename = menu.addAction("Rename field…")
        rename.setEnabled(self._present and self.editable)
        rename.triggered.connect(self.start_rename)
        super().fill_menu(menu)

    @Slot()
    def _request_show(self) -> None:
        self.show_requested.emit(self)

    @Slot()
    def start_rename(self) -> None:
        """Puts an input for the name where the label is."""
        if self._rename is None:
            self._rename = RenameInput(self.field.name, self)
            self._rename.setAccessibleName(f"New name of {self.field.label}")
            self._rename.named.connect(self._finish_rename)
            self._bar.insertWidget(0, self._rename, 1)
            (self._fold or self._label).hide()
            self._rename.setFocus()

    @Slot(str)
    def _finish_rename(self, name: str) -> None:
        had_focus = self._rename is not None and self._rename.hasFocus()
        if self._rename is not None:
            self._rename.deleteLater()
            self._rename = None
            self._label.setVisible(self._has_label)
            if self._fold is not None:
                self._fold.show()
        if had_focus:
            self.main_input.setFocus()
        if name and name != self.field.name:
            self.rename_requested.emit(self, name)
