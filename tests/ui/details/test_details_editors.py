"""Each kind of editor, by its keys."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar, cast

import pytest
from PySide6.QtCore import QDate, QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QComboBox, QTableView, QWidget

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.chip import Chip
from copydesk.ui.details.editors.image import ImageEditor, decode_thumbnail
from copydesk.ui.details.editors.inputs import GrowingText
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from copydesk.ui.details.editors.date import DateEditor
    from copydesk.ui.details.editors.tags import TagsEditor
    from copydesk.ui.details.editors.text import TextEditor
    from tests.ui.details.conftest import Desk


W = TypeVar("W", bound=QWidget)
# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def child(parent: QWidget, kind: type[W]) -> W:
    found = parent.findChild(kind)
    assert found is not None
    return found


def block(*lines: str) -> str:
    return "---\n" + "".join(line + "\n" for line in lines) + "---\nBody.\n"


# Text -------------------------------------------------------------------------------------------


def test_the_counter_counts(desk: Desk, qtbot: QtBot) -> None:
    desk.open(block("title: Ferry", "note: x"))
    assert desk.row("title")._note.text() == "5 / 70"
    assert desk.row("note")._note.text() == ""
    desk.type_into("title", "!")
    assert desk.row("title")._note.text() == "6 / 70"


def test_text_completes_from_what_other_posts_have(desk: Desk) -> None:
    desk.fields.words = {"author": ["Ana Petrov", "Mira Okafor"]}
    document = desk.open(block("author: x"))
    desk.type_into("author", "oka", replace=True)
    popup = cast("TextEditor", desk.row("author").editor)._completer.drop_down()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert document.text == block("author: Mira Okafor")


def test_a_right_to_left_title_stands_on_the_right(desk: Desk) -> None:
    desk.open(block("title: بندرگاہ کی دیوار", "other: x"))
    urdu, latin = cast("GrowingText", desk.input("title")), desk.line("other")
    assert urdu.cursorRect().x() > latin.cursorRect().x() + 50


def test_a_long_title_is_wrapped_and_stays_one_line(desk: Desk) -> None:
    document = desk.open(block("title: Short", "x: y"))
    text = cast("GrowingText", desk.focus("title"))
    low = text.height()
    QTest.keyClick(text, Qt.Key.Key_End)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, " and then longer than the panel is wide, as headlines are")
    assert text.height() > low
    data = QMimeData()
    data.setText(" one\n two")
    text.insertFromMimeData(data)
    assert document.text == block(
        "title: Short and then longer than the panel is wide, as headlines areone two", "x: y"
    )


def test_a_right_to_left_description_stands_on_the_right(desk: Desk) -> None:
    desk.open(block("description: بندرگاہ کی دیوار"))
    text = cast("GrowingText", desk.input("description"))
    assert text.cursorRect().left() > text.width() / 2
    desk.write("بندرگاہ", "Harbour")
    assert text.cursorRect().left() < 20


def test_long_text_grows_and_keeps_every_character(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("description: a\u00a0b 😀", "x: 1"))
    text = cast("GrowingText", desk.input("description"))
    assert text.text() == "a\u00a0b 😀"
    low = text.height()
    desk.focus("description")
    QTest.keyClick(text, Qt.Key.Key_End)
    for _ in range(5):
        QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "end")
    assert text.height() > low
    assert document.frontmatter.data["description"] == "a\u00a0b 😀\n\n\n\n\nend"
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()


def test_a_web_address_is_checked(desk: Desk) -> None:
    desk.fields.fields = (field("link", FieldType.URL),)
    document = desk.open(block("link: https://example.org/a"))
    assert desk.row("link").trouble == ""
    desk.type_into("link", "not one", replace=True)
    desk.focus("link").clearFocus()
    assert "no web address" in desk.row("link").trouble
    assert document.frontmatter.data["link"] == "not one"


# Number, yes and no -----------------------------------------------------------------------------


def test_a_number_stays_as_it_is_written(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("weight: 1.10", "x: y"))
    assert desk.line("weight").text() == "1.10"
    desk.focus("weight")
    QTest.keyClick(desk.line("weight"), Qt.Key.Key_End)
    QTest.keyClicks(desk.line("weight"), "5")
    assert "weight: 1.105\n" in document.text


def test_what_is_no_number_is_said_and_not_written(desk: Desk) -> None:
    document = desk.open(block("weight: 7"))
    desk.type_into("weight", "many", replace=True)
    assert document.frontmatter.data["weight"] in (7, None)
    desk.line("weight").clearFocus()
    assert "not a number" in desk.row("weight").trouble
    assert desk.line("weight").text() == "many"


def test_an_emptied_number_is_an_empty_field(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("weight: 7", "x: y"))
    desk.focus("weight")
    QTest.keyClick(desk.line("weight"), Qt.Key.Key_Delete)
    assert document.frontmatter.data == {"weight": None, "x": "y"}


def test_space_ticks(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("draft: true", "x: y"))
    QTest.keyClick(desk.focus("draft"), Qt.Key.Key_Space)
    assert "draft: false\n" in document.text
    document.undo()
    assert cast("QCheckBox", desk.input("draft")).isChecked()


# Dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "typed", "result"),
    [
        ("2026-11-20", "2026-12-01", "2026-12-01"),
        ('"2026-11-20"', "2026-12-01", '"2026-12-01"'),
        ("2026-11-20", "1 Dec 2026", "2026-12-01"),
        ("2026-11-20T09:00:00+05:30", "2026-11-21T10:00:00+05:30", "2026-11-21T10:00:00+05:30"),
        ("2026-11-20 09:00:00", "2026-11-21 10:30", "2026-11-21 10:30:00"),
        ("2026-11-20", "", ""),
    ],
)
def test_dates_are_typed_freely_and_kept_in_their_manner(
    desk: Desk, qtbot: QtBot, written: str, typed: str, result: str
) -> None:
    document = desk.open(block(f"date: {written}", "x: y"))
    line = desk.focus("date")
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert document.text == block(f"date: {result}".rstrip(), "x: y")
    assert desk.row("date").trouble == ""


def test_looking_at_an_odd_date_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    text = block("date: 2026-9-1", "x: y")
    document = desk.open(text)
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_Tab)
    assert document.text == text


def test_the_calendar_changes_the_day_alone(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("date: 2026-11-20T09:00:00+05:30"))
    line = desk.focus("date")
    QTest.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    editor = cast("DateEditor", desk.row("date").editor)
    popup = editor._calendar
    assert popup is not None
    assert popup.isVisible()
    assert child(popup, QCalendarWidget).selectedDate() == QDate(2026, 11, 20)
    table = child(popup, QTableView)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    assert not popup.isVisible()
    assert document.text == block("date: 2026-11-23T09:00:00+05:30")
    assert line.hasFocus()


def test_escape_closes_the_calendar(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("date: 2026-11-20"))
    QTest.keyClick(desk.focus("date"), Qt.Key.Key_F4)
    popup = cast("DateEditor", desk.row("date").editor)._calendar
    assert popup is not None
    QTest.keyClick(child(popup, QTableView), Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert not document.modified


# Tags -------------------------------------------------------------------------------------------


def tags(desk: Desk) -> TagsEditor:
    return cast("TagsEditor", desk.row("tags").editor)


def test_enter_and_comma_add_and_keep_the_style(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("tags:", "  - ferry # boats", "  - river", "x: y"))
    line = desk.focus("tags")
    QTest.keyClicks(line, "winter")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "two words,")
    assert tags(desk).words() == ["ferry", "river", "winter", "two words"]
    assert document.text == block(
        "tags:", "  - ferry # boats", "  - river", "  - winter", "  - two words", "x: y"
    )
    assert desk.line("tags").text() == ""
    assert desk.line("tags").hasFocus()


def test_backspace_removes_and_undo_brings_back(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("tags: [ferry, river]"))
    line = desk.focus("tags")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert document.text == block("tags: [ferry]")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tags(desk).words() == ["ferry", "river"]


def test_arrows_go_through_the_chips(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("tags: [a, b, c]"))
    QTest.keyClick(desk.focus("tags"), Qt.Key.Key_Left)
    chip = desk.panel.window().focusWidget()
    assert isinstance(chip, Chip)
    assert chip.word == "c"
    QTest.keyClick(chip, Qt.Key.Key_Left)
    chip = desk.panel.window().focusWidget()
    assert isinstance(chip, Chip)
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert document.text == block("tags: [a, c]")
    chip = desk.panel.window().focusWidget()
    assert isinstance(chip, Chip)
    assert chip.word == "c"
    QTest.keyClick(chip, Qt.Key.Key_Right)
    assert desk.line("tags").hasFocus()


def test_a_tag_that_is_there_is_not_added_twice(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("tags: [ferry]"))
    desk.type_into("tags", "Ferry,")
    assert "already" in desk.row("tags").trouble
    assert not document.modified


def test_completions_come_from_other_posts(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.words = {"tags": ["ferry", "winter service", "river"]}
    document = desk.open(block("tags: [ferry]"))
    line = desk.focus("tags")
    QTest.keyClicks(line, "serv")
    popup = tags(desk)._completer.drop_down()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert document.text == block("tags: [ferry, winter service]")
    assert desk.line("tags").text() == ""
    assert not popup.isVisible()


def test_a_word_left_standing_is_added(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("tags: [a]", "x: y"))
    line = desk.focus("tags")
    QTest.keyClicks(line, "b")
    assert not document.modified
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert document.text == block("tags: [a, b]", "x: y")


def test_numbers_in_a_list_stay_numbers(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("tags: [2024, b]"))
    desk.type_into("tags", "c,")
    assert document.frontmatter.data["tags"] == [2024, "b", "c"]


# Choice -----------------------------------------------------------------------------------------


def test_a_choice_is_picked_or_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.fields = (field("status", FieldType.CHOICE, choices=choices("draft", "ready")),)
    document = desk.open(block("status: draft", "x: y"))
    box = child(desk.row("status").editor, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["draft", "ready"]
    line = desk.focus("status")
    QTest.keyClick(line, Qt.Key.Key_Down)
    desk.type_into("status", "held", replace=True)
    assert document.frontmatter.data["status"] == "held"


def test_a_closed_choice_shows_a_strange_value_and_says_so(desk: Desk) -> None:
    desk.fields.fields = (
        field("status", FieldType.CHOICE, choices=choices("draft", "ready"), open_choices=False),
    )
    document = desk.open(block("status: odd"))
    box = cast("QComboBox", desk.input("status"))
    assert box.currentText() == "odd"
    assert desk.row("status").trouble == ("“odd” is not one of the values that the site knows.")
    box.setFocus()
    box.setCurrentIndex(box.findText("ready"))
    box.activated.emit(box.currentIndex())
    assert document.text == block("status: ready")


# Image ------------------------------------------------------------------------------------------


def picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(path))


def test_an_image_of_the_site_is_shown_small(desk: Desk, tmp_path: Path) -> None:
    picture(tmp_path / "astro/public/a.png")
    (tmp_path / "astro/astro.config.mjs").write_text("")
    post = tmp_path / "astro/src/content/news/a.md"
    post.parent.mkdir(parents=True)
    desk.open(block("hero: /a.png"), str(post))
    editor = cast("ImageEditor", desk.row("hero").editor)
    shown = editor._picture.pixmap().toImage()
    assert shown.pixelColor(10, 10).name() == "#336699"
    assert desk.row("hero").trouble == ""


def test_a_missing_image_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.open(block("hero: ./missing.png"), str(tmp_path / "a.md"))
    assert desk.row("hero").trouble == "There is no such file in the site."


def test_an_image_from_elsewhere_is_named_and_not_fetched(desk: Desk) -> None:
    asked: list[object] = []
    desk.thumbnails.loaded.connect(asked.append)
    desk.open(block("hero: https://images.example.org/a.jpg?x=1"))
    editor = cast("ImageEditor", desk.row("hero").editor)
    assert "images.example.org" in editor._picture.toolTip()
    assert asked == []


def test_a_drawing_is_shown_small() -> None:
    drawing = b"""<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">
        <rect width="300" height="200" fill="#336699"/></svg>"""
    image = decode_thumbnail(drawing, "image/svg+xml")
    assert image is not None
    assert image.pixelColor(10, 10).name() == "#336699"


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (b"", "image/png"),
        (b"nonsense", "image/jpeg"),
        (b"<svg><image href='file:///etc/hostname'/></svg>", "image/svg+xml"),
        (b"<svg>" + b" " * 300_000 + b"</svg>", "image/svg+xml"),
    ],
)
def test_what_is_no_picture_is_none(data: bytes, mime: str) -> None:
    assert decode_thumbnail(data, mime) is None


# Raw --------------------------------------------------------------------------------------------


def test_raw_yaml_is_written_only_when_it_can_be_read(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.fields = (field("seo", FieldType.RAW, in_schema=True),)
    document = desk.open(block("seo:", "  title: Ferry", "  robots: index", "x: y"))
    text = cast("GrowingText", desk.focus("seo"))
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "more: [")
    assert desk.row("seo").trouble
    assert document.frontmatter.data["seo"] == {"title": "Ferry", "robots": "index"} or (
        "more" in cast("dict[str, object]", document.frontmatter.data["seo"])
    )
    QTest.keyClicks(text, "1]")
    assert desk.row("seo").trouble == ""
    assert document.text == block(
        "seo:", "  title: Ferry", "  robots: index", "  more: [1]", "x: y"
    )
    assert text.hasFocus()


def test_raw_yaml_keeps_its_editor_though_it_becomes_text(desk: Desk, qtbot: QtBot) -> None:
    desk.fields.fields = (field("seo", FieldType.RAW, in_schema=True),)
    document = desk.open(block("seo: {a: 1}", "x: y"))
    desk.type_into("seo", "plain", replace=True)
    assert document.frontmatter.data["seo"] == "plain"
    assert isinstance(desk.input("seo"), GrowingText)
    assert desk.input("seo").hasFocus()


def test_a_date_added_is_today(desk: Desk, qtbot: QtBot) -> None:
    document = desk.open(block("title: A"))
    desk.panel.open_add_field()
    add = desk.panel.form.add_field
    QTest.keyClicks(add._name, "pubDate")
    QTest.keyClick(add._name, Qt.Key.Key_Return)
    today = dt.datetime.now().astimezone().date()
    assert document.frontmatter.data["pubDate"] == today
