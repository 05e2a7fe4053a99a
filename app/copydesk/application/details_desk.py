"""The form of a window, with the services that only its editors use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot

from copydesk.services.assets import Assets
from copydesk.services.references import References
from copydesk.services.thumbnails import Thumbnails
from copydesk.ui.details.editors.image import decode_thumbnail
from copydesk.ui.details.panel import DetailsPanel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from copydesk.core.site.model import Site
    from copydesk.services.fields import Fields
    from copydesk.services.file_operations import FileOperations
    from copydesk.services.library import Library
    from copydesk.services.notifier import Notifier
    from copydesk.services.schemas import Schemas
    from copydesk.services.tasks import TaskRunner
    from copydesk.ui.theme.theme import Theme


class DeskParts(Protocol):
    """What of a window the form is joined to."""

    site: Site | None
    fields: Fields
    library: Library
    schemas: Schemas
    tasks: TaskRunner
    notifier: Notifier
    theme: Theme
    files: FileOperations

    @property
    def site_changed(self) -> SignalInstance:
        """Tells of another site."""

    def open_post(self, path: Path, /) -> None:
        """Opens a post."""

    def show_in_editor(self, position: int, /) -> None:
        """Shows a position of the post in front in its text."""


class DetailsDesk(QObject):
    """Makes the Details panel, joins it to the window, and keeps its services on the open site.

    Attributes:
        panel: The panel.
    """

    def __init__(self, desk: DeskParts) -> None:
        super().__init__(desk if isinstance(desk, QObject) else None)
        self._thumbnails = Thumbnails(desk.tasks, decode_thumbnail, self)
        self._references = References(desk.library, desk.schemas, desk.tasks, self)
        self._assets = Assets(desk.tasks, desk.notifier, desk.library, self)
        self.panel = DetailsPanel(
            desk.fields,
            desk.theme,
            self._thumbnails,
            references=self._references,
            assets=self._assets,
            notifier=desk.notifier,
        )
        self.set_site(desk.site)
        desk.site_changed.connect(self.set_site)
        desk.files.created.connect(self.panel.note_created)
        self._references.open_requested.connect(desk.open_post)
        self.panel.show_in_editor_requested.connect(desk.show_in_editor)

    @Slot(object)
    def set_site(self, site: Site | None) -> None:
        """Follows from now on the rules of this site."""
        for service in (self._thumbnails, self._references, self._assets):
            service.set_site(site)
