"""The tree of folders and posts as Qt sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from copydesk.core.library.arrange import Folder
from copydesk.core.today import today
from copydesk.ui.posts.drag import POSTS_MIME, pack_posts, unpack_posts
from copydesk.ui.posts.tree_nodes import Node, NodeKind
from copydesk.ui.posts.tree_rows import REVEALED_ROWS, Numbering, TreeRows
from copydesk.ui.posts.words import (
    accessible_folder,
    accessible_post,
    count_words,
    more_line,
    small_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from copydesk.core.library.entry import PostEntry

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
SMALL_ROLE = Qt.ItemDataRole.UserRole + 2
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FLAG = Qt.ItemFlag
_FOLDER_FLAGS = _FLAG.ItemIsEnabled | _FLAG.ItemIsSelectable | _FLAG.ItemIsDropEnabled
_POST_FLAGS = (
    _FLAG.ItemIsEnabled
    | _FLAG.ItemIsSelectable
    | _FLAG.ItemIsDragEnabled
    | _FLAG.ItemIsDropEnabled
    | _FLAG.ItemIsEditable
    | _FLAG.ItemNeverHasChildren
)
_MORE_FLAGS = _FLAG.ItemIsEnabled | _FLAG.ItemNeverHasChildren


class PostsModel(QAbstractItemModel):
    """Rows for an arrangement of the library's posts.

    Rows are known by path: whatever is shown next, an index of a post that is still there stays
    an index of that post, so that selection, open folders and a name being typed all survive.

    Signals:
        rename_asked (str, str): A post's path and the file name typed for it.
        move_asked (list[str], str): Posts' paths and the folder they were dropped on.
    """

    rename_asked = Signal(str, str)
    move_asked = Signal(list, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbering = Numbering()
        self._rows = TreeRows(Folder("", ""), self._numbering, {})
        self._moved: dict[str, str] = {}
        self._today = today()
        self._site_language = "en"
        self._counts: dict[str, tuple[int, int]] = {}
        self._since: Mapping[str, tuple[str, str]] = {}

    # What is shown

    def show(self, root: Folder, *, fresh: bool = False) -> None:
        """Shows another arrangement, and keeps what indexes point to.

        Args:
            root: Its posts and folders become the rows at the top.
            fresh: Whether it is another view (other filter, other order), which starts short
                again, rather than news of the same one.
        """
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.node(index)) for index in self.persistentIndexList()]
        self._rows = TreeRows(root, self._numbering, {} if fresh else self._rows.grown)
        self.changePersistentIndexList(
            [index for index, _node in kept], [self._index_like(node) for _index, node in kept]
        )
        self._moved = {old: new for old, new in self._moved.items() if not self._rows.place(new)}
        self.layoutChanged.emit()

    def note_move(self, old: str, new: str) -> None:
        """Says that a post has another path now, so that its row is still its row."""
        self._moved[old] = new

    def refresh(self, entries: Mapping[str, PostEntry]) -> None:
        """Takes new entries of posts that keep their place, and repaints their rows."""
        for path, entry in entries.items():
            node = self._rows.made_post(path)
            if node is not None:
                node.entry = entry
                index = self._index_of(node)
                self.dataChanged.emit(index, index)

    def set_counts(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Takes how many open errors and warnings posts have, by path; others keep theirs."""
        for path, count in counts.items():
            if count == self._counts.get(path, (0, 0)):
                continue
            self._counts[path] = count
            node = self._rows.made_post(path)
            if node is not None:
                index = self._index_of(node)
                self.dataChanged.emit(index, index, [COUNT_ROLE])

    def clear_counts(self) -> None:
        """Forgets all counts."""
        self.set_counts(dict.fromkeys(self._counts, (0, 0)))
        self._counts.clear()

    def set_today(self, today: date, site_language: str) -> None:
        """Says what day it is, and which language needs no mention."""
        if (today, site_language) != (self._today, self._site_language):
            self._today, self._site_language = today, site_language
            for node in self._rows.made_posts():
                index = self._index_of(node)
                self.dataChanged.emit(index, index, [SMALL_ROLE])

    def set_since(self, since: Mapping[str, tuple[str, str]]) -> None:
        """Takes since when posts have which status, by path, see `small_line`."""
        before, self._since = self._since, since
        for path in before.keys() | since.keys():
            node = self._rows.made_post(path) if before.get(path) != since.get(path) else None
            if node is not None:
                index = self._index_of(node)
                self.dataChanged.emit(index, index, [SMALL_ROLE])

    def _small_line(self, entry: PostEntry) -> str:
        since = self._since.get(entry.path, ("", ""))
        return small_line(entry, self._today, self._site_language, since)

    def show_more(self, folder_path: str, up_to: int | None = None) -> None:
        """Gives more of a folder's posts a row.

        Args:
            folder_path: The folder.
            up_to: The post that must have one; without it there are four times as many as now.
        """
        node = self._rows.folder(folder_path)
        if node is None:
            return
        children = self._rows.children(node)
        count = self._rows.wanted_count(node, up_to)
        if count <= node.shown:
            return
        index, first = self._index_of(node), len(children) - 1
        self.beginInsertRows(index, first, first + count - node.shown - 1)
        self._rows.grow(node, count)
        self.endInsertRows()
        last = len(children) - 1
        if count == len(node.folder.posts):
            self.beginRemoveRows(index, last, last)
            self._rows.drop_note(node)
            self.endRemoveRows()
        else:
            children[last].shown = count
            at = self._index_of(children[last])
            self.dataChanged.emit(at, at)

    # Finding rows

    def post_index(self, path: str, *, up_to: int | None = None) -> QModelIndex:
        """The index of a post, for which a row is made where it has none yet.

        Args:
            path: The post.
            up_to: Only a post so far down its folder at most gets a row made.

        Returns:
            An invalid index when it isn't among the posts shown, or has no row.
        """
        place = self._rows.place(path)
        folder = self._rows.folder(place[0]) if place else None
        if place is None or folder is None:
            return QModelIndex()
        children = self._rows.children(folder)
        if place[1] >= folder.shown:
            if up_to is not None and place[1] >= up_to:
                return QModelIndex()
            self.show_more(place[0], place[1])
        return self._index_of(children[len(folder.folder.children) + place[1]])

    def place_of(self, index: _Index) -> tuple[str, int] | None:
        """The folder that shows a post, and which of its posts it is; None for other rows."""
        node = self.node(index)
        if node is None or node.entry is None:
            return None
        return node.folder.path, node.row - len(node.folder.children)

    def post_near(self, folder_path: str, place: int) -> QModelIndex:
        """The post at that place of a folder, or the last one before it."""
        node = self._rows.folder(folder_path)
        if node is None or not node.folder.posts:
            return QModelIndex()
        children = self._rows.children(node)
        return self._index_of(children[len(node.folder.children) + min(place, node.shown - 1)])

    def folder_index(self, path: str) -> QModelIndex:
        """The index of a folder; invalid when it is not shown."""
        node = self._rows.folder(path)
        return QModelIndex() if node is None else self._index_of(node)

    def folder_indexes(self) -> Iterator[tuple[str, QModelIndex]]:
        """Every folder with its index, outer ones first."""
        return ((node.key, self._index_of(node)) for node in self._rows.folders())

    def posts_in_order(self) -> Iterator[PostEntry]:
        """Every post shown, from top to bottom, whether it has a row yet or not."""
        return self._rows.posts_in_order()

    def node(self, index: _Index) -> Node | None:
        """What a row stands for."""
        return self._rows.node(index.internalId()) if index.isValid() else None

    def folder_of(self, index: _Index) -> str:
        """The path of the folder that a row is, or that its post is in; "" at the top."""
        node = self.node(index)
        if node is None:
            return ""
        return node.entry.folder if node.entry is not None else node.key

    def _index_of(self, node: Node) -> QModelIndex:
        if node is self._rows.root:
            return QModelIndex()
        return self.createIndex(node.row, 0, node.id)

    def _index_like(self, old: Node | None) -> QModelIndex:
        """The index, in the arrangement shown now, of what was a row of the one before."""
        if old is None or old.kind is NodeKind.MORE:
            return QModelIndex()
        if old.kind is NodeKind.FOLDER:
            return self.folder_index(old.key)
        place = self._rows.place(old.key) or self._rows.place(self._moved.get(old.key, ""))
        folder = self._rows.folder(place[0]) if place else None
        if place is None or folder is None:
            return QModelIndex()
        if place[1] >= max(REVEALED_ROWS, self._rows.grown.get(place[0], 0)):
            return QModelIndex()
        if folder.children is None:
            self._rows.grown[place[0]] = max(self._rows.grown.get(place[0], 0), place[1] + 1)
        children = self._rows.children(folder)
        if place[1] >= folder.shown:
            self._rows.grow(folder, self._rows.wanted_count(folder, place[1]))
            if folder.shown == len(folder.folder.posts):
                self._rows.drop_note(folder)
        return self._index_of(children[len(folder.folder.children) + place[1]])

    # Qt's questions

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """The index of a row."""
        node = self._parent_node(parent)
        if node is None or column != 0 or row < 0:
            return QModelIndex()
        children = self._rows.children(node)
        return self.createIndex(row, 0, children[row].id) if row < len(children) else QModelIndex()

    def parent(self, index: _Index = _NOWHERE) -> Any:  # QObject.parent() has this name too
        """The index of the folder around a row."""
        node = self.node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self._index_of(node.parent)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows are below, as far as they were made."""
        node = self._parent_node(parent)
        if node is None or node.kind is not NodeKind.FOLDER:
            return 0
        return len(self._rows.children(node))

    def columnCount(self, _parent: _Index = _NOWHERE) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: _Index = _NOWHERE) -> bool:
        """Whether a folder has anything in it; asked for closed folders too."""
        node = self._parent_node(parent)
        if node is None or node.kind is not NodeKind.FOLDER:
            return False
        return bool(node.folder.posts or node.folder.children)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Posts can be dragged and renamed, folders dropped on."""
        node = self._rows.node(index.internalId())
        if node is None or not index.isValid():
            return _FLAG.NoItemFlags
        if node.kind is NodeKind.POST:
            return _POST_FLAGS
        return _FOLDER_FLAGS if node.kind is NodeKind.FOLDER else _MORE_FLAGS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says; see also `NODE_ROLE` and `SMALL_ROLE`."""
        node = self.node(index)
        if node is None:
            return None
        if role == NODE_ROLE:
            return node
        if node.entry is not None:
            return self._post_data(node.entry, role)
        folder = node.folder
        if node.kind is NodeKind.MORE:
            wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return more_line(len(folder.posts) - node.shown) if wanted else None
        if role == Qt.ItemDataRole.DisplayRole:
            return folder.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_folder(folder.label, folder.count)
        return folder.path if role == Qt.ItemDataRole.ToolTipRole else None

    def _post_data(self, entry: PostEntry, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == COUNT_ROLE:
            return self._counts.get(entry.path, (0, 0))
        if role == SMALL_ROLE:
            return self._small_line(entry)
        if role == Qt.ItemDataRole.EditRole:
            return entry.path.rpartition("/")[2]
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.title if entry.title == entry.path else f"{entry.title}\n{entry.path}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = accessible_post(entry, self._small_line(entry))
            return said + count_words(*self._counts.get(entry.path, (0, 0)))
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes the file name that was typed for a post, and asks for the renaming."""
        node = self.node(index)
        if node is None or node.entry is None or role != Qt.ItemDataRole.EditRole:
            return False
        name = str(value).strip()
        if name and name != node.entry.path.rpartition("/")[2]:
            self.rename_asked.emit(node.entry.path, name)
        # The row changes when the disk has: the library tells.
        return False

    def _parent_node(self, index: _Index) -> Node | None:
        return self.node(index) if index.isValid() else self._rows.root

    # Dragging posts to folders

    def supportedDropActions(self) -> Qt.DropAction:
        """Posts are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What a drag of posts is made of."""
        return [POSTS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The posts among these rows, for a drag."""
        nodes = [self.node(index) for index in indexes]
        return pack_posts([node.key for node in nodes if node and node.kind is NodeKind.POST])

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, _row: int, _column: int, parent: _Index
    ) -> bool:
        """Whether a drop there would move anything."""
        return action == Qt.DropAction.MoveAction and bool(self._moved_by(data, parent)[0])

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, _row: int, _column: int, parent: _Index
    ) -> bool:
        """Asks for the dropped posts to be moved to the row's folder."""
        paths, folder = self._moved_by(data, parent)
        if action != Qt.DropAction.MoveAction or not paths:
            return False
        self.move_asked.emit(paths, folder)
        return True

    def _moved_by(self, data: QMimeData, parent: _Index) -> tuple[list[str], str]:
        """Which of the dragged posts a drop there would move, and to which folder."""
        folder = self.folder_of(parent)
        paths = unpack_posts(data)
        return [path for path in paths if path.rpartition("/")[0] != folder], folder
