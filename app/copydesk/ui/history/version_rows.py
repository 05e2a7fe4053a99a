"""The rows of the list of versions, and how they are painted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from copydesk.core.storage.history import Origin
from copydesk.core.today import today
from copydesk.ui.widgets.dates import day_words
from copydesk.ui.widgets.row_ground import paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtCore import QObject

    from copydesk.core.storage.history import Version
    from copydesk.ui.theme.theme import Theme

VERSION_ROLE = Qt.ItemDataRole.UserRole
DAY_ROLE = VERSION_ROLE + 1
TIME_ROLE = VERSION_ROLE + 2
ORIGIN_ROLE = VERSION_ROLE + 3

ORIGIN_WORDS = {
    Origin.FOUND: "As first opened",
    Origin.SAVED: "Saved here",
    Origin.OUTSIDE: "Changed outside",
    Origin.BEFORE_MERGE: "Before a merge",
    Origin.RESTORED: "Restored",
    Origin.RECOVERED: "Recovered",
    Origin.SET_ASIDE: "Set aside, not saved",
}
_DAY_PX = 26
_ROW_PX = 42
_PAD_PX = 14
_LINE_PX = 18
_Index = QModelIndex | QPersistentModelIndex


def change_words(version: Version) -> str:
    """How much a version changed against the one before it: "+12 −3 words".

    The first one has none before it: "412 words".
    """
    if version.origin is Origin.FOUND and not version.removed_words:
        return f"{version.added_words:,} {'word' if version.added_words == 1 else 'words'}"
    if not version.added_words and not version.removed_words:
        return "same words"
    parts = []
    if version.added_words:
        parts.append(f"+{version.added_words:,}")
    if version.removed_words:
        parts.append(f"−{version.removed_words:,}")
    total = version.added_words + version.removed_words
    return f"{' '.join(parts)} {'word' if total == 1 else 'words'}"


class VersionRows(QAbstractListModel):
    """The versions, newest first; the first of each day carries the day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._versions: list[Version] = []
        self._days: list[str] = []
        self._times: list[str] = []
        self._named = False

    def set_versions(self, versions: Sequence[Version], *, named: bool = False) -> None:
        """Shows these, newest first; of several posts where each is to be named."""
        self.beginResetModel()
        self._versions = list(versions)
        self._days = _days(self._versions, today())
        self._times = _times(self._versions)
        self._named = named
        self.endResetModel()

    def version(self, index: _Index) -> Version | None:
        """The version of a row."""
        return self._versions[index.row()] if index.isValid() else None

    def row_of(self, ident: int) -> int:
        """The row of a version, -1 when it is not listed."""
        return next((row for row, v in enumerate(self._versions) if v.ident == ident), -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._versions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A version, its day, or its words for a screen reader."""
        if not index.isValid():
            return None
        version = self._versions[index.row()]
        if role == VERSION_ROLE:
            return version
        if role == DAY_ROLE:
            return self._days[index.row()]
        if role == TIME_ROLE:
            return self._times[index.row()]
        if role == ORIGIN_ROLE:
            return self._origin(version)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            day = day_words(version.when.astimezone().date(), today())
            time = self._times[index.row()]
            return f"{day} {time}, {self._origin(version)}, {change_words(version)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{version.when.astimezone():%Y-%m-%d %H:%M:%S} · {version.size:,} bytes"
        return None

    def _origin(self, version: Version) -> str:
        words = ORIGIN_WORDS[version.origin]
        return f"{version.path.name} · {words}" if self._named else words


def _days(versions: Sequence[Version], today: date) -> list[str]:
    days: list[str] = []
    last: date | None = None
    for version in versions:
        day = version.when.astimezone().date()
        days.append("" if day == last else day_words(day, today).capitalize())
        last = day
    return days


def _times(versions: Sequence[Version]) -> list[str]:
    """“14:32”, with seconds where another version is of the same minute."""
    moments = [version.when.astimezone() for version in versions]
    minutes = Counter(f"{when:%Y-%m-%d %H:%M}" for when in moments)
    return [
        f"{when:%H:%M:%S}" if minutes[f"{when:%Y-%m-%d %H:%M}"] > 1 else f"{when:%H:%M}"
        for when in moments
    ]


class VersionDelegate(QStyledItemDelegate):
    """Paints a version: time and size of the change above, origin below, the day over the first."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.ui_font(13)
        self._small = theme.ui_font(12)
        self._bold = theme.ui_font(12, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Higher where a day begins."""
        return QSize(0, _ROW_PX + (_DAY_PX if index.data(DAY_ROLE) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        day: str = index.data(DAY_ROLE)
        painter.save()
        row = QRect(option.rect)
        if day:
            heading = QRect(row.left() + _PAD_PX, row.top(), row.width() - 2 * _PAD_PX, _DAY_PX)
            painter.setFont(self._bold)
            painter.setPen(self._theme.color("soft"))
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, day)
            row.setTop(row.top() + _DAY_PX)
        paint_row_ground(painter, option, row, self._theme)
        inner = row.adjusted(_PAD_PX, 3, -_PAD_PX, -3)
        self._paint_version(painter, inner, index)
        painter.restore()

    def _paint_version(self, painter: QPainter, inner: QRect, index: _Index) -> None:
        line = QRect(inner.left(), inner.top(), inner.width(), _LINE_PX)
        painter.setFont(self._font)
        painter.setPen(self._theme.color("ink"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, index.data(TIME_ROLE))
        painter.setFont(self._small)
        painter.setPen(self._theme.color("soft"))
        painter.drawText(
            line,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            change_words(index.data(VERSION_ROLE)),
        )
        line.translate(0, _LINE_PX)
        words = QFontMetrics(self._small).elidedText(
            index.data(ORIGIN_ROLE), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
