"""Keeps the preview closed where it can't be shut off, until the editor wants it all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.core.web_sandbox import accept_weaker, obstacle

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace

_BUTTON = "Show it with less protection"
_STILL_SAFE = "Writing and saving work as always."


class PreviewGuard(QObject):
    """Asks before a web page runs with Chromium's inner sandbox alone, and keeps the answer.

    Without it, Chromium would go without its outer sandbox in silence, or end the whole desk; which
    of the two depends on how the system refuses (`core/web_sandbox.py`).
    """

    def __init__(self, desk: Workspace) -> None:
        """Looks what the trial at the start met; call before the window is shown."""
        super().__init__(desk)
        self._desk = desk
        found = obstacle()
        if found is None:
            return
        if desk.settings.values.weaker_preview:
            accept_weaker()
            return
        desk.preview.hold_back(
            f"The preview is closed. {found.sentence}\n\n{found.next_step} {_STILL_SAFE}", _BUTTON
        )
        desk.preview.page_requested.connect(self._accept)

    @Slot()
    def _accept(self) -> None:
        self._desk.settings.set("weaker_preview", True)
        accept_weaker()
        self._desk.preview.release()
