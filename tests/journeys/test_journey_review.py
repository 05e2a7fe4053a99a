"""The review at the desk: findings come while one writes, are gone to, fixed, let stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from copydesk.core.review.finding import Severity
from copydesk.ui.posts.posts_model import COUNT_ROLE
from copydesk.ui.widgets.cards import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.core.review.finding import Finding
    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

DASHES = "\n\nThe reading room follows.\n---\n"
HEADING = "The last paragraph becomes a heading"


def open_findings(journey: Journey) -> list[Finding]:
    """The open errors and warnings of the post in front, as the desk has them."""
    every = journey.desk.reviewing.review.findings(journey.document)
    return [f for _n, f in every if f.accepted is None and f.severity is not Severity.NOTE]


def sentences(journey: Journey) -> list[str]:
    return [finding.sentence for finding in open_findings(journey)]


def cards(journey: Journey) -> list[Card]:
    """The cards that the panel shows."""
    if journey.desk.side.current != "review":
        return []
    rows = journey.desk.reviewing.page.panel.cards.rows
    every = (rows.at(rows.index(row)) for row in range(rows.rowCount()))
    return [one for one in every if isinstance(one, Card)]


def headlines(journey: Journey) -> list[str]:
    return [card.headline for card in cards(journey)]


def go_to_card(journey: Journey, headline: str) -> Card:
    """Walks down the cards with the arrow keys to one."""
    shown = journey.desk.reviewing.page.panel.cards
    journey.press("Ctrl+Shift+6", "Home")
    for _step in range(60):
        card = shown.current_card
        if card is not None and card.headline == headline:
            return card
        journey.press("Down")
    raise AssertionError(f"the arrow keys do not lead to “{headline}”: {headlines(journey)}")


def press_link(journey: Journey, headline: str, label: str) -> None:
    """Goes to a card and presses one of its links by its digit."""
    card = go_to_card(journey, headline)
    labels = [link.label for link in card.links]
    journey.press(str(labels.index(label) + 1))


def settled(journey: Journey) -> None:
    """Waits until the post in front is checked as it is."""
    review = journey.desk.reviewing.review
    journey.until(lambda: review.is_fresh(journey.document))


@pytest.fixture
def written(journey: Journey) -> Journey:
    """A post with its last paragraph turned into a heading by the editor, checked."""
    journey.open("Bridge")
    journey.press("Ctrl+Shift+6")
    settled(journey)
    journey.press("Ctrl+Shift+2", "Ctrl+End")
    journey.type(DASHES)
    journey.until(lambda: HEADING in headlines(journey))
    return journey


def test_a_finding_comes_while_one_writes_is_fixed_by_keys_and_comes_back_by_undo(
    written: Journey,
) -> None:
    before = written.document.text
    assert str(len(open_findings(written))) in written.desk.side._tabs.count_of(1)
    press_link(written, HEADING, "Remove it")
    written.until(lambda: HEADING not in headlines(written))
    assert "---\n" not in written.document.text[4:].partition("---\n")[2]
    written.press("Ctrl+Shift+2", "Ctrl+Z")
    assert written.document.text == before
    written.until(lambda: HEADING in headlines(written))


def test_enter_goes_to_the_place_and_f8_to_the_next(written: Journey) -> None:
    go_to_card(written, HEADING)
    written.press("Return")
    written.until(lambda: written.in_editor)
    finding = next(f for f in open_findings(written) if f.sentence == HEADING)
    assert written.editor.cursor_position() == finding.span.end
    places = sorted((f.span.start, f.span.end) for f in open_findings(written))
    seen = []
    for _step in places:
        written.press("F8")
        chosen = written.editor.bridge.selection()
        seen.append((chosen.start, chosen.end))
    assert sorted(seen) == places
    written.press("Shift+F8")
    chosen = written.editor.bridge.selection()
    assert (chosen.start, chosen.end) in places


def test_what_is_let_stand_stays_so_after_a_restart_until_its_words_change(
    written: Journey, open_desk: Callable[..., Journey], site: SiteBuilder
) -> None:
    written.when_asked("Return", text="The house draws a line there")
    press_link(written, HEADING, "Accept…")
    written.until(lambda: HEADING not in sentences(written))
    kept = site.root / ".copydesk/posts/src/content/news/bridge.md.jsonl"
    written.until(lambda: kept.is_file() and "draws a line" in kept.read_text("utf-8"))
    written.press("Ctrl+S")
    written.until(lambda: not written.document.modified)
    written.stop()

    again = open_desk(site.root)
    again.loaded()
    again.open("Bridge")
    again.press("Ctrl+Shift+6")
    settled(again)
    assert HEADING not in sentences(again)
    go_to_fold(again, "1 let stand")
    again.until(lambda: HEADING in headlines(again))
    go_to_card(again, HEADING)
    again.press("Return")
    again.until(lambda: again.in_editor)
    again.type("-----")  # over the three that are selected
    again.until(lambda: HEADING in sentences(again))


def go_to_fold(journey: Journey, label: str) -> None:
    """Opens a section by the keyboard."""
    shown = journey.desk.reviewing.page.panel.cards
    journey.press("Ctrl+Shift+6", "End")
    assert label in str(shown.currentIndex().data()), shown.currentIndex().data()
    journey.press("Return")


def test_taking_back_opens_it_again(written: Journey) -> None:
    written.when_asked("Return", text="So be it")
    press_link(written, HEADING, "Accept…")
    written.until(lambda: HEADING not in sentences(written))
    settled(written)
    go_to_fold(written, "1 let stand")
    press_link(written, HEADING, "Take back")
    written.until(lambda: HEADING in sentences(written))
    settled(written)
    assert HEADING in sentences(written)


def test_counts_stand_in_the_tree(journey: Journey, site: SiteBuilder) -> None:
    site.write("src/content/news/ferry.md", "---\ntitle: Ferry\n---\n\nTK\n\nThe end.\n---\n")
    journey.press("Ctrl+Shift+6")
    journey.desk.reviewing.begin()
    journey.until(lambda: journey.desk.reviewing.review.process.process_id)
    journey.desk.reviewing.count_now()
    model = journey.desk.posts.model

    def count() -> tuple[int, int]:
        counts: tuple[int, int] = model.post_index("src/content/news/ferry.md").data(COUNT_ROLE)
        return counts

    journey.until(lambda: sum(count()) >= 2)
    index = model.post_index("src/content/news/ferry.md")
    assert "to fix" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    site.write("src/content/news/ferry.md", "---\ntitle: Ferry\n---\n\nThe end.\n")
    journey.until(lambda: count()[0] == 0)


def test_words_have_lines_a_tip_and_a_menu_and_blocks_an_outline(written: Journey) -> None:
    settled(written)
    finding = next(f for f in open_findings(written) if f.sentence == HEADING)
    assert finding.span in written.editor.underlines.spans
    found = written.editor.underlines.at(finding.span.start)
    assert HEADING in found[0].tip
    menu = QMenu(written.editor)
    written.editor.menu_opening.emit(menu, finding.span.start)
    labels = [action.text() for action in menu.actions()]
    menu.deleteLater()
    assert "Remove it" in labels
    assert "Accept…" in labels
    written.sees("main.querySelector('h2[data-finding=\"bad\"]') !== null")
