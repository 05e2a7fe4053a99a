"""The editor of a date, and of a date with a time of day."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from copydesk.core.site.dates import day_of, has_time, spoken_day, with_day
from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.base import FieldEditor, Shown, Surroundings, Wish
from copydesk.ui.details.editors.calendar_popup import CalendarPopup
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.text import shown_text
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.field import Field

_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[Tt\s]+\d{1,2}:\d{2}.*)", re.ASCII)
_WITHOUT_SECONDS = re.compile(r"^(.*[Tt\s]\d{1,2}:\d{2})(?=$|\s*[Zz+-])", re.ASCII)


class DateEditor(FieldEditor):
    """A date to type freely or to pick; what stands beside the day stays as it is written."""

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._bare = True
        self._settled = ""
        self._input = LineInput(self)
        self._input.setPlaceholderText(
            "YYYY-MM-DD HH:MM:SS" if field.type is FieldType.DATETIME else "YYYY-MM-DD"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._input)
        self._calendar: CalendarPopup | None = None
        self._button = self._input.addAction(
            icon("calendar", surroundings.theme), QLineEdit.ActionPosition.TrailingPosition
        )
        self._button.setToolTip("Pick a day (Alt+Down)")
        self._button.setText("Pick a day")
        self._button.triggered.connect(self.open_calendar)
        surroundings.theme.changed.connect(self._redress)
        self._input.textEdited.connect(self._wish)
        self._input.left.connect(self._finish)
        self._input.returnPressed.connect(self._finish)
        self._input.menu_opened.connect(self.menu_opened)
        self._input.installEventFilter(self)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._input

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        # A date that stands as text goes on as text; the site may count on either.
        self._bare = not isinstance(shown.value, str) or not shown.value
        self._settled = shown_text(shown)
        self._input.put(self._settled)
        self.complain(self._trouble(self._input.text()))

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._input.setReadOnly(read_only)
        self._button.setEnabled(not read_only)

    @Slot()
    def open_calendar(self) -> None:
        """Opens the calendar on the day that is shown."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self.surroundings.theme, self)
            self._calendar.picked.connect(self._take_day)
        self._calendar.open_below(self._input, day_of(self._input.text()))

    @Slot(object)
    def _take_day(self, day: dt.date) -> None:
        self._input.put(with_day(self._input.text(), day))
        self._input.setFocus()
        self.complain("")
        self._write(self._input.text(), typed=False)

    @Slot(str)
    def _wish(self, text: str) -> None:
        self.complain(self._trouble(text), later=True)
        if not text.strip() or (_WHOLE.match(text.strip()) and day_of(text)):
            self._write(text)

    @Slot()
    def _finish(self) -> None:
        """Turns what was typed into the way dates are written, once the typing is over."""
        text = self._input.text()
        if text == self._settled:  # looking at a date must not rewrite it
            self.settle()
            return
        day = spoken_day(text, dt.datetime.now().astimezone().date())
        written = day.isoformat() if day else text
        if has_time(written) and self._bare:
            # Without seconds YAML reads no time but text.
            written = _WITHOUT_SECONDS.sub(r"\1:00", written.strip())
        if written != text:
            self._input.put(written)
            self.complain(self._trouble(written))
            self._write(written)
        self._settled = written
        self.settle()

    def _write(self, text: str, *, typed: bool = True) -> None:
        text = text.strip()
        if self._bare:
            self.wished.emit(Wish(source=text, typed=typed))
        else:
            self.wished.emit(Wish(text, as_text=True, typed=typed))

    def _trouble(self, text: str) -> str:
        if not text.strip() or day_of(text):
            return ""
        return "This is not a date yet: write it like 2026-11-22."

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks what to do with a watched widget's event."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt_down = (
                event.key() == Qt.Key.Key_Down
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if (alt_down or event.key() == Qt.Key.Key_F4) and not self._input.isReadOnly():
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _redress(self) -> None:
        self._button.setIcon(icon("calendar", self.surroundings.theme))
