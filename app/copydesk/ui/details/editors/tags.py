"""The editor of a list of words: chips, and an input at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from copydesk.core.posts.paths import (
    NoSuchPlaceError,
    with_inserted,
    with_moved,
    without_value,
)
from copydesk.core.site.validate import value_trouble
from copydesk.ui.details.editors.base import (
    FieldEditor,
    Shown,
    Surroundings,
    Wish,
    mark_invalid,
    plain,
)
from copydesk.ui.details.editors.chip import Chip
from copydesk.ui.details.editors.completion import WordCompleter
from copydesk.ui.details.editors.input_box import InputBox
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from copydesk.core.site.field import Field

_INPUT_WIDTH_PX = 64


class _TagInput(LineInput):
    """As wide as what is typed."""

    def sizeHint(self) -> QSize:
        """The size that fits."""
        typed = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 16
        return QSize(max(_INPUT_WIDTH_PX, typed), 22)

    def minimumSizeHint(self) -> QSize:
        """The least size that can be worked with."""
        return QSize(_INPUT_WIDTH_PX, 22)


class TagsEditor(FieldEditor):
    """Enter or a comma adds, Backspace in the empty input removes, arrows go through the chips.

    With Alt, an arrow on a chip moves its word.
    """

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        # Each value, and how it is written: 1.10 is not 1.1.
        self._items: list[tuple[object, str]] = []
        self._chips: list[Chip] = []
        self._read_only = False
        self._box = InputBox(surroundings.theme, self)
        self._box.setObjectName("tag_box")
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self._box, gap_px=4, row_gap_px=3)
        self._flow.setContentsMargins(6, 4, 6, 4)
        self._input = _TagInput(self._box)
        self._input.setObjectName("tag_input")
        self._input.setPlaceholderText("add…")
        self._flow.addWidget(self._input)
        self._box.follow(self._input)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        self._completer = WordCompleter(self._input)
        self._completer.activated.connect(self._add)
        self._input.textEdited.connect(self._typed)
        self._input.left.connect(self.settle)
        self._input.menu_opened.connect(self.menu_opened)
        # The completer's filter goes first: with its list open, Enter and arrows are its own.
        self._input.installEventFilter(self)
        self._input.textChanged.connect(self._input.updateGeometry)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._input

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        values = shown.value if isinstance(shown.value, list | tuple) else []
        self._items = [(value, _word(shown, place)) for place, value in enumerate(values)]
        self._show_chips()
        self._judge()

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._read_only = read_only
        self._input.setReadOnly(read_only)
        self._input.setPlaceholderText("" if read_only else "add…")
        for chip in self._chips:
            chip.set_removable(not read_only)

    def set_invalid(self, invalid: bool) -> None:
        """Marks the input as holding something wrong."""
        mark_invalid(self._box, invalid)

    def words(self) -> list[str]:
        """The list as it is shown."""
        return [word for _value, word in self._items]

    def _show_chips(self) -> None:
        """Makes the chips those of the list; chips of words that stay are not made anew."""
        wanted = self.words()
        old = self._chips
        kept = 0
        while kept < min(len(wanted), len(old)) and old[kept].word == wanted[kept]:
            kept += 1
        focused = any(chip.hasFocus() for chip in old[kept:])
        for chip in old[kept:]:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = old[:kept]
        self._flow.removeWidget(self._input)
        for word in wanted[kept:]:
            self._chips.append(self._make_chip(word))
        self._flow.addWidget(self._input)
        if focused:
            self._input.setFocus()
        self._box.updateGeometry()

    def _make_chip(self, word: str) -> Chip:
        chip = Chip(word, self.surroundings.theme, self._box)
        chip.set_removable(not self._read_only)
        chip.removal_requested.connect(self._remove_sender)
        chip.moved.connect(self._move_from_sender)
        chip.shifted.connect(self._shift_sender)
        chip.left_by_typing.connect(self._type_on)
        self._flow.addWidget(chip)
        # Arrows lead to it, Tab on from it.
        QWidget.setTabOrder(self._input, chip)
        chip.show()
        return chip

    def _sender(self) -> int:
        sender = self.sender()
        return next((n for n, chip in enumerate(self._chips) if chip is sender), -1)

    @Slot()
    def _remove_sender(self) -> None:
        place = self._sender()
        if place >= 0 and not self._read_only:
            had_focus = self._chips[place].hasFocus()
            self._remove(place)
            if had_focus and self._chips:
                self._chips[min(place, len(self._chips) - 1)].setFocus()
            else:
                self._input.setFocus()

    @Slot(int)
    def _move_from_sender(self, steps: int) -> None:
        place = max(0, self._sender() + steps)
        if place >= len(self._chips):
            self._input.setFocus()
        else:
            self._chips[place].setFocus()

    @Slot(int)
    def _shift_sender(self, steps: int) -> None:
        place = self._sender()
        to = max(0, min(place + steps, len(self._items) - 1))
        if place < 0 or to == place or self._read_only:
            return
        self._items.insert(to, self._items.pop(place))
        self._write(Wish(action="move", path=(place,), to=to, typed=False))
        self._chips[to].setFocus()

    @Slot(str)
    def _type_on(self, text: str) -> None:
        if not self._read_only:
            self._input.setFocus()
            self._input.insert(text)
            self._typed(self._input.text())

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._judge()
        if "," in text or "،" in text or "\n" in text:
            *whole, rest = text.replace("،", ",").replace("\n", ",").split(",")
            self._input.put(rest.lstrip())
            self._add_all(whole)
            text = rest.strip()
        taken = {word.casefold() for word in self.words()}
        words = self.surroundings.completions(self.field.name)
        self._completer.offer(word for word in words if word.casefold() not in taken)
        self._completer.setCompletionPrefix(text.strip())
        if text.strip() and self._completer.completionCount():
            self._open_completions()
        else:
            self._completer.drop_down().hide()

    def _open_completions(self) -> None:
        self._completer.setWidget(self._input)
        self._completer.complete()
        popup = self._completer.drop_down()
        popup.setMinimumWidth(150)

    def take_back(self) -> bool:
        """Drops the word that is being typed."""
        if not self._input.text():
            return False
        self._input.clear()
        self._typed("")
        return True

    @Slot()
    def settle(self) -> None:
        """A word left standing in the input is meant to be in the list."""
        if self._input.text().strip() and not self._read_only:
            self._add(self._input.text())
        super().settle()

    @Slot(str)
    def _add(self, word: str) -> None:
        self._input.clear()
        self._add_all([word])

    def _add_all(self, words: list[str]) -> None:
        present = {word.casefold() for word in self.words()}
        added: list[str] = []
        twice = False
        for word in words:
            word = word.strip()
            if not word:
                continue
            if word.casefold() in present:
                self.complain(f"“{word}” is in the list already.")
                twice = True
                continue
            present.add(word.casefold())
            added.append(word)
        if added:
            place = len(self._items)
            self._items += [(word, word) for word in added]
            if not twice:
                self._judge()
            one = Wish(added[0], action="insert", path=(place,), typed=False)
            self._write(one if len(added) == 1 and place else None)

    def _remove(self, place: int) -> None:
        del self._items[place]
        self._judge()
        self._write(Wish(action="remove", path=(place,), typed=False) if self._items else None)

    def _judge(self) -> None:
        """Says how many words there are of how many, and what is wrong with them."""
        most = self.field.maximum
        self.counted.emit(f"{len(self._items)} / {most:g}" if most is not None else "")
        self.complain(value_trouble(self.field, [value for value, _word in self._items]))

    def _write(self, wish: Wish | None) -> None:
        """Wishes for one change, or where None is given for the whole list."""
        self._show_chips()
        if wish is None or not self._follows(wish):
            wish = Wish([value for value, _word in self._items], typed=False)
        self.wished.emit(wish)

    def _follows(self, wish: Wish) -> bool:
        """Whether the post's list becomes that of the chips by this one change."""
        now = self.shown.value if self.shown else None
        if not isinstance(now, list):
            return False
        before: object = {"": now}
        path = ("", *wish.path)
        try:
            match wish.action:
                case "insert":
                    after = with_inserted(before, path, wish.value)
                case "remove":
                    after = without_value(before, path)
                case _:
                    after = with_moved(before, path, wish.to)
        except NoSuchPlaceError:
            return False
        return after == {"": [value for value, _word in self._items]}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with a watched widget's event."""
        if (
            watched is self._input
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Save)
        ):
            self.settle()  # without it there may be nothing to save
        if (
            watched is self._input
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and not self._input.isReadOnly()
            and self._take_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, at_start = event.key(), self._input.cursorPosition() == 0
        popup_open = self._completer.drop_down().isVisible()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._input.text().strip():
                self._add(self._input.text())
            return True
        if key == Qt.Key.Key_Down and not popup_open:
            self._typed(self._input.text())
            if self._completer.completionCount():
                self._open_completions()
            return True
        if at_start and not self._input.hasSelectedText() and self._chips:
            back = (
                Qt.Key.Key_Right
                if self._input.layoutDirection() is Qt.LayoutDirection.RightToLeft
                else Qt.Key.Key_Left
            )
            if key == back and not event.modifiers():
                self._chips[-1].setFocus()
                return True
            if key == Qt.Key.Key_Backspace and not self._input.text():
                self._remove(len(self._items) - 1)
                return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts the cursor into the input."""
        self._input.setFocus()
        super().mousePressEvent(event)


def _word(shown: Shown, place: int) -> str:
    """An item as it is read, and where it is no text, as it is written."""
    value = shown.value[place] if isinstance(shown.value, (list, tuple)) else None
    part = shown.parts.get(place)
    return part.source if part is not None and not isinstance(value, str) else plain(value)
