"""Two versions of a post compared in source and as readers see them, by the real renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from copydesk.application.comparing import Comparing
from copydesk.ui.compare.compare_dialog import CompareDialog
from copydesk.ui.preview.scheme import PAGE_ADDRESS
from tests.journeys.compared_page import ComparedPage
from tests.journeys.conftest import FERRY
from tests.journeys.test_journey_hang import HOSTILE as HANGING
from tests.ui.preview.conftest import Listener, png
from tests.ui.preview.test_preview_security import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

# What Chromium has had the time to ask for after this long, it would have asked for.
_WAIT_MS = 700
LATER = FERRY.replace("timetable returns", "timetable is back").replace("March", "April")


class Table(ComparedPage):
    """A comparison in a window of its own, and somebody before it."""

    def __init__(self, journey: Journey, path: Path) -> None:
        self.dialog = CompareDialog("Compare", journey.desk.theme, journey.window)
        self.view = self.dialog.view
        super().__init__(journey, Comparing(journey.desk, self.view, path))
        self.dialog.open()
        journey.until(self.dialog.isActiveWindow)

    def show_rendered(self, old: str, new: str) -> None:
        self.view.show_texts(old, new, "12 May", "Now")
        switch = next(b for b in self.view.findChildren(QToolButton) if b.text() == "Rendered")
        self.journey.click(switch)


@pytest.fixture
def table(journey: Journey, ferry: Path) -> Table:
    return Table(journey, ferry)


@pytest.fixture
def listener(qapp: object) -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


def test_what_readers_see_is_compared(table: Table) -> None:
    filler = "\n\n" + "Something in between.\n\n" * 60
    table.show_rendered(FERRY + filler, LATER + filler + "A last word.\n")
    table.sees("main.innerText.includes('April')")
    deleted = "[...main.querySelectorAll('del')].map((e) => e.textContent)"
    added = "[...main.querySelectorAll('ins')].map((e) => e.textContent)"
    assert table.js(deleted) == ["returns", "March"]
    assert table.js(added) == ["is back", "April"]
    assert table.js("main.querySelector('.compare-added').innerText") == "A last word."
    # Keys go from difference to difference here, too.
    table.view.setFocus()
    for _ in range(3):
        table.journey.press("F7")
    table.sees("document.documentElement.scrollTop > 300")


def test_a_closed_comparison_keeps_no_process(table: Table) -> None:
    table.show_rendered(FERRY, LATER)
    table.sees("main.innerText.includes('April')")
    rendering = table.comparing._rendering
    assert rendering is not None
    assert rendering.process_id is not None
    pane = table.comparing.pane
    assert pane is not None
    pane.setFocus()  # the page, which keeps Escape to itself
    table.journey.until(lambda: table.journey.in_panel(pane))
    table.journey.press("Esc")
    table.journey.until(lambda: rendering.process_id is None)


def test_hostile_posts_ask_for_nothing_and_run_nothing(
    table: Table, site: SiteBuilder, listener: Listener, ferry: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(png(3, 3))
    (ferry.parent / "own.png").write_bytes(png(16, 16))
    kinds = list(hostile(listener.host, tmp_path / "secret.png").values())
    own = "\n\nStill here.\n\n![own](own.png)\n"
    first = "\n\n".join(kinds) + own
    second = "\n\n".join(f"{kind} changed" for kind in reversed(kinds[::2])) + own
    for old, new in ((first, second), (second, first)):
        table.view.show_texts(old, new, "12 May", "Now")
        table.show_rendered(old, new)
        table.sees("main.innerText.includes('Still here.')")
        table.sees("[...main.querySelectorAll('img')].pop().naturalWidth === 16")
        QTest.qWait(_WAIT_MS)
        pane = table.comparing.pane
        assert pane is not None
        assert pane._page is not None
        assert pane._page.page.url() == QUrl(PAGE_ADDRESS)
        assert pane._page.page.title() == "Preview"
        assert listener.requests == []
        assert listener.connections == 0


def test_a_text_that_hangs_the_renderer_costs_a_sentence_here_only(
    table: Table, journey: Journey
) -> None:
    journey.desk.choose_engine("python-markdown")
    table.show_rendered(FERRY, FERRY + HANGING)
    journey.until(lambda: table.comparing.pane is not None and table.comparing.pane.banner.text)
    assert "too long to draw" in table.comparing.pane.banner.text  # type: ignore[union-attr]
    table.show_rendered(FERRY, LATER)
    table.sees("main.innerText.includes('April')")


def test_long_texts_are_compared_beside_the_window(table: Table) -> None:
    old = FERRY + "One paragraph of many.\n\n" * 5_000
    table.view.show_texts(old, old.replace("March", "April"), "12 May", "Now", selectable=True)
    assert table.view.message.text() == "Comparing…"
    table.journey.until(lambda: table.view.comparison is not None)
    assert table.view.head.sentence.text() == "1 passage differs"
    table.view.choose_all(True)
    assert len(table.view.chosen_edits()) == 1
