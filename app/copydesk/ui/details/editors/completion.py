"""Completion from the words that other posts use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QAbstractItemView, QLineEdit


class WordCompleter(QCompleter):
    """Offers words that hold what was typed, in any case."""

    def __init__(self, parent: QLineEdit) -> None:
        super().__init__(parent)
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(8)
        self.setWidget(parent)
        self._dressed = False

    def drop_down(self) -> QAbstractItemView:
        """The list that drops down."""
        return self.popup()  # type: ignore[return-value]  # Qt makes one when there is none

    def offer(self, words: Iterable[str]) -> None:
        """Takes other words; equal ones change nothing."""
        listed = list(words)
        if not self._dressed:  # making the list takes 1 ms, which a form of many fields would feel
            self._dressed = True
            self.drop_down().setObjectName("completions")
        if listed != self._words.stringList():
            self._words.setStringList(listed)
