"""The comparison as somebody reads it and chooses from it, by keys and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QToolButton, QWidget

from copydesk.core.posts.compare import compare_posts
from copydesk.core.text.edits import apply_edits
from copydesk.ui.compare.compare_dialog import CompareDialog
from copydesk.ui.compare.compare_view import CompareView
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

OLD = (
    "---\ntitle: Library reopens\ndraft: true\n---\n\nIt took nine months.\n\n"
    + "Alike.\n\n" * 12
    + "Repairs cost 900,000.\n"
)
NEW = (
    "---\ntitle: Library reopens soon\n---\n\nIt took ten months.\n\n"
    + "Alike.\n\n" * 12
    + "Repairs cost 850,000.\n\nA last word.\n"
)


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> CompareView:
    view = CompareView(theme)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def shown(view: CompareView) -> str:
    return view.text.toPlainText()


def button(view: QWidget, name: str) -> QToolButton | QPushButton:
    for kind in (QToolButton, QPushButton):
        for found in view.findChildren(kind):
            if name in (found.text(), found.accessibleName()):
                assert isinstance(found, QToolButton | QPushButton)
                return found
    raise LookupError(name)


def boxes(view: CompareView) -> dict[str, QCheckBox]:
    return {box.accessibleName(): box for box in view.findChildren(QCheckBox)}


def marked(view: CompareView, token: str) -> list[str]:
    """The stretches with a background of the theme's."""
    colour, result = view._theme.color(token), []
    block = view.text.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.charFormat().background().color() == colour:
                result.append(fragment.text())
            iterator += 1
        block = block.next()
    return result


def test_it_says_how_much_differs_and_marks_the_words(view: CompareView) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now")
    assert view.head.sentence.text() == "2 fields and 3 passages differ"
    assert marked(view, "deleted") == ["yes", "nine", "900,000"]
    assert marked(view, "ins") == [" soon", "ten", "850,000", "A last word."]
    assert "Title" in shown(view)
    assert "field removed" in shown(view)
    assert not boxes(view)


def test_what_is_alike_is_folded_and_opens(view: CompareView, qtbot: QtBot) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now")
    assert shown(view).count("Alike.") == 2
    assert "… 21 lines alike …" in shown(view)
    view.text.setFocus()
    QTest.keyClick(view.text, Qt.Key.Key_Tab)  # to the link
    QTest.keyClick(view.text, Qt.Key.Key_Return)
    assert shown(view).count("Alike.") == 12
    assert "lines alike" not in shown(view)


def test_keys_go_from_difference_to_difference_and_choose(view: CompareView) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now", selectable=True)
    view.setFocus()
    seen: list[int] = []
    view.text.current_changed.connect(seen.append)
    for _ in range(6):
        QTest.keyClick(view.text, Qt.Key.Key_F7)
    assert seen == [0, 1, 2, 3, 4, 0]
    QTest.keyClick(view.text, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert view.text.current == 4
    assert view.text.accessibleDescription() == "Difference 5 of 5: A last word."
    assert view.chosen_edits() == ()
    QTest.keyClick(view.text, Qt.Key.Key_Space)
    assert apply_edits(NEW, view.chosen_edits()) == NEW.removesuffix("\nA last word.\n")
    QTest.keyClick(view.text, Qt.Key.Key_Space)
    assert view.chosen_edits() == ()


def test_arrows_go_on_and_back(view: CompareView) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now")
    QTest.mouseClick(button(view, "Next difference"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(view, "Next difference"), Qt.MouseButton.LeftButton)
    assert view.text.current == 1
    QTest.mouseClick(button(view, "Previous difference"), Qt.MouseButton.LeftButton)
    assert view.text.current == 0


def test_each_difference_has_a_box_with_a_name(view: CompareView, qtbot: QtBot) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now", selectable=True)
    found = boxes(view)
    assert list(found) == [
        "Bring back: Title",
        "Bring back: Draft",
        "Bring back: It took ten months.",
        "Bring back: Repairs cost 850,000.",
        "Bring back: A last word.",
    ]
    with qtbot.waitSignal(view.choice_changed):
        found["Bring back: Draft"].click()
    assert apply_edits(NEW, view.chosen_edits()).startswith(
        "---\ntitle: Library reopens soon\ndraft: true\n---\n"
    )
    QTest.mouseClick(button(view, "Bring everything back"), Qt.MouseButton.LeftButton)
    assert apply_edits(NEW, view.chosen_edits()) == OLD
    QTest.mouseClick(button(view, "Bring nothing back"), Qt.MouseButton.LeftButton)
    assert view.chosen_edits() == ()


def test_a_choice_survives_opening_a_fold_and_another_layout(view: CompareView) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now", selectable=True)
    boxes(view)["Bring back: Title"].click()
    edits = view.chosen_edits()
    QTest.mouseClick(button(view, "Side by side"), Qt.MouseButton.LeftButton)
    assert "It took nine months." in shown(view)
    assert "It took ten months." in shown(view)
    assert view.chosen_edits() == edits
    assert boxes(view)["Bring back: Title"].isChecked()


def test_two_columns_need_room(view: CompareView) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now")
    side = button(view, "Side by side")
    QTest.mouseClick(side, Qt.MouseButton.LeftButton)
    view.resize(500, 500)
    assert not side.isVisible()
    assert "It took nineten months." in shown(view)


def test_what_cannot_be_seen_is_made_visible(view: CompareView) -> None:
    view.show_texts("five\u00a0km\nend\n", "five km\nend\n\n", "12 May", "Now")
    assert marked(view, "deleted") == ["‿"]
    assert marked(view, "ins") == ["␣", "↵"]
    assert "␣ space · ‿ no-break space · ↵ end of line" in shown(view)


def test_other_line_ends_are_said_once_and_brought_back(view: CompareView) -> None:
    old = NEW.replace("\n", "\r\n")
    view.show_texts(old, NEW, "12 May", "Now", selectable=True)
    assert view.head.sentence.text() == "All line ends differ"
    assert "CRLF" in shown(view)
    view.choose_all(True)
    assert apply_edits(NEW, view.chosen_edits()) == old


def test_texts_that_are_the_same_say_so(view: CompareView) -> None:
    view.show_texts(OLD, OLD, "12 May", "Now", selectable=True)
    assert view.message.isVisible()
    assert view.message.text() == "Both texts are the same, character by character."
    view.show_texts(OLD, NEW, "12 May", "Now")
    assert view.text.isVisible()
    view.clear("Choose a version.")
    assert view.message.text() == "Choose a version."
    assert view.chosen_edits() == ()


def test_right_to_left_lines_run_right_to_left(view: CompareView) -> None:
    view.show_texts("یہ پرانی سرخی ہے\n\nLeft one\n", "یہ نئی سرخی ہے\n\nLeft two\n", "A", "B")
    document = view.text.document()
    directions = {
        document.findBlockByNumber(number).text()[:2]: document.findBlockByNumber(number)
        .blockFormat()
        .layoutDirection()
        for number in range(document.blockCount())
    }
    assert directions["یہ"] is Qt.LayoutDirection.RightToLeft
    assert directions["Le"] is Qt.LayoutDirection.LeftToRight


def test_long_texts_are_asked_for_and_late_answers_left_aside(view: CompareView) -> None:
    asked: list[tuple[str, str]] = []
    view.comparison_wanted.connect(lambda old, new: asked.append((old, new)))
    old = "\ufeffone\udc80\n" * 10_000
    view.show_texts(old, old + "two\n", "12 May", "Now")
    view.show_texts(old, old + "three\n", "12 May", "Now")
    assert asked == [(old, old + "two\n"), (old, old + "three\n")]
    assert view.message.text() == "Comparing…"
    view.show_comparison(compare_posts(*asked[0]))
    assert view.message.isVisible()
    view.show_comparison(compare_posts(*asked[1]))
    assert marked(view, "ins") == ["three"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: ("a\n" * 100_000, "b\n" * 100_000),
        lambda: ("word " * 200_000, "other " * 200_000),
        lambda: ("", "\n".join(f"line {n}" for n in range(100_000))),
    ],
    ids=["lines", "one line", "from nothing"],
)
def test_huge_differences_are_shown_in_part(
    view: CompareView, make: Callable[[], tuple[str, str]]
) -> None:
    old, new = make()
    view.show_texts(old, new, "12 May", "Now", selectable=True)
    assert len(shown(view)) < 60_000
    view.choose_all(True)
    assert apply_edits(new, view.chosen_edits()) == old


def test_many_differences_are_laid_out_as_they_are_read(view: CompareView) -> None:
    old = "".join(f"Line {n} here.\n\n" for n in range(900))
    new = old.replace("here", "there")
    view.show_texts(old, new, "12 May", "Now", selectable=True)
    assert view.head.sentence.text() == "900 passages differ"
    assert "… 500 passages follow …" in shown(view)
    assert len(boxes(view)) == 400
    view.previous_difference()
    view.next_difference()
    assert view.text.current == 400
    assert "… 100 passages follow …" in shown(view)
    view.choose_all(True)
    assert apply_edits(new, view.chosen_edits()) == old


def test_the_page_follows_the_theme(view: CompareView, theme: Theme) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now")
    theme.choose("dark")
    assert marked(view, "ins") == [" soon", "ten", "850,000", "A last word."]


def test_the_window_remembers_its_size(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 900)
    dialog = CompareDialog("Compare", theme, parent)
    done = QPushButton("Restore")
    dialog.add_button(done)
    dialog.show()
    dialog.resize(640, 480)
    QTest.mouseClick(button(dialog, "Close"), Qt.MouseButton.LeftButton)
    other = CompareDialog("Compare", theme, parent)
    assert (other.width(), other.height()) == (640, 480)


def test_the_legend_names_both_sides_or_the_only_one(view: CompareView) -> None:
    view.show_texts(OLD, NEW, "12 May", "Now")
    legend = QTextDocument()
    legend.setHtml(view.head._legend.text())
    assert legend.toPlainText().split() == ["−", "12", "May", "+", "Now"]
    view.show_texts("", NEW, "", "Not saved, today 09:12")
    legend.setHtml(view.head._legend.text())
    assert legend.toPlainText().split() == ["+", "Not", "saved,", "today", "09:12"]
    assert view.head.sentence.text() == "There is nothing to compare it with"
    assert view.text.accessibleName() == "Not saved, today 09:12"


def test_tab_leads_to_every_switch_box_and_button(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    parent.resize(1200, 800)
    qtbot.addWidget(parent)
    dialog = CompareDialog("Compare", theme, parent)
    dialog.add_button(QPushButton("Restore"))
    dialog.view.show_texts(OLD, NEW, "12 May", "Now", selectable=True)
    dialog.resize(1000, 700)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.view.text.hasFocus)
    seen: list[str] = []
    for _ in range(24):
        focus = QApplication.focusWidget()
        assert focus is not None
        name = focus.accessibleName() or focus.property("text")
        if name in seen and focus is not dialog.view.text:
            break
        seen.append(name)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    switches = ["Side by side", "Bring everything back", "Bring nothing back"]
    stops = list(dict.fromkeys(seen))
    assert stops[1:8] == [*boxes(dialog.view), "Close", "Restore"]
    assert stops[8:] == ["Previous difference", "Next difference", *switches]
    dialog.close()
