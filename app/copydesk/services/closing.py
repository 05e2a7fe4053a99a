"""Closing posts: what is unsaved is asked about once, what is being written is written first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from copydesk.core.posts.metadata import metadata_of
from copydesk.services.notifier import Choice, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.saves import Saves

    _Then = Callable[[OpenDocument], object]


class Posts(Protocol):
    """What closing needs of the open posts."""

    @property
    def all_open(self) -> list[OpenDocument]:
        """Every open post."""

    def save(self, document: OpenDocument, then: _Then | None = None) -> None:
        """Saves one, then calls."""

    def let_go(self, document: OpenDocument) -> None:
        """Takes one from the desk, saved or not."""


_OUTCOME = "History keeps what you don't save."
# The title of a post stands in its fields or its first lines.
_TITLE_WITHIN = 20_000


class Closing:
    """Closes posts; nothing unsaved goes without an answer."""

    def __init__(self, notifier: Notifier, saves: Saves, posts: Posts) -> None:
        self._notifier = notifier
        self._saves = saves
        self._posts = posts

    def close(self, document: OpenDocument) -> None:
        """Closes one document, asking once when it holds unsaved text."""
        if document not in self._posts.all_open:
            return
        if self._saves.is_saving(document):
            self._saves.when_written(document, partial(self.close, document))
        elif not document.modified:
            self._posts.let_go(document)
        else:
            match self._ask([document]):
                case "save":
                    self._save_then(document, self._posts.let_go)
                case "discard":
                    self._posts.let_go(document)

    def close_all(self, then: Callable[[], object]) -> None:
        """Asks once about all that is unsaved, then closes everything and calls ``then``.

        What is being written is written first. What became unsaved meanwhile is asked about again.
        """
        if self._saves.busy:
            self._saves.when_written(None, partial(self.close_all, then))
            return
        unsaved = self._unsaved()
        answer = self._ask(unsaved) if unsaved else "discard"
        if answer == "discard":
            self._finish(unsaved, then)
        elif answer == "save":
            left = set(unsaved)

            def one_saved(document: OpenDocument) -> None:
                left.discard(document)
                if not left:
                    self._finish([], then)

            for document in unsaved:
                self._save_then(document, one_saved)

    def _unsaved(self) -> list[OpenDocument]:
        return [document for document in self._posts.all_open if document.modified]

    def _save_then(self, document: OpenDocument, then: _Then) -> None:
        def saved(saved_document: OpenDocument) -> None:
            if not saved_document.modified:
                then(saved_document)

        self._posts.save(document, saved)

    def _finish(self, given_up: Iterable[OpenDocument], then: Callable[[], object]) -> None:
        if self._saves.busy or set(self._unsaved()) - set(given_up):
            self.close_all(then)
            return
        for document in self._posts.all_open:
            self._posts.let_go(document)
        then()

    def _ask(self, unsaved: list[OpenDocument]) -> str:
        names = [_called(document) for document in unsaved]
        sentence = (
            f"“{names[0]}” has unsaved changes."
            if len(names) == 1
            else f"{len(names)} posts have unsaved changes."
        )
        listed = "\n".join(names[:8]) + ("\n…" if len(names) > 8 else "")
        return self._notifier.ask(
            Question(
                sentence,
                f"{listed}\n\n{_OUTCOME}" if len(names) > 1 else _OUTCOME,
                (
                    Choice("save", "Save" if len(names) == 1 else "Save all"),
                    Choice("discard", "Don't save"),
                    Choice("cancel", "Cancel"),
                ),
            )
        )


def _called(document: OpenDocument) -> str:
    """Its name, and its title where it has no file to know it by: "Untitled 2 (Notes)"."""
    if document.path is not None:
        return document.name
    title = metadata_of(document.text[:_TITLE_WITHIN], document.name).title
    return f"{document.name} ({title})" if title not in ("", document.name) else document.name
