"""The right column: a row of tabs, and below it the page of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from copydesk.ui.frame.counted_tabs import CountedTabs
from copydesk.ui.widgets.named import named
from copydesk.ui.widgets.place import Place


class SideColumn(QWidget):
    """What is known of the post in front, a page each.

    Signals:
        page_changed (str): Another page is in front, by its name.
    """

    page_changed = Signal(str)

    def __init__(self, pages: dict[str, str]) -> None:
        """Makes an empty page for each name, with its label."""
        super().__init__()
        self._tabs = named(CountedTabs(), "sideTabs")
        self._tabs.setAccessibleName("About this post")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(True)
        self._tabs.setUsesScrollButtons(False)
        self._stack = QStackedWidget()
        self._pages: dict[str, Place] = {}
        for name, label in pages.items():
            self._pages[name] = Place()
            self._stack.addWidget(self._pages[name])
            self._tabs.setTabData(self._tabs.addTab(label), name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._turn)
        self.setFocusProxy(next(iter(self._pages.values())))

    @property
    def current(self) -> str:
        """The name of the page in front."""
        name: str = self._tabs.tabData(self._tabs.currentIndex())
        return name

    def place(self, name: str) -> Place:
        """Where the panel of a page goes."""
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Brings a page to the front."""
        self._tabs.setCurrentIndex(list(self._pages).index(name))

    def show_count(self, name: str, count: int, *, bad: bool = False) -> None:
        """Shows behind a page's label how much there is in it; nothing for 0.

        Args:
            name: The page's.
            count: How much.
            bad: Whether some of it must be put right.
        """
        self._tabs.show_count(list(self._pages).index(name), count, bad=bad)

    @Slot(int)
    def _turn(self, index: int) -> None:
        page = self._pages[self._tabs.tabData(index)]
        stays = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        if stays:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_changed.emit(self.current)
