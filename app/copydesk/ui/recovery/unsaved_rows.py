"""The rows of the list of unsaved posts, and how they are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from copydesk.core.today import today
from copydesk.services.unsaved_posts import Stand
from copydesk.ui.widgets.dates import day_words
from copydesk.ui.widgets.direction import runs_right_to_left
from copydesk.ui.widgets.row_ground import paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFont

    from copydesk.services.unsaved_posts import UnsavedPost
    from copydesk.ui.theme.theme import Theme

POST_ROLE = Qt.ItemDataRole.UserRole
_PAD_PX = 14
_LINE_PX = 19
_ROW_PX = 3 * _LINE_PX + 16
_STANDS = {
    Stand.GONE: "The file has gone",
    Stand.NEVER_SAVED: "Never saved",
    Stand.UNREADABLE: "The file can't be read",
}
_Index = QModelIndex | QPersistentModelIndex


def stand_words(post: UnsavedPost) -> str:
    """How the post stands to its file: "+12 −3 words against the file"."""
    if post.stand in _STANDS:
        return _STANDS[post.stand]
    parts = [
        f"{sign}{count:,}"
        for sign, count in (("+", post.words_added), ("−", post.words_removed))
        if count
    ]
    if not parts:
        return "The same words as the file"
    total = post.words_added + post.words_removed
    return f"{' '.join(parts)} {'word' if total == 1 else 'words'} against the file"


def when_words(post: UnsavedPost) -> str:
    """When it was last typed in: "today 09:12"."""
    if post.entry.when is None:
        return ""
    when = post.entry.when.astimezone()
    return f"{day_words(when.date(), today())} {when:%H:%M}"


class UnsavedRows(QAbstractListModel):
    """The posts, as they are to be listed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posts: list[UnsavedPost] = []

    @property
    def posts(self) -> list[UnsavedPost]:
        """All of them, in order."""
        return list(self._posts)

    def set_posts(self, posts: Sequence[UnsavedPost]) -> None:
        """Lists these."""
        self.beginResetModel()
        self._posts = list(posts)
        self.endResetModel()

    def remove(self, post: UnsavedPost) -> None:
        """Takes one out; nothing where it is not listed."""
        if post in self._posts:
            row = self._posts.index(post)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._posts[row]
            self.endRemoveRows()

    def post(self, index: _Index) -> UnsavedPost | None:
        """The post of a row."""
        return self._posts[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._posts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A post, or its words for a screen reader."""
        post = self.post(index)
        if post is None:
            return None
        if role == POST_ROLE:
            return post
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = (post.title, post.place, when_words(post), stand_words(post))
            return ", ".join(filter(None, words))
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(post.entry.path or post.entry.name)
        return None


class UnsavedDelegate(QStyledItemDelegate):
    """Paints a post in three lines: title; place and time; how it stands to its file."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.ui_font(13, bold=True)
        self._small = theme.ui_font(12)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """How high a row is; its width is the list's."""
        return QSize(0, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        post: UnsavedPost = index.data(POST_ROLE)
        painter.save()
        paint_row_ground(painter, option, option.rect, self._theme)
        row = option.rect.adjusted(_PAD_PX, 8, -_PAD_PX, -8)
        line = QRect(row.left(), row.top(), row.width(), _LINE_PX)
        is_rtl = runs_right_to_left(post.title)
        self._write(painter, line, post.title, self._font, "ink", is_rtl=is_rtl)
        line.translate(0, _LINE_PX)
        self._write_place(painter, line, post, is_rtl=is_rtl)
        line.translate(0, _LINE_PX)
        token = "soft" if post.stand is Stand.DIFFERS else "warn"
        self._write(painter, line, stand_words(post), self._small, token, is_rtl=is_rtl)
        painter.restore()

    def _write_place(
        self, painter: QPainter, line: QRect, post: UnsavedPost, *, is_rtl: bool
    ) -> None:
        """The end of a long folder tells more than its start, and the time is never cut off."""
        when = when_words(post)
        after = f" · {when}" if when else ""
        metrics = QFontMetrics(self._small)
        room = line.width() - metrics.horizontalAdvance(after)
        place = metrics.elidedText(post.place, Qt.TextElideMode.ElideLeft, room)
        self._write(painter, line, place + after, self._small, "soft", is_rtl=is_rtl)

    def _write(
        self, painter: QPainter, line: QRect, text: str, font: QFont, token: str, *, is_rtl: bool
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)
