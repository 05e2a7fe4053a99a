"""The form of a window, with the services that only its editors use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.services.assets import Assets
from copydesk.services.references import References
from copydesk.services.thumbnails import Thumbnails
from copydesk.ui.details.editors.image import decode_thumbnail
from copydesk.ui.details.panel import DetailsPanel

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace


def make_details(desk: Workspace) -> DetailsPanel:
    """The Details panel of a desk, joined to it."""
    thumbnails = Thumbnails(desk.tasks, decode_thumbnail, desk)
    references = References(desk.library, desk.schemas, desk.tasks, desk)
    assets = Assets(desk.tasks, desk.notifier, desk.library, desk)
    for service in (thumbnails, references, assets):
        service.set_site(desk.site)
        desk.site_changed.connect(service.set_site)
    references.open_requested.connect(desk.open_post)
    details = DetailsPanel(
        desk.fields,
        desk.theme,
        thumbnails,
        references=references,
        assets=assets,
        notifier=desk.notifier,
    )
    details.show_in_editor_requested.connect(desk.show_in_editor)
    desk.files.created.connect(details.note_created)
    return details
