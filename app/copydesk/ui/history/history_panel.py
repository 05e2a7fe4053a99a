"""The History panel: every version that was kept of the post in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from copydesk.ui.history.version_rows import VersionDelegate, VersionRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from copydesk.core.storage.history import Version
    from copydesk.ui.theme.theme import Theme

NO_POST = "Open a post to see its versions here."
UNTITLED = "This post was never saved. Once it is, each version is kept here."
NEVER_SAVED = "Texts without a file that were not saved. Choose one to go on with it."
NOTHING_YET = (
    "No versions yet. From now on the text before each save is kept here, also what other "
    "programs change."
)


class HistoryPanel(QWidget):
    """A list of versions, newest first.

    Signals:
        version_chosen (Version): Compare it with the post as it is now.
        rule_change_requested: Change how long versions are kept.
    """

    version_chosen = Signal(object)
    rule_change_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("history_panel")
        self._rows = VersionRows(self)
        self.list = _VersionList()
        self.list.setModel(self._rows)
        self.list.setItemDelegate(VersionDelegate(theme, self.list))
        self.list.chosen.connect(self._choose)
        self._words = QLabel(NO_POST)
        self._words.setProperty("quiet", True)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setContentsMargins(14, 14, 14, 14)
        self._head = QLabel()
        self._head.setProperty("quiet", True)
        self._head.setWordWrap(True)
        self._head.setContentsMargins(14, 12, 14, 4)
        self._head.hide()
        self._foot = QLabel()
        self._foot.setProperty("quiet", True)
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(14, 8, 14, 10)
        self._foot.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._foot.linkActivated.connect(self.rule_change_requested)
        self._foot.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._words)
        self._pages.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.list.viewport().update)

    def say(self, words: str) -> None:
        """Shows a sentence in the place of the list."""
        had_focus = self.list.hasFocus()
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none, its stubs don't
        if had_focus:
            self.setFocus()
        self._words.setText(words)
        self._rows.set_versions(())
        self._pages.setCurrentWidget(self._words)
        self._head.hide()
        self._foot.hide()

    def say_rule(self, words: str) -> None:
        """Sets the line below the list: how long versions are kept."""
        self._foot.setText(f"{words} <a href='change'>Change…</a>")

    def show_versions(self, versions: Sequence[Version], heading: str = "") -> None:
        """Shows versions, newest first, under a sentence; the chosen one stays chosen."""
        if not versions:
            self.say(NOTHING_YET)
            return
        chosen = self._rows.version(self.list.currentIndex())
        offset = self.list.verticalScrollBar().value()
        self._rows.set_versions(versions, named=bool(heading))
        row = self._rows.row_of(chosen.ident) if chosen is not None else -1
        self.list.setCurrentIndex(self._rows.index(max(0, row)))
        self._pages.setCurrentWidget(self.list)
        self.list.verticalScrollBar().setValue(offset if chosen is not None else 0)
        self._head.setText(heading)
        self._head.setVisible(bool(heading))
        self._foot.setVisible(bool(self._foot.text()))
        # It takes the keyboard itself only while there is no list: Shift+Tab leads past it.
        had_focus = self.hasFocus()
        self.setFocusProxy(self.list)
        if had_focus:
            self.list.setFocus()

    @property
    def versions_shown(self) -> int:
        """How many versions are listed."""
        return self._rows.rowCount()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        version = self._rows.version(index)
        if version is not None:
            self.version_chosen.emit(version)


class _VersionList(QListView):
    """Opens a version by a click or by Enter, as the tree opens posts."""

    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("versions")
        self.setAccessibleName("Versions of this post")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # Laid out a batch at a time: a post may have a thousand versions.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
