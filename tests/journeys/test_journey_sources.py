"""Sources at the desk: attached, traced, compared, detached; they follow their post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from copydesk.ui.widgets.cards import Card, Fold

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sites import SiteBuilder
    from tests.journeys.journey import Journey

NOTE = (
    "The harbour office said on Monday that 850 people came.\n\n"
    "“We lost the lower shelves and most of the maps,” said Mira Okafor.\n"
)
DRAFT = (
    "---\ntitle: Shelves\n---\n\n"
    "“We lost the lower shelves and all of the maps,” said Mira Okafor. "
    "There were 850 people, and 4,711 boats.\n"
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "harbour note.txt"
    path.write_text(NOTE, "utf-8")
    return path


@pytest.fixture
def site(site: SiteBuilder) -> SiteBuilder:
    site.write("src/content/news/shelves.md", DRAFT)
    return site


def drop(journey: Journey, path: Path) -> None:
    """Drops a file on the panel, as from the file manager."""
    panel = journey.desk.reviewing.sources.panel
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(20, 60), copy, data, left, plain)
    QApplication.sendEvent(panel, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(20, 60), copy, data, left, plain))


def rows(journey: Journey) -> list[Card | Fold]:
    shown = journey.desk.reviewing.sources.panel.cards.rows
    every = (shown.at(shown.index(row)) for row in range(shown.rowCount()))
    return [one for one in every if one is not None]


def kinds(journey: Journey) -> dict[str, str]:
    return {one.headline: one.kind for one in rows(journey) if isinstance(one, Card)}


@pytest.fixture
def traced(journey: Journey, note: Path) -> Journey:
    """A post with one source attached, and its claims looked for."""
    journey.open("Shelves")
    journey.press("Ctrl+Shift+0")
    panel = journey.desk.reviewing.sources.panel
    journey.until(lambda: panel.words.startswith("Attach what"))
    drop(journey, note)
    journey.until(lambda: "4,711" in kinds(journey))
    return journey


def test_claims_are_told_by_verdict_and_shown_in_draft_and_source(
    traced: Journey, site: SiteBuilder
) -> None:
    found = kinds(traced)
    assert found["4,711"] == "Not found number"
    quote = next(headline for headline in found if headline.startswith("“We lost"))
    assert found[quote] == "Altered quotation"
    kept = site.root / ".copydesk/sources/src/content/news/shelves.md/harbour note.txt.txt"
    assert kept.read_text("utf-8") == NOTE.strip("\n")
    panel = traced.desk.reviewing.sources.panel
    traced.press("Ctrl+Shift+0", "Home")
    while panel.cards.current_card is None or panel.cards.current_card.headline != quote:
        traced.press("Down")
    traced.press("Return")
    traced.until(lambda: traced.in_editor)
    chosen = traced.editor.bridge.selection()
    assert "all of the maps" in traced.document.text[chosen.start : chosen.end]
    assert "most of the maps" in panel.view.selected
    assert "background-color" in panel.view.comparison
    # The claims follow what is written.
    traced.press("Ctrl+End")
    traced.type("Later 612 came.")
    traced.until(lambda: kinds(traced).get("612") == "Not found number")
    # The source stands beside the draft, and the preview comes back.
    width = panel.width()
    traced.click(panel.widen)
    traced.until(lambda: panel.width() > width + 100)
    traced.until(lambda: not traced.desk.preview.isVisible())
    traced.click(panel.widen)
    traced.until(traced.desk.preview.isVisible)


def test_a_source_follows_its_post_and_is_detached(traced: Journey, site: SiteBuilder) -> None:
    old = traced.document.path
    assert old is not None
    traced.desk.files.rename(old, "lower-shelves.md")
    moved = site.root / ".copydesk/posts/src/content/news/lower-shelves.md.jsonl"
    traced.until(lambda: moved.is_file() and "lower-shelves.md/" in moved.read_text("utf-8"))
    traced.until(lambda: "harbour note.txt" in kinds(traced))
    panel = traced.desk.reviewing.sources.panel
    traced.press("Ctrl+Shift+0", "Home")
    assert panel.cards.current_card is not None
    detach = [link.label for link in panel.cards.current_card.links].index("Detach") + 1
    traced.press(str(detach))
    traced.until(lambda: panel.words.startswith("Attach what"))
    assert not moved.exists()


def test_what_can_not_be_read_is_said(journey: Journey, tmp_path: Path) -> None:
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG")
    journey.open("Shelves")
    journey.press("Ctrl+Shift+0")
    panel = journey.desk.reviewing.sources.panel
    journey.until(lambda: panel.words.startswith("Attach what"))
    drop(journey, picture)
    journey.until(lambda: any("can’t be read as a source" in one for one in journey.notices))
