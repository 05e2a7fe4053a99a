"""The address follows the title until it is somebody's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from copydesk.core.site.field import FieldType
from copydesk.core.text.edits import TextEdit
from copydesk.services.open_document import DiskVersion
from tests.helpers.site_fields import field

if TYPE_CHECKING:
    from copydesk.ui.details.editors.slug import SlugEditor
    from tests.ui.details.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

DRAFT = "---\ntitle: Ferry\nslug: ferry\ndraft: true\n---\n"
PUBLISHED = "---\ntitle: Ferry\nslug: ferry\ndraft: false\n---\n"


@pytest.fixture(autouse=True)
def _schema(desk: Desk) -> None:
    desk.fields.fields = (
        field("title", in_schema=True),
        field("slug", FieldType.SLUG, in_schema=True, pattern="^[a-z0-9/-]+$"),
        field("draft", FieldType.BOOLEAN, in_schema=True),
    )


def editor(desk: Desk) -> SlugEditor:
    return cast("SlugEditor", desk.row("slug").editor)


def slug(desk: Desk) -> object:
    return desk.document.frontmatter.data.get("slug")


def settle(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not editor(desk)._follow_soon.isActive())


def type_title(desk: Desk, text: str) -> None:
    desk.focus("title")
    QTest.keyClick(desk.input("title"), Qt.Key.Key_End)
    for letter in text:
        QTest.keyClicks(desk.input("title"), letter)
        settle(desk)


def test_it_follows_the_title_of_a_draft_as_one_step(desk: Desk) -> None:
    desk.open(DRAFT)
    type_title(desk, " is late")
    assert slug(desk) == "ferry-is-late"
    assert desk.line("slug").text() == "ferry-is-late"
    desk.document.undo()
    settle(desk)
    assert desk.document.text == DRAFT
    assert not desk.document.can_undo


def test_one_written_by_hand_is_left_alone(desk: Desk) -> None:
    desk.open(DRAFT.replace("slug: ferry", "slug: winter-boats"))
    type_title(desk, " is late")
    assert slug(desk) == "winter-boats"
    desk.type_into("slug", "own", replace=True)
    type_title(desk, "!")
    assert slug(desk) == "own"


def test_that_of_a_published_post_never_changes_by_itself(desk: Desk) -> None:
    desk.open(PUBLISHED)
    type_title(desk, " is late")
    assert slug(desk) == "ferry"
    assert desk.notifier.questions == []


def test_a_new_post_is_not_published_yet(desk: Desk) -> None:
    desk.fields.fields = desk.fields.fields[:2]
    desk.panel.note_created(Path("/site/news/a.md"))
    desk.open("---\ntitle: Ferry\nslug: ferry\n---\n")
    type_title(desk, "s")
    assert slug(desk) == "ferrys"


def test_the_button_asks_before_it_changes_a_published_address(desk: Desk) -> None:
    desk.open(PUBLISHED)
    type_title(desk, " is late")
    button = editor(desk)._make
    assert button.accessibleName() == "Make from title"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.notifier.questions[0].detail == (
        "It is “ferry” and would be “ferry-is-late”. Links to the old address will break."
    )
    assert slug(desk) == "ferry"
    desk.notifier.answers = ["change"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert slug(desk) == "ferry-is-late"
    assert editor(desk)._warning.isVisible()


def test_the_button_of_a_draft_asks_nothing(desk: Desk) -> None:
    desk.open(DRAFT.replace("slug: ferry", "slug: old"))
    QTest.mouseClick(editor(desk)._make, Qt.MouseButton.LeftButton)
    assert desk.document.text == DRAFT
    assert desk.notifier.questions == []


def test_a_typed_change_of_a_published_address_warns(desk: Desk) -> None:
    desk.open(PUBLISHED)
    assert not editor(desk)._warning.isVisible()
    desk.type_into("slug", "boats", replace=True)
    assert editor(desk)._warning.isVisible()
    assert editor(desk)._warning.text() == "Links to the old address will break."
    assert slug(desk) == "boats"
    desk.document.undo()
    assert not editor(desk)._warning.isVisible()


def test_spaces_become_hyphens_when_the_typing_is_over(desk: Desk) -> None:
    desk.open(DRAFT)
    desk.type_into("slug", "Winter boats/New", replace=True)
    QTest.keyClick(desk.line("slug"), Qt.Key.Key_Tab)
    assert slug(desk) == "winter-boats/new"
    assert desk.row("slug").trouble == ""


def test_a_site_without_addresses_gets_none(desk: Desk) -> None:
    desk.open("---\ntitle: Ferry\ndraft: true\n---\n")
    type_title(desk, "s")
    assert "slug" not in desk.document.frontmatter.data


def test_another_post_starts_anew(desk: Desk) -> None:
    desk.open(PUBLISHED)
    desk.type_into("slug", "boats", replace=True)
    desk.open("---\ntitle: Weir\nslug: weir\ndraft: true\n---\n", "/site/news/b.md")
    assert not editor(desk)._warning.isVisible()
    type_title(desk, "s")
    assert slug(desk) == "weirs"


def test_what_another_program_wrote_is_left_alone(desk: Desk) -> None:
    document = desk.open(DRAFT)
    theirs = DRAFT.replace("title: Ferry", "title: Harbour")
    document.take_theirs(DiskVersion(theirs, document.text_format, "other"))
    desk.qtbot.wait(20)
    assert document.text == theirs
    assert not document.modified
    # From here on it follows again.
    type_title(desk, " wall")
    assert desk.document.frontmatter.data["title"] == "Harbour wall"
    assert slug(desk) == "ferry"  # nobody made it from that title


def test_redoing_a_title_typed_in_the_text_keeps_what_is_to_be_redone(desk: Desk) -> None:
    document = desk.open(DRAFT + "Text.\n")
    start = document.text.index("Ferry")
    document.apply([TextEdit(start, start + 5, "Boat")], "Typing", origin=desk, merge="typing")
    desk.qtbot.waitUntil(lambda: slug(desk) == "boat")
    end = len(document.text)
    document.apply([TextEdit(end, end, "More.\n")], "Typing", origin=desk, merge="typing")
    whole = document.text
    while document.can_undo:
        document.undo()
        desk.qtbot.wait(10)
    assert document.text == DRAFT + "Text.\n"
    while document.can_redo:
        document.redo()
        desk.qtbot.wait(10)
    assert document.text == whole
