"""References to other posts, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from copydesk.core.site.field import FieldType, Reference
from tests.helpers.fake_library import entry, many_entries
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.ui.details.editors.pick_button import PickButton
    from copydesk.ui.details.editors.reference import ReferenceEditor
    from copydesk.ui.details.editors.references import ReferencesEditor
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

PEOPLE = (
    entry("authors/mira.md", "Mira Okafor", date=None),
    entry("authors/ana.md", "Ana Petrov", date=None),
    entry("authors/tomas.md", "Tomas Lind", date=None),
)


def schema(desk: Desk, *, multiple: bool = False, **how: object) -> None:
    reference = Reference("authors", **how)  # type: ignore[arg-type]  # as they come
    desk.library.open(PEOPLE)
    name = "authors" if multiple else "author"
    desk.fields.fields = (
        field(name, FieldType.REFERENCE, reference=reference, multiple=multiple, in_schema=True),
    )


def one(desk: Desk) -> ReferenceEditor:
    return cast("ReferenceEditor", desk.row("author").editor)


def several(desk: Desk) -> ReferencesEditor:
    return cast("ReferencesEditor", desk.row("authors").editor)


def titles(editor: ReferenceEditor | ReferencesEditor) -> list[str]:
    return [post.title for post in editor.picker.posts]


def test_the_title_of_the_post_is_shown(desk: Desk) -> None:
    schema(desk)
    desk.open("---\nauthor: mira\n---\n")
    assert cast("PickButton", desk.input("author")).words == "Mira Okafor"
    assert desk.row("author")._note.text() == "reference · authors"
    assert desk.input("author").accessibleName() == "Author: Mira Okafor"
    assert desk.row("author").trouble == ""


def test_a_post_that_is_not_there_is_said(desk: Desk) -> None:
    schema(desk)
    desk.open("---\nauthor: nobody\n---\n")
    assert cast("PickButton", desk.input("author")).words == "nobody"
    assert desk.row("author").trouble == "There is no post “nobody” in authors."
    desk.library.change(entry("authors/nobody.md", "No Body", date=None))
    desk.qtbot.waitUntil(lambda: desk.row("author").trouble == "", timeout=2000)
    assert cast("PickButton", desk.input("author")).words == "No Body"


def test_typing_opens_the_list_and_enter_picks(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nauthor: mira # by-line\nx: y\n---\n")
    QTest.keyClick(desk.focus("author"), Qt.Key.Key_P)
    picker = one(desk).picker
    assert picker.isVisible()
    assert picker.input.text() == "p"
    QTest.keyClicks(picker.input, "etr")
    assert titles(one(desk)) == ["Ana Petrov"]
    QTest.keyClick(picker.input, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert document.text == "---\nauthor: ana # by-line\nx: y\n---\n"
    assert desk.input("author").hasFocus()
    document.undo()
    assert cast("PickButton", desk.input("author")).words == "Mira Okafor"


def test_arrows_move_escape_closes_and_a_slip_is_forgiven(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nauthor: mira\n---\n")
    QTest.keyClick(desk.focus("author"), Qt.Key.Key_Down)
    picker = one(desk).picker
    assert titles(one(desk)) == ["Ana Petrov", "Mira Okafor", "Tomas Lind"]
    QTest.keyClick(picker.input, Qt.Key.Key_Down)
    QTest.keyClick(picker.input, Qt.Key.Key_Down)
    QTest.keyClick(picker.input, Qt.Key.Key_Down)
    assert picker.list.currentIndex().row() == 2
    QTest.keyClick(picker.input, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert not document.modified
    one(desk).open_with("okafr")
    assert titles(one(desk)) == ["Mira Okafor"]
    one(desk).open_with("zzzz")
    assert picker._nothing.isVisible()
    QTest.keyClick(picker.input, Qt.Key.Key_Return)
    picker.hide()
    assert not document.modified


def test_the_mouse_picks(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nauthor: mira\n---\n")
    QTest.mouseClick(desk.input("author"), Qt.MouseButton.LeftButton)
    picker = one(desk).picker
    QTest.mouseClick(
        picker.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(20, 2 * 38 + 10),
    )
    assert document.text == "---\nauthor: tomas\n---\n"


def test_delete_takes_it_out(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nauthor: mira\nx: y\n---\n")
    QTest.keyClick(desk.focus("author"), Qt.Key.Key_Delete)
    assert document.text == "---\nx: y\n---\n"
    assert cast("PickButton", desk.input("author")).words == "Choose a post…"


@pytest.mark.parametrize(
    ("shape", "before", "after"),
    [
        ("id", "author:", {"collection": "authors", "id": "ana"}),
        ("id", "author: mira", "ana"),
        ("text", "author: {collection: authors, slug: mira}",
         {"collection": "authors", "slug": "ana"}),
    ],
)  # fmt: skip
def test_the_shape_of_the_old_one_is_kept(
    desk: Desk, shape: str, before: str, after: object
) -> None:
    schema(desk, shape=shape)
    document = desk.open(f"---\n{before}\nx: y\n---\n")
    one(desk).open_with("ana")
    QTest.keyClick(one(desk).picker.input, Qt.Key.Key_Return)
    assert document.frontmatter.data["author"] == after


def test_open_this_post(desk: Desk) -> None:
    schema(desk)
    desk.open("---\nauthor: mira\n---\n")
    opened: list[Path] = []
    desk.references.open_requested.connect(opened.append)
    menu = QMenu(desk.panel)
    one(desk).fill_menu(menu)
    action = menu.actions()[0]
    assert action.text() == "Open this post"
    action.trigger()
    assert [path.as_posix() for path in opened] == ["/site/authors/mira.md"]


def test_read_only_opens_no_list(desk: Desk) -> None:
    schema(desk)
    (rules,) = desk.fields.fields
    desk.fields.fields = (field("author", FieldType.REFERENCE, reference=rules.reference,
                                read_only=True),)  # fmt: skip
    document = desk.open("---\nauthor: mira\n---\n")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Delete):
        QTest.keyClick(desk.input("author"), key)
    assert one(desk)._picker is None
    assert not document.modified


def test_ten_thousand_posts_open_and_search_within_a_key(desk: Desk) -> None:
    import time

    schema(desk)
    desk.library.open(many_entries(10_000, ("authors",)))
    desk.open("---\nauthor: post-00001\n---\n")
    one(desk).open_picker()
    times = []
    for letter in "harbour":
        begin = time.perf_counter()
        QTest.keyClicks(one(desk).picker.input, letter)
        times.append(time.perf_counter() - begin)
    one(desk).picker.hide()
    assert sorted(times)[3] < 0.08


# Several ---------------------------------------------------------------------------------------


def test_posts_are_chips_by_title_and_one_is_added(desk: Desk) -> None:
    schema(desk, multiple=True)
    document = desk.open("---\nauthors:\n  - mira # first\nx: y\n---\n")
    assert [chip.word for chip in several(desk)._chips] == ["Mira Okafor"]
    QTest.keyClick(desk.focus("authors"), Qt.Key.Key_T)
    QTest.keyClick(several(desk).picker.input, Qt.Key.Key_Return)
    assert document.text == "---\nauthors:\n  - mira # first\n  - tomas\nx: y\n---\n"
    assert [chip.word for chip in several(desk)._chips] == ["Mira Okafor", "Tomas Lind"]
    several(desk).open_with("mira")
    QTest.keyClick(several(desk).picker.input, Qt.Key.Key_Return)
    assert desk.row("authors").trouble == "“Mira Okafor” is in the list already."


def test_chips_are_removed_by_keys(desk: Desk) -> None:
    schema(desk, multiple=True)
    document = desk.open("---\nauthors: [mira, ana, tomas]\n---\n")
    QTest.keyClick(desk.focus("authors"), Qt.Key.Key_Left)
    chips = several(desk)._chips
    assert chips[2].hasFocus()
    QTest.keyClick(chips[2], Qt.Key.Key_Left)
    QTest.keyClick(chips[1], Qt.Key.Key_Delete)
    assert document.text == "---\nauthors: [mira, tomas]\n---\n"
    QTest.keyClick(desk.focus("authors"), Qt.Key.Key_Backspace)
    assert document.text == "---\nauthors: [mira]\n---\n"


def test_groups_keep_their_lines(desk: Desk) -> None:
    schema(desk, multiple=True, shape="id")
    text = "---\nauthors:\n  - collection: authors # one\n    id: mira\n---\n"
    document = desk.open(text)
    several(desk).open_with("ana")
    QTest.keyClick(several(desk).picker.input, Qt.Key.Key_Return)
    assert document.frontmatter.data["authors"] == [
        {"collection": "authors", "id": "mira"}, {"collection": "authors", "id": "ana"},
    ]  # fmt: skip
    assert "collection: authors # one\n    id: mira\n" in document.text
    QTest.keyClick(desk.focus("authors"), Qt.Key.Key_Backspace)
    assert document.text == text


def test_the_first_of_several_makes_a_list(desk: Desk) -> None:
    schema(desk, multiple=True)
    document = desk.open("---\ntitle: A\n---\n")
    several(desk).open_with("ana")
    QTest.keyClick(several(desk).picker.input, Qt.Key.Key_Return)
    assert document.frontmatter.data["authors"] == ["ana"]


def test_each_missing_one_is_said(desk: Desk) -> None:
    schema(desk, multiple=True)
    desk.open("---\nauthors: [mira, nobody]\n---\n")
    assert desk.row("authors").trouble == "There is no post “nobody” in authors."


@pytest.mark.parametrize(
    "source", ["[mira, ana, tomas]", "\n  - mira # editor\n  - ana\n  - tomas"]
)
def test_several_are_moved_by_keys(desk: Desk, source: str) -> None:
    schema(desk, multiple=True)
    document = desk.open(f"---\nauthors: {source}\nx: y\n---\n")
    QTest.keyClick(desk.focus("authors"), Qt.Key.Key_Left)
    chips = several(desk)._chips
    assert chips[2].hasFocus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(chips[2], Qt.Key.Key_Left, alt)
    assert document.frontmatter.data["authors"] == ["mira", "tomas", "ana"]
    assert several(desk)._chips[1].hasFocus()
    QTest.keyClick(several(desk)._chips[1], Qt.Key.Key_Home, alt)
    assert document.frontmatter.data["authors"] == ["tomas", "mira", "ana"]
    assert [chip.word for chip in several(desk)._chips] == [
        "Tomas Lind",
        "Mira Okafor",
        "Ana Petrov",
    ]
    assert ("mira # editor" in document.text) == ("#" in source)
    document.undo()
    document.undo()
    assert not document.modified
