"""Puts the bar above a post whose file another program touched, and carries out the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.application.merging import Merging
from copydesk.services.notifier import NoticeAction
from copydesk.services.open_document import DiskState
from copydesk.ui.disk.conflict_bar import ConflictBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import DiskVersion, OpenDocument
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.compare.compare_dialog import CompareDialog
    from copydesk.ui.compare.compare_view import CompareView
    from copydesk.ui.editor.editor_area import EditorArea
    from copydesk.ui.main_window import MainWindow
    from copydesk.ui.theme.theme import Theme

    _Serve = Callable[[CompareView, Path], object]

_TITLES = ("On disk", "Your text")


class DiskConflicts(QObject):
    """Follows the disk state of every open post.

    Attributes:
        serve_comparison: Joins a comparison, and the post's path, with what it needs.

    Signals:
        changed (OpenDocument): There is another question about a post's file, or none any more.
    """

    changed = Signal(object)

    def __init__(
        self,
        documents: Documents,
        editors: EditorArea,
        window: MainWindow,
        theme: Theme,
        tasks: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._documents, self._editors = documents, editors
        self._window, self._theme = window, theme
        self._tasks, self._notifier = tasks, notifier
        self.serve_comparison: _Serve | None = None
        self._bars: dict[OpenDocument, ConflictBar] = {}
        self._merges: dict[OpenDocument, Merging] = {}
        self._comparisons: dict[OpenDocument, CompareDialog] = {}
        self._documents.opened.connect(self._follow)
        self._documents.closed.connect(self._forget)
        self._documents.offer_in_conflict(self._offers)
        theme.changed.connect(self._dress)

    def bar_of(self, document: OpenDocument | None) -> ConflictBar | None:
        """The bar above a post, where there is one."""
        return None if document is None else self._bars.get(document)

    def can_merge(self, document: OpenDocument | None) -> bool:
        """Whether there is something on disk to merge with."""
        return document in self._merges

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        document.disk_state_changed.connect(partial(self._show, document))
        if document.disk_state in (DiskState.CHANGED, DiskState.DELETED):
            self._show(document, document.disk_state)  # so restored after a crash

    def _show(self, document: OpenDocument, state: DiskState) -> None:
        self._take_away(document)
        if state in (DiskState.CHANGED, DiskState.DELETED):
            bar = ConflictBar(state, self._theme)
            bar.merge_requested.connect(partial(self.merge, document))
            bar.keep_mine_requested.connect(partial(self._documents.keep_mine, document))
            bar.take_theirs_requested.connect(partial(self._documents.take_theirs, document))
            bar.compare_requested.connect(partial(self.compare, document))
            bar.save_again_requested.connect(partial(self._documents.save_again, document))
            bar.close_requested.connect(partial(self._documents.close, document))
            self._bars[document] = bar
            self._editors.set_bar(document, bar)
        else:
            self._editors.set_bar(document, None)
        self._follow_merge(document)
        self.changed.emit(document)

    def _follow_merge(self, document: OpenDocument) -> None:
        """Keeps a merge at hand for as long as there are two versions and what both came from."""
        merging = self._merges.get(document)
        if document.theirs is None or document.base is None:
            if merging is not None:
                del self._merges[document]
                merging.stop()
            return
        if merging is None:
            merging = Merging(
                document, self._documents, self._tasks, self._notifier, (self._theme, self._window)
            )
            self._merges[document] = merging
            merging.live.changed.connect(partial(self._show_merge, document))
        self._show_merge(document)

    def _show_merge(self, document: OpenDocument) -> None:
        bar, merging = self._bars.get(document), self._merges.get(document)
        if bar is not None and merging is not None and merging.live.merge is not None:
            bar.show_merge(merging.live.merge)

    def _take_away(self, document: OpenDocument) -> None:
        old = self._bars.pop(document, None)
        # Also while a dialog is in front.
        focus: QWidget | None = self._window.focusWidget()
        if focus is not None and old is not None and old.isAncestorOf(focus):
            self._editors.setFocus()  # what was pressed goes away

    @Slot()
    def _dress(self) -> None:
        """Makes the bars anew: their marks are drawn in the theme's colours."""
        for document in list(self._bars):
            self._show(document, document.disk_state)

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._bars.pop(document, None)
        if merging := self._merges.pop(document, None):
            merging.stop()
        if comparison := self._comparisons.pop(document, None):
            comparison.reject()  # its answers have nothing to answer any more

    def merge(self, document: OpenDocument) -> None:
        """Brings both versions of a post together; where they collide, the editor decides."""
        if merging := self._merges.get(document):
            merging.start()

    def _offers(self, document: OpenDocument) -> tuple[NoticeAction, ...]:
        """The buttons of the bar, for the notice that a post was not saved."""
        merge = NoticeAction(self._merge_label(document), partial(self.merge, document))
        return (
            *([merge] if self.can_merge(document) else []),
            NoticeAction("Compare…", partial(self.compare, document)),
            NoticeAction("Keep mine", partial(self._documents.keep_mine, document)),
            NoticeAction("Take theirs", partial(self._documents.take_theirs, document)),
        )

    def _merge_label(self, document: OpenDocument) -> str:
        """With three dots where something will be asked."""
        merging = self._merges.get(document)
        merge = merging.live.merge if merging else None
        return "Merge" if merge is not None and not merge.collisions else "Merge…"

    def compare(self, document: OpenDocument) -> CompareDialog | None:
        """Shows both texts of a post in conflict as one marked-up text."""
        theirs = document.theirs
        if theirs is None or document.path is None:
            return None
        from PySide6.QtWidgets import QPushButton

        from copydesk.ui.compare.compare_dialog import CompareDialog  # not needed to start

        name = document.path.name
        dialog = CompareDialog(f"Compare — {name}", self._theme, self._window)
        if self.serve_comparison is not None:
            self.serve_comparison(dialog.view, document.path)
        answers: list[tuple[str, Callable[[OpenDocument], object]]] = [
            ("Take theirs", self._documents.take_theirs),
            ("Keep mine", self._documents.keep_mine),
        ]
        if self.can_merge(document):
            answers.append((self._merge_label(document), self.merge))
        for label, answer in answers:
            button = QPushButton(label)
            button.setAutoDefault(False)
            button.setProperty("primary", answer == self.merge)
            button.clicked.connect(dialog.accept)
            button.clicked.connect(partial(self._answer, answer, document, theirs))
            dialog.add_button(button)
        dialog.view.show_texts(theirs.text, document.text, *_TITLES)
        dialog.finished.connect(partial(self._put_away, document, dialog))
        self._comparisons[document] = dialog
        dialog.open()
        return dialog

    def _put_away(self, document: OpenDocument, dialog: CompareDialog, _result: int) -> None:
        if self._comparisons.get(document) is dialog:
            del self._comparisons[document]
        dialog.deleteLater()

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
