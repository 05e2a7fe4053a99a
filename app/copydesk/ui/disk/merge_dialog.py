"""Where two versions of a post collide: each passage with both texts, to pick, mix or edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from copydesk.core.site.labels import humanise
from copydesk.ui.disk.collision_view import CollisionView
from copydesk.ui.disk.merge_decisions import Decisions, State
from copydesk.ui.disk.merge_rows import CollisionDelegate, WrappedDelegate

if TYPE_CHECKING:
    from copydesk.core.posts.merge import Merge
    from copydesk.ui.theme.theme import Theme

_SIZE_PX = QSize(1_040, 700)
_MARGIN_PX = 40
_LIST_PX = 270
_CHECK_MS = 200
# A list longer than this is not read; the rest is counted.
_MOST_LISTED = 200


class MergeDialog(QDialog):
    """Lists the collisions of a merge and takes a decision on each.

    Nothing happens to the post before `merge_wanted`; Cancel leaves all as it was.

    Signals:
        merge_wanted (Merge, dict[int, str]): Everything is decided: the text for each collision.
    """

    merge_wanted = Signal(object, object)

    def __init__(self, merge: Merge, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("merge")
        self.setWindowTitle(f"Merge — {name}")
        room = parent.size() - QSize(_MARGIN_PX, _MARGIN_PX)
        self.resize(_SIZE_PX.boundedTo(room))
        self.setSizeGripEnabled(True)
        self._merge = merge
        self._decisions = Decisions(self)
        self._count = QLabel()
        self._count.setProperty("strong", True)
        self._news = QLabel()
        self._news.setObjectName("mergeNews")
        self._news.setWordWrap(True)
        self._news.hide()
        self.list = QListView()
        self.list.setModel(self._decisions)
        self.list.setAccessibleName("Passages that both sides changed")
        self.rest = QListWidget()
        self.rest.setAccessibleName("What merges by itself")
        for view in (self.list, self.rest):
            view.setObjectName("mergeList")
            view.setFrameShape(QListView.Shape.NoFrame)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setTextElideMode(Qt.TextElideMode.ElideRight)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(CollisionDelegate(theme, self.list))
        self.rest.setWordWrap(True)
        self.rest.setItemDelegate(WrappedDelegate(self.rest))
        self.rest.setResizeMode(QListView.ResizeMode.Adjust)  # wraps again at another width
        self.view = CollisionView(theme)
        self.view.decided.connect(self._decided)
        self._merge_button = QPushButton("Merge")
        self._merge_button.setProperty("primary", True)
        self._merge_button.setDefault(True)
        self._merge_button.clicked.connect(self._finish)
        self._cancel = QPushButton("Cancel")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._next = QPushButton("Next one")
        self._next.setAutoDefault(False)
        self._next.setToolTip(QKeySequence("Alt+Down").toString())
        self._next.clicked.connect(self._to_next)
        QShortcut(QKeySequence("Alt+Down"), self, self._to_next)
        self._check = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._check.timeout.connect(self._check_result)
        self._arrange()
        self.list.selectionModel().currentChanged.connect(self._choose)
        self._decisions.dataChanged.connect(self._follow)
        self.show_merge(merge)
        self.list.setFocus()

    def _arrange(self) -> None:
        left = QWidget()
        lists = QVBoxLayout(left)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(6)
        lists.addWidget(self._count)
        lists.addWidget(self.list, 3)
        self._rest_title = QLabel("Merges by itself")
        self._rest_title.setProperty("quiet", True)
        self._rest_title.setBuddy(self.rest)
        lists.addWidget(self._rest_title)
        lists.addWidget(self.rest, 2)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(13)
        panes.setObjectName("mergeSides")
        panes.addWidget(left)
        panes.addWidget(self.view)
        panes.setStretchFactor(1, 1)
        panes.setSizes([_LIST_PX, self.width() - _LIST_PX])
        foot = QHBoxLayout()
        foot.setSpacing(8)
        note = QLabel("Nothing is written to the disk until you save.")
        note.setProperty("quiet", True)
        foot.addWidget(note)
        foot.addStretch(1)
        for button in (self._next, self._cancel, self._merge_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._news)
        column.addWidget(panes, 1)
        column.addLayout(foot)

    @property
    def merge(self) -> Merge:
        """What it shows."""
        return self._merge

    def show_merge(self, merge: Merge, news: str = "") -> None:
        """Shows another merge, after one side has changed; decisions that still fit are kept.

        Args:
            merge: The new one.
            news: What happened, in a sentence.
        """
        kept = self._decisions.collision(self.list.currentIndex().row())
        self._merge = merge
        dropped = self._decisions.take(merge)
        if news and dropped:
            decide = "One passage has" if dropped == 1 else f"{dropped:,} passages have"
            news = f"{news} {decide} to be decided anew."
        self._news.setText(news)
        self._news.setVisible(bool(news))
        self._list_rest()
        places = [n for n, one in enumerate(merge.collisions) if kept and one.texts == kept.texts]
        self.list.setCurrentIndex(self._decisions.index(places[0] if places else 0))
        self.view.setEnabled(bool(merge.collisions))
        for number in self._decisions.choices:
            self._check_one(number)
        self._follow()

    def say(self, sentence: str) -> None:
        """Says what stands in the way of the merge."""
        self._news.setText(sentence)
        self._news.show()

    def _list_rest(self) -> None:
        self.rest.clear()
        taken = self._merge.taken
        for one in taken[:_MOST_LISTED]:
            words = one.words(humanise)
            self.rest.addItem(words)
            self.rest.item(self.rest.count() - 1).setToolTip(words)
        if len(taken) > _MOST_LISTED:
            self.rest.addItem(f"and {len(taken) - _MOST_LISTED:,} more")
        for part in (self._rest_title, self.rest):
            part.setVisible(bool(taken))

    @property
    def _number(self) -> int:
        return self.list.currentIndex().row()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        collision = self._decisions.collision(index.row())
        if collision is not None:
            self._check.stop()
            self.view.show_collision(collision, self._decisions.of(index.row()))
            self._check_result()

    @Slot(str, object)
    def _decided(self, text: str, state: State | None) -> None:
        if self._number >= 0:
            self._decisions.decide(self._number, text, state)
            self._check.start()

    @Slot()
    def _check_result(self) -> None:
        if self._number >= 0:
            self.view.show_trouble(self._check_one(self._number))

    def _check_one(self, number: int) -> str:
        """What is wrong with a decision, which is marked in the list."""
        decision = self._decisions.of(number)
        trouble = ""
        if decision.state is not State.OPEN:
            trouble = self._merge.problem(number, decision.text)
        self._decisions.note_trouble(number, troubled=bool(trouble))
        return trouble

    @Slot()
    def _follow(self) -> None:
        """Says how much is left to decide."""
        left, count = self._decisions.left, len(self._merge.collisions)
        if not count:
            words = "Nothing collides any more."
        elif left:
            words = "1 left to decide" if left == 1 else f"{left:,} left to decide"
        else:
            words = "All is decided"
        self._count.setText(words)
        self._merge_button.setEnabled(not left)
        self._next.setEnabled(bool(left))

    @Slot()
    def _to_next(self) -> None:
        number = self._decisions.next_open(self._number)
        if number is not None:
            self.list.setCurrentIndex(self._decisions.index(number))

    @Slot()
    def _finish(self) -> None:
        for number in self._decisions.choices:
            self._check_one(number)
        self._follow()
        if self._decisions.left:
            self._to_next()
        else:
            self.merge_wanted.emit(self._merge, self._decisions.choices)
