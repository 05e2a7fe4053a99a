"""Two versions of a post, read as one marked-up text; what differs can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from copydesk.core.posts.compare import PostComparison
    from copydesk.core.text.edits import TextEdit
    from copydesk.ui.theme.theme import Theme


class CompareView(QWidget):
    """Fields as a table, below them the prose with what was removed and what was added.

    Signals:
        choice_changed: Another set of differences is to be brought back.
        comparison_wanted (str, str): Both texts are too long to be compared here: whoever owns the
            view runs `compare_posts` on a task and calls `show_comparison`. `Comparing` does.
        rendered_wanted (str, str): The editor asked for the rendered comparison of old and new;
            `Comparing` answers it with `set_rendered_pane`.
    """

    choice_changed = Signal()
    comparison_wanted = Signal(str, str)
    rendered_wanted = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def show_texts(
        self, old: str, new: str, old_title: str, new_title: str, *, selectable: bool = False
    ) -> None:
        """Compares and shows two texts; long ones are asked for by `comparison_wanted`.

        Args:
            old: The earlier text: what only it holds is shown as removed.
            new: The later one: what only it holds is shown as added.
            old_title: What the earlier one is: “12 May, 09:41”.
            new_title: What the later one is: “Now”.
            selectable: Whether each difference has a “Bring back”.
        """

    def show_comparison(self, comparison: PostComparison) -> None:
        """Shows what `comparison_wanted` asked for; one of other texts is left aside."""

    def set_rendered_pane(self, pane: QWidget) -> None:
        """Gives the page on which the rendered comparison is shown."""

    def clear(self, sentence: str = "") -> None:
        """Shows nothing, or a sentence."""

    def chosen_edits(self) -> tuple[TextEdit, ...]:
        """The edits of `new` that bring back what is chosen; positions are those of `new`."""
        return ()

    def choose_all(self, chosen: bool) -> None:
        """Chooses every difference, or none."""

    def next_difference(self) -> None:
        """Goes to the next one; after the last to the first."""

    def previous_difference(self) -> None:
        """Goes to the one before; before the first to the last."""
