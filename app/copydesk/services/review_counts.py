"""How much there is to do in each post of a site, found out while nothing else is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.core.frames import Message
    from copydesk.services.review_process import ReviewProcess

# An answer of this many posts comes in a fraction of a second; what is typed goes in between.
_BATCH = 32
# A tree that repaints for every post would do nothing else.
_TELL_MS = 250

Count = tuple[int, int]
"""Open errors and warnings."""


class ReviewCounts(QObject):
    """Counts errors and warnings of many posts, one batch after the other.

    Signals:
        changed (dict[str, Count]): These posts have these counts now, by absolute path.
        progressed (int, int): So many were counted of so many; equal when done or ended.
    """

    changed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, process: ReviewProcess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = process
        self._counts: dict[str, Count] = {}
        self._due: dict[str, Count] = {}
        self._to_do: dict[str, None] = {}
        self._done = 0
        self._asked: list[str] = []
        self._tell = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell.timeout.connect(self._tell_due)
        process.answered.connect(self._receive)
        process.lost.connect(self._note_lost)

    @property
    def busy(self) -> bool:
        """Whether posts are still to be counted."""
        return bool(self._to_do or self._asked)

    def count_of(self, path: str) -> Count:
        """The open errors and warnings of a post; none where they are not known."""
        return self._counts.get(path, (0, 0))

    def clear(self) -> None:
        """Forgets everything: another folder is open."""
        self.cancel()
        self._counts.clear()
        self._due.clear()

    def count(self, paths: Iterable[str]) -> None:
        """Counts these posts, after those that wait already."""
        self._to_do.update(dict.fromkeys(paths))
        self._ask()

    @Slot()
    def cancel(self) -> None:
        """Counts no more for now."""
        self._process.forget("count")
        self._to_do.clear()
        self._asked = []
        self._done = 0
        self.progressed.emit(0, 0)

    def set_count(self, path: str, count: Count) -> None:
        """Notes the count of a post that is known from elsewhere."""
        if self.count_of(path) != count:
            self._counts[path] = count
            self._due[path] = count
            if not self._tell.isActive():
                self._tell.start()

    def forget(self, path: str) -> None:
        """Lets go of a post that is gone."""
        self._counts.pop(path, None)
        self._to_do.pop(path, None)

    def _ask(self) -> None:
        if not self._asked and self._to_do:
            self._asked = [path for path, _n in zip(self._to_do, range(_BATCH), strict=False)]
            self._process.ask({"kind": "count", "paths": self._asked})
            self._tell_progress()

    @Slot(object, object)
    def _receive(self, request: Message, answer: Message) -> None:
        if request["kind"] != "count" or request["paths"] is not self._asked:
            return
        if answer["kind"] == "row":
            self._note(answer["path"], (answer["errors"], answer["warnings"]))
            return
        self._asked = []
        if answer["kind"] == "failed":
            self.cancel()  # the site can't be read
        elif self._to_do:
            self._ask()
        else:
            self.cancel()

    @Slot(object, str)
    def _note_lost(self, request: Message, _sentence: str) -> None:
        """A post brought the process down, or took too long: the others go on without it."""
        if request["kind"] == "count" and request["paths"] is self._asked:
            first = next((path for path in self._asked if path in self._to_do), None)
            self._asked = []
            if first is not None:
                self._note(first, (0, 0))
            self._ask()

    def _note(self, path: str, count: Count) -> None:
        if path in self._to_do:
            del self._to_do[path]
            self._done += 1
        self.set_count(path, count)

    def _tell_progress(self) -> None:
        self.progressed.emit(self._done, self._done + len(self._to_do))

    @Slot()
    def _tell_due(self) -> None:
        due, self._due = self._due, {}
        self.changed.emit(due)
