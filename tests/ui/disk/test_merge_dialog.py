"""The view in which colliding passages are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from copydesk.core.posts.merge import merge_posts
from copydesk.core.text.edits import apply_edits
from copydesk.ui.disk.merge_decisions import State
from copydesk.ui.disk.merge_dialog import MergeDialog
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from copydesk.core.posts.merge import Merge

BASE = """\
---
title: Ferry
draft: true
---

The ferry leaves at nine.

The river is low.

Fares stay as they are.
"""
MINE = (
    BASE.replace("Ferry", "The ferry").replace("at nine", "at\u00a0ten").replace("low", "very low")
)
THEIRS = (
    BASE.replace("Ferry", "Ferries")
    .replace("leaves at nine", "goes at nine")
    .replace("true", "false")
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[MergeDialog]:
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    window.show()
    dialog = MergeDialog(merge_posts(BASE, MINE, THEIRS), "ferry.md", Theme("light"), window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.wanted = []  # type: ignore[attr-defined]  # noted here for the tests
    dialog.merge_wanted.connect(lambda merge, choices: dialog.wanted.append((merge, choices)))  # type: ignore[attr-defined]  # as above
    yield dialog
    dialog.close()


def rows(dialog: MergeDialog) -> list[str]:
    model = dialog.list.model()
    return [str(model.index(n, 0).data()) for n in range(model.rowCount())]


def button(dialog: MergeDialog, label: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == label)


def result(dialog: MergeDialog) -> str:
    (wanted,) = dialog.wanted  # type: ignore[attr-defined]  # see above
    merge, choices = wanted
    return apply_edits(merge.mine, merge.resolved(choices))


def test_lists_what_collides_and_what_does_not(dialog: MergeDialog) -> None:
    assert rows(dialog) == [
        "Title\nNot decided yet",
        "The ferry leaves at ten.\nNot decided yet",
    ]
    rest = [dialog.rest.item(n).text() for n in range(dialog.rest.count())]
    assert rest == ["“Draft” from the disk", "1 paragraph of yours: “The river is very low.”"]
    assert dialog.view.mine.text == "title: The ferry"
    assert dialog.view.theirs.text == "title: Ferries"
    assert dialog.view.before.text == "title: Ferry"
    assert dialog.view.before.isHidden() or not dialog.view.before.isVisible()
    button(dialog, "Show what stood there before").click()
    assert dialog.view.before.isVisible()
    assert not button(dialog, "Merge").isEnabled()
    assert dialog.width() <= 1024
    assert dialog.height() <= 700


def test_by_the_keyboard_alone(dialog: MergeDialog) -> None:
    window = dialog.windowHandle()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_2):
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    assert [row.partition("\n")[2] for row in rows(dialog)] == ["Yours", "From the disk"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert "title: The ferry\n" in result(dialog)
    assert "The ferry goes at nine.\n\nThe river is very low." in result(dialog)
    assert "draft: false" in result(dialog)


def test_a_passage_may_be_both_or_written_anew(dialog: MergeDialog) -> None:
    assert not dialog.view.uses[State.BOTH].isEnabled()  # a field is one or the other
    dialog.view.result.setFocus()
    QTest.keyClicks(dialog.view.result, "title: Boats")
    assert rows(dialog)[0] == "Title\nEdited"
    button(dialog, "Next one").click()
    dialog.view.uses[State.BOTH].click()
    assert dialog.view.result.text == "The ferry leaves at\u00a0ten.\n\nThe ferry goes at nine."
    button(dialog, "Merge").click()
    assert "title: Boats\n" in result(dialog)
    assert "at\u00a0ten.\n\nThe ferry goes at nine.\n\nThe river" in result(dialog)


def test_what_is_written_by_hand_may_be_theirs(dialog: MergeDialog) -> None:
    dialog.view.result.setPlainText("title: Ferries")
    assert rows(dialog)[0] == "Title\nFrom the disk"


def test_a_field_that_does_not_read_can_not_be_merged(dialog: MergeDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    dialog.view.uses[State.MINE].click()
    dialog.list.setCurrentIndex(dialog.list.model().index(0, 0))
    dialog.view.result.setPlainText("title: a: b")
    qtbot.waitUntil(lambda: rows(dialog)[0] == "Title\nCan’t be read yet")
    assert not button(dialog, "Merge").isEnabled()
    dialog.view.result.setPlainText("title: 'a: b'")
    qtbot.waitUntil(lambda: button(dialog, "Merge").isEnabled())
    button(dialog, "Merge").click()
    assert "title: 'a: b'\n" in result(dialog)


def test_too_quick_for_the_check(dialog: MergeDialog) -> None:
    dialog.view.result.setPlainText("title: a: b")
    button(dialog, "Next one").click()
    dialog.view.uses[State.MINE].click()
    button(dialog, "Merge").click()
    assert dialog.wanted == []  # type: ignore[attr-defined]  # see above
    assert dialog.list.currentIndex().row() == 0


def test_left_out(dialog: MergeDialog) -> None:
    dialog.view.uses[State.MINE].click()
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    dialog.view.uses[State.MINE].click()
    dialog.view.result.setPlainText("")
    button(dialog, "Merge").click()
    assert "---\n\nThe river is very low." in result(dialog)


def other(theirs: str) -> Merge:
    return merge_posts(BASE, MINE, theirs)


def test_decisions_on_the_same_texts_are_kept(dialog: MergeDialog) -> None:
    dialog.view.uses[State.MINE].click()
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    dialog.view.uses[State.THEIRS].click()
    dialog.show_merge(other(THEIRS.replace("goes at nine", "goes at noon")), "It changed again.")
    assert rows(dialog)[0] == "Title\nYours"
    assert rows(dialog)[1].endswith("Not decided yet")
    assert "goes at noon" in {dialog.view.theirs.text, *rows(dialog)} or (
        dialog.list.currentIndex().row() == 0
    )
    assert not button(dialog, "Merge").isEnabled()
    dialog.show_merge(other(BASE), "It changed again.")
    assert rows(dialog) == []
    assert button(dialog, "Merge").isEnabled()


def test_everything_has_a_name(dialog: MergeDialog) -> None:
    for pane in (dialog.list, dialog.rest, dialog.view.mine, dialog.view.theirs):
        assert pane.accessibleName()
    model = dialog.list.model()
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title: Not decided yet"


def test_what_merges_by_itself_is_not_cut_off(dialog: MergeDialog) -> None:
    words = " ".join(f"word{n}" for n in range(18))
    theirs = BASE.replace("The river is low.", words)
    dialog.show_merge(merge_posts(BASE, MINE.replace("very low", "low"), theirs))
    row = dialog.rest.item(dialog.rest.count() - 1)
    metrics = dialog.rest.fontMetrics()
    room = QRect(0, 0, dialog.rest.viewport().width() - 26, 1_000)
    needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, row.text()).height()
    assert needed > metrics.height()
    assert dialog.rest.visualItemRect(row).height() >= needed + 12
