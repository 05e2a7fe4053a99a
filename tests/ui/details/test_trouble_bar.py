"""What breaks the site's schema is gathered above the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from copydesk.core.site.field import FieldType
from copydesk.services.open_document import DiskVersion
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

FIELDS = (
    field("title", maximum=10, in_schema=True),
    field("description", FieldType.LONG_TEXT, required=True, in_schema=True),
    field("note", required=True),
)


def links(desk: Desk) -> list[QPushButton]:
    bar = desk.panel.form.troubles
    return [one for one in bar.findChildren(QPushButton) if not one.isHidden()]


def test_troubles_are_named_and_lead_to_their_fields(desk: Desk) -> None:
    desk.fields.learn(*FIELDS)
    desk.open("---\ntitle: A title that is too long\n---\n")
    bar = desk.panel.form.troubles
    assert not bar.isHidden()
    assert [one.text() for one in links(desk)] == ["Title", "Description"]
    assert "requires a description" in links(desk)[1].accessibleName()
    QTest.mouseClick(links(desk)[1], Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(desk.input("description").hasFocus)
    QTest.keyClicks(desk.input("description"), "Boats leave earlier.")
    assert [one.text() for one in links(desk)] == ["Title"]
    desk.type_into("title", "Short", replace=True)
    assert bar.isHidden()


def test_what_other_posts_have_is_no_law(desk: Desk) -> None:
    desk.fields.learn(field("note", required=True))
    desk.open("---\ntitle: A\n---\n")
    assert desk.panel.form.troubles.isHidden()


def test_a_new_post_is_given_time(desk: Desk) -> None:
    desk.fields.learn(*FIELDS)
    document = desk.open("---\ntitle: A\n---\n", "/site/news/new.md")
    assert document.path is not None
    desk.panel.note_created(document.path)
    desk.type_into("title", "B")
    assert desk.panel.form.troubles.isHidden()


def test_a_saved_post_is_told(desk: Desk) -> None:
    desk.fields.learn(*FIELDS)
    document = desk.open("---\ntitle: A\n---\n", "/site/news/new.md")
    assert document.path is not None
    desk.panel.note_created(document.path)
    desk.type_into("title", "B")
    document.mark_saved(DiskVersion(document.text, document.text_format, "saved"))
    assert [one.text() for one in links(desk)] == ["Description"]
