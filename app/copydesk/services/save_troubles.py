"""Telling the editor why a post was not saved, and asking what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt

from copydesk.core.errors import CopydeskError
from copydesk.services.notifier import Choice, NoticeAction, Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copydesk.core.errors import SharedFileError
    from copydesk.core.storage.atomic import Links
    from copydesk.services.notifier import Notifier
    from copydesk.services.open_document import OpenDocument


class SaveTroubles:
    """The notices and questions of `Saves`, and the answers for as long as a post is open.

    Attributes:
        conflict_offers: Gives the buttons on the notice that two have changed a post.
    """

    def __init__(self, notifier: Notifier, want_copy: Callable[[OpenDocument], object]) -> None:
        """``want_copy`` lets the editor choose where a copy is saved."""
        self._notifier = notifier
        self._want_copy = want_copy
        self.conflict_offers: Callable[[OpenDocument], tuple[NoticeAction, ...]] = (
            lambda _document: ()
        )
        self._links: dict[OpenDocument, Links] = {}
        # What stands on screen about each document, until it is saved or closed.
        self._told: dict[OpenDocument, set[str]] = {}

    def links_of(self, document: OpenDocument) -> Links:
        """What the editor said of this post's shared file."""
        return self._links.get(document, "refuse")

    def forget(self, document: OpenDocument) -> None:
        """The document was closed."""
        self.settle(document)
        self._links.pop(document, None)

    def settle(self, document: OpenDocument) -> None:
        """It was saved: what was said of its failures holds no longer."""
        for sentence in self._told.pop(document, ()):
            self._notifier.withdraw(sentence)

    def tell(self, document: OpenDocument, error: Exception) -> None:
        """A save failed: says why, and offers to save a copy elsewhere."""
        if isinstance(error, CopydeskError):
            self._told.setdefault(document, set()).add(error.sentence)
        self._notifier.error(error, "", self._copy_action(document))

    def tell_deleted(self, document: OpenDocument, path: Path) -> None:
        """A save found no file; nothing is made again unasked."""
        sentence = f"“{path.name}” was not saved: another program deleted or moved it."
        self._told.setdefault(document, set()).add(sentence)
        self._notifier.warn(sentence, "Save it again to put it back.", self._copy_action(document))

    def tell_changed(self, document: OpenDocument, path: Path) -> None:
        """Two have changed the file; nothing is written over, and the ways out are offered."""
        sentence = f"Another program changed “{path.name}” too, so it was not saved."
        self._told.setdefault(document, set()).add(sentence)
        offers = self.conflict_offers(document)
        self._notifier.warn(sentence, "Choose what becomes of the two versions.", *offers)
        document.disk_state_changed.connect(
            partial(self._answered, sentence), Qt.ConnectionType.SingleShotConnection
        )

    def _answered(self, sentence: str, _state: object) -> None:
        self._notifier.withdraw(sentence)

    def _copy_action(self, document: OpenDocument) -> NoticeAction:
        return NoticeAction("Save a copy…", partial(self._want_copy, document))

    def ask_deleted(self, path: Path) -> Literal["save", "copy", "cancel"]:
        """Whether a deleted file is to be made again."""
        answer = self._notifier.ask(
            Question(
                f"“{path.name}” is no longer there.",
                "Your text is still here. Save it again in the same place?",
                (
                    Choice("save", "Save it again"),
                    Choice("copy", "Save a copy…"),
                    Choice("cancel", "Not now"),
                ),
            )
        )
        return "save" if answer == "save" else "copy" if answer == "copy" else "cancel"

    def ask_shared(self, document: OpenDocument, error: SharedFileError) -> bool:
        """Asks what becomes of a shared file; whether it can be saved now.

        The answer is remembered until the post is closed.
        """
        answer = self._notifier.ask(
            Question(
                error.sentence,
                "Saving the shared file changes it for everyone who has it. Saving under this name "
                "only makes a file of your own here, and leaves the other as it is.",
                (
                    Choice("through", "Save the shared file"),
                    Choice("part", "Save under this name only"),
                    Choice("copy", "Save a copy…"),
                    Choice("cancel", "Not now"),
                ),
            )
        )
        if answer == "copy":
            self._want_copy(document)
        elif answer in ("through", "part"):
            self._links[document] = "through" if answer == "through" else "part"
            return True
        return False
