"""All the posts of the open folder, kept true to the disk."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copydesk.core.library.cache import cache_path
from copydesk.core.library.changes import Changes, look_at, look_at_everything
from copydesk.core.library.entry import PostEntry, same_but_for_the_time, unread_entry
from copydesk.core.library.opening import Opening, open_library
from copydesk.core.library.scan import is_post
from copydesk.core.library.watch import Hints
from copydesk.core.review.workflow import entry_with_status
from copydesk.services.library_reader import LibraryReader
from copydesk.services.watching import AWAY, POLLING, WATCHING, Watching

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from copydesk.core.library.watch import FolderWatch
    from copydesk.services.notifier import Notifier
    from copydesk.services.tasks import TaskRunner

# While a folder is read for the first time, what is new is told this often: a view that sorts
# 10,000 posts for every few of them would do nothing else.
_TELL_EVERY_MS = 250
# Reading fewer posts than this is over before a progress bar could be seen.
_WORTH_PROGRESS = 100


class Library(QObject):
    """The posts of one folder.

    Attributes:
        entries: Relative path to entry; replaced or changed only on this thread.

    Signals:
        folder_opened (Path): Another folder is open; its entries are there, some by name only.
        names_listed (): Follows `folder_opened`: every post has an entry.
        posts_gone (dict[str, PostEntry]): These are no longer there, with what was known of them;
            followed by `entries_changed`, where they left while the folder was open.
        entries_changed (set[str]): These relative paths are new, changed or gone.
        progressed (int, int): So many posts were read of so many; equal when done, and (0, 0)
            when a folder is about to be opened.
        loaded (): Every post of the folder just opened was read.
        files_changed (set[Path]): Absolute paths of files and folders, posts or not, that may have
            changed, appeared or gone, under the folder or where `watch_extra` looks.
        watch_state_changed (str): "watching", "polling", "away" or "off"; see `Watching`.
    """

    folder_opened = Signal(object)
    names_listed = Signal()
    posts_gone = Signal(object)
    entries_changed = Signal(object)
    progressed = Signal(int, int)
    loaded = Signal()
    files_changed = Signal(object)
    watch_state_changed = Signal(str)

    def __init__(
        self,
        notifier: Notifier,
        tasks: TaskRunner,
        parent: QObject | None = None,
        *,
        cache_folder: Path | None = None,
        reader: LibraryReader | None = None,
    ) -> None:
        """Opens nothing yet.

        Args:
            notifier: Takes what the editor must hear.
            tasks: Where disk work is done.
            parent: Owner.
            cache_folder: In the place of the user's own cache folder.
            reader: In the place of one with a child process of its own.
        """
        super().__init__(parent)
        self._notifier = notifier
        self._tasks = tasks
        self._cache_folder = cache_folder
        self.entries: dict[str, PostEntry] = {}
        self._root: Path | None = None
        self._files: dict[str, tuple[int, int]] = {}
        self._folders: set[str] = set()
        self._opening: Path | None = None
        self._loading = False
        self._was_away = False
        self._waiting = Hints()
        self._looking = False
        self._due: set[str] = set()
        self._gone: dict[str, PostEntry] = {}
        self._statuses: Mapping[str, str] = {}
        # Of posts that are listed by the status kept beside them: as their own fields have it.
        self._plain: dict[str, PostEntry] = {}
        self._read = 0
        self._to_read = 0
        self._tell = QTimer(self)
        self._tell.setInterval(_TELL_EVERY_MS)
        self._tell.timeout.connect(self._tell_due)
        self._reader = reader or LibraryReader(self)
        self._reader.batch_read.connect(self._take_in)
        self._reader.idle.connect(self._finish_reading)
        self._reader.gave_up.connect(self._report_reader)
        self._watching = Watching(tasks, self)
        self._watching.settled.connect(self._look)
        self._watching.state_changed.connect(self._report_watch)

    @property
    def root(self) -> Path | None:
        """The open folder, absolute."""
        return self._root

    @property
    def folders(self) -> frozenset[str]:
        """The relative paths of all folders, with or without posts."""
        return frozenset(self._folders)

    @property
    def loading(self) -> bool:
        """Whether a folder is being opened or read for the first time."""
        return self._loading or self._opening is not None

    @property
    def watch_state(self) -> str:
        """See `watch_state_changed`."""
        return self._watching.state

    def relative(self, path: Path) -> str | None:
        """The key in `entries` of an absolute path; None outside of the folder."""
        if self._root is None or not path.is_relative_to(self._root):
            return None
        return path.relative_to(self._root).as_posix()

    def absolute(self, relative: str) -> Path:
        """The file of a key in `entries`."""
        return (self._root or Path()) / relative

    def entry_at(self, path: Path) -> PostEntry | None:
        """The entry of an absolute path."""
        relative = self.relative(path)
        return None if relative is None else self.entries.get(relative)

    def open_folder(self, path: Path) -> None:
        """Opens a folder in the place of the present one, which stays open if that fails."""
        root = Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute leaves ".." in
        self._opening = root
        self.progressed.emit(0, 0)
        cache = cache_path(root, self._cache_folder)
        self._tasks.run(
            partial(open_library, root, cache),
            partial(self._adopt, root, cache),
            partial(self._not_opened, root),
        )

    def refresh_now(self, paths: Iterable[Path] = ()) -> None:
        """Looks at these absolute paths at once, at everything when there are none."""
        wanted = set(paths)
        self._look(Hints(wanted, everything=not wanted))

    def watch_extra(self, path: Path) -> None:
        """Watches the folder of a file outside of the library too."""
        path = Path(path)
        roots = [root for root in (self._root, self._opening) if root is not None]
        if any(path.is_relative_to(root) for root in roots):
            return
        self._watching.watch_extra(path.parent)

    def watch_folder(self, folder: Path, *, below: bool = False) -> None:
        """Watches one folder more, be it a hidden one of the library; those below if wanted."""
        self._watching.watch_extra(folder, below=below)

    def set_statuses(self, kept: Mapping[str, str]) -> None:
        """Lists posts by the statuses kept beside them, see `core.review.workflow`.

        Args:
            kept: The words by relative path; all others are listed by what they say themselves.
        """
        before, self._statuses = self._statuses, dict(kept)
        changed = set()
        for path in before.keys() | kept.keys():
            entry = self.entries.get(path)
            if entry is None or before.get(path) == kept.get(path):
                continue
            listed = self._listed(self._plain.get(path, entry))
            if listed != entry:
                self.entries[path] = listed
                changed.add(path)
        if changed:
            self.entries_changed.emit(changed)

    def _listed(self, entry: PostEntry) -> PostEntry:
        """A post with the status that counts."""
        kept = self._statuses.get(entry.path, "")
        listed = entry_with_status(entry, kept) if kept else entry
        self._plain.pop(entry.path, None)
        if listed is not entry:
            self._plain[entry.path] = entry
        return listed

    def close(self) -> None:
        """Closes the folder, stops watching and ends the child process."""
        self._opening = None
        self._loading = False
        self._tell.stop()
        self._watching.stop()
        self._reader.stop()
        self._forget_folder()

    def _forget_folder(self) -> None:
        self._root = None
        self.entries, self._files, self._folders = {}, {}, set()
        self._due = set()
        self._gone, self._statuses, self._plain = {}, {}, {}
        self._waiting = Hints()
        self._read = self._to_read = 0

    def _not_opened(self, root: Path, error: Exception) -> None:
        if root != self._opening:
            return
        self._opening = None
        self._notifier.error(error)
        self.progressed.emit(1, 1)

    def _adopt(self, root: Path, cache: Path, found: Opening) -> None:
        if root != self._opening:
            return
        self._opening = None
        self._forget_folder()
        self._root = root
        self.entries = found.entries
        self._files = found.survey.files
        self._folders = found.survey.folders
        self._reader.open(root, cache)
        self._watching.watch_root(root)
        self.folder_opened.emit(root)
        self.names_listed.emit()
        self._say_what_is_missing(found)
        self._loading = True
        if found.gone:
            self._gone = dict(found.gone)
            self._reader.forget(list(found.gone))
        if found.unread:
            self._tell.start()
            self._begin_reading(found.unread)
        else:
            self._finish_reading()

    def _say_what_is_missing(self, found: Opening) -> None:
        closed = sorted(found.survey.closed)
        if closed:
            rest = f" and {len(closed) - 1} more folders" if closed[1:] else ""
            self._notifier.warn(
                f"You may not read “{closed[0]}”{rest}, so the posts in there are not listed.",
                "Ask whoever looks after the folder.",
            )

    def _begin_reading(self, paths: list[str]) -> None:
        self._to_read += len(paths)
        self._tell_progress()
        self._reader.read(paths)

    def _tell_progress(self) -> None:
        if self._loading or self._to_read >= _WORTH_PROGRESS:
            self.progressed.emit(self._read, self._to_read)

    @Slot(object, object)
    def _take_in(self, entries: list[PostEntry], missing: list[str]) -> None:
        self._read += len(entries) + len(missing)
        for entry in entries:
            path = entry.path
            mark = self._files.get(path)
            if mark is None:
                continue  # it went while it was read
            if not entry.mtime_ns:  # it could not be read
                entry = entry._replace(mtime_ns=mark[0], size=mark[1])
            entry = self._listed(entry)
            known = self.entries.get(path)
            if known is None or not same_but_for_the_time(known, entry):
                self._due.add(path)
            self.entries[path] = entry
            self._files[path] = (entry.mtime_ns, entry.size)
        for path in missing:
            self._drop(path)

    def _drop(self, path: str) -> None:
        self._files.pop(path, None)
        entry = self.entries.pop(path, None)
        if entry is not None:
            self._gone[path] = self._plain.pop(path, entry)
            self._due.add(path)

    @Slot()
    def _finish_reading(self) -> None:
        self._tell.stop()
        self._read = self._to_read = max(self._to_read, 1)
        self._tell_due()
        self._read = self._to_read = 0
        if self._loading:
            self._loading = False
            self.loaded.emit()

    @Slot()
    def _tell_due(self) -> None:
        due, self._due = self._due, set()
        gone, self._gone = self._gone, {}
        if gone:
            self.posts_gone.emit(gone)
        if due:
            self.entries_changed.emit(due)
        if self._to_read:
            self._tell_progress()

    @Slot(object)
    def _look(self, hints: Hints) -> None:
        """Looks at the disk on a thread, one look at a time."""
        if hints.paths and not hints.everything:
            self.files_changed.emit(set(hints.paths))
        if self._root is None:
            return
        self._waiting.paths |= hints.paths
        self._waiting.everything |= hints.everything
        if not self._looking:
            self._look_at_waiting()

    def _look_at_waiting(self) -> None:
        hints, self._waiting = self._waiting, Hints()
        root = self._root
        if root is None or not (hints.paths or hints.everything):
            return
        self._looking = True
        work = partial(
            _look,
            root,
            hints,
            # Copies: this thread goes on changing the originals.
            dict(self._files),
            set(self._folders),
            self._watching.watch,
        )
        self._tasks.run(
            work, partial(self._apply, root, hints), partial(self._not_looked, root, hints)
        )

    def _not_looked(self, root: Path, hints: Hints, error: Exception) -> None:
        self._looking = False
        if hints.everything and hints.paths:
            self.files_changed.emit(hints.paths)
        if root != self._root:
            self._look_at_waiting()
        elif isinstance(error, OSError):
            # The folder itself can't be read: whether it is gone, the watching finds out.
            self._watching.check_root_now()
        else:
            self._notifier.error(error)

    def _apply(self, root: Path | None, hints: Hints, changes: Changes) -> None:
        self._looking = False
        if root is not None and root == self._root:
            self._tell_files(root, changes, hints)
            if changes.folders_added:
                self._watching.check_room()
            self._apply_changes(changes)
        self._look_at_waiting()

    def _tell_files(self, root: Path, changes: Changes, hints: Hints) -> None:
        names = (*changes.updated, *changes.gone, *changes.folders_gone, *changes.folders_added)
        paths = {self.absolute(name) for name in names}
        if hints.everything:
            # With the folder itself: open posts are compared by content, which time and size hide.
            paths |= hints.paths | {root}
        else:
            paths -= hints.paths  # told already; the rest is in a folder that came or went
        if paths:
            self.files_changed.emit(paths)

    def _apply_changes(self, changes: Changes) -> None:
        if not changes:
            return
        self._files.update(changes.updated)
        self._folders |= changes.folders_added
        self._folders -= changes.folders_gone
        gone = [path for path in changes.gone if path in self.entries]
        for path in changes.gone:
            self._drop(path)
        if gone:
            self._reader.forget(gone)
        posts = [path for path in changes.updated if is_post(path)]
        for path in posts:
            if path not in self.entries:
                self.entries[path] = unread_entry(path, *changes.updated[path])
                self._due.add(path)
        if posts:
            self._begin_reading(posts)
        elif not self._reader.busy:
            self._finish_reading()

    @Slot(str)
    def _report_reader(self, sentence: str) -> None:
        self._notifier.error(sentence, "The posts are listed by file name. Open the folder again.")

    @Slot(str)
    def _report_watch(self, state: str) -> None:
        name = self._root.name if self._root is not None else "the folder"
        if state == POLLING:
            self._notifier.warn(
                f"The system can't watch all of “{name}”, so changes by other programs show up to "
                "3 seconds late."
            )
        elif state == AWAY:
            self._was_away = True
            self._notifier.warn(
                f"The folder “{name}” is no longer there.",
                "Open posts keep their text. When the folder comes back, work goes on.",
            )
            self._tell_all_files()
        if state in (WATCHING, POLLING) and self._was_away:
            self._was_away = False
            self._notifier.info(f"The folder “{name}” is back.")
            self._tell_all_files()
        self.watch_state_changed.emit(state)

    def _tell_all_files(self) -> None:
        if self._root is not None:
            self.files_changed.emit({self._root})


def _look(
    root: Path,
    hints: Hints,
    files: dict[str, tuple[int, int]],
    folders: set[str],
    watch: FolderWatch | None,
) -> Changes:
    if watch is not None:
        watch.follow(hints)
    if hints.everything:
        return look_at_everything(root, files, folders)
    return look_at(root, hints.paths, files, folders)
