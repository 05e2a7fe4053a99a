"""What can be done with posts and folders of the list, from keys, menu and mouse alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copydesk.services.notifier import Choice, Prompt, Question
from copydesk.ui.posts.folder_chooser import FolderChooser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from copydesk.core.site.schema.site_schema import CollectionSchema
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
        place = self._library.absolute(folder)
        kinds = self._operations.kinds_in(place)
        kind = self._choose_kind(kinds) if len(kinds) > 1 else next(iter(kinds), None)
        if kind is None and kinds:
            return
        where = f"in {label or folder}" if folder else "in the folder that is open"
        title = self._notifier.prompt(
            Prompt(
                f"Make a new post {where}.",
                "Title",
                accept="Make the post",
                note=partial(self._note_place, place, kind),
            )
        )
        if title is not None:
            self._operations.create_post(place, title, kind=kind)

    def _choose_kind(self, kinds: Sequence[CollectionSchema]) -> CollectionSchema | None:
        """Asks which of the kinds that can be made in a folder is meant."""
        choices = [Choice(str(number), kind.label) for number, kind in enumerate(kinds)]
        answer = self._notifier.ask(
            Question(
                "What kind of post is it?",
                "The site has several for this folder, each with fields of its own.",
                (*choices, Choice("", "Cancel")),
            )
        )
        return kinds[int(answer)] if answer else None

    def _note_place(self, folder: Path, kind: CollectionSchema | None, title: str) -> str:
        path = self._operations.path_of_new(folder, title, kind)
        return self._library.relative(path) or path.name

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
