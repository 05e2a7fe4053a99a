"""One open post: its exact text, its one undo history, and what of it is saved."""

from __future__ import annotations

import enum
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copydesk.core.errors import EncodingError
from copydesk.core.posts.encoding import encode
from copydesk.core.posts.frontmatter import Frontmatter, read_frontmatter
from copydesk.core.text.diff import edits_between
from copydesk.core.text.edits import TextEdit, apply_edits, inverse, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from copydesk.core.posts.encoding import TextFormat
    from copydesk.services.recorder import Recorder

# Keys typed within this pause of each other, in one place, are one step of undo.
_TYPING_PAUSE_S = 1.0
# An undo history longer than this drops its oldest steps.
_MOST_UNDO_STEPS = 5_000


class DiskState(enum.Enum):
    """How the file on disk stands to the text that was last read or saved."""

    SAME = "same"
    NEW = "new"
    """Never saved."""
    CHANGED = "changed"
    """Another program wrote it while the post had unsaved edits."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class TextChange:
    """What `OpenDocument.changed` tells.

    Attributes:
        edits: Ordered; their positions are those of the text before the change.
        before: The whole text before the change.
        origin: Who made it: an object given to `OpenDocument.apply`, or None (undo, reload).
        cursor: Where the cursor belongs afterwards, or None to leave it with the text.
    """

    edits: tuple[TextEdit, ...]
    before: str
    origin: object | None
    cursor: int | None = None


@dataclass(frozen=True, slots=True)
class DiskVersion:
    """What stands on disk: the text, how it is written, and the digest of the bytes.

    ``mark`` is the device and number of the file, None where it was not seen since it was saved.
    """

    text: str
    text_format: TextFormat
    digest: str
    mark: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(slots=True)
class _Step:
    """One step of undo: runs of edits, each with what takes it back."""

    label: str
    runs: list[tuple[tuple[TextEdit, ...], tuple[TextEdit, ...]]] = field(default_factory=list)
    merge: str = ""
    ended_at: float = 0.0
    formats: tuple[TextFormat, TextFormat] | None = None
    """How the file was written before and after, where the step changed that too."""
    bases: tuple[DiskVersion, DiskVersion] | None = None
    """How the file on disk was read before and after, where the step reads it another way."""
    merged: bool = False
    """Whether it brought another program's changes in: taking it back brings the question back."""


class OpenDocument(QObject):
    """The text of one post while it is open. Everything else shown of it is a view of this.

    Attributes:
        recorder: What turns edits into suggestions, while they are to be suggested only.

    Signals:
        changed (TextChange): The text is another one now.
        modified_changed (bool): It became dirty, or clean.
        disk_state_changed (DiskState): The file on disk took another turn.
        path_changed (Path | None): It was renamed, moved or saved under another name.
        format_changed: How it is to be written is another now, or was confirmed.
    """

    changed = Signal(object)
    modified_changed = Signal(bool)
    disk_state_changed = Signal(object)
    path_changed = Signal(object)
    format_changed = Signal()

    def __init__(
        self,
        path: Path | None,
        text: str,
        text_format: TextFormat,
        digest: str | None,
        parent: QObject | None = None,
        *,
        untitled: str = "Untitled",
    ) -> None:
        """Holds ``text``, read from ``path`` where it had ``digest`` (None for a new post).

        ``untitled`` is what it is called while it has no path.
        """
        super().__init__(parent)
        self._ident = uuid.uuid4().hex
        self._path = path
        self._untitled = untitled
        self._text = text
        self._text_format = text_format
        self._base = None if digest is None else DiskVersion(text, text_format, digest)
        self._theirs: DiskVersion | None = None
        self._confirmed: set[str] = set()
        self._revision = 0
        self._frontmatter: tuple[int, Frontmatter] | None = None
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._modified = digest is None and bool(text)
        self._disk_state = DiskState.NEW if digest is None else DiskState.SAME
        self.recorder: Recorder | None = None

    @property
    def ident(self) -> str:
        """What tells this document from every other there ever was: 32 hexadecimal digits."""
        return self._ident

    @property
    def path(self) -> Path | None:
        """The file, or None for a post that was never saved."""
        return self._path

    @property
    def name(self) -> str:
        """The file's name, or what a post that was never saved is called: "Untitled 2"."""
        return self._path.name if self._path else self._untitled

    @property
    def text(self) -> str:
        """The exact text, line ends as in the file, without a byte order mark."""
        return self._text

    @property
    def revision(self) -> int:
        """Goes up by one with every change."""
        return self._revision

    @property
    def frontmatter(self) -> Frontmatter:
        """The frontmatter of the present text, read once a revision."""
        if self._frontmatter is None or self._frontmatter[0] != self._revision:
            self._frontmatter = (self._revision, read_frontmatter(self._text))
        return self._frontmatter[1]

    @property
    def modified(self) -> bool:
        """Whether the text, or how it is to be written, differs from what was read or saved."""
        return self._modified

    @property
    def text_format(self) -> TextFormat:
        """The encoding that the next save writes."""
        return self._text_format

    @property
    def base(self) -> DiskVersion | None:
        """What was last read from or written to disk: the base of every comparison."""
        return self._base

    @property
    def theirs(self) -> DiskVersion | None:
        """What another program wrote while this text had unsaved edits, until it is answered."""
        return self._theirs

    @property
    def disk_state(self) -> DiskState:
        """How the file on disk stands to this text."""
        return self._disk_state

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to make again."""
        return bool(self._redo)

    @property
    def undo_label(self) -> str:
        """What the next undo takes back, in the editor's words; "" for none."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What the next redo makes again, in the editor's words; "" for none."""
        return self._redo[-1].label if self._redo else ""

    def apply(
        self,
        edits: Iterable[TextEdit],
        label: str,
        *,
        origin: object | None = None,
        merge: str = "",
        cursor: int | None = None,
        as_is: bool = False,
    ) -> int | None:
        """Makes edits as one undoable step, or has them suggested where there is a recorder.

        Args:
            edits: Positions are those of the present text; they may not overlap.
            label: What it is, for the undo command: "Typing", "Bold", "Change title".
            origin: Who makes it; views leave out changes of their own.
            merge: Steps of the same non-empty kind that follow each other fast, in one place,
                become one ("typing", "field:title").
            cursor: Where the cursor belongs afterwards, in the new text.
            as_is: Makes them in any case.

        Returns:
            Where the cursor belongs, where they were suggested; else None.
        """
        edits = tuple(
            edit for edit in ordered(edits) if self._text[edit.start : edit.end] != edit.new
        )
        if not edits:
            return None
        if edits[-1].end > len(self._text):
            raise ValueError(f"edit past the end of the text: {edits[-1]}")
        placed = None
        if self.recorder is not None and not as_is:
            recording = self.recorder.record(self, edits, merge)
            edits, merge, origin = recording.edits, recording.merge, None
            cursor = placed = recording.cursor
            if not edits:
                return placed
        back = inverse(self._text, edits)
        now = time.monotonic()
        last = self._undo[-1] if self._undo else None
        if last and merge and last.merge == merge and self._continues(last, edits, now):
            last.runs.append((edits, back))
            last.ended_at = now
        else:
            self._undo.append(_Step(label, [(edits, back)], merge, now))
            del self._undo[:-_MOST_UNDO_STEPS]
        self._redo.clear()
        self._change(edits, origin, cursor)
        return placed

    def _continues(self, last: _Step, edits: tuple[TextEdit, ...], now: float) -> bool:
        if now - last.ended_at > _TYPING_PAUSE_S:
            return False
        if last.merge != "typing":
            return True
        made, back = last.runs[-1]
        if len(edits) != 1 or len(made) != 1:
            return False
        edit, before, undo = edits[0], made[0], back[0]
        if edit.end > edit.start:  # deleting on, towards either side
            return not edit.new and not before.new and before.start in (edit.start, edit.end)
        if "\n" in edit.new or "\r" in edit.new or before.end > before.start:
            return False
        starts_word = not edit.new.isspace() and before.new[-1:].isspace()
        return edit.start == undo.end and not starts_word

    def break_undo(self) -> None:
        """Keeps what comes next out of the last step: the cursor moved, the focus left."""
        if self._undo:
            self._undo[-1].merge = ""

    def undo(self) -> None:
        """Takes the last step back."""
        if self._undo:
            step = self._undo.pop()
            self._redo.append(step)
            self._take_formats(step, 0)
            self._replay([back for _made, back in reversed(step.runs)])
            if step.merged and step.bases and self._base is step.bases[0]:
                self._ask_again(step.bases[1])

    def redo(self) -> None:
        """Makes the step last taken back again."""
        if self._redo:
            step = self._redo.pop()
            step.merge = ""
            self._undo.append(step)
            self._take_formats(step, 1)
            self._replay([made for made, _back in step.runs])
            if step.merged and step.bases and self._theirs == self._base == step.bases[1]:
                self._settle(DiskState.SAME)

    def _ask_again(self, theirs: DiskVersion) -> None:
        """A merge was taken back: what stands on disk is not in the text any more."""
        if self._disk_state is not DiskState.DELETED:
            self._settle(DiskState.CHANGED, self._theirs or theirs)

    def _take_formats(self, step: _Step, which: int) -> None:
        """Takes on what the file is like before (0) or after (1) a step that changed that."""
        if step.bases and self._base is step.bases[1 - which]:
            self._base = step.bases[which]
        if step.formats:
            self._write_as(step.formats[which])
            if not step.runs:
                self._update_modified()

    def _write_as(self, text_format: TextFormat) -> None:
        if text_format.guessed and text_format.encoding in self._confirmed:
            text_format = replace(text_format, guessed=False)
        told = (text_format, text_format.guessed) != (self._text_format, self._text_format.guessed)
        self._text_format = text_format
        if told:
            self.format_changed.emit()

    def _replay(self, runs: list[tuple[TextEdit, ...]]) -> None:
        for edits in runs:
            last = edits[-1]
            grown = sum(edit.growth for edit in edits[:-1])
            self._change(edits, None, last.start + grown + len(last.new))

    def take_theirs(self, version: DiskVersion) -> None:
        """Takes over what another program wrote, as one undoable step; it counts as saved."""
        formats = (self._text_format, version.text_format)
        self._write_as(version.text_format)
        self._base = version
        edits = edits_between(self._text, version.text)
        if edits:
            runs = [(edits, inverse(self._text, edits))]
            step = _Step("Changes from disk", runs, formats=formats)
            self._undo.append(step)
            self._redo.clear()
            self._change(edits, None, None)
        self._settle(DiskState.SAME)

    def set_format(self, text_format: TextFormat, label: str) -> None:
        """Writes the text another way from the next save on, as one undoable step."""
        if text_format != self._text_format:
            self._undo.append(_Step(label, formats=(self._text_format, text_format)))
            self._redo.clear()
            self._write_as(text_format)
            self._update_modified()

    def confirm_encoding(self) -> None:
        """Notes that the encoding, which was only the likeliest, is the right one."""
        self._confirmed.add(self._text_format.encoding)
        self._write_as(replace(self._text_format, guessed=False))

    def reread(self, text: str, base: DiskVersion | None, text_format: TextFormat) -> None:
        """Takes the same bytes for another text, as one undoable step.

        Args:
            text: What the present text's bytes are in the new format.
            base: What was last read from disk or written there, in the new format.
            text_format: The new format.
        """
        self.break_undo()
        edits = edits_between(self._text, text)
        step = _Step("Read in another encoding", formats=(self._text_format, text_format))
        if edits:
            step.runs.append((edits, inverse(self._text, edits)))
        if base is not None and self._base is not None:
            step.bases = (self._base, base)
            self._base = base
        self._undo.append(step)
        self._redo.clear()
        self._confirmed.add(text_format.encoding)
        self._write_as(text_format)
        if edits:
            self._change(edits, None, None)
        self._update_modified()

    def take_merge(self, edits: Iterable[TextEdit], theirs: DiskVersion, label: str) -> None:
        """Makes the edits that bring another program's changes in, as one undoable step.

        Undo brings back the text and, unless it was saved in between, the conflict. Another
        encoding of theirs comes in too, unless this post was given another one, or would not fit.

        Args:
            edits: Positions are those of the present text; none where nothing of theirs is wanted.
            theirs: What stands on disk: the new base, which the next save replaces.
            label: What it is, for the undo command.
        """
        base, revision = self._base, self._revision
        formats = (self._text_format, theirs.text_format)
        self._base = theirs
        self.break_undo()
        self.apply(edits, label, as_is=True)
        self.break_undo()
        comes = base is not None and formats[0] == base.text_format and self._fits(formats[1])
        if comes:
            self._write_as(formats[1])
        if self._revision != revision and base is not None:
            step = self._undo[-1]
            step.bases, step.merged = (base, theirs), True
            step.formats = formats if comes else None
        self._settle(DiskState.SAME)

    def _fits(self, text_format: TextFormat) -> bool:
        try:
            encode(self._text, text_format)
        except EncodingError:
            return False
        return True

    def recover(self, text: str, text_format: TextFormat, base: DiskVersion | None = None) -> None:
        """Puts a text back that was never saved, as one undoable step.

        Args:
            text: All of it.
            text_format: How it was to be written.
            base: What it was made from, where that is not what was last read here.
        """
        formats = (self._text_format, text_format)
        self._write_as(text_format)
        if base is not None:
            self._base = base
        edits = edits_between(self._text, text)
        if edits or formats[0] != formats[1]:
            runs = [(edits, inverse(self._text, edits))] if edits else []
            self._undo.append(_Step("Recovered text", runs, formats=formats))
            self._redo.clear()
        if edits:
            self._change(edits, None, None)
        self._update_modified()

    def mark_saved(self, version: DiskVersion) -> None:
        """Notes that ``version``, which may be older than the present text, is on disk now."""
        if self._base is None or self._text_format == self._base.text_format:
            self._write_as(version.text_format)  # else another one is wanted from here on
        self._base = version
        self.break_undo()
        self._settle(DiskState.SAME)

    def keep_mine(self, version: DiskVersion) -> None:
        """Takes ``version`` for known, so that the next save writes this text over it."""
        self._base = version
        self._settle(DiskState.SAME)

    def note_conflict(self, version: DiskVersion) -> None:
        """Notes what another program wrote while this text had unsaved edits."""
        if self._theirs != version:
            self._settle(DiskState.CHANGED, version)

    def note_deleted(self) -> None:
        """Notes that no file holds this text any more; it counts as unsaved."""
        self._settle(DiskState.DELETED)

    def _settle(self, state: DiskState, theirs: DiskVersion | None = None) -> None:
        told = state is not self._disk_state or theirs != self._theirs
        self._disk_state, self._theirs = state, theirs
        self._update_modified()
        if told:
            self.disk_state_changed.emit(state)

    def set_path(self, path: Path | None) -> None:
        """Follows a rename or a save under another name."""
        if path != self._path:
            self._path = path
            self.path_changed.emit(path)

    def _change(
        self, edits: tuple[TextEdit, ...], origin: object | None, cursor: int | None
    ) -> None:
        before = self._text
        self._text = apply_edits(before, edits)
        self._revision += 1
        self.changed.emit(TextChange(edits, before, origin, cursor))
        self._update_modified()

    def _update_modified(self) -> None:
        if self._disk_state in (DiskState.SAME, DiskState.CHANGED) and self._base is not None:
            modified = self._text != self._base.text or self._text_format != self._base.text_format
        else:
            modified = bool(self._text)
        if modified != self._modified:
            self._modified = modified
            self.modified_changed.emit(modified)
