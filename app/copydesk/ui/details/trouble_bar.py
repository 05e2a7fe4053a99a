"""What of a post's fields breaks the site's schema, all in one place, each a way to its field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from copydesk.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.core.posts.paths import FieldPath
    from copydesk.core.site.validate import FieldTrouble

# More names than these fill the column and tell no more than their number.
_MOST_NAMED = 8


class TroubleBar(QWidget):
    """Names the fields that are to be put right; hidden while there are none.

    Signals:
        field_requested (FieldPath): Go to this field, or this part of one.
    """

    field_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trouble_bar")
        self._shown: tuple[tuple[str, FieldPath, str], ...] = ()
        self._parts: list[QWidget] = []
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("bad", True)
        self._names = QWidget(self)
        self._flow = FlowLayout(self._names, gap_px=8, row_gap_px=0)
        self._flow.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self._count)
        layout.addWidget(self._names)
        self.hide()

    def show_troubles(self, troubles: Sequence[FieldTrouble]) -> None:
        """Shows these in the place of others; the same ones change nothing."""
        wanted = tuple((one.label, one.path, one.sentence) for one in troubles)
        if wanted == self._shown:
            return
        self._shown = wanted
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._link(*one) for one in wanted[:_MOST_NAMED]]
        if len(wanted) > _MOST_NAMED:
            more = QLabel(f"and {len(wanted) - _MOST_NAMED} more", self._names)
            more.setProperty("quiet", True)
            self._parts.append(more)
        for part in self._parts:
            self._flow.addWidget(part)
            part.show()
        self._count.setText(
            "1 field to put right" if len(wanted) == 1 else f"{len(wanted)} to put right"
        )
        self.setVisible(bool(wanted))

    def _link(self, label: str, path: FieldPath, sentence: str) -> QPushButton:
        link = QPushButton(label.replace("&", "&&"), self._names)
        link.setProperty("link", True)
        link.setAutoDefault(False)
        link.setToolTip(sentence)
        link.setAccessibleName(f"Go to {label}: {sentence}")
        link.clicked.connect(partial(self.field_requested.emit, path))
        return link
