"""Editors of text: one line, several lines, a web or e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import value_trouble
from copydesk.core.text.critic import accepted_reading
from copydesk.ui.details.editors.base import Shown, SingleInputEditor, Surroundings
from copydesk.ui.details.editors.completion import WordCompleter
from copydesk.ui.details.editors.inputs import GrowingText, LineInput

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

# About what search results show in full; a guide to the editor, never a rule.
_GUIDE_LENGTHS = {"title": 70, "headline": 70, "description": 160, "summary": 160, "excerpt": 160}


def shown_text(shown: Shown) -> str:
    """What a text editor shows: of text what it says, of anything else how it is written.

    A suggestion in it is shown as it would read once accepted.
    """
    return accepted_reading(shown.value).text if isinstance(shown.value, str) else shown.source


def _accepted(value: object) -> object:
    return accepted_reading(value).text if isinstance(value, str) else value


def text_to_write(text: str, shown: Shown | None) -> str:
    """What of a typed text belongs into the post: not the space before a word still to come.

    A space at the end has to stand in quotes, and quotes once written stay.
    """
    before = shown_text(shown) if shown else ""
    return text if before[-1:].isspace() else text.rstrip()


def length_note(field: Field, text: str) -> str:
    """The counter at the label's end, "34 / 70"; "" where length is no matter."""
    limit = int(field.maximum) if field.maximum else _GUIDE_LENGTHS.get(field.name.lower())
    return f"{len(text)} / {limit}" if limit else ""


class TextEditor(SingleInputEditor):
    """One line of text; also for web and e-mail addresses."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._input = LineInput(self)
        self._completer = WordCompleter(self._input)
        self._input.setCompleter(self._completer)
        # Before the wish: a line edit looks for completions after it told of the edit.
        self._input.textEdited.connect(self._offer)
        self._input.textEdited.connect(self._wish)
        self._completer.activated.connect(self._wish)
        self.hold(self._input)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        text = shown_text(shown)
        self._input.put(text)
        self._judge(text)
        self.complain(value_trouble(self.field, _accepted(shown.value)))

    @Slot()
    def _offer(self) -> None:
        self._completer.offer(self.surroundings.completions(self.field.name))

    @Slot(str)
    def _wish(self, text: str) -> None:
        self._judge(text)
        if self.field.type in (FieldType.URL, FieldType.EMAIL):
            self.note_emptied(text)
        self.wish_words(text, text_to_write(text, self.shown))

    def _judge(self, text: str) -> None:
        self.counted.emit(length_note(self.field, text))
        self.complain(value_trouble(self.field, text), later=self._input.hasFocus())


class LongTextEditor(SingleInputEditor):
    """Text that grows downwards as it is written."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._input = self._make_input()
        self._last = ""
        self._input.edited.connect(self._wish)
        self.hold(self._input)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        text = shown_text(shown)
        self._input.put(text)
        self._judge(text)
        self.complain(value_trouble(self.field, _accepted(shown.value)))

    def _make_input(self) -> GrowingText:
        return GrowingText(self)

    @Slot()
    def _wish(self) -> None:
        text = self._input.text()
        if text == self._last:  # an input method at work on a word that is not in the text yet
            return
        self._judge(text)
        self.wish_words(text, text_to_write(text, self.shown))

    def _judge(self, text: str) -> None:
        self._last = text
        self.counted.emit(length_note(self.field, text))
        self.complain(value_trouble(self.field, text), later=self._input.hasFocus())


class HeadlineEditor(LongTextEditor):
    """One line of text that is read as a whole: wrapped, never cut."""

    def _make_input(self) -> GrowingText:
        return GrowingText(self, lines=1, most_lines=5, single=True)
