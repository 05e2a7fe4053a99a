"""Merges one post with what another program wrote: at once where nothing collides, else asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.core.errors import CopydeskError
from copydesk.services.live_merge import LiveMerge
from copydesk.services.notifier import NoticeAction
from copydesk.ui.disk.merge_words import outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from copydesk.core.posts.merge import Merge
    from copydesk.core.text.edits import TextEdit
    from copydesk.services.documents import Documents
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.disk.merge_dialog import MergeDialog
    from copydesk.ui.theme.theme import Theme

LABEL = "Merge with the disk"
"""What undo calls it."""
_AGAIN = "The file on disk changed again."
_OVER = "The file on disk is as it was again, so there is nothing to merge."


class Merging(QObject):
    """One post's conflict, from the first look to the answer.

    Attributes:
        live: The merge, kept up to date.
    """

    def __init__(
        self,
        document: OpenDocument,
        documents: Documents,
        tasks: TaskRunner,
        notifier: Notifier,
        place: tuple[Theme, QWidget],
    ) -> None:
        """Follows ``document``; ``place`` is the theme and the window of the merge view."""
        super().__init__(place[1])
        self._document, self._documents = document, documents
        self._tasks, self._notifier = tasks, notifier
        self._theme, self._window = place
        self._dialog: MergeDialog | None = None
        self.live = LiveMerge(document, tasks, self)
        self.live.changed.connect(self._follow)

    def stop(self) -> None:
        """It was answered, or the post closed."""
        self.live.stop()
        if self._dialog is not None:
            self._dialog.reject()
            self._notifier.info(_OVER)
        self.deleteLater()

    @Slot()
    def start(self) -> None:
        """Merges, or asks where both sides collide."""
        self.live.when_ready(self._begin)

    def _begin(self, merge: Merge) -> None:
        if not merge.collisions:
            self._take(merge, merge.edits, 0)
        elif self._dialog is None:
            self._dialog = self._ask(merge)

    def _ask(self, merge: Merge) -> MergeDialog:
        from copydesk.ui.disk.merge_dialog import MergeDialog  # not needed to start

        path = self._document.path
        name = path.name if path else "Untitled"
        dialog = MergeDialog(merge, name, self._theme, self._window)
        dialog.merge_wanted.connect(self._resolve)
        dialog.finished.connect(self._closed)
        dialog.open()
        return dialog

    @Slot()
    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    @Slot()
    def _follow(self) -> None:
        """Shows in the dialog what another program has done meanwhile."""
        merge = self.live.merge
        if self._dialog is not None and merge is not None and merge is not self._dialog.merge:
            self._dialog.show_merge(merge, _AGAIN)

    @Slot(object, object)
    def _resolve(self, merge: Merge, choices: Mapping[int, str]) -> None:
        if not self.live.fits(merge):
            self.live.refresh()  # and what comes of it is shown
            return
        self._tasks.run(
            partial(merge.resolved, choices),
            partial(self._resolved, merge, len(choices)),
            self._refused,
            key=f"resolve {self._document.ident}",
        )

    def _refused(self, error: Exception) -> None:
        if self._dialog is None:
            return
        if isinstance(error, CopydeskError):
            self._dialog.say(f"{error.sentence} {error.next_step}")
        else:
            self._notifier.error(error)

    def _resolved(self, merge: Merge, decided: int, edits: tuple[TextEdit, ...]) -> None:
        dialog = self._dialog
        if dialog is None or not self.live.fits(merge):
            self.live.refresh()
            return
        self._dialog = None
        dialog.accept()
        dialog.deleteLater()
        self._take(merge, edits, decided)

    def _take(self, merge: Merge, edits: tuple[TextEdit, ...], decided: int) -> None:
        if not self.live.fits(merge):  # typed on between the button and now
            self.start()
            return
        document, notifier = self._document, self._notifier
        before = document.text_format
        self._documents.merge(document, edits, LABEL)  # which ends this merging, too
        take_back = partial(_undo, self._documents, notifier, document, document.revision)
        undo = [NoticeAction("Undo", take_back)] if edits else []
        news = outcome(merge, decided)
        if document.text_format != before:
            news += f" The post is in {document.text_format.label} now, as on the disk."
        notifier.info(news, *undo)


def _undo(documents: Documents, notifier: Notifier, document: OpenDocument, revision: int) -> None:
    """Takes a merge back, unless something else came after it."""
    if document not in list(documents):
        return
    if document.revision == revision:
        document.undo()
    else:
        notifier.info("The post was changed since; Undo takes that back first.")
