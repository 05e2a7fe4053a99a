"""Tabs with a number behind their words, in a colour of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QTabBar

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOptionTab

_GAP_PX = 5
# What the style sheet has below the words, so that the number stands on their line.
_BELOW_PX = 2
_SPACE = "\N{NO-BREAK SPACE}"


class CountedTabs(QTabBar):
    """A row of tabs, each with how much there is in it.

    The style sheet sets ``qproperty-warnColor`` and ``qproperty-badColor``.
    """

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[int, tuple[str, bool]] = {}
        self._colours = {"warn": QColor("black"), "bad": QColor("black")}

    def _warn_colour(self) -> QColor:
        return self._colours["warn"]

    def _set_warn_colour(self, colour: QColor) -> None:
        self._colours["warn"] = colour
        self.update()

    def _bad_colour(self) -> QColor:
        return self._colours["bad"]

    def _set_bad_colour(self, colour: QColor) -> None:
        self._colours["bad"] = colour
        self.update()

    warnColor = Property(QColor, _warn_colour, _set_warn_colour)  # noqa: N815 - Qt's way of naming
    badColor = Property(QColor, _bad_colour, _set_bad_colour)  # noqa: N815 - as above

    def show_count(self, index: int, count: int, *, bad: bool) -> None:
        """Shows a number behind a tab's words; nothing for 0."""
        wanted = (f"{count:,}" if count else "", bad)
        if self._counts.get(index, ("", False)) == wanted:
            return
        self._counts[index] = wanted
        words = self.tabText(index)
        self.setAccessibleTabName(index, f"{words}, {wanted[0]}" if wanted[0] else "")
        # The tab is laid out for another width only with other words.
        self.setTabText(index, f"{words} ")
        self.setTabText(index, words)

    def count_of(self, index: int) -> str:
        """What is shown behind a tab's words."""
        return self._counts.get(index, ("", False))[0]

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the number, too."""
        return super().tabSizeHint(index) + QSize(self._width(index), 0)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """As wide as its words and number."""
        return super().minimumTabSizeHint(index) + QSize(self._width(index), 0)

    def _width(self, index: int) -> int:
        number = self.count_of(index)
        return self.fontMetrics().horizontalAdvance(number) + _GAP_PX if number else 0

    def initStyleOption(self, option: QStyleOptionTab, tabIndex: int) -> None:  # noqa: N802, N803
        """Keeps room behind the words, so that they and their number stand in the middle."""
        super().initStyleOption(option, tabIndex)
        option.text = self.tabText(tabIndex) + _SPACE * self._spaces(tabIndex)

    def _spaces(self, index: int) -> int:
        """How many spaces are as wide as the number."""
        return -(-self._width(index) // max(self.fontMetrics().horizontalAdvance(_SPACE), 1))

    def number_rect(self, index: int) -> QRect:
        """Where a tab's number is painted."""
        rect, metrics = self.tabRect(index), self.fontMetrics()
        words = self.tabText(index)
        whole = metrics.horizontalAdvance(words + _SPACE * self._spaces(index))
        left = rect.center().x() - whole // 2 + metrics.horizontalAdvance(words) + _GAP_PX
        width = metrics.horizontalAdvance(self.count_of(index))
        return QRect(left, rect.top(), width, rect.height() - _BELOW_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the numbers behind the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        for index, (number, bad) in self._counts.items():
            if not number:
                continue
            painter.setPen(self._colours["bad" if bad else "warn"])
            painter.drawText(self.number_rect(index), Qt.AlignmentFlag.AlignVCenter, number)
        painter.end()
