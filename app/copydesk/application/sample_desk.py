"""Opens the sample newsroom, in a folder of the editor's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from copydesk.application.reveal import reveal
from copydesk.services.notifier import NoticeAction

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.application.workspace import Workspace
    from copydesk.core.library.sample import Sample

_ANOTHER = "Choose another place…"


class SampleDesk(QObject):
    """Copies the sample where it can be written in, and opens what was copied before."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do that this sees to."""
        return {"file.open-sample": self.open}

    def open(self) -> None:
        """Opens the newest copy, or makes the first one."""
        self._copy(None, afresh=False)

    def _copy(self, parent: Path | None, *, afresh: bool) -> None:
        self._desk.tasks.run(
            partial(_sample, parent, afresh=afresh),
            self._show,
            self._not_copied,
            in_order=True,
            lane="sample",
        )

    def _show(self, sample: Sample) -> None:
        self._desk.open_folder(sample.folder, then=partial(self._tell, sample))

    def _tell(self, sample: Sample) -> None:
        from copydesk.core.storage.folders import shown_place  # not needed to start

        place = shown_place(sample.folder)
        show = NoticeAction("Show it", partial(reveal, sample.folder, self))
        if sample.is_new:
            another = NoticeAction(_ANOTHER, partial(self._move, sample.folder))
            sentence = f"The sample newsroom is yours to change. It is in “{place}”."
            self._desk.notifier.info(sentence, another, show)
        else:
            afresh = NoticeAction("Start afresh", partial(self._copy, None, afresh=True))
            sentence = f"This is your sample newsroom from before, in “{place}”."
            self._desk.notifier.info(sentence, afresh, show)

    def _not_copied(self, error: Exception) -> None:
        self._desk.notifier.error(error, "", NoticeAction(_ANOTHER, self._copy_elsewhere))

    def _copy_elsewhere(self) -> None:
        parent = self._asked_place()
        if parent is not None:
            self._copy(parent, afresh=False)

    def _asked_place(self) -> Path | None:
        folder = QFileDialog.getExistingDirectory(
            self._desk.window, "Put the sample newsroom in", str(Path.home())
        )
        return Path(folder) if folder else None

    def _move(self, folder: Path) -> None:
        """Moves a copy; its posts are closed first, so that none is saved where it was."""
        parent = self._asked_place()
        if parent is not None and parent != folder.parent:
            self._desk.documents.close_all(partial(self._move_closed, folder, parent))

    def _move_closed(self, folder: Path, parent: Path) -> None:
        if self._desk.library.root == folder:
            self._desk.close_folder()
        self._desk.tasks.run(
            partial(_moved, folder, parent),
            self._desk.open_folder,
            partial(self._not_moved, folder),
            in_order=True,
            lane="sample",
        )

    def _not_moved(self, folder: Path, error: Exception) -> None:
        self._desk.notifier.error(error)
        self._desk.open_folder(folder)


# What follows runs on threads, where what it needs is loaded, too.


def _sample(parent: Path | None, *, afresh: bool) -> Sample:
    from copydesk.core.library.sample import sample_newsroom

    return sample_newsroom(parent, afresh=afresh)


def _moved(folder: Path, parent: Path) -> Path:
    from copydesk.core.storage.folders import move_folder

    return move_folder(folder, parent)
