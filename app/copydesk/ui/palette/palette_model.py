"""The rows of the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
QUERY_ROLE = Qt.ItemDataRole.UserRole + 2

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing to choose.

    Attributes:
        target: What is chosen: a post's path, or an action's id.
        text: The title, or the command.
        aside: The path, or the heading of the command.
        key: The key that does the same, or "".
        status_token: The theme's colour of the post's status, or "".
    """

    target: str
    text: str
    aside: str
    key: str = ""
    status_token: str = ""


class PaletteModel(QAbstractListModel):
    """Rows found, and what was typed to find them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PaletteRow] = ()
        self._query = ""

    def show(self, rows: Sequence[PaletteRow], query: str) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self._rows, self._query = rows, query
        self.endResetModel()

    def row_at(self, index: QModelIndex) -> PaletteRow | None:
        """The row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """What a row says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.text, row.aside, row.key) if part)
        if role == ROW_ROLE:
            return row
        return self._query if role == QUERY_ROLE else None
