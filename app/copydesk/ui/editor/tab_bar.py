"""The tabs of the open posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QWidget

from copydesk.core.posts.metadata import read_metadata
from copydesk.ui.icons import icon
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.theme.theme import Theme

_HEIGHT_PX = 34
_LONGEST_TITLE_PX = 230
# A title without a field for it is the first heading, which is looked for so far.
_TITLE_WITHIN = 4_000


class TabBar(QWidget):
    """One tab for each open document, by its title, with a dot while it is unsaved.

    Signals:
        chosen (OpenDocument): Its tab was clicked, or reached by the keyboard.
        close_requested (OpenDocument): Its tab is to be closed.
    """

    chosen = Signal(object)
    close_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("editorTabs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT_PX)
        self._tabs = named(_Tabs(self), "tabs")
        self._tabs.setAccessibleName("Open posts")
        self._tabs.setMovable(True)
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.currentChanged.connect(self._on_current)
        self._tabs.middle_clicked.connect(self._on_middle_click)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._tabs, 1)
        theme.changed.connect(self._dress)

    def documents(self) -> list[OpenDocument]:
        """The documents in the order of their tabs."""
        return [self._tabs.tabData(index) for index in range(self._tabs.count())]

    @property
    def current(self) -> OpenDocument | None:
        """The document whose tab is in front."""
        data: OpenDocument | None = self._tabs.tabData(self._tabs.currentIndex())
        return data

    def add(self, document: OpenDocument) -> None:
        """Adds a tab at the end, without going there."""
        was_blocked = self._tabs.blockSignals(True)
        try:
            index = self._tabs.addTab("")
            self._tabs.setTabData(index, document)
            self._tabs.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._closer(document))
        finally:
            self._tabs.blockSignals(was_blocked)
        self.refresh(document)

    def remove(self, document: OpenDocument) -> None:
        """Takes its tab away."""
        if document in self.documents():
            index = self.documents().index(document)
            self._tabs.removeTab(index)

    def show_document(self, document: OpenDocument) -> None:
        """Brings its tab to the front."""
        self._tabs.setCurrentIndex(self.documents().index(document))

    def step(self, by: int) -> None:
        """Goes to the next tab, or the one before, around the ends."""
        if self._tabs.count():
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def sort(self, key: Callable[[OpenDocument], int]) -> None:
        """Puts the tabs in order."""
        for place, document in enumerate(sorted(self.documents(), key=key)):
            self._tabs.moveTab(self.documents().index(document), place)

    def refresh(self, document: OpenDocument, *_changed: object) -> None:
        """Shows its title, its path and whether it is unsaved as they are now."""
        documents = self.documents()
        if document not in documents:
            return
        index = documents.index(document)
        title = title_of(document)
        # Shortened here and not by the tab, which would cut the dot off.
        short = self._tabs.fontMetrics().elidedText(
            title, Qt.TextElideMode.ElideRight, _LONGEST_TITLE_PX
        )
        shown = f"{short} ●" if document.modified else short
        if self._tabs.tabText(index) != _escaped(shown):
            self._tabs.setTabText(index, _escaped(shown))
        self._tabs.setTabToolTip(index, f"{title}\n{document.path or 'Not saved yet'}")
        self._tabs.setAccessibleTabName(
            index, f"{title}, not saved" if document.modified else title
        )

    def _closer(self, document: OpenDocument) -> QToolButton:
        button = named(_CloseButton(document), "closeTab")
        button.setIcon(icon("x", self._theme))
        button.setIconSize(QSize(14, 14))
        button.setToolTip("Close the tab (Ctrl+W)")
        button.setAccessibleName("Close the tab")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.close_requested.connect(self.close_requested)
        return button

    @Slot()
    def _dress(self) -> None:
        for index in range(self._tabs.count()):
            button = self._tabs.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                button.setIcon(icon("x", self._theme))

    @Slot(int)
    def _on_current(self, index: int) -> None:
        self.chosen.emit(self._tabs.tabData(index) if index >= 0 else None)

    @Slot(int)
    def _on_middle_click(self, index: int) -> None:
        self.close_requested.emit(self._tabs.tabData(index))


class _Tabs(QTabBar):
    middle_clicked = Signal(int)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index >= 0:
            self.middle_clicked.emit(index)
        super().mouseReleaseEvent(event)


class _CloseButton(QToolButton):
    close_requested = Signal(object)

    def __init__(self, document: OpenDocument) -> None:
        super().__init__()
        self._document = document
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.close_requested.emit(self._document)


def title_of(document: OpenDocument) -> str:
    """What a document is called: its title, else its file's name, else "Untitled"."""
    fields = document.frontmatter
    name = document.name
    body = document.text[fields.body_start : fields.body_start + _TITLE_WITHIN]
    return read_metadata(fields.data, body, name).title or name


def _escaped(title: str) -> str:
    return title.replace("&", "&&")
