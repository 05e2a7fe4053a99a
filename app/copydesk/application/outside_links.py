"""The links of a post that leave its site: counted, and asked for when the editor wants it."""

from __future__ import annotations

from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copydesk.ui.widgets.cards import Card, CardLink, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.services.link_check import LinkAnswer, LinkCheck

CHECK, STOP = "check-links", "stop-links"
_Link = tuple[int, int, str]


class OutsideLinks(QObject):
    """Asks other sites, and keeps what they said for as long as the desk is open.

    Signals:
        changed: There is more to tell.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._check: LinkCheck | None = None
        self._answers: dict[str, LinkAnswer] = {}

    def check(self, links: Sequence[_Link]) -> None:
        """Asks for all of these, those answered before too."""
        if self._check is None:
            from copydesk.services.link_check import LinkCheck  # with QtNetwork, on a click only

            self._check = LinkCheck(self)
            self._check.answered.connect(self._take)
            self._check.finished.connect(self.changed)
        hrefs = list(dict.fromkeys(href for _start, _end, href in links))
        for href in hrefs:
            self._answers.pop(href, None)
        self._check.check(hrefs)
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Asks no more."""
        if self._check is not None:
            self._check.stop()

    @Slot(str, object)
    def _take(self, href: str, answer: LinkAnswer) -> None:
        self._answers[href] = answer
        self.changed.emit()

    def words(self, links: Sequence[_Link]) -> str:
        """What there is to say of links, with what can be done, as HTML; "" for no links."""
        hrefs = {href for _start, _end, href in links}
        if not hrefs:
            return ""
        words = f"External links ({len(hrefs):,})"
        if self._check is not None and self._check.is_running:
            asked = sum(href in self._answers for href in hrefs)
            return f"{words}: {asked:,} answered · <a href='{STOP}'>Stop</a>"
        told = [self._answers[href] for href in hrefs if href in self._answers]
        if told:
            gone = sum(not answer.ok and answer.sure for answer in told)
            words += f": {gone:,} broken" if gone else ": all that answered are there"
        again = "Check them again" if told else "Check them"
        return f"{words} · <a href='{CHECK}'>{again}</a>"

    def sections(self, links: Sequence[_Link]) -> tuple[Section, Section]:
        """The cards of those that lead nowhere, and of all others, folded."""
        broken: list[Card] = []
        others: list[Card] = []
        first = {href: start for start, _end, href in reversed(links)}
        for href, start in sorted(first.items(), key=itemgetter(1)):
            answer = self._answers.get(href)
            is_broken = answer is not None and answer.sure and not answer.ok
            (broken if is_broken else others).append(_card(start, href, answer))
        count = len(others)
        label = f"{count:,} external {'link' if count == 1 else 'links'}"
        return (
            Section("broken-links", tuple(broken)),
            Section("links", tuple(others), label, folded=True),
        )


def _card(start: int, href: str, answer: LinkAnswer | None) -> Card:
    links = (CardLink(f"open:{href}", "Open in the browser"),)
    if answer is None:
        return Card(f"link:{start}", "faint", "Link", href, "", links)
    if answer.ok and answer.sure:
        return Card(f"link:{start}", "ok", "Working link", href, answer.sentence, links)
    if not answer.sure:
        return Card(f"link:{start}", "faint", "Link", href, answer.sentence, links)
    return Card(f"link:{start}", "bad", "Broken link", answer.sentence, href, links)


def foot(reading: str, links: str) -> str:
    """What stands below the cards, as HTML.

    Args:
        reading: How hard the post is to read, plain.
        links: As `OutsideLinks.words` gave it.
    """
    lines = [f"{escape(reading)}." if reading else "", links]
    return "<br>".join(line for line in lines if line)
