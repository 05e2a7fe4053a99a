"""Every service and panel of one window, joined; what a desk can do with folders and posts."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from copydesk.application.disk_conflicts import DiskConflicts
from copydesk.application.encoding_desk import EncodingDesk
from copydesk.application.middle import Middle
from copydesk.application.reveal import reveal
from copydesk.core.errors import StorageError
from copydesk.core.markup.engine import DEFAULT_ENGINE
from copydesk.core.site.detect import detect_site
from copydesk.core.site.model import ENGINE_LABELS
from copydesk.core.storage.history import Origin
from copydesk.services.documents import Documents
from copydesk.services.fields import Fields
from copydesk.services.file_operations import FileOperations
from copydesk.services.history import HistoryKeeper
from copydesk.services.library import Library
from copydesk.services.notifier import NoticeAction, Notifier
from copydesk.services.recovery import Recovery
from copydesk.services.rendering import Rendering
from copydesk.services.schemas import Schemas
from copydesk.services.settings import Session, Settings
from copydesk.services.sweeping import Sweeping
from copydesk.services.tasks import TaskRunner
from copydesk.ui.actions import Actions
from copydesk.ui.dialogs.ask import AskDialog, PromptDialog
from copydesk.ui.editor.editor_area import EditorArea
from copydesk.ui.frame.menus import Menus
from copydesk.ui.frame.side_column import SideColumn
from copydesk.ui.frame.top_bar import TopBar
from copydesk.ui.main_window import MainWindow
from copydesk.ui.posts.posts_panel import PostsPanel
from copydesk.ui.preview.pane import PreviewPane
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.model import Site
    from copydesk.core.storage.journal_entry import JournalEntry
    from copydesk.services.open_document import OpenDocument
    from copydesk.ui.details.panel import DetailsPanel
    from copydesk.ui.frame.status_bar import StatusBar
    from copydesk.ui.palette.palette import Palette

_log = logging.getLogger(__name__)
# The form of a post just opened is filled once its text and, as a rule, its preview are painted.
_AFTER_PAINT_MS = 60


class Workspace(QObject):
    """One window with everything in it.

    Signals:
        site_changed (Site | None): Another folder is open, and its site is known.
        engine_changed: Another Markdown engine was chosen for the folder.
        turning_to (OpenDocument): This post comes to the front next: what takes time may begin.
        details_shown (OpenDocument | None): The form is that of this post now.
        leaving: The editor wants to leave; posts are still open.
        left: The window is closed for good.
    """

    site_changed = Signal(object)
    engine_changed = Signal()
    turning_to = Signal(object)
    details_shown = Signal(object)
    leaving = Signal()
    left = Signal()

    def __init__(self, theme_choice: str | None = None) -> None:
        """Makes the window, empty and hidden; `theme_choice` overrules the settings."""
        super().__init__()
        self.notifier = Notifier(self)
        self.tasks = TaskRunner(self.notifier, self)
        self.settings = Settings(self.notifier, self)
        self.settings.load()
        self.session = Session(self.notifier, self)
        self.session.load()
        self.theme = Theme(theme_choice or self.settings.values.theme, self)  # type: ignore[arg-type]  # checked when read
        self.theme.dress()
        self.site: Site | None = None
        self._is_left = False
        self._session_ends = False
        self._make_services()
        self._make_window()
        self._join()

    def _make_services(self) -> None:
        self.library = Library(self.notifier, self.tasks, self)
        self.documents = Documents(self.notifier, self.tasks, self)
        self.history = HistoryKeeper(self.documents, self.tasks, self.notifier, self.settings, self)
        self.sweeping = Sweeping(self.library, self.tasks, self.history.history, self)
        self.sweeping.kept.connect(self.history.changed)
        self.recovery = Recovery(
            self.documents, self.tasks, self.notifier, self.history.history, self
        )
        self.rendering = Rendering(self)
        self.schemas = Schemas(self.library, self.tasks, self.notifier, self)
        self.fields = Fields(self.library, self.tasks, self.schemas, self)
        self.files = FileOperations(
            self.notifier, self.tasks, self.library, self, fields=self.fields
        )

    def _make_window(self) -> None:
        self.actions = Actions(self)
        self.menus = Menus(self.actions, self.theme)
        self.posts = PostsPanel(self.library, self.files, self.theme, self.notifier)
        self.posts.set_sort(self.settings.values.sort)
        self.editors = EditorArea(self.theme, self.settings, self.tasks, self.notifier)
        self.preview = PreviewPane(self.theme, self.tasks)
        self._details: DetailsPanel | None = None
        self.side = SideColumn(
            {"details": "Details", "review": "Review", "sources": "Sources", "history": "History"}
        )
        self.middle = Middle(self.editors, self.preview)
        self.window = MainWindow(
            TopBar(self.actions, self.menus, self.theme),
            self.posts,
            self.middle,
            self.side,
            self.theme,
        )
        self._palette: Palette | None = None
        self._opened_posts: list[Path] = []
        self._made_posts: list[Path] = []
        self._details_soon = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._details_soon.timeout.connect(self._show_details)
        self.conflicts = DiskConflicts(
            self.documents, self.editors, self.window, self.theme, self.tasks, self.notifier
        )
        self.encoding = EncodingDesk(self.documents, self.editors, self.window, self.theme)
        for spec, action in self.actions:
            (self.editors if spec.typing else self.window).addAction(action)

    def _join(self) -> None:
        self.notifier.noticed.connect(self.window.notices.show_notice)
        self.notifier.withdrawn.connect(self.window.notices.withdraw)
        self.notifier.install(
            partial(AskDialog.ask, self.window), partial(PromptDialog.ask, self.window)
        )
        self.window.close_requested.connect(self.leave)
        self.window.activated.connect(self._come_back)
        self.window.paths_dropped.connect(self._open_dropped)
        self.library.files_changed.connect(self.documents.look_again)
        self.files.moved.connect(self.history.follow_move)  # before anybody asks for the new path
        self.files.moved.connect(self.documents.follow_move)
        self.files.trashed.connect(self._close_trashed)
        self.files.created.connect(self._made_posts.append)
        self.files.created.connect(self.open_post)
        self.files.reveal_requested.connect(self._reveal)
        self.posts.open_requested.connect(self.open_post)
        self.posts.open_folder_requested.connect(self.actions.get("file.open-folder").trigger)
        self.posts.sort_changed.connect(partial(self.settings.set, "sort"))
        self.recovery.journalling.cursor_of = self.editors.cursor_of
        self.recovery.journalling.root_of = lambda: self.library.root
        self.recovery.restored.connect(self._note_recovered)
        self.documents.opened.connect(self.editors.add)
        self.documents.opened.connect(self._note_opened)
        self.documents.closed.connect(self._let_go)
        self.documents.closed.connect(self.editors.remove)
        self.editors.close_requested.connect(self.finish_input)
        self.editors.close_requested.connect(self.documents.close)
        self.editors.current_changed.connect(self._show_current)

    @property
    def status(self) -> StatusBar:
        """The bar at the bottom."""
        return self.window.status

    @property
    def engine(self) -> str:
        """The Markdown engine in force: the editor's choice for this folder, else the site's."""
        chosen = self.session.state.engines.get(str(self.library.root), "auto")
        if chosen not in ENGINE_LABELS:  # "auto", or what another version wrote
            return self.site.engine if self.site else DEFAULT_ENGINE
        return chosen

    def choose_engine(self, name: str) -> None:
        """Chooses an engine for this folder; "auto" follows the site again."""
        self.session.state.engines[str(self.library.root)] = name
        self.engine_changed.emit()

    @property
    def details(self) -> DetailsPanel:
        """The form; made when it is first wanted, or once the first post is on screen."""
        if self._details is None:
            # A window that shows its text first starts a tenth of a second sooner.
            from copydesk.application.details_desk import DetailsDesk

            self._details = DetailsDesk(self).panel
            for path in self._made_posts:
                self._details.note_created(path)
            self.side.place("details").take(self._details)
        return self._details

    @property
    def palette(self) -> Palette:
        """The palette; made when it is first wanted."""
        if self._palette is None:
            from copydesk.ui.palette.palette import Palette  # with rapidfuzz, 40 ms

            self._palette = Palette(self.library, self.actions, self.theme, self.window)
            self._palette.post_chosen.connect(self.open_post)
            for path in self._opened_posts:
                self._palette.note_opened(path)
        return self._palette

    def show_palette(self, *, commands: bool = False) -> None:
        """Opens the palette on posts or on commands."""
        if commands:
            self.palette.show_commands()
        else:
            self.palette.show_posts()

    @Slot()
    def _show_details(self) -> None:
        self._details_soon.stop()
        document = self.editors.current_document
        self.details.set_document(document)
        self.details_shown.emit(document)

    @Slot()
    def finish_input(self, _document: object = None) -> None:
        """Has the form write what stands half typed in it: the post is to be saved or closed."""
        if self._details is not None:
            self._details.settle()

    def show_panel(self, name: str, *, shown: bool) -> None:
        """Shows or puts away "posts" or "details", and checks the action."""
        self.actions.get(f"view.{name}").setChecked(shown)
        self.window.show_panel(name, shown=shown)

    def focus_next_pane(self, *, backwards: bool = False) -> None:
        """Moves the keyboard to the next panel."""
        document = self.editors.current_document
        stops: list[QWidget | None] = [
            self.posts if self.library.root is not None else None,
            self.conflicts.bar_of(document),
            self.encoding.bar_of(document),
            self.middle.cover or self.editors,
            self.preview,
            self.side,
            self.window.notices,
        ]
        self.window.focus_next_panel(stops, backwards=backwards)

    def open_path(self, path: Path) -> None:
        """Opens a folder, or a post together with the folder it belongs to."""
        if path.is_dir():
            self.open_folder(path)
            return
        root = self.library.root
        if root is None or not path.is_relative_to(root):
            self.tasks.run(
                partial(detect_site, path.parent), partial(self._open_with_site, path), key="site"
            )
        else:
            self.open_post(path)

    def _open_with_site(self, path: Path, site: Site) -> None:
        """A post comes with its site where no folder is open yet; else it is a guest."""
        show = partial(self.open_post, path)
        open_site = partial(self.open_folder, site.root, then=show, site=site)
        if site.generator and self.library.root is None:
            open_site()
            return
        self.open_post(path)
        if site.generator:
            self.notifier.info(
                f"“{path.name}” belongs to another site, {site.name}.",
                NoticeAction("Open that site", open_site),
            )

    def open_folder(
        self,
        folder: Path,
        then: Callable[[], object] | None = None,
        site: Site | None = None,
    ) -> None:
        """Opens another folder in the place of the present one; asks about unsaved posts first.

        Args:
            folder: To be opened.
            then: Called once the folder is being read.
            site: The folder's, where it is known already.
        """
        folder = folder.absolute()

        def opened(site: Site) -> None:
            self.site = site
            self.fields.set_site(site)
            self.posts.set_site(site)
            self.library.open_folder(folder)
            self.documents.root = folder
            self.site_changed.emit(site)
            if then:
                then()

        def detect() -> None:
            if site is not None:
                opened(site)
            else:
                self.tasks.run(partial(detect_site, folder), opened, key="site")

        if list(self.documents) and folder != self.library.root:
            self.documents.close_all(detect)
        else:
            detect()

    def close_folder(self) -> None:
        """Puts the folder away, its posts first."""

        def closed() -> None:
            self.library.close()
            self.documents.root = None
            self.site = None
            self.fields.set_site(None)
            self.posts.set_site(None)
            self.site_changed.emit(None)

        self.documents.close_all(closed)

    @Slot(object)
    def open_post(self, path: Path, position: int | None = None) -> None:
        """Opens a post, or shows it when it is open, with the cursor at `position`."""
        if self.library.root is None or not path.is_relative_to(self.library.root):
            self.library.watch_extra(path)
        self.documents.open(path, partial(self.show_document, position=position))

    def show_document(self, document: OpenDocument, position: int | None = None) -> None:
        """Brings an open post to the front, with the cursor at `position`."""
        self.turning_to.emit(document)
        self.editors.show_document(document)
        if position is not None and self.editors.current_editor:
            self.editors.current_editor.place_cursor(position, focus=True)

    def new_untitled(self) -> None:
        """Begins a post that has no file until it is saved; no folder need be open."""
        self.show_document(self.documents.untitled(), 0)

    @Slot()
    def look_at_disk(self) -> None:
        """Compares everything with the disk, as after coming back from another program."""
        self.documents.look_again({d.path for d in self.documents if d.path})
        self.library.refresh_now()

    @Slot()
    def _come_back(self) -> None:
        self._session_ends = False  # somebody thought better of logging out
        self.look_at_disk()

    @Slot()
    def leave(self) -> None:
        """Asks about unsaved posts, then closes the window and stops what runs."""
        if self._session_ends:
            self.end_now()
            return
        self.finish_input()
        self.leaving.emit()
        self.documents.close_all(self._left)

    @Slot()
    def end_now(self) -> None:
        """Ends without asking: what is unsaved is kept, and offered at the next start."""
        self._keep_unsaved()
        self.leaving.emit()
        self._left()

    @Slot()
    def keep_for_logout(self) -> None:
        """The system may end the program any moment: keeps everything, and asks nothing then."""
        self._session_ends = True
        self._keep_unsaved()
        self.leaving.emit()
        self.session.save()

    def _keep_unsaved(self) -> None:
        self.finish_input()
        try:
            self.recovery.flush()
        except StorageError:  # it was told, and there is nobody to answer now
            _log.info("unsaved text could not be kept for recovery", exc_info=True)

    def _left(self) -> None:
        if self._is_left:  # asked for twice
            return
        self._is_left = True
        self.settings.save()
        self.stop()
        self.left.emit()

    def stop(self) -> None:
        """Closes the window and ends what runs, without asking or keeping anything."""
        self.window.hide()  # what is still to be written may take seconds on a slow disk
        self.rendering.stop()
        self.library.close()
        self.history.stop()
        self.tasks.drain()
        self.recovery.close()
        self.window.leave()

    @Slot(object)
    def _show_current(self, document: OpenDocument | None) -> None:
        if document is None:
            self._show_details()
            if self.middle.isAncestorOf(self.window.focusWidget()):
                self.posts.focus_tree()  # the text that had the keyboard is gone
        else:
            self._details_soon.start()
        self._show_path(document)

    def _show_path(self, document: OpenDocument | None) -> None:
        path = document.path if document else None
        self.posts.current_path = path
        self.window.setWindowFilePath(str(path or ""))

    @Slot(object)
    def _note_opened(self, document: OpenDocument) -> None:
        document.path_changed.connect(partial(self._note_path, document))
        self._note_path(document)

    def _note_path(self, document: OpenDocument, _path: Path | None = None) -> None:
        if document is self.editors.current_document:
            self._show_path(document)
        real, root = self.documents.real_path(document), self.library.root
        linked = real is not None and real != document.path
        if real and linked and (root is None or not real.is_relative_to(root.resolve())):
            # The watcher sees nothing through a link.
            self.library.watch_extra(real)
        if document.path:
            self.library.watch_extra(document.path)
            self._opened_posts.append(document.path)
            if self._palette is not None:
                self._palette.note_opened(document.path)

    @Slot(object, object)
    def _note_recovered(self, document: OpenDocument, _entry: JournalEntry) -> None:
        self.history.next_save_is(document, Origin.RECOVERED)

    @Slot(object)
    def _let_go(self, document: OpenDocument) -> None:
        """The form must not hold a document that is about to be gone."""
        if self._details is not None and self._details.document is document:
            self._details.set_document(None)

    @Slot(object)
    def _close_trashed(self, path: Path) -> None:
        document = self.documents.at(path)
        if document is not None and not document.modified:
            self.documents.close(document)

    @Slot(int)
    def show_in_editor(self, position: int) -> None:
        """Shows a position of the post in front in its text, with the cursor there."""
        if self.middle.view == "preview":
            self.middle.show_view("split")
        if self.editors.current_editor:
            self.editors.current_editor.place_cursor(position, focus=True)

    @Slot(object)
    def _reveal(self, path: Path) -> None:
        reveal(path, self)

    @Slot(list)
    def _open_dropped(self, paths: list[str]) -> None:
        for path in paths:
            self.open_path(Path(path))

    @Slot(str)
    def open_from_outside(self, path: str) -> None:
        """Comes to the front, and opens what a second start of the program was given."""
        state = self.window.windowState() & ~Qt.WindowState.WindowMinimized
        self.window.setWindowState(state)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        if path:
            self.open_path(Path(path))
