"""What drops down over a field belongs to the post that it was opened for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from copydesk.core.site.field import Block, Field, FieldType
from tests.helpers.site_fields import choices, field

if TYPE_CHECKING:
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

FIRST = "---\ntitle: Ferry\ndate: 2026-11-20\nsection: river\nkicker: Far\nparts: []\n---\n"
SECOND = FIRST.replace("Ferry", "Weir")


@pytest.fixture(autouse=True)
def _schema(desk: Desk) -> None:
    item = field("", FieldType.BLOCK, blocks=(Block("a", "A", ()), Block("b", "B", ())))
    fields: tuple[Field, ...] = (
        field("title", in_schema=True),
        field("date", FieldType.DATE, in_schema=True),
        field("section", FieldType.CHOICE, choices=choices("river", "town"), in_schema=True),
        field("place", in_schema=True),
        field("parts", FieldType.LIST, item=item, in_schema=True),
    )
    desk.fields.fields = fields
    desk.fields.words = {"place": ["Pier", "Pierhead"]}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("date", Qt.Key.Key_F4),
        ("section", Qt.Key.Key_F4),
        ("place", Qt.Key.Key_P),
        ("parts", Qt.Key.Key_Space),
    ],
)
def test_it_closes_when_another_post_comes_to_the_front(desk: Desk, name: str, key: Qt.Key) -> None:
    desk.open(FIRST)
    QTest.keyClick(desk.focus(name), key)
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    document = desk.open(SECOND, "/site/news/b.md")
    assert QApplication.activePopupWidget() is None
    assert not any(menu.isVisible() for menu in desk.panel.findChildren(QMenu))
    assert document.text == SECOND
    assert not document.modified
