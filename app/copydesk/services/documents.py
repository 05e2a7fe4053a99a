"""The open posts: opening, saving, closing, and following what happens to their files."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.posts.encoding import TextFormat
from copydesk.services.closing import Closing
from copydesk.services.disk_look import Arrivals, Look, look_at, plain_path, read_version
from copydesk.services.open_document import DiskState, DiskVersion, OpenDocument
from copydesk.services.restoring import Unsaved, restore
from copydesk.services.saves import Saves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from copydesk.core.text.edits import TextEdit
    from copydesk.services.encodings import Encodings
    from copydesk.services.notifier import NoticeAction, Notifier
    from copydesk.services.tasks import TaskRunner

    _Then = Callable[[OpenDocument], object]
    _Failed = Callable[[Exception], object]
    _Keep = Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class _Touched:
    """How a document stood when a look at its file began."""

    path: Path
    base: DiskVersion | None

    @property
    def known(self) -> TextFormat | None:
        """How its file was read then."""
        return self.base.text_format if self.base else None


class Documents(QObject):
    """Holds every open post.

    Signals:
        opened (OpenDocument): A post was opened.
        closed (OpenDocument): It is gone from the desk.
        overwriting (OpenDocument): Its file is about to be written in place, which a crash could
            leave half done.
        saved (OpenDocument): Its file was written.
        reloaded (OpenDocument): Another program's text was taken over.
        letting_go (OpenDocument, str): Text is about to be thrown away, and why: "closed" (unsaved,
            and the editor does not want it saved), "replaced" (another program's text comes in its
            place), "overwritten" (it will replace `theirs`), "merging" (both become one).
        path_wanted (OpenDocument, Callable | None): A post without a path is to be saved: ask
            where, and call `save_as` with the answer and the second argument.
        copy_wanted (OpenDocument): The editor wants its text saved elsewhere: ask where, and call
            `save_copy`.
    """

    opened = Signal(object)
    closed = Signal(object)
    overwriting = Signal(object)
    saved = Signal(object)
    reloaded = Signal(object)
    letting_go = Signal(object, str)
    path_wanted = Signal(object, object)
    copy_wanted = Signal(object)

    def __init__(
        self, notifier: Notifier, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._tasks = tasks
        self._open: list[OpenDocument] = []
        self._real: dict[OpenDocument, Path] = {}
        self._opening: dict[Path, list[tuple[_Then | None, _Failed | None]]] = {}
        self._saves = Saves(notifier, tasks, self)
        self._saves.overwriting.connect(self.overwriting)
        self._saves.saved.connect(self.saved)
        self._saves.ended.connect(self._after_save)
        self._saves.copy_wanted.connect(self.copy_wanted)
        self._saves.look_wanted.connect(self.look_again)
        self._closing = Closing(notifier, self._saves, self)
        # Being opened when a hint came: what was read may be older than the hint.
        self._hinted: set[Path] = set()
        self._looking = False
        self._to_look_at: set[Path] = set()
        # The number of each document's file, and where others changed of late: a file that is gone
        # may have come up there before, or may later.
        self._marks: dict[OpenDocument, tuple[int, int]] = {}
        self._arrivals = Arrivals()
        self._look_after_saving: set[OpenDocument] = set()
        self._unreadable: set[OpenDocument] = set()

    def __iter__(self) -> Iterator[OpenDocument]:
        return iter(list(self._open))

    def at(self, path: Path) -> OpenDocument | None:
        """The open document of that file, if it is open."""
        return next((document for document in self._open if document.path == path), None)

    @property
    def all_open(self) -> list[OpenDocument]:
        """Every open document, in the order they were opened."""
        return list(self._open)

    @property
    def encodings(self) -> Encodings:
        """What asks about encodings, and changes them."""
        return self._saves.encodings

    @property
    def keep_before_save(self) -> _Keep | None:
        """Given a path and what stands there, on a thread, before a save replaces it."""
        return self._saves.keep_before_save

    @keep_before_save.setter
    def keep_before_save(self, keep: _Keep | None) -> None:
        self._saves.keep_before_save = keep

    def offer_in_conflict(self, offers: Callable[[OpenDocument], tuple[NoticeAction, ...]]) -> None:
        """Sets what gives the buttons on the notice that a post was not saved: two changed it."""
        self._saves.troubles.conflict_offers = offers

    @property
    def root(self) -> Path | None:
        """The open folder: below it the folder of a deleted post may be made again."""
        return self._saves.root

    @root.setter
    def root(self, root: Path | None) -> None:
        self._saves.root = root

    @property
    def unsaved(self) -> list[OpenDocument]:
        """The documents that hold what no file holds."""
        return [document for document in self._open if document.modified]

    def open(self, path: Path, then: _Then | None = None, failed: _Failed | None = None) -> None:
        """Opens a file, or finds it open, and calls ``then`` with its document.

        A file has one document, by whatever name it is opened.
        """
        path = plain_path(path)
        present = self.at(path)
        if present is not None:
            if then:
                then(present)
            return
        known = path in self._opening
        self._opening.setdefault(path, []).append((then, failed))
        if not known:
            self._tasks.run(
                partial(read_version, path), partial(self._add, path), partial(self._fail, path)
            )

    def _add(self, path: Path, found: tuple[DiskVersion, Path]) -> None:
        version, real = found
        waiting = self._opening.pop(path, [])
        document = self.at(path) or self._of_real(real)
        if document is None:
            document = OpenDocument(path, version.text, version.text_format, version.digest, self)
            self._real[document] = real
            self._note_mark(document, version)
            self.take_on(document)
        if path in self._hinted:
            self._hinted.discard(path)
            self.look_again({path})
        for then, _failed in waiting:
            if then:
                then(document)

    def take_on(self, document: OpenDocument) -> None:
        """Counts a document among the open ones."""
        document.setParent(self)
        self._open.append(document)
        self.opened.emit(document)

    def untitled(
        self, text: str = "", text_format: TextFormat | None = None, name: str = ""
    ) -> OpenDocument:
        """Opens a post that has no file yet; with a text it counts as unsaved.

        Args:
            text: What it holds.
            text_format: How it is to be written; UTF-8 for None.
            name: What to call it; the first free of "Untitled", "Untitled 2" … else.
        """
        used = {document.name for document in self._open if document.path is None}
        names = itertools.chain([name or "Untitled"], (f"Untitled {n}" for n in itertools.count(2)))
        free = next(one for one in names if one not in used)
        document = OpenDocument(None, text, text_format or TextFormat(), None, self, untitled=free)
        self.take_on(document)
        return document

    def restore(
        self,
        path: Path | None,
        text: str,
        text_format: TextFormat,
        base: DiskVersion | None = None,
        then: _Then | None = None,
        *,
        name: str = "",
        known: tuple[str | None, TextFormat | None] = (None, None),
    ) -> None:
        """Opens a post with an unsaved text as one undoable step; see `restoring`.

        ``known`` is the fingerprint of what it was made from, and how that was read.
        """
        unsaved = Unsaved(path and plain_path(path), text, text_format, base, *known, name)
        restore(self, unsaved, then or _nothing)

    def _of_real(self, real: Path) -> OpenDocument | None:
        return next((document for document in self._open if self.real_path(document) == real), None)

    def real_path(self, document: OpenDocument) -> Path | None:
        """The file itself, past every symbolic link, as far as was seen."""
        return self._real.get(document, document.path)

    def _fail(self, path: Path, error: Exception) -> None:
        waiting = self._opening.pop(path, [])
        self._hinted.discard(path)
        for _then, failed in waiting:
            if failed:
                failed(error)
        if not all(failed for _then, failed in waiting):
            self._notifier.error(error)

    def save(self, document: OpenDocument, then: _Then | None = None) -> None:
        """Writes the document to its file unless another program's text would be lost by it.

        Args:
            document: An open one.
            then: Called once its present text is on disk; not when that fails.
        """
        if document.path is None and not self._saves.is_saving(document):
            self.path_wanted.emit(document, then)
            return
        self._saves.save(document, then)

    def save_as(self, document: OpenDocument, path: Path, then: _Then | None = None) -> None:
        """Saves a post that had no file; it keeps having none when that fails.

        Args:
            document: It was told by `path_wanted`, and may have been closed since.
            path: A new file, or one that the editor agreed to replace.
            then: Called once it is on disk.
        """
        if document in self._open:
            others = (self.real_path(other) for other in self._open if other is not document)
            self._saves.save_as(document, plain_path(path), frozenset(filter(None, others)), then)

    def save_again(self, document: OpenDocument) -> None:
        """Makes a deleted file again from the document's text."""
        self._saves.save(document, recreate=True)

    def save_copy(
        self, document: OpenDocument, path: Path, then: Callable[[], object] | None = None
    ) -> None:
        """Writes the text to another file and leaves the document where it is.

        The person has already agreed to replace a file that is there.
        """
        self._saves.save_copy(document, path, then)

    @Slot(object)
    def _after_save(self, document: OpenDocument) -> None:
        # What a file that is new to us is past its links, and on which disk, nobody knows yet.
        is_new = document in self._open and document not in self._real
        if document in self._look_after_saving or is_new:
            self._look_after_saving.discard(document)
            if document.path is not None:
                self.look_again({document.path})

    def close(self, document: OpenDocument) -> None:
        """Closes one document, asking once when it holds unsaved text."""
        self._closing.close(document)

    def close_all(self, then: Callable[[], object]) -> None:
        """Asks once about all that is unsaved, then closes everything and calls ``then``.

        What is being written is written first. What became unsaved meanwhile is asked about again.
        """
        self._closing.close_all(then)

    def let_go(self, document: OpenDocument) -> None:
        """Takes a document from the desk; what is unsaved in it was given up by the editor."""
        if document not in self._open:
            return
        if document.modified:
            self.letting_go.emit(document, "closed")
        self._open.remove(document)
        self._real.pop(document, None)
        self._marks.pop(document, None)
        self._saves.forget(document)
        self._unreadable.discard(document)
        self._look_after_saving.discard(document)
        self.closed.emit(document)
        document.deleteLater()

    @Slot(object)
    def look_again(self, paths: set[Path]) -> None:
        """Compares open documents with the disk after a hint that something changed there.

        Args:
            paths: Absolute paths of files or folders that may have changed, appeared or gone.
        """
        self._to_look_at |= paths
        self._hinted |= {
            path for path in self._opening if path in paths or not paths.isdisjoint(path.parents)
        }
        if not self._looking:
            self._look()

    def _look(self) -> None:
        """Looks at what waits, one look at a time, so that no old finding follows a newer one."""
        paths, self._to_look_at = self._to_look_at, set()
        strangers = paths - {document.path for document in self._open}
        touched = {
            document: _Touched(document.path, document.base)
            for document in self._open
            if document.path
            and (
                self._is_touched(document, document.path, paths)
                or (strangers and document.disk_state is DiskState.DELETED)
            )
        }
        self._arrivals.note(strangers)
        if not touched:
            return
        strangers |= self._arrivals.recent() - {document.path for document in self._open}
        self._looking = True
        self._tasks.run(
            partial(look_at, {one.path: one.known for one in touched.values()}, strangers),
            partial(self._looked, touched),
            self._look_failed,
        )

    def _is_touched(self, document: OpenDocument, path: Path, hints: set[Path]) -> bool:
        names = {path, self._real.get(document, path)}
        return any(name in hints or not hints.isdisjoint(name.parents) for name in names)

    def _looked(self, touched: dict[OpenDocument, _Touched], look: Look) -> None:
        self._looking = False
        for document, then in touched.items():
            if document in self._open:
                self._compare(document, then, look)
        self._look()

    def _look_failed(self, error: Exception) -> None:
        self._looking = False
        self._notifier.error(error)

    @Slot(object, object)
    def follow_move(self, old: Path, new: Path) -> None:
        """Goes along when a post, or a folder above it, was moved inside the desk."""
        for document in self._open:
            path = document.path
            if path is not None and (path == old or old in path.parents):
                self._real.pop(document, None)
                document.set_path(new / path.relative_to(old))

    def _compare(self, document: OpenDocument, then: _Touched, look: Look) -> None:
        path = then.path
        if self._saves.is_saving(document):
            # What was seen may be older than what is being written.
            self._look_after_saving.add(document)
            return
        if document.base is not then.base or document.path != path:
            # A save or a move of ours came between the look and now.
            if document.path is not None:
                self._to_look_at.add(document.path)
            return
        if path in look.failed:
            self._note_unreadable(document, look.failed[path])
        else:
            self._unreadable.discard(document)
            self._real[document] = look.real.get(path, self._real.get(document, path))
            version = look.found[path]
            if version is not None:
                self._note_mark(document, version)
                self._take_in(document, version)
            else:
                self._follow_or_miss(document, path, look)
        self._saves.settle(document)

    def _follow_or_miss(self, document: OpenDocument, path: Path, look: Look) -> None:
        base, mark = document.base, self._marks.get(document)
        arrived = look.take_arrival(path, base, mark) if base else None
        if arrived is None or self.at(arrived) is not None:
            document.note_deleted()
        else:
            self._real.pop(document, None)
            document.set_path(arrived)
            self._to_look_at.add(arrived)

    def _note_mark(self, document: OpenDocument, version: DiskVersion) -> None:
        if version.mark is not None:
            self._marks[document] = version.mark
            self._saves.note_device(document, version.mark[0])

    def _note_unreadable(self, document: OpenDocument, error: Exception) -> None:
        if document not in self._unreadable:  # every look would tell it again
            self._unreadable.add(document)
            self._notifier.error(error)

    def _take_in(self, document: OpenDocument, version: DiskVersion) -> None:
        base = document.base
        if base and base.digest == version.digest:
            if document.disk_state is not DiskState.SAME:
                document.keep_mine(version)
        elif document.text == version.text:
            document.mark_saved(version)
        elif base and document.text == base.text:
            document.take_theirs(version)
            self.reloaded.emit(document)
        else:
            document.note_conflict(version)

    def keep_mine(self, document: OpenDocument) -> None:
        """Answers a conflict: this text stays, and is saved over theirs."""
        if document.theirs:
            self.letting_go.emit(document, "overwritten")
            document.keep_mine(document.theirs)
            self.save(document)

    def take_theirs(self, document: OpenDocument) -> None:
        """Answers a conflict: their text comes in, and undo brings this one back."""
        if document.theirs:
            self.letting_go.emit(document, "replaced")
            document.take_theirs(document.theirs)
            self.reloaded.emit(document)

    def merge(self, document: OpenDocument, edits: Iterable[TextEdit], label: str) -> None:
        """Answers a conflict: both become one by these edits of the present text."""
        if document.theirs:
            self.letting_go.emit(document, "merging")
            document.take_merge(edits, document.theirs, label)


def _nothing(_document: OpenDocument) -> None:
    """For who does not wait."""
