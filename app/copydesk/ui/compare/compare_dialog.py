"""A window of its own for a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from copydesk.ui.compare.compare_view import CompareView
from copydesk.ui.widgets.tab_order import go_on

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from copydesk.ui.theme.theme import Theme

_SIZE_PX = QSize(1_000, 700)
_SMALLEST_PX = QSize(420, 320)
_LAST_SIZE = [_SIZE_PX]


class CompareDialog(QDialog):
    """A `CompareView` with the caller's buttons below it; as large as the last one was left.

    Attributes:
        view: The comparison; made by the dialog.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(_SMALLEST_PX)
        self.resize(_LAST_SIZE[-1].boundedTo(parent.window().size()))
        self.view = CompareView(theme)
        self.close_button = QPushButton("Close")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        foot = QWidget()
        self._regions: tuple[QWidget, ...] = (self.view.head, self.view, foot)
        self._buttons = QHBoxLayout(foot)
        self._buttons.setContentsMargins(12, 10, 12, 10)
        self._buttons.addWidget(self.close_button)
        self._news = QLabel()
        self._news.setProperty("quiet", True)
        self._buttons.addWidget(self._news)
        self._buttons.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(foot)
        self.finished.connect(self._keep_size)
        self.view.setFocus()

    def add_bar(self, bar: QWidget) -> None:
        """Puts a line above the comparison."""
        self._column.insertWidget(0, bar)
        self._regions = (bar, *self._regions)

    def add_button(self, button: QAbstractButton) -> None:
        """Puts a button at the right of the lower edge, after those before it.

        A “Close” that rejects stands at the far left already.
        """
        self._buttons.addWidget(button)

    def say(self, news: str) -> None:
        """Says below what was done; "" for nothing. The window behind can't be read meanwhile."""
        self._news.setText(news)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab: the switches, the texts, the buttons below, as they stand."""
        return go_on(self, self._regions, forwards=forwards) or super().focusNextPrevChild(forwards)

    def _keep_size(self) -> None:
        _LAST_SIZE.append(self.size())
        del _LAST_SIZE[:-1]
