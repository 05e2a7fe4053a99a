"""The posts panel: filter, chips, tree, progress, and what is said when there is nothing."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from copydesk.core.posts.metadata import PostStatus
from copydesk.ui.posts.context_menu import ContextMenu
from copydesk.ui.posts.empty_page import Emptiness, EmptyPage
from copydesk.ui.posts.filter_bar import FilterBar
from copydesk.ui.posts.listing import Listing
from copydesk.ui.posts.post_tasks import PostTasks
from copydesk.ui.posts.posts_model import PostsModel
from copydesk.ui.posts.posts_tree import PostsTree
from copydesk.ui.posts.progress_strip import ProgressStrip
from copydesk.ui.posts.status_chips import StatusChips
from copydesk.ui.posts.tree_nodes import NodeKind
from copydesk.ui.posts.tree_rows import REVEALED_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from copydesk.core.site.model import Site
    from copydesk.services.file_operations import FileOperations
    from copydesk.services.library import Library
    from copydesk.services.notifier import Notifier
    from copydesk.ui.theme.theme import Theme

_MANY_FOLDERS = 20
"""With more folders than these, a library opens with its folders closed."""


class PostsPanel(QWidget):
    """Every post of the library, by title, date and status.

    Signals:
        open_requested (Path): The editor wants this post open.
        open_folder_requested: The editor wants to choose a folder.
        sort_changed (str): The posts are in this order now.
    """

    open_requested = Signal(object)
    open_folder_requested = Signal()
    sort_changed = Signal(str)

    def __init__(
        self,
        library: Library,
        file_operations: FileOperations,
        theme: Theme,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("posts-panel")
        self._library = library
        self._operations = file_operations
        self._theme = theme
        self._current: Path | None = None
        self._awaited: str | None = None
        self._closed: set[str] | None = None
        self._to_expand: set[str] = set()
        self.model = PostsModel(self)
        self.listing = Listing(library, self.model, self)
        self.tasks = PostTasks(library, file_operations, notifier, self)
        self.bar = FilterBar(theme)
        self.chips = StatusChips()
        self.tree = PostsTree(self.model, theme)
        self.empty = EmptyPage()
        self.progress = ProgressStrip()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._note_arranged(fresh=True)

    # For the window

    @property
    def current_path(self) -> Path | None:
        """The post that is open; setting it marks the post in the list."""
        return self._current

    @current_path.setter
    def current_path(self, path: Path | None) -> None:
        self._current = path
        relative = self._current_key()
        if relative is None or self.tree.selected_posts() == [relative]:
            return
        if not self.tree.choose(relative, up_to=REVEALED_ROWS):
            self.tree.clearSelection()
            # A post just made is marked once it is listed.
            self._awaited = None if self.listing.knows(relative) else relative

    def _current_key(self) -> str | None:
        return None if self._current is None else self._library.relative(self._current)

    @Slot(object)
    def set_site(self, site: Site | None) -> None:
        """Says what site the posts are of, which tells how to group them."""
        self.listing.set_site(site)

    def expanded_folders(self) -> list[str]:
        """The open folders, for the next session; "" stands for the library's own folder."""
        folders = {path for path, _index in self.model.folder_indexes()}
        return ["", *sorted(folders - self._closed)] if self._closed is not None else []

    def expand_folders(self, paths: Iterable[str]) -> None:
        """Opens these folders and closes all others, in the folder to be opened next.

        Args:
            paths: As `expanded_folders` gave them; none at all leaves the choice to the list.
        """
        self._to_expand = set(paths)

    def set_sort(self, sort: str) -> None:
        """Puts the posts in this order: "date" or "title"."""
        self.bar.choose_sort(sort)

    @Slot()
    def focus_filter(self) -> None:
        """Puts the keyboard into the filter box."""
        self.bar.field.setFocus()
        self.bar.field.selectAll()

    @Slot()
    def focus_tree(self) -> None:
        """Puts the keyboard on the list."""
        if self._stack.currentWidget() is self.tree:
            self.tree.choose_first()
            self.tree.setFocus()
        else:
            self.empty.focus_first()

    @Slot()
    def new_post(self) -> None:
        """Asks for a title and makes a post in the folder that the list is in."""
        if self._library.root is None:
            self.open_folder_requested.emit()
            return
        self._make_in(self.model.folder_of(self.tree.currentIndex()))

    def _make_in(self, folder: str) -> None:
        """Asks for a title; where no folder is meant, most of the posts say which."""
        folders = Counter(entry.folder for entry in self._library.entries.values())
        if not folder and folders and "" not in folders:
            folder = folders.most_common(1)[0][0]
        labels = {path: label for label, path in self.listing.folder_choices()}
        self.tasks.make(folder, labels.get(folder, folder) if folder else "")

    def rename(self, path: Path) -> None:
        """Lets a post's file be given another name: in its row, or in a box where it has none."""
        relative = self._library.relative(path)
        if relative is not None and self.isVisible() and self.tree.choose(relative):
            self.tree.setFocus()
            self.tree.rename(relative)
        else:
            self.tasks.rename_asking(path)

    @Slot()
    def clear_filter(self) -> None:
        """Lists every post again."""
        self.bar.field.clear()
        self.chips.choose(None)

    # Putting together

    def _lay_out(self) -> None:
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.chips):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        self.bar.text_changed.connect(self.listing.set_text)
        self.bar.sort_chosen.connect(self.listing.set_sort)
        self.bar.sort_chosen.connect(self.sort_changed)
        self.bar.field.left_down.connect(self.focus_tree)
        self.chips.status_chosen.connect(self.listing.set_status)
        self.listing.about_to_arrange.connect(self.tree.note_place)
        self.listing.arranged.connect(self._arranged)
        self.model.rename_asked.connect(self.tasks.rename)
        self.model.move_asked.connect(self.tasks.move)
        self.tree.open_asked.connect(self._open)
        self.tree.trash_asked.connect(self.tasks.trash)
        self.tree.menu_asked.connect(self._show_menu)
        self.tree.folders_toggled.connect(self._note_closed)
        self.tree.left_up.connect(self.focus_filter)
        self.empty.asked.connect(self._lead_on)
        self._operations.moved.connect(self._note_move)
        self._library.folder_opened.connect(self._start_over)
        self._library.progressed.connect(self.progress.show_progress)
        self._library.loaded.connect(self.progress.hide)

    # What is listed

    @Slot()
    def _start_over(self) -> None:
        self._closed = None
        self.clear_filter()

    @Slot(object, object)
    def _note_move(self, old: Path, new: Path) -> None:
        before, after = self._library.relative(old), self._library.relative(new)
        if before is not None and after is not None:
            self.model.note_move(before, after)
        if self._current == old:
            self._current = new

    @Slot(bool)
    def _arranged(self, fresh: bool) -> None:
        self._note_arranged(fresh=fresh)

    def _note_arranged(self, *, fresh: bool) -> None:
        found = self.listing.arrangement
        counts = dict(found.counts)
        if self.listing.reading:
            counts.pop(PostStatus.NONE, None)  # most of these are not read yet
        self.chips.show_counts(counts, found.matching)
        self._apply_closed()
        self.tree.keep_place(self._current_key(), near=not fresh)
        if self._awaited is not None and self.listing.knows(self._awaited):
            if self._awaited == self._current_key():
                self.tree.choose(self._awaited, up_to=REVEALED_ROWS)
            self._awaited = None
        is_open = self._library.root is not None
        self.bar.setVisible(is_open)
        self.chips.setVisible(is_open)
        # One that is hidden takes nothing.
        self.setFocusProxy(self.tree if found.shown else self.empty)
        if found.shown:
            self._stack.setCurrentWidget(self.tree)
            return
        why = Emptiness.NO_FOLDER
        if is_open:
            why = Emptiness.NO_MATCH if self.listing.filtered else Emptiness.NO_POSTS
        self.empty.say(why)
        self._stack.setCurrentWidget(self.empty)

    def _apply_closed(self) -> None:
        if self._closed is None and self.listing.arrangement.total:
            folders = {path for path, _index in self.model.folder_indexes()}
            many = len(folders) > _MANY_FOLDERS
            self._closed = folders - self._to_expand if self._to_expand or many else set()
            self._to_expand = set()
        # What is found by a filter is shown, wherever it is.
        self.tree.set_closed(set() if self.listing.filtered else self._closed or set())

    @Slot()
    def _note_closed(self) -> None:
        if not self.listing.filtered:
            self._closed = self.tree.closed_folders()

    # What the editor asks for

    @Slot(str)
    def _open(self, path: str) -> None:
        self._current = self._library.absolute(path)
        self.open_requested.emit(self._current)

    @Slot(str)
    def _lead_on(self, name: str) -> None:
        steps = {
            "open-folder": self.open_folder_requested.emit,
            "new-post": self.new_post,
            "clear": self.clear_filter,
        }
        steps[name]()

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = self.context_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def context_menu(self) -> ContextMenu:
        """The menu for what is chosen in the list."""
        menu = ContextMenu(self._theme, self)
        node, tasks = self.tree.current_node(), self.tasks
        paths = self.tree.selected_posts()
        if len(paths) > 1:
            menu.offer("Move to…", partial(self._move, paths), icon_name="folder-input")
            menu.offer(
                "Move to the trash", partial(tasks.trash, paths), icon_name="trash-2", key="Del"
            )
        elif node is not None and node.entry is not None:
            path = node.entry.path
            menu.offer("Open", partial(self._open, path), icon_name="file-text", key="Enter")
            menu.addSeparator()
            rename = partial(self.tree.rename, path)
            menu.offer("Rename…", rename, icon_name="pencil", key="F2")
            menu.offer("Duplicate", partial(tasks.duplicate, path), icon_name="copy")
            menu.offer("Move to…", partial(self._move, [path]), icon_name="folder-input")
            menu.offer(
                "Move to the trash", partial(tasks.trash, [path]), icon_name="trash-2", key="Del"
            )
            menu.addSeparator()
            menu.offer("Show in the file manager", partial(tasks.reveal, path))
        else:
            folder = node.key if node is not None and node.kind is NodeKind.FOLDER else ""
            menu.offer("New post here", partial(self._make_in, folder), icon_name="plus")
            menu.addSeparator()
            menu.offer("Show in the file manager", partial(tasks.reveal, folder))
        return menu

    def _move(self, paths: Sequence[str]) -> None:
        self.tasks.move_asking(paths, self.listing.folder_choices())
