"""The merge of one post in conflict, kept up to date while either side changes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.posts.merge import Merge
    from copydesk.services.open_document import DiskVersion, OpenDocument
    from copydesk.services.tasks import TaskRunner

# After the last key: nobody reads the bar while typing.
_SETTLE_MS = 300
# Both texts together; they take about 5 ms on the window's thread. More is sent to another.
_MOST_AT_ONCE = 20_000


class LiveMerge(QObject):
    """Merges a document with what another program wrote, for as long as that is unanswered.

    Signals:
        changed: `merge` is another one now.
    """

    changed = Signal()

    def __init__(self, document: OpenDocument, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks
        self._merge: Merge | None = None
        self._theirs: DiskVersion | None = None
        self._running: tuple[int, DiskVersion] | None = None
        self._waiting: list[Callable[[Merge], object]] = []
        self._stopped = False
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        document.changed.connect(self._soon.start)
        document.disk_state_changed.connect(self.refresh)
        self.refresh()

    @property
    def document(self) -> OpenDocument:
        """The post in conflict."""
        return self._document

    @property
    def possible(self) -> bool:
        """Whether there is something to merge: all three texts are known."""
        return self._document.base is not None and self._document.theirs is not None

    @property
    def merge(self) -> Merge | None:
        """The latest merge; what it was made of may have changed since: see `fits`."""
        return self._merge if self.possible else None

    def fits(self, merge: Merge) -> bool:
        """Whether a merge is one of the present text and of what stands on disk now."""
        return (
            merge is self._merge
            and merge.mine == self._document.text
            and self._theirs == self._document.theirs
        )

    def when_ready(self, then: Callable[[Merge], object]) -> None:
        """Calls with a merge that fits, at once or as soon as there is one."""
        self._waiting.append(then)
        self.refresh()

    def stop(self) -> None:
        """Lets go: the conflict was answered, or the post closed."""
        self._stopped = True
        self._soon.stop()
        self._waiting.clear()

    @Slot()
    def refresh(self) -> None:
        """Merges anew what has changed since."""
        if self._stopped:
            return
        document = self._document
        base, theirs = document.base, document.theirs
        if base is None or theirs is None:
            self._waiting.clear()
            return
        if self._merge is not None and self.fits(self._merge):
            self._tell()
            return
        run = (document.revision, theirs)
        if run == self._running:
            return
        self._running = run
        work = partial(_merged, base.text, document.text, theirs.text)
        if len(document.text) + len(theirs.text) <= _MOST_AT_ONCE:
            self._done(run, work())
        else:
            self._tasks.run(
                work, partial(self._done, run), self._failed, key=f"merge {document.ident}"
            )

    def _failed(self, error: Exception) -> None:
        self._running = None
        raise error

    def _done(self, run: tuple[int, DiskVersion], merge: Merge) -> None:
        self._running = None
        if self._stopped:
            return
        if run != (self._document.revision, self._document.theirs):
            self.refresh()
            return
        self._merge, self._theirs = merge, run[1]
        self.changed.emit()
        self._tell()

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            if self._merge is not None:
                then(self._merge)


def _merged(base: str, mine: str, theirs: str) -> Merge:
    # What edits fields is loaded here, on a thread, and not at the start.
    from copydesk.core.posts.merge import merge_posts

    return merge_posts(base, mine, theirs)
