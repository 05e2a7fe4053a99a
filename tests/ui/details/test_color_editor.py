"""Colours by keys and by the picker."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from copydesk.ui.details.editors.color import colour_of
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.ui.details.editors.color import ColorEditor
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def editor(desk: Desk) -> ColorEditor:
    desk.fields.fields = (field("accent", FieldType.COLOR, in_schema=True),)
    desk.open("---\naccent: '#ABCDEF'\nx: y\n---\n")
    return cast("ColorEditor", desk.row("accent").editor)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("#abc", "#aabbcc"), ("teal", "#008080"), ("Teal", "#008080"),
        ("hsl(0 100% 50%)", "#ff0000"),
        ("nonsense", None), ("", None), ("#12345", None),
    ],
)  # fmt: skip
def test_what_a_text_names(text: str, name: str | None) -> None:
    found = colour_of(text)
    assert (found.name() if found else None) == name


def test_a_colour_is_typed_and_kept_as_it_is(desk: Desk, editor: ColorEditor) -> None:
    assert editor._swatch.colour == QColor("#abcdef")
    desk.type_into("accent", "rgb(31 111 235)", replace=True)
    assert desk.document.text == "---\naccent: 'rgb(31 111 235)'\nx: y\n---\n"
    assert editor._swatch.colour == QColor(31, 111, 235)
    assert desk.row("accent").trouble == ""
    desk.type_into("accent", "#12", replace=True)
    desk.line("accent").clearFocus()
    assert desk.row("accent").trouble == "This is no colour: one looks like #1f6feb."
    assert editor._swatch.colour is None


def test_the_picker_writes_in_the_manner_of_the_old_one(desk: Desk, editor: ColorEditor) -> None:
    QTest.keyClick(desk.focus("accent"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    dialog = editor._dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog.accessibleName() == "Choose a colour for Accent"
    assert dialog.currentColor() == QColor("#abcdef")
    dialog.setCurrentColor(QColor("#ff8000"))
    dialog.accept()
    assert desk.document.text == "---\naccent: '#FF8000'\nx: y\n---\n"
    desk.document.undo()
    assert desk.document.text == "---\naccent: '#ABCDEF'\nx: y\n---\n"


def test_a_picker_does_not_outlive_its_post(desk: Desk, editor: ColorEditor) -> None:
    QTest.mouseClick(editor._swatch, Qt.MouseButton.LeftButton)
    dialog = editor._dialog
    assert dialog is not None
    assert dialog.isVisible()
    desk.open("---\naccent: teal\n---\n")
    assert not dialog.isVisible()


def test_read_only_opens_no_picker(desk: Desk) -> None:
    desk.fields.fields = (field("accent", FieldType.COLOR, read_only=True),)
    desk.open("---\naccent: teal\n---\n")
    QTest.keyClick(desk.line("accent"), Qt.Key.Key_F4)
    assert cast("ColorEditor", desk.row("accent").editor)._dialog is None
