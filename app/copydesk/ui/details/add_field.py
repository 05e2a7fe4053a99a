"""Adding a field: its name, and what kind of thing it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from copydesk.core.site.field import Field, FieldType
from copydesk.core.site.infer import field_for_key
from copydesk.ui.details.editors.completion import WordCompleter
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.ui.theme.theme import Theme

# What only a schema can say more of.
_SCHEMA_KINDS = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.BLOCK)
_KINDS = [kind for kind in FieldType if kind not in _SCHEMA_KINDS]


class AddField(QFrame):
    """Asks for a name, offers those that other posts use, and suggests the kind.

    Signals:
        field_requested (Field): Add this one.
        closed: The editor thought better of it, or it is done.
    """

    field_requested = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("add_field")
        self._known: dict[str, Field] = {}
        self._kind_chosen = False
        self._name = LineInput(self)
        self._name.setPlaceholderText("Name of the field")
        self._name.setAccessibleName("Name of the new field")
        self._completer = WordCompleter(self._name)
        self._name.setCompleter(self._completer)
        self._kind: QComboBox = ChoiceBox(theme, self)
        self._kind.setAccessibleName("What the new field holds")
        for kind in _KINDS:
            self._kind.addItem(kind.label, kind)
        self._trouble = QLabel(self)
        self._trouble.setObjectName("field_trouble")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        add = QPushButton("Add", self)
        add.setAutoDefault(False)
        cancel = QPushButton("Cancel", self)
        cancel.setProperty("flat", True)
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        for part in (self._name, self._kind, self._trouble):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self._name.textChanged.connect(self._suggest)
        self._name.returnPressed.connect(self._request)
        self._kind.activated.connect(self._note_kind)
        add.clicked.connect(self._request)
        cancel.clicked.connect(self.closed)

    def open(self, known: Sequence[Field]) -> None:
        """Starts afresh.

        Args:
            known: Fields of other posts that this one lacks.
        """
        self._known = {field.name: field for field in known}
        self._kind_chosen = False
        self._completer.offer(self._known)
        self._name.clear()
        self.refuse("")
        self._suggest("")
        self.show()
        self._name.setFocus()

    def refuse(self, sentence: str) -> None:
        """Says why the field can't be added."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    @Slot(str)
    def _suggest(self, name: str) -> None:
        self.refuse("")
        if not self._kind_chosen:
            kind = self._field(name.strip()).type
            # What the schema alone can say needs no choosing.
            self._kind.setVisible(kind in _KINDS)
            if kind in _KINDS:
                self._kind.setCurrentIndex(_KINDS.index(kind))

    @Slot()
    def _note_kind(self) -> None:
        self._kind_chosen = True

    def _field(self, name: str) -> Field:
        return self._known.get(name) or field_for_key(name)

    @Slot()
    def _request(self) -> None:
        name = self._name.text().strip()
        if not name:
            self.refuse("A field needs a name.")
            self._name.setFocus()
            return
        field = self._field(name)
        kind: FieldType = self._kind.currentData()
        if self._kind_chosen and kind is not field.type:
            field = replace(field, type=kind)
        self.field_requested.emit(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
