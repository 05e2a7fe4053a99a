"""Shows the welcome page while no folder and no post is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.application.workspace import Workspace
    from copydesk.services.recent_folders import RecentFolders
    from copydesk.ui.welcome.welcome_page import WelcomePage

# Between two posts, or two folders, nothing is open for a moment.
_LATER_MS = 150


class WelcomeDesk(QObject):
    """Makes the page when it is first wanted; a desk that opens something never makes it."""

    def __init__(self, desk: Workspace) -> None:
        super().__init__(desk)
        self._desk = desk
        self._page: WelcomePage | None = None
        self._to_posts = False
        self._recent: RecentFolders | None = None
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._look)
        desk.site_changed.connect(self._begin_later)
        desk.library.folder_opened.connect(self.follow)
        desk.library.names_listed.connect(self._go_to_posts)
        desk.editors.current_changed.connect(self._follow_current)

    def begin(self, *, opening: bool) -> None:
        """Shows the page at once, or where what is being opened turns out to be gone."""
        if opening:
            self._later.start()
        else:
            self.follow()

    @Slot()
    def _begin_later(self, site: object = None) -> None:
        self.begin(opening=site is not None)

    @Slot(object)
    def _follow_current(self, document: object) -> None:
        if document is None:
            self._later.start()
        else:
            self.follow()
            self._to_posts = False

    @Slot()
    def _look(self) -> None:
        if self._desk.library.loading or self._desk.tasks.busy:
            self._later.start()  # something may be on its way
        else:
            self.follow()

    @Slot()
    def follow(self) -> None:
        """Shows the page where nothing is open, and takes it away where something is."""
        desk = self._desk
        if desk.library.root is not None or desk.editors.current_document is not None:
            self._take_away()
        elif desk.middle.cover is None:
            self._show()

    def _show(self) -> None:
        desk = self._desk
        page = self._page or self._make()
        desk.middle.show_cover(page)
        if self._recent is not None:
            self._recent.look(desk.session.state.recent)
        page.setFocus()  # what had the keyboard is gone

    def _make(self) -> WelcomePage:
        from copydesk.services.recent_folders import RecentFolders  # not needed to start
        from copydesk.ui.welcome.welcome_page import WelcomePage

        desk = self._desk
        keys = {spec.id: action.shortcut() for spec, action in desk.actions if spec.keys}
        self._page = page = WelcomePage(desk.theme, keys)
        page.asked.connect(self._run)
        page.folder_chosen.connect(desk.open_folder)
        page.folder_removed.connect(self._forget_folder)
        self._recent = RecentFolders(desk.tasks, self)
        self._recent.found.connect(page.show_folders)
        return page

    def _take_away(self) -> None:
        middle = self._desk.middle
        if self._page is None or middle.cover is not self._page:
            return
        focus: QWidget | None = self._desk.window.focusWidget()
        self._to_posts = focus is not None and self._page.isAncestorOf(focus)
        middle.show_cover(None)

    @Slot()
    def _go_to_posts(self) -> None:
        """The keyboard was on the page, which is gone: it goes to what takes its place."""
        if self._to_posts and self._desk.editors.current_document is None:
            self._desk.posts.focus_tree()
        self._to_posts = False

    @Slot(str)
    def _run(self, action_id: str) -> None:
        self._desk.actions.get(action_id).trigger()

    @Slot(object)
    def _forget_folder(self, path: Path) -> None:
        state = self._desk.session.state
        state.recent = [other for other in state.recent if other != str(path)]
        self._desk.session.save_beside(self._desk.tasks)
