"""The list of cards: keys, mouse, folding, and a thousand cards at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from copydesk.ui.theme.theme import Theme
from copydesk.ui.widgets.card_list import CardList
from copydesk.ui.widgets.cards import Card, CardLink, Section

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LINKS = (CardLink("fix:0", "Remove it"), CardLink("accept", "Accept…"))


def card(number: int, **more: str) -> Card:
    detail = more.pop("detail", "Line 3 · A line of dashes right under a paragraph.")
    return Card(f"card:{number}", "bad", "Error", f"Headline {number}", detail, LINKS, **more)


def section(count: int) -> Section:
    return Section("open", tuple(map(card, range(count))))


@pytest.fixture
def cards(qtbot: QtBot) -> CardList:
    shown = CardList(Theme("light"), "What is to be done")
    qtbot.addWidget(shown)
    shown.resize(300, 500)
    shown.show()
    qtbot.waitExposed(shown)
    shown.setFocus()
    return shown


def press(shown: CardList, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(shown, key)


def test_arrows_go_through_cards_enter_goes_there_digits_press_links(cards: CardList) -> None:
    chosen: list[str] = []
    done: list[tuple[str, str]] = []
    cards.chosen.connect(chosen.append)
    cards.link_chosen.connect(lambda ident, key: done.append((ident, key)))
    cards.show_sections([section(3)])
    cards.setCurrentIndex(cards.rows.index(0))
    press(cards, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chosen == ["card:1"]
    press(cards, Qt.Key.Key_2, Qt.Key.Key_9)
    assert done == [("card:1", "accept")]


def test_tab_goes_through_the_links_of_a_card_and_on(cards: CardList) -> None:
    done: list[tuple[str, str]] = []
    cards.link_chosen.connect(lambda ident, key: done.append((ident, key)))
    cards.show_sections([section(2)])
    cards.setCurrentIndex(cards.rows.index(0))
    assert cards.focusNextPrevChild(True)
    assert cards.link == 0
    press(cards, Qt.Key.Key_Return)
    assert cards.focusNextPrevChild(True)
    press(cards, Qt.Key.Key_Return)
    assert done == [("card:0", "fix:0"), ("card:0", "accept")]
    cards.focusNextPrevChild(False)
    assert cards.link == 0
    press(cards, Qt.Key.Key_Down)
    assert cards.link == -1


def test_a_click_presses_the_link_or_goes_there(cards: CardList, qtbot: QtBot) -> None:
    chosen: list[str] = []
    done: list[tuple[str, str]] = []
    cards.chosen.connect(chosen.append)
    cards.link_chosen.connect(lambda ident, key: done.append((ident, key)))
    cards.show_sections([section(2)])
    index = cards.rows.index(1)
    qtbot.waitUntil(lambda: cards.visualRect(index).height() > 30)
    corner = cards.visualRect(index).topLeft()
    area = cards._setter.layout(card(1)).link_areas(0)[0]
    place = corner + QPoint(round(area.center().x()), round(area.center().y()))
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == [("card:1", "fix:0")]
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=corner + QPoint(60, 12))
    assert chosen == ["card:1"]


def test_sections_fold_and_stay_as_they_were_put(cards: CardList) -> None:
    notes = Section("notes", (card(7),), "1 note", folded=True)
    cards.show_sections([section(1), notes])
    assert cards.rows.rowCount() == 2
    cards.setCurrentIndex(cards.rows.index(1))
    assert "folded" in str(cards.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    press(cards, Qt.Key.Key_Right)
    assert cards.rows.rowCount() == 3
    cards.show_sections([section(2), notes])
    assert cards.rows.rowCount() == 4
    press(cards, Qt.Key.Key_Left)
    assert cards.rows.rowCount() == 3
    assert cards.show_card("card:7")
    assert cards.current_ident == "card:7"
    assert not cards.show_card("card:99")


def test_the_current_card_stays_or_the_next_takes_its_place(cards: CardList) -> None:
    cards.show_sections([section(4)])
    cards.setCurrentIndex(cards.rows.index(2))
    cards.show_sections([Section("open", (card(9), *section(4).cards))])
    assert cards.current_ident == "card:2"
    cards.show_sections([Section("open", (card(9), card(0), card(1), card(3)))])
    assert cards.current_ident == "card:3"
    cards.show_sections([])
    assert cards.current_ident == ""


def test_a_card_is_spoken_with_what_can_be_done(cards: CardList) -> None:
    cards.show_sections([section(1)])
    said = str(cards.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Error: Headline 0")
    assert "1 Remove it, 2 Accept…" in said


def test_narrow_and_odd_words_are_set_without_losing_any(cards: CardList) -> None:
    odd = "لفظ کا املا غلط ہے 🚤 " * 8
    cards.show_sections([Section("open", (card(1, detail=odd, more=odd), card(2, detail="")))])
    wide = cards._setter.layout(card(1, detail=odd, more=odd)).height_px
    cards.resize(200, 500)
    cards._setter.use_width(200)
    assert cards._setter.layout(card(1, detail=odd, more=odd)).height_px > wide


def test_a_thousand_cards_are_shown_without_a_wait(cards: CardList) -> None:
    many = section(1_000)
    start = time.perf_counter()
    cards.show_sections([many])
    cards.viewport().repaint()
    assert time.perf_counter() - start < 0.25
    assert cards.rows.rowCount() == 1_000
