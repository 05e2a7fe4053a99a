"""The widget that shows the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QWheelEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from copydesk.ui.preview.locked_page import LockedPage

# What one notch of an ordinary mouse wheel turns, as Qt counts (QWheelEvent.angleDelta).
_NOTCH = 120


class PreviewView(QWebEngineView):
    """A web view with the desk's own menu and zoom, that takes no drops.

    Signals:
        zoom_stepped (int): Ctrl and the wheel were turned; up is positive.
    """

    zoom_stepped = Signal(int)

    def __init__(self, page: LockedPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turned = 0
        self.setPage(page)
        self.setAccessibleName("Preview")
        self.setAcceptDrops(False)

    def childEvent(self, event: QChildEvent) -> None:
        """Listens to the wheel on every child."""
        # The wheel reaches a child that Chromium makes anew when its process does.
        if event.type() == QEvent.Type.ChildAdded and event.child().isWidgetType():
            event.child().installEventFilter(self)
        super().childEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the wheel for zooming while Ctrl is held."""
        if (
            isinstance(event, QWheelEvent)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._turned += event.angleDelta().y()
            steps = int(self._turned / _NOTCH)
            if steps:
                self._turned -= steps * _NOTCH
                self.zoom_stepped.emit(steps)
            return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the desk's own menu."""
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """The menu of the page: copy and select all, nothing of the browser's."""
        menu = QMenu(self)
        page = self.page()
        copy = menu.addAction("Copy")
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setEnabled(page.hasSelection())
        copy.triggered.connect(page.action(QWebEnginePage.WebAction.Copy).trigger)
        select = menu.addAction("Select all")
        select.setShortcut(QKeySequence.StandardKey.SelectAll)
        select.triggered.connect(page.action(QWebEnginePage.WebAction.SelectAll).trigger)
        return menu
