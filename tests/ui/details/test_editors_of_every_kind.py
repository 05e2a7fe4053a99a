"""Editors of every kind in a narrow panel, in both themes, and only readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from copydesk.core.site.field import FieldType, Reference
from copydesk.ui.details.field_row import FieldRow
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from copydesk.core.site.field import Field
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LONG = "averyveryverylongwordwithoutanyplacetobreakit" * 3
SINGLE = [
    kind
    for kind in FieldType
    if kind not in (FieldType.LIST, FieldType.OBJECT, FieldType.BLOCK, FieldType.RAW)
]
SEVERAL = [FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE]


def fields(*, read_only: bool = False) -> tuple[Field, ...]:
    rules: dict[str, object] = {
        "in_schema": True,
        "read_only": read_only,
        "reference": Reference("news"),
    }
    return (
        *(field(f"a_{k.value}", k, choices=choices("x", LONG), **rules) for k in SINGLE),
        *(field(f"b_{k.value}", k, multiple=True, choices=choices("x", LONG), **rules)
          for k in SEVERAL),
    )  # fmt: skip


def post() -> str:
    lines = [f"a_{kind.value}: {LONG}\n" for kind in SINGLE if kind is not FieldType.TAGS]
    lines += [f"b_{kind.value}: [{LONG}, x]\n" for kind in SEVERAL]
    return "---\n" + "".join(lines) + "---\n"


@pytest.mark.parametrize("width", [260, 420])
def test_nothing_is_wider_than_the_panel(desk: Desk, width: int) -> None:
    desk.fields.fields = fields()
    desk.panel.setFixedWidth(width)
    desk.open(post())
    desk.qtbot.waitUntil(lambda: desk.panel.form.complete)
    desk.qtbot.waitUntil(lambda: desk.panel.form.width() <= width)
    wide = [
        (row.field.name, type(widget).__name__)
        for row in desk.panel.form.findChildren(FieldRow)
        for widget in [row, *row.inputs()]
        if widget.mapTo(desk.panel, widget.rect().topRight()).x() >= width
    ]
    assert wide == []


def test_every_input_has_a_name(desk: Desk) -> None:
    desk.fields.fields = fields()
    desk.open(post())
    desk.qtbot.waitUntil(lambda: desk.panel.form.complete)
    for name in desk.names():
        unnamed = [w for w in desk.row(name).inputs() if not w.accessibleName()]
        assert not unnamed, (name, unnamed)


def test_what_is_only_read_can_not_be_changed(desk: Desk) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    desk.fields.fields = fields(read_only=True)
    document = desk.open(post())
    desk.qtbot.waitUntil(lambda: desk.panel.form.complete)
    for name in desk.names():
        for widget in filter(QWidget.isVisible, desk.row(name).inputs()):
            for key in (Qt.Key.Key_A, Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Space):
                QTest.keyClick(widget, key)
        assert not document.modified, name


def test_another_theme_leaves_values_alone(desk: Desk) -> None:
    desk.fields.fields = fields()
    document = desk.open(post())
    desk.qtbot.waitUntil(lambda: desk.panel.form.complete)
    desk.theme.choose("dark")
    assert all(isinstance(desk.input(name), QWidget) for name in desk.names())
    assert not document.modified
    desk.theme.choose("light")


def test_undo_works_from_every_input(desk: Desk) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    desk.fields.fields = fields()
    document = desk.open(post())
    desk.qtbot.waitUntil(lambda: desk.panel.form.complete)
    for name in desk.names():
        for widget in filter(QWidget.isVisible, desk.row(name).inputs()):
            desk.write("a_text: av", "a_text: Av")
            widget.setFocus()
            QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert "a_text: av" in document.text, (name, type(widget).__name__)
