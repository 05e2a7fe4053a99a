"""The texts that a post can be compared with: on disk, in History, in git, in another post."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from copydesk.core.errors import CopydeskError
from copydesk.core.posts.encoding import decode
from copydesk.core.publish.committed import last_commit, published
from copydesk.services.disk_look import read_version

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.posts.encoding import TextFormat
    from copydesk.core.publish.committed import Committed
    from copydesk.core.storage.history import Version
    from copydesk.services.documents import Documents
    from copydesk.services.history import HistoryKeeper
    from copydesk.services.open_document import DiskVersion, OpenDocument
    from copydesk.services.tasks import TaskRunner


class SideKind(enum.Enum):
    """What can stand on one side of a comparison."""

    WINDOW = "window"
    DISK = "disk"
    COMMIT = "commit"
    PUBLISHED = "published"
    VERSION = "version"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: a version has its row of the history, another post its file."""

    kind: SideKind
    version: Version | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class SideText:
    """What stands on one side.

    Attributes:
        text: As the editor would show it.
        commit: Where it comes from git: the commit, branch and path.
    """

    text: str
    commit: Committed | None = None


class ComparedTexts(QObject):
    """Gets the text of any side, on a thread where that takes time."""

    def __init__(
        self,
        documents: Documents,
        history: HistoryKeeper,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._documents, self._history, self._tasks = documents, history, tasks

    def get(
        self,
        side: Side,
        document: OpenDocument,
        then: Callable[[SideText], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Gives what stands on a side, or why there is nothing.

        Args:
            side: What is wanted.
            document: The post that is compared.
            then: Called with the text.
            failed: Called with an error, a `CopydeskError` where it is none of the program.
        """
        path = document.path
        if side.kind is SideKind.WINDOW:
            then(SideText(document.text))
        elif side.kind is SideKind.VERSION and side.version is not None:
            self._history.content(side.version, partial(_give_version, then, failed))
        elif side.kind is SideKind.POST and side.path is not None:
            self._get_post(side.path, then, failed)
        elif path is None:
            failed(
                CopydeskError(
                    "This post was never saved, so there is only the text in the window.",
                    "Choose another post to compare it with, or save it first.",
                )
            )
        else:
            work = partial(_read, side.kind, path, document.text, document.text_format)
            self._tasks.run(work, then, failed)

    def _get_post(
        self,
        path: Path,
        then: Callable[[SideText], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Of a post that is open, the text in its window."""
        open_one = self._documents.at(path)
        if open_one is not None:
            then(SideText(open_one.text))
        else:
            work = partial(_read, SideKind.DISK, path, "", None)
            self._tasks.run(work, then, failed)


def _give_version(
    then: Callable[[SideText], object],
    failed: Callable[[Exception], object],
    kept: DiskVersion | None,
) -> None:
    if kept is None:
        failed(CopydeskError("This version can’t be read any more.", "The others are not touched."))
    else:
        then(SideText(kept.text))


def _read(kind: SideKind, path: Path, text: str, known: TextFormat | None) -> SideText:
    if kind is SideKind.DISK:
        return SideText(read_version(path, known)[0].text)
    now = text.encode("utf-8", "surrogatepass")
    find = last_commit if kind is SideKind.COMMIT else published
    found = find(path, now)
    return SideText(decode(found.data, known).text, found)
