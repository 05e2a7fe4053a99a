"""What stands in the middle of the desk while nothing is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from copydesk.ui.icons import product_icon
from copydesk.ui.welcome.way_row import WayRow
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from copydesk.services.recent_folders import RecentFolder
    from copydesk.ui.theme.theme import Theme

_WIDTH_PX, _MARGIN_PX = 460, 24
_MARK_PX, _INDENT_PX = 44, 12
# Action, icon, name and line of each way.
_WAYS = (
    (
        "file.open-folder",
        "folder-open",
        "Open a folder of posts",
        "The folder your site is made from, or drop one here",
    ),
    (
        "file.clone",
        "folder-down",
        "Clone a site…",
        "Copy one from its git address to this computer",
    ),
    (
        "file.open-sample",
        "newspaper",
        "Try the sample newsroom",
        "A small paper to write in, in a folder of your own",
    ),
)


class WelcomePage(QScrollArea):
    """The program's name, three ways to begin, and the folders opened before.

    Signals:
        asked (str): The action of a way.
        folder_chosen (Path): One of the folders is wanted.
        folder_removed (Path): One is to go from the list.
    """

    asked = Signal(str)
    folder_chosen = Signal(object)
    folder_removed = Signal(object)

    def __init__(self, theme: Theme, keys: dict[str, QKeySequence]) -> None:
        """Makes the page; ``keys`` holds the shortcuts of actions."""
        super().__init__()
        self.setObjectName("welcome")
        self.setAccessibleName("Welcome")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._ways = [self._way(*way, keys.get(way[0], QKeySequence())) for way in _WAYS]
        self._heading = named(QLabel("Opened before"), "welcomeHeading")
        self._folders = QVBoxLayout()
        self._folders.setSpacing(2)
        self._listed: list[WayRow] = []
        self._heading.hide()
        self.setWidget(self._arrange())
        self.setFocusProxy(self._ways[0])

    def _way(
        self, action: str, icon_name: str, title: str, line: str, keys: QKeySequence
    ) -> WayRow:
        key = keys.toString(QKeySequence.SequenceFormat.NativeText)
        row = named(WayRow(icon_name, title, line, self._theme, key=key), action)
        row.clicked.connect(partial(self.asked.emit, action))
        return row

    def _arrange(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addSpacing(22)
        for row in self._ways:
            column.addWidget(row)
        column.addSpacing(20)
        self._heading.setContentsMargins(_INDENT_PX, 0, 0, 4)
        column.addWidget(self._heading)
        column.addLayout(self._folders)
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH_PX)
        column.setContentsMargins(0, 0, 0, 0)
        page = named(QWidget(), "welcomePage")
        around = QHBoxLayout(page)
        around.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        around.addStretch(1)
        around.addWidget(middle, 100)
        around.addStretch(1)
        return page

    def _head(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(product_icon().pixmap(_MARK_PX, _MARK_PX))
        name = named(QLabel("Copydesk"), "welcomeName")
        motto = QLabel("A desk for editors of Markdown posts")
        motto.setProperty("quiet", True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(name)
        words.addWidget(motto)
        head = QHBoxLayout()
        head.setContentsMargins(_INDENT_PX, 0, _INDENT_PX, 0)
        head.setSpacing(14)
        head.addWidget(mark)
        head.addLayout(words, 1)
        return head

    @property
    def rows(self) -> list[WayRow]:
        """The ways, then the folders, as they stand."""
        return self._ways + self._listed

    @Slot(object)
    def show_folders(self, folders: Sequence[RecentFolder]) -> None:
        """Lists the folders opened before."""
        had_keyboard = any(row.hasFocus() for row in self._listed)
        for row in self._listed:
            self._folders.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._listed = [self._folder(folder) for folder in folders]
        for row in self._listed:
            self._folders.addWidget(row)
        if had_keyboard:
            self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._heading.setVisible(bool(folders))

    def _folder(self, folder: RecentFolder) -> WayRow:
        row = WayRow("folder", folder.name, folder.place, self._theme)
        row.make_removable()
        row.clicked.connect(partial(self.folder_chosen.emit, folder.path))
        row.removed.connect(partial(self._remove, row, folder.path))
        return row

    def _remove(self, row: WayRow, path: Path) -> None:
        place, had_keyboard = self.rows.index(row), row.hasFocus()
        self._listed.remove(row)
        if had_keyboard:
            next_one = self.rows[min(place, len(self.rows) - 1)]
            next_one.setFocus(Qt.FocusReason.TabFocusReason)
        self._folders.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._heading.setVisible(bool(self._listed))
        self.folder_removed.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from row to row."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        rows = self.rows
        here = next((place for place, row in enumerate(rows) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        row = rows[max(0, min(len(rows) - 1, here + step))]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(row)
