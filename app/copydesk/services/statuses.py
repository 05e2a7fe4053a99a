"""The statuses kept beside the posts of the open site, whoever changes them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.review.kept_statuses import records_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.core.posts.metadata import PostStatus
    from copydesk.core.review.kept_statuses import KeptStatus
    from copydesk.core.review.status_plan import StatusPlan
    from copydesk.core.site.field import Field
    from copydesk.services.kept_records import KeptRecords
    from copydesk.services.library import Library
    from copydesk.services.tasks import TaskRunner

# What git or another desk writes comes in handfuls.
_SETTLE_MS = 100


class Statuses(QObject):
    """Knows the status kept of each post of one site, and lists the posts by it.

    Signals:
        changed (set[str]): Something else is kept of these posts now, by their paths in the site.
    """

    changed = Signal(object)

    def __init__(
        self,
        tasks: TaskRunner,
        library: Library,
        kept: KeptRecords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._library, self._kept = tasks, library, kept
        self._root: Path | None = None
        self._found: Mapping[str, KeptStatus] = {}
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        kept.changed.connect(self.look)
        library.files_changed.connect(self._note_files)
        library.names_listed.connect(self._list)

    def set_root(self, root: Path | None) -> None:
        """Knows the statuses of this site from now on."""
        self._settle.stop()
        self._root, self._found = root, {}
        if root is not None:
            self._library.watch_folder(records_folder(root), below=True)
            self.look()

    def kept_of(self, post: str) -> str:
        """The word of the status kept of a post; "" for none."""
        found = self._found.get(post)
        return found.status if found else ""

    def since(self) -> dict[str, tuple[str, str]]:
        """The kept word and the local time since when, ISO 8601, by the library's paths."""
        found = {}
        for post, one in self._found.items():
            path = self._listed_as(post)
            if path is not None and one.status:
                found[path] = one.status, _local(one.when)
        return found

    @staticmethod
    def plan(text: str, fields: tuple[Field, ...], status: PostStatus) -> StatusPlan:
        """What to write, and what to keep, for a post to have a status.

        Raises:
            EditRefusedError: The post says otherwise in a field that may not be written.
        """
        from copydesk.core.review.status_plan import status_plan  # not needed to start

        return status_plan(text, fields, status)

    def keep(self, post: str, status: str) -> None:
        """Keeps a status of a post; "" to keep none."""
        if status or self.kept_of(post):
            self._kept.set_status(post, status)

    @Slot()
    def look(self, _news: object = None) -> None:
        """Looks on a thread at what is kept now."""
        self._settle.stop()
        if self._root is not None:
            work = partial(_survey, self._root, dict(self._found))
            self._tasks.run(work, partial(self._take, self._root), key="statuses")

    def _take(self, root: Path, found: Mapping[str, KeptStatus]) -> None:
        if root != self._root:
            return
        before, self._found = self._found, found
        changed = {post for post in before.keys() | found.keys() if _differ(post, before, found)}
        if changed:
            self._list()
            self.changed.emit(changed)

    @Slot()
    def _list(self) -> None:
        words = {self._listed_as(post): one.status for post, one in self._found.items()}
        self._library.set_statuses({path: word for path, word in words.items() if path and word})

    def _listed_as(self, post: str) -> str | None:
        """A post's path in the folder that is open, which may be one within the site."""
        root = self._root
        if root is None or root == self._library.root:
            return post
        return self._library.relative(root / post)

    @Slot(object)
    def _note_files(self, paths: set[Path]) -> None:
        if self._root is None or self._settle.isActive():
            return
        folder = records_folder(self._root)
        if any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths):
            self._settle.start()


def _differ(post: str, before: Mapping[str, KeptStatus], found: Mapping[str, KeptStatus]) -> bool:
    one, other = before.get(post), found.get(post)
    was, now = ((kept.status, kept.when) if kept is not None else ("", "") for kept in (one, other))
    return was != now


def _local(when: str) -> str:
    """A moment of a record in the local time; "" for none that could be read."""
    try:
        return datetime.fromisoformat(when).astimezone().replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError, OSError):  # somebody else wrote it
        return ""


def _survey(root: Path, known: Mapping[str, KeptStatus]) -> dict[str, KeptStatus]:
    from copydesk.core.review.kept_statuses import survey_statuses

    return survey_statuses(root, known)
