"""The Sources panel: what a post was made from, claim by claim, beside the words of the source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from copydesk.ui.sources.source_view import SourceView
from copydesk.ui.widgets.card_list import CardList
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from copydesk.ui.theme.theme import Theme
    from copydesk.ui.widgets.cards import Section

NO_POST = "Open a post to see its sources here."
GUEST = "Sources can be attached to a post that is saved in the open site."
NO_SOURCES = (
    "Attach what this post was made from: wire copy, a transcript, a press release, as text, Word, "
    "PDF or HTML. Then every quotation, number, date and name of the post is looked for in it."
)


class SourcesPanel(QWidget):
    """Cards of sources and claims, over the words of one source.

    Signals:
        attach_requested: Choose files to attach.
        files_dropped (list[Path]): Attach these.
        widen_requested (bool): Show the source wide beside the draft, or no longer.
    """

    attach_requested = Signal()
    files_dropped = Signal(object)
    widen_requested = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sources_panel")
        self.setAcceptDrops(True)
        self.cards = CardList(theme, "Sources of this post, and its claims")
        self.view = SourceView(theme)
        self._words = named(QLabel(NO_POST), "sourcesWords")
        self._words.setProperty("quiet", True)
        self._words.setWordWrap(True)
        self._words.setContentsMargins(14, 12, 14, 6)
        self.attach = named(QPushButton("Attach…"), "attachSource")
        self.attach.setAccessibleName("Attach a source…")
        self.attach.setToolTip("Attach a source; files can be dropped here, too")
        self.attach.clicked.connect(self.attach_requested)
        self.widen = named(QPushButton("Open beside"), "widenSource")
        self.widen.setToolTip("Show the source wide, beside the draft")
        self.widen.setCheckable(True)
        self.widen.toggled.connect(self.widen_requested)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.cards)
        self._split.addWidget(self.view)
        self._split.setSizes([360, 240])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addLayout(self._buttons())
        column.addWidget(self._split, 1)
        self._rest = QWidget()  # keeps the words at the top where there are no cards
        column.addWidget(self._rest, 1)
        self.say(NO_POST, can_attach=False)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 2, 14, 10)
        row.setSpacing(8)
        row.addWidget(self.attach)
        row.addWidget(self.widen)
        row.addStretch(1)
        return row

    @property
    def words(self) -> str:
        """What is said above the cards, or in their place."""
        return self._words.text()

    def say(self, words: str, *, can_attach: bool) -> None:
        """Shows a sentence and no cards."""
        had_focus = self.isAncestorOf(self.focusWidget())
        self._words.setText(words)
        self.cards.show_sections(())
        self._show_cards(shown=False)
        self.attach.setVisible(can_attach)
        self.setAcceptDrops(can_attach)
        self.setFocusProxy(self.attach)
        if had_focus:
            self.setFocus()

    def show_cards(self, sections: Sequence[Section], summary: str) -> None:
        """Shows sources and claims under a line that sums them up."""
        self._words.setText(summary)
        self.cards.show_sections(sections)
        self._show_cards(shown=True)
        self.attach.setVisible(True)
        self.setAcceptDrops(True)
        had_focus = self.attach.hasFocus()
        self.setFocusProxy(self.cards)
        if had_focus:
            self.setFocus()

    def _show_cards(self, *, shown: bool) -> None:
        self._split.setVisible(shown)
        self.widen.setVisible(shown)
        self._rest.setVisible(not shown)
        if not shown:
            self.widen.setChecked(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attaches them."""
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
