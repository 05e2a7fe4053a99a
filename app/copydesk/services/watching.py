"""Waits until the disk has settled after a hint, and says when to look.

How long it waits: until nothing came for 40 ms, or 200 ms after the first hint, whichever is
earlier. When there are many hints, until nothing came for 100 ms, or 2 s; and while git holds the
lock on its index, as during a checkout, until it lets go, or 10 s.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from copydesk.core.library.git_lock import find_git_folder, lock_mark
from copydesk.core.library.watch import FolderWatch, Hints, WatchLimitError, folder_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.services.tasks import TaskRunner

QUIET_MS = 40
"""The disk has settled when no hint came for this long."""
LONGEST_WAIT_MS = 200
"""A look comes this long after the first hint even when more keep coming."""
_MANY_QUIET_MS = 100
_MANY_LONGEST_WAIT_MS = 2_000
# A git that was killed leaves its lock behind for ever.
_GIT_WAIT_MS = 10_000
# Inotify can't see that a folder above the library was renamed, or a network disk left.
_ROOT_CHECK_MS = 2_000
# One look at 14,000 files took 67 ms on the reference machine.
_POLL_MS = 3_000

WATCHING, POLLING, AWAY, OFF = "watching", "polling", "away", "off"


class Watching(QObject):
    """Watches the library's folder and the folders of single posts outside of it.

    Signals:
        settled (Hints): Look at these.
        state_changed (str): "watching"; "polling" where the system can't watch so many folders and
            everything is looked at every 3 s; "away" while the folder is not there; "off".
    """

    settled = Signal(object)
    state_changed = Signal(str)
    _hinted = Signal()

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._root: Path | None = None
        self._root_mark: tuple[int, int] | None = None
        self._git_folder: Path | None = None
        self._attempt: _Attempt | None = None
        self._watch: FolderWatch | None = None
        self._extras: dict[Path, tuple[int, int] | None] = {}
        # Of these, those that are watched with all below.
        self._deep: set[Path] = set()
        self._state = OFF
        # Counts watches, started or stopped, so that one that starts late is known for such.
        self._turn = 0
        self._stale_lock: tuple[int, int] | None = None
        self._lock_seen_s = 0.0
        self._asking = False
        self._settle = self._timer(QUIET_MS, self._check_settled, single=True)
        self._root_check = self._timer(_ROOT_CHECK_MS, self._check_root)
        self._poll = self._timer(_POLL_MS, self._look_at_everything)
        self._hinted.connect(self._wait_for_quiet, Qt.ConnectionType.QueuedConnection)

    def _timer(self, interval_ms: int, slot: Callable[[], None], *, single: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(single)
        timer.setTimerType(Qt.TimerType.PreciseTimer if single else Qt.TimerType.CoarseTimer)
        timer.timeout.connect(slot)
        return timer

    @property
    def state(self) -> str:
        """See `state_changed`."""
        return self._state

    @property
    def watch(self) -> FolderWatch | None:
        """What watches at present; None while polling."""
        return self._watch

    def watch_root(self, root: Path) -> None:
        """Follows this folder in the place of the last, and has all of it looked at once more.

        The watch is started on a thread: 10 ms and more, which a folder's names need not wait for.
        What changes before it stands is found by that second look.
        """
        self._let_go()
        self._root = root
        self._start(root)

    def _start(self, root: Path | None) -> None:
        self._turn += 1
        flat = frozenset(self._extras.keys() - self._deep)  # the others follow in `_adopt`
        attempt = self._attempt = _Attempt(root, self._hinted.emit, flat)
        self._tasks.run(attempt.start, partial(self._adopt, root, self._turn))

    def _adopt(self, root: Path | None, turn: int, prepared: _Prepared) -> None:
        if turn != self._turn:
            prepared.stop()
            return
        self._root_mark = prepared.root_mark
        self._git_folder = prepared.git_folder
        self._root_check.start()
        if root is not None and prepared.root_mark is None:  # it went meanwhile
            prepared.stop()
            self._go_away()
            return
        self._watch = prepared.watch
        for folder in self._extras:
            self._add_extra(folder)
        if self._watch is None and root is not None:
            self._poll.start()
        self._set_state(WATCHING if self._watch is not None else POLLING)
        if root is not None:
            self._look_at_everything()

    def watch_extra(self, folder: Path, *, below: bool = False) -> None:
        """Watches one more folder, with those below it if wanted, as long as this object lives."""
        if folder in self._extras:
            return
        self._extras[folder] = None
        if below:
            self._deep.add(folder)
        if self._watch is not None:
            self._add_extra(folder)
        elif self._root is None:
            self._start(None)

    def _add_extra(self, folder: Path) -> None:
        if self._watch is not None:
            work = partial(_watch_extra, self._watch, folder, below=folder in self._deep)
            self._tasks.run(work, partial(self._note_extra, folder))

    def _note_extra(self, folder: Path, mark: tuple[int, int] | None) -> None:
        if self._extras[folder] is None:
            self._extras[folder] = mark
        # What changed before it was watched was told to nobody.
        self.settled.emit(Hints({folder}))

    def stop(self) -> None:
        """Stops watching."""
        self._let_go()
        self._set_state(OFF)

    def _let_go(self) -> None:
        for timer in (self._settle, self._root_check, self._poll):
            timer.stop()
        if self._watch is not None:
            self._watch.stop()
        if self._attempt is not None:
            self._attempt.call_off()
        self._watch = self._attempt = None
        self._root = None
        self._turn += 1
        self._lock_seen_s = 0.0

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    @Slot()
    def _wait_for_quiet(self) -> None:
        if self._watch is not None and not self._settle.isActive():
            self._settle.start(QUIET_MS)

    @Slot()
    def _check_settled(self) -> None:
        if self._watch is None:
            return
        first_s, last_s, many = self._watch.peek()
        now_s = time.monotonic()
        quiet_ms = _MANY_QUIET_MS if many else QUIET_MS
        longest_ms = _MANY_LONGEST_WAIT_MS if many else LONGEST_WAIT_MS
        left_ms = min(quiet_ms - (now_s - last_s) * 1000, longest_ms - (now_s - first_s) * 1000)
        if left_ms > 1:
            self._settle.start(max(2, int(left_ms) + 1))
        elif self._git_folder is None:
            self._take()
        elif not self._asking:
            self._asking = True
            self._tasks.run(partial(lock_mark, self._git_folder), self._check_lock)

    def _check_lock(self, mark: tuple[int, int] | None) -> None:
        self._asking = False
        now_s = time.monotonic()
        if mark is None:
            self._stale_lock = None
        elif mark != self._stale_lock:
            self._lock_seen_s = self._lock_seen_s or now_s
            if (now_s - self._lock_seen_s) * 1000 < _GIT_WAIT_MS:
                self._settle.start(QUIET_MS)
                return
            self._stale_lock = mark
        self._lock_seen_s = 0.0
        self._take()

    def _take(self) -> None:
        if self._watch is None:
            return
        hints = self._watch.take()
        if hints.root_touched or hints.lost:
            # Another folder of the same name may stand there by now; and of folders made while
            # events were lost the watch knows nothing. Either way it is started anew.
            self._root_mark = None
            self._check_root()
        if hints.paths or hints.everything:
            self.settled.emit(hints)

    @Slot()
    def _look_at_everything(self) -> None:
        self.settled.emit(Hints(everything=True))

    @Slot()
    def _check_root(self) -> None:
        root, folders = self._root, list(self._extras)
        if root is not None or folders:
            self._tasks.run(partial(_marks, root, folders), partial(self._compare_marks, root))

    def check_root_now(self) -> None:
        """Looks at once whether the folder is still there."""
        self._check_root()

    def check_room(self) -> None:
        """Looks whether folders made since could be watched, and polls where they could not."""
        if self._watch is not None:
            self._tasks.run(self._watch.has_room, partial(self._take_room, self._turn))

    def _take_room(self, turn: int, has_room: bool) -> None:
        if turn == self._turn and not has_room and self._watch is not None:
            self._watch.stop()
            self._watch = None
            self._poll.start()
            self._set_state(POLLING)

    def _compare_marks(self, root: Path | None, marks: _Marks) -> None:
        if root != self._root:
            return
        if root is not None:
            if marks.root is None:
                if self._state != AWAY:
                    self._go_away()
            elif marks.root != self._root_mark:
                self._root_mark = marks.root
                self._come_back(root)
        for folder, mark in marks.folders.items():
            self._compare_extra(folder, mark)

    def _compare_extra(self, folder: Path, mark: tuple[int, int] | None) -> None:
        known, self._extras[folder] = self._extras.get(folder), mark
        if known != mark and mark is not None:
            self._add_extra(folder)  # another folder has that name now
        # What can't be watched is looked at.
        blind = self._watch is None or not self._watch.watches(folder)
        if known != mark or (blind and mark is not None):
            self.settled.emit(Hints({folder}))

    def _go_away(self) -> None:
        self._root_mark = None
        self._poll.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self._set_state(AWAY)

    def _come_back(self, root: Path) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self._start(root)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which folders stand there now."""

    root: tuple[int, int] | None
    folders: dict[Path, tuple[int, int] | None]


def _marks(root: Path | None, folders: list[Path]) -> _Marks:
    mark = folder_mark(root) if root is not None else None
    return _Marks(mark, {folder: folder_mark(folder) for folder in folders})


class _Prepared:
    """A watch that was started on a thread, with what else was found there."""

    def __init__(self, root: Path | None, watch: FolderWatch | None) -> None:
        self.watch = watch
        self.root_mark = folder_mark(root) if root is not None else None
        self.git_folder = find_git_folder(root) if root is not None else None

    def stop(self) -> None:
        """Lets go of it unused."""
        if self.watch is not None:
            self.watch.stop()


class _Attempt:
    """Starts a watch on a thread; may be called off meanwhile, when nobody will take it over."""

    def __init__(
        self, root: Path | None, on_hint: Callable[[], object], extras: frozenset[Path]
    ) -> None:
        self._root = root
        self._watch = FolderWatch(root, on_hint, extras)
        self._called_off = False

    def start(self) -> _Prepared:
        """The watch, started, or none where the system lets none start."""
        if self._is_over():
            return _Prepared(None, None)
        try:
            self._watch.start()
        except (WatchLimitError, OSError):
            return _Prepared(self._root, None)
        if self._is_over():
            self._watch.stop()
        return _Prepared(self._root, self._watch)

    def _is_over(self) -> bool:
        return self._called_off

    def call_off(self) -> None:
        """Stops what was started, or will be."""
        self._called_off = True
        self._watch.stop()


def _watch_extra(watch: FolderWatch, folder: Path, *, below: bool) -> tuple[int, int] | None:
    mark = folder_mark(folder)
    watch.watch_extra(folder, below=below)
    return mark
