"""The editor of several images or files: a list of them, into which files can be dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from copydesk.core.site.field import FieldType
from copydesk.services.assets import AssetAsk, Brought
from copydesk.ui.details.editors.file import FileEditor, local_files
from copydesk.ui.details.editors.list_editor import ListEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field
    from copydesk.ui.details.editors.base import FieldEditor, Surroundings
    from copydesk.ui.details.editors.labelled_row import MakeEditor


def as_list(field: Field) -> Field:
    """The list of single files that a field of several is edited as."""
    item = replace(field, name="", multiple=False, minimum=None, maximum=None, default=None)
    return replace(field, type=FieldType.LIST, multiple=False, item=item)


class FilesEditor(ListEditor):
    """A row for each file; dropped ones come last, in the order they were dropped in."""

    def __init__(
        self,
        make: MakeEditor,
        field: Field,
        surroundings: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        self._field = self._whole = field
        self._tickets: set[int] = set()
        self._asking = False
        self._make_one = make
        super().__init__(self._make_item_editor, field, surroundings, parent)
        self.setAcceptDrops(True)
        if surroundings.assets is not None:
            surroundings.assets.brought.connect(self._take_brought)

    @property
    def field(self) -> Field:
        """The list it is edited as."""
        return self._field

    @field.setter
    def field(self, field: Field) -> None:
        self._whole, self._field = field, as_list(field)

    def _make_item_editor(
        self, field: Field, surroundings: Surroundings, parent: QWidget
    ) -> FieldEditor:
        editor = self._make_one(field, surroundings, parent)
        if isinstance(editor, FileEditor):
            editor.siblings = self._values
        return editor

    def forget(self) -> None:
        """Makes the next value be shown; what is under way was for another post."""
        super().forget()
        self._tickets.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if local_files(event.mimeData()) and not self.read_only and self.surroundings.assets:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Brings files into the site, and names each in an item of its own."""
        assets = self.surroundings.assets
        if assets is None or self.read_only:
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        values = [value for value in self._values() if isinstance(value, str)]
        one = replace(self._whole, multiple=False)
        ask = AssetAsk(self.surroundings.post(), one, values[-1] if values else "")
        for path in local_files(event.mimeData()):
            self._asking = True
            ticket = assets.bring(path, ask)
            if self._asking:
                self._tickets.add(ticket)
            self._asking = False

    @Slot(object)
    def _take_brought(self, brought: Brought) -> None:
        if not self._asking and brought.ticket not in self._tickets:
            return
        self._asking = False
        self._tickets.discard(brought.ticket)
        if brought.written not in self._values():
            self._insert(len(self._values()), brought.written)
