"""The folders opened before, by the names of their sites."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.site.detect import detect_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.services.tasks import TaskRunner

_MOST = 5


@dataclass(frozen=True, slots=True)
class RecentFolder:
    """A folder that is still there.

    Attributes:
        path: The folder.
        name: What its site calls itself.
        place: The path as it is shown, with "~" for the home folder.
    """

    path: Path
    name: str
    place: str


class RecentFolders(QObject):
    """Looks on a thread for folders that were opened before: a drive may be slow, or away.

    Signals:
        found (list[RecentFolder]): Those that are there, in the order asked for.
    """

    found = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def look(self, paths: Sequence[str]) -> None:
        """Asks for the first few of these that are there; the answer comes as `found`."""
        self._tasks.run(partial(_look, tuple(paths)), self.found.emit, key="recent")


def _look(paths: tuple[str, ...]) -> list[RecentFolder]:
    from copydesk.core.storage.folders import shown_place  # not needed to start

    found: list[RecentFolder] = []
    for path in map(Path, paths):
        if len(found) == _MOST:
            break
        if _is_there(path):
            site = detect_site(path)
            # Of a site's inner folder, the site's name would not tell which.
            name = site.name if site.root == path else f"{site.name}: {path.name}"
            found.append(RecentFolder(path, name, shown_place(path)))
    return found


def _is_there(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
