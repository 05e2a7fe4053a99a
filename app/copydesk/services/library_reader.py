"""Has posts read by child processes, a few at a time."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.library.entry import from_row, unread_entry, unreadable_entry
from copydesk.services.reader_lane import ReaderLane

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from copydesk.core.library.entry import PostEntry
    from copydesk.services.child_process import ChildProcess

# Taking in an answer of this many posts costs the window's thread about 1 ms.
_BATCH = 64
# From this many posts on a second child halves the time; for fewer its start would outlast them.
_WORTH_TWO = 1_500
_MOST_FAILURES = 4


class LibraryReader(QObject):
    """Reads the posts of one folder at a time.

    Signals:
        batch_read (list[PostEntry], list[str]): Some were read; these are no longer there.
        idle (): All that was asked for is done.
        gave_up (str): The child process can't be had; a sentence. `idle` follows.
    """

    batch_read = Signal(object, object)
    idle = Signal()
    gave_up = Signal(str)

    def __init__(
        self, parent: QObject | None = None, children: Sequence[ChildProcess] = ()
    ) -> None:
        """Makes the reader; ``children`` take the place of its own in tests."""
        super().__init__(parent)
        count = 2 if (os.cpu_count() or 1) > 1 else 1
        given: Sequence[ChildProcess | None] = children or [None] * count
        self._lanes = [ReaderLane(child, self) for child in given]
        for lane in self._lanes:
            lane.answered.connect(self._receive)
            lane.lost.connect(self._recover)
        self._waiting: deque[str] = deque()
        self._suspects: deque[str] = deque()
        # Posts that were read alone when the child went; told when it is sure that others go well.
        self._blamed: list[str] = []
        self._failures = 0
        self._answered = False

    @property
    def busy(self) -> bool:
        """Whether posts are still to come."""
        return bool(self._waiting or self._suspects or self._blamed or self._in_flight)

    @property
    def _in_flight(self) -> bool:
        return any(lane.busy for lane in self._lanes)

    def open(self, root: Path, cache: Path) -> None:
        """From now on paths are those of ``root``; what is still waiting is dropped."""
        self._drop_all()
        self._answered = False
        for lane in self._lanes:
            lane.open({"kind": "open", "root": str(root), "cache": str(cache)})

    def read(self, paths: Iterable[str]) -> None:
        """Reads these posts, in this order, after those asked for before."""
        self._waiting.extend(paths)
        self._send_more()

    def forget(self, paths: Sequence[str]) -> None:
        """Has the entries of these posts dropped from the cache."""
        self._lanes[0].forget(paths)

    def stop(self) -> None:
        """Ends the children; what is waiting is dropped."""
        self._drop_all()
        for lane in self._lanes:
            lane.stop()

    def _drop_all(self) -> None:
        self._waiting.clear()
        self._suspects.clear()
        self._blamed.clear()
        self._failures = 0

    def _send_more(self) -> None:
        if self._suspects:
            if not self._in_flight:  # one by one, to find the one that brings the child down
                self._lanes[0].send([self._suspects.popleft()])
            return
        for lane in self._lanes:
            # One that is at work goes on to the end; an idle one must be worth its start.
            if lane is not self._lanes[0] and not lane.busy and len(self._waiting) < _WORTH_TWO:
                continue
            while self._waiting and not lane.full:
                count = min(_BATCH, len(self._waiting))
                lane.send([self._waiting.popleft() for _ in range(count)])

    @Slot(object, object)
    def _receive(self, rows: list[list[object]], missing: list[str]) -> None:
        self._failures = 0
        self._answered = True
        self._send_more()
        blamed, self._blamed = [unreadable_entry(path) for path in self._blamed], []
        self._hand_out([*map(from_row, rows), *blamed], missing)

    def _hand_out(self, entries: list[PostEntry], missing: list[str]) -> None:
        self.batch_read.emit(entries, missing)
        if not self.busy:
            self._finish()

    def _finish(self) -> None:
        for lane in self._lanes[1:]:
            lane.stop()  # its memory is worth more than its next start
        self.idle.emit()

    @Slot(object, str)
    def _recover(self, lost: list[str], sentence: str) -> None:
        """A child is gone, and with it what it was asked for."""
        self._failures += 1
        if len(lost) == 1:
            self._blamed += lost
        else:
            self._suspects.extend(lost)
        if self._failures > _MOST_FAILURES:
            self._give_up(sentence)
        elif self._suspects or self._waiting or self._in_flight:
            self._send_more()
        elif not self._answered:
            self._give_up(sentence)
        else:
            blamed, self._blamed = [unreadable_entry(path) for path in self._blamed], []
            self._hand_out(blamed, [])

    def _give_up(self, sentence: str) -> None:
        left = [*self._blamed, *self._suspects, *self._waiting]
        self._drop_all()
        self.gave_up.emit(sentence or "The posts take too long to read.")
        self._hand_out([unread_entry(path, 0, 0) for path in left], [])
