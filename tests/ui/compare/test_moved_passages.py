"""Passages that moved, as somebody reads them: marked at both ends, a key apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.text.edits import apply_edits
from copydesk.ui.compare.compare_view import CompareView
from copydesk.ui.theme.theme import Theme
from tests.ui.compare.test_compare_view import boxes, button, marked, shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TOLL = "The toll stays at two crowns for every car that crosses.\n"
REST = "".join(f"Paragraph {n} of many others is about the weather.\n\n" for n in range(30))
OLD = f"---\ntitle: Bridge\n---\n\nThe bridge closes.\n\n{TOLL}\n{REST}The end.\n"
LATER = TOLL.replace("two", "three")
NEW = f"---\ntitle: Bridge\n---\n\nThe bridge closes.\n\n{REST}{LATER}\nThe end.\n"


@pytest.fixture
def view(qtbot: QtBot, qapp: object) -> CompareView:
    view = CompareView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.show_texts(OLD, NEW, "12 May", "Now", selectable=True)
    return view


def test_both_ends_are_marked_and_the_words_that_changed(view: CompareView) -> None:
    assert view.head.sentence.text() == "1 passage moved"
    text = shown(view)
    assert "↓ “The toll stays at two crowns for every…” moved from here to below" in text
    assert "↑ Moved here from above" in text
    assert text.index("to below") < text.index("from above")
    assert (marked(view, "deleted"), marked(view, "ins")) == (["two"], ["three"])
    assert list(boxes(view)) == [
        "Bring back: Moved from above: The toll stays at three crowns for ever…"
    ]


def test_a_link_leads_from_either_end_to_the_other(view: CompareView) -> None:
    view.text.setFocus()
    bar = view.text.verticalScrollBar()
    QTest.keyClick(view.text, Qt.Key.Key_Tab)
    QTest.keyClick(view.text, Qt.Key.Key_Return)
    assert view.text.current == 0
    QTest.keyClick(view.text, Qt.Key.Key_Space)
    assert apply_edits(NEW, view.chosen_edits()) == OLD
    below = bar.value()
    for _ in range(3):  # past the fold between them, round again to the first link
        QTest.keyClick(view.text, Qt.Key.Key_Tab)
        if "left:" in view.text.textCursor().charFormat().anchorHref():
            break
    QTest.keyClick(view.text, Qt.Key.Key_Return)
    assert bar.value() <= below


def test_beside_each_other_each_text_stands_on_its_side(view: CompareView) -> None:
    QTest.mouseClick(button(view, "Side by side"), Qt.MouseButton.LeftButton)
    text = shown(view)
    assert "The toll stays at two crowns" in text
    assert "↓ Moved from here to below" in text
    assert "↑ Moved here from above" in text
    assert len(boxes(view)) == 1
