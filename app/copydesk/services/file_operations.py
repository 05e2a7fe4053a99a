"""Posts made, renamed, copied, moved and thrown away; all disk work happens on tasks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QObject, QTimer, Signal, Slot

from copydesk.core.errors import ConflictError, CopydeskError, StorageError
from copydesk.core.library.scan import is_post
from copydesk.core.storage.atomic import save_atomic
from copydesk.core.storage.failures import storage_error
from copydesk.core.storage.moving import copy_beside, copy_new, move_file, put_back
from copydesk.core.storage.names import complaint_about, free_path
from copydesk.services.notifier import NoticeAction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copydesk.core.site.schema.site_schema import CollectionSchema
    from copydesk.services.fields import Fields
    from copydesk.services.library import Library
    from copydesk.services.notifier import Notifier
    from copydesk.services.tasks import TaskRunner

# How often another name is tried when somebody else takes the free one first.
_MOST_TRIES = 5


class FileOperations(QObject):
    """What can be done with the files of posts. Nothing here ever replaces another file.

    Signals:
        created (Path): A post was made or copied.
        begun (Path): Follows `created` where it was made, and is to be filled in.
        moved (Path, Path): A post has another name or folder: old, new.
        trashed (Path): A post went to the trash.
        restored (Path): A post came back from it.
        reveal_requested (Path): Show this file or folder in the file manager.
    """

    created = Signal(object)
    begun = Signal(object)
    moved = Signal(object, object)
    trashed = Signal(object)
    restored = Signal(object)
    reveal_requested = Signal(object)

    def __init__(
        self,
        notifier: Notifier,
        tasks: TaskRunner,
        library: Library,
        parent: QObject | None = None,
        *,
        fields: Fields | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._notifier = notifier
        self._tasks = tasks
        self._library = library
        self._to_trash: list[Path] = []
        # Several posts thrown away at once make one notice with one undo.
        self._trash_soon = QTimer(self)
        self._trash_soon.setSingleShot(True)
        self._trash_soon.setInterval(0)
        self._trash_soon.timeout.connect(self._trash_waiting)

    def kinds_in(self, folder: Path) -> tuple[CollectionSchema, ...]:
        """The kinds of post that can be made in a folder; none where no schema says."""
        return self._fields.kinds_in(folder) if self._fields else ()

    def path_of_new(self, folder: Path, title: str, kind: CollectionSchema | None = None) -> Path:
        """Where a new post of this title would go, if nothing is there."""
        from copydesk.core.library.new_post import proposed_path  # not needed to start

        root = self._fields.site.root if self._fields and self._fields.site else None
        return proposed_path(folder, title, self._siblings(folder), root=root, schema=kind)

    def create_post(
        self,
        folder: Path,
        title: str,
        then: Callable[[Path], object] | None = None,
        kind: CollectionSchema | None = None,
    ) -> None:
        """Makes a post in a folder, with the fields that its collection has for a new one.

        Args:
            folder: Absolute; made if it is not there.
            title: The post's; its slug names the file.
            then: Called with the new file.
            kind: Of `kinds_in`; without it, the post takes after those beside it.
        """
        folder = Path(folder)
        title = " ".join(title.split())
        if not title:
            self._notifier.warn("A post needs a title.")
            return
        root = self._fields.site.root if self._fields and self._fields.site else None
        work = partial(_create, folder, title, self._siblings(folder), root, kind)
        self._tasks.run(work, partial(self._begun, then), in_order=True)

    def _begun(self, then: Callable[[Path], object] | None, path: Path) -> None:
        self._made(then, path)
        self.begun.emit(path)

    def _siblings(self, folder: Path) -> list[str]:
        """The posts in a folder or in one of its own each, newest first, relative to it."""
        relative = self._library.relative(folder)
        if relative is None:
            return []
        prefix = "" if relative == "." else f"{relative}/"
        found = [
            (entry.date_key, entry.mtime_ns, path[len(prefix) :])
            for path, entry in self._library.entries.items()
            if path.startswith(prefix) and path.count("/", len(prefix)) <= 1 and entry.readable
        ]
        own = [item for item in found if "/" not in item[2]]
        bundles = [item for item in found if item[2].rpartition("/")[2].startswith("index.")]
        return [path for _date, _time, path in sorted(own + bundles, reverse=True)]

    def _made(self, then: Callable[[Path], object] | None, path: Path) -> None:
        self._library.refresh_now({path})
        self.created.emit(path)
        if then is not None:
            then(path)

    def duplicate(self, path: Path, then: Callable[[Path], object] | None = None) -> None:
        """Copies a post to a free name beside it, as it is on disk."""
        self._tasks.run(partial(copy_beside, Path(path)), partial(self._made, then), in_order=True)

    def rename(self, path: Path, new_name: str) -> None:
        """Gives a post's file another name; without a post's suffix it keeps the one it has."""
        path = Path(path)
        name = new_name.strip()
        if is_post(path.name) and not is_post(name) and name:
            name += path.suffix
        if name == path.name:
            return
        complaint = complaint_about(name)
        if complaint:
            self._notifier.warn(complaint, "Choose another name.")
            return
        self._tasks.run(
            partial(move_file, path, path.with_name(name), "renamed"),
            partial(self._follow, path),
            in_order=True,
        )

    def _follow(self, old: Path, new: Path) -> None:
        self.moved.emit(old, new)
        self._library.refresh_now({old, new})

    def move(self, paths: Sequence[Path], folder: Path) -> None:
        """Moves posts to another folder, under their names; those already there stay."""
        folder = Path(folder)
        old = [path for path in map(Path, paths) if path.parent != folder]
        if old:
            self._tasks.run(partial(_move_all, old, folder), self._moved_all, in_order=True)

    def _moved_all(self, outcome: _Outcome) -> None:
        for old, new in outcome.moved:
            self.moved.emit(old, new)
        if outcome.moved:
            self._library.refresh_now({path for pair in outcome.moved for path in pair})
            what = _counted([old for old, _new in outcome.moved])
            folder = outcome.moved[0][1].parent.name
            undo = NoticeAction("Undo", partial(self._move_back, outcome.moved))
            self._notifier.info(f"{what} moved to “{folder}”.", undo)
        self._report(outcome.failed)

    def _move_back(self, moved: Sequence[tuple[Path, Path]]) -> None:
        pairs = [(new, old) for old, new in moved]
        self._tasks.run(partial(_move_pairs, pairs), self._moved_back, in_order=True)

    def _moved_back(self, outcome: _Outcome) -> None:
        for old, new in outcome.moved:
            self._follow(old, new)
        self._report(outcome.failed)

    def _report(self, failed: Sequence[CopydeskError]) -> None:
        if len(failed) == 1:
            self._notifier.error(failed[0])
        elif failed:
            self._notifier.error(f"{failed[0].sentence} {len(failed) - 1} more failed too.")

    def trash(self, path: Path) -> None:
        """Moves a post to the trash, and offers to take it out again."""
        self._to_trash.append(Path(path))
        self._trash_soon.start()

    @Slot()
    def _trash_waiting(self) -> None:
        paths, self._to_trash = self._to_trash, []
        self._tasks.run(
            partial(_trash_all, list(dict.fromkeys(paths))), self._trashed_all, in_order=True
        )

    def _trashed_all(self, outcome: _Outcome) -> None:
        gone = [path for path, _in_trash in outcome.moved]
        for path in gone:
            self.trashed.emit(path)
        if gone:
            self._library.refresh_now(gone)
            undo = NoticeAction("Undo", partial(self._restore, outcome.moved))
            self._notifier.info(f"{_counted(gone)} moved to the trash.", undo)
        self._report(outcome.failed)

    def _restore(self, trashed: Sequence[tuple[Path, Path]]) -> None:
        self._tasks.run(partial(_restore_all, trashed), self._restored_all, in_order=True)

    def _restored_all(self, outcome: _Outcome) -> None:
        back = [new for _old, new in outcome.moved]
        if back:
            self._library.refresh_now(back)
        for old, new in outcome.moved:
            self.restored.emit(new)
            if old != new:
                self._notifier.info(f"“{old.name}” came back as “{new.name}”.")
        self._report(outcome.failed)

    def reveal(self, path: Path) -> None:
        """Asks for a file or folder to be shown in the file manager."""
        self.reveal_requested.emit(Path(path))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of several files: old and new place of each, and what went wrong."""

    moved: list[tuple[Path, Path]]
    failed: list[CopydeskError]


def _counted(paths: Sequence[Path]) -> str:
    return f"“{paths[0].name}” was" if len(paths) == 1 else f"{len(paths)} posts were"


def _create(
    folder: Path,
    title: str,
    siblings: Sequence[str],
    root: Path | None,
    kind: CollectionSchema | None,
) -> Path:
    # What writes fields is loaded here, on a thread, and not at the start.
    from copydesk.core.library.new_post import NewPost, choose_path, fallback_text, prepare_post

    try:
        new = prepare_post(folder, title, siblings, root=root, schema=kind)
    except CopydeskError:
        new = NewPost(choose_path(folder, title, siblings), fallback_text(title))
    path = _written_beside(new.path, new.text, title)
    for source, beside in new.files:
        copy_new(source, path.parent / beside)
    return path


def _written_beside(wanted: Path, text: str, title: str) -> Path:
    """Writes a post under its name, or a free one like it."""
    for _attempt in range(_MOST_TRIES):
        path = wanted
        if wanted.stem == "index":
            path = free_path(wanted.parent) / wanted.name
        else:
            path = free_path(wanted)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            save_atomic(path, text.encode(), None)
        except ConflictError:
            continue
        except OSError as error:
            raise storage_error(error, path, "made") from error
        return path
    raise StorageError(
        f"A post named “{wanted.name}” could not be made for “{title}”.", "Try another title."
    )


def _move_all(paths: Sequence[Path], folder: Path) -> _Outcome:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, folder, "opened") from error
    return _move_pairs([(path, folder / path.name) for path in paths])


def _move_pairs(pairs: Sequence[tuple[Path, Path]]) -> _Outcome:
    outcome = _Outcome([], [])
    for old, new in pairs:
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            outcome.moved.append((old, move_file(old, new)))
        except StorageError as error:
            outcome.failed.append(error)
        except OSError as error:
            outcome.failed.append(storage_error(error, old, "moved"))
    return outcome


def _trash_all(paths: Sequence[Path]) -> _Outcome:
    outcome = _Outcome([], [])
    for path in paths:
        file = QFile(str(path))
        if file.moveToTrash():
            outcome.moved.append((path, Path(file.fileName())))
        else:
            there = path.exists() or path.is_symlink()
            reason = "there is no trash for its disk, or you may not change its folder"
            why = reason if there else "it is not there"
            sentence = f"“{path.name}” was not moved to the trash: {why}."
            outcome.failed.append(StorageError(sentence, "It was left as it is." if there else ""))
    return outcome


def _restore_all(trashed: Sequence[tuple[Path, Path]]) -> _Outcome:
    outcome = _Outcome([], [])
    for place, in_trash in trashed:
        try:
            outcome.moved.append((place, put_back(in_trash, place)))
        except StorageError as error:
            outcome.failed.append(error)
    return outcome
