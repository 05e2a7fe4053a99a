"""What every editor of a field has in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QMenu

    from copydesk.core.posts.fences import Format
    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.field import Field
    from copydesk.services.assets import Assets
    from copydesk.services.notifier import Notifier
    from copydesk.services.references import References
    from copydesk.services.thumbnails import Thumbnails
    from copydesk.ui.details.editors.inputs import GrowingText, LineInput
    from copydesk.ui.theme.theme import Theme

# What is wrong with a half-typed value is said only once the typing rests.
_COMPLAIN_AFTER_MS = 700


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor wants its field to be.

    Attributes:
        value: The new value; unused where `source` is given.
        as_text: The value is text whatever it looks like.
        source: The value's source in the post's own format, to be written as it is.
        typed: It came by typing, so that wishes on end are one step of undo.
        path: Where below the field: of the second author's name, ``(1, "name")``.
        action: What to do there: set a value, insert an item of a list before it, remove it, or
            move it.
        to: Where to move it: the number it shall have among its siblings.
        joins: The field whose typing led to this: both are one step of undo.
    """

    value: object = None
    as_text: bool = False
    source: str | None = None
    typed: bool = True
    path: FieldPath = ()
    action: Literal["set", "insert", "remove", "move"] = "set"
    to: int = 0
    joins: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a post has for a field.

    Attributes:
        present: Whether it has the key at all.
        value: The value as the site reads it.
        source: The value as it is written; of a block, without its indent.
        parts: What is shown of the items of a list and the keys of a map.
        language: What the post's fields are written in: "yaml", "toml" or "json".
        data: All values of the post, where parts of the field are shown or not because of them.
    """

    present: bool = False
    value: object = None
    source: str = ""
    parts: Mapping[str | int, Shown] = field(default_factory=dict)
    language: Format = "yaml"
    data: Mapping[str, object] | None = None


def _no() -> bool:
    return False


def _yes() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What editors use of the desk.

    Attributes:
        theme: For icons and fonts.
        completions: By key, the values used elsewhere, the most used first.
        thumbnails: Loads images.
        post: The post's file, or None.
        data: All fields of the post, as the site reads them.
        values_changed: Told when they are others.
        edited: Whether somebody's own edit made them so: nothing taken back or made again, and
            nothing that came from disk.
        is_published: Whether readers have the post already, under the address it has.
        references: The posts that a field can refer to.
        assets: Brings images and files into the site.
        notifier: The road to the editor.
    """

    theme: Theme
    completions: Callable[[str], list[str]]
    thumbnails: Thumbnails | None
    post: Callable[[], Path | None]
    data: Callable[[], Mapping[str, object]] = dict
    values_changed: SignalInstance | None = None
    is_published: Callable[[], bool] = _no
    references: References | None = None
    assets: Assets | None = None
    notifier: Notifier | None = None
    edited: Callable[[], bool] = _yes


class FieldEditor(QWidget):
    """Edits the value of one field. It never writes: it wishes.

    Signals:
        wished (Wish): Write this.
        complained (str): What is wrong with the text in the editor; "" when nothing is.
        counted (str): What to say at the label's other end.
        menu_opened (QMenu): The input's own menu is about to show; add to it.
        inputs_changed: Inputs of parts came or went.
    """

    # Whether it holds parts of its own and can be folded away under its label.
    foldable: ClassVar[bool] = False

    wished = Signal(object)
    complained = Signal(str)
    counted = Signal(str)
    menu_opened = Signal(object)
    inputs_changed = Signal()

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.surroundings = surroundings
        self.shown: Shown | None = None
        self._complaint = ""
        self._waiting_complaint = ""
        self._emptied = False
        # Whether it was not in the post before something was typed here.
        self._added = False
        # Whether it is there even with nothing in it, as an item of a list is.
        self.stays = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_COMPLAIN_AFTER_MS)
        self._patience.timeout.connect(self._complain_now)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """What takes keys, for undo and the tab order."""
        return [self.main_input]

    def show_value(self, shown: Shown) -> None:
        """Shows a value that came from elsewhere; one that is shown already is left alone."""
        if shown != self.shown:
            self.shown = shown
            self.complain("")
            self.display(shown)

    def forget(self) -> None:
        """Makes the next value be shown whatever stands in the editor now."""
        self.shown = None
        self._emptied = self._added = False
        self.complain("")

    def note_written(self, shown: Shown) -> None:
        """Learns what its own wish came to; what stands in the editor stays."""
        self.shown = shown

    def display(self, shown: Shown) -> None:
        """Puts a value on screen; only called for another one than before."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self.setEnabled(not read_only)

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        mark_invalid(self.main_input, invalid)

    def set_name(self, name: str) -> None:
        """Names the inputs for those who can't see the label."""
        for widget in {self.main_input, *self.inputs()}:
            widget.setAccessibleName(name)

    def note_field(self) -> None:
        """Learns that `field` is another one of the same kind."""

    def part_row(self, _part: str | int) -> QWidget | None:
        """The row of one of its parts, made if it was not yet."""
        return None

    def offer_actions(self, menu: QMenu) -> None:
        """Adds what only this kind of editor can do to its row's menu."""

    def set_patient(self, patient: bool) -> None:
        """Whether parts that are still to be filled in are left alone until visited."""

    def describe(self, sentence: str) -> None:
        """Tells those who can't see it what is wrong."""
        self.main_input.setAccessibleDescription(sentence)

    def set_open(self, unfolded: bool) -> None:
        """Learns that its parts are on screen, or folded away; only of a `foldable` one."""

    def summary(self) -> str:
        """What it holds, in a few words, while it is folded away."""
        return ""

    def refuse(self, _sentence: str) -> bool:
        """Says why its last wish was not written, "" that it was; False leaves it to the row."""
        return False

    def complain(self, sentence: str, *, later: bool = False) -> None:
        """Says what is wrong, at once or when the typing rests; "" takes it back at once."""
        self._waiting_complaint = sentence
        if sentence and later and sentence != self._complaint:
            self._patience.start()
        else:
            self._patience.stop()
            self._complain_now()

    @Slot()
    def _complain_now(self) -> None:
        self._patience.stop()
        if self._waiting_complaint != self._complaint:
            self._complaint = self._waiting_complaint
            self.complained.emit(self._complaint)

    def settle(self) -> None:
        """The focus left: says now what it would have said later."""
        self._complain_now()
        self._take_out_emptied()

    def note_emptied(self, text: str) -> None:
        """Notes whether what was just typed leaves nothing of a value that can't be empty text."""
        self._emptied = not text.strip()

    def wish_words(self, text: str, written: str) -> None:
        """Wishes for words; where the post had none, none are put there by a space, or stay there.

        Args:
            text: What stands in the input.
            written: What of it belongs into the post.
        """
        absent = self.shown is None or not self.shown.present
        if absent and not written:
            return
        self._added = self._added or absent
        if self._added:
            self.note_emptied(text)
        self.wished.emit(Wish(written, as_text=True))

    def _take_out_emptied(self) -> None:
        """Takes out a field that was emptied: a site does without it, but not with nothing in it.

        Only once the editor went on, since the next key might have begun the new value.
        """
        emptied, self._emptied = self._emptied, False
        field, shown = self.field, self.shown
        nothing = shown is not None and shown.present and shown.value in (None, "")
        stays = self.stays or field.required or field.nullable or not field.in_schema
        if emptied and nothing and not stays:
            self.wished.emit(Wish(action="remove"))

    def take_back(self) -> bool:
        """Drops what is typed but not in the post yet; False where there is no such thing."""
        return False


class SingleInputEditor(FieldEditor):
    """An editor that is one input and nothing else."""

    def hold(self, entry: LineInput | GrowingText) -> None:
        """Fills the editor with its input, which settles when the focus leaves it."""
        self._held = entry
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(entry)
        entry.left.connect(self.settle)
        entry.menu_opened.connect(self.menu_opened)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._held

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._held.setReadOnly(read_only)


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Sets what the style sheets call `invalid`."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain(value: object) -> str:
    """A value as one would type it."""
    return "" if value is None else value if isinstance(value, str) else str(value)
