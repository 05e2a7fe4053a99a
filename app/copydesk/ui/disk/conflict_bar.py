"""The bar above the text of a post whose file another program changed or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from copydesk.services.open_document import DiskState
from copydesk.ui.disk.file_bar import FileBar
from copydesk.ui.disk.merge_words import offer

if TYPE_CHECKING:
    from copydesk.core.posts.merge import Merge
    from copydesk.ui.theme.theme import Theme

_MERGE = "Merge"


class ConflictBar(FileBar):
    """Says what happened and offers the ways out.

    Signals:
        merge_requested: Bring both together; where they collide, ask first.
        keep_mine_requested: Save this text over theirs.
        take_theirs_requested: Take their text; undo brings this one back.
        compare_requested: Show both side by side.
        save_again_requested: Write the deleted file anew.
        close_requested: Let the deleted post go.
    """

    merge_requested = Signal()
    keep_mine_requested = Signal()
    take_theirs_requested = Signal()
    compare_requested = Signal()
    save_again_requested = Signal()
    close_requested = Signal()

    def __init__(self, state: DiskState, theme: Theme) -> None:
        super().__init__("conflictBar", theme, "triangle-alert", "warn")
        deleted = state is DiskState.DELETED
        sentence = (
            "The file of this post was deleted. Your text is still here."
            if deleted
            else "Another program changed this post while you were editing it."
        )
        offers = (
            (("Save it again", self.save_again_requested), ("Close", self.close_requested))
            if deleted
            else (
                (_MERGE, self.merge_requested),
                ("Compare…", self.compare_requested),
                ("Keep mine", self.keep_mine_requested),
                ("Take theirs", self.take_theirs_requested),
            )
        )
        self.say(sentence, offers)
        if not deleted:
            # Shown once it is known what a merge would be; before, nothing else is the first.
            self.buttons[_MERGE].setProperty("primary", True)
            self.buttons[_MERGE].hide()

    def show_merge(self, merge: Merge) -> None:
        """Says what would come from where, and offers it."""
        self.words.setText(offer(merge))
        self.setAccessibleName(self.words.text())
        button = self.buttons[_MERGE]
        button.setText("Merge…" if merge.collisions else "Merge")
        button.show()
