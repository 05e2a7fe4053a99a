"""The editor of everything that has no editor of its own: the field's YAML itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from copydesk.ui.details.editors.base import Shown, SingleInputEditor, Surroundings, Wish
from copydesk.ui.details.editors.inputs import GrowingText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field


class RawEditor(SingleInputEditor):
    """YAML as it stands in the post. It is written only when it can be read back."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._last = ""
        self._input = GrowingText(self, most_lines=14)
        self._input.setProperty("mono", True)
        self._input.setLineWrapMode(GrowingText.LineWrapMode.NoWrap)
        self._input.edited.connect(self._wish)
        self.hold(self._input)
        surroundings.theme.changed.connect(self._redress)
        self._redress()

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        self._last = shown.source
        self._input.put(shown.source)

    @Slot()
    def _wish(self) -> None:
        text = self._input.text()
        if text != self._last:
            self._last = text
            self.complain("")
            self.wished.emit(Wish(source=text))

    @Slot()
    def _redress(self) -> None:
        self._input.setFont(self.surroundings.theme.mono_font(12))
