"""Keys at a glance: a page made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from copydesk.ui.actions import GROUPS, TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QShowEvent

    from copydesk.ui.actions import ActionSpec

_SIZE_PX = (760, 620)
_COLUMNS = 2

IN_THE_LIST = "In the list of posts"
LIST_KEYS = (
    ("Open the post", ("Return",)),
    ("Rename its file", ("F2",)),
    ("Move it to the trash", ("Del",)),
    ("More to do with it", ("Menu",)),
    ("Go to a title", ("A to Z",)),
)
"""Keys that mean something in one place only, and so are not in the table of actions."""


def printable(key: str) -> str:
    """A key of the table as it stands on the keyboard: "Ctrl+Shift+P"."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


class CheatSheet(QDialog):
    """Every action with a key, by group, with a box that finds one."""

    def __init__(self, parent: QWidget | None = None, table: Iterable[ActionSpec] = TABLE) -> None:
        super().__init__(parent)
        self.setObjectName("cheat-sheet")
        self.setWindowTitle("Keys at a glance")
        self.resize(*_SIZE_PX)
        self._field = QLineEdit()
        self._field.setObjectName("cheat-sheet-field")
        self._field.setPlaceholderText("Find an action or a key")
        self._field.setAccessibleName("Find an action or a key")
        self._field.textChanged.connect(self._filter)
        self._nothing = QLabel("No action or key is called that.")
        self._nothing.setProperty("quiet", True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.hide()
        self._groups = [_Group(name, rows) for name, rows in _grouped(table) if rows]
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAccessibleName("Keys")
        self._scroll.setWidget(self._page())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 8, 12)
        column.setSpacing(10)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._scroll, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the keyboard into the box."""
        super().showEvent(event)
        self._field.setFocus()

    def _page(self) -> QWidget:
        """The groups, laid into columns of about the same height."""
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(36)
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for group in self._groups:
            shortest = heights.index(min(heights))
            columns[shortest].addWidget(group)
            heights[shortest] += group.size_in_rows + 2
        for column in columns:
            column.setSpacing(18)
            column.addStretch(1)
            row.addLayout(column, 1)
        return page

    @Slot(str)
    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        found = [group.filter(words) for group in self._groups]
        self._nothing.setVisible(not any(found))
        self._scroll.setVisible(any(found))


class _Group(QWidget):
    """A heading and its actions."""

    def __init__(self, name: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
        super().__init__()
        self.size_in_rows = len(rows)
        self._name = name
        self._rows: list[tuple[str, QLabel, QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        heading = QLabel(name)
        heading.setProperty("strong", True)
        grid.addWidget(heading, 0, 0, 1, 2)
        for place, (text, keys) in enumerate(rows, start=1):
            shown = "  or  ".join(map(printable, keys))
            label, key = QLabel(text), QLabel(shown)
            label.setProperty("quiet", True)
            label.setWordWrap(True)
            key.setAccessibleName(f"{text}: {shown}")
            key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, place, 0)
            grid.addWidget(key, place, 1)
            self._rows.append((f"{text} {shown} {name}".casefold(), label, key))

    def filter(self, words: list[str]) -> bool:
        """Shows the rows with all these words; whether there are any."""
        any_shown = False
        for seen, label, key in self._rows:
            shown = all(word in seen for word in words)
            label.setVisible(shown)
            key.setVisible(shown)
            any_shown = any_shown or shown
        self.setVisible(any_shown)
        return any_shown


def _grouped(
    table: Iterable[ActionSpec],
) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {name: [] for name in GROUPS.values()}
    for spec in table:
        if spec.keys:
            groups[spec.group].append((spec.text.rstrip("…"), spec.keys))
    groups[IN_THE_LIST] = list(LIST_KEYS)
    return list(groups.items())
