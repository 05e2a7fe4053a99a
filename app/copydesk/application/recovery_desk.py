"""Offers what was not saved when the program ended, and carries out what the editor decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from copydesk.services.notifier import NoticeAction

if TYPE_CHECKING:
    from copydesk.application.comparing import Comparing
    from copydesk.application.workspace import Workspace
    from copydesk.core.storage.journal_entry import JournalEntry
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.unsaved_posts import UnsavedPost
    from copydesk.ui.recovery.recovery_dialog import RecoveryDialog


class RecoveryDesk(QObject):
    """Joins `Recovery` with the dialog. Nothing is loaded or made before there is something."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._recovery = desk.recovery
        self._dialog: RecoveryDialog | None = None
        self._action = desk.actions.get("file.recover")
        self._recovery.found.connect(self._compare)
        self._recovery.waiting_changed.connect(self._follow)
        self._recovery.restored.connect(self._show_restored)
        self._follow()

    @Slot(object)
    def _compare(self, entries: list[JournalEntry]) -> None:
        from copydesk.services.unsaved_posts import look_at_unsaved  # with all of comparing

        self._desk.tasks.run(partial(look_at_unsaved, entries), self._offer, key="unsaved posts")

    def _offer(self, posts: list[UnsavedPost]) -> None:
        waiting = self._recovery.waiting  # some may have been decided on meanwhile
        posts = [post for post in posts if post.entry in waiting]
        if not posts or self._dialog is not None:
            return
        if QApplication.activeModalWidget() is None:
            self._open(posts)
        else:  # no dialog over a dialog
            self._remind()

    def _open(self, posts: list[UnsavedPost]) -> None:
        from copydesk.application.comparing import Comparing
        from copydesk.ui.recovery.recovery_dialog import RecoveryDialog

        dialog = RecoveryDialog(self._desk.theme, self._desk.window)
        dialog.chosen.connect(partial(_find_links, Comparing(self._desk, dialog.view)))
        dialog.restore_requested.connect(self._restore)
        dialog.set_aside_requested.connect(self._set_aside)
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.show_posts(posts)
        dialog.open()

    @Slot(object)
    def _restore(self, posts: list[UnsavedPost]) -> None:
        for post in posts:
            self._recovery.restore(post.entry)
            self._decided(post)

    @Slot(object)
    def _set_aside(self, post: UnsavedPost) -> None:
        self._recovery.set_aside(post.entry)
        self._decided(post)

    def _decided(self, post: UnsavedPost) -> None:
        if self._dialog is not None:
            self._dialog.remove(post)

    @Slot()
    def _follow(self) -> None:
        self._action.setEnabled(bool(self._recovery.waiting))

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
        self._remind()

    def _remind(self) -> None:
        """Says that what was put off is not lost."""
        count = len(self._recovery.waiting)
        if count == 1:
            self._desk.notifier.warn(
                "A post from before is still not saved.",
                "Its text is kept, and you are asked again at the next start.",
                NoticeAction("Show it", self._recovery.look_back),
            )
        elif count:
            self._desk.notifier.warn(
                f"{count} posts from before are still not saved.",
                "Their text is kept, and you are asked again at the next start.",
                NoticeAction("Show them", self._recovery.look_back),
            )

    @Slot(object, object)
    def _show_restored(self, document: OpenDocument, entry: JournalEntry) -> None:
        self._desk.show_document(document, entry.cursor)


def _find_links(comparing: Comparing, post: UnsavedPost) -> None:
    comparing.set_path(post.entry.path)
