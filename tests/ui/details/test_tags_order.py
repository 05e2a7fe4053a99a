"""Words of a list, moved by keyboard and kept as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.chip import Chip
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.ui.details.editors.tags import TagsEditor
    from tests.ui.details.conftest import Desk

# The offscreen platform has no popups to raise.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ALT = Qt.KeyboardModifier.AltModifier


def words(desk: Desk) -> list[str]:
    return cast("TagsEditor", desk.row("tags").editor).words()


def test_alt_and_arrows_move_a_word_and_the_keyboard_goes_along(desk: Desk) -> None:
    text = "---\ntags:\n  - ferry # boats\n  - river\n  - winter\n---\nBody.\n"
    document = desk.open(text)
    QTest.keyClick(desk.focus("tags"), Qt.Key.Key_Left)
    for _ in range(3):
        chip = desk.focused
        assert isinstance(chip, Chip)
        assert chip.word == "winter"
        QTest.keyClick(chip, Qt.Key.Key_Left, ALT)
    assert words(desk) == ["winter", "ferry", "river"]
    assert document.text == "---\ntags:\n  - winter\n  - ferry # boats\n  - river\n---\nBody.\n"
    chip = desk.focused
    assert isinstance(chip, Chip)
    QTest.keyClick(chip, Qt.Key.Key_Right, ALT)
    assert words(desk) == ["ferry", "winter", "river"]
    document.undo()
    document.undo()
    document.undo()
    assert document.text == text
    assert words(desk) == ["ferry", "river", "winter"]


def test_numbers_are_shown_and_kept_as_they_are_written(desk: Desk) -> None:
    document = desk.open("---\ntags: [1.10, river, 0x10]\n---\n")
    assert words(desk) == ["1.10", "river", "0x10"]
    desk.type_into("tags", "new,")
    assert document.text == "---\ntags: [1.10, river, 0x10, new]\n---\n"
    QTest.keyClick(desk.line("tags"), Qt.Key.Key_Backspace)
    assert document.text == "---\ntags: [1.10, river, 0x10]\n---\n"


def test_several_words_at_once_are_one_step(desk: Desk) -> None:
    document = desk.open("---\ntags: [ferry]\n---\n")
    line = desk.focus("tags")
    line.setText("a, b, c, ")  # type: ignore[attr-defined]  # a line
    line.textEdited.emit("a, b, c, ")  # type: ignore[attr-defined]  # a line
    assert document.text == "---\ntags: [ferry, a, b, c]\n---\n"
    document.undo()
    assert document.text == "---\ntags: [ferry]\n---\n"
    assert words(desk) == ["ferry"]


def test_the_only_word_is_removed_and_a_first_one_added(desk: Desk) -> None:
    document = desk.open("---\ntags: [ferry]\n---\n")
    line = desk.focus("tags")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert document.frontmatter.data == {"tags": []}
    QTest.keyClicks(line, "no,")
    assert document.frontmatter.data == {"tags": ["no"]}


def test_how_many_words_there_may_be_is_told(desk: Desk) -> None:
    desk.fields.fields = (field("tags", FieldType.TAGS, minimum=2, maximum=3, in_schema=True),)
    desk.open("---\ntags: [ferry]\n---\n")
    row = desk.row("tags")
    assert row._note.text() == "1 / 3"
    assert row.trouble
    desk.type_into("tags", "river,")
    assert row._note.text() == "2 / 3"
    assert row.trouble == ""
    desk.type_into("tags", "river,")
    assert "already" in row.trouble
