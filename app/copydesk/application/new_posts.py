"""A new post is filled in from its title on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.application.workspace import Workspace
    from copydesk.services.open_document import OpenDocument


class NewPosts(QObject):
    """Puts the cursor into the title of a post just begun, once its form is there.

    Unless the keyboard went somewhere else meanwhile: nobody's keys are to land in a title.
    """

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._begun: Path | None = None
        self._keyboard: QWidget | None = None
        desk.files.begun.connect(self._await_form)
        desk.details_shown.connect(self._go_to_title)

    @Slot(object)
    def _await_form(self, path: Path) -> None:
        self._begun = path
        self._keyboard = self._desk.window.focusWidget()

    @Slot(object)
    def _go_to_title(self, document: OpenDocument | None) -> None:
        if document is None or self._begun is None or document.path != self._begun:
            return
        self._begun = None
        keyboard = self._desk.window.focusWidget()
        if keyboard is self._keyboard or self._desk.editors.isAncestorOf(keyboard):
            self._desk.details.focus_title()
