"""A calendar that opens below a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QTransform
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from copydesk.ui.details.editors.base import mark_invalid
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.popup_place import place_below
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat

    from copydesk.ui.theme.theme import Theme

# Qt's own calendar begins here: what came before was dated otherwise in most of the world.
_FIRST, _LAST = dt.date(1752, 9, 14), dt.date(9999, 12, 31)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_CLOCK_LENGTH = len("10:0")


class CalendarPopup(QFrame):
    """A month to pick a day from; arrows move, Enter picks, Escape closes.

    Where a time of day belongs to the date, there is a line for it below, which Tab leads to.

    Signals:
        picked (date): This day.
        time_picked (time): This hour and minute of the day that is there.
    """

    picked = Signal(object)
    time_picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar_popup")
        self._calendar = QCalendarWidget(self)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
        )
        self._calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self._calendar.setAccessibleName("Calendar")
        plain = self._weekday_format()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, plain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._calendar)
        layout.addLayout(self._make_foot())
        self._theme = theme
        theme.changed.connect(self._redress)
        self._redress()
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)
        for child in self._calendar.findChildren(QWidget):
            child.installEventFilter(self)

    def _make_foot(self) -> QHBoxLayout:
        """The line below: the time of day, and what goes to today."""
        self._time = LineInput(self)
        self._time.setPlaceholderText("HH:MM")
        self._time.setAccessibleName("Time of day")
        self._time.setFixedWidth(70)
        self._time.textEdited.connect(self._take_time)
        self._time_label = QLabel("Time", self)
        self._time_label.setBuddy(self._time)
        self._today = QPushButton("Today", self)
        self._today.setProperty("link", True)
        self._today.setAutoDefault(False)
        self._today.clicked.connect(self._pick_today)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 2, 8, 4)
        foot.addWidget(self._time_label)
        foot.addWidget(self._time)
        foot.addStretch(1)
        foot.addWidget(self._today)
        for part in (self._time, self._today):
            part.installEventFilter(self)
        return foot

    def _weekday_format(self) -> QTextCharFormat:
        """That of a Monday: a red weekend would read as an error."""
        return self._calendar.weekdayTextFormat(Qt.DayOfWeek.Monday)

    @Slot()
    def _redress(self) -> None:
        onward = icon("chevron-right", self._theme).pixmap(16, 16)
        back = onward.transformed(QTransform().scale(-1, 1))
        for name, words, pixmap in (
            ("qt_calendar_prevmonth", "Month before", back),
            ("qt_calendar_nextmonth", "Month after", onward),
        ):
            button = self._calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(QIcon(pixmap))
                button.setAccessibleName(words)
                button.setToolTip(words)

    def set_bounds(self, earliest: dt.date | None, latest: dt.date | None) -> None:
        """Greys out the days that the site does not take."""
        low, high = earliest or _FIRST, latest or _LAST
        if low <= high:
            self._calendar.setMinimumDate(QDate(low.year, low.month, low.day))
            self._calendar.setMaximumDate(QDate(high.year, high.month, high.day))
            self._today.setEnabled(low <= _today() <= high)

    def offer_time(self, time: dt.time | None, *, offered: bool) -> None:
        """Shows or hides the line for the time of day."""
        for part in (self._time_label, self._time):
            part.setVisible(offered)
        self._time.put(f"{time:%H:%M}" if time is not None else "")
        mark_invalid(self._time, False)

    @Slot(str)
    def _take_time(self, text: str) -> None:
        found = _CLOCK.fullmatch(text.strip())
        time = dt.time(int(found[1]), int(found[2])) if found else None
        mark_invalid(self._time, time is None and len(text.strip()) > _CLOCK_LENGTH)
        if time is not None:
            self.time_picked.emit(time)

    def open_below(self, widget: QWidget, day: dt.date | None) -> None:
        """Opens under a widget, on a day or on today."""
        self._calendar.setSelectedDate(
            QDate(day.year, day.month, day.day) if day else QDate.currentDate()
        )
        self.adjustSize()
        place_below(self, widget)
        self.show()
        self._calendar.setFocus()

    @Slot()
    def _pick_today(self) -> None:
        self._pick(QDate.currentDate())

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(dt.date(day.year(), day.month(), day.day()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with a watched widget's event."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if watched is self._time:
                    self.hide()
                elif watched is self._today:
                    self._pick_today()
                else:
                    self._pick(self._calendar.selectedDate())
                return True
        return super().eventFilter(watched, event)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
