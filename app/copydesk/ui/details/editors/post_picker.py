"""A list of posts that drops down: searched while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.popup_place import place_below
from copydesk.ui.widgets.direction import runs_right_to_left

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copydesk.core.library.references import Referable
    from copydesk.ui.theme.theme import Theme

_MOST_SHOWN = 50
_ROWS_IN_SIGHT = 7
_ROW_PX = 38
_LEAST_WIDTH_PX = 280
_PADDING_PX = 9
_Index = QModelIndex | QPersistentModelIndex
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Posts(QAbstractListModel):
    """The posts that were found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.posts: Sequence[Referable] = ()

    def take(self, posts: Sequence[Referable]) -> None:
        """Shows others."""
        self.beginResetModel()
        self.posts = posts
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.posts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A post's words."""
        post = self.posts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return post.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{post.title}, {post.detail}"
        return None


class _PostDelegate(QStyledItemDelegate):
    """Draws a post in two lines: title; file and date."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """The size of a row."""
        return QSize(_LEAST_WIDTH_PX, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draws a row."""
        model = index.model()
        if not isinstance(model, _Posts):
            return
        post, theme = model.posts[index.row()], self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        inner = rect.adjusted(_PADDING_PX, 3, -_PADDING_PX, -3)
        half = inner.height() // 2
        for words, px, ink, top in (
            (post.title, 13, "ink", inner.top()),
            (post.detail, 11, "soft", inner.top() + half),
        ):
            font = theme.ui_font(px)
            line = QRect(inner.left(), top, inner.width(), half)
            side = Qt.AlignmentFlag.AlignRight if runs_right_to_left(words) else _LEFT
            shown = QFontMetrics(font).elidedText(words, _CUT, line.width())
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


class PostPicker(QFrame):
    """Type to search, arrows move, Enter picks, Escape closes.

    Signals:
        picked (Referable): This one.
    """

    picked = Signal(object)

    def __init__(
        self, search: Callable[[str, int], Sequence[Referable]], theme: Theme, parent: QWidget
    ) -> None:
        """Opens nothing yet.

        Args:
            search: Gives the best matches for what was typed, so many at most.
            theme: For colours and fonts.
            parent: Owner.
        """
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("post_picker")
        self._search = search
        self.input = LineInput(self)
        self.input.setPlaceholderText("Find a post…")
        self.input.setAccessibleName("Find a post")
        self._model = _Posts(self)
        self.list = QListView(self)
        self.list.setObjectName("picker_list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_PostDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Posts found")
        self._nothing = QLabel("No post is like this.", self)
        self._nothing.setObjectName("picker_nothing")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.setSpacing(4)
        for part in (self.input, self.list, self._nothing):
            layout.addWidget(part)
        self.input.textChanged.connect(self._look)
        self.input.installEventFilter(self)
        self.list.clicked.connect(self._pick)

    def open_below(self, widget: QWidget, text: str = "") -> None:
        """Opens under a widget, with something typed already."""
        self.input.setText(text)
        self._look(text)
        self.setFixedWidth(max(_LEAST_WIDTH_PX, widget.width()))
        self._fit()
        place_below(self, widget)
        self.show()
        self.input.setFocus()

    def refresh(self) -> None:
        """Looks again: the posts are others now."""
        if self.isVisible():
            self._look(self.input.text())

    @property
    def posts(self) -> Sequence[Referable]:
        """What is offered now."""
        return self._model.posts

    @Slot(str)
    def _look(self, text: str) -> None:
        self._model.take(self._search(text, _MOST_SHOWN))
        if self._model.posts:
            self.list.setCurrentIndex(self._model.index(0))
        self._fit()

    def _fit(self) -> None:
        found = len(self._model.posts)
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(min(found, _ROWS_IN_SIGHT) * _ROW_PX + 2)
        self.adjustSize()

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._model.posts):
            post = self._model.posts[index.row()]
            self.hide()
            self.picked.emit(post)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with the input's event."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.hide()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.list.currentIndex())
                return True
            if key in _MOVES:
                self._move(key)
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: Qt.Key) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(
            key, _ROWS_IN_SIGHT if key == Qt.Key.Key_PageDown else -_ROWS_IN_SIGHT
        )
        count = len(self._model.posts)
        if count:
            row = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            self.list.setCurrentIndex(self._model.index(row))


_LEFT = Qt.AlignmentFlag.AlignLeft
_CUT = Qt.TextElideMode.ElideRight
