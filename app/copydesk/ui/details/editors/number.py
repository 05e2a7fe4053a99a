"""The editor of a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from copydesk.ui.details.editors.base import Shown, SingleInputEditor, Surroundings, Wish, plain
from copydesk.ui.details.editors.inputs import LineInput

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

# What every YAML reader takes for the same number: no octal "0755", no "1e3", no "1_000".
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


class NumberEditor(SingleInputEditor):
    """A number, kept as it is written: 1.10 stays 1.10."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._input = LineInput(self)
        self._input.textEdited.connect(self._wish)
        self.hold(self._input)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        self._input.put(shown.source or plain(shown.value))
        self.complain(self._trouble(self._input.text().strip()))

    @Slot(str)
    def _wish(self, text: str) -> None:
        text = text.strip()
        self.complain(self._trouble(text), later=True)
        if not text or _NUMBER.fullmatch(text):
            self.wished.emit(Wish(source=text))

    def _trouble(self, text: str) -> str:
        if not text:
            return ""
        if not _NUMBER.fullmatch(text):
            return "This is not a number: write figures only, like 12 or 3.5."
        if self.field.minimum is not None and float(text) < self.field.minimum:
            return f"The least that may stand here is {self.field.minimum:g}."
        if self.field.maximum is not None and float(text) > self.field.maximum:
            return f"The most that may stand here is {self.field.maximum:g}."
        return ""
