"""The preview at the editor's side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtNetwork import QHostAddress, QTcpServer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.journeys.conftest import FERRY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

LONG = "".join(f"Paragraph {n}. {'Words and words. ' * 20}\n\n" for n in range(60))


class Browser(QObject):
    """Stands in the place of the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


@pytest.fixture
def browser(qapp: object) -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]  # the stub is wrong
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def place_of(journey: Journey, selector: str) -> list[float]:
    """Where the middle of an element of the page is in its window."""
    place = journey.js(
        f"(e => {{ const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2];"
        f" }})(document.querySelector({selector!r}))"
    )
    assert isinstance(place, list)
    return place


def click_on(journey: Journey, selector: str) -> None:
    """Clicks an element of the page with the mouse, once it stands still."""
    seen: list[list[float]] = []

    def stands_still() -> bool:
        journey.frames()
        seen.append(place_of(journey, selector))
        return seen[-3:] == [seen[-1]] * 3

    journey.until(stands_still)
    point = QPointF(*seen[-1]).toPoint()
    QTest.mouseClick(journey.surface, Qt.MouseButton.LeftButton, pos=point)


def wheel(journey: Journey, notches: int) -> None:
    surface = journey.surface
    middle = QPointF(surface.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(surface.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(surface, event)


def test_typing_replaces_the_changed_block_alone(journey: Journey) -> None:
    journey.open("Ferry")
    journey.sees_text("It goes on until March.")
    journey.js("Array.from(main.children).forEach((e, n) => { e.mark = n + 1; })")
    marks = journey.js("Array.from(main.children).map(e => e.mark ?? 0)")
    assert isinstance(marks, list)
    journey.press("Ctrl+End", "Up")
    journey.press("End")
    journey.type(" Or April.")
    journey.sees_text("until March. Or April.")
    after = journey.js("Array.from(main.children).map(e => e.mark ?? 0)")
    assert isinstance(after, list)
    assert after[:-1] == marks[:-1]

    journey.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")  # a step for each word
    journey.sees("!main.innerText.includes('April')")
    assert journey.document.text == FERRY


def test_scrolling_leads_both_ways_and_a_click_puts_the_cursor(
    journey: Journey, ferry: Path
) -> None:
    ferry.write_bytes((FERRY + LONG).encode())
    document = journey.open("Ferry")
    journey.until(lambda: document.text == FERRY + LONG)
    journey.sees_text("Paragraph 59.")
    journey.press("Ctrl+End")
    journey.sees("document.documentElement.scrollTop > 1000")
    journey.press("Ctrl+Home")
    journey.sees("document.documentElement.scrollTop < 200")

    journey.frames()
    top = journey.editor.first_visible_line()
    wheel(journey, -10)
    journey.until(lambda: journey.editor.first_visible_line() > top + 5)
    journey.js(
        "(Array.from(main.querySelectorAll('p')).find(e => e.innerText.startsWith('Paragraph 30.'))"
        ".id = 'thirty', document.getElementById('thirty').scrollIntoView({block: 'center'}))"
    )
    click_on(journey, "#thirty")
    line = (FERRY + LONG)[: (FERRY + LONG).index("Paragraph 30.")].count("\n")
    journey.until(lambda: journey.editor.position()[0] == line)
    journey.until(lambda: journey.in_editor)


def test_links_lead_to_posts_here_and_to_the_browser_outside(
    journey: Journey, site: SiteBuilder, browser: Browser
) -> None:
    bridge = site.root / "src/content/news/bridge.md"
    bridge.write_bytes(bridge.read_bytes() + b"\nAsk [them](https://example.org/a?b=c).\n")
    journey.open("Bridge")
    journey.sees_text("Ask them")
    click_on(journey, "a[href^='https:']")
    journey.until(lambda: browser.asked)
    assert browser.asked == ["https://example.org/a?b=c"]
    assert journey.document.path == bridge
    click_on(journey, "a[href*='ferry']")
    journey.until(lambda: journey.tab_title.startswith("Ferry"))
    assert journey.document.path == site.root / "src/content/news/ferry.md"
    journey.sees_text("It goes on until March.")
    assert browser.asked == ["https://example.org/a?b=c"]


def test_an_image_from_elsewhere_waits_for_a_click(journey: Journey, ferry: Path) -> None:
    server = QTcpServer()
    came: list[bool] = []
    server.newConnection.connect(partial(came.append, True))
    assert server.listen(QHostAddress.SpecialAddress.LocalHost)
    host = f"127.0.0.1:{server.serverPort()}"
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type(f"\n![A boat](http://{host}/boat.png)\n")
    journey.sees("main.querySelector('.remote-image') !== null")
    journey.sees_text("not loaded")
    journey.type("\nAnd more.")
    journey.sees_text("And more.")
    assert not came
    journey.js("document.querySelector('.remote-image a').scrollIntoView()")
    click_on(journey, ".remote-image a")
    journey.until(lambda: came)
    server.close()


def test_the_engine_is_chosen_from_palette_and_status_bar(journey: Journey) -> None:
    journey.open("Ferry")
    journey.press("Ctrl+End")
    journey.type("\n~~Not this.~~\n")
    journey.sees("main.querySelector('del, s') !== null")  # GFM has it, Python-Markdown has not
    assert "CommonMark" in journey.desk.status.text("engine")
    journey.press("Ctrl+Shift+P")
    journey.type("Render with Python\n")
    journey.sees("main.querySelector('del, s') === null")
    assert "Python-Markdown" in journey.desk.status.text("engine")
    journey.click(journey.desk.status.engine_button)
    journey.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    journey.press("Down", "Return")  # "Render as the site does" comes first
    journey.sees("main.querySelector('del, s') !== null")
    assert "chosen" not in journey.desk.status.text("engine")


def test_editor_only_split_and_preview_only(journey: Journey) -> None:
    journey.open("Ferry")
    journey.sees_text("It goes on until March.")
    preview, editors = journey.desk.preview, journey.desk.editors
    journey.press("Ctrl+Alt+1")
    assert editors.isVisible()
    assert not preview.isVisible()
    journey.press("Ctrl+End")
    journey.type("Unseen until now.")
    journey.press("Ctrl+Alt+3")
    assert preview.isVisible()
    assert not editors.isVisible()
    journey.sees_text("Unseen until now.")
    journey.until(lambda: journey.in_panel(preview))
    journey.press("Ctrl+Shift+2")  # to the editor brings it back
    journey.until(lambda: journey.in_editor)
    assert preview.isVisible()
    journey.type(" And on.")
    journey.sees_text("Unseen until now. And on.")
