"""Links that leave the site: counted at once, asked for on a click, told when they are broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from copydesk.application.outside_links import CHECK, STOP, OutsideLinks, foot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# Nothing listens at the port of discard, so that the answer comes at once, from this machine.
GONE = "http://127.0.0.1:9/gone"
LINKS = [(4, 40, GONE), (50, 90, GONE), (95, 120, "http://127.0.0.1:9/too")]


def test_nothing_is_asked_until_it_is_wanted_and_broken_ones_come_to_the_front(
    qtbot: QtBot,
) -> None:
    owner = QObject()
    links = OutsideLinks(owner)
    assert links.words([]) == ""
    assert links.words(LINKS) == f"External links (2) · <a href='{CHECK}'>Check them</a>"
    broken, others = links.sections(LINKS)
    assert broken.cards == ()
    assert (others.label, others.folded) == ("2 external links", True)
    assert [card.ident for card in others.cards] == ["link:4", "link:95"]
    links.check(LINKS)
    assert STOP in links.words(LINKS)
    qtbot.waitUntil(lambda: "broken" in links.words(LINKS), timeout=10_000)
    broken, others = links.sections(LINKS)
    assert [card.detail for card in broken.cards] == [GONE, "http://127.0.0.1:9/too"]
    assert broken.cards[0].kind == "Broken link"
    assert others.cards == ()


def test_the_foot_holds_what_there_is() -> None:
    assert foot("", "") == ""
    assert foot("Plain & short", "") == "Plain &amp; short."
    assert foot("Plain", "<a>x</a>") == "Plain.<br><a>x</a>"
