"""Asks what is to become of posts that were not saved when the program ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from copydesk.services.unsaved_posts import Stand
from copydesk.ui.compare.compare_view import CompareView
from copydesk.ui.recovery.unsaved_rows import UnsavedDelegate, UnsavedRows, when_words
from copydesk.ui.widgets.tab_order import go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.services.unsaved_posts import UnsavedPost
    from copydesk.ui.theme.theme import Theme

_SIZE_PX = (1180, 760)
_MARGIN_PX = 40
_LIST_PX = 300
_EXPLANATION = (
    "Restore opens the post with this text; the file stays as it is until you save. "
    "Set aside keeps the text in History and asks no more."
)


class RecoveryDialog(QDialog):
    """A list of posts beside a comparison of the chosen one with its file.

    Signals:
        restore_requested (list[UnsavedPost]): Open these, with their unsaved text.
        set_aside_requested (UnsavedPost): Keep its text in History, and ask no more.
        chosen (UnsavedPost): Its comparison is shown from now on.

    Attributes:
        view: The comparison.
        list: The posts.
    """

    restore_requested = Signal(object)
    set_aside_requested = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Lists nothing yet: call `show_posts`."""
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setWindowTitle("Posts that were not saved")
        self.resize(
            min(_SIZE_PX[0], parent.width() - _MARGIN_PX),
            min(_SIZE_PX[1], parent.height() - _MARGIN_PX),
        )
        self.view = CompareView(theme)
        self._rows = UnsavedRows(self)
        self.list = QListView()
        self.list.setObjectName("unsaved")
        self.list.setAccessibleName("Posts that were not saved")
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setItemDelegate(UnsavedDelegate(theme, self.list))
        self.list.setModel(self._rows)
        self._heading = QLabel()
        self._heading.setProperty("strong", True)
        self._restore = QPushButton("Restore")
        self._restore.setProperty("primary", True)
        self._restore.setDefault(True)
        self._restore.clicked.connect(self._restore_one)
        self._all = QPushButton("Restore all")
        self._all.clicked.connect(self._restore_all)
        self._aside = QPushButton("Set aside")
        self._aside.clicked.connect(self._set_aside)
        self._later = QPushButton("Decide later")
        self._later.clicked.connect(self.reject)
        self._arrange()
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 14)
        column.setSpacing(4)
        words = QLabel(_EXPLANATION)
        words.setProperty("quiet", True)
        words.setWordWrap(True)
        for label in (self._heading, words):
            label.setContentsMargins(20, 0, 20, 0)
            column.addWidget(label)
        column.addSpacing(6)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setObjectName("unsavedPanes")
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        panes.addWidget(self.list)
        panes.addWidget(self.view)
        panes.setStretchFactor(1, 1)
        panes.setSizes([_LIST_PX, self.width() - _LIST_PX])
        column.addWidget(panes, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 0)
        buttons.addWidget(self._later)
        buttons.addStretch(1)
        for button in (self._aside, self._all, self._restore):
            buttons.addWidget(button)
        column.addLayout(buttons)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab: the list, the comparison, the buttons below, as they stand."""
        regions = (self.list, self.view.head, self.view, self)
        return go_on(self, regions, forwards=forwards) or super().focusNextPrevChild(forwards)

    def show_posts(self, posts: Sequence[UnsavedPost]) -> None:
        """Lists these, the first one chosen."""
        self._rows.set_posts(posts)
        self.list.setCurrentIndex(self._rows.index(0))
        self._count()

    def remove(self, post: UnsavedPost) -> None:
        """Takes a post off the list: it was decided on. The last one closes the dialog."""
        self._rows.remove(post)
        self._count()
        if not self._rows.posts:
            self.accept()

    def _count(self) -> None:
        count = len(self._rows.posts)
        self._heading.setText(
            "One post was not saved when Copydesk ended."
            if count == 1
            else f"{count} posts were not saved when Copydesk ended."
        )
        self._all.setVisible(count > 1)

    @property
    def post(self) -> UnsavedPost | None:
        """The chosen one."""
        return self._rows.post(self.list.currentIndex())

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        post = self._rows.post(index)
        for button in (self._restore, self._aside):
            button.setEnabled(post is not None)
        if post is None:
            return
        self.chosen.emit(post)
        when = when_words(post)
        self.view.show_texts(
            post.on_disk,
            post.entry.text,
            "The file now" if post.stand is Stand.DIFFERS else "",
            f"Not saved, {when}" if when else "Not saved",
            selectable=False,
        )

    @Slot()
    def _restore_one(self) -> None:
        if self.post is not None:
            self.restore_requested.emit([self.post])

    @Slot()
    def _restore_all(self) -> None:
        self.restore_requested.emit(self._rows.posts)

    @Slot()
    def _set_aside(self) -> None:
        if self.post is not None:
            self.set_aside_requested.emit(self.post)
