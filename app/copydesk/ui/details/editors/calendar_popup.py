"""A calendar that opens below a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QTransform
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat

    from copydesk.ui.theme.theme import Theme


class CalendarPopup(QFrame):
    """A month to pick a day from; arrows move, Enter picks, Escape closes.

    Signals:
        picked (date): This day.
    """

    picked = Signal(object)

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
        self._theme = theme
        theme.changed.connect(self._redress)
        self._redress()
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)
        for child in self._calendar.findChildren(QWidget):
            child.installEventFilter(self)

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

    def open_below(self, widget: QWidget, day: dt.date | None) -> None:
        """Opens under a widget, on a day or on today."""
        self._calendar.setSelectedDate(
            QDate(day.year, day.month, day.day) if day else QDate.currentDate()
        )
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        area = widget.screen().availableGeometry()
        if place.y() + self.height() > area.bottom():
            place.setY(widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        self.move(place)
        self.show()
        self._calendar.setFocus()

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
                self._pick(self._calendar.selectedDate())
                return True
        return super().eventFilter(watched, event)
