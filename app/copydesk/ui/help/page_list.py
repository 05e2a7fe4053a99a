"""The list of pages, or of those in which words were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QStandardItem,
    QStandardItemModel,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from copydesk.core.help.pages import PAGES
from copydesk.ui.widgets.row_ground import paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from copydesk.core.help.search import Hit
    from copydesk.ui.theme.theme import Theme

_NAME_ROLE = Qt.ItemDataRole.UserRole
_SNIPPET_ROLE = _NAME_ROLE + 1
_ROW_PX, _HEADING_PX, _LINE_PX, _PAD_PX = 28, 34, 17, 16
_MOST_LINES = 3
_Index = QModelIndex | QPersistentModelIndex


class PageList(QListView):
    """Pages under the headings of their parts, or pages found with the words around.

    Signals:
        chosen (str): Show this page.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("helpList")
        self.setAccessibleName("Pages")
        self._model = QStandardItemModel(self)
        self._delegate = _PageDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        theme.changed.connect(self.viewport().update)
        self.show_all()

    def show_all(self) -> None:
        """Lists every page."""
        self._delegate.words = ()
        self._model.clear()
        part = ""
        for page in PAGES:
            if page.part != part:
                part = page.part
                heading = QStandardItem(part)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._model.appendRow(heading)
            self._add(page.name, page.title)

    def show_hits(self, hits: Sequence[Hit], words: Sequence[str]) -> None:
        """Lists pages found, with the words marked."""
        self._delegate.words = tuple(words)
        self._model.clear()
        for hit in hits:
            self._add(hit.page.name, hit.page.title, hit.snippet)
        if hits:
            self.setCurrentIndex(self._model.index(0, 0))

    def select(self, name: str) -> None:
        """Makes a page the current one, where it is listed."""
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if index.data(_NAME_ROLE) == name:
                self.setCurrentIndex(index)
                return
        self.setCurrentIndex(QModelIndex())

    def step(self, by: int) -> None:
        """Goes up or down by so many pages, for a field above that keeps the keyboard."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            if index.data(_NAME_ROLE):
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return
            row += by

    @Slot()
    def choose_current(self) -> None:
        """Chooses the current page."""
        self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if name := index.data(_NAME_ROLE):
            self.chosen.emit(name)

    def _add(self, name: str, title: str, snippet: str = "") -> None:
        item = QStandardItem(title)
        item.setData(name, _NAME_ROLE)
        item.setData(snippet, _SNIPPET_ROLE)
        said = f"{title}. {snippet}" if snippet else title
        item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
        self._model.appendRow(item)


class _PageDelegate(QStyledItemDelegate):
    """Paints headings, titles, and what stands around the words found."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.words: tuple[str, ...] = ()
        self._theme, self._view = theme, view
        self._font, self._small = theme.ui_font(13), theme.ui_font(12)
        self._bold = theme.ui_font(12, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Higher for what was found, by its lines."""
        if not index.data(_NAME_ROLE):
            return QSize(0, _HEADING_PX)
        lines = len(self._lines(index.data(_SNIPPET_ROLE), self._width()))
        return QSize(0, _ROW_PX + (lines * _LINE_PX + 5 if lines else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints one row."""
        painter.save()
        row = QRect(option.rect)
        inner = row.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if not index.data(_NAME_ROLE):
            painter.setFont(self._bold)
            painter.setPen(self._theme.color("soft"))
            heading = inner.adjusted(0, 0, 0, -4)
            painter.drawText(heading, Qt.AlignmentFlag.AlignBottom, index.data())
        else:
            paint_row_ground(painter, option, row, self._theme)
            title = QRect(inner.left(), inner.top(), inner.width(), _ROW_PX)
            painter.setFont(self._font)
            painter.setPen(self._theme.color("ink"))
            words = QFontMetrics(self._font).elidedText(
                index.data(), Qt.TextElideMode.ElideRight, title.width()
            )
            painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, words)
            self._paint_snippet(painter, inner.adjusted(0, _ROW_PX - 3, 0, 0), index)
        painter.restore()

    def _paint_snippet(self, painter: QPainter, place: QRect, index: _Index) -> None:
        painter.setPen(self._theme.color("soft"))
        for number, line in enumerate(self._lines(index.data(_SNIPPET_ROLE), place.width())):
            layout = QTextLayout(line, self._small)
            layout.setFormats(self._marks(line))
            layout.beginLayout()
            layout.createLine().setLineWidth(place.width())
            layout.endLayout()
            layout.draw(painter, QPointF(place.left(), place.top() + number * _LINE_PX))

    def _marks(self, line: str) -> list[QTextLayout.FormatRange]:
        look = QTextCharFormat()
        look.setBackground(self._theme.color("cmt"))
        look.setForeground(self._theme.color("ink"))
        marks, folded = [], line.casefold()
        for word in self.words:
            start = folded.find(word)
            while start >= 0:
                mark = QTextLayout.FormatRange()
                mark.start, mark.length, mark.format = start, len(word), look
                marks.append(mark)
                start = folded.find(word, start + len(word))
        return marks

    def _lines(self, snippet: str | None, width: int) -> list[str]:
        if not snippet:
            return []
        layout = QTextLayout(snippet, self._small)
        lines: list[str] = []
        layout.beginLayout()
        while len(lines) < _MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start = line.textStart()
            lines.append(snippet[start : start + line.textLength()].rstrip())
        layout.endLayout()
        return lines

    def _width(self) -> int:
        return self._view.viewport().width() - 2 * _PAD_PX
