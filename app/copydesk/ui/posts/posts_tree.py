"""The tree itself: QTreeView with the desk's keys, drags and row heights."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeView

from copydesk.ui.posts.post_delegate import PostDelegate
from copydesk.ui.posts.tree_nodes import Node, NodeKind

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex, QRect
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from copydesk.ui.posts.posts_model import PostsModel
    from copydesk.ui.theme.theme import Theme

_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AUTO_EXPAND_MS = 600


class PostsTree(QTreeView):
    """Folders and posts.

    Signals:
        open_asked (str): A post was clicked, or Enter pressed on it.
        trash_asked (list[str]): Delete was pressed on these posts.
        menu_asked (QPoint): A context menu is wanted, at that place of the screen.
        folders_toggled: The editor opened or closed a folder.
        left_up: Up was pressed on the first row.
    """

    open_asked = Signal(str)
    trash_asked = Signal(list)
    menu_asked = Signal(QPoint)
    folders_toggled = Signal()
    left_up = Signal()

    def __init__(self, model: PostsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("posts-tree")
        self.setAccessibleName("Posts")
        self._theme = theme
        self._posts = model
        self._delegate = PostDelegate(theme, self)
        self._searched, self._searched_at = "", 0.0
        self._arranging = False
        self._place: tuple[str, int] | None = None
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_up()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._show_more)
        self.verticalScrollBar().valueChanged.connect(self._look_for_more)
        self.expanded.connect(self._folder_toggled)
        self.collapsed.connect(self._folder_toggled)
        theme.changed.connect(self.viewport().update)

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(_AUTO_EXPAND_MS)
        self.setFrameShape(QTreeView.Shape.NoFrame)

    # What is chosen

    def selected_posts(self) -> list[str]:
        """The paths of the chosen posts, from top to bottom."""
        nodes = [self._posts.node(index) for index in self.selectionModel().selectedRows()]
        chosen = {node.key for node in nodes if node is not None and node.entry is not None}
        if len(chosen) < 2:
            return list(chosen)
        return [entry.path for entry in self._posts.posts_in_order() if entry.path in chosen]

    def current_node(self) -> Node | None:
        """The row the keyboard is on."""
        return self._posts.node(self.currentIndex())

    def choose(self, path: str, *, up_to: int | None = None) -> bool:
        """Puts selection and keyboard on a post, and shows it.

        Args:
            path: The post.
            up_to: Only a post so far down its folder at most is given a row.

        Returns:
            False when it isn't in the list.
        """
        index = self._posts.post_index(path, up_to=up_to)
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def choose_first(self) -> None:
        """Puts the keyboard on the first row, unless it is on one already."""
        if not self.currentIndex().isValid():
            index = self._posts.index(0, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def rename(self, path: str) -> None:
        """Opens the box for a post's file name in its row."""
        if self.choose(path):
            self.edit(self._posts.post_index(path))

    # News of the list

    @Slot()
    def note_place(self) -> None:
        """Remembers where the keyboard is, before the rows change."""
        self._place = self._posts.place_of(self.currentIndex())

    def keep_place(self, path: str | None, *, near: bool) -> None:
        """Puts the choice back after the rows have changed.

        Args:
            path: The post to choose when none is, if it has a row.
            near: Whether to choose the post that took the place of a chosen one that is gone.
        """
        if self.currentIndex().isValid():
            return
        place, self._place = self._place, None
        index = self._posts.post_near(*place) if place is not None and near else QModelIndex()
        if path is not None and (wanted := self._posts.post_index(path, up_to=0)).isValid():
            index = wanted
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    # Open and closed folders

    def closed_folders(self) -> set[str]:
        """The folders that are closed."""
        return {path for path, index in self._posts.folder_indexes() if not self.isExpanded(index)}

    def set_closed(self, closed: set[str]) -> None:
        """Closes these folders and opens all others."""
        self._arranging = True
        for path, index in self._posts.folder_indexes():
            self.setExpanded(index, path not in closed)
        self._arranging = False
        self._look_for_more()

    @Slot(QModelIndex)
    def _folder_toggled(self, _index: QModelIndex) -> None:
        self._look_for_more()
        if not self._arranging:
            self.folders_toggled.emit()

    def _toggle(self, index: QModelIndex) -> None:
        self.setExpanded(index, not self.isExpanded(index))

    # Posts without a row yet

    @Slot()
    def _look_for_more(self) -> None:
        self._more.start()

    @Slot()
    def _show_more(self) -> None:
        """Gives rows to more posts where the list shows, or nearly shows, that there are more."""
        height = self.viewport().height()
        index = self.indexAt(QPoint(1, 1))
        while index.isValid() and self.visualRect(index).top() < 2 * height:
            node = self._posts.node(index)
            if node is not None and node.kind is NodeKind.MORE:
                self._posts.show_more(node.key)
                self._look_for_more()
                return
            index = self.indexBelow(index)

    def _show_the_end(self) -> None:
        """Gives every post of the last folder a row."""
        index = QModelIndex()
        while (rows := self._posts.rowCount(index)) and (
            not index.isValid() or self.isExpanded(index)
        ):
            index = self._posts.index(rows - 1, 0, index)
        node = self._posts.node(index)
        if node is not None and node.kind is NodeKind.MORE:
            self._posts.show_more(node.key, len(node.folder.posts))

    # Sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps the titles anew when the list becomes wider or narrower."""
        self._use_width()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
        self._look_for_more()

    def _use_width(self) -> None:
        # Not the viewport's: titles must not wrap anew because the scroll bar appears, so it has
        # its place in the empty strip at the right of every row.
        self._delegate.style_of_rows.use_row_width(self.width())

    def drawBranches(  # noqa: N802 - Qt calls it so
        self, _painter: QPainter, _rect: QRect, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Nothing: a folder's row paints its own arrow."""

    # Mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the post, or opens and closes the folder, that was clicked."""
        dragging = self.state() is QAbstractItemView.State.DraggingState
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if dragging or not plain or event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        if index != self.currentIndex():
            return
        self._act_on(index)

    def _act_on(self, index: QModelIndex) -> None:
        node = self._posts.node(index)
        if node is None:
            return
        if node.kind is NodeKind.FOLDER:
            self._toggle(index)
        elif node.entry is not None:
            self.open_asked.emit(node.entry.path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu at the mouse, or at the row the keyboard is on."""
        if event.reason() == event.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = rect.bottomLeft() + QPoint(24, -6) if rect.isValid() else QPoint(24, 24)
            self.menu_asked.emit(self.viewport().mapToGlobal(place))
        else:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            elif not index.isValid():
                self.clearSelection()
                self.selectionModel().clearCurrentIndex()
            self.menu_asked.emit(event.globalPos())
        event.accept()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete throws away; the rest is as in any tree."""
        key, index = event.key(), self.currentIndex()
        editing = self.state() == QAbstractItemView.State.EditingState
        if key in _OPEN_KEYS and not editing:
            self._act_on(index)
        elif key == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if paths := self.selected_posts():
                self.trash_asked.emit(paths)
        elif key == Qt.Key.Key_Up and index.isValid() and not self.indexAbove(index).isValid():
            self.left_up.emit()
        elif key == Qt.Key.Key_End:
            self._show_the_end()
            super().keyPressEvent(event)
            return
        elif key == Qt.Key.Key_Space and self._searched_recently():
            self.keyboardSearch(" ")
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Goes to the next post whose title begins with what is typed.

        Qt's own looks only at rows that were made; this looks at every post shown.
        """
        again = self._searched if self._searched_recently() else ""
        self._searched_at = time.monotonic()
        self._searched = again + search.casefold()
        wanted, skip = self._searched, not again
        if len(set(wanted)) == 1:
            wanted, skip = wanted[0], True  # the same letter again: the next one with that letter
        posts = list(self._posts.posts_in_order())
        node = self.current_node()
        here = -1
        if node is not None and node.entry is not None:
            here = next((i for i, entry in enumerate(posts) if entry.path == node.key), -1)
        start = here + 1 if skip else max(here, 0)
        for entry in (*posts[start:], *posts[:start]):
            if entry.title.casefold().startswith(wanted):
                self.choose(entry.path)
                return

    def _searched_recently(self) -> bool:
        pause_ms = QApplication.keyboardInputInterval()
        return bool(self._searched) and (time.monotonic() - self._searched_at) * 1000 < pause_ms
