"""Fills the Review panel, and does what its cards and links say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from copydesk.application.outside_links import CHECK, STOP, OutsideLinks, foot
from copydesk.core.review.suggestions.items import open_items
from copydesk.core.text.positions import line_at, line_starts
from copydesk.core.text.text_command import Selection
from copydesk.ui.review.finding_cards import (
    CardFacts,
    counts_of,
    finding_sections,
    idents_of,
    summary,
)
from copydesk.ui.review.item_cards import item_section
from copydesk.ui.review.review_panel import CHECKING, NO_POST, ReviewPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.application.finding_actions import FindingActions
    from copydesk.application.workspace import Workspace
    from copydesk.core.review.suggestions.items import Item
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.review import Review
    from copydesk.services.suggesting import Suggesting
    from copydesk.ui.review.finding_cards import Numbered

PAGE = "review"
# Suggestions and threads have cards of their own; a bare highlight and a resolved thread have none.
_TOLD_OTHERWISE = frozenset({"open-suggestions", "open-comments"})


class ReviewPage(QObject):
    """Fills the panel while it is in front; the panel is made when it first is.

    Signals:
        compare_requested (Finding): Show a finding beside its source.
    """

    compare_requested = Signal(object)

    def __init__(
        self, desk: Workspace, review: Review, suggesting: Suggesting, actions: FindingActions
    ) -> None:
        super().__init__(desk)
        self._desk, self._review, self._suggesting = desk, review, suggesting
        self._actions = actions
        self._links = OutsideLinks(self)
        self._links.changed.connect(self.refresh)
        self._panel: ReviewPanel | None = None
        self._shown: OpenDocument | None = None
        self._numbers: dict[str, int] = {}
        self._items: dict[str, Item] = {}
        self._unfolded: set[str] = set()
        self._spellings: dict[str, tuple[str, list[str]]] = {}
        review.changed.connect(self._note_change)
        review.suggested.connect(self._take_spellings)
        desk.side.page_changed.connect(self.refresh)
        desk.editors.current_changed.connect(self.refresh)
        desk.preview.line_clicked.connect(self._come_to_line)

    @property
    def panel(self) -> ReviewPanel:
        """The panel."""
        if self._panel is None:
            self._panel = ReviewPanel(self._desk.theme)
            self._panel.cards.chosen.connect(self._go_to)
            self._panel.cards.link_chosen.connect(self._follow_link)
            self._panel.foot_link.connect(self._follow_foot)
            self._desk.side.place(PAGE).take(self._panel)
        return self._panel

    @Slot()
    def refresh(self, _news: object = None) -> None:
        """Shows what is known of the post in front, where that can be seen."""
        if self._desk.side.current != PAGE:
            return
        document = self._desk.editors.current_document
        if document is not self._shown:
            self._unfolded.clear()
            self._spellings.clear()
            self._shown = document
        if document is None:
            self.panel.say(NO_POST)
        elif not self._review.is_known(document):
            self.panel.say(self._review.trouble(document) or CHECKING)
        else:
            self._show(document)

    def _show(self, document: OpenDocument) -> None:
        found = self.findings(document)
        idents = idents_of(found)
        self._numbers = {ident: number for number, ident in idents.items()}
        starts = line_starts(document.text)
        facts = CardFacts(
            lambda position: line_at(starts, position) + 1,
            self._review.beside(document).spelling,
            self._unfolded,
            self._present_spellings(document, found, idents),
            self._review.place_in_site(document) is not None,
        )
        sections = finding_sections(found, facts)
        items = open_items(document.text)
        talk = item_section(items)
        self._items = {card.ident: item for card, item in zip(talk.cards, items, strict=True)}
        answers = sum(not item.is_suggestion for item in items)
        head = summary(*counts_of(found), answers, len(items) - answers)
        trouble = self._review.trouble(document)
        broken, links = self._links.sections(self._review.beside(document).links)
        self.panel.show_cards(
            (
                sections["open"],
                talk,
                broken,
                sections["notes"],
                links,
                sections["accepted"],
            ),
            f"{trouble} {head}".strip(),
        )
        self.panel.set_foot(self._foot(document))

    def findings(self, document: OpenDocument) -> list[Numbered]:
        """Those that have a card."""
        told = {item.mark.span.start for item in open_items(document.text)}
        return [
            (number, finding)
            for number, finding in self._review.findings(document)
            if finding.rule not in _TOLD_OTHERWISE or finding.span.start not in told
        ]

    def _present_spellings(
        self, document: OpenDocument, found: Sequence[Numbered], idents: dict[int, str]
    ) -> dict[str, list[str]]:
        """The spellings asked for, as long as the word is the same."""
        present = {}
        for number, finding in found:
            word, spellings = self._spellings.get(idents[number], ("", []))
            if word and word == finding.span.of(document.text):
                present[idents[number]] = spellings
        return present

    def _foot(self, document: OpenDocument) -> str:
        beside = self._review.beside(document)
        return foot(beside.reading, self._links.words(beside.links))

    @Slot(object)
    def _note_change(self, document: OpenDocument) -> None:
        if document is self._desk.editors.current_document:
            self.refresh()

    @Slot(object, int, object)
    def _take_spellings(self, document: OpenDocument, number: int, words: list[str]) -> None:
        finding = self._review.finding(document, number)
        ident = next((one for one, its in self._numbers.items() if its == number), "")
        if finding is not None and document is self._shown and ident:
            offered = {fix.label for fix in finding.fixes}
            more = [word for word in words if f"Change to “{word}”" not in offered]
            self._spellings[ident] = (finding.span.of(document.text), more)
            self.refresh()

    # What is asked for -------------------------------------------------------------------------

    @Slot(str)
    def _go_to(self, ident: str) -> None:
        document = self._shown
        if document is None:
            return
        if ident in self._items:
            span = self._items[ident].mark.span
            editor = self._desk.editors.current_editor
            self._desk.show_in_editor(span.start)
            if editor is not None:
                editor.show_span(Selection(span.start, span.end))
        elif ident.startswith("link:"):
            self._desk.show_in_editor(int(ident.partition(":")[2]))
        elif ident in self._numbers:
            self._actions.go_to(document, self._numbers[ident])

    @Slot(str, str)
    def _follow_link(self, ident: str, key: str) -> None:
        document = self._shown
        if document is None:
            return
        if ident in self._items:
            self._answer(document, self._items[ident], key)
        elif key.startswith("open:"):
            QDesktopServices.openUrl(QUrl(key.removeprefix("open:")))
        elif ident not in self._numbers:
            return
        elif key == "why":
            self._unfolded ^= {ident}
            self.refresh()
        elif key == "compare":
            finding = self._review.finding(document, self._numbers[ident])
            self.compare_requested.emit(finding)
        else:
            self._actions.run(document, self._numbers[ident], key)

    def _answer(self, document: OpenDocument, item: Item, key: str) -> None:
        """Does what a link of a suggestion's or a comment's card says."""
        answers = {
            "accept": partial(self._suggesting.accept, document, (item.mark,)),
            "reject": partial(self._suggesting.reject, document, (item.mark,)),
            "reply": partial(self._suggesting.reply, document, item.mark),
            "resolve": partial(self._suggesting.resolve, document, item.mark),
        }
        if item not in open_items(document.text):
            return  # the text has changed this very moment
        answers[key]()
        self._review.tell(document)
        self._review.check_now()

    @Slot(str)
    def _follow_foot(self, address: str) -> None:
        if address == STOP:
            self._links.stop()
        elif address == CHECK and self._shown is not None:
            self._links.check(self._review.beside(self._shown).links)

    def come_to(self, number: int) -> None:
        """Makes a finding's card the current one, where the panel is in front."""
        if self._desk.side.current == PAGE and self._panel is not None:
            ident = next((one for one, its in self._numbers.items() if its == number), "")
            self._panel.cards.show_card(ident)

    @Slot(int)
    def _come_to_line(self, line: int) -> None:
        document = self._desk.editors.current_document
        if document is None:
            return
        starts = line_starts(document.text)
        for number, finding in self.findings(document):
            if finding.accepted is None and line_at(starts, finding.span.start) == line:
                self.come_to(number)
                return
