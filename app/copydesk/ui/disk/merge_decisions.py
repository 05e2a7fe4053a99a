"""What an editor has decided about the collisions of a merge, and the list that shows it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from copydesk.ui.disk.merge_words import label_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from copydesk.core.posts.merge import Collision, Merge

STATE_ROLE = Qt.ItemDataRole.UserRole
"""The `State` of a row; None where its text can't be used."""
_Index = QModelIndex | QPersistentModelIndex


class State(enum.Enum):
    """What became of a collision, in the words of the list."""

    OPEN = "Not decided yet"
    MINE = "Yours"
    THEIRS = "From the disk"
    BOTH = "Both"
    EDITED = "Edited"


@dataclass(frozen=True, slots=True)
class Decision:
    """The text for one collision, "" to leave the passage out."""

    state: State
    text: str


_OPEN = Decision(State.OPEN, "")


class Decisions(QAbstractListModel):
    """The collisions of one merge, each with what was decided."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._collisions: tuple[Collision, ...] = ()
        self._made: dict[int, Decision] = {}
        self._troubled: set[int] = set()

    def take(self, merge: Merge) -> int:
        """Lists another merge's collisions; decisions on the same three texts are kept.

        Returns:
            How many decisions were dropped: their texts are others now.
        """
        known = {
            (self._collisions[n].label, *self._collisions[n].texts): decision
            for n, decision in self._made.items()
        }
        self.beginResetModel()
        self._collisions = merge.collisions
        self._troubled.clear()
        self._made = {
            number: known[key]
            for number, one in enumerate(merge.collisions)
            if (key := (one.label, *one.texts)) in known
        }
        self.endResetModel()
        return len(known) - len(self._made)

    def collision(self, number: int) -> Collision | None:
        """The collision of that number."""
        return self._collisions[number] if 0 <= number < len(self._collisions) else None

    def of(self, number: int) -> Decision:
        """What was decided about it."""
        return self._made.get(number, _OPEN)

    def decide(self, number: int, text: str, state: State | None = None) -> None:
        """Decides one; without a state it is told by the text."""
        collision = self._collisions[number]
        if state is None:
            state = State.EDITED
            for known, whose in ((collision.mine, State.MINE), (collision.theirs, State.THEIRS)):
                if text == known.replace("\r\n", "\n").replace("\r", "\n"):
                    text, state = known, whose
                    break
        self._made[number] = Decision(state, text)
        self._tell(number)

    def note_trouble(self, number: int, *, troubled: bool) -> None:
        """Notes whether a decided text can't be used as it is."""
        if troubled != (number in self._troubled):
            (self._troubled.add if troubled else self._troubled.discard)(number)
            self._tell(number)

    def _tell(self, number: int) -> None:
        index = self.index(number)
        self.dataChanged.emit(index, index)

    @property
    def left(self) -> int:
        """How many are open, or can't be used."""
        return len(self._collisions) - len(self._made.keys() - self._troubled)

    @property
    def choices(self) -> dict[int, str]:
        """What was decided, as `Merge.resolved` wants it."""
        return {number: decision.text for number, decision in self._made.items()}

    def next_open(self, after: int) -> int | None:
        """The number of the next one that is open, round again after the last."""
        count = len(self._collisions)
        numbers = ((after + step) % count for step in range(1, count + 1)) if count else ()
        return next((n for n in numbers if n not in self._made or n in self._troubled), None)

    def rowCount(self, parent: _Index | None = None) -> int:
        """One row a collision."""
        return 0 if parent is not None and parent.isValid() else len(self._collisions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | State | None:
        """Label and state, for the eye on two lines, for the ear as a sentence."""
        number = index.row()
        collision = self.collision(number)
        if collision is None:
            return None
        if role == STATE_ROLE:
            return None if number in self._troubled else self.of(number).state
        state = "Can’t be read yet" if number in self._troubled else self.of(number).state.value
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{label_of(collision)}\n{state}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{label_of(collision)}: {state}"
        return None
