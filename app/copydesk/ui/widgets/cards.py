"""Cards: what there is to look at, one below the other, each with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

CARD_ROLE = Qt.ItemDataRole.UserRole
FOLD_ROLE = CARD_ROLE + 1

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class CardLink:
    """Something that can be done about a card; the key says what to whoever made it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to look at.

    Attributes:
        ident: What tells it from the others; stays when the list is made anew.
        tone: The token of the theme that its dot is drawn in.
        kind: What the dot means, for those who don't see it: "Error".
        headline: In bold.
        detail: Below it, small; may be empty.
        links: What can be done, after the detail.
        more: Below all of that, once somebody asked; may be empty.
    """

    ident: str
    tone: str
    kind: str
    headline: str
    detail: str = ""
    links: tuple[CardLink, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Cards that belong together.

    Attributes:
        name: What tells it from the others.
        cards: In order.
        label: The line over them, "12 notes"; without it they can't be folded.
        folded: Whether they are folded at first.
    """

    name: str
    cards: tuple[Card, ...]
    label: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """The line over a section that can be folded."""

    name: str
    label: str
    is_open: bool


class CardRows(QAbstractListModel):
    """The cards of several sections, each under its line where it has one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._rows: list[Card | Fold] = []
        # What the editor folded or opened, by the section's name.
        self._open: dict[str, bool] = {}

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is shown."""
        return self._sections

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Shows these instead."""
        self._sections = tuple(sections)
        self._lay_out()

    def toggle(self, name: str) -> None:
        """Folds or opens a section."""
        section = next((one for one in self._sections if one.name == name), None)
        if section is not None:
            self._open[name] = not self.is_open(section)
            self._lay_out()

    def is_open(self, section: Section) -> bool:
        """Whether the cards of a section show."""
        return not section.label or self._open.get(section.name, not section.folded)

    def reveal(self, ident: str) -> bool:
        """Opens the section of a card; False where there is no such card."""
        for section in self._sections:
            if any(card.ident == ident for card in section.cards):
                if not self.is_open(section):
                    self.toggle(section.name)
                return True
        return False

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._rows = []
        for section in self._sections:
            is_open = self.is_open(section)
            if section.label:
                self._rows.append(Fold(section.name, section.label, is_open))
            if is_open:
                self._rows += section.cards
        self.endResetModel()

    def at(self, index: _Index) -> Card | Fold | None:
        """What a row is."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, ident: str) -> int:
        """The row of a card, or of a section's line by its name; -1 where there is none."""
        for row, one in enumerate(self._rows):
            if ident == (one.ident if isinstance(one, Card) else f"fold:{one.name}"):
                return row
        return -1

    def ident_at(self, row: int) -> str:
        """What `row_of` finds a row by; "" for none."""
        if not 0 <= row < len(self._rows):
            return ""
        one = self._rows[row]
        return one.ident if isinstance(one, Card) else f"fold:{one.name}"

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A card or a line, and its words for a screen reader."""
        one = self.at(index)
        if one is None:
            return None
        if role == CARD_ROLE:
            return one if isinstance(one, Card) else None
        if role == FOLD_ROLE:
            return one if isinstance(one, Fold) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(one)
        return None


def spoken(one: Card | Fold) -> str:
    """A row as a screen reader says it."""
    if isinstance(one, Fold):
        return f"{one.label}, {'open' if one.is_open else 'folded'}"
    actions = [f"{number} {link.label}" for number, link in enumerate(one.links[:9], 1)]
    words = [f"{one.kind}: {one.headline}", one.detail, one.more]
    if actions:
        words.append(f"Press {', '.join(actions)}")
    return ". ".join(part.rstrip(".") for part in words if part)
