"""Keeps the window's title, the top bar and the status bar true."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.core.markup.engine import DEFAULT_ENGINE
from copydesk.core.posts.encoding import newline_label
from copydesk.core.site.model import site_label
from copydesk.services.open_document import DiskState

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace
    from copydesk.core.site.model import Site
    from copydesk.services.open_document import OpenDocument

_WATCH_WORDS = {
    "watching": ("● watching", "Changes by other programs show at once.", "ok"),
    "polling": (
        "● looking every few seconds",
        "The system's limit of watched folders is reached.",
        "warn",
    ),
    "away": ("● folder is away", "It is watched for; your open posts keep their text.", "warn"),
}


class StatusLines(QObject):
    """Listens to everything that the bars show."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._saved_at: dict[OpenDocument, str] = {}
        desk.site_changed.connect(self._show_site)
        desk.engine_changed.connect(self.show_engine)
        desk.editors.current_changed.connect(self._show_document)
        desk.editors.position_changed.connect(self._show_position)
        desk.editors.statistics_changed.connect(self._show_statistics)
        desk.library.watch_state_changed.connect(self._show_watch)
        desk.documents.opened.connect(self._follow)
        desk.documents.saved.connect(self._note_save)
        desk.documents.closed.connect(self._forget)
        self._show_document(None)
        self._show_site(None)

    @Slot(object)
    def _show_site(self, site: Site | None) -> None:
        self._desk.window.top_bar.show_site(site.name if site else "")
        self.show_engine()
        if site is None:
            self._desk.status.show_text("watch", "")

    @Slot()
    def show_engine(self) -> None:
        """Names the engine in force, and that it was chosen by hand where it was."""
        site, engine = self._desk.site, self._desk.engine
        text = ""
        if site or self._desk.editors.current_document:
            text = site_label(site.generator if site else None, engine)
            if engine != (site.engine if site else DEFAULT_ENGINE):
                text += " (chosen)"
        self._desk.status.show_text("engine", text)

    @Slot()
    def _show_format(self) -> None:
        document = self._desk.editors.current_document
        if document is not None:
            newline = newline_label(document.text)
            self._desk.status.show_text("format", f"{document.text_format.label} · {newline}")

    def _follow(self, document: OpenDocument) -> None:
        document.format_changed.connect(self._show_format)
        document.modified_changed.connect(self._show_saved)
        document.disk_state_changed.connect(self._show_saved)
        document.path_changed.connect(self._show_saved)

    @Slot(object)
    def _show_document(self, document: OpenDocument | None) -> None:
        status = self._desk.status
        if document is None:
            for name in ("words", "position", "format"):
                status.show_text(name, "")
        else:
            self._show_format()
        self.show_engine()
        self._show_saved()

    @Slot()
    def _show_saved(self) -> None:
        document = self._desk.editors.current_document
        window = self._desk.window
        site = self._desk.site.name if self._desk.site else ""
        if document is None:
            window.setWindowTitle(site or "Copydesk")
            window.setWindowModified(False)
            self._desk.status.show_text("saved", "")
            return
        window.setWindowTitle(f"{document.name}[*]{' — ' + site if site else ''}")
        window.setWindowModified(document.modified)
        text, mood = self._saved_at.get(document, "Saved"), ""
        if document.disk_state is DiskState.DELETED:
            text, mood = "Deleted on disk", "warn"
        elif document.disk_state is DiskState.CHANGED:
            text, mood = "Changed on disk too", "warn"
        elif document.modified or document.path is None:
            text = "Not saved yet"
        self._desk.status.show_text("saved", text, mood=mood)

    @Slot(object)
    def _note_save(self, document: OpenDocument) -> None:
        self._saved_at[document] = f"Saved {datetime.now().astimezone():%H:%M}"
        self._show_saved()

    @Slot(object)
    def _forget(self, document: OpenDocument) -> None:
        self._saved_at.pop(document, None)

    @Slot(int, int)
    def _show_position(self, line: int, column: int) -> None:
        self._desk.status.show_text("position", f"Line {line + 1}, col {column + 1}")

    @Slot(int, int)
    def _show_statistics(self, words: int, minutes: int) -> None:
        unit = "word" if words == 1 else "words"
        self._desk.status.show_text("words", f"{words:,} {unit} · {minutes} min")

    @Slot(str)
    def _show_watch(self, state: str) -> None:
        text, tip, mood = _WATCH_WORDS.get(state, ("", "", ""))
        self._desk.status.show_text("watch", text, tip, mood)
