"""Puts the desk back as it was left: folder, tabs, cursor, scroll, sizes."""

from __future__ import annotations

import base64
import binascii
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from copydesk.services.settings import TabState

if TYPE_CHECKING:
    from copydesk.application.workspace import Workspace
    from copydesk.core.site.model import Site
    from copydesk.services.open_document import OpenDocument

_MOST_RECENT = 12
_PANELS = ("posts", "details")
# Tabs are opened by the dozen; a crash in between loses the order of tabs at worst.
_SAVE_DELAY_MS = 1_000


class SessionKeeper(QObject):
    """Notes the session whenever it changes, and restores it at the next start.

    So a desk that was killed comes back with its folder and its tabs, too.
    """

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = desk.session.state
        desk.site_changed.connect(self._remember_folder)
        desk.leaving.connect(self.note)
        desk.left.connect(desk.session.save)
        self._is_restoring = False
        self._soon = QTimer(self, singleShot=True, interval=_SAVE_DELAY_MS)
        self._soon.timeout.connect(self._save)
        desk.site_changed.connect(self._soon.start)
        desk.editors.current_changed.connect(self._soon.start)
        desk.documents.opened.connect(self._follow)
        desk.documents.closed.connect(self._soon.start)
        desk.documents.saved.connect(self._soon.start)
        desk.left.connect(self._soon.stop)

    @Slot(object)
    def _follow(self, document: OpenDocument) -> None:
        document.path_changed.connect(self._soon.start)
        self._soon.start()

    @Slot()
    def _save(self) -> None:
        if not self._is_restoring:  # else some of the tabs are still to come
            self.note()
            self._desk.session.save_beside(self._desk.tasks)

    @Slot(object)
    def _remember_folder(self, site: Site | None) -> None:
        if site is not None:
            folder = str(self._desk.library.root or site.root)
            others = [other for other in self._state.recent if other != folder]
            self._state.recent = [folder, *others][:_MOST_RECENT]

    @Slot()
    def note(self) -> None:
        """Notes how the desk stands now, before its posts are closed."""
        desk, state = self._desk, self._state
        state.folder = str(desk.library.root or "")
        state.tabs = [
            TabState(
                str(document.path),
                desk.editors.view_state(document) | desk.encoding.state(document),
            )
            for document in desk.editors.documents()
            if document.path
        ]
        current = desk.editors.current_document
        state.current = str(current.path) if current and current.path else ""
        state.geometry = base64.b64encode(desk.window.saveGeometry().data()).decode()
        state.sizes |= {"columns": desk.window.sizes(), "middle": desk.middle.sizes()}
        state.hidden = [
            name for name in _PANELS if not desk.actions.get(f"view.{name}").isChecked()
        ]
        state.expanded = desk.posts.expanded_folders()

    def restore_window(self) -> None:
        """Puts the window and its columns where they were."""
        state, desk = self._state, self._desk
        try:
            geometry = base64.b64decode(state.geometry)
        except binascii.Error:
            geometry = b""
        desk.window.restore(geometry, state.sizes.get("columns", []))
        desk.middle.restore_sizes(state.sizes.get("middle", []))
        for name in _PANELS:
            if name in state.hidden:
                desk.show_panel(name, shown=False)

    def restore_posts(self) -> bool:
        """Opens the folder and the tabs of the last session; what is gone is left out.

        Returns:
            Whether there is anything to open.
        """
        folder = Path(self._state.folder) if self._state.folder else None
        if folder and folder.is_dir():
            self._is_restoring = True
            self._desk.posts.expand_folders(self._state.expanded)
            self._desk.open_folder(folder, then=self._restore_tabs)
            return True
        return bool(self._state.tabs) and self._restore_tabs()

    def _restore_tabs(self) -> bool:
        """Opens what is still there of the tabs; whether anything is."""
        tabs = [tab for tab in self._state.tabs if Path(tab.path).is_file()]
        left = len(tabs)
        self._is_restoring = bool(tabs)
        order = {tab.path: place for place, tab in enumerate(tabs)}

        def one_less() -> None:
            nonlocal left
            left -= 1
            if not left:
                self._desk.editors.sort_tabs(lambda d: order.get(str(d.path), len(order)))
                self._show_current()
                self._is_restoring = False

        def opened(tab: TabState, document: OpenDocument) -> None:
            self._desk.editors.restore_view(document, tab.view)
            self._desk.encoding.restore_state(document, tab.view)
            one_less()

        def failed(_error: Exception) -> None:
            one_less()

        for tab in tabs:
            self._desk.documents.open(Path(tab.path), partial(opened, tab), failed)
        return bool(tabs)

    def _show_current(self) -> None:
        document = self._desk.documents.at(Path(self._state.current))
        document = document or self._desk.editors.current_document
        if document is not None:
            self._desk.editors.show_document(document)
