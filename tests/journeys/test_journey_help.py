"""Looking something up while at work: by menu, by key, by words, from a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu

from copydesk.core.review.rules import BY_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from copydesk.ui.help.help_window import HelpWindow
    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey


def guide(journey: Journey) -> HelpWindow:
    window = journey.desk.help.window
    assert window is not None, "the guide is not open"
    return window


def shows(journey: Journey, name: str) -> None:
    """Waits until the guide is in front with that page."""
    journey.until(lambda: guide(journey).isActiveWindow())
    journey.until(lambda: (page := guide(journey).page.page) and page.name == name)


def on_screen(window: HelpWindow, words: str) -> bool:
    """Whether words stand in the upper half of the page as it is scrolled."""
    view = window.page
    top = view.cursorForPosition(view.viewport().rect().topLeft()).position()
    middle = view.cursorForPosition(view.viewport().rect().center()).position()
    return words in view.toPlainText()[top:middle]


def test_opened_by_key_read_by_links_and_left_by_escape(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.press("Shift+F1")
    shows(journey, "first-steps")
    window = guide(journey)
    assert "Ctrl+S" in window.page.toPlainText()
    window.page.link_followed.emit("safety.md#history")
    shows(journey, "safety")
    journey.until(lambda: on_screen(window, "History"))
    journey.press("Alt+Left")
    shows(journey, "first-steps")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    for address in ("https://criticmarkup.com", "file:///etc/passwd", "javascript:1", "../a.md"):
        window.page.link_followed.emit(address)
    assert opened == ["https://criticmarkup.com"]
    shows(journey, "first-steps")
    journey.press("Escape")
    assert window.isHidden()
    journey.until(lambda: journey.window.isActiveWindow())


def test_words_lead_to_a_page_and_the_guide_comes_back_as_it_was(
    journey: Journey, site: SiteBuilder, open_desk: Callable[..., Journey]
) -> None:
    journey.press("Shift+F1")
    shows(journey, "first-steps")
    window = guide(journey)
    window.resize(760, 560)
    journey.press("Ctrl+Shift+F")
    journey.type("network asks click")
    journey.press("Return")
    shows(journey, "computer")
    assert {mark.cursor.selectedText().lower() for mark in window.page.extraSelections()} == {
        "network", "asks", "click",
    }  # fmt: skip
    journey.press("Ctrl+W")
    assert window.isHidden()
    journey.until(lambda: journey.window.isActiveWindow())
    journey.press("Shift+F1")
    shows(journey, "computer")
    journey.desk.leave()
    journey.until(lambda: journey.desk.help.window is None)
    journey.stop()
    other = open_desk(site.root)
    other.loaded()
    other.press("Shift+F1")
    shows(other, "first-steps")
    assert guide(other).sizes()[:2] == [760, 560]


def test_opened_by_menu_and_by_the_palette(journey: Journey) -> None:
    menu = journey.window.top_bar._menu.menu()
    help_menu = next(one for one in menu.findChildren(QMenu) if one.title() == "Help")
    words = [action.text() for action in help_menu.actions()]
    assert words[:3] == ["Guide", "Keys at a glance", "Rules of the review"]
    assert not any(one.startswith("Guide: ") for one in words)
    help_menu.actions()[2].trigger()
    shows(journey, "rules")
    guide(journey).hide()
    journey.until(lambda: journey.window.isActiveWindow())
    journey.press("Ctrl+Shift+P")
    journey.type("guide sources")
    journey.press("Return")
    shows(journey, "sources")


def test_a_finding_leads_to_what_its_rule_says(journey: Journey, site: SiteBuilder) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("\n\nTK the fare.\n")
    journey.press("Ctrl+Shift+6")
    review = journey.desk.reviewing.review
    journey.until(lambda: review.is_fresh(journey.document) and review.findings(journey.document))
    finding = next(one for _number, one in review.findings(journey.document) if one.rule == "tk")
    cards = journey.desk.reviewing.page.panel.cards
    ident = f"finding:{finding.rule}:0"
    journey.until(lambda: cards.show_card(ident))
    cards.link_chosen.emit(ident, "why")
    cards.link_chosen.emit(ident, "rules")
    shows(journey, "rules")
    journey.until(lambda: on_screen(guide(journey), BY_ID[finding.rule].title))
    assert QApplication.activeWindow() is guide(journey)
