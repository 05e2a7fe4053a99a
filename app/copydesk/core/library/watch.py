"""Hints that something changed below a folder, from the operating system by way of watchdog.

Every event is a hint that somebody should look, never a fact: programs save by writing in place,
by renaming over, by deleting first; events come late, doubled, or not at all when there are too
many of them. So all that is kept of them is which paths to look at, or that it is best to look at
everything.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from copydesk.core.library.scan import is_ignored
from copydesk.core.storage.temporary import TEMPORARY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from watchdog.observers.api import BaseObserver, ObservedWatch

MANY = 300
"""More waiting hints than this, and looking at everything is quicker than at each."""

# Reading a file is no news. Without this filter reading 14,000 posts made 28,772 events.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_NAMES_ONLY: list[type[FileSystemEvent]] = [DirCreatedEvent, DirMovedEvent, DirDeletedEvent]
# Each watched folder of the top level costs two threads; past this many one watch takes them all,
# with what is to be ignored among them.
_MOST_PARTS = 40
# Linux's word for a lost event; watchdog tells of it by a log record only.
_WATCHDOG_LOGGERS = ("watchdog.observers.inotify_c", "watchdog.observers.inotify")
_LIMITS = (errno.ENOSPC, errno.EMFILE)
# What watchdog calls an error when an event is on its way while a watch is let go of: no event that
# anybody still waits for.
_WATCHDOG_ENDING = "called when the thread is inactive"


class WatchLimitError(Exception):
    """The system does not let us watch any more folders."""


@dataclass(slots=True)
class Hints:
    """What to look at.

    Attributes:
        paths: Absolute paths of files and folders, there or gone.
        everything: Whether it is best to look at all there is.
        lost: Whether the system dropped events: what they told of new folders is lost with them,
            so that only a watch started anew knows all there is to watch.
        root_touched: Whether the watched folder itself was moved, deleted or made again, so that
            the watch no longer tells anything.
        first_s: When the first hint came, by `time.monotonic`.
        last_s: When the last one came.
    """

    paths: set[Path] = field(default_factory=set)
    everything: bool = False
    lost: bool = False
    root_touched: bool = False
    first_s: float = 0.0
    last_s: float = 0.0


class FolderWatch:
    """Watches one folder with all below it, and single further folders.

    Events arrive on watchdog's threads, which do no more than put a path to a queue; `on_hint` is
    called there when the first comes, and again after each `take`.
    """

    def __init__(
        self, root: Path | None, on_hint: Callable[[], object], extras: Iterable[Path] = ()
    ) -> None:
        """Prepares; nothing is watched before `start`.

        Args:
            root: The folder; None to watch further folders only.
            on_hint: Called on another thread.
            extras: Further folders, see `watch_extra`.
        """
        self._root = root
        # inotify does not look behind a symbolic link.
        self._real_root = os.path.realpath(root) if root is not None else ""
        self._observer: BaseObserver | None = None
        self._inbox = _Inbox(on_hint)
        self._log_ear = _OverflowEar(self._inbox)
        self._parts: dict[str, _Part] = {}
        self._extras: dict[Path, _Part | None] = dict.fromkeys(extras)
        self._whole = False
        self._lock = threading.Lock()
        self._at_work = 0

    def start(self) -> None:
        """Starts watching.

        Raises:
            WatchLimitError: The system's limit of watched folders is reached.
            OSError: The folder can't be watched.
        """
        self._log_ear.listen()
        with self._work():
            try:
                self._start()
            except OSError as error:
                self.stop()
                if error.errno in _LIMITS:
                    raise WatchLimitError from error
                raise

    def _start(self) -> None:
        from watchdog.observers import Observer  # loaded on the thread that starts it

        self._observer = Observer()
        self._observer.start()
        if self._root is not None:
            self._schedule_all(self._root)
            # Watchdog is silent when only some of the folders below found no room: one more
            # folder, watched for itself, would find none either.
            self._schedule(str(Path(self._real_root).parent), events=_NAMES_ONLY)
        for folder in list(self._extras):
            self.watch_extra(folder)

    @contextlib.contextmanager
    def _work(self) -> Iterator[None]:
        """While folders are put under watch; a stop that comes meanwhile waits until that is done.

        An observer that is stopped while it begins to watch a folder waits for a thread that never
        ends (watchdog 7.1).
        """
        with self._lock:
            self._at_work += 1
        try:
            yield
        finally:
            with self._lock:
                self._at_work -= 1
                over = self._inbox.closed and not self._at_work
            if over:
                self._stop_observer()

    def watch_extra(self, folder: Path, *, below: bool = False) -> None:
        """Watches one more folder, with those below it if wanted; nothing when it can't be.

        For a folder that was watched already: watches the one that has its name now.
        """
        with self._work():
            known = self._extras.get(folder)
            if not self._alive or (known is not None and self._is_good(known, folder)):
                return
            if known is not None:
                self._drop(known)
            self._extras[folder] = None
            with contextlib.suppress(OSError):
                self._extras[folder] = self._schedule(
                    os.path.realpath(folder), prefix=folder, asked_for=True, recursive=below
                )

    def watches(self, folder: Path) -> bool:
        """Whether a further folder is watched; not where the system lets us watch no more."""
        return self._extras.get(folder) is not None

    def has_room(self) -> bool:
        """Whether the system would let us watch one more folder.

        Watchdog is silent about folders that were made later and found no room. May take some
        milliseconds.
        """
        with self._work(), tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
            if not self._alive:
                return True
            try:
                self._drop(self._schedule(folder, events=_NAMES_ONLY))
            except OSError as error:
                return error.errno not in _LIMITS
        return True

    def take(self) -> Hints:
        """What came since the last time; give it to `follow` too, on any thread."""
        return self._inbox.take()

    def peek(self) -> tuple[float, float, bool]:
        """First and last hint that wait, by `time.monotonic`, and whether there are many."""
        return self._inbox.first_s, self._inbox.last_s, self._inbox.overflowed

    def follow(self, hints: Hints) -> None:
        """Watches folders that are new at the top level and lets go of those that left it.

        May take half a second, when watchdog is waiting for the other half of a rename.
        """
        with self._work():
            self._follow(hints)

    def _follow(self, hints: Hints) -> None:
        root = self._root
        if root is None or self._whole or not self._alive:
            return
        touched = {path.name for path in hints.paths if path.parent == root}
        if not touched and not hints.everything:
            return
        try:
            names = set(self._part_names())
        except OSError:
            return
        # A folder of a known name may be another one by now, of which the old watch knows nothing.
        gone = {n for n, part in self._parts.items() if not self._is_good(part, root / n)}
        for name in [n for n in self._parts if n and (n not in names or n in touched | gone)]:
            self._drop(self._parts.pop(name))
        for name in names - self._parts.keys():
            with contextlib.suppress(OSError):
                self._add_part(root, name)

    def stop(self) -> None:
        """Stops watching; the threads end soon after."""
        with self._lock:
            self._inbox.closed = True
            idle = not self._at_work
        self._log_ear.stop()
        if idle:
            self._stop_observer()

    def _stop_observer(self) -> None:
        if self._observer is not None and self._observer.is_alive():
            self._observer.stop()

    def join(self, timeout_s: float) -> bool:
        """Waits for the threads to end; False when they take longer."""
        if self._observer is not None and self._observer.ident is not None:
            self._observer.join(timeout_s)
        return self._observer is None or not self._observer.is_alive()

    @property
    def _alive(self) -> bool:
        running = self._observer is not None and self._observer.is_alive()
        return running and not self._inbox.closed

    def _is_good(self, part: _Part, folder: Path) -> bool:
        """Whether a watch is still one of the folder that has the name now."""
        # It ends by itself with its folder; a new one may have the old one's number.
        alive = self._observer is not None and any(
            emitter.watch == part.watch and emitter.is_alive()
            for emitter in self._observer.emitters
        )
        return alive and part.mark == folder_mark(folder)

    def _drop(self, part: _Part) -> None:
        if self._observer is not None:
            with contextlib.suppress(KeyError, OSError):
                self._observer.unschedule(part.watch)

    def _schedule_all(self, base: Path) -> None:
        names = self._part_names()
        self._whole = len(names) > _MOST_PARTS
        root = self._real_root
        if self._whole:
            self._parts[""] = self._schedule(root, recursive=True, prefix=base)
            return
        self._parts[""] = self._schedule(root, prefix=base)
        for name in names:
            self._add_part(base, name)

    def _part_names(self) -> list[str]:
        with os.scandir(self._real_root) as entries:
            return [
                entry.name
                for entry in entries
                # With a name below it, so that what is ignored at the top level only is seen.
                if entry.is_dir(follow_symlinks=False) and not is_ignored(f"{entry.name}/x")
            ]

    def _add_part(self, base: Path, name: str) -> None:
        folder = os.fspath(Path(self._real_root, name))
        try:
            self._parts[name] = self._schedule(folder, recursive=True, prefix=base / name)
        except OSError as error:
            if error.errno in _LIMITS:
                raise
            # Gone already, or not ours to look into.

    def _schedule(
        self,
        folder: str,
        *,
        recursive: bool = False,
        prefix: Path | None = None,
        events: list[type[FileSystemEvent]] = _EVENTS,
        asked_for: bool = False,
    ) -> _Part:
        handler = _Handler(self._inbox, folder, prefix, self._real_root, asked_for=asked_for)
        if self._observer is None:
            raise RuntimeError("the watch was not started")
        mark = folder_mark(Path(folder))
        schedule = self._observer.schedule
        watch = schedule(handler, folder, recursive=recursive, event_filter=events)
        return _Part(watch, mark)


@dataclass(frozen=True, slots=True)
class _Part:
    """One watch, and which folder it was put on."""

    watch: ObservedWatch
    mark: tuple[int, int] | None


def folder_mark(folder: Path) -> tuple[int, int] | None:
    """What tells one folder from another of the same name; None when there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class _Inbox:
    """Where hints wait; filled by watchdog's threads, emptied by the owner of the watch."""

    def __init__(self, on_hint: Callable[[], object]) -> None:
        self._on_hint = on_hint
        self._paths: list[Path] = []
        self._lock = threading.Lock()
        self._told = False
        self.overflowed = False
        self._lost = False
        self._root_touched = False
        self.closed = False
        self.first_s = 0.0
        self.last_s = 0.0

    def add(self, path: Path | None, *, lost: bool = False, root_touched: bool = False) -> None:
        """Puts a path to look at, or None for everything."""
        if self.closed:
            return
        with self._lock:
            self.last_s = time.monotonic()
            self._lost |= lost
            self._root_touched |= root_touched
            if path is None or len(self._paths) > MANY:
                self.overflowed = True
            else:
                self._paths.append(path)
            first, self._told = not self._told, True
            if first:
                self.first_s = self.last_s
        if first:
            self._on_hint()

    def take(self) -> Hints:
        """All that waits. What comes while it is taken is told anew."""
        with self._lock:
            hints = Hints(
                set(self._paths),
                self.overflowed,
                self._lost,
                self._root_touched,
                self.first_s,
                self.last_s,
            )
            self._paths.clear()
            self._told = self.overflowed = self._lost = self._root_touched = False
        return hints


class _Handler(FileSystemEventHandler):
    """Turns the events of one watched folder to paths below the folder's own name."""

    def __init__(
        self,
        inbox: _Inbox,
        folder: str,
        prefix: Path | None,
        real_root: str,
        *,
        asked_for: bool = False,
    ) -> None:
        self._asked_for = asked_for
        self._inbox = inbox
        self._folder = folder
        self._prefix = prefix
        self._real_root = real_root

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by watchdog, on its thread."""
        inbox = self._inbox
        if inbox.overflowed:
            inbox.add(None)
            return
        for path in (os.fsdecode(event.src_path), os.fsdecode(event.dest_path)):
            if not path:
                continue
            if self._prefix is None:
                if path == self._real_root:
                    inbox.add(None, root_touched=True)
            elif not self._is_noise(path):
                inbox.add(self._prefix / path[len(self._folder) :].lstrip(os.sep))

    def _is_noise(self, path: str) -> bool:
        """Whether it is a temporary file of ours, or what no site is made of."""
        name = path.rpartition(os.sep)[2]
        if name.startswith(TEMPORARY_PREFIX):
            return True
        if self._asked_for or not path.startswith(self._real_root + os.sep):
            return False  # a folder named on purpose may be a hidden one
        folder = path[len(self._real_root) + 1 :].rpartition(os.sep)[0].replace(os.sep, "/")
        return bool(folder) and is_ignored(f"{folder}/x")


def _is_news(record: logging.LogRecord) -> bool:
    return _WATCHDOG_ENDING not in str(record.msg)


class _OverflowEar(logging.Handler):
    """Hears watchdog say that events were lost, which it says in its log only."""

    def __init__(self, inbox: _Inbox) -> None:
        super().__init__(logging.WARNING)
        self._inbox = inbox

    def listen(self) -> None:
        """Starts to."""
        for name in _WATCHDOG_LOGGERS:
            logger = logging.getLogger(name)
            logger.addFilter(_is_news)  # stays: the threads speak after the end; twice is once
            logger.addHandler(self)

    def stop(self) -> None:
        """Stops to."""
        for name in _WATCHDOG_LOGGERS:
            logging.getLogger(name).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Takes every warning of the watcher for lost events: to look again costs little."""
        del record
        self._inbox.add(None, lost=True)
