"""The button at the top right that takes a post its next step, with all steps in its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from copydesk.ui.actions import Actions
    from copydesk.ui.frame.menus import Menus

NEXT = "review.next-step"
STEPS = ("review.status-draft", "review.status-review", "review.status-ready")


class StatusButton(QWidget):
    """Two buttons that look like one: the next step, and the menu of all.

    Where the desk knows no next step, the first says how far the post is, and opens the menu too.
    """

    def __init__(self, actions: Actions, menus: Menus) -> None:
        super().__init__()
        self._next = actions.get(NEXT)
        self._step = named(QPushButton(), "stepButton")
        self._all = named(QPushButton("▾"), "stepsButton")
        self._all.setAccessibleName("Status of the post")
        self._all.setToolTip("Status of the post")
        self._menu = menus.menu(STEPS, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for button in (self._step, self._all):
            button.setProperty("primary", True)
            row.addWidget(button)
        self._status = ""
        self._step.clicked.connect(self._go_on)
        self._all.clicked.connect(self.open_menu)
        self._next.changed.connect(self._follow)
        self._follow()

    def show_status(self, status: str) -> None:
        """Shows how far the post is, "In review"; "" where there is none."""
        self._status = status
        self._follow()

    @Slot()
    def open_menu(self) -> None:
        """Opens the menu of all steps."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot()
    def _go_on(self) -> None:
        if self._next.isEnabled():
            self._next.trigger()
        else:
            self.open_menu()

    @Slot()
    def _follow(self) -> None:
        leads_on = self._next.isEnabled()
        words = self._next.text() if leads_on or not self._status else self._status
        key = self._next.shortcut().toString()
        self._step.setText(words)
        self._step.setAccessibleName(words)
        self._step.setAccessibleDescription(f"Now: {self._status}" if self._status else "")
        self._step.setToolTip(f"{words} ({key})" if leads_on else "Status of the post")
        for button in (self._step, self._all):
            button.setEnabled(bool(self._status))
            if button.property("primary") != leads_on:
                button.setProperty("primary", leads_on)
                button.style().unpolish(button)
                button.style().polish(button)
