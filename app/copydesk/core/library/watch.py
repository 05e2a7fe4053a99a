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
import time
from collections import deque
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
from copydesk.core.storage.atomic import TEMPORARY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
        root_touched: Whether the watched folder itself was moved, deleted or made again, so that
            the watch no longer tells anything.
        first_s: When the first hint came, by `time.monotonic`.
        last_s: When the last one came.
    """

    paths: set[Path] = field(default_factory=set)
    everything: bool = False
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
        self._parts: dict[str, ObservedWatch] = {}
        self._extras: dict[Path, ObservedWatch | None] = dict.fromkeys(extras)
        self._whole = False

    def start(self) -> None:
        """Starts watching.

        Raises:
            WatchLimitError: The system's limit of watched folders is reached.
            OSError: The folder can't be watched.
        """
        self._log_ear.listen()
        try:
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
        except OSError as error:
            self.stop()
            if error.errno in _LIMITS:
                raise WatchLimitError from error
            raise

    def watch_extra(self, folder: Path) -> None:
        """Watches one more folder, without those below it; does nothing when it can't be."""
        if self._extras.get(folder) is not None or not self._alive:
            return
        with contextlib.suppress(OSError):
            self._extras[folder] = self._schedule(os.path.realpath(folder), prefix=folder)

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
        root, observer = self._root, self._observer
        if root is None or observer is None or self._whole or not self._alive:
            return
        touched = {path.name for path in hints.paths if path.parent == root}
        if not touched and not hints.everything:
            return
        try:
            names = set(self._part_names())
        except OSError:
            return
        # A folder of a known name may be another one by now, of which the old watch knows nothing.
        for name in [n for n in self._parts if n and (n not in names or n in touched)]:
            part = self._parts.pop(name)
            with contextlib.suppress(KeyError, OSError):
                observer.unschedule(part)
        for name in names - self._parts.keys():
            with contextlib.suppress(OSError):
                self._add_part(root, name)

    def stop(self) -> None:
        """Stops watching; the threads end soon after."""
        self._inbox.closed = True
        self._log_ear.stop()
        if self._observer is not None and self._observer.is_alive():
            self._observer.stop()

    def join(self, timeout_s: float) -> bool:
        """Waits for the threads to end; False when they take longer."""
        if self._observer is not None and self._observer.ident is not None:
            self._observer.join(timeout_s)
        return not self._alive

    @property
    def _alive(self) -> bool:
        return self._observer is not None and self._observer.is_alive()

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
    ) -> ObservedWatch:
        handler = _Handler(self._inbox, folder, prefix, self._real_root)
        if self._observer is None:
            raise RuntimeError("the watch was not started")
        return self._observer.schedule(handler, folder, recursive=recursive, event_filter=events)


class _Inbox:
    """Where hints wait; filled by watchdog's threads, emptied by the owner of the watch."""

    def __init__(self, on_hint: Callable[[], object]) -> None:
        self._on_hint = on_hint
        self._paths: deque[Path] = deque()
        self._told = False
        self.overflowed = False
        self.root_touched = False
        self.closed = False
        self.first_s = 0.0
        self.last_s = 0.0

    def add(self, path: Path | None) -> None:
        """Puts a path to look at, or None for everything."""
        if self.closed:
            return
        self.last_s = time.monotonic()
        if path is None or len(self._paths) > MANY:
            self.overflowed = True
        else:
            self._paths.append(path)
        if not self._told:
            self._told = True
            self.first_s = self.last_s
            self._on_hint()

    def take(self) -> Hints:
        """All that waits. What comes while it is taken is told anew."""
        self._told = False
        hints = Hints(set(), self.overflowed, self.root_touched, self.first_s, self.last_s)
        self.overflowed = self.root_touched = False
        with contextlib.suppress(IndexError):
            while True:
                hints.paths.add(self._paths.popleft())
        return hints


class _Handler(FileSystemEventHandler):
    """Turns the events of one watched folder to paths below the folder's own name."""

    def __init__(self, inbox: _Inbox, folder: str, prefix: Path | None, real_root: str) -> None:
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
                    inbox.root_touched = True
                    inbox.add(None)
            elif not self._is_noise(path):
                inbox.add(self._prefix / path[len(self._folder) :].lstrip(os.sep))

    def _is_noise(self, path: str) -> bool:
        """Whether it is a temporary file of ours, or what no site is made of."""
        name = path.rpartition(os.sep)[2]
        if name.startswith(TEMPORARY_PREFIX):
            return True
        if not path.startswith(self._real_root + os.sep):
            return False
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
        self._inbox.add(None)
