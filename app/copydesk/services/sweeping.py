"""Clears away, a while after a folder was opened, what killed saves left in it."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.errors import CopydeskError
from copydesk.core.storage.history import Origin
from copydesk.core.storage.sweep import Stray, clear_stray, find_strays

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.storage.history import History
    from copydesk.services.library import Library
    from copydesk.services.tasks import TaskRunner

_log = logging.getLogger(__name__)

# The desk has better things to do at first.
_FIRST_LOOK_MS = 20_000
# What is touched in this time is being written, whatever the clocks say.
_SECOND_LOOK_MS = 3 * 60_000


class Sweeping(QObject):
    """Finds temporary files of killed saves, and puts their texts into the history.

    Signals:
        kept (Path): The history of this post has one more text.
    """

    kept = Signal(object)

    def __init__(
        self,
        library: Library,
        tasks: TaskRunner,
        history: History,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history
        self._strays: list[Stray] = []
        self.first_look = QTimer(self, singleShot=True, interval=_FIRST_LOOK_MS)
        self.first_look.timeout.connect(self._look)
        self.second_look = QTimer(self, singleShot=True, interval=_SECOND_LOOK_MS)
        self.second_look.timeout.connect(self._clear)
        library.folder_opened.connect(self._begin_again)
        library.loaded.connect(self.first_look.start)

    @Slot(object)
    def _begin_again(self, _folder: Path) -> None:
        self.first_look.stop()
        self.second_look.stop()

    @Slot()
    def _look(self) -> None:
        if (root := self._library.root) is not None:
            folders = [root, *(root / folder for folder in self._library.folders)]
            self._tasks.run(partial(find_strays, folders, time.time()), self._found, key="sweep")

    def _found(self, strays: list[Stray]) -> None:
        self._strays = strays
        if strays:
            self.second_look.start()

    @Slot()
    def _clear(self) -> None:
        strays, self._strays = self._strays, []
        work = partial(_clear_all, strays, self._history)
        self._tasks.run(work, self._cleared, in_order=True)

    def _cleared(self, posts: list[Path]) -> None:
        for post in posts:
            self.kept.emit(post)


def _clear_all(strays: list[Stray], history: History) -> list[Path]:
    """Clears what can be; the posts whose texts were kept. What can't be is met again next time."""
    posts: list[Path] = []

    def keep(post: Path, content: bytes) -> None:
        history.keep(post, content, Origin.SET_ASIDE)
        posts.append(post)

    for stray in strays:
        try:
            clear_stray(stray, keep, history.has)
        except (CopydeskError, OSError) as error:
            _log.info("%s stays: %s", stray.path, error)
    return posts
