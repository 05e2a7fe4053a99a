"""One choice, several choices, yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import Choice, FieldType
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCheckBox, QComboBox

    from copydesk.ui.details.editors.multi_choice import MultiChoiceEditor
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

KINDS = (
    Choice("draft", "Draft"),
    Choice(3, "Front page"),
    Choice("3", "Page three"),
    Choice(False, "Never"),
    Choice(None, "Undecided"),
)


def schema(desk: Desk, **rules: object) -> None:
    given: dict[str, object] = {"choices": KINDS, "open_choices": False, "in_schema": True, **rules}
    desk.fields.fields = (field("place", FieldType.CHOICE, **given),)


def written(desk: Desk) -> object:
    return desk.document.frontmatter.data.get("place")


def pick(desk: Desk, label: str) -> None:
    box = cast("QComboBox", desk.focus("place"))
    box.setCurrentIndex(box.findText(label))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Front page", "place: 3"),
        ("Page three", 'place: "3"'),
        ("Never", "place: false"),
        ("Undecided", "place: null"),
    ],
)
def test_labels_are_shown_and_values_written_by_their_kind(
    desk: Desk, label: str, line: str
) -> None:
    schema(desk)
    document = desk.open("---\nplace: draft\nx: y\n---\n")
    assert cast("QComboBox", desk.input("place")).currentText() == "Draft"
    pick(desk, label)
    said = document.text.splitlines()[1].replace("'", '"')
    assert said in (line, line.replace("null", "").rstrip())
    assert cast("QComboBox", desk.input("place")).currentText() == label
    assert desk.row("place").trouble == ""


def test_the_arrow_keys_pick(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nplace: draft\n---\n")
    QTest.keyClick(desk.focus("place"), Qt.Key.Key_Down)
    assert document.text == "---\nplace: 3\n---\n"


def test_a_strange_value_is_kept_said_and_can_be_left(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nplace: 4\n---\n")
    box = cast("QComboBox", desk.input("place"))
    assert box.currentText() == "4"
    assert desk.row("place").trouble == "“4” is not one of the values that the site knows."
    pick(desk, "4")
    assert not document.modified
    pick(desk, "Draft")
    assert document.text == "---\nplace: draft\n---\n"
    assert desk.row("place").trouble == ""
    assert box.findText("4") >= 0  # it can be had back
    desk.write("draft", "other")
    assert box.findText("4") < 0


def test_no_choice_takes_the_field_out(desk: Desk) -> None:
    schema(desk)
    document = desk.open("---\nplace: draft\nx: y\n---\n")
    pick(desk, "")
    assert document.text == "---\nx: y\n---\n"
    assert cast("QComboBox", desk.input("place")).currentIndex() == 0


def test_a_typed_label_of_an_open_choice_is_its_value(desk: Desk) -> None:
    schema(desk, open_choices=True)
    desk.open("---\nplace: 3\n---\n")
    assert desk.line("place").text() == "Front page"
    desk.type_into("place", "Never", replace=True)
    assert written(desk) is False
    desk.type_into("place", "Elsewhere", replace=True)
    assert written(desk) == "Elsewhere"


# Several ---------------------------------------------------------------------------------------


def several(desk: Desk, count: int = 3, **rules: object) -> None:
    words = ("news", "harbour", "council", "weather", "sport", "people", "rail", "river", "school")
    given: dict[str, object] = {"open_choices": False, "in_schema": True, **rules}
    desk.fields.fields = (
        field(
            "sections", FieldType.CHOICE, multiple=True, choices=choices(*words[:count]), **given
        ),
    )


def editor(desk: Desk) -> MultiChoiceEditor:
    return cast("MultiChoiceEditor", desk.row("sections").editor)


def box(desk: Desk, words: str) -> QCheckBox:
    return next(one for one in editor(desk)._boxes if one.text() == words)


def click(desk: Desk, words: str) -> None:
    place = QPoint(10, box(desk, words).height() // 2)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(box(desk, words), left, none, place)


def test_boxes_are_ticked_by_keys_and_the_rest_stays(desk: Desk) -> None:
    several(desk)
    document = desk.open("---\nsections:\n  - council # first\nx: y\n---\n")
    assert box(desk, "council").isChecked()
    first = desk.focus("sections")
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert document.text == "---\nsections:\n  - council # first\n  - news\nx: y\n---\n"
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert box(desk, "harbour").hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert document.text == "---\nsections:\n  - council # first\nx: y\n---\n"


def test_limits_are_told(desk: Desk) -> None:
    several(desk, maximum=1)
    desk.open("---\nsections: [council]\n---\n")
    click(desk, "news")
    assert desk.row("sections").trouble == "This may have at most 1 item; it has 2."
    assert desk.row("sections")._note.text() == "2 chosen"


def test_a_strange_item_is_kept_and_said(desk: Desk) -> None:
    several(desk)
    document = desk.open("---\nsections: [council, oddity]\n---\n")
    assert "oddity" in desk.row("sections").trouble
    click(desk, "news")
    assert document.text == "---\nsections: [council, oddity, news]\n---\n"
    click(desk, "oddity")
    assert document.text == "---\nsections: [council, news]\n---\n"
    assert desk.row("sections").trouble == ""


def test_an_item_that_is_a_group_is_kept(desk: Desk) -> None:
    several(desk)
    document = desk.open("---\nsections:\n  - council\n  - {odd: one}\n---\n")
    click(desk, "news")
    assert document.frontmatter.data["sections"] == ["council", {"odd": "one"}, "news"]


def test_many_choices_are_searched(desk: Desk) -> None:
    several(desk, 9)
    document = desk.open("---\nsections: []\n---\n")
    line = desk.focus("sections")
    QTest.keyClicks(line, "RIV")
    assert [one.text() for one in editor(desk)._boxes if one.isVisible()] == ["river"]
    click(desk, "river")
    assert document.text == "---\nsections: [river]\n---\n"


def test_another_value_is_added_where_the_site_takes_it(desk: Desk) -> None:
    several(desk, open_choices=True)
    document = desk.open("---\nsections: [council]\n---\n")
    line = editor(desk)._add
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "Ferries")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert document.text == "---\nsections: [council, Ferries]\n---\n"
    assert box(desk, "Ferries").isChecked()
    QTest.keyClicks(line, "news")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert document.text == "---\nsections: [council, Ferries, news]\n---\n"
    ferries = box(desk, "Ferries")
    ferries.setFocus()
    QTest.keyClick(ferries, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.text == "---\nsections: [council, Ferries]\n---\n"


def test_of_very_many_the_ticked_and_the_found_have_boxes(desk: Desk) -> None:
    names = [f"parish {n}" for n in range(500)]
    desk.fields.fields = (
        field("sections", FieldType.CHOICE, multiple=True, choices=choices(*names),
              open_choices=False, in_schema=True),
    )  # fmt: skip
    document = desk.open("---\nsections: [parish 444]\n---\n")
    assert len(editor(desk)._boxes) == 60
    assert box(desk, "parish 444").isChecked()
    assert editor(desk)._rest.text() == "… and 440 more: type above to find them."
    QTest.keyClicks(desk.focus("sections"), "321")
    assert [one.text() for one in editor(desk)._boxes] == ["parish 321"]
    click(desk, "parish 321")
    assert document.text == "---\nsections: [parish 444, parish 321]\n---\n"
    assert editor(desk)._filter.text() == "321"
    assert box(desk, "parish 321").isChecked()


def test_every_box_has_a_name_and_read_only_is_only_read(desk: Desk) -> None:
    several(desk, read_only=True)
    document = desk.open("---\nsections: [council]\n---\n")
    assert box(desk, "news").accessibleName() == "news, Sections"
    click(desk, "news")
    assert not document.modified


# Yes and no ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "ticked", "after"),
    [
        ("true", True, "false"),
        ('"yes"', True, '"no"'),
        ("'false'", False, "'true'"),
        ("", False, "true"),
    ],
)
def test_yes_and_no_in_the_manner_of_the_post(
    desk: Desk, written: str, ticked: bool, after: str
) -> None:
    desk.fields.fields = (
        field("draft", FieldType.BOOLEAN, as_text='"' in written or "'" in written),
    )
    document = desk.open(f"---\ndraft: {written}\nx: y\n---\n")
    tick = cast("QCheckBox", desk.focus("draft"))
    assert tick.isChecked() is ticked
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert document.text == f"---\ndraft: {after}\nx: y\n---\n"
