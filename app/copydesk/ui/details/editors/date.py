"""The editor of a date, and of a date with a time of day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from copydesk.core.posts.field_edits import Bare
from copydesk.core.site.dates import day_of, spoken_note
from copydesk.core.site.field import FieldType
from copydesk.core.site.validate import value_trouble
from copydesk.core.site.written_dates import WrittenDate
from copydesk.ui.details.editors.base import FieldEditor, Shown, Surroundings, Wish
from copydesk.ui.details.editors.calendar_popup import CalendarPopup
from copydesk.ui.details.editors.inputs import LineInput
from copydesk.ui.details.editors.text import shown_text
from copydesk.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from copydesk.core.site.field import Field

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DateEditor(FieldEditor):
    """A date to type freely or to pick; what stands beside the day stays as it is written.

    Up and Down move the part at the cursor; the field's menu gives and takes time and zone.
    """

    def __init__(
        self, field: Field, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, surroundings, parent)
        self._bare = True
        # Whether it is text without quotes, and may go on so.
        self._plain = False
        self._settled = ""
        self._input = LineInput(self)
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
        self._input.menu_opened.connect(self._extend_menu)
        self._input.installEventFilter(self)
        self._input.setPlaceholderText(self._manner("").example)

    @property
    def main_input(self) -> QWidget:
        """What takes the focus and the label's name."""
        return self._input

    def _manner(self, text: str) -> WrittenDate:
        """A text as this field writes dates."""
        timed = self.field.type is FieldType.DATETIME
        return WrittenDate(text, self.field.date_format, timed=timed, bare=self._bare)

    def display(self, shown: Shown) -> None:
        """Puts a value on screen."""
        # A date that stands as text goes on as text; the site may count on either.
        if shown.value in (None, ""):
            self._bare = not self.field.as_text and not self._manner("").is_words
        else:
            self._bare = not isinstance(shown.value, str)
        yaml = shown.language == "yaml"
        self._plain = yaml and isinstance(shown.value, str) and shown.source == shown.value
        self._settled = shown_text(shown)
        self._input.put(self._settled)
        self._judge(self._settled)

    def set_read_only(self, read_only: bool) -> None:
        """Makes the value only readable."""
        self._input.setReadOnly(read_only)
        self._button.setEnabled(not read_only)

    # Picking and stepping ---------------------------------------------------------------------

    @Slot()
    def open_calendar(self) -> None:
        """Opens the calendar on the day that is shown."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self.surroundings.theme, self)
            self._calendar.picked.connect(self._take_day)
            self._calendar.time_picked.connect(self._take_time)
        date = self._manner(self._input.text())
        time = date.time if date.has_time or date.timed else None
        self._calendar.offer_time(time, offered=date.timed or date.has_time)
        self._calendar.set_bounds(day_of(self.field.earliest), day_of(self.field.latest))
        self._calendar.open_below(self._input, date.day)

    @Slot(object)
    def _take_day(self, day: dt.date) -> None:
        self._take(self._manner(self._input.text()).with_day(day))

    @Slot(object)
    def _take_time(self, time: dt.time) -> None:
        date = self._manner(self._input.text())
        if date.day is None:
            date = self._manner(date.with_day(_now().date()))
        self._take(date.with_time(time), focus=False)

    def _take(self, text: str, *, focus: bool = True) -> None:
        self._input.put(text)
        self._settled = text
        if focus:
            self._input.setFocus()
        self._judge(text)
        self._write(text, typed=False)

    def _step(self, by: int) -> bool:
        moved = self._manner(self._input.text()).stepped(self._input.cursorPosition(), by)
        if moved is None:
            return False
        text, start, end = moved
        self._input.put(text)
        self._settled = text
        self._input.setSelection(end, start - end)  # the cursor stays at the part's beginning
        self._judge(text)
        self._write(text)
        return True

    # Typing -----------------------------------------------------------------------------------

    @Slot(str)
    def _wish(self, text: str) -> None:
        self._judge(text, later=True)
        if not text.strip() or self._manner(text).is_whole:
            self._write(text)

    @Slot()
    def _finish(self) -> None:
        """Turns what was typed into the way dates are written, once the typing is over."""
        text = self._input.text()
        if text == self._settled:  # looking at a date must not rewrite it
            self.settle()
            return
        written = self._manner(text).tidied(_now())
        if written != text:
            self._input.put(written)
            self._judge(written)
            self._write(written)
        self._settled = written
        self.settle()

    def _write(self, text: str, *, typed: bool = True) -> None:
        text = text.strip()
        self.note_emptied(text)
        if self._bare or (self._plain and self._manner(text).reads_as_text):
            self.wished.emit(Wish(Bare(text), typed=typed))
        else:
            self.wished.emit(Wish(text, as_text=True, typed=typed))

    def take_back(self) -> bool:
        """Drops what is no date yet."""
        text = self._input.text()
        if self.shown is None or not text.strip() or self._manner(text).is_whole:
            return False
        if text == shown_text(self.shown):
            return False
        self.display(self.shown)
        return True

    def _judge(self, text: str, *, later: bool = False) -> None:
        self.complain(value_trouble(self.field, text.strip()), later=later)
        self.counted.emit(spoken_note(self._manner(text).moment))

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
            by = _STEPS.get(Qt.Key(event.key()))
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if by is not None and plain and not self._input.isReadOnly() and self._step(by):
                return True
        return super().eventFilter(watched, event)

    # The menu ---------------------------------------------------------------------------------

    @Slot(object)
    def _extend_menu(self, menu: QMenu) -> None:
        if not self._input.isReadOnly():
            menu.addSeparator()
            for words, text in self._manner(self._input.text()).offers(_now()):
                action = QAction(words, menu)
                action.setData(text)
                action.triggered.connect(self._take_offer)
                menu.addAction(action)
        self.menu_opened.emit(menu)

    @Slot()
    def _take_offer(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._take(str(action.data()))

    @Slot()
    def _redress(self) -> None:
        self._button.setIcon(icon("calendar", self.surroundings.theme))


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
