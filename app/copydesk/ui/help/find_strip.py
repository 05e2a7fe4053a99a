"""The strip under a page that finds words on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from copydesk.ui.help.tool_button import tool_button
from copydesk.ui.icons import icon
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from copydesk.ui.help.page_view import PageView
    from copydesk.ui.theme.theme import Theme

_FIELD_PX = 280


class FindStrip(QWidget):
    """A field, how often its words stand on the page, and the ways to them.

    Signals:
        closed: It was put away; the page wants the keyboard.
    """

    closed = Signal()

    def __init__(self, page: PageView, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("helpFind")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page, self._theme = page, theme
        self._field = named(QLineEdit(), "helpFindField")
        self._field.setAccessibleName("Find on this page")
        self._field.setPlaceholderText("Find on this page")
        self._field.setMaximumWidth(_FIELD_PX)
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self._buttons = {
            "chevron-up": tool_button("The one before (Shift+F3)", self.previous),
            "chevron-down": tool_button("The next one (F3)", self.next),
            "x": tool_button("Close (Esc)", self.close_strip),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 10, 7)
        row.addWidget(self._field, 1)
        row.addWidget(self._buttons["chevron-up"])
        row.addWidget(self._buttons["chevron-down"])
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._buttons["x"])
        self._field.textChanged.connect(self._follow)
        self._field.returnPressed.connect(self.next)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @Slot()
    def open(self) -> None:
        """Shows itself, with what is selected on the page to be found."""
        self.show()
        if selected := self._page.textCursor().selectedText().strip():
            self._field.setText(selected)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def close_strip(self) -> None:
        """Puts itself away."""
        self.hide()
        self._page.end_finding()
        self.closed.emit()

    @Slot()
    def next(self) -> None:
        """Goes on to the next place."""
        self._go()

    @Slot()
    def previous(self) -> None:
        """Goes back to the place before."""
        self._go(backwards=True)

    @Slot()
    def follow_page(self) -> None:
        """Counts anew: another page is in front."""
        if not self.isHidden():
            self._say()

    def _go(self, *, backwards: bool = False) -> None:
        if self.isHidden():
            self.open()
        self._page.find_next(self._field.text(), backwards=backwards)

    @Slot()
    def _follow(self) -> None:
        self._page.find_next(self._field.text(), again=False)
        self._say()

    def _say(self) -> None:
        text = self._field.text()
        count = self._page.count(text)
        self._count.setText(f"{count:,} found" if count else "Not on this page" if text else "")

    @Slot()
    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icon(name, self._theme))
