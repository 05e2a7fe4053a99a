"""Says in one line what was recognised of the site, where no post is open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace

_CHOOSE = "Choose a post from the list, or press Ctrl+P."
_WRITE = "Press Ctrl+N to write the first one, or open another folder."
_BEGIN = "Open a folder of posts to begin, or drop one here."
# The listing, the reading and the schema come one after the other.
_SETTLE_MS = 50


class SiteLine(QObject):
    """Keeps the words of the empty editor true."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._soon.timeout.connect(self.show_line)
        desk.site_changed.connect(self._soon.start)
        desk.schemas.changed.connect(self._soon.start)
        desk.library.names_listed.connect(self._soon.start)
        desk.library.loaded.connect(self._soon.start)
        desk.editors.current_changed.connect(self._soon.start)
        self.show_line()

    @Slot()
    def show_line(self) -> None:
        """Says what is known by now."""
        desk, site = self._desk, self._desk.site
        if desk.editors.current_document is not None:
            return
        root = desk.library.root
        if site is None or root is None:
            desk.editors.say_when_empty(_BEGIN)
            return
        from copydesk.core.site.spoken import site_sentence  # not needed to start

        below = site.relative(root) or ""
        prefix = "" if below in ("", ".") else f"{below}/"
        folders = Counter(entry.folder for entry in desk.library.entries.values())
        counted = {f"{prefix}{folder}".rstrip("/"): number for folder, number in folders.items()}
        about = site_sentence(site, counted, self._schema_sources())
        desk.editors.say_when_empty(_CHOOSE if folders else _WRITE, site.name, about)

    def _schema_sources(self) -> list[str]:
        """The files that tell of fields, those of collections before others."""
        collections = self._desk.schemas.schema.collections()
        return list(dict.fromkeys(source for one in collections for source in one.sources))
