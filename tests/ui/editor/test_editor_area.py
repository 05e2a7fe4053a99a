from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTabBar, QToolButton, QWidget

from copydesk.core.text.edits import TextEdit
from copydesk.services.recorder import Recording
from tests.ui.editor.conftest import make_document

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from copydesk.core.posts.paths import FieldPath
    from copydesk.services.open_document import OpenDocument
    from copydesk.services.recorder import Suggestible
    from copydesk.ui.editor.editor_area import EditorArea
    from tests.helpers.notifier_spy import NotifierSpy


T = TypeVar("T", bound=QWidget)


@pytest.fixture
def documents(area: EditorArea) -> list[OpenDocument]:
    made = [
        make_document(f"---\ntitle: Post {n}\n---\ncat Cat cats {n}\n", f"{n}.md") for n in range(3)
    ]
    for document in made:
        area.add(document)
    area.show_document(made[0])
    return made


def part(area: QWidget, kind: type[T], name: str) -> T:
    found = area.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def tabs(area: EditorArea) -> QTabBar:
    return part(area.tab_bar, QTabBar, "tabs")


def test_tabs_show_titles_and_what_is_unsaved(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    assert [tabs(area).tabText(n) for n in range(3)] == ["Post 0", "Post 1", "Post 2"]
    assert "1.md" in tabs(area).tabToolTip(1)
    documents[1].apply([TextEdit(0, 0, "\n")], "Other")
    assert tabs(area).tabText(1).endswith("●")
    documents[1].undo()
    assert tabs(area).tabText(1) == "Post 1"


def test_going_from_tab_to_tab(area: EditorArea, documents: list[OpenDocument]) -> None:
    seen: list[OpenDocument | None] = []
    area.current_changed.connect(seen.append)
    area.run("go.next-tab")
    area.run("go.previous-tab")
    area.run("go.previous-tab")
    assert seen == [documents[1], documents[0], documents[2]]
    assert area.current_document is documents[2]
    area.sort_tabs(lambda document: -documents.index(document))
    assert area.documents() == documents[::-1]
    assert area.current_document is documents[2]


def test_closing_is_asked_for_and_then_done(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    asked: list[OpenDocument] = []
    area.close_requested.connect(asked.append)
    button = tabs(area).tabButton(1, QTabBar.ButtonPosition.RightSide)
    assert isinstance(button, QToolButton)
    button.click()
    place = tabs(area).tabRect(2).center()
    QTest.mouseClick(tabs(area), Qt.MouseButton.MiddleButton, pos=place)
    assert asked == [documents[1], documents[2]]
    assert len(area.documents()) == 3
    for document in documents:
        area.remove(document)
    assert area.documents() == []
    assert area.current_document is None
    assert area.current_editor is None
    assert not area.run("format.bold")


def test_a_bar_and_a_view_wait_for_their_editor(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    bar = QLabel("changed on disk")
    area.set_bar(documents[2], bar)
    area.restore_view(documents[2], {"cursor": 25, "folded": False})
    assert area.view_state(documents[2]) == {"cursor": 25, "folded": False}
    area.show_document(documents[2])
    assert bar.isVisible()
    assert area.current_editor is not None
    assert area.current_editor.cursor_position() == 25
    area.set_bar(documents[2], None)
    assert bar.isHidden()


def test_words_and_position_are_told(area: EditorArea, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    area.statistics_changed.connect(lambda words, minutes: told.append((words, minutes)))
    area.show_document(make_document("one two\n"))
    assert told[-1] == (2, 1)
    assert area.current_editor is not None
    places: list[tuple[int, int]] = []
    area.position_changed.connect(lambda line, column: places.append((line, column)))
    QTest.keyClicks(area.current_editor, "three ")
    assert places[-1] == (0, 6)
    qtbot.waitUntil(lambda: told[-1] == (3, 1))


def test_go_to_line(
    area: EditorArea, documents: list[OpenDocument], notifier_spy: NotifierSpy
) -> None:
    notifier_spy.install(lambda question: question.choices[-1].key, lambda _prompt: "4")
    area.run("line.goto")
    assert area.current_editor is not None
    assert area.current_editor.position()[0] == 3


# Find and replace --------------------------------------------------------------------------------


def find(area: EditorArea, text: str, *, switches: tuple[str, ...] = ()) -> str:
    area.run("find.replace")
    for switch in ("case-sensitive", "whole-word", "regex"):
        button = part(area, QToolButton, f"find-{switch}")
        button.setChecked(switch in switches)
    field = part(area, QLineEdit, "findPattern")
    field.clear()
    QTest.keyClicks(field, text)
    return part(area, QLabel, "findCount").text()


def test_finding_counts_and_goes_around(area: EditorArea, documents: list[OpenDocument]) -> None:
    assert find(area, "cat") == "1 of 3"
    field, count = part(area, QLineEdit, "findPattern"), part(area, QLabel, "findCount")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "2 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    area.run("find.previous")
    assert count.text() == "3 of 3"
    assert find(area, "cat", switches=("whole-word",)).endswith("of 2")
    assert find(area, "cat", switches=("case-sensitive",)).endswith("of 2")
    assert find(area, "dog") == "None found"
    assert "isn't complete yet" in find(area, "(", switches=("regex",))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


@pytest.mark.parametrize("width", [240, 330, 700])
def test_the_bar_that_finds_fits_however_wide_it_is(
    area: EditorArea, documents: list[OpenDocument], width: int
) -> None:
    area.setMinimumWidth(0)
    area.resize(width, 600)
    find(area, "(", switches=("regex",))
    bar = area.find_bar
    kinds = (QLineEdit, QToolButton, QPushButton)
    parts = [part for kind in kinds for part in bar.findChildren(kind) if part.isVisible()]
    places = [QRect(part.mapTo(bar, QPoint()), part.size()) for part in parts]
    assert len(parts) == 10
    assert all(bar.rect().contains(place) for place in places)
    assert all(part.width() >= part.minimumSizeHint().width() for part in parts)
    assert not any(a.intersects(b) for a, b in itertools.combinations(places, 2))


def test_going_on_to_replace_keeps_what_was_typed(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    area.run("find.show")
    field = part(area, QLineEdit, "findPattern")
    QTest.keyClicks(field, "CAT")
    area.run("find.replace")
    assert field.text() == "CAT"


def test_finding_in_folded_fields_unfolds_them(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    assert area.current_editor is not None
    assert area.current_editor.fold.folded
    assert find(area, "title") == "1 of 1"
    assert not area.current_editor.fold.folded


def test_replacing_one_then_all_as_one_step(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    find(area, r"(c)at", switches=("regex",))
    into = part(area, QLineEdit, "findReplacement")
    into.setText(r"\1ow")
    QTest.keyClick(into, Qt.Key.Key_Return)
    assert documents[0].text.endswith("cow Cat cats 0\n")
    area.find_bar._on_replace_all()
    assert documents[0].text.endswith("cow Cow cows 0\n")
    assert part(area, QLabel, "findCount").text() == "2 replaced"
    documents[0].undo()
    assert documents[0].text.endswith("cow Cat cats 0\n")


class _Refuses:
    """A recorder that can suggest nothing."""

    def record(self, _: Suggestible, edits: tuple[TextEdit, ...], _merge: str, /) -> Recording:
        return Recording((), edits[-1].end, "")

    def record_field(
        self, _: Suggestible, _path: FieldPath, _value: str, /
    ) -> tuple[TextEdit, ...]:
        return ()


def test_what_can_not_be_suggested_is_not_told_as_replaced(
    area: EditorArea, documents: list[OpenDocument]
) -> None:
    before = documents[0].text
    documents[0].recorder = _Refuses()
    find(area, "cat")
    part(area, QLineEdit, "findReplacement").setText("cow")
    area.find_bar._on_replace_all()
    assert documents[0].text == before
    assert part(area, QLabel, "findCount").text() == "Nothing was replaced"


def test_matches_follow_the_text(
    area: EditorArea, documents: list[OpenDocument], qtbot: QtBot
) -> None:
    find(area, "cat")
    count = part(area, QLabel, "findCount")
    documents[0].apply([TextEdit(len(documents[0].text), len(documents[0].text), "cat")], "Other")
    qtbot.waitUntil(lambda: count.text().endswith("of 4"))
    editor = area.current_editor
    assert editor is not None
    editor.viewport().repaint()
    assert len(editor.marks(0, editor.document().characterCount() - 1)) == 4
