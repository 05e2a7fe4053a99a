"""What can be done with posts and folders of the list, from keys, menu and mouse alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.services.notifier import Prompt
from copydesk.ui.posts.folder_chooser import FolderChooser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.services.file_operations import FileOperations
    from copydesk.services.library import Library
    from copydesk.services.notifier import Notifier


class PostTasks(QObject):
    """Asks what must be asked, then lets the file operations do it.

    Paths are relative to the library's folder, with "/" between folders.
    """

    def __init__(
        self,
        library: Library,
        operations: FileOperations,
        notifier: Notifier,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library = library
        self._operations = operations
        self._notifier = notifier
        self._window = window
        self.choose_folder: Callable[
            [str, Sequence[tuple[str, str]], QWidget | None], str | None
        ] = FolderChooser.ask

    def make(self, folder: str, label: str = "") -> None:
        """Asks for a title and makes a post of it in that folder, which the list calls `label`."""
        where = f"in {label or folder}" if folder else "in the folder that is open"
        title = self._notifier.prompt(
            Prompt(f"Make a new post {where}.", "Title", accept="Make the post")
        )
        if title is not None:
            self._operations.create_post(self._library.absolute(folder), title)

    @Slot(str, str)
    def rename(self, path: str, name: str) -> None:
        """Gives a post's file another name."""
        self._operations.rename(self._library.absolute(path), name)

    def rename_asking(self, path: Path) -> None:
        """Asks for another name for a post's file, and gives it."""
        name = self._notifier.prompt(
            Prompt(f"Rename “{path.name}”.", "File name", path.name, accept="Rename")
        )
        if name is not None:
            self._operations.rename(path, name)

    def duplicate(self, path: str) -> None:
        """Makes a copy of a post beside it."""
        self._operations.duplicate(self._library.absolute(path))

    @Slot(list, str)
    def move(self, paths: Sequence[str], folder: str) -> None:
        """Moves posts to a folder."""
        self._operations.move(
            [self._library.absolute(path) for path in paths], self._library.absolute(folder)
        )

    def move_asking(self, paths: Sequence[str], folders: Sequence[tuple[str, str]]) -> None:
        """Asks for a folder and moves posts there."""
        what = "the post" if len(paths) == 1 else f"{len(paths)} posts"
        folder = self.choose_folder(f"Move {what} to which folder?", folders, self._window)
        if folder is not None:
            self.move(paths, folder)

    @Slot(list)
    def trash(self, paths: Sequence[str]) -> None:
        """Moves posts to the trash; the notice about it offers to undo it."""
        for path in paths:
            self._operations.trash(self._library.absolute(path))

    def reveal(self, path: str) -> None:
        """Shows a post or folder in the file manager."""
        self._operations.reveal(self._library.absolute(path))
