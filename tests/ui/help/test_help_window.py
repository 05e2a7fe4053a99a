"""The guide's window: its list, its page, its ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest

from copydesk.core.help.page import HelpPage
from copydesk.core.help.pages import PAGES
from copydesk.core.help.search import Hit
from copydesk.ui.help.help_window import WINDOW_KEYS, HelpWindow
from copydesk.ui.help.page_list import _NAME_ROLE, _SNIPPET_ROLE
from copydesk.ui.help.trail import Place
from copydesk.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LINES = "".join(f"<p>Line {number}</p>" for number in range(80))
BODY = (
    '<h1>First steps</h1><p>A <a href="writing.md#top">link</a> and <code>code</code>.</p>'
    f'<p class="picture"><img src="wide.png" alt="A wide picture"></p>{LINES}'
    '<h2><a name="end"></a>End</h2><p>The versions are here.</p>'
)


def picture(width: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes the name of a format
    return bytes(buffer.data().data())


def made(name: str) -> HelpPage:
    title = next(page.title for page in PAGES if page.name == name)
    return HelpPage(name, title, BODY, {"wide.png": picture(1600)})


def find(query: str) -> list[Hit]:
    entries = {page.name: page for page in PAGES}
    if query != "versions":
        return []
    return [Hit(entries["keys"], ""), Hit(entries["safety"], "lists these versions by day")]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[HelpWindow]:
    theme = Theme("light")
    window = HelpWindow(theme, find, 100)
    window.page_wanted.connect(lambda place: window.show_page(place, made(place.page)))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("first-steps")
    yield window
    window.hide()
    window.deleteLater()


def listed(window: HelpWindow) -> list[str]:
    model = window.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [row.data(_NAME_ROLE) for row in rows if row.data(_NAME_ROLE)]


def current(window: HelpWindow) -> str:
    return str(window.list.currentIndex().data(_NAME_ROLE))


def press(window: HelpWindow, key: str) -> None:
    combination = QKeySequence(key)[0]  # type: ignore[index]  # it is a list of keys
    handle = window.windowHandle()
    QTest.keyClick(handle, combination.key(), combination.keyboardModifiers())


def test_pages_stand_under_the_headings_of_their_parts(window: HelpWindow) -> None:
    model = window.list.model()
    words = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert words[:3] == ["Getting started", "First steps", "The window"]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert listed(window) == [page.name for page in PAGES]
    assert current(window) == "first-steps"
    assert window.windowTitle() == "First steps – Guide"


def test_pages_are_gone_through_by_keys(window: HelpWindow) -> None:
    window.list.setFocus()
    press(window, "Down")
    press(window, "Return")
    assert window.here == Place("window")
    assert window.page.hasFocus()
    press(window, "Alt+Left")
    assert window.here is not None
    assert window.here.page == "first-steps"
    assert current(window) == "first-steps"
    press(window, "Alt+Right")
    assert current(window) == "window"
    assert not window._forward.isEnabled()


def test_a_page_left_is_found_again_where_it_was(window: HelpWindow) -> None:
    window.page.scroll_to("", 300)
    window.go("writing", "end")
    assert window.page.scrolled > 300
    window.go_back()
    assert window.page.scrolled == 300
    window.go_forward()
    assert window.page.scrolled > 300


def test_words_found_are_listed_with_what_stands_around_and_marked(window: HelpWindow) -> None:
    press(window, "Ctrl+Shift+F")
    QTest.keyClicks(window.field, "versions")
    assert listed(window) == ["keys", "safety"]
    snippet = window.list.model().index(1, 0).data(_SNIPPET_ROLE)
    assert snippet == "lists these versions by day"
    delegate = window.list._delegate
    assert [(mark.start, mark.length) for mark in delegate._marks(snippet)] == [(12, 8)]
    press(window, "Down")
    press(window, "Return")
    assert window.here == Place("safety", words=("versions",))
    assert [mark.cursor.selectedText() for mark in window.page.extraSelections()] == ["versions"]
    assert window.page.scrolled > 0
    assert window.field.hasFocus()
    press(window, "Esc")
    assert window.field.text() == ""
    assert current(window) == "safety"
    assert window.page.extraSelections() == []
    assert window.isVisible()


def test_words_that_are_nowhere_are_told(window: HelpWindow) -> None:
    window.field.setText("zeppelin")
    assert window._found.currentWidget() is window._nothing
    window.field.clear()
    assert window._found.currentWidget() is window.list


def test_finding_on_the_page(window: HelpWindow) -> None:
    press(window, "Ctrl+F")
    strip = window._strip
    QTest.keyClicks(strip._field, "line 7")
    assert strip._count.text() == "11 found"  # 7, and 70 to 79
    first = window.page.scrolled
    press(window, "F3")
    press(window, "F3")
    assert window.page.scrolled > first
    found = window.page._found
    assert found is not None
    place = found.selectionStart()
    press(window, "Shift+F3")
    assert window.page._found is not None
    assert window.page._found.selectionStart() < place
    strip._field.setText("zeppelin")
    assert strip._count.text() == "Not on this page"
    press(window, "Esc")
    assert strip.isHidden()
    assert window.page.hasFocus()
    assert window.page.extraSelections() == []
    press(window, "Esc")
    assert window.isHidden()


def test_finding_goes_round_the_end(window: HelpWindow) -> None:
    page = window.page
    assert page.find_next("versions are")
    assert page.find_next("first steps")
    assert page.find_next("versions are", backwards=True)
    assert not page.find_next("zeppelin")


def test_links_are_told_and_not_followed(window: HelpWindow, qtbot: QtBot) -> None:
    window.page.setFocus()
    press(window, "Tab")
    with qtbot.waitSignal(window.link_followed) as told:
        press(window, "Return")
    assert told.args == ["writing.md#top"]
    assert window.page.page is not None
    assert window.page.page.name == "first-steps"


def test_a_picture_is_as_wide_as_the_column_however_wide_that_is(
    window: HelpWindow, qtbot: QtBot
) -> None:
    def width() -> int:
        image = window.page.document().resource(2, "wide.png")
        assert isinstance(image, QImage)
        return round(image.width() / image.devicePixelRatio())

    window.resize(1100, 700)
    wide = width()
    assert 600 < wide <= window.page.viewport().width()
    window.resize(640, 700)
    qtbot.waitUntil(lambda: width() < wide)
    assert width() <= window.page.viewport().width()
    assert window.page.loadResource(2, "file:///etc/hostname.png") is None
    assert window.page.loadResource(3, "style.css") is None


def test_letters_grow_and_shrink(window: HelpWindow) -> None:
    before = window.page.document().size().height()
    press(window, "Ctrl+=")
    press(window, "Ctrl+=")
    assert window.page.document().size().height() > before
    press(window, "Ctrl+0")
    assert window.page.document().size().height() == before
    for _turn in range(30):
        press(window, "Ctrl+-")
    assert window._zoom == 50


def test_the_theme_is_followed_at_the_same_place(window: HelpWindow) -> None:
    window.page.scroll_to("", 400)
    window._theme.choose("dark")
    assert window.page.scrolled == pytest.approx(400, abs=3)
    assert window._theme.tokens.ink in window.page.document().defaultStyleSheet()


def test_every_part_has_a_name_and_every_key_does_something(window: HelpWindow) -> None:
    for part in (window.field, window.list, window.page, window._back, window._forward):
        assert part.accessibleName()
    assert window.page.accessibleName() == "First steps"
    for name, words, keys in WINDOW_KEYS:
        assert callable(getattr(window, name))
        assert words
        assert keys


def test_its_sizes_come_back_as_far_as_there_is_room(window: HelpWindow) -> None:
    window.restore_sizes([700, 500, 220])
    assert window.sizes() == [700, 500, 220]
    window.restore_sizes([])
    window.restore_sizes([0, 0, 0])
    assert window.sizes() == [700, 500, 220]
    window.restore_sizes([90_000, 90_000, 300])
    assert window.width() <= window.screen().availableSize().width()


def test_what_is_copied_can_be_typed_into_a_terminal(window: HelpWindow) -> None:
    cell = "<td>\N{ZERO WIDTH SPACE}<code>copydesk check</code></td>"
    page = HelpPage("keys", "Keys", f"<table><tr>{cell}</tr></table>", {})
    window.show_page(Place("keys"), page)
    window.page.selectAll()
    assert window.page.createMimeDataFromSelection().text().strip() == "copydesk check"
