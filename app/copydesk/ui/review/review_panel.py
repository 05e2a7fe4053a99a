"""The Review panel: what stands between a post and its readers, and how to put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from copydesk.ui.widgets.card_list import CardList
from copydesk.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.ui.theme.theme import Theme
    from copydesk.ui.widgets.cards import Section

NO_POST = "Open a post to see here what is to be done before it goes out."
CHECKING = "Checking…"
NOTHING = "Nothing to fix. This post can go out."
HEADING = "Before this goes out"


class ReviewPanel(QWidget):
    """Cards under a line that sums them up, and what is worth knowing below.

    Signals:
        foot_link (str): A link below the cards.
    """

    foot_link = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("review_panel")
        self.cards = CardList(theme, "What is to be done before this post goes out")
        self._heading = named(QLabel(HEADING), "reviewHeading")
        self._heading.setProperty("strong", True)
        self._heading.setContentsMargins(14, 12, 14, 0)
        self._summary = _quiet("reviewSummary", 14, 2, 14, 9)
        self._words = _quiet("reviewWords", 14, 14, 14, 14)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setText(NO_POST)
        self._foot = _quiet("reviewFoot", 14, 8, 14, 10)
        self._foot.setTextFormat(Qt.TextFormat.RichText)
        self._foot.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._foot.setIndent(0)  # its line above would move it in
        self._foot.linkActivated.connect(self.foot_link)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._words)
        self._pages.addWidget(self.cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(self._summary)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(NO_POST)

    def say(self, words: str) -> None:
        """Shows a sentence and no cards."""
        self._show_head("")
        self.cards.show_sections(())
        self._words.setText(words)
        self._turn_to(self._words)
        self.set_foot("")

    def show_cards(self, sections: Sequence[Section], summary: str) -> None:
        """Shows cards under what sums them up; without any, that all is well."""
        found = [section for section in sections if section.cards]
        self._show_head(summary or NOTHING)
        self.cards.show_sections(found)
        if found:
            self._turn_to(self.cards)
        else:
            self._words.setText("")
            self._turn_to(self._words)

    def set_foot(self, html: str) -> None:
        """Says something below the cards; "" for nothing."""
        if html != self._foot.text():
            self._foot.setText(html)
        self._foot.setVisible(bool(html))

    @property
    def words(self) -> str:
        """What is said above the cards, or in their place."""
        head = "" if self._summary.isHidden() else self._summary.text()
        return " ".join(part for part in (head, self._words.text()) if part)

    @property
    def foot(self) -> str:
        """What is said below the cards, as HTML."""
        return self._foot.text()

    def _show_head(self, summary: str) -> None:
        self._summary.setText(summary)
        for part in (self._heading, self._summary):
            part.setVisible(bool(summary))

    def _turn_to(self, page: QWidget) -> None:
        """Shows the cards or the sentence; the keyboard stays in the panel."""
        had_focus = self.hasFocus() or self.cards.hasFocus()
        self._pages.setCurrentWidget(page)
        if page is self.cards:
            self.setFocusProxy(self.cards)
        else:
            self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none, its stubs don't
        if had_focus:
            self.setFocus()


def _quiet(name: str, left: int, top: int, right: int, bottom: int) -> QLabel:
    label = named(QLabel(), name)
    label.setProperty("quiet", True)
    label.setWordWrap(True)
    label.setContentsMargins(left, top, right, bottom)
    return label
