"""The recovery journal: what is typed and not yet saved, safe from a crash of the program.

In one folder, each running desk has a folder of its own, with a file for every unsaved post:

    00000007-3f2a9c1e.lock      held for as long as the desk lives; the system frees it with it
    00000007-3f2a9c1e/<ident>.post
    unreadable/                 what could not be read is moved here and never deleted
"""

from __future__ import annotations

import contextlib
import re
import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.core.errors import StorageError
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.file_system import DISK, FileSystem
from copydesk.core.storage.journal_entry import (
    JournalEntry,
    UnreadableEntryError,
    from_bytes,
    to_bytes,
)

if TYPE_CHECKING:
    from filelock import BaseFileLock

_DESK = re.compile(r"(\d{8})-[0-9a-f]{8}")
_ENTRY = ".post"
_BEING_WRITTEN = ".new"


@dataclass(slots=True)
class _Place:
    """The folder of one desk, and the lock that says whose it is."""

    folder: Path
    lock: BaseFileLock
    entries: dict[str, JournalEntry] = field(default_factory=dict)


class Journal:
    """One desk's part of the journal, and what desks that are gone have left in it.

    All methods may be called on any thread.
    """

    def __init__(self, folder: Path, *, disk: FileSystem = DISK) -> None:
        """Uses ``folder``, which is made when there is something to write."""
        self._folder = folder
        self._disk = disk
        self._own: _Place | None = None
        self._adopted: list[_Place] = []
        # What was last written or removed; a writer that comes late with an older one is ignored.
        self._numbers: dict[str, int] = {}
        self._unreadable: list[Path] = []
        self._guard = threading.RLock()

    def write(self, entry: JournalEntry) -> None:
        """Keeps an entry in the place of its document's older one; it is on the disk afterwards.

        Raises:
            StorageError: It could not be written; the older one, if any, is still there.
        """
        with self._guard:
            if entry.number <= self._numbers.get(entry.ident, 0):
                return
            try:
                self._put(entry)
            except FileNotFoundError:
                # Somebody tidied our folder away under us.
                self._leave_own()
                try:
                    self._put(entry)
                except OSError as error:
                    raise _not_kept(error, entry) from error
            except OSError as error:
                raise _not_kept(error, entry) from error
            self._numbers[entry.ident] = entry.number

    def remove(self, ident: str, number: int) -> None:
        """Forgets a document's entry: its text is saved, or was given up.

        Args:
            ident: The document's.
            number: Entries up to this one are not written any more; a newer one, which was written
                while this waited for its turn, stays.

        Raises:
            StorageError: It could not be deleted.
        """
        with self._guard:
            if number < self._numbers.get(ident, 0):
                return
            self._numbers[ident] = number
            if self._own is not None:
                self._delete(self._own, ident)

    def _put(self, entry: JournalEntry) -> None:
        own = self._own or self._begin()
        place = own.folder / f"{entry.ident}{_ENTRY}"
        temporary = place.with_suffix(_BEING_WRITTEN)
        with contextlib.suppress(FileNotFoundError):
            self._disk.remove(temporary)
        descriptor = self._disk.create(temporary, 0o600)
        try:
            try:
                self._disk.write(descriptor, to_bytes(entry))
                self._disk.sync(descriptor)
            finally:
                self._disk.close(descriptor)
            self._disk.replace(temporary, place)
        except BaseException:
            with contextlib.suppress(OSError):
                self._disk.remove(temporary)
            raise
        self._disk.sync_folder(own.folder)

    def _begin(self) -> _Place:
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._disk.sync_folder(self._folder.parent)
        self._folder.chmod(0o700)
        numbers = [int(match[1]) for match in map(_DESK.match, self._names()) if match]
        name = f"{max(numbers, default=0) + 1:08}-{secrets.token_hex(4)}"
        # The lock first: a folder without one is taken for that of a desk that is gone.
        lock = _lock(self._folder / f"{name}.lock")
        lock.acquire(blocking=False)
        own = _Place(self._folder / name, lock)
        try:
            own.folder.mkdir(mode=0o700)
            self._disk.sync_folder(self._folder)
        except BaseException:
            self._give_back(own)
            raise
        self._own = own
        return own

    def _names(self) -> list[str]:
        return sorted(path.name for path in self._folder.iterdir())

    def _leave_own(self) -> None:
        if self._own is not None:
            self._give_back(self._own)
            self._own = None

    def orphans(self) -> list[JournalEntry]:
        """What desks that are gone have left, oldest first.

        They are this desk's until `settle` or `close`: no other one is given them. What can't be
        read is put aside, see `take_unreadable`.

        Raises:
            StorageError: The journal's folder can't be read.
        """
        with self._guard:
            try:
                names = self._names() if self._folder.is_dir() else []
            except OSError as error:
                raise storage_error(error, self._folder, "opened", reading=True) from error
            ours = {place.folder.name for place in (self._own, *self._adopted) if place}
            for name in names:
                if _DESK.fullmatch(name) and name not in ours:
                    self._adopt(self._folder / name)
            self._adopted.sort(key=lambda place: place.folder.name)
            self._drop_repeated()
            return self._waiting()

    def _waiting(self) -> list[JournalEntry]:
        return [
            entry
            for place in self._adopted
            for entry in sorted(place.entries.values(), key=lambda one: one.number)
        ]

    def _adopt(self, folder: Path) -> None:
        lock = _lock(folder.with_name(f"{folder.name}.lock"))
        try:
            lock.acquire(blocking=False)
        except OSError:  # a lock that is held says so by a TimeoutError
            return  # it lives, or is being looked at by another desk
        place = _Place(folder, lock)
        if folder.is_dir():
            self._read(place)
        if place.entries:
            self._adopted.append(place)
        else:
            self._give_back(place)

    def _read(self, place: _Place) -> None:
        """Reads every entry; of an unfinished one that is whole, the newer counts."""
        broken: list[Path] = []
        for path in sorted(place.folder.iterdir()):
            if path.suffix not in (_ENTRY, _BEING_WRITTEN):
                continue
            try:
                entry = from_bytes(self._disk.read(path))
            except UnreadableEntryError:
                broken.append(path)
            except OSError:
                self._unreadable.append(path)  # it stays where it is
            else:
                known = place.entries.get(path.stem)
                if known is None or known.number < entry.number:
                    place.entries[path.stem] = entry
        for path in broken:
            if path.suffix == _ENTRY or path.stem not in place.entries:
                self._put_aside(path)
            else:  # the crash came amid writing it, and the one before is whole
                with contextlib.suppress(OSError):
                    self._disk.remove(path)

    def _put_aside(self, path: Path) -> None:
        aside = self._folder / "unreadable"
        kept = aside / f"{path.parent.name}-{path.name}"
        try:
            aside.mkdir(mode=0o700, exist_ok=True)
            self._disk.replace(path, kept)
        except OSError:
            kept = path
        self._unreadable.append(kept)

    def take_unreadable(self) -> list[Path]:
        """The files that `orphans` could not read, each told once; they are kept."""
        with self._guard:
            taken, self._unreadable = self._unreadable, []
            return taken

    def _drop_repeated(self) -> None:
        """Leaves out what a crash in the midst of restoring has left twice."""
        kept: list[JournalEntry] = []
        followed = {entry.follows for entry in self._waiting() if entry.follows}
        for entry in reversed(self._waiting()):
            if entry.ident in followed or any(entry.says_the_same(other) for other in kept):
                with contextlib.suppress(StorageError):
                    self.settle(entry)
            else:
                kept.append(entry)

    def settle(self, entry: JournalEntry) -> None:
        """Deletes an entry of a desk that is gone: it was restored, or the editor let it go.

        Raises:
            StorageError: It could not be deleted, and will be found again.
        """
        with self._guard:
            for place in list(self._adopted):
                found = place.entries.get(entry.ident)
                if found is not None and found.number == entry.number:
                    self._delete(place, entry.ident)
                    del place.entries[entry.ident]
                    if not place.entries:
                        self._adopted.remove(place)
                        self._give_back(place)

    def _delete(self, place: _Place, ident: str) -> None:
        path = place.folder / f"{ident}{_ENTRY}"
        try:
            for one in (path.with_suffix(_BEING_WRITTEN), path):
                with contextlib.suppress(FileNotFoundError):
                    self._disk.remove(one)
            if place.folder.is_dir():
                self._disk.sync_folder(place.folder)
        except OSError as error:
            raise storage_error(error, path, "deleted") from error

    def close(self) -> None:
        """Lets go of all: what is not settled is left for the next desk to find."""
        with self._guard:
            self._leave_own()
            for place in self._adopted:
                self._give_back(place)
            self._adopted.clear()

    def _give_back(self, place: _Place) -> None:
        """Releases a desk's folder, and takes it away when it holds no text."""
        with contextlib.suppress(OSError):
            place.folder.rmdir()  # refused while anything is in it
        if not place.folder.exists():
            # While it is still held, where the system allows: who waits for it finds no folder.
            with contextlib.suppress(OSError):
                place.folder.with_name(f"{place.folder.name}.lock").unlink()
        with contextlib.suppress(OSError):
            place.lock.release()


def _lock(path: Path) -> BaseFileLock:
    from filelock import FileLock  # 10 ms, and never on the window's thread

    return FileLock(path, mode=0o600, thread_local=False)


def _not_kept(error: OSError, entry: JournalEntry) -> StorageError:
    return storage_error(error, Path(entry.name), "kept for recovery")
