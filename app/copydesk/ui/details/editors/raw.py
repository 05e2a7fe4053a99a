"""The editor of everything that has no editor of its own: the field's source itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from copydesk.ui.details.editors.base import Shown, SingleInputEditor, Surroundings, Wish
from copydesk.ui.details.editors.inputs import GrowingText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

# An input takes seconds over more.
MOST_SOURCE = 100_000
_BEGINNING = 2_000


class RawEditor(SingleInputEditor):
    """YAML, TOML or JSON as it stands in the post. It is written only when it can be read back."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._last = ""
        self._read_only = self._large = False
        self._input = GrowingText(self, most_lines=14)
        self._input.setProperty("mono", True)
        self._input.setLineWrapMode(GrowingText.LineWrapMode.NoWrap)
        self._input.edited.connect(self._wish)
        self.hold(self._input)
        surroundings.theme.changed.connect(self._redress)
        self._redress()

    def display(self, shown: Shown) -> None:
        """Puts a value on screen; of one that is too large, the beginning to read."""
        self._large = len(shown.source) > MOST_SOURCE
        self._last = shown.source[:_BEGINNING] if self._large else shown.source
        self._input.put(self._last)
        self._input.setReadOnly(self._read_only or self._large)
        self.counted.emit(shown.language.upper())
        large = "This is too large for the form: show it in the editor to change it."
        self.complain(large if self._large else "")

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._read_only = read_only
        self._input.setReadOnly(read_only or self._large)

    @Slot()
    def _wish(self) -> None:
        text = self._input.text()
        if text != self._last and not self._large:
            self._last = text
            self.complain("")
            self.wished.emit(Wish(source=text))

    @Slot()
    def _redress(self) -> None:
        self._input.setFont(self.surroundings.theme.mono_font(12))
