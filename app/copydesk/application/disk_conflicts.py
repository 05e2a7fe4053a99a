"""Puts the bar above a post whose file another program touched, and carries out the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from copydesk.services.open_document import DiskState
from copydesk.ui.disk.conflict_bar import ConflictBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.services.documents import Documents
    from copydesk.services.open_document import DiskVersion, OpenDocument
    from copydesk.ui.disk.compare_dialog import CompareDialog
    from copydesk.ui.editor.editor_area import EditorArea
    from copydesk.ui.main_window import MainWindow
    from copydesk.ui.theme.theme import Theme


class DiskConflicts(QObject):
    """Follows the disk state of every open post."""

    def __init__(
        self, documents: Documents, editors: EditorArea, window: MainWindow, theme: Theme
    ) -> None:
        super().__init__(window)
        self._documents, self._editors = documents, editors
        self._window, self._theme = window, theme
        self._bars: dict[OpenDocument, ConflictBar] = {}
        documents.opened.connect(self._follow)
        documents.closed.connect(self._forget)

    def bar_of(self, document: OpenDocument | None) -> ConflictBar | None:
        """The bar above a post, where there is one."""
        return None if document is None else self._bars.get(document)

    def _follow(self, document: OpenDocument) -> None:
        document.disk_state_changed.connect(partial(self._show, document))

    def _show(self, document: OpenDocument, state: DiskState) -> None:
        old = self._bars.pop(document, None)
        focus = QApplication.focusWidget()
        if focus is not None and old is not None and old.isAncestorOf(focus):
            self._editors.setFocus()  # what was pressed goes away
        if state not in (DiskState.CHANGED, DiskState.DELETED):
            self._editors.set_bar(document, None)
            return
        bar = ConflictBar(state, self._theme)
        bar.keep_mine_requested.connect(partial(self._documents.keep_mine, document))
        bar.take_theirs_requested.connect(partial(self._documents.take_theirs, document))
        bar.compare_requested.connect(partial(self.compare, document))
        bar.save_again_requested.connect(partial(self._documents.save_again, document))
        bar.close_requested.connect(partial(self._documents.close, document))
        self._bars[document] = bar
        self._editors.set_bar(document, bar)

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._bars.pop(document, None)

    def compare(self, document: OpenDocument) -> CompareDialog | None:
        """Shows both texts of a post in conflict side by side."""
        theirs = document.theirs
        if theirs is None or document.path is None:
            return None
        from copydesk.ui.disk.compare_dialog import CompareDialog  # not needed to start

        dialog = CompareDialog(
            document.text, theirs.text, document.path.name, self._theme, self._window
        )
        keep, take = self._documents.keep_mine, self._documents.take_theirs
        dialog.keep_mine_requested.connect(partial(self._answer, keep, document, theirs))
        dialog.take_theirs_requested.connect(partial(self._answer, take, document, theirs))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _answer(
        self,
        answer: Callable[[OpenDocument], object],
        document: OpenDocument,
        compared: DiskVersion,
    ) -> None:
        """Carries out an answer to what was compared; what came since is shown first."""
        if document.theirs == compared:
            answer(document)
        else:
            self.compare(document)
