"""Asks where a post that has no file yet is to be saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from copydesk.core.site.slug import slugify
from copydesk.ui.editor.tab_bar import title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.workspace import Workspace
    from copydesk.services.open_document import OpenDocument

POST_FILES = "Posts (*.md *.markdown *.mdx *.mkd *.txt);;All files (*)"


class SavePlaces(QObject):
    """Answers `Documents.path_wanted`; the file dialog asks before a file is replaced."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._last: Path | None = None
        desk.editors.current_changed.connect(self._note_folder)
        desk.documents.path_wanted.connect(self._ask)

    @Slot(object)
    def _note_folder(self, document: OpenDocument | None) -> None:
        if document is not None and document.path is not None:
            self._last = document.path.parent

    @Slot(object, object)
    def _ask(self, document: OpenDocument, then: Callable[[OpenDocument], object] | None) -> None:
        self._desk.show_document(document)  # several may be asked about, one after the other
        dialog = QFileDialog(self._desk.window, f"Save “{document.name}”")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(POST_FILES.split(";;"))
        dialog.setDefaultSuffix("md")
        dialog.setDirectory(str(self._folder()))
        dialog.selectFile(f"{slugify(title_of(document))}.md")
        answered = dialog.exec()
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        if answered and chosen:
            self._desk.documents.save_as(document, Path(chosen[0]), then)

    def _folder(self) -> Path:
        """That of the post last shown, else the open one, else the person's own."""
        root = self._desk.library.root
        last = self._last
        if last is not None and (root is None or last.is_relative_to(root)):
            return last
        return root or last or Path.home()
