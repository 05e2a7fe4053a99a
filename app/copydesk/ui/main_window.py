"""The window: it arranges the panels and knows nothing of what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from copydesk.ui.frame.notices import Notices
from copydesk.ui.frame.status_bar import StatusBar
from copydesk.ui.icons import product_icon
from copydesk.ui.widgets.named import named
from copydesk.ui.widgets.tab_order import go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent

    from copydesk.ui.frame.top_bar import TopBar
    from copydesk.ui.theme.theme import Theme

_SMALLEST_PX = (1024, 640)
_FIRST_PX = (1440, 900)
# Beside a window that is narrower, the text gets what the panels can spare.
_NARROW_PX = 1200
_SIDE_PX = {"posts": 264, "details": 308}
_NARROW_SIDE_PX = {"posts": 210, "details": 260}
_LEAST_PX = {"posts": 200, "middle": 420, "details": 260}


class MainWindow(QMainWindow):
    """Top bar; posts, middle and details side by side; notices; status bar.

    Signals:
        close_requested: The editor wants to leave; the window stays until `leave` is called.
        activated: The window came to the front, so the disk may have changed meanwhile.
        paths_dropped (list[str]): Files or folders were dropped on the window.
    """

    close_requested = Signal()
    activated = Signal()
    paths_dropped = Signal(list)

    def __init__(
        self, top_bar: TopBar, posts: QWidget, middle: QWidget, details: QWidget, theme: Theme
    ) -> None:
        super().__init__()
        self.setWindowTitle("Copydesk")
        self.setWindowIcon(product_icon())
        self.setMinimumSize(*_SMALLEST_PX)
        self.setAcceptDrops(True)
        self._leaving = False
        self._widths_chosen = False
        self._side_before = 0
        self._regions: tuple[QWidget, ...] = ()
        self.top_bar = top_bar
        self.notices = Notices(theme)
        self.status = StatusBar()
        self._panels = {"posts": posts, "middle": middle, "details": details}
        self._columns = named(QSplitter(Qt.Orientation.Horizontal), "columns")
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        for name, panel in self._panels.items():
            panel.setMinimumWidth(_LEAST_PX[name])
            self._columns.addWidget(panel)
            self._columns.setStretchFactor(self._columns.count() - 1, int(name == "middle"))
        self._columns.splitterMoved.connect(self._keep_widths)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top_bar)
        column.addWidget(self._columns, 1)
        column.addWidget(self.notices)
        self.notices.keyboard_left.connect(self._panels["middle"].setFocus)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        available = QGuiApplication.primaryScreen().availableSize()
        self.resize(QSize(*_FIRST_PX).boundedTo(available))

    def show_panel(self, name: str, *, shown: bool) -> None:
        """Shows or puts away "posts" or "details"."""
        panel = self._panels[name]
        if not shown and panel.isAncestorOf(QApplication.focusWidget() or self):
            self._panels["middle"].setFocus()
        panel.setVisible(shown)

    @Slot()
    def _keep_widths(self) -> None:
        self._widths_chosen = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns widths that fit, until the editor has chosen some."""
        super().resizeEvent(event)
        if not self._widths_chosen:
            sides = _NARROW_SIDE_PX if self.width() < _NARROW_PX else _SIDE_PX
            middle = self.width() - sum(sides.values())
            self._columns.setSizes([sides["posts"], middle, sides["details"]])

    def sizes(self) -> list[int]:
        """The widths of the three columns, in pixels."""
        return self._columns.sizes()

    def restore(self, geometry: bytes, sizes: list[int]) -> None:
        """Puts window and columns where they were; what does not fit the screen is left out."""
        if geometry:
            self.restoreGeometry(QByteArray(geometry))
        available = QGuiApplication.primaryScreen().availableGeometry()
        if not available.intersects(self.frameGeometry()):
            self.move(available.topLeft())
        if len(sizes) == self._columns.count() and all(size >= 0 for size in sizes):
            self._columns.setSizes(sizes)
            self._keep_widths()

    def widen_side(self, *, wide: bool) -> None:
        """Gives the right column half of what it shares with the middle, or its own width again."""
        posts, middle, side = self._columns.sizes()
        if wide:
            self._side_before = side
            half = (middle + side) // 2
            self._columns.setSizes([posts, middle + side - half, half])
        else:
            before = self._side_before or side
            self._columns.setSizes([posts, middle + side - before, before])

    def set_tab_regions(self, regions: Sequence[QWidget]) -> None:
        """Sets what Tab goes through, in order."""
        self._regions = tuple(regions)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab: on to the next part, as the parts stand on screen."""
        if go_on(self, self._regions, forwards=forwards):
            return True
        return super().focusNextPrevChild(forwards)

    def focus_next_panel(self, panels: list[QWidget | None], *, backwards: bool = False) -> None:
        """Moves the keyboard on to the next visible one of ``panels``, in that order."""
        stops = [panel for panel in panels if panel is not None and panel.isVisible()]
        focus = QApplication.focusWidget()
        here = next(
            (i for i, w in enumerate(stops) if focus and (w is focus or w.isAncestorOf(focus))), -1
        )
        step = -1 if backwards else 1
        if stops:
            target = stops[(here + step) % len(stops)]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            if not _taken_up(target):
                _first_stop(target).setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def leave(self) -> None:
        """Closes the window for good."""
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks whoever listens first."""
        if self._leaving:
            event.accept()
        else:
            event.ignore()
            self.close_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button as the space bar does; Qt has that in dialogs only."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focus, QAbstractButton
        ):
            focus.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tells when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Passes dropped files and folders on."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)


def _taken_up(panel: QWidget) -> bool:
    """Whether a panel that was given the keyboard can use it, or has passed it on."""
    taker = panel
    while (proxy := taker.focusProxy()) is not None:
        taker = proxy
    passed_on = QApplication.focusWidget() is not taker
    return passed_on or bool(taker.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _first_stop(panel: QWidget) -> QWidget:
    """What takes the keyboard for a panel: itself, or the first of its parts that Tab goes to."""
    if panel.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return panel
    # Parts that came later stand at the end of the window's chain.
    part = panel.nextInFocusChain()
    while part is not None and part is not panel:
        stops = part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if stops and panel.isAncestorOf(part) and part.isVisible() and part.isEnabled():
            return part
        part = part.nextInFocusChain()
    return panel
