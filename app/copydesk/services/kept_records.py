"""Changes what a team keeps beside its posts; all disk work happens on tasks, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.core.review.acceptance import accept

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.review.finding import Finding
    from copydesk.core.review.records import Acceptance, Attachment, Records
    from copydesk.services.file_operations import FileOperations
    from copydesk.services.notifier import Notifier
    from copydesk.services.settings import Settings
    from copydesk.services.tasks import TaskRunner

# Records know whole seconds, and a file's time may be that of another computer's clock.
_CLOCK_S = 2.0


@dataclass(frozen=True, slots=True)
class AttachedSource:
    """A source as it is listed.

    Attributes:
        attachment: The record of it.
        text: Its words; None where they are gone.
        changed: Whether the file that it was read from was written since.
    """

    attachment: Attachment
    text: str | None
    changed: bool = False


class KeptRecords(QObject):
    """The records of the posts of one site, as `core.review.records` has them.

    Signals:
        changed (str): What is kept of a post is another now, by the post's path in the site.
        sources_read (str, list[AttachedSource]): What is attached to a post, as asked for.
        words_changed: A word list is another now.
    """

    changed = Signal(str)
    sources_read = Signal(str, object)
    words_changed = Signal()

    def __init__(
        self,
        tasks: TaskRunner,
        notifier: Notifier,
        files: FileOperations,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._notifier, self._settings = tasks, notifier, settings
        self._root: Path | None = None
        files.moved.connect(self.follow_move)

    def set_root(self, root: Path | None) -> None:
        """Keeps records in this site from now on."""
        self._root = root

    # Findings let stand ------------------------------------------------------------------------

    def accept(self, post: str, finding: Finding, text: str, reason: str) -> None:
        """Keeps that a finding may stand.

        Args:
            post: The post's path in the site.
            finding: Of the text.
            text: The post's.
            reason: Why.
        """
        record = accept(finding, text, reason=reason, by=self._settings.values.author, when=now())
        self._change(post, partial(_with_acceptance, record))

    def take_back(self, post: str, finding: Finding, text: str) -> None:
        """Keeps no longer that a finding may stand."""
        reason = finding.accepted or ""
        record = accept(finding, text, reason=reason, by="", when="")
        self._change(post, partial(_without_acceptance, record))

    # Status ------------------------------------------------------------------------------------

    def set_status(self, post: str, status: str) -> None:
        """Keeps a status of a post from now on; "" to keep none."""
        self._change(post, partial(_with_status, status, now()))

    # Sources -----------------------------------------------------------------------------------

    def attach(self, post: str, files: list[Path]) -> None:
        """Reads files and keeps their words as sources of a post."""
        if self._root is not None:
            work = partial(_attach, self._root, post, files)
            self._tasks.run(work, partial(self._note_attached, post), in_order=True)

    def detach(self, post: str, attachment: Attachment) -> None:
        """Takes a source away from a post; where it was read stays as it is."""
        if self._root is not None:
            work = partial(_detach, self._root, post, attachment)
            self._tasks.run(work, partial(self._note_changed, post), in_order=True)

    def read_again(self, post: str, attachment: Attachment) -> None:
        """Reads a source anew from where it came."""
        if self._root is not None:
            work = partial(_read_again, self._root, post, attachment)
            self._tasks.run(work, partial(self._note_changed, post), in_order=True)

    def read_sources(self, post: str) -> None:
        """Tells by `sources_read` what is attached to a post."""
        if self._root is not None:
            self._tasks.run(
                partial(_read_sources, self._root, post),
                partial(self._tell_sources, post),
                key="sources",
            )

    def _tell_sources(self, post: str, found: list[AttachedSource]) -> None:
        self.sources_read.emit(post, found)

    def _note_attached(self, post: str, problems: list[str]) -> None:
        for problem in problems:
            self._notifier.warn(problem)
        self.changed.emit(post)

    # Words -------------------------------------------------------------------------------------

    def add_word(self, word: str, *, personal: bool) -> None:
        """Adds a word to the editor's own list, or to the site's."""
        if personal or self._root is not None:
            work = partial(_add_word, None if personal else self._root, word)
            self._tasks.run(work, self._note_words, in_order=True)

    def _note_words(self, _nothing: object) -> None:
        self.words_changed.emit()

    # Files -------------------------------------------------------------------------------------

    @Slot(object, object)
    def follow_move(self, old: Path, new: Path) -> None:
        """Keeps what is kept of a post under its new path; what is kept there already stays."""
        root = self._root
        if root is None or not (old.is_relative_to(root) and new.is_relative_to(root)):
            return
        before, after = (path.relative_to(root).as_posix() for path in (old, new))
        work = partial(_move, root, before, after)
        self._tasks.run(work, partial(self._note_changed, after), in_order=True)

    def _change(self, post: str, change: partial[Records]) -> None:
        if self._root is not None:
            work = partial(_update, self._root, post, change)
            done, failed = partial(self._note_changed, post), partial(self._note_failed, post)
            self._tasks.run(work, done, failed, in_order=True)

    def _note_changed(self, post: str, _nothing: object) -> None:
        self.changed.emit(post)

    def _note_failed(self, post: str, error: Exception) -> None:
        """What is shown as kept already is read again as it stands."""
        self._notifier.error(error)
        self.changed.emit(post)


def now() -> str:
    """This moment as records have it: ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _with_status(status: str, when: str, records: Records) -> Records:
    return replace(records, status=status, status_when=when if status else "")


def _with_acceptance(record: Acceptance, records: Records) -> Records:
    from copydesk.core.review.suggestions.author import likely_author

    record = replace(record, by=record.by or likely_author())
    return replace(records, accepted=(*records.accepted, record))


def _without_acceptance(record: Acceptance, records: Records) -> Records:
    """Without the one that this one is like; of several, that made in the same place."""
    like = [one for one in records.accepted if _held_to(one) == _held_to(record)]
    if not like:
        return records
    same = [one for one in like if (one.before, one.after) == (record.before, record.after)]
    gone = (same or like)[0]
    return replace(records, accepted=tuple(one for one in records.accepted if one is not gone))


def _held_to(one: Acceptance) -> tuple[str, ...]:
    return one.rule, one.text, one.about, one.field, one.reason


# What follows runs on threads, where what it needs is loaded, too.


def _update(root: Path, post: str, change: partial[Records]) -> None:
    from copydesk.core.review.kept import update_records

    update_records(root, post, change)


def _move(root: Path, old: str, new: str) -> None:
    from copydesk.core.review.kept import move_records

    move_records(root, old, new)


def _read_sources(root: Path, post: str) -> list[AttachedSource]:
    from copydesk.core.review.kept import load_records, load_sources

    records = load_records(root, post)
    texts = {source.name: source.text for source in load_sources(root, records)}
    return [
        AttachedSource(one, texts.get(one.name), _has_changed(root, one))
        for one in records.attached
    ]


def _has_changed(root: Path, attachment: Attachment) -> bool:
    """Whether the file that a source was read from was written since."""
    try:
        written = (root / attachment.origin).stat().st_mtime if attachment.origin else 0.0
        return written > datetime.fromisoformat(attachment.when).timestamp() + _CLOCK_S
    except (OSError, ValueError):  # it is gone, or somebody else wrote the moment
        return False


def _attach(root: Path, post: str, files: list[Path]) -> list[str]:
    """Attaches files one by one; gives a sentence for each that can't be."""
    from copydesk.core.errors import CopydeskError
    from copydesk.core.review.kept import store_source, update_records
    from copydesk.core.review.records import Attachment
    from copydesk.core.review.tracing.sources import read_source

    problems = []
    for file in files:
        try:
            source = read_source(file)
            kept = store_source(root, post, source)
        except CopydeskError as error:
            problems.append(f"{error.sentence} {error.next_step}".strip())
            continue
        origin = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
        made = Attachment(source.name, kept, origin, now())
        update_records(root, post, partial(_with_attachment, made))
    return problems


def _with_attachment(made: Attachment, records: Records) -> Records:
    """With one more source, under a name that none before it has."""
    names = {one.name for one in records.attached}
    name, count = made.name, 1
    while name in names:
        count += 1
        name = f"{made.name} ({count})"
    return replace(records, attached=(*records.attached, replace(made, name=name)))


def _detach(root: Path, post: str, attachment: Attachment) -> None:
    from copydesk.core.review.kept import remove_source, update_records

    update_records(root, post, partial(_without_attachment, attachment))
    remove_source(root, attachment)


def _without_attachment(gone: Attachment, records: Records) -> Records:
    kept = tuple(one for one in records.attached if one.name != gone.name)
    return replace(records, attached=kept)


def _read_again(root: Path, post: str, attachment: Attachment) -> None:
    from copydesk.core.review.kept import remove_source, store_source, update_records
    from copydesk.core.review.tracing.sources import read_source

    source = read_source(root / attachment.origin)
    kept = store_source(root, post, replace(source, name=attachment.name))
    made = replace(attachment, text=kept, when=now())
    update_records(root, post, partial(_with_replaced, attachment, made))
    remove_source(root, attachment)


def _with_replaced(old: Attachment, made: Attachment, records: Records) -> Records:
    attached = tuple(made if one.name == old.name else one for one in records.attached)
    return replace(records, attached=attached)


def _add_word(root: Path | None, word: str) -> None:
    from copydesk.core.posts.encoding import TextFormat, decode, encode
    from copydesk.core.review.configuration import read_settings
    from copydesk.core.review.spelling.word_lists import personal_words_path, with_word
    from copydesk.core.storage.atomic import save_atomic
    from copydesk.core.storage.fingerprint import read_file

    path = personal_words_path() if root is None else root / read_settings(root)[0].words
    content = read_file(path) if path.exists() else None
    text = decode(content.data).text if content else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = encode(with_word(text, word), TextFormat("utf-8"))
    save_atomic(path, data, content.digest if content else None)
