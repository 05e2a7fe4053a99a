"""Lines and places: scrolling both ways, clicking, and standing still while blocks change."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from copydesk.services.site_files import SiteFiles
from tests.ui.preview.conftest import png
from tests.ui.preview.preview_desk import block

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.preview.preview_desk import PreviewDesk

PAGE_TOP_PX = 22


def paragraphs(count: int) -> list[str]:
    return [f"<p>Paragraph {index}. " + "Words and words. " * 30 + "</p>" for index in range(count)]


def top_of(desk: PreviewDesk, index: int) -> float:
    return desk.number(f"main.children[{index}].getBoundingClientRect().top")


def place(desk: PreviewDesk) -> float:
    return desk.number("document.documentElement.scrollTop")


def scroll_to_line(desk: PreviewDesk, line: float) -> None:
    desk.pane._reader_scrolled_at = float("-inf")
    desk.pane.scroll_to_line(line)
    desk.wait_for(lambda: not desk.pane._line_under_way)
    desk.frames()


def wheel(desk: PreviewDesk, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    surface = desk.surface
    middle = QPointF(surface.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(surface.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(surface, event)


@pytest.mark.parametrize("line", [0, 10, 21, 30])
def test_a_line_goes_to_the_top(desk: PreviewDesk, line: int) -> None:
    desk.show(*paragraphs(40))
    scroll_to_line(desk, line)
    block = (line + 1) // 2  # an odd line is the blank one after a block, close to the next
    assert top_of(desk, block) == pytest.approx(PAGE_TOP_PX, abs=1.5 if line % 2 == 0 else 12)


def test_what_changed_on_its_lines_stays_on_them(desk: PreviewDesk) -> None:
    desk.show(*paragraphs(40))
    desk.show(*(text.replace("Words", "Other words") for text in paragraphs(40)))
    for index in (30, 4):
        scroll_to_line(desk, 2 * index)
        assert top_of(desk, index) == pytest.approx(PAGE_TOP_PX, abs=1.5)


def test_places_between_lines_are_between_them(desk: PreviewDesk) -> None:
    inner = "".join(f'<li data-line="{index}">Item<br>two<br>three</li>' for index in range(20))
    later = [block(p, 25 + 2 * index, 26 + 2 * index) for index, p in enumerate(paragraphs(20))]
    desk.show(block(f"<ul>{inner}</ul>", 4, 24), *later)
    scroll_to_line(desk, 8)
    height = desk.number("main.querySelectorAll('li')[5].getBoundingClientRect().top") - PAGE_TOP_PX
    before = place(desk)
    scroll_to_line(desk, 8.5)
    assert place(desk) - before == pytest.approx(height / 2, abs=1.5)


def test_scrolling_by_the_program_is_not_told(desk: PreviewDesk) -> None:
    told: list[float] = []
    desk.pane.scrolled_to_line.connect(told.append)
    desk.show(*paragraphs(40))
    for line in (3.5, 17, 60, 1000, 0, 12.25):
        scroll_to_line(desk, line)
    desk.show(*paragraphs(6))
    desk.frames(3)
    assert told == []


def test_scrolling_by_the_reader_is_told_as_the_same_line(desk: PreviewDesk) -> None:
    told: list[float] = []
    desk.show(*paragraphs(40))
    scroll_to_line(desk, 20.5)
    desk.pane.scrolled_to_line.connect(told.append)
    wheel(desk, -3, Qt.KeyboardModifier.NoModifier)
    desk.wait_for(lambda: bool(told))
    desk.frames(8)
    assert told == sorted(told)
    line, at = told[-1], place(desk)
    assert line > 20.5
    scroll_to_line(desk, line)
    assert place(desk) == pytest.approx(at, abs=1.5)


def test_while_the_reader_scrolls_the_editor_is_not_followed(desk: PreviewDesk) -> None:
    """The editor follows the preview and says so; that must not move the preview back."""
    desk.show(*paragraphs(40))
    desk.frames()
    answered: list[float] = []

    def follow(line: float) -> None:
        answered.append(line)
        desk.pane.scroll_to_line(int(line) - 3)

    desk.pane.scrolled_to_line.connect(follow)
    wheel(desk, -5, Qt.KeyboardModifier.NoModifier)
    desk.wait_for(lambda: bool(answered))
    desk.frames(8)
    assert answered == sorted(answered)
    assert place(desk) > 0


def test_page_keys_scroll(desk: PreviewDesk) -> None:
    desk.show(*paragraphs(40))
    desk.pane.setFocus()
    desk.wait_for(desk.surface.hasFocus)
    desk.until("document.hasFocus()")
    desk.frames(3)
    QTest.keyClick(desk.surface, Qt.Key.Key_PageDown)
    desk.until("document.documentElement.scrollTop > 200")
    QTest.keyClick(desk.surface, Qt.Key.Key_Home)
    desk.until("document.documentElement.scrollTop === 0")


def test_blocks_above_may_change_and_what_is_read_stays(desk: PreviewDesk) -> None:
    texts = paragraphs(40)
    desk.show(*texts)
    scroll_to_line(desk, 41)
    at = top_of(desk, 21)
    told: list[float] = []
    desk.pane.scrolled_to_line.connect(told.append)
    desk.show("<h1>New</h1>", "<p>Longer</p>", *texts[:3], "<p>short</p>", *texts[7:])
    assert top_of(desk, 20) == pytest.approx(at, abs=1)
    desk.show(*texts)
    assert top_of(desk, 21) == pytest.approx(at, abs=1)
    desk.frames(3)
    assert top_of(desk, 21) == pytest.approx(at, abs=1)
    assert told == []


def test_the_block_at_the_top_may_change_and_keeps_its_place(desk: PreviewDesk) -> None:
    texts = paragraphs(40)
    desk.show(*texts)
    scroll_to_line(desk, 20.4)
    at = top_of(desk, 10)
    assert at < 0
    desk.show(*texts[:10], texts[10].replace("</p>", "More. " * 60 + "</p>"), *texts[11:])
    assert top_of(desk, 10) == pytest.approx(at, abs=1)
    below = top_of(desk, 11)
    desk.show(*texts[:10], *texts[11:])  # gone: what stood below it still does
    assert top_of(desk, 10) == pytest.approx(below, abs=1)


def test_the_place_is_kept_when_an_image_above_comes_in(desk: PreviewDesk, tmp_path: Path) -> None:
    (tmp_path / "tall.png").write_bytes(png(50, 400))
    desk.pane.set_site_files(SiteFiles(tmp_path))
    texts = paragraphs(40)
    desk.show(*texts)
    scroll_to_line(desk, 20)
    at = top_of(desk, 10)
    desk.show('<p><img src="copydesk://post/tall.png"></p>', *texts[1:])
    desk.until("main.querySelector('img').getBoundingClientRect().height === 400")
    desk.frames()
    assert top_of(desk, 10) == pytest.approx(at, abs=1)


def test_the_place_is_kept_when_the_pane_gets_narrower(desk: PreviewDesk) -> None:
    desk.show(*paragraphs(40))
    scroll_to_line(desk, 20)
    desk.pane.resize(450, 500)
    desk.until("innerWidth < 500")
    desk.frames()
    assert top_of(desk, 10) == pytest.approx(PAGE_TOP_PX, abs=2)


def test_another_post_starts_at_its_top(desk: PreviewDesk) -> None:
    desk.show(*paragraphs(40))
    scroll_to_line(desk, 20)
    desk.show(*paragraphs(30), path="other.md")
    assert place(desk) == 0


FIND_WORD = """(() => {
  const range = document.createRange();
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const at = text.data.indexOf("WORD");
    if (at < 0) continue;
    range.setStart(text, at);
    range.setEnd(text, at + 2);
    const box = range.getBoundingClientRect();
    return [box.left + 3, box.top + box.height / 2];
  }
})()"""


def click(desk: PreviewDesk, word: str) -> None:
    x, y = cast("list[float]", desk.js(FIND_WORD.replace("WORD", word)))
    QTest.mouseClick(
        desk.surface,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(round(x), round(y)),
    )


CODE = (
    '<div class="highlight"><pre><code>first\n<span class="k">second</span>\nthird\n'
    "</code></pre></div>"
)


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("Title", 5),
        ("alpha", 7),
        ("beta", 8),
        ("gamma", 9),
        ("one", 11),
        ("two", 12),
        ("deep", 13),
        ("first", 16),
        ("third", 18),
        ("last", 21),
    ],
)
def test_a_click_gives_the_line_of_the_word(desk: PreviewDesk, word: str, line: int) -> None:
    desk.show(
        block("<h1>Title</h1>", 5, 6),
        block("<p>alpha <b>and\nbeta</b>\nand gamma</p>", 7, 10),
        block(
            '<ul><li data-line="0">one</li><li data-line="1">two<ul>'
            '<li data-line="2">deep</li></ul></li></ul>',
            11,
            14,
        ),
        block(CODE, 15, 20),
        block("<p>last</p>", 21, 22),
    )
    with desk.qtbot.waitSignal(desk.pane.line_clicked) as clicked:
        click(desk, word)
    assert clicked.args == [line]


def test_an_indented_listing_has_no_fence(desk: PreviewDesk) -> None:
    desk.show(block(CODE, 0, 3))
    with desk.qtbot.waitSignal(desk.pane.line_clicked) as clicked:
        click(desk, "second")
    assert clicked.args == [1]


def test_zooming_keeps_the_place(desk: PreviewDesk) -> None:
    desk.show(*paragraphs(40))
    scroll_to_line(desk, 40)
    told: list[float] = []
    desk.pane.scrolled_to_line.connect(told.append)
    for factor in (1.5, 0.8, 2.0, 1.0):
        desk.pane.set_zoom(factor)
        desk.until(f"Math.abs(innerWidth - {700 / factor}) < 3")
        desk.frames(3)
        assert top_of(desk, 20) == pytest.approx(PAGE_TOP_PX, abs=3)
    assert told == []


def test_the_wheel_zooms_with_ctrl(desk: PreviewDesk) -> None:
    desk.show(*paragraphs(40))
    with desk.qtbot.waitSignal(desk.pane.zoom_changed):
        wheel(desk, 2, Qt.KeyboardModifier.ControlModifier)
    assert desk.pane.zoom == pytest.approx(1.2)
    assert desk.page.page.zoomFactor() == pytest.approx(1.2)
    desk.pane.set_zoom(9)
    assert desk.pane.zoom == 3
    assert place(desk) == 0
