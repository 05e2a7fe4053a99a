"""Clones a site that the editor asks for, and opens it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from copydesk.core.errors import CopydeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.workspace import Workspace
    from copydesk.services.cloning import Cloning
    from copydesk.ui.welcome.clone_dialog import CloneDialog


class CloneDesk(QObject):
    """Joins the dialog with the clone."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._dialog: CloneDialog | None = None
        self._cloning: Cloning | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do that this sees to."""
        return {"file.clone": self.ask}

    @property
    def cloning(self) -> Cloning:
        """The clone; made when it is first wanted."""
        if self._cloning is None:
            from copydesk.services.cloning import Cloning

            self._cloning = Cloning(self._desk.tasks, self)
            self._desk.leaving.connect(self._cloning.cancel)
        return self._cloning

    def ask(self) -> None:
        """Opens the dialog, with the folder that was cloned into last, or the user's own."""
        last = self._desk.session.state.clone_into
        self._desk.tasks.run(partial(_begin_in, last), self._open, key="clone-into")

    def _open(self, folder: Path) -> None:
        from copydesk.ui.welcome.clone_dialog import CloneDialog  # not needed to start

        if self._dialog is not None:
            return
        self._dialog = dialog = CloneDialog(folder, self._desk.window)
        cloning = self.cloning
        dialog.clone_asked.connect(cloning.start)
        dialog.stop_asked.connect(cloning.cancel)
        dialog.choose_asked.connect(self._choose)
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        cloning.progressed.connect(dialog.show_progress)
        cloning.stopped.connect(dialog.show_stopped)
        cloning.failed.connect(self._tell)
        cloning.finished.connect(self._finish)
        dialog.open()

    @Slot()
    def _forget(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self.cloning.progressed.disconnect(dialog.show_progress)
            self.cloning.stopped.disconnect(dialog.show_stopped)
            self.cloning.failed.disconnect(self._tell)
            self.cloning.finished.disconnect(self._finish)

    @Slot()
    def _choose(self) -> None:
        if self._dialog is None:
            return
        folder = QFileDialog.getExistingDirectory(
            self._dialog, "Put the site in", str(self._dialog.folder)
        )
        if folder and self._dialog is not None:
            self._dialog.set_folder(folder)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        if self._dialog is None:
            return
        if isinstance(error, CopydeskError):
            self._dialog.show_failure(error)
        else:
            self._dialog.show_stopped()
            self._desk.notifier.error(error)

    @Slot(object)
    def _finish(self, folder: Path) -> None:
        self._desk.session.state.clone_into = str(folder.parent)
        if self._dialog is not None:
            self._dialog.accept()
        self._desk.open_folder(folder)


def _begin_in(last: str) -> Path:
    """The folder to put the next site in."""
    from copydesk.core.storage.folders import own_folder  # not needed to start

    return Path(last) if last and Path(last).is_dir() else own_folder()
