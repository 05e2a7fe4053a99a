"""The row of chips that choose which posts are listed by their status."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from copydesk.core.posts.metadata import PostStatus
from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABELS: tuple[tuple[PostStatus | None, str], ...] = (
    (None, "All"),
    (PostStatus.DRAFT, "Drafts"),
    (PostStatus.REVIEW, "In review"),
    (PostStatus.READY, "Ready"),
    (PostStatus.PUBLISHED, "Published"),
    (PostStatus.NONE, "No status"),
    (PostStatus.UNREADABLE, "Unreadable"),
)


class StatusChips(QWidget):
    """One chip for all posts and one for each status that any post has.

    Signals:
        status_chosen (PostStatus | None): This status only, or every one.
    """

    status_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-chips")
        self.setAccessibleName("Show posts by status")
        self._chosen: PostStatus | None = None
        self._chips: dict[PostStatus | None, QPushButton] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, gap_px=4, row_gap_px=4)
        flow.setContentsMargins(10, 0, 10, 8)
        for status, _label in _LABELS:
            chip = QPushButton()
            chip.setObjectName(f"chip-{status.value if status else 'all'}")
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(partial(self._clicked, status))
            self._group.addButton(chip)
            self._chips[status] = chip
            flow.addWidget(chip)
        self._chips[None].setChecked(True)
        self.show_counts({}, 0)

    @property
    def chosen(self) -> PostStatus | None:
        """The status that is listed, or None for all."""
        return self._chosen

    def choose(self, status: PostStatus | None) -> None:
        """Checks the chip of that status."""
        if status is not self._chosen:
            self._chosen = status
            self._chips[status].setChecked(True)
            self.status_chosen.emit(status)

    def show_counts(self, counts: Mapping[PostStatus, int], total: int) -> None:
        """Says how many posts there are of each status; without any, a chip is put away."""
        for status, label in _LABELS:
            count = total if status is None else counts.get(status, 0)
            chip = self._chips[status]
            text = f"{label} {count:,}"
            if chip.text() != text:
                chip.setText(text)
                chip.setAccessibleName(f"{label}, {count:,} {'post' if count == 1 else 'posts'}")
            shown = status is None or count > 0 or status is self._chosen
            if shown == chip.isHidden():
                chip.setVisible(shown)

    def _clicked(self, status: PostStatus | None) -> None:
        # A second click on the chosen one goes back to all.
        self.choose(None if status is self._chosen else status)
